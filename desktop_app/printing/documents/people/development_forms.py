"""发展党员的表: talk, filing, opinions, oath, probation, approval, the list of the file; a person a sheet."""

from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from desktop_app.duties.people.development_path import copied_words, file_of
from desktop_app.printing.documents.draft import NOTE, PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.documents.people.development_words import (
    FORM,
    Pairs,
    ballot_of,
    ballot_words,
    box,
    heard_words,
    month_day,
    superior,
    who,
    whole,
)
from desktop_app.printing.type.forms import RuledForm, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.development import EXTENDED, Development

OATH = (
    "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定，严守党的纪律，保守党的秘密，"
    "对党忠诚，积极工作，为共产主义奋斗终身，随时准备为党和人民牺牲一切，永不叛党。"
)
"""入党誓词, 党章第六条."""
_TWO_COPIES = "本表一式两份，一份报上级党委，一份存本人发展党员档案。"
_SIGN = f"\n\n签名：　　　　　　　　{SIGNING}"
_SEAL = f"\n\n书记（签名）：　　　　（党支部盖章）{SIGNING}"
_COMMITTEE = f"\n\n（党委盖章）{SIGNING}"
_REVIEWS = (
    Column("次", 12, align="center"),
    Column("考察日期", 32, align="center"),
    Column("考察意见", weight=1),
    Column("考察人", 22, align="center"),
    Column("签　名", 24, align="center"),
)
_INDEX = (
    Column("序号", 14, align="center"),
    Column("材　料　名　称", weight=1),
    Column("形成（收到）日期", 42, align="center"),
    Column("页数", 18, align="center"),
    Column("备　注", 34),
)


@dataclass(frozen=True)
class StepSheet:
    """A form about one person: pairs of label and words, long parts with their least height in mm."""

    org: str
    title: str
    about: str
    pairs: Pairs
    parts: tuple[tuple[str, str, float], ...]
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


def _sheet(record: Development, ledger: LedgerView, title: str, pairs: Pairs, *parts: tuple[str, str, float],
           rows: tuple[tuple[str, ...], ...] = (), note: str = "") -> StepSheet:  # fmt: skip
    copied = copied_words(record)
    told = " ".join(words for words in (note, f"{copied}。" if copied else "") if words)
    return StepSheet(branch_name(ledger, record.owner_office), title, record.person, pairs, parts, rows, told)


def _days(record: Development, ledger: LedgerView, *named: tuple[str, str]) -> Pairs:
    return tuple((title, box(record, name, ledger)) for title, name in named)


def story(sheet: StepSheet, table: tuple[Column, ...] = (), heading: str = "") -> list[Flowable]:
    """The paper: the person, what is asked of the step, room for opinions and signatures."""
    rows = [*paired(sheet.pairs), *(whole(title, text) for title, text, _ in sheet.parts)]
    heights = [9.0] * (len(rows) - len(sheet.parts)) + [height for _, _, height in sheet.parts]
    form = [RuledForm(FORM, rows, size=11, heights=heights)]
    listed: list[Flowable] = []
    if table:
        listed = [
            CondPageBreak(40 * MM),
            *([Paragraph(heading, PART)] if heading else []),
            RuledSheet(table, sheet.rows or [("", *[""] * (len(table) - 1))], size=10.5, row_height=10.0),
        ]
    note = [Spacer(1, 2 * MM), Paragraph(sheet.note, NOTE)] if sheet.note else []
    return [name_of_paper(sheet.org, sheet.title), *form, *listed, *note]


def _draft(sheet: StepSheet, table: tuple[Column, ...] = (), heading: str = "") -> Draft:
    return office_draft(sheet.title, sheet.title, sheet, story(sheet, table, heading), about=sheet.about)


def talk(ledger: LedgerView, uid: str) -> Draft:
    """入党申请人谈话记实."""
    one = found(ledger, Development, uid)
    pairs = (
        *who(one, ledger),
        *_days(one, ledger, ("谈话日期", "talk_on"), ("谈话地点", "talk_place"), ("谈话人及职务", "talk_by")),
    )
    return _draft(
        _sheet(
            one, ledger, "入党申请人谈话记实", pairs,
            ("谈话内容", box(one, "talk_text", ledger), 95), ("谈话人签名", _SIGN.strip(), 16),
            ("备　　注", "", 16),
        )
    )  # fmt: skip


def activist_filing(ledger: LedgerView, uid: str) -> Draft:
    """入党积极分子备案表."""
    one = found(ledger, Development, uid)
    pairs = (
        *who(one, ledger),
        *_days(
            one, ledger, ("推荐方式", "recommend_by"), ("推荐日期", "recommend_on"),
            ("确定日期", "activist_on"), ("培养联系人", "mentors"),
        ),
    )  # fmt: skip
    opinion = f"支部委员会{month_day(one, 'activist_on')}研究，确定为入党积极分子，报上级党委备案。{_SEAL}"
    return _draft(
        _sheet(
            one, ledger, "入党积极分子备案表", pairs,
            ("推荐情况", box(one, "recommend_text", ledger), 28), ("党支部意见", opinion, 34),
            ("上级党委\n备案情况", f"{box(one, 'activist_filed_on', ledger, '')}{_COMMITTEE}", 34),
            note=_TWO_COPIES,
        )
    )  # fmt: skip


def opinions(ledger: LedgerView, uid: str) -> Draft:
    """征求意见会记录; who it is about stays away."""
    one = found(ledger, Development, uid)
    count = box(one, "opinions_count", ledger)
    pairs = (
        ("征求意见对象", one.person),
        ("时　　间", box(one, "opinions_on", ledger)),
        ("地　　点", box(one, "opinions_place", ledger)),
        ("参加人数", count if count == GAP else f"{count} 人"),
        ("主 持 人", ""),
        ("记 录 人", ""),
    )
    return _draft(
        _sheet(
            one, ledger, "发展对象人选征求意见会记录", pairs,
            ("听取意见的\n范围", heard_words(one), 12), ("参加人姓名", "", 28),
            ("意见内容", box(one, "opinions_text", ledger), 100), ("记录人签名", _SIGN.strip(), 14),
            note="被征求意见的本人不参加会议。",
        )
    )  # fmt: skip


def candidate_filing(ledger: LedgerView, uid: str) -> Draft:
    """发展对象备案表."""
    one = found(ledger, Development, uid)
    pairs = (
        *who(one, ledger),
        *_days(
            one, ledger, ("确定积极分子", "activist_on"), ("培养联系人", "mentors"),
            ("征求意见日期", "opinions_on"), ("支委会日期", "candidate_meeting_on"),
        ),
    )  # fmt: skip
    agreed = bool(ledger.rule("develop_candidate_consent", one.candidate_on))
    answer = box(one, "candidate_answer_on", ledger, "")
    told = f"{answer}{'同意' if agreed else '备案'}。" if answer else ""
    opinion = f"支部委员会{month_day(one, 'candidate_meeting_on')}讨论，拟列为发展对象。{_SEAL}"
    return _draft(
        _sheet(
            one, ledger, "发展对象备案表", pairs, ("党小组意见", _SIGN, 26), ("培养联系人\n意见", _SIGN, 26),
            ("党支部意见", opinion, 30), ("上级党委意见", f"{told}{_COMMITTEE}", 28), note=_TWO_COPIES,
        )
    )  # fmt: skip


def superior_talk(ledger: LedgerView, uid: str) -> Draft:
    """上级党委派人谈话记实, before the admission is approved."""
    one = found(ledger, Development, uid)
    pairs = (
        *who(one, ledger),
        *_days(
            one, ledger, ("支部大会通过", "accepted_on"), ("谈话日期", "superior_talk_on"),
            ("谈话人及职务", "superior_talk_by"),
        ),
    )  # fmt: skip
    return _draft(
        _sheet(
            one, ledger, "发展党员谈话记实", pairs,
            ("谈话情况", box(one, "superior_talk_text", ledger), 90), ("谈话人意见", _SIGN, 28),
            note="谈话人把谈话情况和对能否入党的意见填写在《入党志愿书》上，向党委报告。",
        )
    )  # fmt: skip


def oath(ledger: LedgerView, uid: str) -> Draft:
    """入党宣誓记实."""
    one = found(ledger, Development, uid)
    pairs = (
        ("宣 誓 人", one.person),
        *_days(one, ledger, ("宣誓日期", "oath_on"), ("宣誓地点", "oath_place"), ("领誓人及职务", "oath_by")),
    )
    return _draft(
        _sheet(
            one, ledger, "入党宣誓记实", pairs, ("入党誓词", f"{OATH}\n宣誓人：", 36), ("参 加 人", "", 34),
            ("宣誓情况\n（照片）", "", 70), ("记录人签名", _SIGN.strip(), 14),
        )
    )  # fmt: skip


def probation(ledger: LedgerView, uid: str) -> Draft:
    """预备党员考察表: the half-year reviews since the meeting that accepted."""
    one = found(ledger, Development, uid)
    pairs = (
        *who(one, ledger),
        *_days(
            one, ledger, ("支部大会通过", "accepted_on"), ("上级审批", "approved_on"),
            ("预备期满", "probation_end"), ("入党介绍人", "introducers"),
        ),
    )  # fmt: skip
    since = one.accepted_on
    watched = [row for row in file_of(one, ledger).reviews if since is not None and row.on > since]
    rows = tuple(
        (str(at), day_words(row.on), row.text, ledger.name(row.by) if row.by else GAP, "")
        for at, row in enumerate(watched, 1)
    )
    sheet = _sheet(
        one, ledger, "预备党员考察表", pairs, ("党支部意见", _SEAL, 30),
        rows=rows, note="介绍人（培养联系人）每半年填写一次；支部大会讨论转正不早于预备期满。",
    )  # fmt: skip
    return _draft(sheet, _REVIEWS, "半年考察")


def conversion(ledger: LedgerView, uid: str) -> Draft:
    """预备党员转正审批表; the superior's words are printed once it has approved."""
    one = found(ledger, Development, uid)
    pairs = (
        *who(one, ledger),
        *_days(
            one, ledger, ("支部大会接收", "accepted_on"), ("预备期满", "probation_end"),
            ("转正申请日期", "convert_applied_on"), ("征求意见日期", "convert_opinions_on"),
        ),
    )  # fmt: skip
    met = ballot_words(ballot_of(one, "convert_vote", ledger))
    how = "延长预备期期满后转为" if one.outcome == EXTENDED else "按期转为"
    decided = f"{month_day(one, 'converted_on')}支部党员大会讨论转正。{met or GAP}。{_SEAL}"
    day = one.convert_approved_on
    said = (
        f"经党委会讨论，批准{one.person}同志{how}中共正式党员，党龄从{month_day(one, 'probation_end')}起算。"
        f"（{day_words(day)}）"
        if day is not None
        else ""
    )
    return _draft(
        _sheet(
            one, ledger, "预备党员转正审批表", pairs, ("介绍人、\n党小组意见", _SIGN, 26),
            ("征求意见\n情况", box(one, "convert_opinions", ledger), 28), ("支部大会\n决　　议", decided, 40),
            (f"{superior(one, ledger)}\n审批意见", f"{said}{_COMMITTEE}", 36), note=_TWO_COPIES,
        )
    )  # fmt: skip


def index(ledger: LedgerView, uid: str) -> Draft:
    """发展党员材料归档目录."""
    one = found(ledger, Development, uid)
    file = file_of(one, ledger)
    rows = [("1", "发展党员全程纪实表", "", "", "放在最前")]
    for material in file.path.materials:
        kept = [row for row in file.materials if row.name == material.name]
        for row in kept:
            pages = str(row.pages) if row.pages else GAP
            rows.append((str(len(rows) + 1), row.name, day_words(row.on, GAP), pages, row.note or ""))
        if not kept and material.missing:
            rows.append((str(len(rows) + 1), material.name, GAP, "", ""))
    pairs = (("姓　　名", one.person), ("现在阶段", str(one.stage)), ("整 理 人", ""), ("检 查 人", ""))
    return _draft(_sheet(one, ledger, "发展党员材料归档目录", pairs, rows=tuple(rows)), _INDEX)
