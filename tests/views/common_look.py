"""What every list and table has alike: verbs for its rows, heads that sort and keep their columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from desktop_app.views.page_parts.frozen_column import FrozenColumn
from desktop_app.views.page_parts.line_list import LineList
from desktop_app.views.page_parts.pick_list import PickList
from desktop_app.views.pages.organization_life.appraisal_grid import AppraisalGrid
from desktop_app.views.pages.people.dues_table import DuesTable
from desktop_app.views.pages.reporting.branch_table import BranchTable
from desktop_app.views.pages.tables.search_hits import HitList
from desktop_app.views.table.columned_table import ColumnedTable
from desktop_app.views.table.frozen_columns import FrozenColumns

# Parts of another table.
PARTS = (QHeaderView, FrozenColumn, FrozenColumns)
# Lists without heads to sort by, and tables whose heads do not sort, each with the reason.
WITHOUT = {
    LineList: "two lines a row and no heads; its page has filters, chips and the search",
    HitList: "the best hit stands first",
    PickList: "some few things to choose one of, in the order they are meant in",
    DuesTable: "typed into by rows of one order, as the book of dues has them",
    AppraisalGrid: "typed into by rows of one order, as the ballots were read",
    BranchTable: "branches in the order of the directory, months in theirs",
}
# Nothing is done with what these list but to choose it.
WITHOUT_MENU = (PickList, HitList)


def lacking(view: QAbstractItemView) -> str:
    """What a list or table lacks of the common look; '' for nothing."""
    if isinstance(view, PARTS):
        return ""
    lacks = [] if isinstance(view, WITHOUT_MENU) or not view.model().rowCount() else _menu_lacks(view)
    if not isinstance(view, tuple(WITHOUT)):
        if not isinstance(view, ColumnedTable):
            lacks.append("is of no known kind")
        else:
            lacks += _heads_lack(view)
    return "、".join(lacks)


def _menu_lacks(view: QAbstractItemView) -> list[str]:
    """The menu of its first row copies, whatever else it does."""
    if not view.currentIndex().isValid():
        view.setCurrentIndex(view.model().index(0, 0))
    words = [one.words for one in view.row_verbs()] if hasattr(view, "row_verbs") else []
    return [] if any("复制" in one for one in words) else [f"no menu that copies: {words}"]


def _heads_lack(table: ColumnedTable) -> list[str]:
    """Its heads are pressed to sort or say that they do not, choose columns, and keep how they stand."""
    heads, lacks = table.heads, []
    if heads.contextMenuPolicy() != Qt.ContextMenuPolicy.CustomContextMenu:
        lacks.append("no menu on its heads")
    sorts = heads.isSortIndicatorShown() or table.isSortingEnabled()
    if not sorts and "排序" in heads.toolTip():
        lacks.append("says that it sorts")
    if not heads.sectionsClickable() or not heads.sectionsMovable():
        lacks.append("columns that stay where they are")
    return lacks
