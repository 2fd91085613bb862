"""Whom an office believes: by words typed, by an old key's word, by its superior's list; and whom not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.exchange import strictjson
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.directory import MAX_DIRECTORY_BYTES, Directory, DirectoryEntry, signed_directory
from desktop_app.exchange.fingerprint import fingerprint
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.offices import How, KnownOffice, OfficeBook
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.exchange.trust import CardStanding, Introduced, Trust
from tests.exchange.offices import BRANCH, COMMITTEE, STRANGER

TODAY = date(2026, 11, 3)


class Notes(dict[str, str]):
    """The notes of a branch file, in memory."""

    def note(self, key: str, default: str = "") -> str:
        return self.get(key, default)

    def set_note(self, key: str, value: str) -> None:
        self[key] = value


def office(keys: OfficeKeys) -> Trust:
    """The trust of an office with these keys that knows nobody yet."""
    return Trust(Notes(office_keys=keys.to_bytes().decode()), SetClock(datetime(2026, 11, 3, 9, 0)))


def typed(card: OfficeCard) -> dict[int, str]:
    """What stands on the card's sheet, at two places."""
    words = fingerprint(card)
    return {2: words[1], 5: words[4]}


@pytest.fixture
def branch() -> Trust:
    """A branch that verified its committee's card and marked it as its superior."""
    made = office(BRANCH)
    made.keep(COMMITTEE.public)
    made.set_superior("JGDW")
    return made


def issued(keys: OfficeKeys, serial: int, *entries: DirectoryEntry) -> bytes:
    """A directory as the office of ``keys`` would sign it."""
    return signed_directory(keys, serial, TODAY, entries).to_bytes()


def known(trust: Trust, code: str) -> Callable[[], object]:
    """What the office knows of another."""
    return next(each for each in trust.offices() if each.card.code == code)


NEIGHBOUR = OfficeKeys.new("ZB-08", "清河街道第八党支部")
OTHER = replace(STRANGER, code="JGDW").public
IMPOSTOR = OfficeKeys.new("ZB-08", "清河街道第八党支部")


# -- a card presented ----------------------------------------------------------------------------------


def test_a_card_is_learnt_by_two_words_and_noted_with_the_day() -> None:
    branch = office(BRANCH)
    with pytest.raises(UserError, match="不符"):
        branch.learn(COMMITTEE.public, {1: "苹果", 2: "苹果"}, superior=True)
    assert (branch.known(), branch.superior) == ({}, "")
    branch.learn(COMMITTEE.public, typed(COMMITTEE.public), superior=True)
    assert branch.known() == {"JGDW": COMMITTEE.public}
    assert (known(branch, "JGDW").how, known(branch, "JGDW").since) == (How.TYPED, TODAY)
    assert branch.superior == "JGDW"
    assert branch.standing(COMMITTEE.public) is CardStanding.KNOWN


def test_an_office_known_since_the_first_release_is_known_still() -> None:
    """Branch files of the first release hold the bare card under its code."""
    first = (Path(__file__).parent / "fixtures" / "format1" / "A01.zbk").read_text()
    trust = office(BRANCH)
    trust._notes.update({"known_offices": '["A01"]', "card:A01": first})  # type: ignore[attr-defined]
    assert trust.known()["A01"].to_bytes().decode() == first
    assert known(trust, "A01").since is None


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (BRANCH.public, "自己的名片"),
        (replace(STRANGER, code="ZB-07").public, "用了本单位的代码"),
        (BRANCH.renewed(1).public, "用了本单位的代码"),
        (OTHER, "已经登记了另一张名片"),
        (COMMITTEE.renewed(4).public, "有旧名片的签字"),
    ],
)
def test_a_card_that_is_no_new_office_is_never_just_learnt(branch: Trust, card: OfficeCard, why: str) -> None:
    before = dict(branch._notes)  # type: ignore[call-overload]
    for attempt in (lambda: branch.learn(card, typed(card)), lambda: branch.keep(card)):
        with pytest.raises(UserError, match=why):
            attempt()
    assert branch._notes == before


def test_a_second_card_is_a_question_with_both_fingerprints(branch: Trust) -> None:
    branch.seen("JGDW", 8)
    branch.seen("JGDW", 3)
    question = branch.question(OTHER)
    assert question.held == fingerprint(COMMITTEE.public)
    assert question.presented == fingerprint(OTHER)
    assert (question.office.since, question.next_number) == (TODAY, 9)
    with pytest.raises(UserError, match="不符"):
        branch.replace(OTHER, typed(COMMITTEE.public))
    assert branch.known()["JGDW"] == COMMITTEE.public
    branch.replace(OTHER, typed(OTHER))
    assert branch.known()["JGDW"] == OTHER
    assert [(each.card, each.until) for each in known(branch, "JGDW").former] == [(COMMITTEE.public, 9)]
    branch.admit(COMMITTEE.public, 8)
    with pytest.raises(PackageRefused) as refused:
        branch.admit(COMMITTEE.public, 9)
    assert refused.value.refusal is Refusal.RETIRED_KEY
    branch.admit(OTHER, 9)


def test_a_replaced_card_does_not_come_back(branch: Trust) -> None:
    branch.replace(OTHER, typed(OTHER), 5)
    assert branch.standing(COMMITTEE.public) is CardStanding.OUTDATED
    for attempt in (branch.learn, branch.replace):
        with pytest.raises(UserError, match="已经换掉"):
            attempt(COMMITTEE.public, typed(COMMITTEE.public))


def test_an_office_renamed_with_the_same_keys_is_confirmed_again(branch: Trust) -> None:
    renamed = replace(COMMITTEE, name="清河街道党工委").public
    assert branch.standing(renamed) is CardStanding.KNOWN
    branch.learn(renamed, typed(renamed))
    assert branch.known()["JGDW"].name == "清河街道党工委"
    assert known(branch, "JGDW").former == ()


# -- keys renewed --------------------------------------------------------------------------------------


def test_renewed_keys_are_taken_on_the_old_keys_word(branch: Trust) -> None:
    committee = office(COMMITTEE)
    committee.count_package(11)
    card = committee.renew()
    assert card == committee.card
    assert branch.standing(card) is CardStanding.FOLLOWED
    assert branch.follow(card) == 12
    assert branch.known()["JGDW"] == card
    assert known(branch, "JGDW").how is How.TYPED
    branch.admit(card, 12)
    branch.admit(COMMITTEE.public, 11)
    with pytest.raises(PackageRefused) as refused:
        branch.admit(COMMITTEE.public, 12)
    assert refused.value.refusal is Refusal.RETIRED_KEY
    assert refused.value.what
    assert {each.sign_key for each in branch.signers().values()} == {card.sign_key, COMMITTEE.public.sign_key}


def test_two_handovers_on_are_followed_from_the_card_we_hold(branch: Trust) -> None:
    twice = COMMITTEE.renewed(5).renewed(9).public
    assert branch.follow(twice) == 5
    assert branch.known()["JGDW"] == twice
    with pytest.raises(UserError, match="已经换掉"):
        branch.learn(COMMITTEE.public, typed(COMMITTEE.public))


def test_a_succession_by_another_key_is_a_question_and_nothing_more(branch: Trust) -> None:
    """Whoever has the code but not the key may hand on his own card as often as he likes."""
    card = replace(STRANGER, code="JGDW").renewed(2).public
    assert branch.standing(card) is CardStanding.SECOND
    with pytest.raises(UserError, match="另一张名片"):
        branch.follow(card)
    assert branch.known()["JGDW"] == COMMITTEE.public


def test_a_retired_key_cannot_hand_on_once_more(branch: Trust) -> None:
    branch.follow(COMMITTEE.renewed(5).public)
    stolen = COMMITTEE.renewed(6).public
    assert branch.standing(stolen) is CardStanding.SECOND
    with pytest.raises(UserError, match="另一张名片"):
        branch.follow(stolen)


def test_our_packages_are_counted_on_over_a_renewal() -> None:
    trust = office(BRANCH)
    trust.count_package(trust.next_number)
    trust.count_package(trust.next_number)
    trust.count_package(1)
    assert trust.next_number == 3
    assert [each.number for each in trust.renew().successions] == [3]
    assert trust.next_number == 3


def test_a_retired_office_is_refused_from_then_on_and_can_be_learnt_again(branch: Trust) -> None:
    branch.seen("JGDW", 4)
    assert branch.retire("JGDW") == 5
    assert branch.known() == {}
    branch.admit(COMMITTEE.public, 4)
    with pytest.raises(PackageRefused) as refused:
        branch.admit(COMMITTEE.public, 5)
    assert refused.value.refusal is Refusal.RETIRED_OFFICE
    with pytest.raises(UserError, match="已经停用"):
        branch.card_of("JGDW")
    with pytest.raises(UserError, match="还没有登记"):
        branch.card_of("ZB-08")
    branch.learn(COMMITTEE.public, typed(COMMITTEE.public))
    branch.admit(COMMITTEE.public, 5)


def test_a_stranger_is_not_admitted(branch: Trust) -> None:
    with pytest.raises(PackageRefused) as refused:
        branch.admit(STRANGER.public, 1)
    assert refused.value.refusal is Refusal.UNKNOWN_SENDER


# -- the superior's directory --------------------------------------------------------------------------


def test_a_superior_introduces_its_offices_to_each_other(branch: Trust) -> None:
    committee = office(COMMITTEE)
    for keys in (BRANCH, NEIGHBOUR):
        committee.keep(keys.public)
    committee.issue()
    done = branch.take_directory(committee.carried_to("ZB-07"))
    assert (done.taken, done.issued_on, done.added) == (True, TODAY, ("ZB-08",))
    assert branch.known()["ZB-08"] == NEIGHBOUR.public
    assert known(branch, "ZB-08").how is How.INTRODUCED
    assert branch.card == BRANCH.public
    again = branch.take_directory(committee.carried_to("ZB-07"))
    assert not again.taken


def test_nothing_is_handed_up(branch: Trust) -> None:
    assert branch.carried_to("JGDW") == branch.carried_to("ZB-08") == b""
    branch.issue()
    assert (
        branch.carried_to("JGDW") == branch.carried_to("ZB-08", "JGDW") == branch.carried_to("ZB-07") == b""
    )
    assert [each.card for each in Directory.from_bytes(branch.carried_to("ZB-08")).entries] == []


def test_an_older_directory_is_ignored(branch: Trust) -> None:
    branch.take_directory(issued(COMMITTEE, 5, DirectoryEntry(NEIGHBOUR.public, 0, 3)))
    done = branch.take_directory(
        issued(COMMITTEE, 4, DirectoryEntry(NEIGHBOUR.public), DirectoryEntry(STRANGER.public))
    )
    assert not done.taken
    assert "ZB-99" not in branch.known()
    assert known(branch, "ZB-08").retired == 3


def forged(data: bytes) -> bytes:
    """The directory with one more office that its signature does not cover."""
    fields = strictjson.table(strictjson.parse(data))
    return strictjson.dump(fields | {"offices": [[STRANGER.public.to_table(), 0, None]]})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (forged(issued(COMMITTEE, 2)), "不是名录文件"),
        (issued(COMMITTEE, 2)[:-1], "不是名录文件"),
        (b"", "不是名录文件"),
        (COMMITTEE.public.to_bytes(), "不是名录文件"),
        (b"[" * (MAX_DIRECTORY_BYTES + 1), "不是名录文件"),
        (issued(NEIGHBOUR, 2, DirectoryEntry(STRANGER.public)), "不是本机登记的上级"),
        (issued(STRANGER, 2, DirectoryEntry(STRANGER.public)), "不是本机登记的上级"),
        (issued(BRANCH, 2, DirectoryEntry(STRANGER.public)), "不是本机登记的上级"),
        (issued(replace(STRANGER, code="JGDW"), 2, DirectoryEntry(STRANGER.public)), "不是用"),
    ],
)
def test_a_directory_not_by_our_superior_changes_nothing(branch: Trust, data: bytes, why: str) -> None:
    branch.keep(NEIGHBOUR.public)
    before = dict(branch._notes)  # type: ignore[call-overload]
    with pytest.raises(UserError, match=why):
        branch.take_directory(data)
    assert branch._notes == before


def test_without_a_superior_nobody_introduces() -> None:
    trust = office(BRANCH)
    trust.keep(COMMITTEE.public)
    with pytest.raises(UserError, match="不是本机登记的上级"):
        trust.take_directory(issued(COMMITTEE, 1, DirectoryEntry(NEIGHBOUR.public)))
    with pytest.raises(UserError, match="还没有登记"):
        trust.set_superior("ZB-08")


def test_a_directory_touches_neither_our_card_nor_its_issuers(branch: Trust) -> None:
    ours, theirs = replace(STRANGER, code="ZB-07").public, OTHER
    entries = (
        DirectoryEntry(ours),
        DirectoryEntry(theirs),
        DirectoryEntry(BRANCH.public, 0, 1),
        DirectoryEntry(COMMITTEE.public, 0, 1),
    )
    done = branch.take_directory(issued(COMMITTEE, 1, *entries))
    assert (done.added, done.replaced, done.retired) == ((), (), ())
    assert branch.card == BRANCH.public
    assert branch.known() == {"JGDW": COMMITTEE.public}
    assert branch.superior == "JGDW"


def test_a_superiors_new_key_comes_with_its_directory_by_the_old_keys_word(branch: Trust) -> None:
    renewed = COMMITTEE.renewed(6)
    branch.take_directory(issued(COMMITTEE, 1))
    done = branch.take_directory(issued(renewed, 2, DirectoryEntry(NEIGHBOUR.public)))
    assert done.added == ("ZB-08",)
    assert branch.known()["JGDW"] == renewed.public
    with pytest.raises(UserError, match="不是用"):
        branch.take_directory(issued(COMMITTEE, 3, DirectoryEntry(STRANGER.public)))


def test_a_lost_key_is_replaced_through_the_directory(branch: Trust) -> None:
    """The committee verified the new card; its list says until when the lost one counts."""
    committee = office(COMMITTEE)
    committee.keep(IMPOSTOR.public)
    branch.keep(IMPOSTOR.public)
    committee.seen("ZB-08", 6)
    committee.replace(NEIGHBOUR.public, typed(NEIGHBOUR.public))
    done = branch.take_directory(committee.issue().to_bytes())
    assert done.replaced == ("ZB-08",)
    assert branch.known()["ZB-08"] == NEIGHBOUR.public
    branch.admit(IMPOSTOR.public, 6)
    with pytest.raises(PackageRefused):
        branch.admit(IMPOSTOR.public, 7)
    newcomer = office(OfficeKeys.new("ZB-09", "第九党支部"))
    newcomer.keep(COMMITTEE.public)
    newcomer.set_superior("JGDW")
    newcomer.take_directory(committee.issue().to_bytes())
    newcomer.admit(IMPOSTOR.public, 6)
    with pytest.raises(PackageRefused):
        newcomer.admit(IMPOSTOR.public, 7)
    newcomer.admit(NEIGHBOUR.public, 7)


def test_a_directory_behind_the_times_does_not_bring_an_old_key_back(branch: Trust) -> None:
    branch.keep(NEIGHBOUR.public)
    renewed = NEIGHBOUR.renewed(4).public
    branch.follow(renewed)
    done = branch.take_directory(issued(COMMITTEE, 1, DirectoryEntry(NEIGHBOUR.public)))
    assert done.replaced == ()
    assert branch.known()["ZB-08"] == renewed
    with pytest.raises(PackageRefused):
        branch.admit(NEIGHBOUR.public, 4)


def test_an_office_the_superior_retired_is_believed_no_more(branch: Trust) -> None:
    branch.keep(NEIGHBOUR.public)
    done = branch.take_directory(issued(COMMITTEE, 1, DirectoryEntry(NEIGHBOUR.public, 0, 9)))
    assert done.retired == ("ZB-08",)
    assert "ZB-08" not in branch.known()
    branch.admit(NEIGHBOUR.public, 8)
    with pytest.raises(PackageRefused):
        branch.admit(NEIGHBOUR.public, 9)


def test_a_serial_may_not_run_away() -> None:
    with pytest.raises(UserError, match="不是名录文件"):
        Directory.from_bytes(issued(COMMITTEE, 2**60))


def test_renewed_keys_sign_the_directory_anew(branch: Trust) -> None:
    committee = office(COMMITTEE)
    committee.keep(NEIGHBOUR.public)
    committee.issue()
    committee.renew()
    done = branch.take_directory(committee.carried_to("ZB-07"))
    assert (done.taken, done.added) == (True, ("ZB-08",))
    assert branch.known()["JGDW"] == committee.card


def test_a_directory_that_was_cut_off_is_read_again(branch: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    data = issued(COMMITTEE, 1, DirectoryEntry(NEIGHBOUR.public), DirectoryEntry(STRANGER.public))
    put = OfficeBook.put

    def fails(book: OfficeBook, known: KnownOffice) -> None:
        if known.card.code == "ZB-99":
            raise OSError("disk")
        put(book, known)

    monkeypatch.setattr(OfficeBook, "put", fails)
    with pytest.raises(OSError, match="disk"):
        branch.take_directory(data)
    monkeypatch.setattr(OfficeBook, "put", put)
    assert branch.take_directory(data).added == ("ZB-99",)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (Introduced(TODAY, False), "已经收过"),
        (Introduced(TODAY, True), "没有变化"),
        (
            Introduced(TODAY, True, ("A", "B"), ("C",), ("D",)),
            "新认识 2 个单位，换了名片 1 个单位，停用 1 个",
        ),
    ],
)
def test_what_a_directory_did_is_told_in_a_line(done: Introduced, words: str) -> None:
    assert words in done.words()


def test_a_committee_put_back_from_its_backup_is_heard_again(branch: Trust) -> None:
    """Its file forgot the directories issued since; the next one counts all the same."""
    committee = office(COMMITTEE)
    committee.keep(NEIGHBOUR.public)
    for _ in range(3):
        branch.take_directory(committee.issue().to_bytes())
    restored = Trust(Notes(office_keys=COMMITTEE.to_bytes().decode()), SetClock(datetime(2026, 11, 3, 9, 10)))
    restored.keep(STRANGER.public)
    assert branch.take_directory(restored.issue().to_bytes()).added == ("ZB-99",)


def test_a_directory_is_due_again_once_anything_changed() -> None:
    committee = office(COMMITTEE)
    assert not committee.is_issued()
    committee.issue()
    assert committee.is_issued()
    committee.keep(NEIGHBOUR.public)
    assert not committee.is_issued()
    committee.issue()
    committee.retire("ZB-08")
    assert not committee.is_issued()


def test_every_damaged_directory_is_refused() -> None:
    good = issued(COMMITTEE, 5, DirectoryEntry(NEIGHBOUR.public, 2, 9))
    chance = Random(5)
    for _ in range(400):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for damaged in (bytes(data), good[: chance.randrange(len(good))]):
            with pytest.raises(UserError, match="不是名录文件"):
                Directory.from_bytes(damaged)


def test_a_key_that_a_card_says_is_replaced_does_not_come_back(branch: Trust) -> None:
    """We learnt the new card from paper and never had the old one; the committee has the old one still."""
    renewed = NEIGHBOUR.renewed(4).public
    branch.keep(renewed)
    assert branch.standing(NEIGHBOUR.public) is CardStanding.OUTDATED
    done = branch.take_directory(issued(COMMITTEE, 1, DirectoryEntry(NEIGHBOUR.public)))
    assert done.replaced == ()
    assert branch.known()["ZB-08"] == renewed


def test_a_directory_with_the_new_card_replaces_from_the_number_the_old_key_named(branch: Trust) -> None:
    """The committee learnt the new card from paper, and does not know from which number on it counts."""
    branch.keep(NEIGHBOUR.public)
    branch.take_directory(issued(COMMITTEE, 1, DirectoryEntry(NEIGHBOUR.renewed(4).public)))
    branch.admit(NEIGHBOUR.public, 3)
    with pytest.raises(PackageRefused):
        branch.admit(NEIGHBOUR.public, 4)
