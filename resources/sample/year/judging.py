"""How people are judged and chosen: talks, self-check sheets, the election, the appraisal of all."""

from itertools import combinations
from typing import Any

from desktop_app.duties.basics.bodies import is_exempt
from desktop_app.registers.organization_life.appraisals import Appraisal, most_excellent
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL, LIFE_MEETING
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
    issue_from_measure,
)
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.members import PROBATIONARY, Member
from desktop_app.registers.rectification.issues import Issue, IssueMeasure

from ..gatherings import after
from ..hand import Story, at, on
from .players import Year
from .problems_told import FROM_MEASURES, OPEN_MEASURES

POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
AT_WORK = (
    "谈了参加组织生活的情况，自己说下半年夜班多，愿意补晚上那场。",
    "听他讲家里老人生病的难处，答应帮着联系护工。",
    "指出承诺写得空，商量改成能数得出来的。",
    "他提了一条意见：会议通知太晚，最好提前三天。",
    "谈学习，说原文读不进去，约好一起读一篇。",
    "谈孩子考试，顺便讲了党费要按时交，他当场记在手机里。",
    "提醒他三次请假都没有写原因，今后写清楚。",
)
RETIRED = (
    "问了邻里关系，说楼上漏水的事还没完，一起去看看。",
    "说自己觉得年纪大了帮不上忙，请他带两个年轻人。",
    "听意见：公示栏字太小，建议放大。",
    "说起年轻时候的工作，兴致很高，约好七一给大家讲讲。",
    "问了身体和用药，记下缺一副血压计，下回带来。",
    "他提了一条意见：会上说话快，听不清，表决前要念两遍。",
)


def talks_story(year: Year) -> Story:
    """Within the committee, of the committee with every member, of members with each other."""
    for number, (one, other) in enumerate(combinations(POSTS, 2)):
        yield after(on("2026-09-07"), 3 * number, "17:10")
        year.hand.save(*_talk(year, year.cast[one], year.cast[other], "会前", number))
    members = [one for one in year.cast.here() if one.party_post not in POSTS]
    for number, one in enumerate(members):
        yield after(on("2026-09-08"), 2 * number + number // 3, "19:20")
        by = year.cast[POSTS[number % len(POSTS)]]
        year.hand.save(*_talk(year, by, one.uid, "会前" if number > 24 else "日常", number + 2))
    able = [one for one in members if not is_exempt(one) and not one.mobile_flag]
    for number, (one, other) in enumerate(zip(able[::2], able[1::2], strict=False)):
        yield after(on("2026-09-10"), 6 * number, "18:40")
        year.hand.save(*_talk(year, one.uid, other.uid, "日常", number + 5))


def _talk(year: Year, by: str, other: str, kind: str, number: int) -> tuple[str, Talk]:
    member = year.ledger.get(Member, other)
    subjects = RETIRED if "退休" in (member.work_unit or "") else AT_WORK
    content = subjects[number % len(subjects)]
    _, _, raised = content.partition("意见：")
    talk = Talk(
        concerns=raised or None,
        by_member=by,
        with_member=other,
        held_on=year.ledger.today,
        place=("社区一楼小会议室", "家中", "小花园", "单位门口")[number % 4],
        kind=kind,
        content=content,
        signed=number % 3 == 0,
    )
    return "登记谈心谈话", talk


# What each found lacking in 党性, and how the thinking is to change.
ANALYSES = {
    "书记": (
        "群众观点有欠缺，图快怕麻烦，没有先想群众满不满意。",
        "办得快不等于办得好，先听完再拿主意。",
    ),
    "副书记": ("做群众工作的本领不够，骨子里觉得人比机器难伺候。", "管网是为人通的，门要一户一户去敲。"),
    "组织委员": (
        "责任意识松，等人上门，忘了自己是做人的工作的。",
        "外地党员也是自家人，联系不能断在我这里。",
    ),
    "宣传委员": ("求实的劲头不足，图好看，对群众懂不懂想得少。", "宣传是说给群众听的，群众看得懂才算数。"),
    "纪检委员": ("斗争精神不足，怕得罪人，把监督往后推。", "监督是爱护，先从自己查起，当面讲清楚。"),
    "支部班子": (
        "落实的韧劲不够，以会议落实会议，宗旨没有落到事上。",
        "事情没有办到群众心里就不算办完。",
    ),
}
# Which of a sheet's problems its measure answers; the first where nothing is said.
ANSWERED = {"书记": 1, "宣传委员": 1, "支部班子2026-12": 3}
# What is done about the other problems of a sheet, by their place, and seen to under its one issue.
ALSO: dict[str, dict[int, str]] = {
    "书记": {0: "难事不过月：一个月没有进展就在支委会上说明", 2: "学习会先请别人讲，自己最后说五分钟"},
    "副书记": {
        1: "入户前先听网格员讲这家的情况，回来记三句话",
        2: "办不动的事当周报支委会，进度每月贴进公示栏",
    },
    "组织委员": {1: "每次学习出两道讨论题，人人说一句", 2: "要材料一月一次，提前五天通知"},
    "宣传委员": {0: "小报改四号字，先请三位老人看过再印", 2: "转发以前先查出处，查不到的不转"},
    "纪检委员": {1: "请假当天写明原因，会后看记录补上", 2: "一季度学完票据办法，请会计带着抽查一次"},
    "支部班子2026-03": {1: "支委会一小时为限，议题会前两天发"},
    "支部班子2026-12": {
        0: "支委会第一项先对上次定的事",
        1: "议题会前发，讨论超时的下次再议",
        2: "集中学习每月有一次放在晚上或者周日",
    },
}
SHEETS: dict[str, tuple[tuple[tuple[str, str], ...], tuple[str, str, str], str, str, str, str]] = {
    # part: problems, three ins, causes, pledge, criticism, answer
    "书记": (
        (
            ("担当作为", "停车的事怕得罪人，两户反对就放下三个月"),
            ("工作作风", "表决念一遍就举手，老同志没有听清"),
            ("理论学习", "带头学多，讨论少，往往自己先说完"),
        ),
        ("我做事快，总想一次办完", "书记要先听完再说，我常常先下结论", "台账盯得紧，回头看得松"),
        "把按时办完当成办好，群众感受放在了后面。",
        "表决前念两遍，问一句听清没有。",
        "说话快，有两次我举手是跟着举的。",
        "接受，从下一次会就改。",
    ),
    "副书记": (
        (
            ("工作作风", "入户少，只管工程上的事"),
            ("能力本领", "图纸看得懂，人心看不细"),
            ("担当作为", "充电棚拖了半年，报装的难处没有早说"),
        ),
        ("我习惯和机器打交道", "副书记要把人组织起来，我多是自己干", "管网的事抓得实，群众工作欠账"),
        "觉得把活干好就行，不愿意开口。",
        "每月入户不少于八户。",
        "答应来我家看水压，隔了一个月。",
        "是我忘了，今后记在本子上。",
    ),
    "组织委员": (
        (
            ("担当作为", "九月以前没有给外地两名党员打过电话"),
            ("理论学习", "原文只领读，不出题讨论"),
            ("工作作风", "材料要得多，催得急"),
        ),
        ("我怕麻烦别人", "组织委员的活是找人，我坐在屋里等", "档案清楚，联系不清楚"),
        "把材料齐全当成工作到位。",
        "每月给外地党员打一次电话并登记。",
        "表格一个月发了三次，能不能合成一张。",
        "合成一张，下月起。",
    ),
    "宣传委员": (
        (
            ("工作作风", "小报字小，老人看不清"),
            ("能力本领", "晚间补学来的人少，内容没有变"),
            ("政治素质", "转发消息不核实，发过一次旧闻"),
        ),
        ("我图快，不爱核对", "宣传要让人看得见、听得懂", "版面好看，效果没有问过"),
        "站在写的人这边，没有站在看的人那边。",
        "补学固定日子，每月两次。",
        "公示栏四月到六月没有换。",
        "已经改在签发月报当天换。",
    ),
    "纪检委员": (
        (
            ("廉洁自律", "接手一个月，票据只看了一遍"),
            ("工作作风", "两次会请假没有写清原因"),
            ("能力本领", "财务不熟，靠问"),
        ),
        ("我做律师，习惯挑别人的错", "先查自己，再查别人", "账目在学，抽查的办法刚定"),
        "新到岗，怕得罪人，抽查往后排。",
        "每季度公开抽查一次票据。",
        "抽查结果要在会上念，不能只说合格。",
        "下次当场念。",
    ),
    "支部班子": (
        (
            ("担当作为", "会上定的事有三件没有回头看"),
            ("工作作风", "会多而长，两个小时说一个小时的事"),
            ("理论学习", "集中学习安排在白天，倒班的来不了"),
            ("担当作为", "停车方案两户反对就放下，三个月没有再议"),
        ),
        ("班子议事快，消化慢", "把责任写到人，不写到“支部”", "台账在，通报不在"),
        "觉得台账写了就是办了。",
        "每月支委会第一项通报决议落实。",
        "有的事群众比我们先知道。",
        "今后先在会上说清再公布。",
    ),
}


def self_checks_story(year: Year) -> Story:
    """The committee's sheet of March, then in December six sheets; each measure becomes an issue."""
    yield at("2026-03-20 09:30")
    branch = str(year.cast.roster.branch)
    _sheet(year, branch, "支部班子", "2026-03", "专题组织生活会", "2026-03-19", None)
    yield at("2026-12-09 09:30")
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == LIFE_MEETING))[0].uid
    for part in POSTS:
        _sheet(year, year.cast[part], part, "", "2026年度组织生活会", "2026-12-08", meeting)
    _sheet(year, branch, "支部班子", "2026-12", "2026年度组织生活会", "2026-12-08", meeting)
    yield at("2026-12-15 15:00")
    for part, (tag, text, due) in OPEN_MEASURES.items():
        issue, measure = issue_of_measure(year, part)
        issue.tag, issue.due_on = tag, on(due)
        issue.owner = issue.owner or year.cast["副书记"]
        issue.lead_officer = year.cast["书记"]
        measure.issue = issue.uid
        with year.ledger.action(f"对照检查的措施转入问题清单：{text[:12]}") as action:
            action.save(issue, measure)
            action.save(IssueMeasure(issue=issue.uid, seq=1, text=text, due_on=on(due)))
            action.step(issue, "start")
    yield at("2026-12-15 16:00")
    measures = year.ledger.find(SelfCheckMeasure.live().where(SelfCheckMeasure.due_on >= on("2026-04-01")))
    under = {one.self_check: one.issue for one in measures if one.seq == 1}
    for one in measures:
        one.issue = one.issue or under.get(one.self_check)
    year.hand.save("对照检查的其他措施并入同一个问题", *measures)


def _sheet(
    year: Year, subject: str, part: str, mark: str, theme: str, written: str, meeting: str | None
) -> None:
    problems, ins, causes, pledge, criticism, answer = SHEETS[part]
    if mark == "2026-03":
        problems = problems[:2]
    check = SelfCheck(
        subject=subject,
        year=2026,
        meeting=meeting,
        batch=year.hand.batch_on(on(written)),
        theme=theme,
        standards=("党章", "合格党员标准", "入党誓词"),
        written_on=on(written),
        three_ins_self=ins[0],
        three_ins_duty=ins[1],
        three_ins_work=ins[2],
        causes=causes,
        party_spirit=ANALYSES[part][0],
        thinking=ANALYSES[part][1],
        pledge=pledge,
    )
    key = f"{part}{mark}"
    text = FROM_MEASURES[key].measures[0][0] if key in FROM_MEASURES else OPEN_MEASURES[key][1]
    due = on(FROM_MEASURES[key].due if key in FROM_MEASURES else OPEN_MEASURES[key][2])
    critics = ("邓月华", "许长顺", "蒋春红", "余丽萍", "叶保国", "魏红霞")
    found = [SelfCheckProblem(self_check=check.uid, aspect=aspect, text=words) for aspect, words in problems]
    answered = found[ANSWERED.get(key, 0)]
    year.hand.save(
        f"登记对照检查：{year.ledger.name(subject)}",
        check,
        *found,
        SelfCheckMeasure(self_check=check.uid, seq=1, problem=answered.uid, text=text, due_on=due),
        *(
            SelfCheckMeasure(self_check=check.uid, seq=n, problem=found[at].uid, text=words, due_on=due)
            for n, (at, words) in enumerate(ALSO[key].items(), 2)
        ),
        SelfCheckCriticism(
            self_check=check.uid,
            critic=year.cast[critics[list(SHEETS).index(part)]],
            text=criticism,
            answer=answer,
        ),
    )


def issue_of_measure(year: Year, key: str) -> tuple[Issue, Any]:
    """The issue a sheet's measure becomes, and the measure; ``key`` is a part, 支部班子 with its month."""
    part, month = (key[:4], key[4:]) if key.startswith("支部班子") else (key, "")
    subject = year.cast.roster.branch if month else year.cast[part]
    sheets = year.ledger.find(SelfCheck.live().where(SelfCheck.subject == subject))
    sheet = next(one for one in sheets if not month or f"{one.written_on:%Y-%m}" == month)
    measure = year.ledger.find(
        SelfCheckMeasure.live().where(
            (SelfCheckMeasure.self_check == sheet.uid) & (SelfCheckMeasure.seq == 1)
        )
    )[0]
    return issue_from_measure(measure, year.ledger), measure


EXCELLENT = (
    "周慧敏",
    "杜晓岚",
    "何秀珍",
    "吴桂芳",
    "方婷",
    "龚佳慧",
    "任秀云",
    "姜海涛",
    "范敏",
    "袁志刚",
    "潘爱珍",
    "贺俊",
    "邓月华",
)
SELF_WORDS = (
    "学习都来了，{n}次里缺一次，补在本子上。",
    "承诺两条都办完，联系户签了字。",
    "管的事办成了，群众留言好，脾气急，还要改。",
    "家里有事占了两个月，联系户看得少，惭愧。",
    "带会了两个人，自己反而写得少。",
    "做实事多，读书少，明年每月读一篇。",
    "手上的事压着，但送餐没有断过。",
    "讲过一次课，没有讲好，群众听不懂，重新备了课。",
    "经手的账都上墙，没有人提意见，自己也怕疏漏，请大家看。",
)
AGED_WORDS = (
    "年纪大了，只做了力所能及的，读了四篇文章。",
    "身体不好，活动来得少，感谢同志们上门送学。",
    "会来不了，党费按月交，楼里的事还能说两句公道话。",
)
AWAY_WORDS = ("在外地工作，网络学习九次，回来参加会议少，党费有两次补交。",)


def appraisal_story(year: Year) -> Story:
    """Everybody on the books: own words, the others', ballots; grades by the committee a week later."""
    yield at("2026-12-18 09:00")
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == APPRAISAL))[0]
    rows = {one.name: _row(year, one, number, meeting.uid) for number, one in enumerate(year.cast.here())}
    year.hand.save("登记民主评议测评票", *rows.values())
    yield at("2026-12-23 16:00")
    people = list(year.cast.here())
    most = most_excellent(sum(one.category != PROBATIONARY for one in people), year.ledger)
    if len(EXCELLENT) > most:
        raise AssertionError(f"{len(EXCELLENT)} 优秀 for {len(people)} members")
    for one in people:
        row = rows[one.name]
        if one.category == PROBATIONARY:
            continue
        row.grade = "优秀" if one.name in EXCELLENT else "基本合格" if one.name == "陆建军" else "合格"
        row.decided_by, row.decided_on = "支部委员会会议", on("2026-12-22")
        row.told_on = on("2026-12-23")
        if one.name in EXCELLENT:
            row.followup = "表扬"
        elif row.grade == "基本合格":
            row.grade_reason = "下半年三次会议没有到会，九月至十一月的党费拖到年底才交。"
            row.followup = "提醒谈话"
    year.hand.save("评定民主评议等次", *rows.values())


def _row(year: Year, member: Any, number: int, meeting: str) -> Appraisal:
    chance = year.chance(f"appraisal {member.name}")
    voters = 30 + number % 5
    best = chance.randint(20, 26) if member.name in EXCELLENT else chance.randint(6, 14)
    barely = 9 if member.name == "陆建军" else 0
    rest = voters - best - barely
    counted = (best, rest - 1, barely + 1, 0)
    words = AGED_WORDS if is_exempt(member) else AWAY_WORDS if member.mobile_flag else SELF_WORDS
    return Appraisal(
        year=2026,
        member=member.uid,
        meeting=meeting,
        self_rating=words[number % len(words)].format(n=18 + number % 9),
        peer=chance.choice(
            ("办事实在，话少。", "热心，来得勤。", "要多参加晚间学习。", "对群众有耐心。", None)
        ),
        issued=voters,
        returned=voters,
        n_a=counted[0],
        n_b=counted[1],
        n_c=counted[2],
        n_d=counted[3],
    )
