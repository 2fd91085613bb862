"""The hand that writes the register of packages: what went out, came in and was acknowledged."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.courier import Parcel
from desktop_app.exchange.manifest import Manifest
from desktop_app.exchange.receipt import Receipt
from desktop_app.exchange.trust import Trust
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.deed_book import DeedBook
from desktop_app.registers.exchange.audit_log import EXPORTED, IMPORTED, AuditLog
from desktop_app.registers.exchange.kinds import EVERYTHING, To, kind_called
from desktop_app.registers.exchange.packages import (
    RECEIVED,
    SENT,
    ExchangePackage,
    package_called,
    package_to,
)
from desktop_app.registers.people.transfer_deeds import TransferAnswer
from desktop_app.registers.reporting.reports import SENT as DISPATCHED
from desktop_app.registers.reporting.reports import SIGNED, MonthlyReport
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.unmerge import was_taken_back

_LONGEST_OBJECT = 190
# So many answers are told of one package.
_MOST_SETTLED = 20


class PackageLog:
    """Writes the register of packages as the courier works, and moves monthly reports along with them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def sent(self, parcel: Parcel, path: Path) -> None:
        """Note a package that was written and read back, a line for each receiver.

        Signed monthly reports that go to the superior in it count as sent.
        """
        kind = kind_called(parcel.manifest.kind) or EVERYTHING
        reports = self._reports_in(parcel) if kind.to is To.SUPERIOR else []
        months = dict.fromkeys(report.month.iso() for report in reports)  # a month may go in two versions
        lines = []
        for receiver in parcel.receivers:
            package = self._line(SENT, parcel.manifest, parcel.code)
            package.to_org, package.to_code = receiver.name, receiver.code
            package.from_org = parcel.sender_name
            package.scope = parcel.left_out or None
            package.fields = tuple(self._fields(parcel)) or None
            package.months = tuple(months) or None
            lines.append(package)
        names = "、".join(card.name for card in parcel.receivers)
        told = (f"{kind.word}，交给{names}", *(lines[0].manifest or ()), *(lines[0].fields or ()), path.name)
        with self._ledger.action(f"{kind.title} {parcel.manifest.subject}", kind="exchange") as action:
            action.save(*lines, self._act(EXPORTED, parcel.manifest.subject, *told))
            for report in reports:
                action.step(report, "send")

    def received(self, manifest: Manifest, sender: OfficeCard, receipt: Receipt, code: str) -> None:
        """Note a package that was taken over."""
        package = self._line(RECEIVED, manifest, code)
        package.from_org = sender.name
        counts = receipt.counts
        taken = f"新增{counts.new}　修改{counts.updated}　冲突{counts.conflict}"
        package.import_log = f"{taken}　不变{counts.same}　不接受{counts.refused}"
        package.receipt_on = self._ledger.today
        if TransferAnswer._meta.table_name in manifest.counts:
            settled = DeedBook(self._ledger, Trust(self._ledger, self._ledger.clock)).settle()
            told = [one.told() for one in settled[:_MOST_SETTLED]]
            told += [f"等 {len(settled)} 份答复"] if len(settled) > _MOST_SETTLED else []
            package.import_log = "\n".join((package.import_log, *told))
        with self._ledger.action(f"登记收到的包 {manifest.subject}", kind="exchange") as action:
            action.save(package, self._act(IMPORTED, manifest.subject, f"{sender.name}　{taken}"))

    def acknowledged(self, receipt: Receipt, sender: OfficeCard) -> None:
        """Note the receipt of a package of ours; its monthly reports are now received."""
        package = package_to(self._ledger, receipt.package_id, sender.code)
        if package is None or package.receipt_on is not None:
            return
        package.receipt_on = self._ledger.today
        package.import_log = f"{sender.name} 于 {receipt.received_at.replace('T', ' ')} 接收"
        with self._ledger.action(f"收到回执 {sender.name}", kind="exchange") as action:
            action.save(package)
            for report in self._reports(DISPATCHED):
                if report.month.iso() in (package.months or ()):
                    action.step(report, "receive", {"receipt": package.import_log})

    def has_received(self, package_id: str) -> bool:
        """Whether a package was taken over before."""
        known = package_called(self._ledger, package_id, RECEIVED) is not None
        return known and not was_taken_back(self._ledger, package_id)

    def _line(self, direction: str, manifest: Manifest, code: str) -> ExchangePackage:
        titles = {register.name: register.title for register in self._ledger.catalogue}
        counts = tuple(f"{titles[name]} {n} 条" for name, n in manifest.counts.items() if name in titles)
        return ExchangePackage(
            package_id=manifest.id,
            direction=direction,
            kind=(kind_called(manifest.kind) or EVERYTHING).word,
            made_on=self._ledger.today,
            made_by=self._ledger.actor,
            manifest=counts or None,
            check_code=code,
        )

    def _fields(self, parcel: Parcel) -> Iterator[str]:
        """Which boxes of each register went, by their titles."""
        for register in self._ledger.catalogue:
            if register.name in parcel.manifest.counts:
                boxes = parcel.selection.boxes[register.name]
                titles = "、".join(register.boxes[name].title for name in boxes)
                yield f"{register.title}：{titles if len(boxes) < len(register.boxes) else '全部栏'}"

    def _reports_in(self, parcel: Parcel) -> list[MonthlyReport]:
        """The signed reports that are in a package and have not gone out before."""
        if MonthlyReport._meta.table_name not in parcel.manifest.counts:
            return []
        only = parcel.selection.only.get(MonthlyReport._meta.table_name)
        return [report for report in self._reports(SIGNED) if only is None or report.uid in only]

    def _reports(self, state: str) -> list[MonthlyReport]:
        query = MonthlyReport.live().where(
            (MonthlyReport.state == state) & (MonthlyReport.owner_office == self._ledger.office)
        )
        found: list[MonthlyReport] = self._ledger.find(query)
        return found

    def _act(self, act: str, subject: str, *told: str) -> AuditLog:
        # The sender's words never keep the line of what came out of the log.
        return AuditBook(self._ledger).line(act, f"U盘数据包：{subject}"[:_LONGEST_OBJECT], *told)
