"""The election of November 2025 and the self-checks of two years."""

from datetime import date

from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)

from .cast import Cast
from .grid import issue_of
from .hand import Hand, Story, at, on

THEME_2025 = "对照党员标准，查一查群众的小事办得怎样"
THEME_2026 = "学党章守规矩，把身边的小事办到底"
ALL_STANDARDS = ("党章", "入党誓词", "合格党员标准")
# 候选人、赞成、不赞成、弃权；最后一名没有当选。
COMMITTEE = (
    ("书记", 37, 0, 1),
    ("副书记", 36, 1, 1),
    ("组织委员", 36, 0, 2),
    ("宣传委员", 33, 2, 3),
    ("纪检委员", 35, 1, 2),
    ("党员15", 11, 17, 10),
)
HELD = "2025-11-18"


def election_story(hand: Hand, cast: Cast) -> Story:
    """The committee's election: six candidates for five seats; its first meeting elects 书记 and 副书记."""
    yield at("2025-11-21 10:00")
    asked = {"asked_on": on("2025-10-20"), "approved_on": on("2025-10-27")}
    nominees = {"nominees_asked_on": on("2025-11-03"), "nominees_approved_on": on("2025-11-07")}
    election = Election(
        title="第一支部委员会换届选举",
        org=cast.roster.branch,
        held_on=on(HELD),
        **asked,
        **nominees,
        posts=5,
        candidates=1,
        supervisors=(PersonWhy(cast["党员12"], "总监票人"), PersonWhy(cast["党员18"])),
        tellers=(PersonWhy(cast["党员24"]), PersonWhy(cast["党员26"])),
        helpers_passed=True,
        left_out_agreed_on=on("2025-10-27"),
        left_out_passed=True,
        reported_on=on("2025-11-24"),
    )
    excluded = [
        ElectionExcluded(election=election.uid, member=cast[part], reason=reason)
        for part, reason in (
            ("老党员2", "卧床不起或长期患病，生活不能自理"),
            ("老党员5", "卧床不起或长期患病，生活不能自理"),
        )
    ]
    whole = ElectionRound(
        election=election.uid, n=1, expected=42, present=38, issued=38, returned=38, valid=38
    )
    votes = [
        Ballot(election=election.uid, round=1, candidate=cast[part], post="委员", ayes=a, noes=n, abst=o)
        for part, a, n, o in COMMITTEE
    ]
    hand.save("补录2025年换届选举", election, *excluded, whole, *votes)
    hand.step(election, "announce")
    for post in ("书记", "副书记"):
        head_elected(hand, cast, post, cast[post], asked | nominees)
    posts = tuple(PersonWhy(cast[part], part) for part, *_ in COMMITTEE[2:5])
    hand.step(election, "divide", roles=posts, divided_on=on(HELD))
    hand.step(election, "confirm")


def head_elected(hand: Hand, cast: Cast, post: str, who: str, days: dict[str, date]) -> None:
    """The committee's five elect one of themselves, approved a week later."""
    election = Election(
        title=f"第一支部{post}选举",
        org=cast.roster.branch,
        post=post,
        held_on=on(HELD),
        **days,
        posts=1,
        candidates=0,
        supervisors=(PersonWhy(cast["纪检委员"]),),
        tellers=(PersonWhy(cast["宣传委员"]),),
        helpers_passed=True,
        reported_on=on("2025-11-19"),
    )
    hand.save(f"补录2025年{post}选举", election)
    five = {"expected": 5, "present": 5, "issued": 5, "returned": 5, "valid": 5}
    hand.save(
        f"补录2025年{post}选举计票",
        ElectionRound(election=election.uid, n=1, **five),
        Ballot(election=election.uid, round=1, candidate=who, place=1, ayes=5, noes=0, abst=0),
    )
    hand.step(election, "announce")
    hand.step(election, "confirm", confirmed_on=on("2025-11-26"))


def self_checks_story(hand: Hand, cast: Cast) -> Story:
    """Last year's three sheets with what became of them, and the secretary's draft of this year's."""
    yield at("2026-01-09 16:00")
    body = _sheet(
        str(cast.roster.branch),
        2025,
        THEME_2025,
        "2026-01-08",
        "班子五个人都在这个小区住，门口的事看惯了，不觉得是问题。",
        "支委会定下的事，谁办、哪天办写得清，办完没有谁去看却没写。",
        "台账是年底补的，平时翻不出来，老党员问起来说不上数。",
        "习惯把事情转给物业和社区，转出去就当办了，群众观点不牢。",
        (
            "宗旨意识淡了，离群众最近，却没有把群众的事当成自己的事。",
            "把“转出去”改成“管到底”。",
        ),
        "每件事定一个回头看的人，三个月看一次，结果贴在栏里。",
    )
    secretary = _sheet(
        cast["书记"],
        2025,
        THEME_2025,
        "2026-01-07",
        "我当书记六年，坐在办公室的时候比在楼道里多。",
        "第一责任人，会上定调早，委员不好再说不同意见。",
        "接待日来了人才办，没来的不去问，商户就一家没走过。",
        "总觉得情况都熟，其实熟的是老住户，新搬来的不认识几个。",
        (
            "民主作风差，听不进慢话，党性修养放松在自以为是上。",
            "先当学生再当书记，没有走到就没有发言权。",
        ),
        "每周二下午在楼道接待，会上最后一个发言。",
    )
    organizer = _sheet(
        cast["组织委员"],
        2025,
        THEME_2025,
        "2026-01-07",
        "教书忙起来，支部的事放到周末，有时拖过了日子。",
        "管组织的，外出的党员三个月没有打过电话。",
        "党费、学时两本账对不上，年底才发现。",
        "把支部工作当成兼的，责任心排在了课表后面。",
        ("组织观念不强，把党内职务看轻了。", "组织交的事就是正事，先在心里把次序摆正。"),
        None,
    )
    problems = (
        (body, "担当作为", "10号楼反映路灯的事转了三次物业，三个月没有人回话。"),
        (body, "工作作风", "党小组会记录不规范，第三党小组两次没有记录人签字。"),
        (secretary, "工作作风", "全年走访沿街商户0家，却在总结里写了“密切联系商户”。"),
        (secretary, "政治素质", "四次支委会都是我先说结论，别的委员只剩同意。"),
        (organizer, "能力本领", "学时统计靠手工，漏了两名倒班党员的补学。"),
        (organizer, "担当作为", "两名外出党员6月以后没有联系，名册电话也没有更新。"),
    )
    found = [SelfCheckProblem(self_check=sheet.uid, aspect=kind, text=text) for sheet, kind, text in problems]
    measures = (
        (body, 1, 1, "党小组会记录散会前当场念、当场签，次日交支部", "2026-09-30"),
        (body, 2, 0, "每件转办的事一周内回访一次，登记结果", "2026-06-30"),
        (secretary, 1, 2, "年内走访沿街12家商户，每家记一件想办的事", "2026-10-31"),
        (secretary, 2, 3, "支委会上委员先发言，书记最后说", "2026-03-31"),
        (organizer, 1, 5, "外出党员每月通一次电话，记在联系记录里", "2026-09-30"),
        (organizer, 2, 4, "学时按场登记，每周六核对一次补学名单", "2026-09-30"),
    )
    lines = [
        SelfCheckMeasure(self_check=sheet.uid, seq=n, problem=found[at].uid, text=text, due_on=on(due))
        for sheet, n, at, text, due in measures
    ]
    heard = (
        (
            body,
            "党员15",
            "支部开会说的多，写下来的少，我提过的公约到年底还没见文字。",
            "接受，今年写成文字上墙。",
        ),
        (
            secretary,
            "纪检委员",
            "书记说话快，主意定得快，别人还没想明白就散会了。",
            "接受，以后最后一个发言。",
        ),
        (secretary, "副书记", "有事爱自己跑，不派给别人，委员闲着书记累。", "接受，分工写进决议。"),
        (organizer, "书记", "账要日清月结，别等到年底。", "接受，每周六对一次账。"),
    )
    hand.save(
        "补录2025年度对照检查",
        body,
        secretary,
        organizer,
        *found,
        *lines,
        *(
            SelfCheckCriticism(self_check=sheet.uid, critic=cast[part], text=text, answer=answer)
            for sheet, part, text, answer in heard
        ),
    )
    # The measures that were taken into the ledger of problems, once those stand there.
    for moment, line, tag in (
        ("2026-08-25 17:00", lines[0], "组织生活"),
        ("2026-09-03 17:00", lines[4], "流动党员"),
        ("2026-09-15 17:00", lines[2], "共建"),
        ("2026-10-24 17:00", lines[5], "学习教育"),
    ):
        yield at(moment)
        line.issue = issue_of(hand, tag)
        hand.save("对照检查的措施转入问题清单", line)
    yield at("2026-10-26 19:30")
    draft = SelfCheck(
        subject=cast["书记"],
        year=2026,
        theme=THEME_2026,
        standards=(*ALL_STANDARDS, "上级专题"),
        batch=hand.batch_on(hand.ledger.today),
        three_ins_self="去年说每周二在楼道接待，上半年做到了，9月以后又回了办公室。",
        causes="忙起来先顾开会，觉得楼道里的事有网格员。",
    )
    late = SelfCheckProblem(
        self_check=draft.uid,
        aspect="担当作为",
        text="沿街商户共建10月20日到期没有办完，走访9月底才开始，现在逾期。",
    )
    unread = SelfCheckProblem(
        self_check=draft.uid,
        aspect="理论学习",
        text="专题讲座请了司法所，自己没有先读一遍材料，主持时说不到点上。",
    )
    hand.save(
        "起草2026年度对照检查",
        draft,
        late,
        unread,
        SelfCheckMeasure(
            self_check=draft.uid,
            seq=2,
            problem=unread.uid,
            text="主持专题学习前读完材料，写好三个问题带到会上",
            due_on=on("2026-12-31"),
        ),
        SelfCheckMeasure(
            self_check=draft.uid,
            seq=1,
            problem=late.uid,
            text="走完剩下两家商户，11月底前给六件事回话",
            due_on=on("2026-11-30"),
        ),
    )


def _sheet(
    subject: str,
    year: int,
    theme: str,
    written: str,
    own: str,
    duty: str,
    work: str,
    causes: str,
    analysis: tuple[str, str],
    pledge: str | None,
) -> SelfCheck:
    return SelfCheck(
        subject=subject,
        year=year,
        theme=theme,
        standards=ALL_STANDARDS,
        written_on=on(written),
        three_ins_self=own,
        three_ins_duty=duty,
        three_ins_work=work,
        causes=causes,
        party_spirit=analysis[0],
        thinking=analysis[1],
        pledge=pledge,
    )
