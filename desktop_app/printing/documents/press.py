"""The press: makes every paper of the branch by its key; light until the first paper is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.printing.documents.books import Books, branch_name

if TYPE_CHECKING:
    from desktop_app.printing.documents.draft import Draft
    from desktop_app.printing.type.faces import FontSet


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper: its bytes, pages, the characters no face holds, and what to call it.

    ``file_name`` is safe on Windows and on sticks; ``code`` stands at the foot of the paper.
    """

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    title: str
    file_name: str
    code: str


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper as menus offer it: ``registers`` it belongs to, and whether it is made of one record's uid.

    ``bare`` is the title of the paper made without a uid, of all records or blank; '' where that is none.
    ``shared`` are the boxes that the records of one paper have in common: a letter is a member's of a year.
    """

    key: str
    title: str
    icon: str
    registers: tuple[str, ...]
    takes_uid: bool
    bare: str = ""
    shared: tuple[str, ...] = ()


PAPERS: Mapping[str, PaperKind] = {
    kind.key: kind
    for kind in (
        PaperKind("minutes_record", "会议记录", "document", ("meeting",), True),
        PaperKind("minutes_summary", "会议纪要", "document", ("meeting",), True),
        PaperKind("sign_in", "签到表", "checklist", ("meeting", "study_session"), True),
        PaperKind("issue_ledger", "整改台账", "table", ("issue",), False),
        PaperKind("issue_closing", "问题整改销号表", "document", ("issue",), True),
        PaperKind("issue_classes", "同类问题一览", "table", ("issue",), False),
        PaperKind("self_check_sheet", "对照检查表", "document", ("self_check",), True),
        PaperKind("case_paper", "案例", "document", ("case_study",), True),
        PaperKind("case_book", "案例汇编", "study", ("case_study",), False),
        PaperKind("rating_sheet", "评级表", "trophy", ("branch_rating",), True),
        PaperKind("research_record", "调研记录", "document", ("research",), True),
        PaperKind("research_problems", "问题清单", "table", ("research",), False),
        PaperKind("research_conversions", "成果转化清单", "table", ("research",), False),
        PaperKind("promise_letter", "承诺书", "promise", ("promise",), True, shared=("promiser", "year")),
        PaperKind("identity_card", "党员身份卡", "ribbon", ("identity_display",), True, "全部身份卡"),
        PaperKind("door_plate", "共产党员户牌", "ribbon", ("identity_display",), True, "全部党员户牌"),
        PaperKind("display_board", "公示栏（A3）", "board", ("identity_display",), False),
        PaperKind("order_slip", "服务需求单", "heart", ("service_order",), True, "空白服务需求单"),
        PaperKind("points_sheet", "积分公示表", "money", ("points_entry",), False),
        PaperKind("points_statement", "个人积分明细", "money", ("points_entry",), True, shared=("holder",)),
        PaperKind("redemption_slip", "兑换领取单", "swap", ("redemption",), True),
        PaperKind("grid_sheet", "网格一览", "grid", ("grid", "grid_event"), False),
        PaperKind("reporting_in_slip", "双报到报到单", "member-add", ("reporting_in",), True, "空白报到单"),
        PaperKind("reporting_in_card", "服务记录卡", "member-add", ("reporting_in",), True),
        PaperKind("monthly_report", "月报", "report", ("monthly_report",), True),
        PaperKind("transfer_letter", "组织关系介绍信（三联）", "member-move", ("org_transfer",), True),
        PaperKind("dues_grid", "党费收缴表", "dues", ("dues_payment", "dues_standard"), False),
        PaperKind("dues_statement", "党费收缴情况公布表", "money", ("dues_payment",), False),
        PaperKind("dues_arrears", "党费欠交名单", "checklist", ("dues_payment",), False),
        PaperKind("annual_table", "党员增减年表", "table", ("annual_change",), True),
        PaperKind("annual_breakdown", "党员构成", "report", ("annual_change",), True),
        PaperKind("development_file", "发展党员纪实表", "trend", ("development",), True),
        PaperKind("member_form", "党员基本信息采集表", "member", ("member",), True),
        PaperKind("topic_matrix", "专题学习进度表", "target", ("study_topic",), True),
        PaperKind("study_record", "学习记录", "study", ("study_session",), True),
        PaperKind("study_hours", "学时情况表", "clock", (), False),
        PaperKind("make_up_list", "补学名单", "checklist", (), False),
        PaperKind("year_grid", "三会一课年度一览", "calendar-clock", (), False),
        PaperKind("self_inspection", "自查问题清单", "checklist", (), False),
        PaperKind("ballot", "选票", "vote", ("election",), True),
        PaperKind("election_report", "选举结果报告单", "vote", ("election",), True),
        PaperKind("appraisal_sheet", "民主评议测评票、汇总表", "star", (), False),
        PaperKind("talk_record", "谈心谈话记录", "talk", ("talk",), True),
        PaperKind("handover", "数据交接单", "stick", ("exchange_package",), True),
        PaperKind("roster", "党员花名册", "members", ("member",), False),
        PaperKind("recovery", "恢复单", "key", (), False),
        PaperKind("trust_card", "名片核对单", "shield", (), False),
        PaperKind("sheet", "打印列表", "table", (), False),
        PaperKind("blank_form", "空白登记表", "edit", (), False),
    )
}
"""Every paper by its key. ``sheet`` and ``blank_form`` take ``register``; see ``papers_of``."""


def papers_of(register: str) -> list[tuple[PaperKind, dict[str, Any]]]:
    """What a page of ``register`` offers under 打印, each with the arguments it needs besides ``uid``."""
    own: list[tuple[PaperKind, dict[str, Any]]] = [
        (kind, {}) for kind in PAPERS.values() if register in kind.registers
    ]
    return own + [(PAPERS[key], {"register": register}) for key in ("sheet", "blank_form")]


class Press:
    """Makes papers out of ``books`` (the ledger) with the faces in ``fonts_folder``.

    With ``sample`` every page carries 示例. ReportLab and the faces are loaded by the first paper.
    """

    papers = PAPERS

    def __init__(self, books: Books, fonts_folder: Path, *, sample: bool = False) -> None:
        self._books = books
        self._folder = fonts_folder
        self.sample = sample

    @cached_property
    def fonts(self) -> "FontSet":
        """The faces of the papers."""
        from desktop_app.printing.type.faces import font_set

        return font_set(self._folder)

    def make(self, key: str, **args: Any) -> Printed:
        """The paper ``key``. UserError when what it is about is gone; KeyError for a key not in ``papers``.

        The same records give the same bytes.
        """
        from desktop_app.printing.documents.draft import as_sample
        from desktop_app.printing.type.page import compose

        draft = self._draft(key, args)
        page = as_sample(draft.page) if self.sample else draft.page
        paper = compose(
            draft.story,
            page,
            self.fonts,
            title=draft.title,
            author=branch_name(self._books),
            subject=draft.code,
        )
        return Printed(paper.pdf, paper.pages, paper.missing, draft.title, draft.file_name, draft.code)

    def code(self, key: str, **args: Any) -> str:
        """The 核验码 the paper ``key`` has now, to compare with one printed earlier; nothing is set."""
        return self._draft(key, args).code

    def _draft(self, key: str, args: Mapping[str, Any]) -> "Draft":
        from desktop_app.printing.documents.shelf import MAKERS

        return MAKERS[key](self._books, **args)
