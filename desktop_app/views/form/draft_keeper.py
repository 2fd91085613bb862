"""One behaviour of drafts wherever text is typed: kept meanwhile, offered once, and in sight is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.views.form.draft import FormDraft, typed_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.base.errors import UserError
    from desktop_app.desk import Desk

# What is typed is kept so many milliseconds after the first stroke.
DRAFT_MS = 3000


class Fields(Protocol):
    """What a draft is kept of: a form of boxes, or several as one."""

    @property
    def held(self) -> Mapping[str, Any]:
        """What the record holds."""
        ...

    @property
    def begun(self) -> Mapping[str, Any]:
        """What they held before a hand typed: that, or what was proposed."""
        ...

    def names(self) -> Collection[str]:
        """What there is to type into."""
        ...

    def kept(self) -> dict[str, Any]:
        """What they hold now, as plain values."""
        ...

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Show what a draft kept."""
        ...

    def tell_clash(self, clash: Mapping[str, str]) -> None:
        """Show the words a box had in the draft, where it was typed anew meanwhile."""
        ...


class DraftBar(Banner):
    """Offers what was typed and not saved: 接着写 or 不要了. Either acts once, and the bar goes."""

    taken = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, "接着写", "due", parent)
        self._is_answered = False
        self.drop_button = LinkButton(theme, "不要了")
        self.row.addWidget(self.drop_button)
        self.pressed.connect(partial(self._answer, self.taken.emit))
        self.drop_button.clicked.connect(lambda: self._answer(self.dropped.emit))

    def _answer(self, tell: Callable[[], object]) -> None:
        if not self._is_answered:
            self._is_answered = True
            tell()

    def put_away(self) -> None:
        """Take the bar out of what it stands in."""
        self._is_answered = True
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.removeWidget(self)
        self.hide()
        self.deleteLater()


class DraftKeeper(QObject):
    """Keeps what is typed into ``fields`` in a draft, and offers a draft that was left.

    ``put_up`` lays the bar into the form. ``taken_up`` tells that the draft stands in the form again,
    ``answered`` that the bar is gone either way.
    """

    taken_up = Signal()
    answered = Signal()

    def __init__(
        self, desk: Desk, fields: Fields, put_up: Callable[[DraftBar], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._fields, self._put_up = desk, fields, put_up
        self.draft: FormDraft | None = None
        self.bar: DraftBar | None = None
        self.is_dirty = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DRAFT_MS)
        self.timer.timeout.connect(lambda: self.keep())

    def open(self, draft: FormDraft, *, offers: bool = True) -> None:
        """Go on with the draft of what the form shows now; the bar of what it showed before goes."""
        self.timer.stop()
        self.put_away()
        self.is_dirty = False
        self.draft = draft
        kept = draft.read(self._fields.names()) if offers else None
        if kept is not None:
            bar = self.bar = DraftBar(self._desk.theme, f"{kept['at']}写的内容还没有保存，都还在。")
            bar.taken.connect(self._take_up)
            bar.dropped.connect(self._drop)
            self._put_up(bar)

    def edited(self) -> None:
        """A hand changed something: it is kept soon."""
        self.is_dirty = True
        if not self.timer.isActive():
            self.timer.start()

    def keep(self, failed: Callable[[UserError], None] | None = None) -> None:
        """Keep what is typed so far, if anything is."""
        self.timer.stop()
        if self.is_dirty and self.draft is not None:
            self.draft.keep(self._typed(), failed=failed, was=self._fields.held)

    def _typed(self) -> dict[str, Any]:
        return typed_of(self._fields.kept(), self._fields.begun)

    def saved(self) -> None:
        """What was typed is in the branch file, or is not wanted; a draft not answered yet stays."""
        self.timer.stop()
        self.is_dirty = False
        if self.draft is not None:
            self.draft.drop()

    def put_away(self) -> None:
        """Take the bar away; what it offers stays in the branch file."""
        bar, self.bar = self.bar, None
        if bar is not None:
            bar.put_away()

    def _take_up(self) -> None:
        draft = self.draft
        if draft is None or draft.waiting is None:
            return
        fields, kept = self._fields, draft.waiting
        if self.is_dirty:
            kept = draft.joined(kept, {"boxes": self._typed(), "was": fields.held})
        draft.answered()
        self.put_away()
        fields.take_up(kept["boxes"], kept["was"])
        fields.tell_clash({**_left_out(kept, fields.kept()), **kept.get("clash", {})})
        self.edited()
        self.taken_up.emit()
        self.answered.emit()

    def _drop(self) -> None:
        if self.draft is not None:
            self.draft.answered()
            if self.is_dirty:
                self.keep()
            else:
                self.draft.drop()
        self.put_away()
        self.answered.emit()


def keep_drafts_in(widget: QWidget) -> None:
    """Keep what is typed anywhere in ``widget``: its page is left, or locked."""
    for keeper in cast("list[DraftKeeper]", widget.findChildren(DraftKeeper)):
        keeper.keep()


def _left_out(kept: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """The words typed into boxes that hold something else since."""
    return {
        name: words
        for name, words in kept["boxes"].items()
        if isinstance(words, str) and words not in ("", kept["was"].get(name), now.get(name))
    }
