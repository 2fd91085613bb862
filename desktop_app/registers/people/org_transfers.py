"""组织关系转接: the ledger of members moving out and in: what the branch asks for, what its committee gave.

The branch fills the member's data and asks; the letter of three parts is numbered and given by the 基层党委
with the right to, and its receipt goes between the two committees (组通字〔2006〕45号填写说明;
《中国共产党党员教育管理工作条例》第二十五条).
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, LongText, MonthBox, Number, State, Text
from desktop_app.records.links import Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import Member, since_joining
from desktop_app.registers.people.orgs import issues_letters, own_branch, own_organization
from desktop_app.registers.people.transfer_deeds import not_offered
from desktop_app.registers.shared_rules import not_before, not_in_future

OUT, IN, WHOLE_OUT, WHOLE_IN = "转出", "转入", "整建制转出", "整建制转入"
LEAVING = frozenset((OUT, WHOLE_OUT))
DRAFT, ASKED, ISSUED, RECEIVED = "草稿", "已申请", "已开具", "已接收(回执)"
LAPSED, VOID = "逾期未报到", "作废"
UNDER_WAY = (DRAFT, ASKED, ISSUED, LAPSED)
PAPER, ONLINE = "纸质介绍信", "网上转接"
WITHIN, ACROSS = "省内", "跨省"
MOVED_OUT, MOVED_IN = "转出组织关系", "转入组织关系"
_LEAVING_BOXES = ("exit_type", "exit_on", "exit_basis", "removal_kind")
_POSTCODE = 6
# How the names of organisations end that never make out a letter: branches, general branches and groups.
_NO_RIGHT = re.compile(r"(?:支部|总支|党小组)(?:委员会)?(?:办公室)?(?:[（(][^）)]*[）)])?$")


def _ours(context: RuleContext) -> tuple[str, str]:
    """Whose transfers are counted: a committee keeps its own beside those its branches hand in."""
    return "", context.office


def _others(record: "OrgTransfer", context: RuleContext) -> list["OrgTransfer"]:
    return context.find(
        OrgTransfer.live().where(
            (OrgTransfer.member == record.member)
            & (OrgTransfer.uid != record.uid)
            & (OrgTransfer.state != VOID)
            & OrgTransfer.owner_office.in_(_ours(context))
        )
    )


def _moves_once(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """Who has left does not leave again, and one letter at a time is under way."""
    if record.state not in UNDER_WAY:
        return
    person = context.get(Member, record.member)
    if record.direction in LEAVING:
        if person is None:
            yield Problem("member", "转出的党员要从花名册里选")
        elif person.exit_type:
            when = f"{person.exit_on} " if person.exit_on else ""
            yield Problem("member", f"{person.name}已经不在册（{when}{person.exit_type}）", "不能再转出")
    same_way = [one for one in _others(record, context) if (one.direction in LEAVING) == _leaves(record)]
    if waiting := [one for one in same_way if one.state in UNDER_WAY]:
        yield Problem("member", f"这名党员已有{called(waiting[0])}在办", "请办完那一份，或者先作废")
    if not _leaves(record) and person is not None and not person.exit_type:
        arrived = any(one.state == RECEIVED for one in same_way)
        since: date | None = person.entry_on
        # Who was put on the roster for this very letter may stand there before the letter has its day.
        expected = record.issued_on is None and person.entry_type in (MOVED_IN, WHOLE_IN)
        before = since is not None and since < (record.issued_on or context.today) and not expected
        if arrived or before:
            when = f"{since} " if since is not None else ""
            yield Problem(
                "member", f"{person.name}已经在册（{when}{person.entry_type}）", "请核对是不是重复登记"
            )


def called(record: "OrgTransfer") -> str:
    """What one transfer is called among others: by the number of its letter, once it has one."""
    return f"第 {record.letter_no} 号介绍信" if record.letter_no else "一份转接"


def has_no_right(organ: str | None) -> bool:
    """Whether an organisation is, by its name, a branch or group, which never makes out a letter."""
    return bool(_NO_RIGHT.search((organ or "").strip()))


def issuing_organ(record: "OrgTransfer") -> str | None:
    """Who made the letter out: as written, else the sending end where that is a committee."""
    return record.issuer or (None if has_no_right(record.from_org) else record.from_org)


def _issued_by_right(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """A letter is a 基层党委's with the right to transfer, never a branch's (教育管理条例第二十五条)."""
    if record.issuer is None:
        return
    own = own_organization(context)
    ours = own is not None and record.issuer == own.full_name and not issues_letters(context)
    if has_no_right(record.issuer) or ours:
        mend = (
            "请写开具的基层党委全称，编号照收到的介绍信填"
            if _leaves(record)
            else "这样的介绍信无效，请退回本人，由转出方有权限的基层党委重开"
        )
        yield Problem("issuer", f"{record.issuer}无权开具组织关系介绍信", mend)


def _between_committees(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    far = "to_org" if _leaves(record) else "from_org"
    if record.way != ONLINE and has_no_right(getattr(record, far)):
        yield Problem(
            far,
            "介绍信和回执只在有审批权限的基层党委之间往来",
            "请写对方基层党委的全称；支部写在“转入党支部”里",
            refuse=False,
        )


def _usually_online(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    if record.scope == WITHIN and record.way == PAPER and record.state in (DRAFT, ASKED):
        yield Problem("way", "省内一般在网上转接，不用纸质介绍信", "请问清基层党委怎么办", refuse=False)


def _given(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """A letter on paper has its organ and that organ's number; online there is neither."""
    if record.way == ONLINE:
        return
    if not record.letter_no:
        yield Problem("letter_no", "还没有介绍信编号", "编号由开具的基层党委编，照收到的介绍信填")
    if issuing_organ(record) is None:
        yield Problem("issuer", "还没有写开具介绍信的党组织", "党支部不能开具；请写开具的基层党委全称")


def _asks_to_leave(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    if not _leaves(record):
        yield Problem("direction", "转入的不用申请", "收到介绍信后办“介绍信已开具”")


def _letter_stands(record: "OrgTransfer", before: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """A letter that was given names its member and direction for good."""
    if before.state not in (ISSUED, LAPSED) or not _leaves(before):
        return
    for box in (OrgTransfer.member, OrgTransfer.direction):
        if getattr(record, box.name) != getattr(before, box.name):
            yield Problem(box.name, f"介绍信已经开出，「{box.title}」不能再改", "开错了的请作废，另登记一份")


def _leaves(record: "OrgTransfer") -> bool:
    return record.direction in LEAVING


def _number_once(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """The number is unique per year with who made the letter out (《党员组织关系介绍信》填写说明)."""
    if not record.letter_no:
        return
    day, organ = record.issued_on or context.today, record.issuer or record.from_org
    same = context.find(
        OrgTransfer.live().where(
            (OrgTransfer.letter_no == record.letter_no)
            & (OrgTransfer.uid != record.uid)
            & OrgTransfer.owner_office.in_(_ours(context))
        )
    )
    of_it = [one for one in same if (one.issuer or one.from_org) == organ]
    if any((one.issued_on or context.today).year == day.year for one in of_it):
        yield Problem("letter_no", f"{day.year} 年已经有第 {record.letter_no} 号介绍信", "请核对编号")


def _validity(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """About 10 days within a city, 30 to another, never over 3 months: usual, not in the quoted 填写说明."""
    most = int(context.rule("transfer_valid_days_most"))
    if record.valid_days is not None and record.valid_days > most:
        near, far = (int(context.rule(f"transfer_valid_days_{where}")) for where in ("near", "far"))
        yield Problem("valid_days", f"有效期最长 {most} 天", f"本市一般 {near} 天，外地一般 {far} 天")


def _both_ends(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    if record.from_org == record.to_org:
        yield Problem("to_org", "转出和转入是同一个党组织", "请核对")


def _dues(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    if record.dues_paid_to and record.issued_on and record.dues_paid_to.last_day() < record.issued_on:
        yield Problem("dues_paid_to", "党费没有交到开具介绍信的月份", "请交清后再开", refuse=False)


def _postcode(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    code = record.origin_postcode
    if code and not (len(code) == _POSTCODE and code.isdecimal()):
        yield Problem("origin_postcode", f"邮编是 {_POSTCODE} 位数字", "请核对")


def _term_over(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    if record.valid_to is not None and context.today <= record.valid_to:
        yield Problem("valid_days", f"介绍信 {record.valid_to} 前有效，还没有过期")


def _to_be_received(record: "OrgTransfer", context: RuleContext) -> Iterable[Problem]:
    """Who leaves is still here; who arrives stands on the roster, which is what receiving him means."""
    person = context.get(Member, record.member)
    known = person is not None and person.removed_at is None
    if not known and _leaves(record):
        yield Problem("member", "花名册里找不到这名党员", "请先到花名册的回收站恢复他，再办这一步")
    elif not known:
        yield Problem(
            "member",
            "花名册里还没有这个人",
            "请先在“组织关系转接”里点“登记到花名册”，补全身份证号等信息",
        )
    elif _leaves(record) and person is not None and person.exit_type:
        when = f"{person.exit_on} " if person.exit_on else ""
        yield Problem("member", f"{person.name}已经不在册（{when}{person.exit_type}）", "请作废这份介绍信")


def _fill(record: "OrgTransfer", context: RuleContext) -> None:
    if record.lacks(OrgTransfer.valid_days):
        term = "most" if record.way == ONLINE else "far"
        record.valid_days = int(context.rule(f"transfer_valid_days_{term}"))
    record.valid_to = None
    if record.issued_on is not None and record.valid_days <= context.rule("transfer_valid_days_most"):
        record.valid_to = record.issued_on + timedelta(days=record.valid_days)


def _ask(record: "OrgTransfer", context: RuleContext) -> None:
    record.asked_on = record.asked_on or context.today


def _issue(record: "OrgTransfer", context: RuleContext) -> None:
    record.issued_on = record.issued_on or context.today
    if record.way != ONLINE:
        record.issuer = issuing_organ(record)


def _receive(record: "OrgTransfer", context: RuleContext) -> None:
    record.receipt_on = record.receipt_on or context.today


def _moved(record: "OrgTransfer", context: RuleContext) -> Iterable[Member]:
    """The roster's row, gone or come with the receipt."""
    person = context.get(Member, record.member)
    if not _leaves(record):
        yield arriving_member(record, context)
    elif person is not None:
        yield leaving_member(person, record, context)


def leaving_member(member: Member, transfer: "OrgTransfer", context: RuleContext) -> Member:
    """The row of ``member`` who moves out, with kind, day and basis of leaving.

    The day is that of the receipt: until then the sending branch manages the member
    (《中国共产党党员教育管理工作条例》第二十五条).
    """
    member.exit_type = MOVED_OUT if transfer.direction == OUT else WHOLE_OUT
    member.exit_on = transfer.receipt_on or context.today
    number = f"第{transfer.letter_no}号" if transfer.letter_no else ""
    member.exit_basis = f"网上转接组织关系{number}" if transfer.way == ONLINE else f"组织关系介绍信{number}"
    return member


def arriving_member(transfer: "OrgTransfer", context: RuleContext) -> Member:
    """The roster's row of who moves in: a new one with what the letter tells, the rest is typed from papers.

    A row that is there already, typed ahead or of somebody who left and comes back, takes over how and when
    he came; what it said of his leaving stays in its history.
    """
    came = {
        "entry_type": MOVED_IN if transfer.direction == IN else WHOLE_IN,
        "entry_on": transfer.receipt_on or context.today,
    }
    known = context.get(Member, transfer.member)
    if known is None:
        return Member(name=transfer.member, mobile=transfer.member_phone, branch=own_branch(context), **came)
    for box, value in {**came, **dict.fromkeys(_LEAVING_BOXES)}.items():
        setattr(known, box, value)
    return known


def _heading(record: "OrgTransfer", naming: Naming) -> str:
    who = OrgTransfer.member.show(record.member, naming)
    number = f" 第{record.letter_no}号" if record.letter_no else ""
    return f"{who}{record.direction or ''}{number}" if who else ""


class OrgTransfer(Record):
    """One transfer; until its receipt comes back the sending branch still manages the member."""

    direction = Choice("类型", (OUT, IN, WHOLE_OUT, WHOLE_IN), required=True, index=True)
    way = Choice(
        "接转方式",
        (PAPER, ONLINE),
        default=PAPER,
        help="省内一般在网上办，不用纸；两边都联网的跨省也在网上办",
    )
    scope = Choice("转接范围", (WITHIN, ACROSS))
    letter_no = Text(
        "编号(第 号)", repeats=False, limit=40, width=6, help="开具的基层党委编的号，照收到的介绍信填"
    )
    issuer = Text(
        "开具介绍信的党组织", width=12, help="有审批权限的基层党委或组织部门，写全称；党支部不能开具"
    )
    member = RecordLink(
        "党员", "member", free=True, required=True, index=True, help="转入的人还没有进花名册，先写姓名"
    )
    from_org = Text("转出党组织(抬头/由…)", required=True, width=12, help="基层党委全称")
    to_org = Text("转入党组织(去…)", required=True, width=12, help="接收的基层党委全称，就是介绍信的抬头")
    new_branch = Text("转入党支部", width=12, help="到了那边编入哪个支部")
    asked_on = Date("申请日期", help="向基层党委申请转出的日期")
    dues_paid_to = MonthBox("党费交至", required=True, help="印成大写")
    valid_days = Number("有效期(天)", required=True, least=1, unit="天", help="本市10天，外地30天，最长90天")
    valid_to = Date("有效期至", machine=True, index=True)
    issued_on = Date("开具日期", index=True, help="开具时填")
    member_phone = Phone("党员联系电话")
    origin_address = Text("原基层党委通讯地址", width=12)
    origin_phone = Phone("原基层党委电话")
    origin_fax = Phone("原基层党委传真")
    origin_postcode = Text("原基层党委邮编", limit=20)
    reported_on = Date("报到日期", help="本人到接收的支部报到的日期")
    receipt_on = Date("回执日期", help="回执在两个基层党委之间寄，上级告知后填")
    receipt_by = Text("回执经办人", width=5)
    receipt_phone = Phone("回执联系电话")
    reason = Choice("转接原因", ("工作变动", "居住地变动", "学习", "流动6个月以上", "其他"))
    void_reason = LongText("作废原因", limit=1000)
    state = State("状态", (DRAFT, ISSUED, RECEIVED, LAPSED, VOID, ASKED), index=True)

    class Meta:
        table_name = "org_transfer"
        title = "组织关系转接"
        not_copied = ("member", "receipt_by", "void_reason")
        group = "支部与党员"
        natural = (("direction", "member", "from_org", "to_org"),)
        icon = "member-move"
        listing = ("letter_no", "direction", "member", "from_org", "to_org", "issued_on", "valid_to", "state")
        order = ("-issued_on", "-letter_no")
        period = "issued_on"
        locked = frozenset((RECEIVED, VOID))
        computed = (
            Computed("sex", "性别", "text"),
            Computed("age", "年龄", unit="岁"),
            Computed("ethnicity", "民族", "text"),
            Computed("category", "正式/预备", "text"),
            Computed("id_number", "身份证号码", "text"),
        )
        sections = (
            Section(
                "转接",
                (
                    "direction",
                    "member",
                    "reason",
                    "way",
                    "scope",
                    "from_org",
                    "to_org",
                    "new_branch",
                    "dues_paid_to",
                    "asked_on",
                ),
            ),
            Section("介绍信", ("issuer", "letter_no", "issued_on", "valid_days")),
            Section(
                "联系",
                ("member_phone", "origin_address", "origin_phone", "origin_fax", "origin_postcode"),
            ),
            Section(
                "报到与回执", ("reported_on", "receipt_on", "receipt_by", "receipt_phone", "void_reason")
            ),
        )
        rules = (
            _moves_once,
            _issued_by_right,
            _between_committees,
            _usually_online,
            _number_once,
            _validity,
            _both_ends,
            _dues,
            _postcode,
            since_joining("member", "issued_on", "dues_paid_to", "asked_on", "reported_on", "receipt_on"),
            not_in_future("issued_on", "开具日期", refuse=True),
            not_in_future("receipt_on", "回执日期", refuse=True),
            not_in_future("asked_on", "申请日期"),
            not_in_future("reported_on", "报到日期"),
            not_before("receipt_on", "issued_on", "回执日期早于开具日期"),
            not_before("issued_on", "asked_on", "开具日期早于申请日期"),
            not_before("reported_on", "issued_on", "报到日期早于开具日期"),
        )
        steps = (
            Step(
                "ask",
                "申请已报基层党委",
                (DRAFT,),
                ASKED,
                asks=("asked_on", "way", "dues_paid_to"),
                checks=(_asks_to_leave,),
                write=_ask,
                help="支部报转接申请和党员信息表，介绍信由基层党委编号、开具",
            ),
            Step(
                "issue",
                "介绍信已开具",
                (DRAFT, ASKED),
                ISSUED,
                asks=("way", "issuer", "letter_no", "issued_on", "valid_days", "dues_paid_to"),
                checks=(_given,),
                write=_issue,
                help="照收到的介绍信填；网上办的不填编号。收到回执以前，党员仍由转出方管理",
            ),
            Step(
                "receive",
                "收到回执，已接收",
                (ISSUED, LAPSED),
                RECEIVED,
                needs=("receipt_by",),
                asks=("reported_on", "receipt_on", "receipt_by", "receipt_phone"),
                checks=(_given, _to_be_received),
                write=_receive,
                brings=_moved,
                help="花名册同时写上减少或增加的类型、日期和依据，党员年表随着变",
                confirm="已接收的介绍信不能再改。回执核对过了吗？",
            ),
            Step("lapse", "过期未报到", (ISSUED,), LAPSED, checks=(_term_over,)),
            Step(
                "reissue",
                "重新开具",
                (LAPSED,),
                ISSUED,
                needs=("issued_on",),
                asks=("issuer", "letter_no", "issued_on", "valid_days", "dues_paid_to"),
                checks=(_given,),
            ),
            Step(
                "void",
                "作废",
                UNDER_WAY,
                VOID,
                needs=("void_reason",),
                asks=("void_reason",),
                checks=(not_offered,),
                confirm="作废的介绍信不能恢复，编号不再使用。作废吗？",
            ),
        )
        by_hand = (_letter_stands,)
        fill = _fill
        heading = _heading
