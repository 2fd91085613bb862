"""自查·三亮与评级: promises nobody reviewed or judged, plates of who has left, groundless scores."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.displays.promises import IN_FORCE, PromiseFile, promise_files
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.duties.summaries.rating_measures import measured
from desktop_app.duties.summaries.ratings import Rating, ratings
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.promises import BROKEN, KEPT

_LETTER, _RATING, _PLATE = "承诺书", "评级方案", "亮身份登记要求"
CIRCLES = ("个人自评", "党员互评", "群众评", "组织评")


def display_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of plates, promises and ratings."""
    yield from _plates(view)
    yield from _promises(view)
    yield from _judged(view)
    yield from _ratings(view)


def _plates(view: InspectionView) -> Iterable[Gap]:
    """A plate that still hangs for somebody who left the branch."""
    here = {one.uid for one in view.roster.on(view.today)}
    query = IdentityDisplay.live().where(
        (IdentityDisplay.owner_office == view.office) & IdentityDisplay.to_on.is_null()
    )
    for one in view.context.find(query.order_by(IdentityDisplay.from_on, IdentityDisplay.uid)):
        if one.member in view.roster.members and one.member not in here:
            words = f"{view.name(one.member)}已不在本支部，{one.form}没有写截止日期"
            yield Gap(
                f"plate:{one.uid}", "已离开的党员还在亮身份", words, _PLATE, "identity_display", (one.uid,)
            )


def _called(view: InspectionView, one: PromiseFile) -> str:
    return f"{view.name(one.promise.promiser)}：{short(one.promise.item)}"


def _promises(view: InspectionView) -> Iterable[Gap]:
    for one in view.promises:
        promise, uids = one.promise, (one.promise.uid,)
        if promise.state in IN_FORCE and (not promise.reviewer or promise.reviewed_on is None):
            words = _called(view, one)
            yield Gap(f"unreviewed:{promise.uid}", "承诺没有审核", words, _LETTER, "promise", uids)
        if promise.state in IN_FORCE and promise.published_on is None:
            words = _called(view, one)
            yield Gap(f"unpublished:{promise.uid}", "承诺没有公示", words, _LETTER, "promise", uids)
        if promise.state == KEPT and not one.actions:
            words = _called(view, one)
            yield Gap(f"no_deed:{promise.uid}", "践诺没有记录", words, _LETTER, "promise", uids)


def _judged(view: InspectionView) -> Iterable[Gap]:
    """评诺: what ended is judged by all four circles once the month of judging is over."""
    month = int(view.context.rule("promise_rating_month", view.today))
    for year in (view.today.year - 1, view.today.year):
        if Month(year, month).last_day() >= view.today or date(year, 12, 31) < view.first.replace(
            year=view.first.year - 1
        ):
            continue
        for one in promise_files(view.context, year, view.office):
            lacking = [way for way in CIRCLES if way not in {row.method for row in one.ratings}]
            if one.promise.state in (KEPT, BROKEN) and lacking:
                words = f"{_called(view, one)}，没有{'、'.join(lacking)}"
                yield Gap(
                    f"unjudged:{one.promise.uid}", "评诺不全", words, _LETTER, "promise", (one.promise.uid,)
                )


def _ratings(view: InspectionView) -> Iterable[Gap]:
    """创A: a score taken off has a reason, every score a basis, and what was counted still holds."""
    for told in ratings(view.context, view.office):
        if told.rating.period < view.first.year - 1:
            continue
        yield from _scores(view, told)


def _scores(view: InspectionView, told: Rating) -> Iterable[Gap]:
    uids = (told.rating.uid,)
    for one in told.lines:
        line, item = one.line, one.item
        if line is None or line.score is None:
            continue
        called = f"{told.rating.period}年{told.scheme.scheme.name}：{item.item}"
        if one.deducted and not line.reason:
            yield Gap(f"no_reason:{line.uid}", "评级扣分没有原因", called, _RATING, "branch_rating", uids)
        if not line.basis and not line.figure:
            yield Gap(f"no_basis:{line.uid}", "评级打分没有依据", called, _RATING, "branch_rating", uids)
        if told.is_decided or not line.figure or not item.measure:
            continue
        kept, now = thawed(line.figure)[0], measured(item.measure, view.context, told.rating.period).figure
        if (kept.value, sorted(kept.items)) != (now.value, sorted(now.items)):
            words = f"{called}，取数时 {kept.words}，现在 {now.words}，请重新取数"
            yield Gap(f"old_figure:{line.uid}", "评级取数已经变了", words, _RATING, "branch_rating", uids)
