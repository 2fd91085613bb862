"""Into the bin and out of it, for every register: what others name stays, what comes back is judged."""

from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.ids import new_uid
from desktop_app.records.base import STAMP
from desktop_app.records.links import Persons, PersonWhy, RecordLink
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg, own_branch
from desktop_app.registers.study.study_topics import StudyTopic
from desktop_app.storage import branch_file
from desktop_app.storage.action import Refused
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.writer import Version
from tests.whole import make_sample, reopened

REGISTERS = list(catalogue())
# Every box of one register that may name a record of another, beside the link to the parent.
LINKS = [
    (target, register.name, box.name)
    for register in REGISTERS
    for box in register.boxes.values()
    if isinstance(box, RecordLink | Persons) and box.name != register.parent and not register.stays_home
    for target in box.to
]
LINK_NAMES = ["-".join(link) for link in LINKS]
# Whoever is named there cannot be freed: what is written once is neither changed nor removed.
WRITTEN_ONCE = [link for link in LINKS if next(one for one in REGISTERS if one.name == link[1]).append_only]
PAST = "2026-01-01T08:00:00"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The sample branch, open."""
    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder)
    opened = reopened(folder)
    yield opened.ledger
    branch_file.close(opened.ledger)


@pytest.fixture
def ledger(sample: Ledger) -> Iterator[Ledger]:
    """The sample branch; whatever the test does to it is gone afterwards."""
    with sample.database.atomic() as trial:
        yield sample
        trial.rollback()
    sample.forget()


def put(ledger: Ledger, record: Any, removed_at: str | None = None) -> Any:
    """Write a record as a package would, whatever the rules say; the record as it stands then."""
    register = ledger.catalogue.of(record)
    present = ledger.get(register.model, record.uid)
    with ledger.action("收到", kind="exchange") as action:
        stamp = {name: getattr(record, name) for name in STAMP} | {"removed_at": removed_at}
        stamp |= {"dot": (record.dot or 0) + 1_000_000, "owner_office": ledger.office}
        old = None if present is None else register.stored(present)
        was = None if present is None else present.removed_at
        action.put([Version(register, record.uid, "merge", old, register.stored(record), stamp, was)])
    return ledger.get(register.model, record.uid)


def opened(ledger: Ledger, register: Register) -> Any:
    """A record nobody names, in the state it began with: a copy of one of the sample under its own uid."""
    record = ledger.find(register.model.live().order_by(register.model.uid.desc()).limit(1))[0]
    record.uid = new_uid()
    if register.state:
        setattr(record, register.state, register.boxes[register.state].default)
    if register.parent:
        above, _ = ledger.locate(getattr(record, register.parent))
        setattr(record, register.parent, opened(ledger, above).uid)
    return put(ledger, record)


def pair(ledger: Ledger, link: tuple[str, str, str]) -> tuple[Any, Any]:
    """A record, and one of another register (or the same) that names it."""
    target, register, box = link
    named = opened(ledger, ledger.catalogue[target])
    naming = opened(ledger, ledger.catalogue[register])
    field = ledger.catalogue[register].boxes[box]
    setattr(naming, box, (PersonWhy(named.uid),) if isinstance(field, Persons) else named.uid)
    return named, put(ledger, naming)


def content(ledger: Ledger) -> list[Any]:
    """Every record with its place in the bin, and the acts."""
    words = " UNION ALL ".join(f'SELECT uid, removed_at, dot FROM "{one.name}"' for one in REGISTERS)
    return sorted(map(str, ledger.database.execute_sql(f"{words} UNION ALL SELECT id, kind, 0 FROM action")))


def refused(ledger: Ledger, act: Any) -> UserError:
    """The refusal of ``act``, which says what is wrong, what is safe and what to do, and changes nothing."""
    before = content(ledger)
    with pytest.raises(UserError) as told:
        act()
    assert content(ledger) == before
    assert told.value.what
    assert told.value.safe
    assert told.value.todo
    return told.value


@pytest.mark.parametrize("link", LINKS, ids=LINK_NAMES)
def test_what_another_record_names_does_not_go_silently(link: tuple[str, str, str], ledger: Ledger) -> None:
    named, _ = pair(ledger, link)
    told = refused(ledger, lambda: ledger.remove(named))
    if not ledger.catalogue[link[0]].append_only:
        assert ledger.catalogue[link[1]].title in told.what
        assert ledger.name(named.uid) in told.what


@pytest.mark.parametrize("link", WRITTEN_ONCE, ids=["-".join(link) for link in WRITTEN_ONCE])
def test_nobody_is_told_to_change_what_is_written_once(link: tuple[str, str, str], ledger: Ledger) -> None:
    named, _ = pair(ledger, link)
    told = refused(ledger, lambda: ledger.remove(named))
    assert "那些记录里改" not in told.todo
    assert "删除那些记录" not in told.todo


@pytest.mark.parametrize("link", LINKS, ids=LINK_NAMES)
def test_what_goes_together_may_name_each_other(link: tuple[str, str, str], ledger: Ledger) -> None:
    named, naming = pair(ledger, link)
    if any(ledger.catalogue[name].append_only for name in link[:2]):
        refused(ledger, lambda: ledger.remove(naming, named))
        return
    ledger.remove(naming, named)
    assert ledger.get(type(named), named.uid).removed_at is not None


@pytest.mark.parametrize("link", LINKS, ids=LINK_NAMES)
def test_what_names_a_record_in_the_bin_comes_back_after_it(
    link: tuple[str, str, str], ledger: Ledger
) -> None:
    named, naming = pair(ledger, link)
    naming = put(ledger, naming, removed_at=PAST)
    put(ledger, named, removed_at=PAST)
    told = refused(ledger, lambda: ledger.restore(naming))
    assert ledger.name(named.uid) in told.what + told.todo


@pytest.mark.parametrize("name", [one.name for one in REGISTERS if one.parent])
def test_a_child_does_not_come_back_without_its_parent(name: str, ledger: Ledger) -> None:
    register = ledger.catalogue[name]
    child = opened(ledger, register)
    _, parent = ledger.locate(getattr(child, register.parent))
    child = put(ledger, child, removed_at=PAST)
    put(ledger, parent, removed_at=PAST)
    told = refused(ledger, lambda: ledger.restore(child))
    assert ledger.name(parent.uid) in told.what


def twins(ledger: Ledger, name: str, group: tuple[str, ...]) -> tuple[Any, Any]:
    """A live record that shares the boxes of ``group`` with nobody, and one not yet written that would."""
    register = ledger.catalogue[name]
    one = opened(ledger, register)
    for box in group:
        if getattr(one, box) is None:
            register.put(one, {box: _SOMETHING[register.boxes[box].kind]})
    ledger.database.execute_sql(f'UPDATE "{name}" SET removed_at=?', (PAST,))
    one = put(ledger, one)
    twin = ledger.get(register.model, one.uid)
    twin.uid = new_uid()
    return one, twin


_SOMETHING: dict[str, Any] = {"month": "2026-01", "number": 2020, "text": "1"}
GROUPS = [(one.name, group) for one in REGISTERS for group in one.unique]
GROUP_NAMES = [f"{name}-{'-'.join(group)}" for name, group in GROUPS]


def tells(error: UserError, name: str) -> bool:
    """Whether a refusal names the record that is already there."""
    assert isinstance(error, Refused)
    return any(name in problem.text for problem in error.problems)


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=GROUP_NAMES)
def test_what_was_entered_again_does_not_come_back_from_the_bin(
    name: str, group: tuple[str, ...], ledger: Ledger
) -> None:
    one, twin = twins(ledger, name, group)
    one = put(ledger, one, removed_at=PAST)
    put(ledger, twin)
    assert tells(refused(ledger, lambda: ledger.restore(one)), ledger.name(twin.uid))


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=GROUP_NAMES)
def test_undo_and_redo_bring_back_no_second_one(name: str, group: tuple[str, ...], ledger: Ledger) -> None:
    one, twin = twins(ledger, name, group)
    stored = ledger.catalogue[name].stored(one)
    with ledger.action("删除") as action:
        action.put([action._version(ledger.catalogue[name], one, "remove", stored, stored, PAST)])
    twin = put(ledger, twin)
    assert tells(refused(ledger, ledger.undo), ledger.name(twin.uid))
    twin = put(ledger, twin, removed_at=PAST)
    ledger.undo()
    ledger.redo()
    ledger.undo()
    assert ledger.get(type(one), one.uid).removed_at is None


REQUIRED = {
    register.name: next((n for n, box in register.form_boxes.items() if box.required), "")
    for register in REGISTERS
}


@pytest.mark.parametrize(("name", "box"), [(n, box) for n, box in REQUIRED.items() if box])
def test_what_no_save_would_take_does_not_come_back_from_the_bin(name: str, box: str, ledger: Ledger) -> None:
    record = opened(ledger, ledger.catalogue[name])
    setattr(record, box, None)
    record = put(ledger, record, removed_at=PAST)
    told = refused(ledger, lambda: ledger.restore(record))
    assert ledger.catalogue[name].boxes[box].title in told.what


def test_the_row_of_the_branch_itself_is_never_removed(ledger: Ledger) -> None:
    own = ledger.get(PartyOrg, own_branch(ledger))
    for register in REGISTERS:
        if register.name != "party_org":
            ledger.database.execute_sql(f'UPDATE "{register.name}" SET removed_at=?', (PAST,))
    assert "本支部自己" in refused(ledger, lambda: ledger.remove(own)).what


def test_undoing_an_entry_that_others_name_meanwhile_is_refused(ledger: Ledger) -> None:
    """Another PC of the branch may have sent what names it."""
    topic: Any = ledger.find(StudyTopic.live())[0]
    topic.uid, topic.dot, topic.title = new_uid(), 0, "另一个专题"
    ledger.save(topic)
    session = opened(ledger, ledger.catalogue["study_session"])
    session.topic = topic.uid
    put(ledger, session)
    assert "学习台账" in refused(ledger, ledger.undo).what
