"""The preview of what came in: words only of what is in sight, filters, remarks and reasons."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.records.transfer import BoxChange, MergeOutcome, PlanLine
from desktop_app.views.pages.exchange.receive_batch import Batch, Opened
from desktop_app.views.pages.exchange.receive_preview import REMARKED, ArrivalPage
from desktop_app.views.pages.exchange.receive_rows import Kind, Received, all_words, content_words
from tests.views.pages.exchange.stick_bench import LEFT

MANY = 20_000
REASON, REMARK = "联系不上的人不在花名册里", "没有写电话"


class ManyRows(Batch):
    """A package of twenty thousand members, one of them refused and one remarked on."""

    def __init__(self) -> None:
        arrival: Any = SimpleNamespace(
            plan=SimpleNamespace(fork=None, lacking=False),
            sender=SimpleNamespace(name="清河社区支部"),
            manifest=SimpleNamespace(written_at="2026-11-23T09:00", subject="11月资料"),
            code="12345678",
            seen_before=False,
        )
        super().__init__([Opened(Path("990101001-0001-20261123.zbb"), arrival)])
        new = [Received(0, "member", f"{n:032x}", MergeOutcome.NEW) for n in range(MANY - 2)]
        refused = Received(0, "attendance", "a" * 32, MergeOutcome.REFUSED, REASON)
        remarked = Received(0, "member", "b" * 32, MergeOutcome.UPDATED, "", REMARK)
        self.received = [*new, refused, remarked]
        self.fold()
        self.words_read = 0

    def read(self, found: Any) -> list[PlanLine]:
        self.words_read += len(found)
        told = (BoxChange("姓名", "", "孔瑾"),)
        return [
            PlanLine(
                one.register, one.uid, one.outcome, one.uid[-4:], "", told, one.reason,
                tuple(filter(None, (one.remarks,))),
            )
            for one in found
        ]  # fmt: skip


@pytest.fixture
def page(desk: Any, qtbot: QtBot) -> ArrivalPage:
    made = ArrivalPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 560)
    made.show()
    made.show_batch(ManyRows())
    return made


def test_of_twenty_thousand_rows_only_those_in_sight_are_read(page: ArrivalPage, qtbot: QtBot) -> None:
    batch: Any = page.batch
    page.grab()
    assert page.rows.rowCount() == MANY
    page.view.scrollTo(page.rows.index(MANY // 2, 0))
    page.grab()
    assert 0 < batch.words_read < 1000
    assert page.rows.index(MANY // 2, 3).data() == f"{MANY // 2:032x}"[-4:]
    assert page.accept_button.text() == f"接收这 {MANY - 1} 条"
    qtbot.mouseClick(page.none_button, LEFT)
    assert page.accept_button.text() == "再写一份回执"
    qtbot.mouseClick(page.all_button, LEFT)
    assert page.accept_button.text() == f"接收这 {MANY - 1} 条"
    assert batch.words_read < 1000


def test_what_is_refused_has_its_reason_and_no_tick(page: ArrivalPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.kinds.chips[Kind.REFUSED], LEFT)
    assert page.rows.rowCount() == 1
    assert page.rows.index(0, 0).data() == ""
    assert page.rows.index(0, 4).data() == REASON
    assert page.detail_note.text() == REASON
    assert not page.none_button.isVisible()
    page.rows.turn(0)
    assert not page.batch.left_out


def test_where_all_is_refused_nothing_is_said_to_be_the_same(page: ArrivalPage) -> None:
    page.batch.received = [one for one in page.batch.received if one.kind is Kind.REFUSED]
    page.batch._takable = 0  # type: ignore[attr-defined]
    page._judge()
    assert "相同" not in page.seen.text()
    assert "原因" in page.seen.text()


def test_what_the_rules_remark_on_is_a_filter_of_its_own(page: ArrivalPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.kinds.chips[REMARKED], LEFT)
    assert page.rows.rowCount() == 1
    assert page.rows.index(0, 4).data().startswith(f"提醒：{REMARK}")
    assert page.detail_note.text() == f"提醒：{REMARK}"
    assert page.detail.text() == "姓名：（空） → 孔瑾"


@pytest.mark.parametrize(
    ("outcome", "short", "long"),
    [
        (MergeOutcome.NEW, "姓名 孔瑾；性别 女", ["姓名：孔瑾", "性别：女"]),
        (
            MergeOutcome.UPDATED,
            "姓名：孔晚瑾 → 孔瑾；性别：（空） → 女；电话：139 → （空）",
            ["姓名：孔晚瑾 → 孔瑾", "性别：（空） → 女", "电话：139 → （空）"],
        ),
    ],
)
def test_boxes_in_words(outcome: MergeOutcome, short: str, long: list[str]) -> None:
    changes = (BoxChange("姓名", "孔晚瑾", "孔瑾"), BoxChange("性别", "", "女"), BoxChange("电话", "139", ""))
    line = PlanLine("member", "0" * 32, outcome, "孔瑾", changes=changes)
    assert content_words(line) == short
    assert all_words(line) == long
