"""党员花名册: the members of the branch; every printed form is filled from here."""

from collections.abc import Callable, Iterable
from datetime import date

from desktop_app.base import identity
from desktop_app.base.codes import load_codes
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month as MonthValue
from desktop_app.base.periods import PartialDate, Span, add_months, add_years
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import (
    Choice,
    Date,
    LongText,
    ManyChoice,
    MonthBox,
    Number,
    PartialDateBox,
    Text,
    YesNo,
)
from desktop_app.records.links import Files, IdNumber, Persons, Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import BoxRule, Problem, RuleContext
from desktop_app.registers.people.coded import CodeChoice, CodedWords
from desktop_app.registers.people.member_by_file import as_the_file_says, full_by_file, full_on_its_day
from desktop_app.registers.people.offers import FREE_TIMES, SKILLS
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

FULL, PROBATIONARY = "正式党员", "预备党员"
NORMAL = "正常"
REMOVED = "出党"
OLD_ENTRY = "历史录入"
# 困难 alone is a matter of care, not of health: it exempts from nothing.
IN_NEED = "困难"
EXEMPT_CARE = frozenset(("年老体弱", "行动不便", "身患重病", "失能"))
_NO_PROBATION = range(1969, 1978)
LEADER_POSTS = frozenset(("书记", "副书记", "组织委员", "宣传委员", "纪检委员"))


def _identity(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """GB 11643: check digit, parity of digit 17 = sex, digits 7–14 = birth; the personnel archive prevails.

    采集表填写说明 lets the archive's birth date differ from the number, with a reason.
    """
    try:
        found = identity.parse_id(record.id_number, today=context.today)
    except UserError as fault:
        if not record.id_override:
            yield Problem(
                "id_number", fault.what, "请对照身份证改正；证上确实如此的，勾选“号码特殊保留”并写原因"
            )
        elif not record.id_reason:
            yield Problem("id_reason", "保留一个通不过校验的号码，要写原因")
        return
    if record.gender in ("1", "2") and found.gender != record.gender and not record.id_override:
        yield Problem("gender", "性别和身份证号第17位不一致", "请核对性别或号码")
    if record.birth_date is not None and found.birth != record.birth_date and not record.birth_reason:
        yield Problem(
            "birth_date",
            "出生日期和身份证号不一致",
            "以档案为准的，请在“出生日期不一致的原因”里写明",
        )


def _joining(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """党章: at least 18 to join; 转正 follows joining; only full members have a 转正 date (mirrored text)."""
    joined, full, birth = record.joined_on, record.full_on, record.birth_date
    least = int(context.rule("member_age_min"))
    if joined and birth and joined.last_day() < birth:
        yield Problem("joined_on", "入党日期早于出生日期", "请核对两个日期")
    elif joined and birth and joined.last_day() < add_years(birth, least):
        yield Problem("joined_on", f"入党时不满 {least} 周岁", "请核对入党日期和出生日期", refuse=False)
    if joined and full and full.last_day() < joined.first_day():
        yield Problem("full_on", "转正日期早于入党日期", "请核对两个日期")
    elif joined and full and _is_too_soon(joined, full, int(context.rule("probation_months"))):
        yield Problem(
            "full_on", "从入党到转正不满预备期，一般要满一年", "请对照入党志愿书核对两个日期", refuse=False
        )
    for box, day in (("joined_on", joined), ("full_on", full)):
        if day and day.first_day() > context.today:
            yield Problem(box, "日期晚于今天", "请核对日期")
    if record.category == FULL and full is None:
        yield Problem("full_on", "正式党员要有转正日期，党龄从这天算起", "查到后请补上", refuse=False)
    if record.category == PROBATIONARY and full is not None:
        yield Problem("full_on", "预备党员不应有转正日期", "已转正的请把人员类别改为正式党员", refuse=False)


def _is_too_soon(joined: PartialDate, full: PartialDate, probation: int) -> bool:
    """Whether 转正 came before the probation can have been over, as far as the dates are known.

    The 党章 of 1969 and 1973 knew no probation: who joined then is full from that day.
    """
    if joined.about or full.about or joined.year in _NO_PROBATION:
        return False
    return full.last_day() < add_months(joined.first_day(), probation)


def _probation(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """发展党员工作细则: an extension runs from half a year to a year beyond the due day (mirrored text)."""
    until, joined = record.probation_extended_to, record.joined_on
    if record.conversion == "延长预备期" and record.category == PROBATIONARY and until is None:
        yield Problem("probation_extended_to", "延长预备期要写延长到哪一天", refuse=False)
    if until is None or joined is None:
        return
    due = add_months(joined.last_day(), int(context.rule("probation_months")))
    least, most = (int(context.rule(f"probation_extension_{end}")) for end in ("least", "most"))
    if not add_months(joined.first_day(), least) <= until <= add_months(due, most):
        yield Problem(
            "probation_extended_to",
            f"延长预备期一般不少于 {least} 个月、不超过 {most} 个月",
            "请核对",
            refuse=False,
        )


def _contact(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """采集表: lost and mobile members with their since and whereto."""
    if record.out_of_contact and record.lost_since is None:
        yield Problem(
            "lost_since", "失联党员要写失去联系的月份", "写最后一次参加组织生活或交党费的月份", refuse=False
        )
    if record.mobile_flag and not record.flow_to:
        yield Problem("flow_to", "流动党员要写外出流向", "写到省、市、县", refuse=False)
    born, began = record.birth_date, record.work_since
    least = int(context.rule("work_age_min"))
    if born and began and began.last_day() < born:
        yield Problem("work_since", "参加工作日期早于出生日期", "请核对两个日期")
    elif born and began and began.last_day() < add_years(born, least):
        yield Problem("work_since", f"参加工作时不满 {least} 周岁", "请核对", refuse=False)


def _leaving(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """The yearly balance needs kind, day and basis of every decrease; a row is never deleted."""
    if record.exit_type:
        if record.exit_on is None:
            yield Problem("exit_on", "写了减少类型，还要写减少日期")
        if not record.exit_basis:
            yield Problem("exit_basis", "写了减少类型，还要写依据", "例如介绍信编号、决议或批复文号")
    elif record.exit_on is not None or record.exit_basis:
        yield Problem("exit_type", "写了减少日期或依据，还要选减少类型")
    if record.removal_kind and record.exit_type != REMOVED:
        yield Problem("removal_kind", "只有减少类型是“出党”时才选出党方式")
    if record.exit_type == REMOVED and not record.removal_kind:
        yield Problem("removal_kind", "出党的要选出党方式", refuse=False)


def _official_words(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """Words of an old roster that are on no official list: kept, told, never counted as if they were."""
    for box in (Member.job_position, Member.new_stratum, Member.front_line, Member.join_type):
        words = getattr(record, box.name)
        if words and not box.is_coded(words):
            yield Problem(box.name, f"“{words}”不在「{box.title}」的选项里", "请从选项里选一项", refuse=False)


def _abroad(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """Who is abroad is told with day and country: 停止党籍 and contact are counted from them."""
    if record.abroad in (None, "没有"):
        return
    if record.abroad_from is None:
        yield Problem("abroad_from", "写了出国（境）情况，还要写日期", refuse=False)
    if not record.abroad_to:
        yield Problem("abroad_to", "写了出国（境）情况，还要写去往的国家或地区", refuse=False)


def _vote_right(record: "Member", context: RuleContext) -> Iterable[Problem]:
    """基层组织选举工作条例: no vote while 留党察看 or with rights suspended; the time must be told."""
    if record.vote_barred_why and record.vote_barred_from is None:
        yield Problem("vote_barred_from", "没有表决权的，要写从哪天起")
    if record.vote_barred_from is not None and not record.vote_barred_why:
        yield Problem("vote_barred_why", "写了起始日期，还要选没有表决权的原因")


def _as_the_penalty_says(record: "Member", before: "Member", context: RuleContext) -> Iterable[Problem]:
    """Who is under 留党察看 votes again when 党纪处分 says so, not by a hand on the roster."""
    for box in ("vote_barred_why", "vote_barred_from", "vote_barred_to") if before.by_penalty else ():
        if getattr(record, box) != getattr(before, box):
            yield Problem(box, "这一格从党纪处分来，不能手改", "请在“党纪处分”里办期满、撤销或更正")


def _fill(record: "Member", context: RuleContext) -> None:
    """Birth from the ID number when empty; an old roster's rows count as entered the day they are typed."""
    if record.lacks(Member.birth_date) and record.id_number:
        try:
            record.birth_date = identity.parse_id(record.id_number, today=context.today).birth
        except UserError:
            record.birth_date = None
    if record.entry_type == OLD_ENTRY and record.lacks(Member.entry_on):
        record.entry_on = context.today


# The order of the form: the number first, it fills sex and birth; then as 采集表 goes.
_SECTIONS = (
    Section("本人", (
        "id_number", "name", "gender", "birth_date", "ethnicity", "education", "degree", "school_major",
        "native_place", "health", "photo",
    )),
    Section("党籍", (
        "category", "branch", "party_group", "party_post", "joined_on", "full_on", "introducer_links",
        "introducers", "joined_branch", "join_type", "conversion", "probation_extended_to",
        "party_age_adjust", "party_status", "dues_card_no",
    )),
    Section("工作", (
        "job_position", "work_unit", "duty_rank", "prof_title", "new_stratum", "front_line", "migrant_worker",
        "work_since", "archive_place",
    )),
    Section("联系", ("mobile", "landline", "address", "household_place")),
    Section("流动、失联与关怀", (
        "mobile_flag", "flow_to", "out_of_contact", "lost_since", "lost_reason", "abroad", "abroad_from",
        "abroad_to", "abroad_back", "care_flag", "hardship_kind",
    )),
    Section("服务群众", ("skills", "free_time")),
    Section("来源与减少", (
        "entry_type", "entry_on", "exit_type", "exit_on", "exit_basis", "removal_kind",
    )),
    Section("特殊情况", (
        "id_override", "id_reason", "birth_reason", "vote_barred_why", "vote_barred_from", "vote_barred_to",
        "seq", "remark",
    )),
)  # fmt: skip


class Member(Record):
    """A party member, past ones too: who left keeps the row with the kind, day and basis of leaving."""

    seq = Number("序号", least=1, help="只用于打印排序，可以空着")
    id_number = IdNumber(
        "公民身份号码", required=True, index=True, help="18位，先填它：性别和出生日期跟着填好"
    )
    id_override = YesNo("号码特殊保留", help="证件上的旧号码通不过校验、又确实如此时勾选")
    id_reason = Text("号码保留原因", repeats=False)
    name = Text(
        "姓名",
        is_name=True,
        required=True,
        limit=60,
        width=5,
        index=True,
        help="和身份证一致；少数民族姓名中间用“·”",
    )
    gender = CodeChoice("性别", load_codes("gender"), required=True, width=3)
    ethnicity = CodeChoice("民族", load_codes("ethnicity"), required=True)
    birth_date = Date("出生日期", near=False, required=True, help="空着时按身份证号填；以档案为准")
    birth_reason = Text("出生日期不一致的原因", repeats=False, help="档案和身份证不同的，写明依据")
    native_place = Text("籍贯", help="写到省和县", width=6)
    education = CodeChoice("学历", load_codes("education"), required=True, width=7)
    degree = Choice("学位", ("名誉博士", "博士", "硕士", "学士", "无"))
    school_major = Text("毕业院校及专业")
    category = Choice(
        "人员类别",
        (FULL, PROBATIONARY),
        required=True,
        index=True,
        synonyms={"正式": FULL, "预备": PROBATIONARY},
    )
    branch = RecordLink("所在党支部", "party_org", required=True, index=True)
    party_group = RecordLink("党小组", "party_org", index=True)
    joined_on = PartialDateBox(
        "入党日期(加入党组织日期)", required=True, help="支部大会通过的日期；只记得年月也可以写"
    )
    full_on = PartialDateBox("转正日期", help="党龄从这天算起")
    party_age_adjust = Number(
        "党龄校正值(月)", least=None, default=0, unit="个月", help="多数人是0；曾停止党籍的写负数"
    )
    introducer_links = Persons("介绍人(在花名册的)", help="介绍人在本支部花名册里的，从这里选")
    introducers = Text("入党介绍人", repeats=False, help="两位正式党员，中间用“、”隔开；不在花名册的写在这里")
    joined_branch = Text("入党时所在支部")
    join_type = CodedWords("入党类型", load_codes("join_type"))
    conversion = Choice("转正情况", ("按期转正", "延长预备期", "取消预备党员资格"))
    probation_extended_to = Date("延长预备期至")
    party_post = Choice(
        "党内职务", ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "党小组组长", "党员"), index=True
    )
    vote_barred_why = Choice(
        "没有表决权的原因",
        ("留党察看", "被留置或逮捕，权利中止", "其他"),
        help="平时空着；预备党员不用选；留党察看的在“党纪处分”里办，这里会自动写上",
    )
    vote_barred_from = Date("没有表决权，自")
    vote_barred_to = Date("没有表决权，至", help="没有定下来的空着")
    job_position = CodedWords(
        "工作岗位", load_codes("job_position"), asked=True, width=10, help="采集表第11项；年表的职业按它算"
    )
    new_stratum = CodedWords("新社会阶层类型", load_codes("new_stratum"), width=8)
    prof_title = Text("从事专业技术职务")
    front_line = CodedWords("一线情况", load_codes("front_line"), width=7)
    migrant_worker = YesNo("是否农民工")
    work_unit = Text("工作单位及职务", width=12)
    duty_rank = Text("职务职级", help="公务员、事业和国有企业人员的职务或职级；没有的写“无”")
    work_since = PartialDateBox("参加工作日期")
    mobile = Phone("手机号码", asked="landline", help="没有手机的，填固定电话")
    landline = Phone("固定电话", help="带区号，例如 010-12345678")
    address = Text("现居住地(到门牌号)", private=True, asked=True, width=14)
    household_place = Text("户籍所在地", width=10)
    party_status = Choice("党籍状态", (NORMAL, "停止党籍"), required=True, default=NORMAL)
    out_of_contact = YesNo("是否失联党员", required=True, default=False)
    lost_since = MonthBox("失去联系日期", help="最后一次参加组织生活或交党费的月份")
    lost_reason = Choice(
        "失去联系情形",
        (
            "外出务工经商",
            "单位改制或破产",
            "毕业后去向不明",
            "工作单位改变",
            "出国（境）",
            "居住地改变",
            "其他",
        ),
    )
    mobile_flag = YesNo("是否流动党员", required=True, default=False, help="外出半年以上、没有转组织关系")
    flow_to = Text("外出流向", help="省、市、县")
    archive_place = Text("党员档案所在单位")
    dues_card_no = Text("党费证号", repeats=False, limit=40, width=6)
    health = Choice("健康状况", ("健康或良好", "一般或较弱", "有慢性病", "残疾"))
    hardship_kind = Choice(
        "困难类型",
        ("因病", "因残", "因灾或意外", "低保或低收入", "孤寡独居", "失业", "其他困难"),
        help="生活有困难的才选",
    )
    abroad = Choice("出国（境）情况", ("没有", "因公", "因私", "留学", "定居国（境）外"))
    abroad_from = Date("出国（境）日期")
    abroad_to = Text("去往的国家或地区")
    abroad_back = Date("回国（入境）日期", help="还没有回来的空着")
    care_flag = ManyChoice(
        "困难党员/老党员/年老体弱",
        (IN_NEED, "年老体弱", "行动不便", "身患重病", "失能"),
        help="除“困难”外，选了就不作学时和到会的硬性要求",
    )
    skills = ManyChoice("特长", SKILLS, help="能为群众做什么，派单时按它找人")
    free_time = ManyChoice("服务时段", FREE_TIMES, help="什么时候能参加服务")
    entry_type = Choice(
        "党员来源",
        ("发展党员", "恢复党籍", "转入组织关系", "整建制转入", OLD_ENTRY),
        required=True,
        default=OLD_ENTRY,
        help="建账时已经在册的，选“历史录入”",
    )
    entry_on = Date("来源日期", required=True, help="哪天来到本支部；历史录入的记为录入那天")
    exit_type = Choice("减少类型", ("转出组织关系", "整建制转出", "停止党籍", REMOVED, "死亡"), index=True)
    exit_on = Date("减少日期", index=True)
    exit_basis = Text("减少依据", repeats=False, help="介绍信编号、决议或批复文号")
    removal_kind = Choice(
        "出党方式", ("除名", "劝退除名", "退党除名", "自行脱党除名", "开除党籍", "取消预备党员资格")
    )
    by_penalty = YesNo("表决权按处分", machine=True)
    by_file = YesNo("在纪实里办理", machine=True)
    file_full_on = Date("纪实上的转正日期", machine=True)
    photo = Files("照片", most=1, photo=True, help="jpg 或 png，用于亮身份")
    remark = LongText("备注", help="不写国家秘密和工作秘密")

    class Meta:
        table_name = "member"
        title = "党员花名册"
        group = "支部与党员"
        icon = "members"
        listing = (
            "name",
            "gender",
            "birth_date",
            "education",
            "category",
            "party_group",
            "party_years",
            "mobile",
        )
        order = ("seq", "name")
        unique = (("id_number",),)
        computed = (
            Computed("party_years", "党龄(计算)", unit="年", help="从转正日期算到今天，加上校正值"),
            Computed("age", "年龄", unit="岁"),
            Computed("lost_state", "失联情况", "text", help="失去联系满几个月、停止党籍满几年，接着该办什么"),
        )
        sections = _SECTIONS
        on_screen = ("id_override", "id_reason")
        instead_of_removal = (
            "离开支部的，写「减少类型」和日期，各项记录照样保留；重复登记的，先把那些记录改到另一条名下"
        )
        rules = (
            _identity,
            _joining,
            _probation,
            full_by_file,
            _contact,
            _official_words,
            _abroad,
            _leaving,
            _vote_right,
            not_before("abroad_back", "abroad_from", "回国日期早于出国日期"),
            not_before("vote_barred_to", "vote_barred_from", "没有表决权的截止日期早于开始日期"),
            not_before("exit_on", "entry_on", "减少日期早于来源日期", refuse=False),
            not_in_future("exit_on", "减少日期"),
            not_in_future("birth_date", "出生日期", refuse=True),
        )
        by_hand = (full_on_its_day, as_the_file_says, _as_the_penalty_says)
        fill = _fill

        heading = called_by("name")


def belongs_on(member: Member, day: date) -> bool:
    """Whether ``member`` was on the branch's books on ``day``: entered, and not yet left.

    A member of the first roster (历史录入) was here before the books were: only leaving counts.
    """
    entered = member.entry_type == OLD_ENTRY or (member.entry_on is not None and member.entry_on <= day)
    return entered and (member.exit_on is None or member.exit_on > day)


def full_on_day(member: Member, day: date) -> bool:
    """Whether ``member`` was a 正式党员 on ``day``; by the 转正 date where one is written."""
    if member.category != FULL:
        return False
    full: PartialDate | None = member.full_on
    return full is None or full.first_day() <= day


def may_vote(member: Member, day: date) -> bool:
    """Whether ``member`` has a vote on ``day``; the one place that decides it.

    A full member of the branch that day (not moved out, struck off or expelled by then), with 党籍, not under
    留党察看 (written here by the register of 党纪处分) and with no rights suspended.
    《中国共产党基层组织选举工作条例》第五条.
    """
    if not full_on_day(member, day) or not belongs_on(member, day):
        return False
    if member.party_status != NORMAL and member.exit_on is None:
        return False
    since, until = member.vote_barred_from, member.vote_barred_to
    return since is None or day < since or (until is not None and day > until)


def since_joining(person: str, *days: str) -> BoxRule:
    """A rule: what the boxes ``days`` tell of the members in box ``person`` does not precede joining.

    ``person`` may hold one or a list. A box of ``days`` may hold a day, a month or a span; a joining date
    known only roughly counts from its first day.
    """

    def told(member: Member) -> tuple[date, str] | None:
        joined = member.joined_on
        return None if joined is None else (joined.first_day(), f"入党日期 {joined.chinese()}")

    return _not_before_a_day_of(person, days, told)


def since_birth(person: str, *days: str) -> BoxRule:
    """A rule: what the boxes ``days`` tell does not precede the birth of the members in box ``person``.

    For what may well have been before they joined, such as the finding of a problem they now answer for.
    """

    def told(member: Member) -> tuple[date, str] | None:
        born = member.birth_date
        return None if born is None else (born, f"出生日期 {born}")

    return _not_before_a_day_of(person, days, told)


def _not_before_a_day_of(
    person: str, days: tuple[str, ...], told: Callable[[Member], tuple[date, str] | None]
) -> BoxRule:
    def rule(record: Record, context: RuleContext) -> Iterable[Problem]:
        boxes = record._meta.fields
        given = {name: last for name in days if (last := _last_day(getattr(record, name))) is not None}
        if not given or getattr(record, person) is None:
            return
        for uid in boxes[person].targets(getattr(record, person)):
            member = context.get(Member, uid)
            first = told(member) if member is not None else None
            if member is None or first is None:
                continue
            for name, last in given.items():
                if last < first[0]:
                    what, mend = first[1], first[1][:4]
                    yield Problem(
                        name,
                        f"「{boxes[name].title}」早于{member.name}的{what}",
                        f"请核对日期，或者到花名册核对{mend}",
                    )

    return BoxRule((person, *days), rule)


def _last_day(value: date | MonthValue | Span | None) -> date | None:
    """The last day a day, a month or a span of time holds."""
    if isinstance(value, MonthValue):
        return value.last_day()
    return value.day if isinstance(value, Span) else value
