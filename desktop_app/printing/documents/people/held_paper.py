"""本人信息查阅单: everything the branch file holds about one person, for that person to read and sign."""

from dataclasses import dataclass
from typing import Protocol

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.duties.people.held_about import Naming, acts_about, naming, packages_with
from desktop_app.printing.documents.draft import (
    NOTE,
    UNDER,
    Draft,
    long_part,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    LedgerView,
    branch_name,
    day_words,
    found,
    today_words,
    written,
)
from desktop_app.printing.documents.wording import in_days, paper_title
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.registers.people.members import Member

_SIZE, _ROW = 9.0, 7.0
_OWN = (Column("栏　目", 42), Column("内　容"))
_RECORDS = (Column("台　账", 30), Column("记　录", 40), Column("写到本人的内容"))
_CHANGES = (
    Column("时　间", 32, align="center"),
    Column("操作人", 22, align="center"),
    Column("做了什么"),
)
_ACTS = (Column("日　期", 24, align="center"), Column("动　作", 24, align="center"), Column("对　象"))
_PACKAGES = (
    Column("日　期", 24, align="center"),
    Column("方　向", 16, align="center"),
    Column("类　型", 34),
    Column("对　方"),
)
_MOST_WORDS = 400


class HeldView(LedgerView, Protocol):
    """A look that knows what was done to a record as well."""

    def history(self, uid: str) -> list:  # type: ignore[type-arg]
        """What was done to a record, newest first."""
        ...


@dataclass(frozen=True)
class Held:
    """Everything held about one person, in words."""

    org: str
    name: str
    asked_by: str
    day: str
    own: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, str, str], ...]
    changes: tuple[tuple[str, str, str], ...]
    acts: tuple[tuple[str, str, str], ...]
    packages: tuple[tuple[str, str, str, str], ...]


def gather(ledger: HeldView, uid: str, name: str = "") -> Held:
    """What is held about member ``uid``; ``name`` is who asked to see it. UserError when the row is gone."""
    member = found(ledger, Member, uid)
    register = ledger.catalogue["member"]
    return Held(
        branch_name(ledger, member.owner_office),
        member.name,
        name,
        today_words(ledger),
        tuple(_filled(ledger, register, member, tuple(register.boxes))),
        tuple(_told(ledger, one) for one in naming(ledger, member)),
        tuple((in_days(one.at.replace("T", " ")[:16]), one.actor, one.title) for one in ledger.history(uid)),
        tuple(
            (
                day_words(one.on),
                one.action or "",
                in_days(f"{one.target}　{'；'.join(one.diff or ())}".strip()),
            )
            for one in acts_about(ledger, member)
        ),
        tuple(
            (
                day_words(one.made_on),
                one.direction or "",
                one.kind or "",
                f"{(one.to_org if one.direction != '接收' else one.from_org) or ''}",
            )
            for one in packages_with(ledger, member)
        ),
    )


def _filled(
    ledger: LedgerView, register: Register, record: Record, names: tuple[str, ...]
) -> list[tuple[str, str]]:
    """The filled boxes of a record with their titles."""
    told = []
    for name in names:
        value = getattr(record, name)
        if value is not None and value != "" and value != ():
            box = register.boxes[name]
            told.append((paper_title(box.title), written(box, value, ledger, of=record)))
    return told


def _told(ledger: LedgerView, one: Naming) -> tuple[str, str, str]:
    register, record = one.register, one.record
    words = "；".join(f"{title}：{value}" for title, value in _filled(ledger, register, record, one.shown))
    short = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}……（全文见台账）"
    return paper_title(register.title), in_days(register.heading(record, ledger.name)), short


def story(held: Held) -> list[Flowable]:
    """The paper: whose, for whom, then the five parts."""
    asked = f"查阅人：{held.asked_by}" if held.asked_by else "查阅人：＿＿＿＿＿＿"
    parts: list[Flowable] = [
        name_of_paper(held.org, "本人信息查阅单"),
        Paragraph(f"{spaced(held.name)}　　{asked}　　日期：{held.day}", UNDER),
    ]
    for title, columns, rows, none in (
        ("一、花名册里的各栏", _OWN, held.own, "没有"),
        (f"二、写到本人的记录（{len(held.records)} 条）", _RECORDS, held.records, "没有别的记录写到本人"),
        ("三、花名册的修改记录", _CHANGES, held.changes, "没有改过"),
        ("四、谁看过、打印过、导出过", _ACTS, held.acts, "操作日志里没有本人的姓名"),
        ("五、带有花名册的数据包", _PACKAGES, held.packages, "没有交出过带花名册的数据包"),
    ):
        parts += long_part(title)
        parts.append(
            RuledSheet(columns, rows, size=_SIZE, row_height=_ROW) if rows else Paragraph(none, NOTE)
        )
    parts.append(
        Paragraph(
            "整份名册、整本台账的导出和打印在操作日志里只记名称和条数，不记每个人的姓名。"
            "要求更正或清除的，向支部书记提出。查阅人签名：＿＿＿＿＿＿＿＿",
            NOTE,
        )
    )
    return parts


def draft(ledger: HeldView, uid: str, name: str) -> Draft:
    """The 本人信息查阅单 of one member."""
    held = gather(ledger, uid, name)
    title = "本人信息查阅单"
    return office_draft(title, title, held, story(held), about=f"{held.name} {held.day}")
