"""A window full of parts and two invented pages, grabbed to PNG to be looked at.

Run as ``python -m tests.views.gallery_parts DIR [points]``; QT_SCALE_FACTOR=2 gives the 200 % pictures.
"""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Series
from desktop_app.drawing.lines import Lines
from desktop_app.views.look.start import apply_look
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import DangerButton, LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card, EmptyState, StatCard
from desktop_app.views.parts.charts import ChartView
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.dialogs import ConfirmDialog, ErrorDialog, ErrorPanel
from desktop_app.views.parts.flow import FlowLayout, TagPicker
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.parts.page import Page
from desktop_app.views.parts.status import LightDot, Pill, StepRail
from desktop_app.views.parts.table import TONE_ROLE, TableView
from desktop_app.views.shell import Shell

TOP = QModelIndex()
COLUMNS = ("日期", "姓名", "类别", "学习内容", "学时", "状态")
PEOPLE = ("萧明梓", "罗梅", "薛敏", "欧阳娜", "单雄信", "于丽刚", "黎燕华", "买买提·阿布都")
SUBJECTS = (
    "学习贯彻党的二十大精神（二）",
    "中国共产党纪律处分条例",
    "新时代基层党组织建设工作条例",
    "红色教育基地现场教学",
)
STATES = (("已完成", "done"), ("进行中", "going"), ("待补学", "due"), ("逾期", "overdue"), ("草稿", "draft"))
NAV = (
    ("", (("home", "工作台", "home"), ("search", "全局查找", "search"))),
    (
        "党员与组织",
        (
            ("party_org", "支部信息", "building"),
            ("member", "党员名册", "members"),
            ("transfer", "组织关系", "member-move"),
            ("dues", "党费收缴", "dues"),
            ("development", "发展党员", "member-add"),
        ),
    ),
    (
        "组织生活",
        (
            ("meeting", "会议记录", "meeting"),
            ("vote", "表决票决", "vote"),
            ("study", "学习记录", "study"),
            ("hours", "学时统计", "clock"),
        ),
    ),
    (
        "初心践诺",
        (
            ("promise", "承诺事项", "promise"),
            ("display", "三亮公示", "board"),
            ("rating", "承诺评议", "star"),
            ("points", "积分超市", "trophy"),
        ),
    ),
    (
        "决心整改",
        (
            ("issue", "整改台账", "issue"),
            ("self_check", "自查事项", "checklist"),
            ("talk", "谈心谈话", "talk"),
        ),
    ),
    ("月与年", (("report", "本月月报", "report"), ("change", "年度变化", "trend"))),
)


class SampleRows(QAbstractTableModel):
    """Invented study records."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = TOP) -> int:
        return 0 if parent.isValid() else 40

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = TOP) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        row, column = index.row(), index.column()
        state = STATES[row * 7 % 5 if row % 3 == 0 else 0]
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                f"2026-11-{23 - row % 22:02d}",
                PEOPLE[row % 8],
                ("集中学习", "个人自学", "专题党课")[row % 3],
                SUBJECTS[row % 4],
                f"{1 + row % 4 * 0.5:.1f}",
                state[0],
            )[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 4:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == TONE_ROLE and column == 5:
            return state[1]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 4:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None


class RecordsPage(Page):
    """Stat cards, a filtered table, a form and a chart: the shape of a register page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "学习记录")
        u = theme.unit
        self._buttons = (PlainButton(theme, "打印", "print"), PrimaryButton(theme, "新增记录", "add"))
        page = QVBoxLayout(self)
        page.setContentsMargins(u(20), u(16), u(20), u(16))
        page.setSpacing(u(12))
        stats = QHBoxLayout()
        stats.setSpacing(u(12))
        for title, value, unit, note, icon, tone in (
            ("党员总数", "46", "人", "正式 43 · 预备 3", "members", "going"),
            ("本月学习", "128", "人次", "月底前还需补 6 人", "study", "overdue"),
            ("会议完成", "7 / 8", "次", "党员大会本季度尚缺 1 次", "meeting", "due"),
            ("整改销号", "93", "%", "27 项中 2 项逾期", "issue-done", "done"),
        ):
            stats.addWidget(StatCard(theme, title, value, unit, note, icon, tone), 1)
        page.addLayout(stats)
        below = QHBoxLayout()
        below.setSpacing(u(12))
        below.addWidget(self._table_card(), 1)
        side = QVBoxLayout()
        side.setSpacing(u(12))
        side.addWidget(self._form_card())
        side.addWidget(self._chart_card(), 1)
        below.addLayout(side)
        page.addLayout(below, 1)

    def _table_card(self) -> Card:
        theme, u = self.theme, self.theme.unit
        card = Card(theme)
        card.body.setContentsMargins(1, u(10), 1, u(4))
        filters = QHBoxLayout()
        filters.setContentsMargins(u(12), 0, u(12), 0)
        for words in (("2026 年", "2025 年"), ("全部类别", "集中学习")):
            filters.addWidget(ChoiceBox(theme, [(word, word) for word in words]))
        filters.addStretch(1)
        filters.addWidget(PlainButton(theme, "导出 Excel", "export"))
        card.body.addLayout(filters)
        self.table = TableView(theme)
        self.table.setModel(SampleRows(self.table))
        for column, width in enumerate((122, 128, 104, 228, 68)):
            self.table.setColumnWidth(column, u(width))
        self.table.selectRow(2)
        card.body.addWidget(self.table, 1)
        return card

    def _form_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "记录详情")
        card.setFixedWidth(theme.unit(328))
        form = FormGrid(theme, columns=1)
        form.add_row("姓名", QLineEdit("薛敏"), required=True)
        form.add_row("类别", ChoiceBox(theme, [(1, "专题党课"), (2, "集中学习")]))
        form.add_row("学时", QLineEdit("1.5"), unit="学时")
        card.body.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(PlainButton(theme, "先不改"))
        row.addWidget(PlainButton(theme, "保存记录", "save"))
        card.body.addLayout(row)
        return card

    def _chart_card(self) -> Card:
        card = Card(self.theme, "近十二个月完成率", "%")
        card.setFixedWidth(self.theme.unit(328))
        values = (68, 78, 60, 88, 96, 84, 99, 92, 87, 100, 94, 51)
        months = [f"{at}月" for at in range(1, 13)]
        chart = ChartView(self.theme, Bars("完成率", months, [Series("", values)], unit="%", marked=11))
        card.body.addWidget(chart, 1)
        return card

    def count_words(self) -> str:
        return "共 1,286 条"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return self._buttons

    def search_hint(self) -> str:
        return "姓名、拼音首字母、标题、内容"


class PartsPage(Page):
    """Every part once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "全部构件")
        u = theme.unit
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("look", "page")
        scroll.setWidget(inside)
        outer.addWidget(scroll)
        grid = QGridLayout(inside)
        grid.setContentsMargins(u(20), u(16), u(20), u(16))
        grid.setSpacing(u(12))
        grid.addWidget(self._form(), 0, 0, 1, 2)
        grid.addWidget(self._buttons(), 1, 0)
        grid.addWidget(self._states(), 1, 1)
        grid.addWidget(self._errors(), 2, 0)
        grid.addWidget(self._empty(), 2, 1)
        grid.addWidget(self._charts(), 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _form(self) -> Card:
        theme = self.theme
        card = Card(theme, "整改事项", "两列表单，窄窗口自动变成一列")
        form = FormGrid(theme)
        form.add_row("问题名称", QLineEdit("台账更新不及时"), required=True)
        form.add_row("问题类别", ChoiceBox(theme, [(1, "制度执行"), (2, "作风建设")]), required=True)
        wrong = form.add_row("整改期限", QLineEdit("1985.1"), required=True)
        wrong.set_error("看不出是 1 月还是 10 月，请写成 2026.01 或 2026.10")
        form.add_row("提出日期", QDateEdit(), help="2026年11月23日 星期一")
        form.add_row("责任人", QLineEdit("欧阳娜"), help="可输入拼音首字母，如 oyn")
        form.add_row("整改经费", QLineEdit("1,200.00"), unit="元")
        form.add_row(
            "参与方式",
            TagPicker(theme, ("立行立改", "持续整改", "回头看", "上级督办", "群众反映")),
            wide=True,
        )
        form.add_row(
            "整改措施", QPlainTextEdit("每周五核对一次，缺项当天补录。\n由纪检委员抽查。"), wide=True
        ).widget.setFixedHeight(theme.unit(84))
        card.body.addWidget(form)
        card.body.addWidget(
            StepRail(
                theme,
                ("登记", "立行立改", "支部核验", "销号", "回头看"),
                2,
                ("11-02", "11-10", "待 2 人核验"),
            )
        )
        return card

    def _buttons(self) -> Card:
        theme = self.theme
        card = Card(theme, "按钮与选择")
        flow = FlowLayout(across=theme.unit(8), down=theme.unit(8))
        off = PlainButton(theme, "暂不可用", "lock")
        off.setEnabled(False)
        for button in (
            PrimaryButton(theme, "保存这次会议", "save"),
            PlainButton(theme, "打印签到表", "print"),
            DangerButton(theme, "永久删除", "delete"),
            LinkButton(theme, "查看这 3 人", "eye"),
            off,
        ):
            flow.addWidget(button)
        card.body.addLayout(flow)
        box = QCheckBox("本人已阅读并同意")
        box.setChecked(True)
        card.body.addWidget(box)
        progress = ProgressPanel(theme, "正在导入花名册", "停止导入")
        progress.set_progress(18, 46, "已读取")
        card.body.addWidget(progress)
        card.body.addStretch(1)
        return card

    def _states(self) -> Card:
        theme = self.theme
        card = Card(theme, "状态")
        flow = FlowLayout(across=theme.unit(8), down=theme.unit(8))
        for text, tone in STATES:
            flow.addWidget(Pill(theme, text, tone))
        card.body.addLayout(flow)
        for words, state in (
            ("备份正常：今天 08:12", "good"),
            ("备份已 5 天没有更新", "warn"),
            ("备份盘没有插上", "bad"),
        ):
            card.body.addWidget(LightDot(theme, words, state))
        card.body.addStretch(1)
        return card

    def _errors(self) -> Card:
        card = Card(self.theme, "错误说明")
        card.body.addWidget(ErrorPanel(self.theme, SAMPLE_ERROR))
        return card

    def _empty(self) -> Card:
        card = Card(self.theme, "空列表")
        card.body.addWidget(
            EmptyState(self.theme, "meeting", "本月还没有会议记录", "新建一次会议", "也可以从上月复制议程")
        )
        return card

    def _charts(self) -> Card:
        card = Card(self.theme, "近十二个月")
        row = QHBoxLayout()
        months = [f"2026年{at}月" for at in range(1, 13)]
        values = [Series("", [40 + at * 7 % 50 for at in range(1, 13)])]
        row.addWidget(ChartView(self.theme, Bars("学时", months, values, unit="小时", marked=11)))
        row.addWidget(ChartView(self.theme, Lines("出勤率", months, values, unit="%")))
        card.body.addLayout(row)
        return card


SAMPLE_ERROR = UserError(
    "第 7 行 D 列 出生日期“1985.1”：看不出是 1 月还是 10 月。",
    "其余 43 行可以导入，原表没有改动。",
    "请在表里改成 1985.01 或 1985.10，再导入一次。",
    detail="roster.xlsx!D7",
)


def build_window(theme: Theme) -> Shell:
    """A shell with invented pages, a notice, the sample banner and a backup light."""
    shell = Shell(theme, "支部台账", "城关街道社区第三党支部委员会")
    for group, entries in NAV:
        for key, title, icon in entries:
            shell.add_page(key, title, icon, group, partial(RecordsPage, theme))
    shell.pages.add("parts", lambda: PartsPage(theme))
    shell.add_page("exchange", "上报与接收", "stick", "", lambda: PartsPage(theme), pinned=True)
    shell.add_page("settings", "设置与备份", "settings", "", lambda: PartsPage(theme), pinned=True)
    shell.set_status(("数据保存在本机", "未联网", "自动保存已开启"))
    shell.set_backup_light("上次备份 今天 08:12", "good")
    return shell


def grab_all(folder: Path, points: int, tag: str) -> list[Path]:
    """Draw every picture into ``folder`` and give the files."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    theme = apply_look(app, points)
    folder.mkdir(parents=True, exist_ok=True)
    shell = build_window(theme)
    shell.resize(QSize(1366, 768))
    shell.go("study")
    shell.show()
    made: list[Path] = []

    def grab(name: str, widget: QWidget) -> None:
        app.processEvents()
        app.processEvents()
        path = folder / f"{name}-{points}pt-{tag}.png"
        assert widget.grab().save(str(path))
        made.append(path)

    grab("records", shell)
    shell.show_sample_banner("现在看到的是示例数据，打印件带“示例”水印。", "清空示例，正式开始")
    shell.show_notice("已删除 萧明梓 的学习记录（2026-11-23）", "撤销", lambda: None)
    shell.go("parts")
    grab("parts", shell)
    page = shell.current_page()
    assert page is not None
    inside = page.findChild(QScrollArea)
    assert inside is not None
    inside.widget().setFixedSize(inside.widget().sizeHint().expandedTo(QSize(inside.viewport().width(), 0)))
    grab("parts-all", inside.widget())
    for name, dialog in (
        ("error", ErrorDialog(theme, SAMPLE_ERROR, shell)),
        (
            "confirm",
            ConfirmDialog(
                theme,
                "恢复这份备份？",
                "现在的 1,286 条记录会换成 11月20日 17:40 的 1,270 条；现在的这份会先另存一份。",
                "恢复 11月20日 的备份",
                danger=True,
                parent=shell,
            ),
        ),
    ):
        dialog.show()
        grab(name, dialog)
        dialog.close()
    shell.close()
    return made


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    for made_path in grab_all(
        Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 12, f"{float(scale):.0%}"
    ):
        print(made_path)
