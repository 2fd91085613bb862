"""Templates of a branch and of its committee: which one holds, what is printed, what a code says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.journal.print_book import PrintBook
from desktop_app.printing.documents.made_of import kept_words
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.documents.typesetter import Typesetter
from desktop_app.printing.type.page import A3
from desktop_app.records.transfer import MergeOutcome
from desktop_app.registers.exchange.printed_papers import ON_PAPER
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rules.template_parts import parts_of
from desktop_app.registers.rules.template_rows import TemplateRow, as_shipped, in_force, rows_of
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.paper_answer import Verdict
from desktop_app.views.page_parts.paper_words import verdict_words
from tests.exchange.test_rules_by_package import Office
from tests.printing.documents.reading import text
from tests.registers.invented_people import branch, member
from tests.storage.parcels import pack, take

ROSTER = "党员花名册"
SHORT = f"""材料 = "{ROSTER}"
加注 = ["报送街道组织办。"]
[表1]
"联系电话" = "手机"
"姓　名" = "党员姓名"
"党内职务" = "党内职务"
"""
FEW = SHORT.replace("手机", "电话")
MORE = parts_of("roster").choice[:14]
WIDE = (
    SHORT.replace("[表1]", '[表1]\n"序号" = "序号"')
    + "".join(f'"{one}" = "{one}"\n' for one in MORE)
    + '"公民身份号码" = "公民身份号码"\n"工作单位及职务" = "工作单位及职务"\n"家庭住址" = "家庭住址"\n'
)


@dataclass
class Bench:
    """A small branch below a committee that hands out packages; the branch prints its roster."""

    office: Office
    committee: Office
    clock: SetClock
    book: PrintBook
    renderer: PaperRenderer

    @property
    def ledger(self) -> Ledger:
        return self.office.ledger

    def template(self, body: str, name: str = "") -> TemplateRow:
        row = TemplateRow(paper=ROSTER, body=body, name=name or None)
        self.ledger.save(row)
        return row

    def receive(self, body: str, name: str = "街道样式") -> list[MergeOutcome]:
        """What the committee made, taken in."""
        (row,) = self.committee.ledger.find(TemplateRow.live()) or [TemplateRow(paper=ROSTER)]
        row.name, row.body = name, body
        self.committee.ledger.save(row)
        told = take(self.office.depot, pack(self.committee.ledger, self.committee.depot))
        return [line.outcome for line in told.lines if line.register == "paper_template"]

    def print(self) -> Any:
        made = self.renderer.make("roster")
        self.book.printed(made, "roster", kept_words({}), how=ON_PAPER, copies=1)
        return made

    @property
    def mark(self) -> str:
        return in_force(self.ledger, ROSTER).mark


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    office, committee = Office(tmp_path / "branch", "Z001"), Office(tmp_path / "committee", "C001")
    ledger = office.ledger
    above = PartyOrg(full_name="青石镇党委", org_code="C001", org_kind="党委")
    org = branch()
    org.parent, org.org_code = above.uid, "Z001"
    ledger.save(above, org, *(member(n, branch=org.uid) for n in range(3)))
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    clock: Any = ledger.clock
    yield Bench(office, committee, clock, PrintBook(ledger, renderer.told), renderer)
    branch_file.close(ledger)
    branch_file.close(committee.ledger)


def test_columns_and_notes_are_printed_and_the_code_stays(bench: Bench) -> None:
    plain = bench.renderer.make("roster")
    bench.template(SHORT)
    made = bench.renderer.make("roster")
    told = text(made)
    assert told.index("手机") < told.index("党员姓名") < told.index("党内职务")
    assert "民族" not in told
    assert "报送街道组织办。" in told
    assert (made.code, made.digest) == (plain.code, plain.digest)
    assert (bool(made.template), plain.template) == (True, "")


def test_a_broken_one_is_refused_and_where_it_got_in_it_stops_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = SHORT.replace('"联系电话" = ', '"工资" = ')
    with pytest.raises(UserError, match="第 4 行：“表1”没有“工资”这一栏"):
        bench.template(broken)
    with monkeypatch.context() as patch:
        patch.setattr(bench.committee.ledger, "problems", lambda record, by_hand=True: [])
        assert bench.receive(broken) == [MergeOutcome.REFUSED]
        patch.setattr(bench.ledger, "problems", lambda record, by_hand=True: [])
        bench.template(broken)
    made = bench.renderer.make("roster")
    assert made.warnings[0].startswith("样式没有用上，照自带的样式印：第 4 行：“表1”没有“工资”")
    assert ("民族" in text(made), made.template) == (True, "")


def test_the_superiors_holds_until_there_is_an_own_one(bench: Bench) -> None:
    assert bench.receive(SHORT) == [MergeOutcome.NEW]
    assert "手机" in text(bench.renderer.make("roster"))
    bench.template(FEW, "自己的")
    assert "手机" not in text(bench.renderer.make("roster"))
    assert [one.name for one in rows_of(bench.ledger)[ROSTER]] == ["自己的", "街道样式"]
    bench.ledger.undo()
    bench.ledger.save(as_shipped(parts_of("roster")))
    assert "民族" in text(bench.renderer.make("roster"))
    bench.ledger.undo()
    assert "手机" in text(bench.renderer.make("roster"))


def test_what_is_not_from_above_is_not_used(bench: Bench) -> None:
    bench.receive(SHORT)
    (own,) = bench.ledger.find(PartyOrg.live().where(PartyOrg.org_code == "Z001"))
    own.parent = None
    bench.ledger.save(own)
    assert bench.mark == ""
    assert "民族" in text(bench.renderer.make("roster"))


def test_many_columns_go_on_a_large_sheet_and_stand_there_in_order(bench: Bench) -> None:
    bench.template(WIDE)
    told = bench.renderer.make("roster")
    page = Typesetter(bench.ledger, resource_path("fonts")).draft("roster", {}).page
    assert (page.width, page.height) == (A3[1], A3[0])
    words = text(told)
    assert words.count("序号") == 1
    assert words.index("手机") < words.index("党员姓名") < words.index(MORE[0]) < words.index(MORE[-1])
    assert told.missing == ()


def test_a_day_later_the_code_says_it_is_the_same_and_a_new_template_is_told_as_that(bench: Bench) -> None:
    bench.template(SHORT, "镇里的样式")
    made = bench.print()
    bench.clock.set(bench.clock.now() + timedelta(days=1))
    assert bench.renderer.make("roster").code == made.code
    answer = bench.book.ask(made.code)
    assert (answer.verdict, answer.template) == (Verdict.SAME, "")
    (row,) = bench.ledger.find(TemplateRow.live())
    row.body = FEW
    bench.ledger.save(row)
    words, tone = verdict_words(bench.book.ask(made.code))
    assert (words.startswith("一致"), tone) == (True, "done")
    assert words.endswith("样式改过：印的时候用以前的样式，现在用“镇里的样式”")
    bench.ledger.remove(row)
    assert bench.book.ask(made.code).template.endswith("现在用程序自带的样式")


def test_columns_that_came_by_a_template_are_told_as_its_change(bench: Bench) -> None:
    row = bench.template(WIDE)
    made = bench.print()
    assert bench.book.ask(made.code).verdict is Verdict.SAME
    row.body = SHORT
    bench.ledger.save(row)
    answer = bench.book.ask(made.code)
    assert answer.verdict is Verdict.CHANGED
    assert [one.register.name for one in answer.changes] == ["paper_template"]
    assert answer.template.startswith("样式改过")
