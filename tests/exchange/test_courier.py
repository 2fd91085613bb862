"""The courier between two real branch files: cards, package, preview, receipt, increments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.courier import Accepted, Courier
from desktop_app.exchange.fingerprint import fingerprint
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.exchange.stick import read_file
from desktop_app.journal.package_log import PackageLog
from desktop_app.records.transfer import DIRECTORY
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.packages import package_called, sent_without_receipt
from desktop_app.registers.organization_life.self_checks import SelfCheck, SelfCheckCriticism
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import schema_version
from tests.exchange.offices import looked_into, taken_in


@dataclass
class Office:
    """One office with its branch file and courier."""

    ledger: Ledger
    courier: Courier
    folder: Path

    def accept(self, data: bytes) -> Accepted:
        """Look into a package and take it over."""
        return taken_in(self.courier, data, self.folder)

    def orgs(self) -> set[str]:
        """The party organisations it knows."""
        return {org.full_name for org in self.ledger.find(PartyOrg.live())}


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """A branch and its committee, each with the other's card confirmed."""
    made = []
    for code, name in (("A01", "桂花里第一支部"), ("C00", "青石街道工委")):
        folder = tmp_path / code
        folder.mkdir()
        clock = SetClock(datetime(2026, 10, 31, 17, 0))
        ledger, _ = branch_file.create(
            folder / "branch.zbf", Setting(catalogue(), clock, lambda n: ""), office=code, password=None
        )
        courier = Courier(
            ledger,
            LedgerExchange(ledger, folder),
            PackageLog(ledger),
            clock,
            schema_version(),
        )
        courier.trust.introduce(code, name)
        courier.notice.confirm()
        made.append(Office(ledger, courier, folder))
    branch, committee = made
    branch.courier.trust.keep(committee.courier.trust.card)
    committee.courier.trust.keep(branch.courier.trust.card)
    yield branch, committee
    for office in made:
        branch_file.close(office.ledger)


def org(name: str, code: str) -> PartyOrg:
    """An organisation with its required boxes."""
    return PartyOrg(
        full_name=name,
        org_code=code,
        org_kind="党支部",
        term_start=datetime(2024, 1, 1).date(),
        term_years=5,
    )


def test_a_month_goes_out_and_its_receipt_comes_back(offices: tuple[Office, Office], tmp_path: Path) -> None:
    branch, committee = offices
    stick = tmp_path / "stick"
    stick.mkdir()
    first = org("桂花里第一支部", "A01")
    branch.ledger.save(first)
    path = branch.courier.write(branch.courier.prepare("C00", "10月资料"), stick)
    assert len(sent_without_receipt(branch.ledger)) == 1
    arrival = committee.courier.look_into(path)
    assert arrival.plan.words() == "新增1　修改0　冲突0　不变0"
    assert not arrival.seen_before
    assert committee.orgs() == set()
    accepted = committee.courier.accept(arrival)
    arrival.close()
    assert committee.orgs() == {"桂花里第一支部"}
    receipt = committee.courier.write_receipt(accepted, stick, path)
    renamed = committee.courier.write_receipt(accepted, stick, path.with_name("十月 (2).zbb"))
    assert read_file(renamed) == read_file(receipt)
    _, code = branch.courier.read_receipt(read_file(receipt))
    assert code == accepted.code
    assert sent_without_receipt(branch.ledger) == []
    data = read_file(path)
    assert looked_into(committee.courier, data, tmp_path)[1]
    assert committee.accept(data).plan.words() == "新增0　修改0　冲突0　不变1"
    with pytest.raises(UserError, match="没有新的内容"):
        branch.courier.prepare("C00", "10月资料")
    first.short_name = "一支部"
    branch.ledger.save(first)
    increment = branch.courier.prepare("C00", "补充")
    assert increment.manifest.counts["party_org"] == 1
    assert set(increment.manifest.counts) == {"party_org", "chain"}


def test_without_a_receipt_the_next_package_brings_everything_again(offices: tuple[Office, Office]) -> None:
    branch, committee = offices
    branch.ledger.save(org("桂花里第一支部", "A01"))
    branch.courier.prepare("C00", "遗失的一个")
    branch.ledger.save(org("桂花里第二支部", "A02"))
    committee.accept(branch.courier.prepare("C00", "后来的一个").data)
    assert committee.orgs() == {"桂花里第一支部", "桂花里第二支部"}


def test_what_is_on_paper_and_what_is_kept_agree(offices: tuple[Office, Office], tmp_path: Path) -> None:
    branch, _ = offices
    branch.ledger.save(org("桂花里第一支部", "A01"))
    parcel = branch.courier.prepare("C00", "10月资料", private=False)
    branch.courier.write(parcel, tmp_path)
    kept = package_called(branch.ledger, parcel.manifest.id, "发出")
    assert kept is not None
    assert kept.check_code == parcel.code
    assert kept.manifest == ("党组织/支部信息 1 条",)
    assert kept.scope == (
        "党员花名册的公民身份号码、现居住地(到门牌号)",
        "发展党员纪实的身份证号、谈话内容、征求到的意见、上级谈话情况、转正征求到的意见",
        "U盘转出的随转的档案、随转的文件",
        "困难党员",
        "激励关怀/表彰",
        "组织生活会、民主评议会上的发言",
        "谈心谈话",
        "组织处置",
        "党纪处分",
        "民主评议党员的互评意见",
        "班子测评与述职的意见建议",
        "征求意见",
        "对照检查/党性分析",
        "服务订单(点派接评)的点单人、联系方式、住址",
        "冲突待定的另一个版本",
        "打印登记",
        "空白表发放登记的领表人",
    )
    assert branch.ledger.name(kept.uid) == "2026-10-31 发出 全部资料 青石街道工委"


def test_packages_of_strangers_for_others_and_from_newer_programs_are_refused(
    offices: tuple[Office, Office],
) -> None:
    branch, committee = offices
    branch.ledger.save(org("桂花里第一支部", "A01"))
    data = branch.courier.prepare("C00", "10月资料").data
    with pytest.raises(PackageRefused):
        branch.accept(data)
    with pytest.raises(PackageRefused):
        committee.accept(data[:-20])
    committee.courier._schema_version = 2
    with pytest.raises(PackageRefused, match="升级"):
        committee.accept(data)
    committee.ledger.set_note("known_offices", "[]")
    with pytest.raises(PackageRefused):
        committee.accept(data)
    assert committee.orgs() == set()
    with pytest.raises(UserError, match="还没有登记"):
        committee.courier.prepare("A01", "下发")


def test_a_card_is_learnt_only_with_the_right_words_of_its_fingerprint(
    offices: tuple[Office, Office],
) -> None:
    branch, committee = offices
    branch.ledger.set_note("known_offices", "[]")
    card = OfficeCard.from_bytes(committee.courier.trust.card.to_bytes())
    words = fingerprint(card)
    with pytest.raises(UserError):
        branch.courier.trust.learn(card, {2: words[2], 5: words[4]})
    assert branch.courier.trust.known() == {}
    branch.courier.trust.learn(card, {2: words[1], 5: words[4]})
    assert set(branch.courier.trust.known()) == {"C00"}
    with pytest.raises(UserError, match="自己的名片"):
        branch.courier.trust.learn(branch.courier.trust.card, {})


ONE, OTHER = "01" * 16, "02" * 16
"""Members nobody has heard of."""


def test_talks_criticism_and_residents_stay_unless_the_sender_asks(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    branch, committee = offices
    sheet = SelfCheck(subject=ONE, year=2026, theme="主题", standards=("党章",))
    with branch.ledger.action("接收旧资料", kind="merge") as action:
        for record in (
            org("桂花里第一支部", "A01"),
            Talk(
                by_member=ONE, with_member=OTHER, held_on=date(2026, 10, 9), kind="日常", content="家里的事"
            ),
            sheet,
            SelfCheckCriticism(self_check=sheet.uid, critic=OTHER, text="脾气急"),
            ServiceOrder(
                order_no="1",
                asked_on=date(2026, 10, 9),
                need="维修",
                detail="修水管",
                requester="王阿姨",
                phone="13900000001",
                address="3栋",
            ),
        ):
            register = branch.ledger.catalogue.of(record)
            record.owner_office = branch.ledger.office
            action.put([action._version(register, record, "add", None, register.stored(record), None)])

    parcel = branch.courier.prepare("C00", "10月资料")
    assert set(parcel.manifest.counts) == {"party_org", "service_order", "chain"}
    assert {"谈心谈话", "对照检查/党性分析", "服务订单(点派接评)的点单人、联系方式、住址"} <= set(
        parcel.left_out
    )
    branch.courier.write(parcel, tmp_path)
    accepted = committee.accept(parcel.data)
    (order,) = committee.ledger.find(ServiceOrder.live())
    assert (order.detail, order.requester, order.phone, order.address) == ("修水管", None, None, None)

    branch.courier.read_receipt(accepted.data)
    asked = branch.courier.prepare("C00", "上级要看的", kept_back=True)
    assert asked.left_out == ()
    assert set(asked.manifest.counts) == {
        "talk",
        "self_check",
        "self_check_criticism",
        "service_order",
        "chain",
    }
    committee.accept(asked.data)
    assert [one.content for one in committee.ledger.find(Talk.live())] == ["家里的事"]
    assert [one.text for one in committee.ledger.find(SelfCheckCriticism.live())] == ["脾气急"]


def test_a_superior_introduces_its_branches_to_each_other_in_its_packages(
    offices: tuple[Office, Office],
) -> None:
    branch, committee = offices
    neighbour = OfficeKeys.new("A02", "桂花里第二支部").public
    committee.courier.trust.keep(neighbour)
    committee.courier.trust.issue()
    committee.ledger.save(org("青石街道工委", "C00"))
    data = committee.courier.prepare("A01", "下发").data
    assert branch.accept(data).introduced is None
    assert "A02" not in branch.courier.trust.known()
    branch.courier.trust.set_superior("C00")
    introduced = branch.accept(data).introduced
    assert introduced is not None
    assert introduced.added == ("A02",)
    assert branch.courier.trust.known()["A02"] == neighbour
    branch.ledger.save(org("桂花里第一支部", "A01"))
    branch.courier.trust.issue()
    assert DIRECTORY not in branch.courier.prepare("C00", "上报").manifest.counts


def test_a_directory_alone_is_nothing_to_send(offices: tuple[Office, Office]) -> None:
    _, committee = offices
    committee.courier.trust.issue()
    with pytest.raises(UserError, match="没有新的内容"):
        committee.courier.prepare("A01", "下发")


def test_a_package_by_a_retired_key_is_refused_from_its_number_on(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    branch, committee = offices
    branch.ledger.save(org("桂花里第一支部", "A01"))
    early = branch.courier.prepare("C00", "换名片以前写好的")
    branch.courier.write(early, tmp_path)
    late = branch.courier.prepare("C00", "旧副本后来写的")
    assert (early.manifest.number, late.manifest.number) == (1, 2)
    committee.courier.trust.follow(branch.courier.trust.renew())
    assert committee.accept(early.data).plan is not None
    with pytest.raises(PackageRefused) as refused:
        committee.accept(late.data)
    assert refused.value.refusal is Refusal.RETIRED_KEY
    assert committee.accept(branch.courier.prepare("C00", "用新名片写的").data).plan is not None


def test_what_was_sealed_for_our_old_card_is_opened_still(offices: tuple[Office, Office]) -> None:
    branch, committee = offices
    branch.ledger.save(org("桂花里第一支部", "A01"))
    data = branch.courier.prepare("C00", "在路上").data
    committee.courier.trust.renew()
    committee.accept(data)
    assert committee.orgs() == {"桂花里第一支部"}


def test_a_sender_retired_after_its_package_was_looked_into_is_refused(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    branch, committee = offices
    branch.ledger.save(org("桂花里第一支部", "A01"))
    path = branch.courier.write(branch.courier.prepare("C00", "上报"), tmp_path)
    arrival = committee.courier.look_into(path)
    committee.courier.trust.retire("A01")
    with pytest.raises(PackageRefused) as refused:
        committee.courier.accept(arrival)
    arrival.close()
    assert refused.value.refusal is Refusal.RETIRED_OFFICE
    assert committee.orgs() == set()


def test_a_package_of_a_wrong_date_is_refused_with_both_days(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    branch, committee = offices
    assert isinstance(branch.ledger.clock, SetClock)
    branch.ledger.clock.forward(days=500)
    branch.ledger.save(org("桂花里第一支部", "A01"))
    parcel = branch.courier.prepare("C00", "10月资料")
    with pytest.raises(UserError, match="2028年03月14日，对方电脑的日期不对（本机是 2026年10月31日）"):
        looked_into(committee.courier, parcel.data, tmp_path)
    assert list(committee.folder.glob("incoming-*")) == []
