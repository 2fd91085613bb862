"""选举办法（草案） and 主持词: how an election goes, with the numbers of this one."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from desktop_app.base.numerals import chinese
from desktop_app.duties.organization_life.election import ElectionView
from desktop_app.duties.organization_life.quorum import thresholds
from desktop_app.printing.documents.draft import TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words
from desktop_app.printing.documents.organization_life.election_words import (
    elected_words,
    office_words,
    people,
    view_of,
)
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.paragraph import Paragraph, Run
from desktop_app.registers.organization_life.elections import election_day
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.voting_bodies import BY_COMMITTEE
from desktop_app.registers.rules.rule_table import paper_sources

_UNDER = replace(TEXT, align="center", first_indent=0, size=11)
_KEYS = ("quorum_elect", "elect_pass", "election_extra_share")


@dataclass(frozen=True)
class Ordered:
    """A paper of numbered parts: (heading, words)."""

    org: str
    title: str
    under: str
    parts: tuple[tuple[str, str], ...]


def gather_rules(ledger: LedgerView, uid: str) -> Ordered:
    """The 选举办法（草案）, to be passed by the meeting that elects."""
    view = view_of(ledger, uid)
    gathering = "支部委员会第一次会议" if view.body == BY_COMMITTEE else "支部党员大会"
    return Ordered(
        branch_name(ledger, view.election.owner_office),
        f"{view.election.title}办法（草案）",
        f"（提交{gathering}通过）",
        _articles(view, ledger),
    )


def _articles(view: ElectionView, ledger: LedgerView) -> tuple[tuple[str, str], ...]:
    election, day = view.election, election_day(view.election, ledger)
    shares = thresholds(ledger, day)
    sources = paper_sources(ledger, _KEYS[: 2 if view.is_of_heads else 3], day)
    # A regulation is named once, by its article only where nothing else of it is.
    named = "、".join(
        one for one in sources if not any(one != other and one.startswith(other) for other in sources)
    )
    posts = GAP if election.posts is None else str(election.posts)
    running = len(view.candidates) or GAP
    committee = view.body == BY_COMMITTEE
    voters = "委员" if committee else "有选举权的党员"
    order = "上级党组织批准的顺序" if view.is_of_heads else "姓氏笔画"
    seats = (
        f"应选{office_words(view)} {posts} 名，候选人 {running} 名，不实行差额。"
        if view.is_of_heads
        else f"应选{office_words(view)} {posts} 名，候选人 {running} 名，差额不少于应选名额的百分之二十。"
    )
    chair = "新当选的委员" if committee else "上届支部委员会"
    body = "不是候选人的委员" if committee else "不是候选人的党员"
    return (
        ("依据", f"根据{named or GAP}和上级党组织的批复，制定本办法。"),
        ("主持", f"选举由{chair}主持，在上级党组织指导下进行。"),
        ("名额和候选人", f"{seats}候选人预备人选经上级党组织审查同意，提交会议酝酿，充分介绍后再投票。"),
        (
            "监票人、计票人",
            f"监票人从{body}中推选，由会议通过；计票人在监票人监督下工作。候选人不担任监票人、计票人。",
        ),
        (
            "到会人数",
            f"到会{voters}不少于应到会的{shares.election.words.removesuffix('以上')}，方可进行选举。"
            + ("" if committee else "不计入应到会的人员，须经上级党组织同意，并由大会通过。"),
        ),
        ("选票", f"选举采用无记名投票方式，选票上候选人按{order}排列，加盖支部印章，不编号。"),
        (
            "画票",
            "对候选人可以投赞成票、不赞成票，也可以弃权：赞成的在姓名后画“○”，不赞成的画“×”，弃权的不画。"
            "不赞成的，可以在“另选人”处写上自己要选的人，在姓名后画“○”；弃权的不另选。"
            f"每张选票所选人数不超过应选名额 {posts} 名，等于或者少于的有效，多于的无效。",
        ),
        ("代写", "不能填写选票的，可以委托不是候选人的选举人按本人意愿代写；没有到会的，不能委托他人投票。"),
        ("票数", "收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，重新选举。"),
        (
            "当选",
            f"候选人得赞成票超过实到会{voters}的半数，始得当选。得赞成票超过半数的人多于应选名额时，"
            "得票多的当选；票数相等不能确定的，就票数相等的人再次投票，得票多的当选。",
        ),
        (
            "名额不足",
            "当选人少于应选名额的，对不足的名额另行选举；接近应选名额的，经半数以上选举人同意，可以减少名额。",
        ),
        ("生效", "本办法经会议通过后施行。"),
    )


def gather_script(ledger: LedgerView, uid: str) -> Ordered:
    """The 主持词 in outline: what the chair says, step by step."""
    view = view_of(ledger, uid)
    election = view.election
    meeting = ledger.get(Meeting, election.meeting)
    when = span_words(meeting.start_end if meeting is not None else None, GAP)
    place = (meeting.place if meeting is not None else None) or GAP
    chair = ledger.name(meeting.chair) if meeting is not None and meeting.chair else GAP
    return Ordered(
        branch_name(ledger, election.owner_office),
        f"{election.title}主持词（提纲）",
        f"{when}　{place}　主持人：{chair}",
        _script(view, ledger),
    )


def _script(view: ElectionView, ledger: LedgerView) -> tuple[tuple[str, str], ...]:
    election = view.election
    committee = view.body == BY_COMMITTEE
    shares = thresholds(ledger, election_day(election, ledger))
    needed, expected = shares.election.needed(len(view.expected)), len(view.expected)
    names = "、".join(ledger.name(one) for one in view.candidates) or GAP
    who = "委员" if committee else "有选举权的党员"
    out = "；不计入应到的名单先由大会表决" if view.excluded else ""
    approved = day_words(election.nominees_approved_on, GAP)
    steps = [
        (
            "清点人数",
            f"应到{who} {expected} 人，{needed} 人以上到会可以选举，实到＿＿人{out}。",
        ),
        ("宣布开会", "奏唱国歌。" if not committee else "说明会议议程。"),
        ("宣布议程", f"选举{office_words(view)} {election.posts or GAP} 名。"),
    ]
    if not committee:
        steps += [
            ("工作报告", "上届支部委员会向大会报告工作，党员审议，举手表决。"),
        ]
    steps += [
        ("通过选举办法", "宣读选举办法（草案），举手表决。"),
        ("介绍候选人", f"上级党组织{approved}批复同意的候选人：{names}。介绍情况，回答提问。"),
        (
            "通过监票人",
            f"监票人：{people(election.supervisors, ledger)}；计票人：{people(election.tellers, ledger)}。"
            "举手通过监票人，宣布计票人。",
        ),
        ("验箱发票", "监票人检查票箱，当众加封；计票人拆封清点选票，按实到人数发票，剩余选票当众注销。"),
        ("说明画票", "由总监票人说明画票要求。"),
        ("投票", "监票人、计票人先投，其他人依次投票。"),
        ("清点选票", "监票人报告发出、收回票数，主持人宣布选举是否有效。"),
        ("计票", "唱票、计票，监票人监督。"),
        ("公布结果", "监票人宣布各候选人得票，主持人宣布当选名单。"),
        ("表态和讲话", "当选人表态；上级党组织负责同志讲话。"),
        ("散会", "奏唱国际歌。" if not committee else "宣布散会。"),
    ]
    if view.rounds:
        place = [title for title, _ in steps].index("公布结果")
        steps[place] = ("公布结果", f"监票人宣布各候选人得票，主持人宣布：{elected_words(view, ledger)}。")
    return tuple(steps)


def story(paper: Ordered) -> list[Flowable]:
    """The parts one after the other, numbered 一、二、…."""
    out: list[Flowable] = [name_of_paper(paper.org, paper.title), Paragraph(paper.under, _UNDER)]
    for n, (heading, words) in enumerate(paper.parts, 1):
        out.append(Paragraph([Run(f"{chinese(n)}、{heading}　", "hei"), words], TEXT))
    return out


def rules_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 选举办法（草案） of an election."""
    paper = gather_rules(ledger, uid)
    return office_draft("选举办法（草案）", paper.title, paper, story(paper))


def script_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 主持词 of an election in outline."""
    paper = gather_script(ledger, uid)
    return office_draft("选举主持词", paper.title, paper, story(paper))
