"""Kinds of package: what each is for, whom it goes to, exactly which registers, boxes and rows it takes.

A kind is data. The sender's pane offers what stands in ``KINDS``, ``selection`` turns a kind and what a
person chose into the boxes and rows of one package, and a receiver holds what arrives against ``scope``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from desktop_app.base.periods import Month
from desktop_app.records.base import Record
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.rules import RuleContext
from desktop_app.records.transfer import BLOBS, CHAINS, DIRECTORY, EXTRA_COLUMNS, Selection
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeGrade, SchemeItem
from desktop_app.registers.exchange.handouts import Handout
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.people.transfer_deeds import TransferAnswer, TransferOffer
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.registers.rules.template_rows import TemplateRow
from desktop_app.registers.study.study_materials import StudyMaterial
from desktop_app.registers.study.study_topics import StudyTopic, TopicStage

# The uids of the rows that go along, by register.
Picked = Mapping[str, frozenset[str]]
Boxes = dict[str, tuple[str, ...]]


class To(Enum):
    """Whom a kind goes to, in the words the pane asks by."""

    SUPERIOR = "上级"
    BRANCHES = "下级"
    TWIN = "本单位的另一台电脑"
    NEW_PC = "新的电脑"
    BRANCH = "转接的另一个支部"


class Rows(Enum):
    """Whose records a kind takes."""

    OWN = "own"
    RECEIVERS = "receivers"


@dataclass(frozen=True)
class ContentChoice:
    """What a person chose for one package: whom it is for, of what month, which things, and what goes along.

    ``picked`` names the records chosen of a kind that offers a list; ``private`` and ``kept_back`` are ticks.
    """

    receiver: str
    month: Month | None = None
    picked: Picked = field(default_factory=dict)
    private: bool = False
    kept_back: bool = False


ALL_OF_IT = ContentChoice("", private=True, kept_back=True)
"""Every tick set: the widest a kind can go."""


@dataclass(frozen=True)
class PackageKind:
    """One kind of package.

    ``name`` stands in the manifest, ``word`` in the register of packages, ``title`` and ``help`` are what a
    secretary chooses by. ``boxes`` are the registers with the boxes that go along, no more than the kind
    needs; () takes every box and None takes every register that does not stay home. ``private`` are further
    boxes that go only when ticked, ``ticks`` says whether private boxes and what registers keep back may be
    asked for at all where ``boxes`` is None. ``only`` gives the rows where a register does not go whole.
    ``offers`` are the registers a person picks records from.
    """

    name: str
    word: str
    title: str
    help: str
    to: To
    boxes: Mapping[str, tuple[str, ...]] | None
    private: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ticks: bool = False
    whose: Rows = Rows.OWN
    only: Callable[[RuleContext, ContentChoice], Picked] | None = None
    offers: tuple[type[Record], ...] = ()
    by_month: bool = False
    is_copy: bool = False


# -- which rows -----------------------------------------------------------------------------------


def reports_of(context: RuleContext, month: Month | None) -> list[MonthlyReport]:
    """The signed versions of a month's report of this office; an open one is nobody's but the branch's."""
    model = MonthlyReport
    own = (model.owner_office == context.office) & (model.state != OPEN) & (model.month == month)
    return context.find(model.select().where(own).order_by(model.version))


def _month_rows(context: RuleContext, choice: ContentChoice) -> Picked:
    own = (PartyOrg.owner_office == context.office) & (PartyOrg.org_code == context.office)
    here: list[PartyOrg] = context.find(PartyOrg.select().where(own))
    return {"party_org": _uids(here), "monthly_report": _uids(reports_of(context, choice.month))}


def _handout_rows(context: RuleContext, choice: ContentChoice) -> Picked:
    """What was picked, with its children; of the rule table all, for it is one table."""
    schemes = choice.picked.get("rating_scheme", frozenset())
    topics = choice.picked.get("study_topic", frozenset())
    children: tuple[tuple[type[Record], str, Iterable[str]], ...] = (
        (SchemeItem, "scheme", schemes),
        (SchemeGrade, "scheme", schemes),
        (TopicStage, "topic", topics),
    )
    rows = {model._meta.table_name: frozenset[str]() for model in HANDED_OUT}
    for model, parent, uids in children:
        link = getattr(model, parent)
        rows[model._meta.table_name] = _uids(context.find(model.select().where(link.in_(sorted(uids)))))
    return {**rows, **choice.picked}


def _uids(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(str(record.uid) for record in records)


HANDED_OUT: tuple[type[Record], ...] = (
    Handout,
    RuleRow,
    TemplateRow,
    RatingScheme,
    StudyTopic,
    StudyMaterial,
)
"""What a superior hands out, picked record by record."""

# -- the kinds --------------------------------------------------------------------------------------

# An offer without the member's dossier, which is the receiving branch's alone.
DEED_BOXES = tuple(
    name
    for name in Register(TransferOffer).boxes
    if name not in Register(TransferOffer).kept_back and name not in ("recall_why", "answer_why")
)
MONTH = PackageKind(
    name="month",
    word="上报月报",
    title="报月报",
    help="一个月的月报：签发时的数字和名单，本支部的名称；别的都不带",
    to=To.SUPERIOR,
    boxes={
        "party_org": ("full_name", "short_name", "org_code", "org_kind", "term_years"),
        "monthly_report": (),
    },
    only=_month_rows,
    by_month=True,
)
ROSTER = PackageKind(
    name="roster",
    word="上报名册",
    title="报名册",
    help="党组织、支部委员、党员花名册里统计要用的栏和转接的签字；照片、健康、备注等不带",
    to=To.SUPERIOR,
    boxes={
        "party_org": (),
        "committee_member": (),
        # Who moved by a deed stands on two rosters as one person.
        "transfer_offer": DEED_BOXES,
        "transfer_answer": (),
        "member": (
            *("seq", "name", "gender", "ethnicity", "birth_date", "native_place"),
            *("education", "degree", "school_major", "category", "branch", "party_group"),
            *("joined_on", "full_on", "party_age_adjust", "join_type", "conversion", "party_post"),
            *("job_position", "new_stratum", "prof_title", "front_line", "migrant_worker", "work_unit"),
            *("duty_rank", "work_since", "party_status", "out_of_contact", "lost_since", "lost_reason"),
            *("mobile_flag", "flow_to", "archive_place", "entry_type", "entry_on"),
            *("exit_type", "exit_on", "exit_basis", "removal_kind"),
        ),
    },
    private={"member": ("id_number", "mobile", "landline", "address", "household_place")},
)
EVERYTHING = PackageKind(
    name="everything",
    word="全部资料",
    title="报全部资料",
    help="本支部的全部台账和附件；上级要检查或者代为保管时才用",
    to=To.SUPERIOR,
    boxes=None,
    ticks=True,
)
ANSWER = PackageKind(
    name="answer",
    word="任务回报",
    title="回报任务",
    help="对上级通知和任务的回报和附件；别的都不带",
    to=To.SUPERIOR,
    boxes={"handout_reply": ()},
)
HANDOUT = PackageKind(
    name="handout",
    word="下发通知",
    title="下发",
    help="通知和任务、规则、纸质材料样式、评级方案、学习专题和资料，勾选哪些就下发哪些",
    to=To.BRANCHES,
    boxes={
        "study_topic": ("title", "topic_area", "tags", "goal", "materials", "from_on", "to_on"),
        "topic_stage": (),
        "study_material": ("title", "kind", "source", "topic", "summary", "files"),
        "rating_scheme": (),
        "scheme_item": (),
        "scheme_grade": (),
        "rule": (),
        "paper_template": (),
        "handout": (),
    },
    only=_handout_rows,
    offers=HANDED_OUT,
)
GIVE_BACK = PackageKind(
    name="give_back",
    word="归还资料",
    title="归还下级的资料",
    help="对方电脑坏了、资料丢了，把它以前交来的原样还给它",
    to=To.BRANCHES,
    boxes=None,
    whose=Rows.RECEIVERS,
)
STEP = PackageKind(
    name="step",
    word="两台电脑同步",
    title="和另一台电脑同步",
    help="本单位两台电脑都在用：把这台新录的本单位记录全部带到那一台",
    to=To.TWIN,
    boxes=None,
)
HANDOVER = PackageKind(
    name="handover",
    word="移交换机",
    title="搬到新电脑（换电脑）",
    help="整个支部文件加密抄到U盘，到新电脑上打开；这台电脑上的从此只能看",
    to=To.NEW_PC,
    boxes=None,
    is_copy=True,
)
SECOND_PC = PackageKind(
    name="second_pc",
    word="第二台电脑",
    title="再装一台电脑（两台都用）",
    help="整个支部文件加密抄到U盘，到第二台电脑上打开；这台照常录入，以后两台用U盘同步",
    to=To.NEW_PC,
    boxes=None,
    is_copy=True,
)
TRANSFER = PackageKind(
    name="transfer",
    word="组织关系转接",
    title="转出党员的档案",
    help="一名党员的一次转接：签字的交接、花名册那一行、没有办完的发展纪实和本年党费标准",
    to=To.BRANCH,
    boxes={"transfer_offer": ()},
    offers=(TransferOffer,),
    only=lambda context, choice: choice.picked,
)
ACCEPT = PackageKind(
    name="accept",
    word="转接答复",
    title="答复转来的党员",
    help="接收还是退回，一名党员一份签字的答复；别的都不带",
    to=To.BRANCH,
    boxes={"transfer_answer": ()},
    offers=(TransferAnswer,),
    only=lambda context, choice: choice.picked,
)
KINDS: tuple[PackageKind, ...] = (
    MONTH,
    ROSTER,
    EVERYTHING,
    ANSWER,
    HANDOUT,
    GIVE_BACK,
    STEP,
    HANDOVER,
    SECOND_PC,
)
# Made on the pages of transfers, never chosen from the list.
DEEDS: tuple[PackageKind, ...] = (TRANSFER, ACCEPT)


# What the first format called its packages of everything.
_FIRST_FORMAT = ("full", "delta")


def kind_called(name: str) -> PackageKind | None:
    """The kind a manifest names; None for one this version does not know."""
    return next((kind for kind in (*KINDS, *DEEDS) if kind.name == name), None)


# -- what goes along ----------------------------------------------------------------------------------


def travelling(catalogue: Catalogue, kind: PackageKind, choice: ContentChoice) -> Boxes:
    """The registers of a package and their boxes, as chosen."""
    if kind.boxes is not None:
        extra = kind.private if choice.private else {}
        return {name: _named(catalogue[name], kind.boxes, extra) for name in _in_order(catalogue, kind.boxes)}
    private = choice.private or not kind.ticks
    kept_back = choice.kept_back or not kind.ticks
    found = {}
    for register in catalogue:
        is_kept = catalogue.keeps_back(register)
        if register.stays_home or (is_kept and not kept_back):
            continue
        # Each box stands under one tick: what is kept back goes by that alone, a talk with its words.
        found[register.name] = tuple(
            name
            for name, box in register.boxes.items()
            if (kept_back if is_kept or name in register.kept_back else private or not box.private)
        )
    return found


def _in_order(catalogue: Catalogue, names: Iterable[str]) -> list[str]:
    wanted = frozenset(names)
    return [register.name for register in catalogue if register.name in wanted]


def _named(
    register: Register, boxes: Mapping[str, tuple[str, ...]], extra: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    given = boxes[register.name] or tuple(register.boxes)
    wanted = {*given, *extra.get(register.name, ())}
    return tuple(name for name in register.boxes if name in wanted)


def scope(catalogue: Catalogue, name: str) -> dict[str, frozenset[str]] | None:
    """The boxes a package whose manifest names this kind may hold, by table; None for an unknown kind.

    A receiver refuses what lies outside: a monthly report brings no roster along, whoever signed it. The
    sender's chain and its list of offices may always come, attached files only where a box of the kind holds
    files.
    """
    kind = EVERYTHING if name in _FIRST_FORMAT else kind_called(name)
    if kind is None or kind.is_copy:
        return None
    widest = travelling(catalogue, kind, ALL_OF_IT)
    found = {register: frozenset(boxes) for register, boxes in widest.items()}
    extra = [CHAINS, DIRECTORY]
    if any(catalogue[register].boxes[box].kind == "files" for register in widest for box in widest[register]):
        extra.append(BLOBS)
    return {**found, **{table: frozenset(EXTRA_COLUMNS[table]) for table in extra}}


def outside(catalogue: Catalogue, name: str, table: str, boxes: Iterable[str]) -> tuple[str, ...]:
    """What of one table of a package lies outside its kind: the table itself, or boxes of it."""
    allowed = (scope(catalogue, name) or {}).get(table)
    return (table,) if allowed is None else tuple(sorted(set(boxes) - allowed))


def selection(
    context: RuleContext, catalogue: Catalogue, kind: PackageKind, choice: ContentChoice
) -> Selection:
    """What one package takes."""
    boxes = travelling(catalogue, kind, choice)
    rows = kind.only(context, choice) if kind.only is not None else {}
    owner = choice.receiver if kind.whose is Rows.RECEIVERS else ""
    kept_back = choice.kept_back or not kind.ticks
    stays = left_out(catalogue, kind, choice)
    return Selection(kind.name, boxes, rows, owner, kept_back=kept_back, stays=stays)


def left_out(catalogue: Catalogue, kind: PackageKind, choice: ContentChoice) -> tuple[str, ...]:
    """What might have gone along and stays here, in words; the slip and the register of packages say it."""
    goes = travelling(catalogue, kind, choice)
    found = []
    for name, boxes in travelling(catalogue, kind, ALL_OF_IT).items():
        register = catalogue[name]
        if name not in goes:
            found += [] if register.parent else [register.title]
            continue
        if register.kept_back_rows is not None and kind.ticks and not choice.kept_back:
            found.append(register.kept_back_rows.title)
        stays = [register.boxes[one].title for one in boxes if one not in goes[name]]
        if stays:
            found.append(f"{register.title}的{'、'.join(stays)}")
    return tuple(found)
