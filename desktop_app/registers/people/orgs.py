"""党组织: the own branch, its groups, its superior and its peers; the committee with its posts."""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.base.errors import UserError
from desktop_app.base.periods import add_months, add_years
from desktop_app.base.unit_code import read_unit_code
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, Lines, Number, Text, YesNo
from desktop_app.records.links import PersonLink, Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import FULL, Member, since_birth, since_joining
from desktop_app.registers.shared_rules import called_by, changed_boxes, not_before, not_in_future

GROUP, COMMITTEE_KIND = "党小组", "党委"
HEADS = ("书记", "副书记")
# What the committee's first meeting shares out among those it did not elect 书记 or 副书记.
DIVIDED = ("组织委员", "宣传委员", "纪检委员", "其他委员")
UNDIVIDED = "委员"
"""The seat of who is elected and has no part of the work yet."""
SEATS = (*HEADS, *DIVIDED, UNDIVIDED)
JOINT = "联合党支部"
BRANCHES = frozenset(("党支部", JOINT))
SAME_UNIT, OWN_UNIT = "与上级党组织相同", "法人单位"


def _no_cycle(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """An organisation does not stand above itself."""
    seen, above = {record.uid}, record.parent
    while above:
        if above in seen:
            yield Problem("parent", "上级党组织绕回到自己了", "请改选上级党组织")
            return
        seen.add(above)
        one = context.get(PartyOrg, above)
        above = one.parent if one is not None else None


def _secretary(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """A branch has a 书记, a 正式党员 generally of a year's standing; a term has its beginning."""
    if record.org_kind not in BRANCHES:
        return
    if record.secretary is None:
        yield Problem("secretary", "还没有写党组织书记", "花名册录入后请补上", refuse=False)
    if record.term_start is None:
        yield Problem("term_start", "还没有写本届从哪天开始", "届满日期和换届提醒从它算起", refuse=False)
    person = context.get(Member, record.secretary)
    if person is None:
        return
    least = int(context.rule("secretary_party_years"))
    if person.category != FULL:
        yield Problem("secretary", "书记应当是正式党员", "请核对人员类别", refuse=False)
    elif person.full_on and person.full_on.first_day() > add_years(context.today, -least):
        yield Problem("secretary", f"书记一般要有 {least} 年以上党龄", "请核对转正日期", refuse=False)


def _committee(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """支部工作条例第四条, ch. 6: 3 full members; from 7 a committee of 3–7, below a 书记 (and 副书记)."""
    if record.org_kind not in BRANCHES:
        return
    full = len(full_members(record.uid, context))
    size = len(seated_now(record.uid, context))
    if full and full < context.rule("branch_full_least"):
        yield Problem("org_kind", f"正式党员只有 {full} 人，不够成立党支部的人数", refuse=False)
    if full >= context.rule("committee_from_full"):
        least, most = context.rule("committee_least"), context.rule("committee_most")
        if size and not least <= size <= most:
            yield Problem(
                "org_kind", f"支部委员会现有 {size} 人，一般为 {least:.0f} 至 {most:.0f} 人", refuse=False
            )
    elif size > 2:
        yield Problem(
            "org_kind",
            f"正式党员 {full} 人，一般只设书记（必要时设副书记），现在录了 {size} 名委员",
            refuse=False,
        )


def _size(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """支部工作条例第四条: a branch generally has no more than 50 members."""
    if record.org_kind not in BRANCHES:
        return
    most = int(context.rule("branch_members_most"))
    count = len(members_of(record.uid, context))
    if count > most:
        yield Problem(
            "org_kind", f"党员 {count} 人，支部一般不超过 {most} 人", "请和上级商量分设支部", refuse=False
        )


def _joint(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """支部工作条例第五条: a 联合党支部 generally covers no more than five units."""
    units = record.joint_units or ()
    if record.org_kind != JOINT:
        if units:
            yield Problem("joint_units", "只有联合党支部才写各单位", "请核对组织类别", refuse=False)
        return
    most = int(context.rule("joint_units_most"))
    if not units:
        yield Problem("joint_units", "联合党支部要写有哪些单位", "一行写一个", refuse=False)
    elif len(units) > most:
        yield Problem("joint_units", f"联合党支部有 {len(units)} 个单位，一般不超过 {most} 个", refuse=False)


def _group(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """A 党小组 hangs on a branch and its leader is no 预备党员."""
    if record.org_kind != GROUP:
        return
    if record.parent is None:
        yield Problem("parent", "党小组要写属于哪个党支部", refuse=False)
    leader = context.get(Member, record.group_leader)
    if leader is not None and leader.category != FULL:
        yield Problem("group_leader", "党小组组长不由预备党员担任", refuse=False)


def _issuing(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """Letters of transfer are a 基层党委's (组通字〔2006〕45号填写说明), never a branch's or a group's."""
    if record.issues_letters and record.org_kind != COMMITTEE_KIND:
        yield Problem(
            "issues_letters",
            f"{record.org_kind}不能开具组织关系介绍信",
            "介绍信由有审批权限的基层党委开，请去掉这个勾",
        )


def _unit_code(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """GB 32100: the last sign of a 统一社会信用代码 checks the others."""
    try:
        read_unit_code(record.unit_code or "")
    except UserError as fault:
        if record.unit_code:
            yield Problem("unit_code", fault.what, fault.todo)


def _shift(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """《关于党的基层组织任期的意见》二: a term is moved by a year at most, with approval."""
    most = int(context.rule("term_shift_months_most"))
    if abs(record.term_shift or 0) > most:
        yield Problem("term_shift", f"提前或延期换届不超过 {most} 个月")
    elif record.term_shift and record.term_shift_approved_on is None:
        entered = "term_shift" in changed_boxes(record, context)
        yield Problem(
            "term_shift_approved_on",
            "提前或延期换届要经上级党组织批准",
            "请写批准日期；没有批准的，任期调整写 0",
            refuse=entered,
        )


def _term(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """《关于党的基层组织任期的意见》一: five years in a village or community, three elsewhere."""
    if record.org_kind not in BRANCHES or not record.term_years:
        return
    here = record.in_community is not False
    usual = int(context.rule("term_years_community" if here else "term_years_other"))
    if record.term_years != usual:
        where = "村、社区支部" if here else "村、社区以外的支部"
        yield Problem("term_years", f"{where}任期一般为 {usual} 年", "请核对任期", refuse=False)


# Months; far beyond any shift a rule could allow.
_SHIFT_BOUND = 120


def _fill(record: "PartyOrg", context: RuleContext) -> None:
    record.unit_code = (record.unit_code or "").replace(" ", "").upper() or None
    record.term_end = None
    if record.term_start is not None and record.term_years:
        # A shift beyond all rules is refused by its own; it must not leave the calendar before that.
        shift = max(-_SHIFT_BOUND, min(_SHIFT_BOUND, record.term_shift or 0))
        record.term_end = add_months(record.term_start, record.term_years * 12 + shift)


def _own_stays(record: "PartyOrg", context: RuleContext) -> Iterable[Problem]:
    """Whose books these are is written in this row: without it no record belongs to a branch."""
    if record.org_code == context.office:
        yield Problem("org_code", "这是本支部自己的一条，不能删除", "名称、换届等有变化的，打开这一条直接改")


def own_branch(context: RuleContext) -> str | None:
    """The uid of this office's own organisation, once it is entered."""
    # Another office may call an organisation of its own by our code.
    own = (PartyOrg.org_code == context.office) & (PartyOrg.owner_office == context.office)
    found = context.find(PartyOrg.live().where(own).order_by(PartyOrg.uid).limit(1))
    return found[0].uid if found else None


def own_organization(context: RuleContext) -> "PartyOrg | None":
    """The row of this office's own organisation, once it is entered."""
    return context.get(PartyOrg, own_branch(context))


def issues_letters(context: RuleContext) -> bool:
    """Whether this office may number and print letters of transfer: a 党委 that is marked so."""
    own = own_organization(context)
    return own is not None and own.org_kind == COMMITTEE_KIND and bool(own.issues_letters)


def _chain_above(context: RuleContext) -> dict[str, "PartyOrg"]:
    """This office's own row and those above it, by uid: a committee keeps hundreds beside them."""
    found: dict[str, PartyOrg] = {}
    # Another office may call an organisation of its own by our code.
    wanted = (PartyOrg.org_code == context.office) & PartyOrg.owner_office.in_((context.office, ""))
    while rows := context.find(PartyOrg.live().where(wanted).order_by(PartyOrg.uid).limit(1)):
        if rows[0].uid in found:
            break
        found[rows[0].uid] = rows[0]
        wanted = PartyOrg.uid == rows[0].parent
    return found


def superiors(context: RuleContext, orgs: Mapping[str, "PartyOrg"] | None = None) -> dict[str, str]:
    """Office code → name of the organisations above this office, the next one first.

    ``orgs`` by uid are those that were read already.
    """
    if orgs is None:
        orgs = _chain_above(context)
    found: dict[str, str] = {}
    own = (context.office, "")
    at = next((o for o in orgs.values() if o.org_code == context.office and o.owner_office in own), None)
    while at is not None:
        at = orgs.get(at.parent or "")
        if at is None or at.org_code in {context.office, *found}:
            break
        found[at.org_code] = at.short_name or at.full_name
    return found


# A 党小组 has a leader; a secretary, a term, a committee and a seal of its own has only what stands above it.
_WITH_BODY = ("org_kind", (COMMITTEE_KIND, "党总支", "党支部", JOINT))
_ONLY_FOR = {
    **dict.fromkeys(("founding_approval", "region", "unit_relation", "unit_name", "unit_code"), _WITH_BODY),
    **dict.fromkeys(("unit_kind", "secretary", "term_start", "in_community", "term_years"), _WITH_BODY),
    **dict.fromkeys(("term_shift", "term_shift_approved_on", "committee_filed_on"), _WITH_BODY),
    "committee_member": _WITH_BODY,
    "joint_units": ("org_kind", (JOINT,)),
    "issues_letters": ("org_kind", (COMMITTEE_KIND,)),
    "group_leader": ("org_kind", (GROUP,)),
}


class PartyOrg(Record):
    """One party organisation: 党委, 党总支, 党支部 or 党小组."""

    full_name = Text(
        "党组织全称",
        repeats=False,
        required=True,
        width=16,
        help="和印章一致；没有印章的，写“中共”加单位名称加类别",
    )
    short_name = Text("党组织简称", repeats=False, width=8, help="表格里用的短名")
    org_code = Text(
        "党组织代码",
        repeats=False,
        required=True,
        limit=40,
        index=True,
        help="交换数据认的就是它，定了不要改",
    )
    org_kind = Choice(
        "组织类别", (COMMITTEE_KIND, "党总支", "党支部", JOINT, GROUP), required=True, index=True
    )
    parent = RecordLink("上级党组织", "party_org", index=True)
    founded_on = Date("成立日期")
    founding_approval = Text("成立批复", repeats=False, help="上级党组织批准成立的文号或日期", width=10)
    region = Text("行政区划", help="写到省、市、县、乡镇或街道", width=10)
    unit_relation = Choice(
        "所在单位情况", (SAME_UNIT, OWN_UNIT, JOINT), help="选了与上级相同的，单位几项不用填"
    )
    unit_name = Text("单位名称", width=12, help="党组织所在单位的全称，和登记证书一致")
    unit_code = Text("统一社会信用代码", repeats=False, limit=40, help="18位，在单位的登记证书上；没有的空着")
    unit_kind = Choice(
        "单位性质",
        ("机关", "事业单位", "公有制企业", "非公有制企业", "社会组织", "社区（居委会）", "建制村", "其他"),
    )
    joint_units = Lines("联合支部各单位", help="一行一个；只有联合党支部填")
    issues_letters = YesNo(
        "有权开具组织关系介绍信", help="只有有审批权限的基层党委勾选；党支部填申请，介绍信由基层党委开"
    )
    secretary = PersonLink("党组织书记")
    term_start = Date("本届起始", help="本届选举产生的日期")
    term_years = Number(
        "任期(年)",
        required=True,
        least=1,
        most=5,
        default=5,
        unit="年",
        help="村、社区为5年，其他支部一般3年",
    )
    in_community = YesNo("村、社区支部", default=True, help="任期按它核对：村、社区5年，其他3年")
    term_shift = Number(
        "任期调整(月)", least=None, default=0, unit="个月", help="经上级批准延期换届的月数，提前写负数"
    )
    term_shift_approved_on = Date("任期调整批准日期", help="上级党组织批准提前或延期换届的日期")
    term_end = Date("届满日期", machine=True, index=True)
    committee_filed_on = Date("委员报备案日期", help="委员报上级党组织备案的日期")
    contact = Text("联系人", width=4)
    contact_phone = Phone("联系电话", help="固定电话带区号")
    group_leader = PersonLink("党小组组长", help="只有党小组填")

    class Meta:
        table_name = "party_org"
        title = "党组织/支部信息"
        group = "支部与党员"
        icon = "building"
        listing = (
            "full_name",
            "org_kind",
            "parent",
            "secretary",
            "term_end",
            "n_full",
            "contact",
            "contact_phone",
        )
        order = ("org_code",)
        unique = (("org_code",), ("full_name",))
        computed = (
            Computed("n_full", "正式党员数(计算)", unit="人"),
            Computed("committee", "支部委员", "text"),
        )
        sections = (
            Section(
                "组织",
                (
                    "full_name",
                    "short_name",
                    "org_code",
                    "org_kind",
                    "parent",
                    "founded_on",
                    "founding_approval",
                    "region",
                    "issues_letters",
                ),
            ),
            Section("所在单位", ("unit_relation", "unit_name", "unit_code", "unit_kind", "joint_units")),
            Section(
                "班子与任期",
                (
                    "secretary",
                    "term_start",
                    "in_community",
                    "term_years",
                    "term_shift",
                    "term_shift_approved_on",
                    "committee_filed_on",
                    "group_leader",
                ),
            ),
            Section("联系", ("contact", "contact_phone")),
        )
        only_for = _ONLY_FOR
        rules = (
            _no_cycle,
            _secretary,
            _committee,
            _size,
            _joint,
            _group,
            _issuing,
            _unit_code,
            _shift,
            _term,
            since_birth("secretary", "term_start", "term_shift_approved_on"),
            not_in_future("founded_on", "成立日期", refuse=True),
            not_in_future("committee_filed_on", "备案日期"),
            not_before("committee_filed_on", "term_start", "备案日期早于本届起始", refuse=False),
        )
        fill = _fill
        removal_rules = (_own_stays,)

        heading = called_by("short_name", "full_name")


def _committee_person(record: "CommitteeMember", context: RuleContext) -> Iterable[Problem]:
    """A committee is made of full members (党章)."""
    person = context.get(Member, record.member)
    if person is not None and person.category != FULL:
        yield Problem("member", "支部委员应当是正式党员", "请核对人员类别", refuse=False)


def _one_seat(record: "CommitteeMember", context: RuleContext) -> Iterable[Problem]:
    """Nobody sits twice on a committee, and it has one 书记."""
    if record.until is not None or not record.org:
        return
    others = [one for one in seated_now(record.org, context) if one.uid != record.uid]
    same = next((one for one in others if one.member == record.member), None)
    if same is not None:
        yield Problem("member", f"他已经是{same.role}", "请先给原来的一条写任职止，或者改那一条的职务")
    if record.role == "书记" and any(one.role == "书记" for one in others):
        yield Problem("role", "支部已经有一名书记在任", "请先给原书记写任职止")


def _heading_post(record: "CommitteeMember", naming: Naming) -> str:
    return f"{naming(record.member)}（{record.role}）" if record.member and record.role else ""


class CommitteeMember(Record):
    """One post of a branch committee and who holds it."""

    org = RecordLink("党组织", "party_org", required=True, index=True)
    member = PersonLink("委员", required=True, index=True)
    role = Choice("职务", SEATS, required=True)
    since = Date("任职起", help="选举产生的日期；空着的从建账起算")
    until = Date("任职止", help="换届或离任的日期，在任的空着")

    class Meta:
        table_name = "committee_member"
        title = "支部委员"
        icon = "member"
        parent = "org"
        listing = ("member", "role", "since", "until")
        unique = (("org", "member", "since"),)
        rules = (
            _committee_person,
            _one_seat,
            since_joining("member", "since", "until"),
            not_before("until", "since", "任职止早于任职起"),
        )
        heading = _heading_post


def seated_now(org: str, context: RuleContext) -> list[CommitteeMember]:
    """The seats of the committee of ``org`` that nobody has left."""
    query = CommitteeMember.live().where((CommitteeMember.org == org) & CommitteeMember.until.is_null())
    return context.find(query)


def seated_on(org: str, day: date, context: RuleContext) -> list[CommitteeMember]:
    """The seats of the committee of ``org`` held on ``day``, the day of an election counting for the new."""
    rows = context.find(CommitteeMember.live().where(CommitteeMember.org == org))
    return [
        one
        for one in rows
        if (one.since is None or one.since <= day) and (one.until is None or day < one.until)
    ]


def members_of(org: str, context: RuleContext) -> list[Member]:
    """Everybody on the books of branch ``org`` today."""
    return context.find(Member.live().where((Member.branch == org) & Member.exit_type.is_null()))


def full_members(org: str, context: RuleContext) -> list[Member]:
    """The 正式党员 on the books of branch ``org`` today."""
    return [one for one in members_of(org, context) if one.category == FULL]
