"""缺什么: what an inspector would find unfinished in what was entered already, one line for each kind."""

from collections.abc import Iterable

from desktop_app.base.periods import Month
from desktop_app.base.to_check import still_to_check
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.basics.reading import HELD
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.duties.summaries.sheets_out import sheets_gap
from desktop_app.records.record import Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import CLOSED, missing_parts
from desktop_app.registers.people.members import FULL, Member
from desktop_app.registers.people.orgs import COMMITTEE_KIND, own_organization
from desktop_app.registers.rectification.issues import CLOSED as ISSUE_CLOSED

# What a card should hold beyond its required boxes: box, word, and the box that will do as well.
_CARD = (("mobile", "联系电话", "landline"), ("party_group", "党小组", ""))


def gaps_of(context: RuleContext, secretary: str = "") -> list[Gap]:
    """What the own office still has to fill in, the most pressing first.

    ``secretary`` is the name that will be linked as soon as it stands on the roster.
    """
    view = MonthView.read(context, Month.of(context.today))
    return [
        *_branch(view, secretary),
        *_minutes(view),
        *_measures(view),
        *_cards(view),
        *_looked_up(view),
        *sheets_gap(context),
    ]


def _branch(view: MonthView, secretary: str) -> Iterable[Gap]:
    own = own_organization(view.context)
    # A committee's people come with the packages of its branches.
    if not view.roster.on(view.as_of) and (own is None or own.org_kind != COMMITTEE_KIND):
        words = f"，书记{secretary}录入后自动对上" if secretary else ""
        yield Gap("roster", "花名册还没有党员", f"导入现有的花名册，或者逐个录入{words}", "", "member")
    branch = view.roster.orgs.get(view.roster.branch or "")
    if branch is None:
        return
    lacking = [
        word
        for box, word in (("secretary", "书记"), ("term_start", "本届起始日期"), ("parent", "上级党组织"))
        if getattr(branch, box) is None and not (box == "secretary" and secretary)
    ]
    if branch.secretary is None and secretary and view.roster.members:
        yield Gap("secretary", f"花名册里还没有书记{secretary}", "录入以后自动成为党组织书记", "", "member")
    if not view.roster.committee() - {branch.secretary} and _needs_committee(view):
        lacking.append("支部委员")
    if lacking:
        yield Gap("branch", "支部信息不全", f"还没有写{'、'.join(lacking)}", "", "party_org", (branch.uid,))


def _needs_committee(view: MonthView) -> bool:
    """Whether the branch has as many 正式党员 as ask for a committee."""
    full = [one for one in view.roster.on(view.as_of) if one.category == FULL]
    return len(full) >= view.context.rule("committee_from_full")


def _minutes(view: MonthView) -> Iterable[Gap]:
    """Meetings of this year that were held and whose minutes are not closed, the latest first."""
    held = [one for one in view.gatherings.meetings if one.state in HELD and one.state not in CLOSED]
    past = [one for one in held if one.start_end.day <= view.context.today]
    for one in sorted(past, key=lambda m: m.start_end.start, reverse=True):
        missing = [part for part in missing_parts(one, view.context) if part.refuse]
        parts = [problem.text.removeprefix("还没有") for problem in missing]
        day = one.start_end.day
        words = f"还缺：{'、'.join(parts[:3])}{' 等' if len(parts) > 3 else ''}" if parts else "等签字定稿"
        yield Gap("minutes", f"{day.month}月{day.day}日{one.kind}没有定稿", words, "", "meeting", (one.uid,))


def _measures(view: MonthView) -> Iterable[Gap]:
    bare = [one.issue for one in view.issues if not one.measures and one.issue.state != ISSUE_CLOSED]
    if bare:
        codes = "、".join(issue.code or short(issue.description) for issue in bare[:2])
        words = f"{codes}{' 等' if len(bare) > 2 else ''}，至少写一条"
        yield Gap(
            "measures", f"{len(bare)} 个问题没有整改措施", words, "", "issue", tuple(one.uid for one in bare)
        )


def _cards(view: MonthView) -> Iterable[Gap]:
    """Members whose cards lack something; 党小组 only where the branch has groups."""
    members = view.roster.on(view.as_of)
    found: list[Member] = []
    words = []
    for box, word, instead in _CARD:
        if box == "party_group" and not view.roster.groups:
            continue
        lacking = [m for m in members if not getattr(m, box) and not (instead and getattr(m, instead))]
        if lacking:
            words.append(f"{word} {len(lacking)} 人")
            found += lacking
    uids = tuple(dict.fromkeys(one.uid for one in found))
    if uids:
        yield Gap("cards", f"{len(uids)} 名党员的卡片不全", "缺" + "、".join(words), "", "member", uids)


def _looked_up(view: MonthView) -> Iterable[Gap]:
    """Members of whom an imported list said 待查, as long as the box is empty."""
    boxes = {box.title: name for name, box in Register(Member).boxes.items()}
    found: list[Member] = []
    words: dict[str, int] = {}
    for one in view.roster.on(view.as_of):
        titles = [title for title in still_to_check(one.remark) if title in boxes]
        lacking = [title for title in titles if getattr(one, boxes[title]) in (None, "", ())]
        found += [one] if lacking else []
        for title in lacking:
            words[title] = words.get(title, 0) + 1
    if found:
        told = "、".join(f"{title} {count} 人" for title, count in words.items())
        uids = tuple(one.uid for one in found)
        yield Gap(
            "to_check", f"{len(uids)} 名党员有待查的内容", f"原表写着“待查”：{told}", "", "member", uids
        )
