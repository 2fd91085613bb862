"""发展党员纪实表: one person's way with its days, the half-year reviews and the list of material."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from desktop_app.base.identity import parse_id
from desktop_app.duties.people.development_path import Path, file_of
from desktop_app.printing.documents.draft import PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    written,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.development import Development, DevelopmentMaterial

_FORM = (2.2, 4.2, 2.2, 4.2)
_PATH = (
    Column("环　节", 38),
    Column("办理情况", weight=1.3),
    Column("依　据", weight=1.2),
)
_REVIEWS = (
    Column("次", 12, align="center"),
    Column("考察日期", 30, align="center"),
    Column("考察意见", weight=1),
    Column("考察人", 22, align="center"),
    Column("签　名", 24, align="center"),
)
_MATERIALS = (
    Column("序号", 12, align="center"),
    Column("材　料", weight=1),
    Column("情　况", weight=1, align="center"),
    Column("页数", 18, align="center"),
    Column("收到日期", 34, align="center"),
)


@dataclass(frozen=True)
class DevelopmentPaper:
    """One person's file in words."""

    org: str
    name: str
    stage: str
    head: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str], ...]
    reviews: tuple[tuple[str, ...], ...]
    materials: tuple[tuple[str, ...], ...]


def gather(ledger: LedgerView, uid: str) -> DevelopmentPaper:
    """The file ``uid``; UserError when it is gone."""
    record = found(ledger, Development, uid)
    one = file_of(record, ledger)
    return DevelopmentPaper(
        branch_name(ledger, record.owner_office),
        record.person,
        record.stage,
        _head(record, ledger),
        tuple((step.title, step.words, step.source) for step in one.path.steps),
        tuple(
            (
                str(at),
                day_words(review.on),
                review.text or NONE,
                ledger.name(review.by) if review.by else NONE,
                "",
            )
            for at, review in enumerate(one.reviews, 1)
        ),
        _materials(one.path, one.materials),
    )


def _head(record: Development, ledger: LedgerView) -> tuple[tuple[str, str], ...]:
    def box(name: str) -> str:
        return written(Development._meta.fields[name], getattr(record, name), ledger)

    born = parse_id(record.id_number, today=ledger.today)
    sex = {"1": "男", "2": "女"}.get(born.gender, NONE)
    return (
        ("姓　　名", record.person),
        ("性　　别", sex),
        ("民　　族", box("ethnicity")),
        ("出生日期", day_words(born.birth)),
        ("学　　历", box("education")),
        ("身份证号", record.id_number),
        ("工作单位及职务", box("work_unit")),
        ("手机号码", box("mobile")),
        ("递交申请书", box("applied_on")),
        ("现在阶段", str(record.stage)),
        ("确定积极分子", box("activist_on")),
        ("列为发展对象", box("candidate_on")),
        ("培养联系人", box("mentors")),
        ("入党介绍人", box("introducers")),
        ("支部大会通过", box("accepted_on")),
        ("党委审批", box("approved_on")),
        ("预备期满", box("probation_end")),
        ("转正大会", box("converted_on")),
    )


def _materials(path: Path, rows: Sequence[DevelopmentMaterial]) -> tuple[tuple[str, ...], ...]:
    days = {row.uid: row.on for row in rows}
    told = []
    for at, one in enumerate(path.materials, 1):
        last = max((day for uid in one.uids if (day := days.get(uid))), default=None)
        words = "√ 已有" if one.uids else one.words
        pages = str(one.pages) if one.pages else ""
        told.append((str(at), one.name, words, pages, day_words(last, "")))
    return tuple(told)


def story(file: DevelopmentPaper) -> list[Flowable]:
    """The paper: who, the way, the reviews, the material, who answers for it."""
    head = [
        [cell for title, text in file.head[at : at + 2] for cell in (label(title), Cell(text))]
        for at in range(0, len(file.head), 2)
    ]
    reviews = file.reviews or [("", "", "还没有考察记录", "", "")]
    signing = [
        [label("党支部书记"), Cell(""), label("组织委员"), Cell("")],
        [label("党支部盖章"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(file.org, "发展党员纪实表"),
        RuledForm(_FORM, head, size=10.5, heights=7.6),
        Paragraph("一、发展过程", PART),
        RuledSheet(_PATH, file.steps or [("", "", "")], size=10, row_height=7.0),
        CondPageBreak(40 * MM),
        Paragraph("二、半年考察", PART),
        RuledSheet(_REVIEWS, reviews, size=10, row_height=12.0),
        KeepTogether(
            [
                Paragraph("三、材料清单", PART),
                RuledSheet(_MATERIALS, file.materials, size=10, row_height=7.0),
                Spacer(1, 4 * MM),
                RuledForm(_FORM, signing, size=10.5, heights=[11.0, 14.0]),
            ]
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 发展党员纪实表 of record ``uid``."""
    file = gather(ledger, uid)
    return office_draft("发展党员纪实表", "发展党员纪实表", file, story(file), about=file.name)
