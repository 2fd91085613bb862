"""导出: the list as it stands, or the whole register, as a workbook or as CSV, chosen in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.storage.listing import Listing
from desktop_app.views.page_parts.meeting_sheet import menu_button
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.table.record_table import RecordTable
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

KINDS = "Excel 工作簿 (*.xlsx);;逗号分开的表格 CSV (*.csv)"
_BATCH = 500


@dataclass(frozen=True)
class Extent:
    """What goes out: these records, with the columns of these names (None for every box people fill)."""

    listing: Listing
    uids: Sequence[str]
    names: tuple[str, ...] | None = None


class ExportDoor(QObject):
    """The button over a table, its menu, and the writing; ``noted`` is told what went out, for the log."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        table: RecordTable,
        noted: Callable[[str, str, str], object],
        parent: QWidget,
        doors: FileDialogs | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._table = desk, shell, table
        self._noted, self._doors = noted, doors or FileDialogs(desk.settings)
        self.menu = QMenu()
        self.seen_action = self.menu.addAction("")
        self.chosen_action = self.menu.addAction("")
        self.whole_action = self.menu.addAction("")
        self.seen_action.triggered.connect(lambda: self.ask(self.as_seen()))
        self.chosen_action.triggered.connect(lambda: self.ask(self.as_chosen()))
        self.whole_action.triggered.connect(lambda: self.ask(self.whole()))
        self.menu.aboutToShow.connect(self._tell)
        self.button = menu_button(desk.theme, "导出表格", "export", self.menu)

    # -- what goes out -----------------------------------------------------------------------------

    def as_seen(self) -> Extent:
        """The columns shown in their order, the rows that fit in theirs."""
        listing = self._table.records.listing
        return Extent(listing, listing.uids(), self.names())

    def as_chosen(self) -> Extent:
        """The selected rows with the columns shown."""
        return Extent(self._table.records.listing, self._table.uids(), self.names())

    def whole(self) -> Extent:
        """Every record of the register with every box people fill."""
        listing = self._table.records.listing
        every = replace(listing, words="", filters={}, year=None, order=(), removed=False)
        return Extent(every, every.uids())

    def names(self) -> tuple[str, ...]:
        """The columns shown, from left to right."""
        head, names = self._table.horizontalHeader(), list(self._table.records.listing.columns)
        order = [head.logicalIndex(at) for at in range(head.count())]
        return tuple(names[column] for column in order if not self._table.isColumnHidden(column))

    def _tell(self) -> None:
        listing = self._table.records.listing
        seen, chosen = self._table.records.rowCount(), len(self._table.uids())
        columns, every = len(self.names()), importable_boxes(listing.register)
        whole = replace(listing, words="", filters={}, year=None, removed=False)
        self.seen_action.setText(f"按列表现在的样子（{columns} 列 {seen:,} 条）")
        self.chosen_action.setText(f"只导出选中的 {chosen} 条（{columns} 列）")
        self.chosen_action.setVisible(chosen > 1)
        self.whole_action.setText(f"全部记录、全部栏目（{len(every)} 列 {whole.count():,} 条）")

    # -- writing -----------------------------------------------------------------------------------

    def ask(self, extent: Extent) -> None:
        """Ask where to, and write."""
        name = f"{bare(extent.listing.register.title)}{self._desk.ledger.today:%Y%m%d}.xlsx"
        path = self._doors.save_file(self._table, "导出表格", name, KINDS)
        if path is not None:
            self.write(path, extent)

    def write(self, path: Path, extent: Extent) -> None:
        """Write a workbook, or CSV where the name ends so."""
        desk, register = self._desk, extent.listing.register

        def job() -> int:
            # Loaded late: nobody exports in the first seconds.
            from desktop_app.exchange.workbook.write import write_sheet
            from desktop_app.exchange.workbook.write_csv import write_csv

            records = list(extent.listing.records(extent.uids))
            figures = figures_of(extent, records)
            given: dict[str, Any] = {"boxes": extent.names, "figures": figures}
            if path.suffix.lower() == ".csv":
                data = write_csv(register, records, desk.ledger.name, **given)
            else:
                data = write_sheet(register, records, desk.ledger.name, day=desk.ledger.today, **given)
            save_bytes(path, data)
            self._noted(register.title, f"{len(records)} 条", path.name)
            return len(records)

        self._desk.bridge.run(job, done=lambda count: self._done(count, path))

    def _done(self, count: int, path: Path) -> None:
        back = "" if path.suffix.lower() == ".csv" else "；在 WPS 里改好后导入，只带回改动过的格"
        self._shell.show_notice(f"已导出 {count} 条到 {path.name}{back}")


def figures_of(extent: Extent, records: Sequence[Any]) -> dict[str, dict[str, object]]:
    """The worked-out columns of an export, some hundred records at a time."""
    listing = extent.listing
    names = [n for n in extent.names or () if (listing.register.name, n) in listing.computed]
    found: dict[str, dict[str, object]] = {name: {} for name in names}
    for start in range(0, len(records), _BATCH):
        for name in names:
            work = listing.computed[listing.register.name, name]
            found[name] |= work(records[start : start + _BATCH], listing.reader)
    return found
