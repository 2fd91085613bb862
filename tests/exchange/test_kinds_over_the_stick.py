"""Every kind of package over the stick: what is in it, who lets it in, and that what stayed can go later."""

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.exchange.courier import Parcel
from desktop_app.exchange.envelope import read_package
from desktop_app.exchange.notice import ExportNotice
from desktop_app.exchange.receipt import MAX_REFUSED, Receipt
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.records.arrival import clock_bounds
from desktop_app.records.base import STAMP
from desktop_app.records.transfer import BLOBS, CHAINS, MergeOutcome, Selection
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import EXPORTED, AuditLog
from desktop_app.registers.exchange.handouts import Handout, HandoutReply
from desktop_app.registers.exchange.kinds import (
    ANSWER,
    DEEDS,
    EVERYTHING,
    GIVE_BACK,
    HANDOUT,
    KINDS,
    MONTH,
    ROSTER,
    ContentChoice,
    PackageKind,
    To,
    selection,
    travelling,
)
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.people.transfer_deeds import (
    TransferAnswer,
    TransferOffer,
    answer_uid,
    offer_uid,
)
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.storage import branch_file
from desktop_app.storage.action import Refused
from desktop_app.workplace import courier_for
from tests.made_once import made_once
from tests.registers.invented_people import member

BRANCH, COMMITTEE = "ZB01", "QS00"
PACKAGES = [kind for kind in (*KINDS, *DEEDS) if not kind.is_copy]
every = pytest.mark.parametrize("kind", PACKAGES, ids=lambda kind: kind.name)
OCTOBER = Month(2026, 10)


class Office:
    """One office's branch file and its exchange desk."""

    def __init__(self, folder: Path, code: str, name: str) -> None:
        self.folder = folder
        shutil.copytree(made_once(f"empty-{code}-{folder.name}", partial(empty_file, code)), folder)
        self.clock = SetClock(datetime(2026, 11, 23, 9))
        self.open()
        self.courier.trust.introduce(code, name)

    def open(self) -> None:
        """Open the file, and the desk with it."""
        setting = branch_file.Setting(catalogue(), self.clock, lambda _: "")
        self.ledger = branch_file.open_file(self.folder / "branch.zbf", setting)
        self.courier = courier_for(self.ledger, self.folder, self.clock)

    def prepare(self, kind: PackageKind, choice: ContentChoice, **given: Any) -> Parcel:
        chosen = selection(self.ledger, self.ledger.catalogue, kind, choice)
        to = self.ledger.office if kind.to is To.TWIN else choice.receiver
        return self.courier.prepare(to, kind.title, selection=chosen, **given)

    def hand_to(self, other: "Office", kind: PackageKind, choice: ContentChoice, stick: Path) -> Any:
        """Write a package, have it taken in over there, and read the receipt; the plan carried out."""
        self.courier.notice.confirm()
        path = self.courier.write(self.prepare(kind, choice), stick)
        arrival = other.courier.look_into(path)
        accepted = other.courier.accept(arrival)
        arrival.close()
        self.courier.read_receipt(accepted.data)
        return accepted.plan


def empty_file(code: str, folder: Path) -> None:
    """A branch file of an office, without a record."""
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 8)), lambda _: "")
    ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=code, password=None)
    branch_file.close(ledger)


def two_offices(folder: Path) -> tuple[Office, Office]:
    """A branch and its committee that know each other."""
    branch = Office(folder / "a", BRANCH, "春风支部")
    committee = Office(folder / "b", COMMITTEE, "青石街道党工委")
    branch.courier.trust.keep(committee.courier.trust.card)
    branch.courier.trust.set_superior(COMMITTEE)
    committee.courier.trust.keep(branch.courier.trust.card)
    return branch, committee


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    both = two_offices(tmp_path)
    yield both
    for one in both:
        branch_file.close(one.ledger)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Office, Office]]:
    """A branch with rows of two offices in every register, its committee, its second PC; never changed."""
    folder = tmp_path_factory.mktemp("filled")
    branch, committee = two_offices(folder)
    twin = Office(folder / "c", BRANCH, "春风支部")
    twin.ledger.set_note("office_keys", branch.ledger.note("office_keys"))
    # Whatever it reads, it is of the kind or not, not of whom.
    committee.courier.trust.set_superior(BRANCH)
    for owner in (BRANCH, COMMITTEE):
        fill_every_register(branch, owner)
    yield branch, committee, twin
    for one in (branch, committee, twin):
        branch_file.close(one.ledger)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def fill_every_register(office: Office, owner: str) -> None:
    """A row in every register, whatever stands in it: what goes is chosen by register, box and owner."""
    filled = {
        "monthly_report": {"month": OCTOBER.iso(), "state": "签发"},
        "party_org": {"org_code": office.ledger.office},
    }
    for number, register in enumerate(office.ledger.catalogue):
        row = {
            "uid": f"{number:030x}" + ("aa" if owner == BRANCH else "bb"),
            "owner_office": owner,
            "owner_epoch": 0,
            "replica": "r1",
            "dot": number + 1,
            "clock": 1,
            "entered_at": "2026-11-01T09:00",
            **filled.get(register.name, {}),
        }
        marks, columns = ", ".join("?" * len(row)), ", ".join(row)
        sql = f'INSERT INTO "{register.name}" ({columns}) VALUES ({marks})'
        office.ledger.database.execute_sql(sql, tuple(row.values()))


@dataclass
class Inside:
    """What a package holds: columns and uids by table."""

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uids: dict[str, list[str]] = field(default_factory=dict)

    def begin(self, manifest: Any, sender: Any) -> None:
        """Nothing is judged here."""

    def block(self, table: str, columns: Any) -> None:
        """Note what there is."""
        self.columns[table] = tuple(columns)
        self.uids.setdefault(table, []).extend(columns.get("uid", ()))


def opened(parcel: Parcel, reader: Office) -> Inside:
    inside = Inside()
    known = {**reader.courier.trust.known(), reader.courier.trust.card.code: reader.courier.trust.card}
    with io.BytesIO(parcel.data) as source:
        read_package(source, reader.courier.trust.keys, known, inside)
    return inside


def chosen_for(kind: PackageKind, branch: Office, **ticks: bool) -> ContentChoice:
    """The widest a person may choose of a kind, the ticks aside."""
    picked = {}
    for model in kind.offers:
        found = branch.ledger.find(model.select().where(model.owner_office == branch.ledger.office))
        picked[model._meta.table_name] = frozenset(str(one.uid) for one in found)
    return ContentChoice(COMMITTEE, month=OCTOBER if kind.by_month else None, picked=picked, **ticks)


@every
@pytest.mark.parametrize("ticked", [False, True], ids=["plain", "ticked"])
def test_a_package_holds_its_registers_and_boxes_and_nothing_else(filled, kind, ticked):
    branch, committee, _ = filled
    choice = chosen_for(kind, branch, private=ticked, kept_back=ticked)
    reader = branch if kind.to is To.TWIN else committee
    inside = opened(branch.prepare(kind, choice), reader)
    wanted = travelling(branch.ledger.catalogue, kind, choice)
    tables = {name: set(columns) for name, columns in inside.columns.items() if name not in (BLOBS, CHAINS)}
    children = {"scheme_item", "scheme_grade", "topic_stage"} if kind is HANDOUT else set()
    assert tables == {name: {"uid", *STAMP, *boxes} for name, boxes in wanted.items() if name not in children}
    owner = "bb" if kind.name == "give_back" else "aa"
    for name in tables:
        assert {uid[-2:] for uid in inside.uids[name]} == {owner}, name


@every
def test_a_reader_refuses_what_is_not_of_the_kind(filled, kind, stick):
    """Whatever a trusted sender's program puts together: the manifest is held against the kind."""
    branch, committee, twin = filled
    everything = {register.name: tuple(register.boxes) for register in branch.ledger.catalogue}
    forged = Selection(kind.name, everything, kept_back=True)
    to, reader = (BRANCH, twin) if kind.to is To.TWIN else (COMMITTEE, committee)
    path = stick / "forged.zbb"
    path.write_bytes(branch.courier.prepare(to, "夹带", selection=forged).data)
    with pytest.raises(PackageRefused) as refused:
        reader.courier.look_into(path)
    assert refused.value.refusal is Refusal.BAD_CONTENT
    assert not reader.ledger.find(PartyOrg.select())


def test_nothing_leaves_before_the_notice_is_confirmed(pair, stick):
    branch, _ = pair
    branch.ledger.save(PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部"))
    parcel = branch.prepare(ROSTER, ContentChoice(COMMITTEE))
    with pytest.raises(UserError, match="非涉密"):
        branch.courier.write(parcel, stick)
    assert list(stick.iterdir()) == []
    assert not branch.ledger.find(AuditLog.live().where(AuditLog.action == EXPORTED))
    branch.courier.notice.confirm()
    assert branch.courier.write(parcel, stick).exists()
    # Another PC with the same file asks again, and so do new keys.
    own = branch.ledger.note("replica")
    branch.ledger.set_note("replica", "another")
    assert not ExportNotice(branch.ledger, branch.courier.trust).is_confirmed
    branch.ledger.set_note("replica", own)
    branch.courier.trust.introduce(BRANCH, "春风支部")
    assert not branch.courier.notice.is_confirmed


def test_each_export_is_written_down_with_what_left_and_to_whom(pair, stick):
    branch, committee = pair
    branch.ledger.save(PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部"))
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE), stick)
    (line,) = branch.ledger.find(AuditLog.live().where(AuditLog.action == EXPORTED))
    told = "\n".join(line.diff or ())
    for words in ("上报名册", "青石街道党工委", "党组织/支部信息 1 条", "党组织/支部信息：全部栏"):
        assert words in told
    (package,) = branch.ledger.find(ExchangePackage.live())
    assert package.kind == "上报名册"
    assert package.to_code == COMMITTEE
    assert "公民身份号码" in "".join(package.scope or ())
    assert package.receipt_on is not None


def member_of(branch: Office) -> Member:
    home = PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部")
    one = member(branch=home.uid, mobile="13911112222")
    branch.ledger.save(home, one)
    return one


def there(committee: Office, one: Member) -> Member:
    found = committee.ledger.get(Member, one.uid)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", [ROSTER, EVERYTHING], ids=lambda kind: kind.name)
def test_what_was_left_out_once_goes_when_it_is_asked_for(pair, stick, kind):
    branch, committee = pair
    one = member_of(branch)
    branch.hand_to(committee, kind, ContentChoice(COMMITTEE), stick)
    assert there(committee, one).name == one.name
    assert there(committee, one).id_number is None
    plan = branch.hand_to(committee, kind, ContentChoice(COMMITTEE, private=True), stick)
    assert there(committee, one).id_number == one.id_number
    assert "修改1" in plan.words()


def test_a_box_changed_while_it_stayed_home_arrives_as_it_is_now(pair, stick):
    """The committee has the old number under the stamp of the new version: the new one must win."""
    branch, committee = pair
    one = member_of(branch)
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE, private=True), stick)
    one.mobile = "13900000000"
    branch.ledger.save(one)
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE), stick)
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE, private=True), stick)
    assert there(committee, one).mobile == "13900000000"


def test_one_kind_does_not_keep_another_from_bringing_its_boxes(pair, stick):
    branch, committee = pair
    one = member_of(branch)
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE), stick)
    assert there(committee, one).entry_on == one.entry_on
    one.remark = "老党员"
    branch.ledger.save(one)
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE, private=True), stick)
    branch.hand_to(committee, EVERYTHING, ContentChoice(COMMITTEE, private=True), stick)
    assert there(committee, one).remark == "老党员"


def test_an_earlier_month_still_goes_after_a_later_one(pair, stick):
    branch, committee = pair
    one = member_of(branch)
    made = {}
    for month in (Month(2026, 9), OCTOBER):
        report = MonthlyReport(month=month, org=one.branch, filled_by=one.uid)
        report.member_block = report.meeting_block = report.study_block = report.issue_block = []
        branch.ledger.save(report)
        branch.ledger.step(report, "sign", {"approved_by": one.uid, "on": date(2026, 11, 20)})
        made[month] = report
    branch.hand_to(committee, MONTH, ContentChoice(COMMITTEE, month=OCTOBER), stick)
    states = {month: branch.ledger.get(MonthlyReport, report.uid).state for month, report in made.items()}
    assert states == {Month(2026, 9): "签发", OCTOBER: "回执"}
    branch.hand_to(committee, MONTH, ContentChoice(COMMITTEE, month=Month(2026, 9)), stick)
    assert len(committee.ledger.find(MonthlyReport.live())) == 2
    assert not committee.ledger.find(Member.live())


def test_a_hand_out_is_answered(pair, stick):
    branch, committee = pair
    one = member_of(branch)
    task = Handout(
        kind="任务",
        title="安全排查",
        issued_on=date(2026, 11, 20),
        due_on=date(2026, 12, 5),
        content="逐楼查",
    )
    other = Handout(kind="通知", title="值班", issued_on=date(2026, 11, 20), content="排班")
    committee.ledger.save(task, other)
    picked = {"handout": frozenset((task.uid,))}
    committee.hand_to(branch, HANDOUT, ContentChoice(BRANCH, picked=picked), stick)
    assert [got.title for got in branch.ledger.find(Handout.live())] == ["安全排查"]
    answer = HandoutReply(
        handout=task.uid, content="查完了", replied_on=date(2026, 11, 23), replied_by=one.uid
    )
    branch.ledger.save(answer)
    branch.hand_to(committee, ANSWER, ContentChoice(COMMITTEE), stick)
    assert committee.ledger.get(HandoutReply, answer.uid).content == "查完了"
    assert not committee.ledger.find(Member.live())
    # What was left unpicked the first time goes the next.
    committee.hand_to(
        branch, HANDOUT, ContentChoice(BRANCH, picked={"handout": frozenset((other.uid,))}), stick
    )
    assert len(branch.ledger.find(Handout.live())) == 2


def test_what_a_branch_lost_comes_back_whole_and_keeps_nothing_else_from_coming(pair, stick):
    branch, committee = pair
    one = member_of(branch)
    with pytest.raises(UserError, match="没有春风支部以前交来的记录"):
        committee.prepare(GIVE_BACK, ContentChoice(BRANCH))
    branch.hand_to(committee, EVERYTHING, ContentChoice(COMMITTEE, private=True), stick)
    notice = Handout(kind="通知", title="值班", issued_on=date(2026, 11, 20), content="排班")
    committee.ledger.save(notice)
    branch.ledger.database.execute_sql("DELETE FROM member")
    assert committee.hand_to(branch, GIVE_BACK, ContentChoice(BRANCH), stick).count(MergeOutcome.NEW) == 1
    assert there(branch, one).id_number == one.id_number
    assert not branch.ledger.find(Handout.live()), "what is the committee's own does not come back to us"
    committee.hand_to(branch, EVERYTHING, ContentChoice(BRANCH), stick)
    assert len(branch.ledger.find(Handout.live())) == 1
    # Asked again, all of it goes again: what came back once may be lost once more.
    branch.ledger.database.execute_sql("DELETE FROM member")
    committee.hand_to(branch, GIVE_BACK, ContentChoice(BRANCH), stick)
    assert there(branch, one).name == one.name


def test_nobody_but_the_superior_gives_back_what_is_ours(pair, stick):
    branch, committee = pair
    notice = Handout(kind="通知", title="值班", issued_on=date(2026, 11, 20), content="排班")
    committee.ledger.save(notice)
    committee.hand_to(
        branch, HANDOUT, ContentChoice(BRANCH, picked={"handout": frozenset((notice.uid,))}), stick
    )
    forged = Handout.update(title="不用值班", clock=notice.clock + 9).where(Handout.uid == notice.uid)
    assert forged.execute(branch.ledger.database) == 1
    parcel = branch.prepare(GIVE_BACK, ContentChoice(COMMITTEE))
    (stick / "forged.zbb").write_bytes(parcel.data)
    with pytest.raises(UserError, match="春风支部没有登记为上级"):
        committee.courier.look_into(stick / "forged.zbb")
    assert committee.ledger.get(Handout, notice.uid).title == "值班"


def test_nobody_takes_the_place_of_another_offices_deed(pair, stick):
    """Its uid follows from who writes it, so that the branch's own would be refused as taken."""
    branch, committee = pair
    person = PartyOrg().uid
    squats = (
        TransferOffer(uid=offer_uid("ZB02", person, 2), person_uid=person, number=2, deed="x"),
        TransferAnswer(uid=answer_uid(person, "ZB02"), offer=person, deed="x"),
    )
    for squat, kind in zip(squats, DEEDS, strict=True):
        with pytest.raises(Refused, match="对不上"):
            branch.ledger.save(squat)
        honest = type(squat)(**{**squat.__data__, "uid": None})
        honest.uid = offer_uid(BRANCH, person, 2) if kind is DEEDS[0] else answer_uid(person, BRANCH)
        branch.ledger.save(honest)
        type(squat).update(uid=squat.uid).execute(branch.ledger.database)
        picked = {type(squat)._meta.table_name: frozenset((squat.uid,))}
        plan = branch.hand_to(committee, kind, ContentChoice(COMMITTEE, picked=picked), stick)
        assert plan.count(MergeOutcome.REFUSED) == 1
        assert committee.ledger.get(type(squat), squat.uid) is None


def test_no_subject_keeps_a_package_out_of_the_log(pair, stick):
    """What came would be in, without a line and without a receipt."""
    branch, committee = pair
    branch.ledger.save(PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部"))
    chosen = selection(branch.ledger, branch.ledger.catalogue, EVERYTHING, ContentChoice(COMMITTEE))
    branch.courier.notice.confirm()
    path = branch.courier.write(branch.courier.prepare(COMMITTEE, "长" * 200, selection=chosen), stick)
    arrival = committee.courier.look_into(path)
    assert committee.courier.accept(arrival).receipt.counts.new == 1
    arrival.close()
    assert len(committee.ledger.find(ExchangePackage.live())) == 1
    assert len(committee.ledger.find(AuditLog.live())) == 1


def test_no_receiver_fills_the_file_with_records_it_refuses(pair, stick):
    branch, _ = pair
    branch.ledger.save(PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部"))
    branch.courier.notice.confirm()
    parcel = branch.prepare(EVERYTHING, ContentChoice(COMMITTEE))
    branch.courier.write(parcel, stick)
    for number in range(3):
        refused = tuple(("member", f"{number}{at:031x}", "不要") for at in range(MAX_REFUSED // 2))
        receipt = Receipt(
            parcel.manifest.id, COMMITTEE, BRANCH, "2026-11-23T09:00", replica="r1", refused=refused
        )
        # As it is read once it is opened: opening so long a one takes its time.
        branch.courier.acknowledgements.read(receipt, date(2026, 11, 23))
    assert branch.courier.acknowledgements.pending([COMMITTEE]) == []
    assert branch.prepare(EVERYTHING, ContentChoice(COMMITTEE)).records == {"party_org": 1}


def test_a_sender_far_ahead_does_not_take_the_receiver_there(pair, stick):
    """What the receiver writes next would be too far ahead for whoever's clock is behind by a minute."""
    branch, committee = pair
    ahead = PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部")
    branch.ledger.save(ahead)
    far = clock_bounds(committee.clock.now())[1]
    PartyOrg.update(clock=far).execute(branch.ledger.database)
    assert branch.hand_to(committee, EVERYTHING, ContentChoice(COMMITTEE), stick).count(MergeOutcome.NEW) == 1
    notice = Handout(kind="通知", title="值班", issued_on=date(2026, 11, 20), content="排班")
    committee.ledger.save(notice)
    assert notice.clock < far


def test_a_refused_record_waits_for_a_package_it_can_go_in(pair, stick):
    """Another kind, or another month, does not take it along and so settles nothing."""
    branch, committee = pair
    one = member_of(branch)
    branch.courier.notice.confirm()
    path = branch.courier.write(branch.prepare(ROSTER, ContentChoice(COMMITTEE)), stick)
    arrival = committee.courier.look_into(path)
    taken = committee.courier.accept(arrival, leave_out=[("member", one.uid)])
    arrival.close()
    branch.courier.read_receipt(taken.data)
    assert [uid for _, uid, _ in branch.courier.acknowledgements.pending([COMMITTEE])] == [one.uid]
    answered = Handout(kind="通知", title="值班", issued_on=date(2026, 11, 20), content="排班")
    reply = HandoutReply(
        handout=answered.uid, content="知道了", replied_on=date(2026, 11, 23), replied_by=one.uid
    )
    branch.ledger.save(answered, reply)
    branch.hand_to(committee, ANSWER, ContentChoice(COMMITTEE), stick)
    assert branch.courier.acknowledgements.pending([COMMITTEE])
    branch.hand_to(committee, ROSTER, ContentChoice(COMMITTEE), stick)
    assert there(committee, one).name == one.name
    assert not branch.courier.acknowledgements.pending([COMMITTEE])
