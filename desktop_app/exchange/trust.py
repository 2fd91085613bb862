"""Trust: this office's own keys and card, the offices it knows, and whom it takes a stranger's word from.

A card is trusted once two of its six words were typed from paper; then by the word of a card trusted before
(its office changed keys), or by the list of the one office marked as our superior. An import asks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.directory import Directory, DirectoryEntry, signed_directory
from desktop_app.exchange.fingerprint import confirm_card, fingerprint
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.offices import FormerCard, How, KnownOffice, OfficeBook, OfficeNotes
from desktop_app.exchange.refusal import NOTHING_CHANGED, PackageRefused, Refusal

# The note with the keys the office signs with: it leaves the sealed file in no form.
KEYS_NOTE = "office_keys"
_SUPERIOR, _ISSUED, _NUMBER = "superior_office", "directory_issued", "package_number"


class CardStanding(Enum):
    """What a presented card is to us."""

    OWN = "本单位自己的名片"
    OUR_CODE = "用了本单位代码的名片"
    NEW = "还不认识的单位"
    KNOWN = "已经登记的名片"
    FOLLOWED = "由旧名片签字换成的新名片"
    SECOND = "已登记单位的另一张名片"
    OUTDATED = "已经换掉的旧名片"


@dataclass(frozen=True)
class CardQuestion:
    """Two cards for one code: the one we hold, its words and since when, and the words of the other."""

    office: KnownOffice
    held: tuple[str, ...]
    presented: tuple[str, ...]
    next_number: int


@dataclass(frozen=True)
class Introduced:
    """What a directory changed here; ``taken`` is False when we hold the same or a later one."""

    issued_on: date
    taken: bool
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    def words(self) -> str:
        """The change in one line."""
        if not self.taken:
            return f"{self.issued_on:%Y-%m-%d} 的名录已经收过，或者有更新的，没有改动"
        parts = (("新认识", self.added), ("换了名片", self.replaced), ("停用", self.retired))
        told = "，".join(f"{what} {len(codes)} 个单位" for what, codes in parts if codes)
        return f"{self.issued_on:%Y-%m-%d} 的名录：{told or '没有变化'}"


class Trust:
    """Who we are and whom we know."""

    def __init__(self, notes: OfficeNotes, clock: Clock) -> None:
        self._notes = notes
        self._clock = clock
        self._book = OfficeBook(notes)

    # -- ourselves ------------------------------------------------------------------------------------

    def introduce(self, code: str, name: str) -> OfficeKeys:
        """Make this office's keys, once, when its branch file is made."""
        keys = OfficeKeys.new(code, name)
        self._notes.set_note(KEYS_NOTE, keys.to_bytes().decode())
        return keys

    @property
    def keys(self) -> OfficeKeys:
        """This office's secret keys; UserError when the file was made without them."""
        kept = self._notes.note(KEYS_NOTE)
        if not kept:
            raise UserError("这个支部文件还没有交换用的名片", todo="请先在“设置”里填好党组织代码和名称")
        return OfficeKeys.from_bytes(kept.encode())

    @property
    def card(self) -> OfficeCard:
        """The trust card others need to read from us and send to us."""
        return self.keys.public

    def fingerprint(self) -> tuple[str, ...]:
        """The six words of our own card, to print on its sheet."""
        return fingerprint(self.card)

    @property
    def next_number(self) -> int:
        """The number our next package bears."""
        return 1 + int(self._notes.note(_NUMBER, "0"))

    def count_package(self, number: int) -> None:
        """A package of ours with this number was written."""
        if number >= self.next_number:
            self._notes.set_note(_NUMBER, str(number))

    def renew(self) -> OfficeCard:
        """New keys, vouched for by the old one, which others believe no more from our next package on."""
        keys = self.keys.renewed(self.next_number)
        self._notes.set_note(KEYS_NOTE, keys.to_bytes().decode())
        if self.issued() is not None:
            # What the old key signed is believed no more.
            self.issue()
        return keys.public

    # -- whom we know ---------------------------------------------------------------------------------

    def known(self) -> dict[str, OfficeCard]:
        """The cards to send to and to believe, by code."""
        return {each.card.code: each.card for each in self._book if each.retired is None}

    def offices(self) -> list[KnownOffice]:
        """Every office known, those not believed any more among them, by code."""
        return list(self._book)

    def signers(self) -> dict[str, OfficeCard]:
        """Every card whose signature means something, the replaced ones too: `admit` says how far."""
        found: dict[str, OfficeCard] = {}
        for office in self._book:
            found[office.card.code] = office.card
            for place, former in enumerate(office.former):
                found[f"{office.card.code}#{place}"] = former.card
        return found

    def admit(self, sender: OfficeCard, number: int) -> None:
        """Let a package pass whose signature holds; PackageRefused when its key or its office is retired."""
        office = self._book.get(sender.code)
        if office is None:
            raise PackageRefused(Refusal.UNKNOWN_SENDER)
        if office.retired is not None and number >= office.retired:
            raise PackageRefused(Refusal.RETIRED_OFFICE, f"from number {office.retired}")
        for former in office.former:
            if former.card.sign_key == sender.sign_key and number >= former.until:
                raise PackageRefused(Refusal.RETIRED_KEY, f"from number {former.until}")

    def seen(self, code: str, number: int) -> None:
        """A package of office ``code`` with this number was taken over."""
        if number >= self.next_from(code):
            self._notes.set_note(f"last_number:{code}", str(number))

    def next_from(self, code: str) -> int:
        """The first package number of office ``code`` that we have not taken over yet."""
        return 1 + int(self._notes.note(f"last_number:{code}", "0"))

    def card_of(self, code: str) -> OfficeCard:
        """The card of a known office; UserError when there is none."""
        office = self._held(code)
        if office.retired is not None:
            raise UserError(
                f"{office.card.name}已经停用", todo="要重新往来，请在“上报与接收”里重新登记对方的名片"
            )
        return office.card

    # -- a card presented -----------------------------------------------------------------------------

    def standing(self, card: OfficeCard) -> CardStanding:
        """What this card is to us; nothing is changed."""
        own = self.card
        if card.code == own.code:
            return CardStanding.OWN if card.sign_key == own.sign_key else CardStanding.OUR_CODE
        office = self._book.get(card.code)
        if office is None:
            return CardStanding.NEW
        if card.sign_key == office.card.sign_key:
            return CardStanding.KNOWN if office.retired is None else CardStanding.NEW
        if office.holds(card.sign_key):
            return CardStanding.OUTDATED
        return CardStanding.SECOND if _handed_on(office.card, card) is None else CardStanding.FOLLOWED

    def question(self, card: OfficeCard) -> CardQuestion:
        """What to ask about a second card: both fingerprints, since when we hold ours, what comes next."""
        office = self._held(card.code)
        return CardQuestion(office, fingerprint(office.card), fingerprint(card), self.next_from(card.code))

    def learn(self, card: OfficeCard, typed: Mapping[int, str], *, superior: bool = False) -> None:
        """Trust a card once the operator typed two words of its fingerprint from the printed sheet.

        ``superior`` marks the office as the one whose directory we take. UserError when a word differs, and
        for every card that needs another answer: our own, a second one for a known code, an outdated one.
        """
        self._expect(card, CardStanding.NEW, CardStanding.KNOWN)
        confirm_card(card, typed)
        self.keep(card)
        if superior:
            self.set_superior(card.code)

    def replace(self, card: OfficeCard, typed: Mapping[int, str], number: int | None = None) -> None:
        """Answer the question with yes: the new card counts, the old one only below package ``number``.

        Without ``number``, below the first package not seen yet. UserError as in `learn`.
        """
        self._expect(card, CardStanding.SECOND)
        confirm_card(card, typed)
        until = self.next_from(card.code) if number is None else number
        office = self._held(card.code).with_card(card, until, How.TYPED, self._clock.now().date())
        self._book.put(replace(office, retired=None))

    def follow(self, card: OfficeCard) -> int:
        """Take the new card of an office whose old key vouches for it; the number it counts from."""
        self._expect(card, CardStanding.FOLLOWED)
        office = self._held(card.code)
        number = _handed_on(office.card, card)
        if number is None:
            raise AssertionError("a followed card has a succession")
        self._book.put(office.with_card(card, number, office.how, self._clock.now().date()))
        return number

    def keep(self, card: OfficeCard) -> None:
        """Keep a card that was confirmed; UserError where `learn` would not take it."""
        self._expect(card, CardStanding.NEW, CardStanding.KNOWN)
        office = self._book.get(card.code) or KnownOffice(card)
        self._book.put(
            replace(office, card=card, how=How.TYPED, since=self._clock.now().date(), retired=None)
        )

    def retire(self, code: str) -> int:
        """Believe an office no more, from its first package not seen yet on; that number."""
        number = self.next_from(code)
        self._book.put(replace(self._held(code), retired=number))
        return number

    # -- the superior and its directory ---------------------------------------------------------------

    @property
    def superior(self) -> str:
        """The code of the one office that may introduce others to us; empty when none is marked."""
        return self._notes.note(_SUPERIOR)

    def set_superior(self, code: str) -> None:
        """Mark a known office as our superior; empty for none."""
        if code:
            self._held(code)
        self._notes.set_note(_SUPERIOR, code)

    def issued(self) -> Directory | None:
        """The directory we issued last."""
        kept = self._notes.note(_ISSUED)
        return _directory(kept) if kept else None

    def is_issued(self) -> bool:
        """Whether the directory issued last says what one issued now would, by our present key."""
        last = self.issued()
        return last is not None and last.issuer == self.card and last.entries == self.to_issue()

    def to_issue(self) -> tuple[DirectoryEntry, ...]:
        """What a directory issued now would say: every office below us, and until when its cards counted."""
        entries: list[DirectoryEntry] = []
        for office in self._book:
            if office.card.code == self.superior:
                continue
            first = 0
            for former in office.former:
                entries.append(DirectoryEntry(former.card, first, former.until))
                first = former.until
            entries.append(DirectoryEntry(office.card, first, office.retired))
        return tuple(entries)

    def issue(self) -> Directory:
        """Sign a new directory; from now on every package to an office below us carries it."""
        last = self.issued()
        now = self._clock.now()
        # The minute counts: a file put back from its backup does not know how many it issued since.
        serial = max(int(f"{now:%Y%m%d%H%M}"), last.serial + 1 if last else 0)
        directory = signed_directory(self.keys, serial, now.date(), self.to_issue())
        self._notes.set_note(_ISSUED, directory.to_bytes().decode())
        return directory

    def carried_to(self, *codes: str) -> bytes:
        """The directory that goes along to these offices; nothing goes up or to ourselves."""
        if {self.superior, self.card.code} & {*codes}:
            return b""
        return self._notes.note(_ISSUED).encode()

    def take_directory(self, data: bytes) -> Introduced:
        """Believe our superior's directory. UserError when it is not signed by the office marked as superior.

        It never touches our own card, nor the superior's but by a succession its old key signed.
        """
        directory = Directory.from_bytes(data)
        self._check_issuer(directory.issuer)
        note = f"directory_serial:{directory.issuer.code}"
        if directory.serial <= int(self._notes.note(note, "0")):
            return Introduced(directory.issued_on, False)
        done: dict[str, list[str]] = {"added": [], "replaced": [], "retired": []}
        spared = (self.card.code, directory.issuer.code)
        for entry in directory.entries:
            if entry.card.code not in spared:
                self._introduce(entry, done)
        # Noted last: a directory cut off half-way is simply read again.
        self._notes.set_note(note, str(directory.serial))
        added = dict.fromkeys(done["added"])
        replaced = [code for code in done["replaced"] if code not in added]
        retired = [code for code in done["retired"] if code not in replaced]
        return Introduced(directory.issued_on, True, tuple(added), tuple(replaced), tuple(retired))

    def _check_issuer(self, issuer: OfficeCard) -> None:
        if not self.superior or issuer.code != self.superior:
            raise UserError(
                f"这份名录由“{issuer.name}”签发，它不是本机登记的上级。",
                NOTHING_CHANGED,
                "只收上级党组织的名录：请在“名片”里登记上级的名片，并标为上级。",
            )
        standing = self.standing(issuer)
        if standing is CardStanding.FOLLOWED:
            self.follow(issuer)
        elif standing is not CardStanding.KNOWN:
            raise UserError(
                f"这份名录不是用“{issuer.name}”现在登记的名片签的。",
                NOTHING_CHANGED,
                "请先向上级要新的名片文件登记，再收名录；旧名录可以丢开。",
            )

    def _introduce(self, entry: DirectoryEntry, done: dict[str, list[str]]) -> None:
        card, today = entry.card, self._clock.now().date()
        office = self._book.get(card.code)
        if office is None:
            self._book.put(KnownOffice(card, How.INTRODUCED, today, (), entry.retired))
            done["added"].append(card.code)
        elif card.sign_key == office.card.sign_key:
            if entry.retired is not None and office.retired is None:
                done["retired"].append(card.code)
            retired = office.retired if entry.retired is None else entry.retired
            self._book.put(replace(office, card=card, retired=retired))
        elif office.holds(card.sign_key):
            # We know already what followed this card, be it from the office itself.
            return
        elif entry.retired is not None:
            self._book.put(replace(office, former=(FormerCard(card, entry.retired), *office.former)))
        else:
            by_word = _handed_on(office.card, card)
            until = entry.first if by_word is None else by_word
            if office.retired is not None:
                until = min(until, office.retired)
            self._book.put(replace(office.with_card(card, until, How.INTRODUCED, today), retired=None))
            done["replaced"].append(card.code)

    # -- what the methods above share -----------------------------------------------------------------

    def _held(self, code: str) -> KnownOffice:
        office = self._book.get(code)
        if office is None:
            raise UserError(f"还没有登记“{code}”的名片", todo="请先在“上报与接收”里登记对方的名片")
        return office

    def _expect(self, card: OfficeCard, *fit: CardStanding) -> None:
        standing = self.standing(card)
        if standing not in fit:
            raise unfit(standing, card.name)


_ANSWERS = {
    CardStanding.OWN: ("这是本单位自己的名片。", "请选择对方给的名片文件。"),
    CardStanding.OUR_CODE: (
        "这张名片用了本单位的代码，却不是本单位的名片。",
        "请问一问“{name}”是谁做的；两个单位不能用一个代码，请对方改代码后重新做名片。",
    ),
    CardStanding.NEW: ("“{name}”还没有登记。", "请先照纸质核对单登记这张名片。"),
    CardStanding.KNOWN: ("“{name}”已经用这张名片登记了。", ""),
    CardStanding.FOLLOWED: (
        "“{name}”换了名片，新名片有旧名片的签字。",
        "请在“名片”里打开新的名片文件，直接换用。",
    ),
    CardStanding.SECOND: (
        "“{name}”已经登记了另一张名片，没有换。",
        "请在“名片”里打开这个文件，对照新旧两张名片的核对词，再决定换不换。",
    ),
    CardStanding.OUTDATED: ("这是“{name}”已经换掉的旧名片。", "请向对方要现在用的名片文件。"),
}


@lru_cache(maxsize=2)
def _directory(text: str) -> Directory:
    return Directory.from_bytes(text.encode())


def unfit(standing: CardStanding, name: str) -> UserError:
    """Why a card of this standing is not just taken, and what to do with it."""
    what, todo = _ANSWERS[standing]
    return UserError(what.format(name=name), NOTHING_CHANGED, todo.format(name=name))


def _handed_on(old: OfficeCard, new: OfficeCard) -> int | None:
    """The package number from which ``new`` follows ``old`` by the old key's own word; None without one."""
    for each in new.successions:
        if each.old_key == old.sign_key:
            return each.number
    return None
