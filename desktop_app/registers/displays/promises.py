"""亮承诺、亮行动、评诺: what is promised for a year, what came of it and how it was judged."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.declaration import WHOLE
from desktop_app.records.figures import Tally
from desktop_app.records.kinds import Choice, Date, LongText, Number, State, Text, YesNo
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import Member, belongs_on, since_joining
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

DRAFT, REVIEW, PUBLISHED, DOING = "草拟", "审核", "公示", "践诺中"
KEPT, BROKEN, WITHDRAWN = "已践诺", "未践诺", "撤销"
PASSED, CHANGE, AGAIN = "通过", "修改", "重提"
GRADES = ("好", "较好", "一般", "差")


def _within_year(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    """One place's 承诺制: an item is due within its year."""
    if record.due_on is not None and record.year and record.due_on.year != record.year:
        yield Problem("due_on", f"完成时限不在 {record.year} 年内", "请核对年度和时限", refuse=False)


def _how_many(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    """One place's 承诺制: 2 to 5 items a year for each; too few is told once one goes to review."""
    if record.state == WITHDRAWN:
        return
    others = context.find(
        Promise.live().where(
            (Promise.promiser == record.promiser)
            & (Promise.year == record.year)
            & (Promise.uid != record.uid)
            & (Promise.state != WITHDRAWN)
        )
    )
    count, least, most = (
        len(others) + 1,
        context.rule("promise_items_least"),
        context.rule("promise_items_most"),
    )
    if count > most:
        yield Problem("item", f"这一年已有 {count} 条承诺，一般不超过 {most:.0f} 条", refuse=False)
    elif count < least and record.state != DRAFT:
        yield Problem("item", f"这一年只有 {count} 条承诺，一般不少于 {least:.0f} 条", refuse=False)


def _still_here(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    """A member promises to his own branch: who has left, or has not come, does not begin a promise here."""
    member = context.get(Member, record.promiser)
    if record.state == DRAFT and member is not None and not belongs_on(member, context.today):
        yield Problem("promiser", f"{member.name}不在本支部", "请另选承诺主体")


def _concrete(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    """A promise without figures or deeds cannot be checked."""
    if len(record.item) < context.rule("promise_text_least"):
        yield Problem("item", "承诺太简短，将来难以对照检查", "写明做什么、为谁做、做多少", refuse=False)


def _reviewed(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    if record.review_opinion not in (CHANGE, AGAIN):
        yield Problem("review_opinion", "退回要选“修改”或“重提”")


def _signed(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    """Member and secretary sign the paper before it hangs in public (某地党员承诺制)."""
    if not record.signed:
        yield Problem("signed", "承诺书还没有签名", "党员和书记在纸上签名后勾选")


def _told_why(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    """One place's 承诺制: what was not kept is explained in public, here or in an action entry."""
    told = context.find(PromiseAction.live().where(PromiseAction.promise == record.uid))
    if not record.outcome_reason and not any(one.unfulfilled_reason for one in told):
        yield Problem("outcome_reason", "要写明没有完成的原因", "客观原因要向群众说明")


def _something_done(record: "Promise", context: RuleContext) -> Iterable[Problem]:
    if not context.find(PromiseAction.live().where(PromiseAction.promise == record.uid)):
        yield Problem("item", "还没有践诺记录", "记一条做了什么，评诺时有据可查", refuse=False)


def _pass(record: "Promise", context: RuleContext) -> None:
    record.review_opinion = PASSED


def _fill(record: "Promise", context: RuleContext) -> None:
    """Who promises in his own name is responsible himself."""
    if record.lacks(Promise.responsible) and context.get(Member, record.promiser) is not None:
        record.responsible = record.promiser


class Promise(Record):
    """One promised item; the 承诺书 is all items of one promiser and year."""

    promiser = RecordLink(
        "承诺主体", ("member", "party_org"), required=True, index=True, help="党员，或者支部"
    )
    year = Number("年度", required=True, least=1949, most=2999, index=True)
    kind = Choice("类型", ("年度承诺", "即时承诺"), required=True, default="年度承诺")
    item = LongText("承诺事项", required=True, limit=500, help="具体、可检查：做什么、为谁做、做多少")
    item_class = Choice(
        "事项类别", ("学习", "工作(岗位)", "服务群众(实事)", "自律"), required=True, index=True, width=7
    )
    measure = LongText("践诺措施", limit=1000)
    due_on = Date("完成时限", required=True, index=True)
    responsible = PersonLink("责任人", required=True, help="党员个人承诺的，空着就是本人")
    review_opinion = Choice("审核意见", (PASSED, CHANGE, AGAIN))
    reviewer = PersonLink("审核人")
    reviewed_on = Date("审核日期")
    signed = YesNo("签名", default=False, help="党员和书记在纸上签了再勾选")
    published_on = Date("公示日期")
    published_to = Date("公示截止", help="公示期的最后一天；长年公示的空着")
    channel = Choice("公示方式", ("公示栏", "会议", "文件", "入户"))
    outcome_reason = LongText("未践诺或撤销的原因", limit=1000)
    state = State("状态", (DRAFT, REVIEW, PUBLISHED, DOING, KEPT, BROKEN, WITHDRAWN), index=True)

    class Meta:
        table_name = "promise"
        title = "亮承诺(承诺书)"
        not_copied = ("promiser", "responsible", "reviewer")
        group = "三亮"
        natural = (("promiser", "year", "item"),)
        icon = "promise"
        listing = ("promiser", "year", "item", "item_class", "due_on", "responsible", "state")
        order = ("-year", "promiser", "uid")
        period = "due_on"
        locked = frozenset((KEPT, BROKEN, WITHDRAWN))
        amendable = frozenset(("promise_rating",))
        sections = (
            Section(
                "承诺", ("promiser", "year", "kind", "item", "item_class", "measure", "due_on", "responsible")
            ),
            Section(
                "审核与公示",
                (
                    "review_opinion",
                    "reviewer",
                    "reviewed_on",
                    "signed",
                    "published_on",
                    "published_to",
                    "channel",
                ),
            ),
            Section("结果", ("outcome_reason",)),
        )
        rules = (
            _within_year,
            _how_many,
            _still_here,
            _concrete,
            since_joining("promiser", "reviewed_on"),
            since_joining("reviewer", "reviewed_on"),
            not_before("published_on", "reviewed_on", "公示日期早于审核日期", refuse=False),
            not_before("published_to", "published_on", "公示截止早于公示日期"),
        )
        steps = (
            Step("submit", "提交审核", (DRAFT,), REVIEW, help="交支部党员大会或支委会逐条审核"),
            Step(
                "send_back",
                "退回修改",
                (REVIEW,),
                DRAFT,
                needs=("reviewer", "reviewed_on"),
                asks=("review_opinion", "reviewer", "reviewed_on"),
                checks=(_reviewed,),
            ),
            Step(
                "publish",
                "审核通过并公示",
                (REVIEW,),
                PUBLISHED,
                needs=("reviewer", "reviewed_on", "published_on", "channel"),
                asks=("reviewer", "reviewed_on", "signed", "published_on", "published_to", "channel"),
                checks=(_signed,),
                write=_pass,
            ),
            Step("start", "开始践诺", (PUBLISHED,), DOING),
            Step("keep", "已践诺", (DOING,), KEPT, checks=(_something_done,)),
            Step("break", "未践诺", (DOING,), BROKEN, asks=("outcome_reason",), checks=(_told_why,)),
            Step(
                "withdraw",
                "撤销",
                (DRAFT, REVIEW, PUBLISHED, DOING),
                WITHDRAWN,
                needs=("outcome_reason",),
                asks=("outcome_reason",),
                confirm="撤销的承诺不再计数，记录保留。撤销吗？",
            ),
        )
        fill = _fill
        heading = called_by("item")


def _during_promise(record: "PromiseAction", context: RuleContext) -> Iterable[Problem]:
    promise = context.get(Promise, record.promise)
    if promise is not None and promise.published_on and record.acted_on < promise.published_on:
        yield Problem("acted_on", "行动日期早于公示日期", "请核对", refuse=False)


class PromiseAction(Record):
    """One thing done for a promise, or why it could not be done."""

    promise = RecordLink("承诺事项", "promise", required=True, index=True)
    acted_on = Date("日期", required=True, index=True)
    action = LongText("行动", required=True)
    effect = LongText("成效")
    evidence = Text("佐证", width=12, help="登记本、照片、单据放在哪里")
    unfulfilled_reason = LongText("未完成原因", help="客观原因要向群众说明")
    source = RecordLink(
        "来自", ("meeting", "study_session", "issue"), help="会议、学习或整改里已经记过的，选它就行"
    )

    class Meta:
        table_name = "promise_action"
        title = "亮行动(践诺记录)"
        icon = "flag"
        parent = "promise"
        natural = (("promise", "acted_on", "action"),)
        listing = ("acted_on", "action", "effect", "evidence", "unfulfilled_reason", "source")
        order = ("-acted_on",)
        period = "acted_on"
        rules = (_during_promise, not_in_future("acted_on", "日期"))
        heading = called_by("action")


class PromiseRating(Record):
    """How a promise was judged at the year's end by one of the four circles."""

    promise = RecordLink("承诺事项", "promise", required=True, index=True)
    method = Choice("评价方式", ("个人自评", "党员互评", "组织评", "群众评"), required=True)
    grade = Choice("结果", GRADES, required=True)
    votes = Tally("得票/份数", GRADES, help="不记名，只记各档票数")
    rated_on = Date("评诺日期", required=True, index=True)
    meeting = RecordLink("会议", "meeting")

    class Meta:
        table_name = "promise_rating"
        title = "评诺"
        not_copied = WHOLE
        icon = "star"
        parent = "promise"
        listing = ("method", "grade", "votes", "rated_on", "meeting")
        order = ("rated_on",)
        period = "rated_on"
        unique = (("promise", "method"),)
        rules = (not_in_future("rated_on", "评诺日期"),)
        heading = called_by("method")
