"""The right of the pane that sends: what may be picked, what the package holds, what stays, what to do."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.duties.summaries.handing_over import handed_out
from desktop_app.records.record import Register
from desktop_app.registers.exchange.kinds import HANDOVER, SECOND_PC, STEP, PackageKind, Picked
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.tick_table import TickTable
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words

# What has to be done by hand around two kinds, in order.
TO_DO: Mapping[str, tuple[str, ...]] = {
    STEP.name: (
        "第一次：先在上面选“再装一台电脑（两台都用）”，把支部文件抄过去，那一台才算本单位的第二台电脑。",
        "以后：两台各自录入。想对齐时，在一台写到U盘，到另一台“接收”；再从那一台写回来，这台接收。",
        "带的是本单位自己的记录；下级交来的包，两台各收一次。",
        "两台都改了同一条的，较晚的一版先用，另一版放进“冲突待定”，由人逐栏定。",
        "不要用复制文件夹的办法搬资料：用上面的办法搬的，程序才核对过。",
    ),
    HANDOVER.name: (
        "写到U盘的是整个支部文件，已加密，打开要用现在的密码；名片、往来单位和字号等设置一起带走。",
        "到新电脑上：装好程序，插上U盘，第一次打开时选“从旧电脑搬来”，输入密码。",
        "搬好以后核对花名册人数，再写一个包交上级，看回执。",
        "写好以后，这台电脑上的支部文件只能看；没有搬成的，可以在这里收回，接着录。",
        "书记也换了的，在“设置与备份”里办“书记交接”。",
    ),
    SECOND_PC.name: (
        "写到U盘的是整个支部文件，已加密；名片和往来单位一起带过去。这台电脑照常录入。",
        "到第二台电脑上：装好程序，插上U盘，第一次打开时选“从旧电脑搬来”，密码和这台一样。",
        "打开以后它单独编号，不会和这台混在一起。以后想对齐时，用“和另一台电脑同步”。",
        "以后哪一台登记了新单位，另一台也要登记一次；换了本单位名片的，请从那台再搬一次。",
    ),
}
_NAMES = 6


class SendContents(QWidget):
    """What may be picked, what is in the package, and what to do around it; ``picked`` tells of a tick."""

    picked = Signal()
    cards_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.offer_card = Card(theme, "下发哪些")
        self.offer = TickTable(
            theme,
            ("类别", "名称"),
            (112, 120),
            empty=("megaphone", "还没有可以下发的"),
            name="下发哪些",
        )
        self.offer.set_empty("megaphone", "还没有可以下发的", "先在“通知和任务”里写一条")
        self.offer.ticked.connect(self.picked)
        self.offer_card.body.addWidget(self.offer, 1)
        self.to_do_card = Card(theme, "怎么做")
        self.to_do = [Words(theme, "", wrap=True) for _ in range(max(map(len, TO_DO.values())))]
        for words in self.to_do:
            self.to_do_card.body.addWidget(words)
        self.keys_button = LinkButton(theme, "去换名片", "next")
        self.keys_button.clicked.connect(self.cards_asked)
        self.to_do_card.body.addWidget(self.keys_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.to_do_card.body.addStretch(1)
        self.inside = Card(theme, "包里有什么")
        self.note = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.inside.body.addWidget(self.note)
        self.table = PlainTable(
            theme, ("台账", "条数", "带哪些栏"), (190, 76, 100), right=(1,), name="包里的台账、条数和栏"
        )
        self.inside.body.addWidget(self.table, 1)
        self.stays = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.inside.body.addWidget(self.stays)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(12))
        column.addWidget(self.offer_card, 1)
        column.addWidget(self.to_do_card)
        column.addWidget(self.inside, 1)
        self._column = column

    def show_kind(self, kind: PackageKind) -> None:
        """Lay out what a kind needs."""
        self.offer_card.setVisible(bool(kind.offers))
        lines = TO_DO.get(kind.name, ())
        self.to_do_card.setVisible(bool(lines))
        for number, words in enumerate(self.to_do):
            words.setVisible(number < len(lines))
            words.setText(f"{number + 1}. {lines[number]}" if number < len(lines) else "")
        self.keys_button.setVisible(kind is HANDOVER)
        self.inside.setVisible(not kind.is_copy)
        self._column.setStretch(1, 1 if kind.is_copy else 0)
        if kind.offers:
            self._offer_records()

    def _offer_records(self) -> None:
        ledger, first = self._desk.ledger, not self.offer.model.lines
        lines = []
        for record in handed_out(ledger):
            register = ledger.catalogue.of(record)
            day = getattr(record, register.period, None) if register.period else None
            name = register.heading(record, ledger.name) + (f"　{day}" if day else "")
            lines.append(PlainLine((register.title, name), key=(register.name, str(record.uid))))
        self.offer.blockSignals(True)
        self.offer.show_ticks(lines)
        if first:
            self.offer.tick_all(True)
        self.offer.blockSignals(False)

    def chosen(self) -> Picked:
        """The records ticked, by register."""
        found: dict[str, set[str]] = {}
        ticked = self.offer.keys()
        for name, uid in ticked:
            found.setdefault(name, set()).add(uid)
        return {name: frozenset(uids) for name, uids in found.items()}

    def show_counts(
        self, counts: Mapping[str, int], boxes: Mapping[str, Sequence[str]], note: str, stays: str
    ) -> None:
        """List what the package holds: registers, records and boxes."""
        lines = []
        for register in self._desk.ledger.catalogue:
            if register.name in counts:
                title = ("　" if register.parent else "") + register.title
                fields = boxes_words(register, boxes.get(register.name, ()))
                lines.append(PlainLine((title, f"{counts[register.name]} 条", fields)))
        self.table.show_lines(lines)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.stays.setText(stays)
        self.stays.setVisible(bool(stays))
        for words in self.to_do:
            words.updateGeometry()  # measured before they were first seen


def boxes_words(register: Register, boxes: Sequence[str]) -> str:
    """Which boxes of a register go, in a few words."""
    if len(boxes) == len(register.boxes):
        return f"全部 {len(boxes)} 栏"
    titles = [register.boxes[name].title for name in boxes]
    more = "等" if len(titles) > _NAMES else ""
    return f"{len(titles)} 栏：{'、'.join(titles[:_NAMES])}{more}"
