"""A branch file with twelve invented people for the pages, and a desk to lay it on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.identity import check_digit
from desktop_app.base.periods import PartialDate
from desktop_app.base.pinyin import load_pinyin
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.print_book import PrintBook
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Resolution
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.storage.keys import key_path
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme

OFFICE = "990101001"
NOW = datetime(2026, 11, 23, 9, 0)
PEOPLE = (
    ("安长河", "书记", ()),
    ("白雨田", "组织委员", ()),
    ("曹青山", "宣传委员", ()),
    ("丁晓岚", "纪检委员", ()),
    ("范东林", "副书记", ()),
    ("高云舟", "", ()),
    ("韩春晓", "", ("年老体弱",)),
    ("江北望", "", ()),
    ("柯一鸣", "", ()),
    ("林若溪", "", ()),
    ("孟秋实", "", ()),
    ("宁远帆", "", ()),
)


def setting() -> branch_file.Setting:
    """What opening the file needs, on 23 November 2026."""
    return branch_file.Setting(catalogue(), SetClock(NOW), load_pinyin().keys)


def _number(place: int) -> str:
    first = f"990101{1970 + place}0701{201 + 2 * place}"
    return first + check_digit(first)


def make_branch(path: Path) -> tuple[Ledger, dict[str, str]]:
    """A branch with two groups, a committee of five, and October's 支委会; the ledger and uids by name."""
    data, key, uids = _made_once()
    path.write_bytes(data)
    key_path(path).write_bytes(key)
    return branch_file.open_file(path, setting()), dict(uids)


@cache
def _made_once() -> tuple[bytes, bytes, dict[str, str]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "branch.zbf"
        ledger, uids = _make(path)
        branch_file.close(ledger)
        return path.read_bytes(), key_path(path).read_bytes(), uids


def _make(path: Path) -> tuple[Ledger, dict[str, str]]:
    ledger, _ = branch_file.create(path, setting(), office=OFFICE, password=None)
    home = PartyOrg(
        full_name="中共青石镇清河社区支部委员会",
        short_name="清河社区支部",
        org_code=OFFICE,
        org_kind="党支部",
    )
    groups = [
        PartyOrg(
            full_name=f"清河社区第{n}党小组", short_name=f"第{n}党小组", org_code=f"{OFFICE}{at}",
            org_kind="党小组", parent=home.uid,
        )
        for at, n in enumerate("一二", 1)
    ]  # fmt: skip
    people = [
        Member(
            seq=at + 1, name=name, gender="1", ethnicity="01", id_number=_number(at),
            education="21", category="正式党员", branch=home.uid, party_group=groups[at % 2].uid,
            joined_on=PartialDate(2005, 7, 1), full_on=PartialDate(2006, 7, 1), mobile="13900000000",
            care_flag=care or None, party_post=post or None,
        )
        for at, (name, post, care) in enumerate(PEOPLE)
    ]  # fmt: skip
    ledger.save(home, *groups, *people)
    seats = [CommitteeMember(org=home.uid, member=one.uid, role=one.party_post) for one in people[:5]]
    home.secretary = people[0].uid
    ledger.save(home, *seats)
    october = Meeting(
        kind="支部委员会会议", title="10月支部委员会会议", place="社区二楼会议室", chair=people[0].uid,
        recorder=people[1].uid, start_end=parse_span("2026-10-20 15:00-16:30"), agenda=("研究季度工作",),
    )  # fmt: skip
    ledger.save(
        october,
        *(Attendance(gathering=october.uid, person=one.uid, present=True) for one in people[:5]),
        Resolution(
            meeting=october.uid, seq=1, text="清理楼道堆物", owner=people[2].uid, due_on=date(2026, 11, 30)
        ),
        Resolution(
            meeting=october.uid, seq=2, text="更换宣传栏", owner=people[3].uid, done_on=date(2026, 11, 2)
        ),
    )
    return ledger, {one.name: one.uid for one in people} | {"october": october.uid}


CODE = "7K3-F98-QDX"


@dataclass
class PaperStand:
    """A renderer for tests: a few ruled lines on as many pages as asked for."""

    folder: Path
    pages: int = 3
    warnings: tuple[str, ...] = ()
    digest: str = "d1"
    binding: float = 14.0
    made: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def make(self, key: str, *, at_most: int = 0, **args: Any) -> Any:
        from reportlab.platypus import PageBreak

        from desktop_app.printing.type.faces import font_set
        from desktop_app.printing.type.page import build_pdf, office_page
        from desktop_app.printing.type.paragraph import Paragraph, Style

        self.made.append((key, args))
        story: list[Any] = []
        pages = min(self.pages, at_most or self.pages)
        for number in range(1, pages + 1):
            story += [Paragraph(f"第{number}页 会议记录", Style(size=22)), PageBreak()]
        pdf = build_pdf(story[:-1], office_page(), font_set(self.folder), title="会议记录", author="支部")
        return SimpleNamespace(
            pdf=pdf, pages=pages, warnings=self.warnings, title="会议记录", file_name="会议记录.pdf",
            code=CODE, digest=self.digest, binding=self.binding, template="",
        )  # fmt: skip

    @property
    def fonts(self) -> Any:
        from desktop_app.printing.type.faces import font_set

        return font_set(self.folder)

    def told(self, _ledger: Any, _key: str, _made_of: str) -> tuple[str, frozenset[str]]:
        return self.digest, frozenset()


def lay_desk(ledger: Ledger, theme: Theme) -> Any:
    """A desk with what the pages use."""
    renderer = PaperStand(theme.resources / "fonts")
    return SimpleNamespace(
        ledger=ledger,
        log=AuditBook(ledger),
        prints=PrintBook(ledger, renderer.told),
        bridge=Bridge(ledger),
        theme=theme,
        clock=ledger.clock,
        pinyin=load_pinyin(),
        settings=Settings(),
        renderer=renderer,
        resources=theme.resources,
        is_sample=False,
        unwritten={},
    )


def until_idle(qtbot: Any, desk: Any, also: Callable[[], bool] = lambda: True) -> None:
    """Wait until the worker has done everything, and ``also`` holds."""
    qtbot.waitUntil(lambda: desk.bridge.idle() and also(), timeout=20_000)
