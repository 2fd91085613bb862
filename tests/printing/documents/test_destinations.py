"""What is said to hold an entry can be made and holds it; what an entry leaves no longer names it."""

from desktop_app.base.dates import parse_span
from desktop_app.base.resources import resource_path
from desktop_app.duties.organization_life.attendance import start_attendance
from desktop_app.duties.summaries.destinations import figures_of
from desktop_app.duties.summaries.month import report_figures
from desktop_app.printing.documents.papers import destinations_of
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from tests.printing.documents.reading import bare, text

MOST = 2


def records(office):
    """Some live records of every register the branch has any of, children too."""
    for register in office.ledger.catalogue:
        yield from office.ledger.find(register.model.live().limit(MOST))


def test_every_paper_an_entry_is_said_to_go_into_can_be_made(office, renderer):
    seen = set()
    for record in records(office):
        for destination in (*destinations_of(record, office.ledger), *figures_of(record, office.ledger)):
            if destination.is_paper and (destination.key, repr(destination.args)) not in seen:
                seen.add((destination.key, repr(destination.args)))
                assert renderer.make(destination.key, **destination.args).pages >= 1
    assert {"minutes_record", "sign_in", "issue_ledger", "promise_letter", "monthly_report"} <= {
        key for key, _ in seen
    }


def test_every_figure_an_entry_is_said_to_be_in_counts_it(office):
    for record in (office.general, office.issues[0], office.people[3]):
        children = {one.uid for one in office.ledger.find(Attendance.live()) if one.gathering == record.uid}
        told = [one for one in figures_of(record, office.ledger) if not one.is_paper]
        assert told
        for destination in told:
            blocks = report_figures(office.report, office.ledger)
            figures = {one.key: one for block in blocks.values() for one in block}
            if destination.args["month"] == office.report.month:
                figure = figures[destination.args["figure"]]
                assert destination.value == f"{figure.value}{figure.unit}"
                assert {record.uid, *children} & {*figure.items, *figure.whole}


def test_the_papers_hold_the_words_of_the_entry(office, renderer):
    issue = office.issues[2]
    told = "".join(text(renderer.make(one.key, **one.args)) for one in destinations_of(issue, office.ledger))
    assert bare(issue.description) in told
    for one in destinations_of(office.general, office.ledger):
        if one.key != "year_grid":  # tells how many there were
            assert bare(office.general.place) in text(renderer.make(one.key, **one.args))


def test_one_changed_attendance_changes_minutes_sheet_and_month(own_office):
    ledger = own_office.ledger
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    meeting = Meeting(kind="支部党员大会", title="通报", start_end=parse_span("2026-11-10 15:00-17:00"))
    ledger.save(meeting)
    rows = start_attendance(meeting, ledger)
    ledger.save(*rows)
    ledger.step(meeting, "write")

    def papers():
        return {one.key: text(renderer.make(one.key, **one.args)) for one in destinations_of(rows[0], ledger)}

    def figures():
        return {one.args.get("figure"): one.value for one in figures_of(rows[0], ledger)}

    before, counted = papers(), figures()
    rows[0].present, rows[0].reason = False, "病假"
    ledger.save(rows[0])
    after = papers()
    assert set(after) == {"minutes_record", "minutes_summary", "sign_in"}
    assert all("病假" in words and "病假" not in before[key] for key, words in after.items())
    assert (counted["attendance_rate"], figures()["attendance_rate"]) == ("100.0%", "87.5%")
    assert "present" in counted
    assert "present" not in figures()


def test_a_removed_entry_is_in_no_list_any_more(own_office):
    ledger = own_office.ledger
    promise = ledger.find(Promise.live().where(Promise.state == "草拟").limit(1))[0]
    assert destinations_of(promise, ledger)
    ledger.remove(promise)
    gone = ledger.get(Promise, promise.uid)
    assert destinations_of(gone, ledger) == figures_of(gone, ledger) == []
