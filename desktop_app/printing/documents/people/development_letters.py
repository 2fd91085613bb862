"""发展党员的请示、公示、决议和票: what a branch asks, reports, posts, votes on and resolves of one person."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Spacer

from desktop_app.duties.people.development_path import MATERIALS, copied_words, file_of
from desktop_app.printing.documents.draft import NOTE, SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    branch_of,
    day_words,
    found,
)
from desktop_app.printing.documents.people.development_words import (
    Pairs,
    ballot_of,
    ballot_words,
    box,
    heard_words,
    month_day,
    superior,
    who,
)
from desktop_app.printing.type.forms import Cell as FormCell
from desktop_app.printing.type.forms import RuledForm, label, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.decided import TO_ADMIT, TO_CANCEL, TO_CONVERT, TO_EXTEND, ballot_problems
from desktop_app.registers.people.development import CANDIDATE, Development
from desktop_app.registers.people.development_gates import copied
from desktop_app.registers.people.members import PROBATIONARY

_BODY = replace(TEXT, size=14, leading=27)
_TO = replace(_BODY, first_indent=0)
_END = replace(_BODY, first_indent=0, align="right")


@dataclass(frozen=True)
class StepLetter:
    """A letter or notice: title, whom it is put to, paragraphs, who signs on what day."""

    title: str
    about: str
    to: str
    paragraphs: tuple[str, ...]
    org: str
    signer: str
    day: str
    copied: str = ""


def story(letter: StepLetter) -> list[Flowable]:
    """The paper, with room for the secretary's signature or the branch's seal."""
    return [
        name_of_paper(letter.title),
        *([Paragraph(f"{letter.to}：", _TO)] if letter.to else []),
        *(Paragraph(words, _BODY) for words in letter.paragraphs),
        Spacer(1, 10 * MM),
        Paragraph(letter.org, _END),
        *([Paragraph(letter.signer, _END)] if letter.signer else []),
        Paragraph(letter.day, _END),
        *([Spacer(1, 4 * MM), Paragraph(f"{letter.copied}。", NOTE)] if letter.copied else []),
    ]


def _draft(letter: StepLetter, kind: str) -> Draft:
    return office_draft(kind, letter.title, letter, story(letter), about=letter.about)


def _person(record: Development, ledger: LedgerView) -> str:
    told = dict(who(record, ledger))
    said = [told[title] for title in ("性　　别", "民　　族")]
    said += [f"{told['出生日期']}出生", f"文化程度{told['文化程度']}", told["单位及职务"]]
    return f"{record.person}，{'，'.join(said)}"


def _signed(record: Development, ledger: LedgerView) -> str:
    return branch_name(ledger, record.owner_office)


def candidate_request(ledger: LedgerView, uid: str) -> Draft:
    """请示（2026年5月起）或备案报告: that an activist be listed as 发展对象."""
    one = found(ledger, Development, uid)
    asks = bool(ledger.rule("develop_candidate_consent", one.candidate_on))
    title = (
        f"关于将{one.person}同志列为发展对象的请示"
        if asks
        else f"关于确定{one.person}同志为发展对象的备案报告"
    )
    reviews = [
        row for row in file_of(one, ledger).reviews if one.accepted_on is None or row.on <= one.accepted_on
    ]
    paragraphs = (
        f"一、基本情况。{_person(one, ledger)}。{month_day(one, 'applied_on')}递交入党申请书。",
        f"二、推荐和培养。{month_day(one, 'recommend_on')}经{box(one, 'recommend_by', ledger)}，"
        f"{month_day(one, 'activist_on')}确定为入党积极分子，"
        f"{month_day(one, 'activist_filed_on')}上级党委备案；"
        f"培养联系人{box(one, 'mentors', ledger)}，支部半年考察 {len(reviews)} 次。",
        f"三、听取意见和支委会研究。{month_day(one, 'opinions_on')}听取了{heard_words(one)}的意见；"
        f"{month_day(one, 'candidate_meeting_on')}支部委员会讨论，"
        + ("拟列为发展对象，经同意后公示。" if asks else "确定为发展对象。"),
        "妥否，请批示。" if asks else "特此报告。",
    )
    return _draft(
        StepLetter(
            title, one.person, superior(one, ledger), paragraphs, _signed(one, ledger),
            "支部书记（签字）：＿＿＿＿＿＿＿＿", day_words(one.candidate_meeting_on, SIGNING),
            copied_words(one) if copied(one, one.candidate_meeting_on) else "",
        ),
        "发展对象请示" if asks else "发展对象备案报告",
    )  # fmt: skip


def notice(ledger: LedgerView, uid: str) -> Draft:
    """公示 of a candidate with its period, who takes opinions, and the telephone."""
    one = found(ledger, Development, uid)
    activist = month_day(one, "activist_on")
    branch = branch_of(ledger, one.owner_office)
    phone = box(one, "notice_phone", ledger, (branch.contact_phone if branch is not None else None) or GAP)
    paragraphs = (
        f"根据发展党员工作有关规定，经支部委员会讨论并报上级党委，拟将{one.person}同志列为发展对象，现予公示。"
        if one.candidate_on is None or one.notice_to is None or one.notice_to <= one.candidate_on
        else f"根据发展党员工作有关规定，拟发展{one.person}同志为中共预备党员，现予公示。",
        f"{_person(one, ledger)}。{month_day(one, 'applied_on')}申请入党，{activist}确定为入党积极分子，"
        f"培养联系人{box(one, 'mentors', ledger)}。",
        f"公示时间：{month_day(one, 'notice_from')}至{month_day(one, 'notice_to')}。",
        "公示期间，党员和群众对公示对象有不同意见的，可以来人、来电、来信反映。反映问题要实事求是，"
        "提倡署真实姓名。",
        f"受理人：{box(one, 'notice_by', ledger)}　　受理电话：{phone}",
    )
    return _draft(
        StepLetter(
            "公　　示", one.person, "", paragraphs, _signed(one, ledger), "",
            day_words(one.notice_from, SIGNING),
        ),
        "发展党员公示",
    )  # fmt: skip


def pre_review_request(ledger: LedgerView, uid: str) -> Draft:
    """预审请示 with the day of each step and the list of the material."""
    one = found(ledger, Development, uid)
    hours = f"，{box(one, 'training_hours', ledger)} 学时" if one.training_hours else ""
    trained = (
        f"{month_day(one, 'training_from')}至{month_day(one, 'training_to')}参加短期集中培训{hours}"
        if one.training_from or not one.training_special
        else f"没有参加短期集中培训（{one.training_special}）"
    )
    kept = [row.name for row in file_of(one, ledger).path.materials if row.uids]
    there = [name for name in kept if MATERIALS[name] != PROBATIONARY]
    paragraphs = (
        f"{_person(one, ledger)}。{month_day(one, 'applied_on')}申请入党，{month_day(one, 'activist_on')}"
        f"确定为入党积极分子，{month_day(one, 'candidate_on')}列为发展对象，入党介绍人"
        f"{box(one, 'introducers', ledger)}；{month_day(one, 'review_on')}政治审查"
        f"{box(one, 'review_result', ledger)}；"
        f"{trained}。",
        f"{month_day(one, 'committee_on')}支部委员会对其进行了严格审查，认为合格，现将材料报上，请予预审。",
        "妥否，请批示。",
        f"附件：{'、'.join(there) or GAP}",
    )
    return _draft(
        StepLetter(
            f"关于对发展对象{one.person}同志进行预审的请示", one.person, superior(one, ledger), paragraphs,
            _signed(one, ledger), "支部书记（签字）：＿＿＿＿＿＿＿＿", day_words(one.committee_on, SIGNING),
            copied_words(one) if copied(one, one.committee_on) else "",
        ),
        "预审请示",
    )  # fmt: skip


def _resolution(ledger: LedgerView, uid: str, *, convert: bool) -> Draft:
    one = found(ledger, Development, uid)
    part = "convert" if convert else "accept"
    day = month_day(one, "converted_on" if convert else "accepted_on")
    votes = ballot_words(ballot_of(one, f"{part}_vote", ledger)) or GAP
    what = "转为中共正式党员" if convert else "接收为中共预备党员"
    if convert and one.extended_to is None:
        what = f"按期{what}"
    review = "" if convert else f"政治审查{box(one, 'review_result', ledger)}。"
    paragraphs = (
        f"{day}，支部党员大会讨论了{one.person}同志{'转正' if convert else '入党'}问题。",
        f"主要表现：{box(one, f'{part}_merits', ledger)}",
        f"主要缺点：{box(one, f'{part}_faults', ledger)}",
        f"{review}大会以无记名投票方式表决：{votes}。",
        f"大会决议：同意{one.person}同志{what}，报上级党委审批。",
    )
    letter = StepLetter(
        f"关于{'' if convert else '接收'}{one.person}同志{'转为正式党员' if convert else '为预备党员'}的决议",
        one.person, "", paragraphs, _signed(one, ledger), "支部书记（签字）：＿＿＿＿＿＿＿＿",
        day if day != GAP else SIGNING,
        copied_words(one) if copied(one, one.converted_on if convert else one.accepted_on) else "",
    )  # fmt: skip
    return _draft(letter, "转正大会决议" if convert else "接收大会决议")


def accept_resolution(ledger: LedgerView, uid: str) -> Draft:
    """The meeting's resolution to accept somebody as 预备党员."""
    return _resolution(ledger, uid, convert=False)


def convert_resolution(ledger: LedgerView, uid: str) -> Draft:
    """The meeting's resolution on 转正."""
    return _resolution(ledger, uid, convert=True)


@dataclass(frozen=True)
class VotingSlip:
    """A blank ballot about one person, or what the ballots came to."""

    org: str
    title: str
    about: str
    pairs: Pairs
    note: str


def ballot_slip(ledger: LedgerView, uid: str) -> Draft:
    """票决票: one mark behind the name, no name of who votes."""
    one = found(ledger, Development, uid)
    what = "接收预备党员" if one.accepted_on is None or one.stage == CANDIDATE else "预备党员转正"
    slip = VotingSlip(
        _signed(one, ledger), f"{what}票决票", one.person, (),
        "在赞成、不赞成、弃权三栏中选一栏画“○”；画两栏以上的为废票，不画的为弃权。不写投票人姓名。",
    )  # fmt: skip
    heads = [label(words) for words in ("姓　　名", "赞　成", "不赞成", "弃　权")]
    rows = [heads, [FormCell(one.person, align="center"), *(FormCell("") for _ in range(3))]]
    flow = [
        name_of_paper(slip.org, slip.title),
        RuledForm((3, 2, 2, 2), rows, size=14, heights=[12.0, 18.0]),
        Spacer(1, 3 * MM),
        Paragraph(slip.note, NOTE),
        Paragraph(f"（党支部盖章）{SIGNING}", _END),
    ]
    return office_draft("票决票", slip.title, slip, flow, about=slip.about)


def ballot_result(ledger: LedgerView, uid: str) -> Draft:
    """票决结果报告单 of the last ballot about somebody, as it was entered at its meeting."""
    one = found(ledger, Development, uid)
    name = next(
        (box for box in ("convert_vote", "extend_vote", "accept_vote") if getattr(one, box)), "accept_vote"
    )
    ballot = ballot_of(one, name, ledger)
    pairs: list[tuple[str, str]] = [("票决对象", one.person), ("票决事项", GAP)]
    if ballot is not None:
        vote = ballot.vote
        matter = vote.matter if vote.matter in (TO_ADMIT, TO_CONVERT, TO_EXTEND, TO_CANCEL) else TO_ADMIT
        passed = not list(ballot_problems(name, vote.uid, matter, one.person, ledger))
        numbers = (
            ("应到有表决权", vote.expected), ("实到有表决权", vote.present), ("发出票数", vote.issued),
            ("收回票数", vote.returned), ("有效票数", vote.valid), ("书面赞成意见", vote.written_ayes or 0),
            ("赞　　成", vote.ayes), ("不 赞 成", vote.noes), ("弃　　权", vote.abst),
        )  # fmt: skip
        pairs = [("票决对象", one.person), ("票决事项", matter), ("大会日期", day_words(ballot.day))]
        pairs += [(title, f"{number}" if number is not None else GAP) for title, number in numbers]
        pairs.append(("票决结果", "通过" if passed else "未通过"))
    pairs += [("总监票人", ""), ("监 票 人", ""), ("计 票 人", ""), ("日　　期", SIGNING)]
    sheet = VotingSlip(_signed(one, ledger), "票决结果报告单", one.person, tuple(pairs), "")
    flow = [
        name_of_paper(sheet.org, sheet.title),
        RuledForm((2.4, 4.1, 2.4, 4.1), paired(sheet.pairs), size=12, heights=12.0),
    ]
    return office_draft("票决结果", sheet.title, sheet, flow, about=sheet.about)
