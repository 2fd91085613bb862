"""A member moves from one branch to another by stick: offered, accepted or sent back, and settled."""

from datetime import date, timedelta

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.journal.deed_book import proven_pairs
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.deed_states import RETURNED, TAKEN, WAITING
from desktop_app.registers.people.development import Development, DevelopmentReview
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import IN, ISSUED, RECEIVED, OrgTransfer
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.people.transfer_deeds import (
    ACCEPTS,
    SENDS_BACK,
    TransferAnswer,
    TransferOffer,
)
from desktop_app.storage.action import Refused
from tests.journal.two_branches import NOW, carry, close_offices, open_offices, own_org
from tests.registers.invented_people import member

TODAY = NOW.date()


@pytest.fixture
def offices(tmp_path):
    """Three branches at their desks."""
    found = open_offices(tmp_path)
    yield found
    close_offices(found)


@pytest.fixture
def a(offices):
    """The branch the member leaves."""
    return offices["Z001"]


@pytest.fixture
def b(offices):
    """The branch he goes to."""
    return offices["Z002"]


def offered(a, b, **values):
    """An offer of 安长河 that has come to ``b``; the letter and the offer."""
    letter = a.letter(**values)
    offer = a.book.offer(letter, b.ledger.office)
    carry(offer, a, b)
    return letter, offer


def on_books(office, name="安长河"):
    """The live rows of an office's own roster with a name that have not left."""
    own = Member.owner_office == office.ledger.office
    rows = office.ledger.find(Member.live().where((Member.name == name) & own))
    return [one for one in rows if not one.exit_type]


def test_the_other_branch_gets_records_of_its_own_and_nothing_is_typed_twice(a, b):
    letter, _ = offered(a, b)
    before = a.member("安长河")
    (waits,) = b.book.waiting()
    assert waits.trouble is None
    answer = b.book.accept(waits.offer, by="柳接收", reported_on=TODAY)
    row = b.member("安长河")
    assert row.uid != before.uid
    assert (row.owner_office, row.entry_type, row.entry_on) == ("Z002", "转入组织关系", TODAY)
    assert row.branch == own_org(b).uid
    for box in ("id_number", "birth_date", "ethnicity", "joined_on", "full_on", "mobile", "address"):
        assert getattr(row, box) == getattr(before, box), box
    came = b.one(OrgTransfer)
    assert (came.direction, came.state, came.member, came.letter_no) == (
        IN,
        RECEIVED,
        row.uid,
        letter.letter_no,
    )
    assert (came.dues_paid_to, came.receipt_by, came.reported_on) == (Month(2026, 11), "柳接收", TODAY)
    assert (answer.verdict, answer.member, answer.left_out) == (ACCEPTS, row.uid, None)
    assert b.book.waiting() == []


def test_the_origin_keeps_the_member_until_it_has_read_the_acceptance(a, b):
    letter, offer = offered(a, b)
    answer = b.book.accept(offer, by="柳接收", reported_on=TODAY)
    assert a.book.settle() == []
    assert a.member("安长河").exit_type is None
    carry(answer, b, a)
    (settled,) = a.book.settle()
    assert settled.trouble is None
    assert "已接收安长河" in settled.words
    row, moved = a.member("安长河"), a.ledger.get(OrgTransfer, letter.uid)
    assert (row.exit_type, row.exit_on) == ("转出组织关系", TODAY)
    assert (moved.state, moved.receipt_on, moved.receipt_by) == (RECEIVED, TODAY, "柳接收")
    assert a.one(TransferOffer).state == TAKEN
    assert a.book.settle() == []
    assert on_books(a) == []
    assert len(on_books(b)) == 1


def test_the_same_offer_written_again_is_the_same_to_the_letter(a, b):
    letter, offer = offered(a, b)
    again = a.book.offer(letter, "Z002")
    register = a.ledger.catalogue["transfer_offer"]
    assert register.stored(again) == register.stored(offer)
    carry(again, a, b)
    carry(again, a, b)
    assert len(b.book.waiting()) == 1


def test_one_office_at_a_time_and_the_way_cannot_be_made_void_behind_its_back(a, b):
    letter, offer = offered(a, b)
    with pytest.raises(UserError, match="还没有答复"):
        a.book.offer(letter, "Z003")
    with pytest.raises(Refused, match="还没有答复，不能作废"):
        a.ledger.step(letter, "void", {"void_reason": "不转了"})
    with pytest.raises(UserError, match="不能删除"):
        a.ledger.remove(letter)
    with pytest.raises(UserError, match="不能删除"):
        a.ledger.remove(offer)


def test_what_is_sent_back_is_never_accepted_and_goes_out_anew_under_the_next_number(a, b, offices):
    letter, first = offered(a, b)
    back = b.book.send_back(first, "不是转到本支部的", by="柳接收")
    carry(first, a, b)
    assert b.book.waiting() == []
    with pytest.raises(UserError, match="已经答复过"):
        b.book.accept(first, by="柳接收")
    with pytest.raises(UserError, match="还没有答复"):
        a.book.offer(letter, "Z003")
    carry(back, b, a)
    (settled,) = a.book.settle()
    assert "不是转到本支部的" in settled.words
    assert a.ledger.get(OrgTransfer, letter.uid).state == ISSUED
    assert len(on_books(a)) == 1
    c = offices["Z003"]
    second = a.book.offer(letter, "Z003")
    assert second.number == 2
    carry(second, a, c)
    answer = c.book.accept(second, by="北接收")
    carry(answer, c, a)
    carry(back, b, a)
    assert [one.trouble for one in a.book.settle()] == [None]
    assert [one.state for one in a.ledger.find(TransferOffer.live().order_by(TransferOffer.number))] == [
        RETURNED,
        TAKEN,
    ]
    assert [len(on_books(one)) for one in (a, b, c)] == [0, 0, 1]


def test_asking_for_it_back_takes_nothing_back_whichever_comes_first(a, b):
    letter, offer = offered(a, b)
    a.book.recall(offer, "本人又不去了")
    assert a.one(TransferOffer).state == WAITING
    with pytest.raises(UserError, match="还没有答复"):
        a.book.offer(letter, "Z003")
    carry(offer, a, b)
    (waits,) = b.book.waiting()
    assert (waits.offer.recalled_on, waits.offer.recall_why) == (TODAY, "本人又不去了")
    assert waits.trouble is None
    answer = b.book.send_back(waits.offer, "对方请求退回", by="柳接收")
    carry(answer, b, a)
    a.book.settle()
    assert a.one(TransferOffer).state == RETURNED
    a.ledger.step(a.ledger.get(OrgTransfer, letter.uid), "void", {"void_reason": "不转了"})


def test_a_later_offer_shuts_the_earlier_one_even_where_the_answer_was_lost_with_the_file(a, b, offices):
    letter, first = offered(a, b)
    c = offices["Z003"]
    carry(first, a, c)
    carry(b.book.send_back(first, "不是转到本支部的", by="柳接收"), b, a)
    a.book.settle()
    carry(a.book.offer(letter, "Z003"), a, c)
    assert [one.offer.number for one in c.book.waiting()] == [2]


def test_who_stands_on_the_roster_already_is_a_question(a, b):
    typed = member(0, name="安长河", mobile=None, branch=own_org(b).uid)
    typed.entry_type, typed.entry_on = "转入组织关系", TODAY
    b.ledger.save(typed)
    _, offer = offered(a, b)
    (waits,) = b.book.waiting()
    assert waits.on_roster
    with pytest.raises(UserError, match="已经有这个身份证号"):
        b.book.accept(offer, by="柳接收")
    assert b.ledger.count(TransferAnswer.live()) == 0
    b.book.accept(offer, by="柳接收", same=True)
    assert b.member("安长河").uid == typed.uid
    assert b.member("安长河").mobile == "13900000000"


def test_who_left_and_comes_back_gets_his_row_again(a, b, offices):
    letter, offer = offered(a, b)
    carry(b.book.accept(offer, by="柳接收"), b, a)
    a.book.settle()
    old = a.member("安长河")
    row = b.member("安长河")
    row.work_unit = "柳林小学教师"
    b.ledger.save(row)
    for office in offices.values():
        office.clock.set(NOW + timedelta(days=200))
    home = b.letter(from_org=letter.to_org, to_org=letter.from_org, new_branch=None)
    back = b.book.offer(home, "Z001")
    carry(back, b, a)
    (waits,) = a.book.waiting()
    assert waits.known is not None
    assert not waits.on_roster
    carry(a.book.accept(back, by="清接收"), a, b)
    b.book.settle()
    again = a.member("安长河")
    assert (again.uid, again.exit_type, again.work_unit) == (old.uid, None, "柳林小学教师")
    assert on_books(b) == []
    further = a.book.offer(a.letter(to_org="中共北望街道工作委员会"), "Z002")
    assert further.number == 2


def test_a_letter_typed_from_paper_is_taken_up(a, b):
    typed = OrgTransfer(
        direction=IN,
        member="安长河",
        from_org="中共青石街道工作委员会",
        to_org="中共柴桥街道工作委员会",
        dues_paid_to=Month(2026, 11),
        valid_days=30,
        letter_no="青石〔2026〕0061",
        issued_on=TODAY,
        issuer="中共青石街道工作委员会",
    )
    b.ledger.save(typed)
    _, offer = offered(a, b)
    b.book.accept(offer, by="柳接收")
    came = b.one(OrgTransfer)
    assert (came.uid, came.state, came.member) == (typed.uid, RECEIVED, b.member("安长河").uid)


def test_the_file_of_who_is_on_probation_goes_along_and_can_be_ended_there(a, b):
    row = a.member("范东林")
    file = Development(
        person=row.name,
        id_number=row.id_number,
        ethnicity="01",
        education="21",
        branch=row.branch,
        applied_on=date(2024, 1, 8),
        talk_on=date(2024, 1, 20),
        talk_text="只留在这里的话",
        activist_on=date(2024, 6, 3),
        candidate_on=date(2025, 9, 1),
        accepted_on=date(2026, 3, 6),
        backfill_until=TODAY,
        backfill_basis="按原档案转抄",
        stage="预备党员",
        member=row.uid,
    )
    review = DevelopmentReview(development=file.uid, on=date(2025, 1, 5), text="表现好")
    with a.ledger.action("转抄", kind="import") as action:
        action.save(file, review)
    _, offer = offered(a, b, member=row.uid)
    answer = b.book.accept(offer, by="柳接收")
    assert answer.left_out is None
    came = b.one(Development)
    there = b.member("范东林")
    assert (came.stage, came.member, came.probation_end) == ("预备党员", there.uid, date(2027, 3, 6))
    assert came.talk_text is None
    assert (came.backfill_until, there.by_file) == (TODAY, True)
    assert b.one(DevelopmentReview).text == "表现好"
    assert b"\xe5\x8f\xaa\xe7\x95\x99" not in b.ledger.file_bytes(offer.dossier[0].sha256)


def test_what_the_own_rules_refuse_of_the_rest_is_left_out_and_told(a, b):
    def standard(person, month):
        return DuesStandard(
            member=person, year=2026, since=Month(2026, month), payer_kind="学生", assessed_on=TODAY
        )

    row = a.member("安长河")
    a.ledger.save(standard(row.uid, 1), standard(row.uid, 11))
    typed = member(0, name="安长河", branch=own_org(b).uid, entry_type="转入组织关系", entry_on=TODAY)
    b.ledger.save(typed, standard(typed.uid, 11))
    _, offer = offered(a, b)
    answer = b.book.accept(offer, by="柳接收", same=True)
    (told,) = answer.left_out
    assert told.startswith("党费标准：")
    assert b.ledger.count(DuesStandard.live()) == 2


def test_what_was_done_in_the_old_branch_is_told_and_not_taken_for_work_of_the_new_one(a, b):
    row = a.member("安长河")
    seat = CommitteeMember(org=own_org(a).uid, member=row.uid, role="宣传委员", since=date(2021, 6, 1))
    honour = CareAward(kind="荣誉", who=row.uid, on=date(2025, 7, 1), what="评为优秀共产党员")
    a.ledger.save(seat, honour)
    letter = a.letter()
    carry(a.book.offer(letter, "Z002", awards=True), a, b)
    (waits,) = b.book.waiting()
    assert waits.dossier.told == {
        "党内任职": ["宣传委员2021-06-01起"],
        "表彰": ["2025-07-01 评为优秀共产党员"],
    }
    b.book.accept(waits.offer, by="柳接收")
    assert b.ledger.count(CareAward.live()) == b.ledger.count(CommitteeMember.live()) == 0


def test_a_photo_goes_along_and_what_did_not_come_is_asked_for(a, b):
    row = a.member("安长河")
    photo = a.ledger.keep_file(b"\x89PNG of a face", "安长河.png")
    row.photo = (photo,)
    a.ledger.save(row)
    _, offer = offered(a, b)
    assert offer.files == (photo,)
    b.book.accept(offer, by="柳接收")
    assert b.member("安长河").photo == (photo,)
    assert b.ledger.file_bytes(photo.sha256) == b"\x89PNG of a face"
    again = a.book.offer(a.letter("白雨田"), "Z002")
    carry(again, a, b)
    b.ledger.drop_files(again.dossier, b.ledger.get(TransferOffer, again.uid))
    (waits,) = b.book.waiting()
    assert "没有带全" in waits.trouble.what


def test_who_is_sent_back_leaves_nothing_of_himself_here(a, b):
    row = a.member("安长河")
    photo, shared = (a.ledger.keep_file(data, "照片.png") for data in (b"a face", b"an emblem"))
    row.photo = (photo,)
    a.ledger.save(row)
    _, offer = offered(a, b)
    mine = member(1, branch=own_org(b).uid, photo=(b.ledger.keep_file(b"an emblem", "徽.png"),))
    b.ledger.save(mine)
    kept = (*offer.dossier, *offer.files)
    assert all(b.ledger.has_file(one.sha256) for one in kept)
    b.book.send_back(offer, "不是转到本支部的", by="柳接收")
    assert [one.name for one in kept if b.ledger.has_file(one.sha256)] == []
    b.ledger.drop_files((shared,), b.ledger.get(TransferOffer, offer.uid))
    assert b.ledger.has_file(shared.sha256)


def test_honours_are_kept_back_unless_asked_for(a, b):
    row = a.member("安长河")
    a.ledger.save(CareAward(kind="荣誉", who=row.uid, on=date(2025, 7, 1), what="评为优秀共产党员"))
    offered(a, b)
    (waits,) = b.book.waiting()
    assert waits.dossier.told == {}


@pytest.mark.parametrize(
    ("box", "value", "words"),
    [
        ("number", 7, "对不上"),
        ("person_uid", "f" * 32, "对不上"),
        ("person", "白雨田", "档案是别人的"),
        ("deed", "甲" * 200, "名片对不上"),
        ("deed", "0" * 128 + "{}", "名片对不上"),
        ("dossier", None, "没有带全"),
    ],
)
def test_an_offer_that_is_not_as_it_was_signed_cannot_be_accepted(a, b, box, value, words):
    letter = a.letter()
    offer = a.book.offer(letter, "Z002")
    carry(offer, a, b, **{box: value})
    (waits,) = b.book.waiting()
    assert waits.dossier is None
    assert words in waits.trouble.what
    with pytest.raises(UserError, match=words):
        b.book.accept(waits.offer, by="柳接收")
    assert on_books(b) == []


def test_an_offer_forged_with_another_key_or_another_dossier_is_not_believed(a, b, offices):
    letter = a.letter()
    offer = a.book.offer(letter, "Z002")
    c = offices["Z003"]
    other = b.ledger.keep_file(b'{"format": 1, "rows": {}, "told": {}}', "随转的档案.txt")
    boxes = a.ledger.catalogue["transfer_offer"].boxes
    carry(offer, a, b, dossier=boxes["dossier"].db_value((other,)))
    (waits,) = b.book.waiting()
    assert "和对方签字的不一样" in waits.trouble.what
    assert waits.answerable
    forged = c.trust.keys.sign(b"zhibu transfer offer 1\0" + offer.deed[128:].encode()).hex()
    carry(offer, a, b, deed=forged + offer.deed[128:])
    (waits,) = b.book.waiting()
    assert not waits.answerable
    with pytest.raises(UserError, match="名片对不上"):
        b.book.send_back(waits.offer, "不对", by="柳接收")


def test_a_dossier_with_a_value_that_is_none_is_refused_in_a_sentence(a, b, monkeypatch):
    letter = a.letter()
    offer = a.book.offer(letter, "Z002")
    carry(offer, a, b)
    whole = a.ledger.file_bytes(offer.dossier[0].sha256)
    for old, new in (
        (b'"2005-07-01"', b'"2005-13-01"'),
        (b'"2005-07-01"', b"[[[]]]"),
        (b'"name"', b'"by_penalty"'),
        (b'"member"', b'"audit_log"'),
        (b'"format": 1', b'"format": 2'),
        (b"{", b"[" * 5000),
    ):
        assert old in whole
        data = whole.replace(old, new, 1)
        monkeypatch.setattr(b.ledger, "file_bytes", {offer.dossier[0].sha256: data}.__getitem__)
        (waits,) = b.book.waiting()
        assert waits.dossier is None
        assert "随转的档案" in waits.trouble.what


def test_an_offer_of_an_office_whose_card_is_not_known_asks_for_the_card(a, b):
    letter = a.letter()
    carry(a.book.offer(letter, "Z002"), a, b)
    b.trust.signers = dict  # the card was never registered here
    (waits,) = b.book.waiting()
    assert "还没有登记清河社区支部的名片" in waits.trouble.what


def test_who_changed_the_keys_since_has_signed_all_the_same(a, b):
    _, offer = offered(a, b)
    a.trust.renew()
    b.trust.follow(a.trust.card)
    (waits,) = b.book.waiting()
    assert waits.trouble is None
    answer = b.book.accept(offer, by="柳接收")
    carry(answer, b, a)
    assert [one.trouble for one in a.book.settle()] == [None]


def test_an_acceptance_nobody_signed_moves_nobody(a, b, offices):
    _, offer = offered(a, b)
    answer = b.book.send_back(offer, "不收", by="柳接收")
    carry(answer, b, a, verdict=ACCEPTS)
    (settled,) = a.book.settle()
    assert "对不上" in settled.trouble.what
    assert len(on_books(a)) == 1
    assert a.one(TransferOffer).state == WAITING
    carry(answer, b, a, deed="0" * 128 + answer.deed[128:])
    (settled,) = a.book.settle()
    assert settled.trouble is not None
    carry(answer, b, a)
    assert [one.trouble for one in a.book.settle()] == [None]
    assert a.one(TransferOffer).state == RETURNED


def test_the_receipt_on_paper_may_come_first_and_the_one_by_stick_changes_nothing_then(a, b):
    letter, offer = offered(a, b)
    a.ledger.step(letter, "receive", {"receipt_by": "周慧敏", "receipt_on": TODAY})
    carry(b.book.accept(offer, by="柳接收"), b, a)
    assert [one.trouble for one in a.book.settle()] == [None]
    assert a.ledger.get(OrgTransfer, letter.uid).receipt_by == "周慧敏"


def test_a_clock_that_runs_ahead_over_there_keeps_nobody_here(a, b):
    b.clock.set(NOW + timedelta(days=3))
    letter, offer = offered(a, b)
    carry(b.book.accept(offer, by="柳接收", reported_on=TODAY), b, a)
    assert [one.trouble for one in a.book.settle()] == [None]
    assert a.ledger.get(OrgTransfer, letter.uid).receipt_on == TODAY


def lose(office, *models):
    """A backup is put back: what was written in ``models`` since is gone."""
    for model in models:
        model.delete().execute(office.ledger.database)
    office.ledger.forget()


def test_a_receiver_put_back_to_before_takes_the_same_offer_over_again(a, b):
    letter, offer = offered(a, b)
    carry(b.book.accept(offer, by="柳接收"), b, a)
    a.book.settle()
    lose(b, TransferAnswer, TransferOffer, Member, OrgTransfer)
    again = a.book.offer(a.ledger.get(OrgTransfer, letter.uid), "Z002")
    assert (again.uid, again.deed, again.state) == (offer.uid, offer.deed, TAKEN)
    with pytest.raises(UserError, match="对方接收了"):
        a.book.offer(a.ledger.get(OrgTransfer, letter.uid), "Z003")
    carry(again, a, b)
    (waits,) = b.book.waiting()
    carry(b.book.accept(waits.offer, by="柳接收"), b, a)
    assert a.book.settle() == []
    assert [len(on_books(one)) for one in (a, b)] == [0, 1]


@pytest.mark.parametrize("accepts", [True, False])
def test_a_sender_put_back_to_before_finds_its_offer_in_the_answer(a, b, accepts):
    letter, offer = offered(a, b)
    answer = b.book.accept(offer, by="柳接收") if accepts else b.book.send_back(offer, "不收", by="柳接收")
    lose(a, TransferOffer)
    carry(answer, b, a)
    assert [one.trouble for one in a.book.settle()] == [None]
    assert a.one(TransferOffer).state == (TAKEN if accepts else RETURNED)
    assert [len(on_books(one)) for one in (a, b)] == ([0, 1] if accepts else [1, 0])
    if not accepts:
        assert a.book.offer(a.ledger.get(OrgTransfer, letter.uid), "Z003").number == 2


def test_an_answer_to_an_offer_we_never_signed_is_not_believed(a, b, offices):
    _, offer = offered(a, b)
    answer = b.book.accept(offer, by="柳接收")
    lose(a, TransferOffer)
    forged = offices["Z003"].trust.keys.sign(b"zhibu transfer offer 1\0" + offer.deed[128:].encode()).hex()
    carry(answer, b, a, offer_deed=forged + offer.deed[128:])
    (settled,) = a.book.settle()
    assert settled.trouble is not None
    lose(a, OrgTransfer)
    carry(answer, b, a)
    (settled,) = a.book.settle()
    assert "恢复过备份" in settled.trouble.what
    assert len(on_books(a)) == 1


def test_a_branch_that_has_not_entered_itself_is_told_so(a, b):
    _, offer = offered(a, b)
    lose(b, PartyOrg)
    with pytest.raises(UserError, match="还没有登记本支部"):
        b.book.accept(offer, by="柳接收")
    assert b.ledger.count(TransferAnswer.live()) == 0


def test_a_committee_knows_by_the_deed_that_both_rows_are_one_person(a, b, offices):
    c = offices["Z003"]
    _, offer = offered(a, b)
    answer = b.book.accept(offer, by="柳接收")
    carry(offer, a, c, dossier=None, files=None)
    carry(answer, b, c)
    assert c.book.waiting() == []
    assert proven_pairs(c.ledger, c.trust.signers()) == {(a.member("安长河").uid, b.member("安长河").uid)}
    carry(answer, b, c, verdict=SENDS_BACK)
    assert proven_pairs(c.ledger, c.trust.signers()) == set()


def test_neither_what_was_signed_nor_what_it_rests_on_is_undone(a, b):
    _, offer = offered(a, b)
    b.book.accept(offer, by="柳接收")
    assert a.ledger.can_undo() is None  # the letter was issued before: without it nothing could be offered
    assert b.ledger.can_undo() is None
    assert a.ledger.undo() is None
    row = b.member("安长河")
    row.remark = "新来的"
    b.ledger.save(row)
    assert b.ledger.undo() is not None
    assert b.member("安长河").remark is None
    assert b.ledger.can_undo() is None
