"""自查·采集表 and 党组织信息: what the official forms ask for and the roster does not tell, and sizes."""

from collections.abc import Callable, Iterable

from desktop_app.base.names import proposed_name, unsure_characters
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.people.dues_remitting import overdue
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.people.dues_payments import DuesPayment, is_big
from desktop_app.registers.people.dues_standards import WAIVED, DuesStandard
from desktop_app.registers.people.members import FULL, Member
from desktop_app.registers.people.orgs import JOINT, SAME_UNIT, PartyOrg

_FORM, _ORG_FORM = "党员基本信息采集表", "党组织和所在单位基本信息采集表"
_WAIVING = "《关于中国共产党党费收缴、使用和管理的规定》（2008年）第七条"
# The items of the 采集表 that the roster lets be empty, by how the form calls them.
_ITEMS: tuple[tuple[str, Callable[[Member], bool]], ...] = (
    ("转正日期", lambda one: one.category == FULL and one.full_on is None),
    ("工作岗位", lambda one: not one.job_position),
    ("联系电话", lambda one: not (one.mobile or one.landline)),
    ("家庭住址", lambda one: not one.address),
    ("失去联系日期", lambda one: bool(one.out_of_contact) and one.lost_since is None),
    ("外出流向", lambda one: bool(one.mobile_flag) and not one.flow_to),
)
_CODED = (Member.job_position, Member.new_stratum, Member.front_line, Member.join_type)
_OF_A_BRANCH = ("secretary", "contact", "contact_phone", "founded_on", "founding_approval", "unit_relation")
_OF_A_UNIT = ("unit_name", "unit_code", "unit_kind")


def field_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of the fields of members and of the branch."""
    for member in view.roster.on(view.today):
        yield from _member(member)
    home = view.roster.home
    if home is not None:
        yield from _branch(home)
        yield from _sizes(view, home)
    yield from _big_payments(view)
    yield from _waivers(view)
    yield from _not_handed_up(view)


def _member(member: Member) -> Iterable[Gap]:
    uids = (member.uid,)
    for item, is_lacking in _ITEMS:
        if is_lacking(member):
            key, title = f"form_{item}:{member.uid}", f"采集表没有填{item}"
            yield Gap(key, title, str(member.name), _FORM, "member", uids)
    if odd := _odd_signs(str(member.name)):
        yield Gap(f"signs:{member.uid}", "姓名里有旧写法的字", odd, _FORM, "member", uids)
    strange = [
        f"{box.title}“{words}”"
        for box in _CODED
        if (words := getattr(member, box.name)) and not box.is_coded(words)
    ]
    if strange:
        words = f"{member.name}：{'、'.join(strange)}"
        yield Gap(f"uncoded:{member.uid}", "填的不是规定的选项", words, _FORM, "member", uids)


def _odd_signs(name: str) -> str:
    """What to make of a name of signs that no paper is to show; '' for a name as it is written today."""
    proposal = proposed_name(name)
    if proposal is not None:
        codes = "、".join(f"U+{ord(old):04X}" for old in name if old not in proposal)
        return f"“{name}”（{codes}）建议改为“{proposal}”，请对照身份证"
    lost = unsure_characters(name)
    return f"“{name}”里的“{lost}”可能是没显示出来的生僻字，请对照身份证换上" if lost else ""


def _branch(home: PartyOrg) -> Iterable[Gap]:
    """What the form of the organisation asks; of the unit nothing where it is the superior's."""
    boxes = _OF_A_BRANCH if home.unit_relation == SAME_UNIT else (*_OF_A_BRANCH, *_OF_A_UNIT)
    bare = [PartyOrg._meta.fields[name].title for name in boxes if not getattr(home, name)]
    if bare:
        words, key = f"没有填{'、'.join(bare)}", f"org_form:{home.uid}"
        yield Gap(key, "党组织信息没有填全", words, _ORG_FORM, "party_org", (home.uid,))


def _sizes(view: InspectionView, home: PartyOrg) -> Iterable[Gap]:
    """支部工作条例第四条、第五条 and chapter 6: full members, units of a 联合党支部, committee."""
    rule, uids = view.context.rule, (home.uid,)
    full = sum(one.category == FULL for one in view.roster.on(view.today))
    least = int(rule("branch_full_least"))
    if full < least:
        words = f"正式党员 {full} 人，成立支部要有 {least} 人以上"
        source = view.told["branch_full_least"]
        yield Gap("too_few:", "正式党员不够成立支部的人数", words, source, "party_org", uids)
    units, most = len(home.joint_units or ()), int(rule("joint_units_most"))
    if home.org_kind == JOINT and units > most:
        words, source = f"{units} 个单位，一般不超过 {most} 个", view.told["joint_units_most"]
        yield Gap("joint:", "联合党支部的单位过多", words, source, "party_org", uids)
    size = sum(post.org == home.uid and post.until is None for post in view.roster.posts)
    from_full, fewest, largest = (
        int(rule(key)) for key in ("committee_from_full", "committee_least", "committee_most")
    )
    if size and full >= from_full and not fewest <= size <= largest:
        words = f"正式党员 {full} 人，支部委员会现有 {size} 人，一般为 {fewest} 至 {largest} 人"
        source = view.told["committee_least"]
        yield Gap("committee:", "支部委员会人数不合规定", words, source, "party_org", uids)


def _big_payments(view: InspectionView) -> Iterable[Gap]:
    """党费规定第十一条: a voluntary sum of 1000 元 and more at once goes to the centre, told apart."""
    query = DuesPayment.live().where(
        (DuesPayment.owner_office == view.office) & (DuesPayment.paid_on >= view.first)
    )
    for one in view.context.find(query.order_by(DuesPayment.for_month, DuesPayment.uid)):
        if is_big(one, view.context) and not one.voluntary_big:
            words = f"{view.name(one.member)} {one.for_month.chinese()}多交 {one.paid - one.due} 元"
            source = view.told["dues_voluntary_big"]
            yield Gap(f"big:{one.uid}", "大额党费没有单独列出", words, source, "dues_payment", (one.uid,))


def _waivers(view: InspectionView) -> Iterable[Gap]:
    """党费规定第七条: dues lessened without the branch's study or the next committee's approval."""
    query = DuesStandard.live().where(
        (DuesStandard.owner_office == view.office)
        & (DuesStandard.year == view.today.year)
        & DuesStandard.payer_kind.in_(tuple(WAIVED))
    )
    boxes = (DuesStandard.waiver_reason, DuesStandard.waiver_studied_on, DuesStandard.waiver_approved_on)
    for one in view.context.find(query.order_by(DuesStandard.uid)):
        bare = [box.title for box in boxes if getattr(one, box.name) is None]
        if bare:
            words = f"{view.name(one.member)}{one.payer_kind}：没有写{'、'.join(bare)}"
            yield Gap(
                f"waiver:{one.uid}", "党费减免手续不全", words, _WAIVING, "dues_standard", (one.uid,)
            )  # fmt: skip


def _not_handed_up(view: InspectionView) -> Iterable[Gap]:
    """Quarters whose dues were collected and not handed up in the days the superior asks for."""
    for quarter, amount, last in overdue(view.context, view.today, view.first, view.office):
        words = f"{quarter}收的 {amount:,.2f} 元没有登记上缴"
        source = view.told["dues_remit_days"]
        yield Gap(
            f"remit:{last.iso()}", "党费没有按季上缴", words, source, "dues_remittance", (),
            (("batch", quarter), ("first_month", last.shift(-2)), ("last_month", last)),
        )  # fmt: skip
