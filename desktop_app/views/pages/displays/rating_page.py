"""支部评级: each year's rating under a scheme of the committee's, and the schemes themselves."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.duties.displays.computed import BELOW_ALL
from desktop_app.duties.summaries.ratings import Rating, Scheme, ratings, schemes
from desktop_app.registers.displays.branch_ratings import BranchRating
from desktop_app.registers.displays.rating_schemes import shipped_schemes
from desktop_app.registers.people.orgs import own_branch
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine
from desktop_app.views.page_parts.verb_table import VerbTable, always
from desktop_app.views.pages.displays.rating_pane import RatingPane, points
from desktop_app.views.parts.buttons import PlainButton

RATINGS, SCHEMES = "ratings", "schemes"


class RatingPage(PanePage[Rating, BranchRating]):
    """Every rating; the one chosen at the right; or the schemes, which are edited in their own table."""

    pane: RatingPane | None

    register, heading, noun, measure = "branch_rating", "支部评级", "评级", "次"
    pane_class = RatingPane
    new = NewRecord(
        "新增评级",
        "开始评级",
        ("scheme", "period", "org"),
        "保存后点“从台账取数打分”，能算的先算出来，其余逐项打分。",
        width=0,
    )
    hint = "方案、对象、年度"
    nothing = ("trophy", "点左边的一次评级，在这里打分", "能算的从台账取数，扣分的一步转入问题清单")
    paper, paper_words, print_words = "rating_sheet", "评级表", "打印评级表"
    list_width, shares = 290, (8, 15)

    def add_filters(self) -> None:
        self.schemes: list[Scheme] = []
        self.choice = self.filters.add_box(
            "方案", self._schemes, lambda rating, scheme: rating.scheme.scheme.uid == scheme
        )
        self.table = self._scheme_table()
        self.add_views(((RATINGS, "评级"), (SCHEMES, "评级方案")), {SCHEMES: self.table})

    def _schemes(self) -> Pairs:
        return [(ALL, "全部方案"), *((one.scheme.uid, one.scheme.name) for one in self.schemes)]

    def _scheme_table(self) -> VerbTable:
        table = VerbTable(
            self.theme,
            ("方案", "下发单位", "自哪年起", "总分", "指标项", "分值合计", "三步权重", "等次"),
            (130, 150, 90, 70, 80, 90, 170, 260),
            (
                ("按这个方案评级", "add", lambda one: self.begin(scheme=one.scheme.uid), always),
                ("编辑方案", "edit", self._edit_scheme, always),
            ),
            empty=("table", "还没有评级方案：照上级下发的新建，或者先放入随程序带的再改"),
            name="评级方案",
            known_by=lambda one: one.scheme.uid,
            right=(2, 3, 4, 5),
        )
        PlainLook(self.desk, table.table, "rating_schemes")
        self.own_button = PlainButton(self.theme, "新建一个方案", "add")
        self.own_button.clicked.connect(lambda: self.shell.go("register:rating_scheme"))
        self.ship_button = PlainButton(self.theme, "放入随程序带的方案", "download")
        self.ship_button.clicked.connect(
            lambda: self.runner.run("放入随程序带的评级方案", lambda action: action.save(*shipped_schemes()))
        )
        table.foot.addWidget(self.own_button)
        table.foot.addWidget(self.ship_button)
        return table

    def _edit_scheme(self, one: Scheme) -> None:
        self.shell.go("register:rating_scheme", uid=one.scheme.uid)

    def count_words(self) -> str:
        return f"评级 {len(self.items)} 次，方案 {len(self.schemes)} 个"

    # -- what is in sight ------------------------------------------------------------------------------

    def read(self) -> Iterable[Rating]:
        self.schemes = schemes(self.desk.ledger)
        found = list(ratings(self.desk.ledger))
        self.table.show_lines([_scheme_row(one) for one in self.schemes])
        self.ship_button.setVisible(not self.schemes)
        if self.views is not None:
            self.views.set_counts({RATINGS: len(found), SCHEMES: len(self.schemes)})
        return found

    def said(self, item: Rating) -> str:
        return f"{item.scheme.scheme.name} {self.desk.ledger.name(item.rating.org)} {item.rating.period}"

    def line(self, item: Rating) -> Line:
        record = item.rating
        tone = "overdue" if record.veto else "done" if item.is_decided else "draft"
        told = f"总分 {points(item.total)}" if item.is_decided else f"自评分 {points(item.own)}"
        return Line(
            record.uid, f"{record.period}年 {item.scheme.scheme.name}", self.desk.ledger.name(record.org),
            item.grade or BELOW_ALL, tone, told,
        )  # fmt: skip

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> BranchRating:
        ledger = self.desk.ledger
        return super().new_record(**{"period": ledger.today.year, "org": own_branch(ledger)} | known)

    def paper_title(self, item: Rating) -> str:
        return f"评级表　{super().paper_title(item)}"


def _scheme_row(one: Scheme) -> PlainLine:
    scheme = one.scheme
    weights = [(scheme.self_weight, "自评"), (scheme.mass_weight, "测评"), (scheme.superior_weight, "考评")]
    told = "、".join(f"{word}{weight}%" for weight, word in weights if weight)
    grades = "、".join(f"{grade.grade} ≥{points(grade.least)}" for grade in one.grades)
    since = str(scheme.since_year) if scheme.since_year else ""
    cells = (
        scheme.name, scheme.handed_by or "", since, str(scheme.full_score), f"{len(one.items)}",
        points(one.points), told or "取最后一步", grades,
    )  # fmt: skip
    return PlainLine(cells, {}, one)
