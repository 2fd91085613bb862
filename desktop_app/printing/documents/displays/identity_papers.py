"""亮身份: cards several on a sheet with cut marks, door plates, and the poster for the wall."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reportlab.platypus import Flowable, PageBreak

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.people.identity import AREA, BOARD, DESK, PLATE, POST, Shown, shown_on
from desktop_app.printing.documents.draft import Draft, office_draft
from desktop_app.printing.documents.ledger_view import (
    LedgerView,
    branch_name,
    branch_of,
    today_words,
)
from desktop_app.printing.type.page import A3
from desktop_app.printing.type.placard import (
    GREY,
    RED,
    WHITE,
    Mark,
    Panel,
    Placard,
    PlacardPicture,
    PlacardWords,
    Placed,
    Rule,
    cut_marks,
)
from desktop_app.registers.people.members import Member

# A4 less margins is 175 × 265 mm, A3 lying 390 × 245 mm (all measures in mm).
_CARD, _DESK_CARD, _PLATE, _TILE = (83.0, 54.0), (170.0, 54.0), (160.0, 112.0), (73.0, 66.0)
_CARD_GAP, _PLATE_GAP, _TILE_GAP = 7.0, 10.0, 5.0
_CARD_ROWS, _PLATES, _TILE_COLUMNS, _TILE_ROWS = 4, 2, 5, 3
# What the headline and the foot of the poster leave for the tiles.
_WALL = (390.0, 209.0)
_Files = Callable[[str], bytes]
"""Gives the bytes of an attached file."""
_FORMS = {"党徽": "共产党员", DESK: "共产党员", POST: POST, AREA: AREA}


@dataclass(frozen=True)
class Display:
    """What is shown on a day, with the photos' files by display, the branch's name and public telephone."""

    org: str
    day: str
    year: int
    phone: str
    shown: tuple[Shown, ...]
    photos: tuple[tuple[str, str], ...] = ()


def gather(
    ledger: LedgerView, forms: tuple[str, ...], uid: str | None = None, *, photos: bool = False
) -> Display:
    """What is shown today in ``forms``, or the one display ``uid``; UserError when there is nothing."""
    found = shown_on(ledger, load_strokes(), forms=forms, uid=uid)
    if not found:
        raise UserError(
            f"还没有登记{'、'.join(forms) or '亮身份'}", "资料没有改动", "请先在“亮身份”里登记，再来打印"
        )
    branch = branch_of(ledger)
    return Display(
        branch_name(ledger),
        today_words(ledger),
        ledger.today.year,
        str(branch.contact_phone or "") if branch is not None else "",
        tuple(found),
        tuple((one.uid, one.photo) for one in found if photos and one.photo is not None),
    )


# -- cards ---------------------------------------------------------------------------------------------


def _card(org: str, one: Shown, files: _Files) -> tuple[Mark | PlacardPicture, ...]:
    """A card to lay out or wear, 83 × 54 mm: the form on a red band, photo, the name large, post and area."""
    width, height = _CARD
    facts = [one.party_post, one.post]
    lines = ["　".join(part for part in facts if part)]
    lines += [f"责任区：{one.area}"] if one.area else []
    lines += [f"电话：{one.phone}"] if one.phone else []
    left, wide = 5.0, 20.0
    beside = left + wide + 3
    room = width - beside - 3
    place: tuple[Mark | PlacardPicture, ...] = (
        (PlacardPicture(partial(files, one.photo), one.name, left, 9.5, wide, 27.5),)
        if one.photo is not None
        else (
            Panel(left, 9.5, wide, 27.5, edge=0.4, colour=GREY),
            PlacardWords("贴照片", left, 9.5, wide, 27.5, 8, "song", "center", GREY),
        )
    )
    return (
        Panel(0, 0, width, height, edge=0.6, colour=GREY),
        Panel(0, height - 14, width, 14, RED),
        PlacardWords(
            _FORMS.get(one.form, "共产党员"), 4, height - 14, width - 8, 14, 20, "title", "center", WHITE
        ),
        *place,
        PlacardWords(spaced(one.name) or "共产党员", beside, 24, room, 13, 26, "hei", "center"),
        PlacardWords("\n".join(line for line in lines if line), beside, 9, room, 15, 11, "song", "center"),
        PlacardWords(org, 3, 1.5, width - 6, 6.5, 9, "song", "center"),
    )


def _desk_card(org: str, one: Shown) -> tuple[Mark, ...]:
    """A 桌牌 to stand before its owner, 170 × 54 mm, read across a counter."""
    width, height = _DESK_CARD
    facts = "　".join(part for part in (one.party_post, one.post) if part)
    more = "　".join(
        part
        for part in (f"责任区：{one.area}" if one.area else "", f"电话：{one.phone}" if one.phone else "")
        if part
    )
    return (
        Panel(0, 0, width, height, edge=0.6, colour=GREY),
        Panel(0, 0, 34, height, RED),
        PlacardWords("共产\n党员", 2, 6, 30, height - 12, 30, "title", "center", WHITE),
        PlacardWords(spaced(one.name) or "共产党员", 38, 24, width - 42, 24, 48, "hei", "center"),
        PlacardWords(facts, 38, 13.5, width - 42, 10, 16, "song", "center"),
        PlacardWords(more, 38, 7.5, width - 42, 6.5, 10.5, "song", "center"),
        PlacardWords(org, 38, 1.5, width - 42, 6, 9, "song", "center"),
    )


def _cards(display: Display, files: _Files) -> list[Flowable]:
    """Rows of 54 mm: a desk card takes one, two smaller cards share one; four rows to a sheet."""
    desk = [one for one in display.shown if one.form == DESK]
    small = [one for one in display.shown if one.form != DESK]
    rows: list[list[Placed]] = [
        [Placed(2, 0, (*_desk_card(display.org, one), *cut_marks(*_DESK_CARD)))] for one in desk
    ]
    for at in range(0, len(small), 2):
        rows.append(
            [
                Placed(2 + place * (_CARD[0] + 4), 0, (*_card(display.org, one, files), *cut_marks(*_CARD)))
                for place, one in enumerate(small[at : at + 2])
            ]
        )
    pitch = _CARD[1] + _CARD_GAP
    out: list[Flowable] = []
    for at in range(0, len(rows), _CARD_ROWS):
        page = rows[at : at + _CARD_ROWS]
        high = len(page) * pitch
        placed = [
            replace(card, y=high - (line + 1) * pitch + _CARD_GAP / 2)
            for line, row in enumerate(page)
            for card in row
        ]
        out += [PageBreak()] if out else []
        out.append(Placard(174, high, placed))
    return out


def card_draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """身份卡: the card of one display, or of all that are cards, 桌牌, 示范岗 and 责任区 today."""
    display = gather(ledger, tuple(_FORMS) if uid is None else (), uid, photos=True)
    cards = _cards(display, ledger.file_bytes)
    return office_draft("党员身份卡", "党员身份卡", display, cards, about=_about(display))


# -- plates --------------------------------------------------------------------------------------------


def _plate(display: Display, one: Shown) -> tuple[Mark, ...]:
    """A 党员户牌 for a door, 160 × 112 mm; no telephone of the household, the branch's own for the public."""
    width, height = _PLATE
    facts = [f"党员：{one.name}" if one.name else "", one.party_post if one.name else ""]
    area = [f"责任区：{one.area}"] if one.area else []
    phone = [f"监督电话：{display.phone}"] if display.phone else []
    return (
        Panel(0, 0, width, height, RED),
        Panel(3, 3, width - 6, height - 6, edge=1.2, colour=WHITE),
        PlacardWords("共产党员户", 6, height - 52, width - 12, 42, 66, "title", "center", WHITE),
        Panel(10, 14, width - 20, 42, WHITE),
        PlacardWords(
            "\n".join(["　".join(part for part in facts if part), *area]).strip(),
            14, 26, width - 28, 27, 22, "hei", "center",
        ),
        PlacardWords("亮身份　践承诺　邻里有事请找我", 14, 16.5, width - 28, 9, 13, "kai", "center"),
        PlacardWords("　".join([display.org, *phone]), 6, 5, width - 12, 7, 10, "song", "center", WHITE),
    )  # fmt: skip


def _plates(display: Display) -> list[Flowable]:
    out: list[Flowable] = []
    pitch = _PLATE[1] + _PLATE_GAP
    for at in range(0, len(display.shown), _PLATES):
        page = display.shown[at : at + _PLATES]
        high = len(page) * pitch
        out += [PageBreak()] if out else []
        placed = [
            Placed(
                7, high - (line + 1) * pitch + _PLATE_GAP / 2, (*_plate(display, one), *cut_marks(*_PLATE))
            )
            for line, one in enumerate(page)
        ]
        out.append(Placard(174, high, placed))
    return out


def plate_draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """党员户牌: one plate, or all that hang today, two on a sheet."""
    display = gather(ledger, (PLATE,), uid)
    return office_draft("共产党员户牌", "共产党员户牌", display, _plates(display), about=_about(display))


# -- the poster ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Wall:
    """How many tiles stand in a row and how large they are, so that few members fill the poster too."""

    columns: int
    width: float
    height: float

    @classmethod
    def of(cls, count: int) -> "_Wall":
        columns = _TILE_COLUMNS if count > 8 else 4 if count > 3 else 3
        rows = -(-count // columns)
        width = (_WALL[0] - (columns - 1) * _TILE_GAP) / columns
        return cls(columns, width, min(width * 1.25, (_WALL[1] - (rows - 1) * _TILE_GAP) / rows))

    @property
    def scale(self) -> float:
        """How much larger than the smallest tile."""
        return min(self.width / _TILE[0], self.height / _TILE[1])


def _tile(one: Shown, wall: _Wall, files: _Files) -> tuple[Mark | PlacardPicture, ...]:
    """One member on the wall: photo or surname, name, post, area, what was promised."""
    width, height, by = wall.width, wall.height, wall.scale
    high, wide, edge = 33 * by, 24 * by, 3 * by
    foot = height - edge - high
    left: tuple[Mark | PlacardPicture, ...] = (
        (PlacardPicture(partial(files, one.photo), one.name, edge, foot, wide, high),)
        if one.photo is not None
        else (
            Panel(edge, foot, wide, high, (0.95, 0.92, 0.9)),
            PlacardWords(one.name[:1] or "党", edge, foot, wide, high, 40 * by, "title", "center", RED),
        )
    )
    facts = [one.party_post, one.post, f"责任区：{one.area}" if one.area else ""]
    promises = [f"{place}. {item}" for place, item in enumerate(one.promises, 1)]
    beside, line = 2 * edge + wide, foot - 2.5 * by
    room = width - beside - edge
    return (
        Panel(0, 0, width, height, WHITE, edge=0.8, colour=RED),
        *left,
        PlacardWords(spaced(one.name) or "共产党员", beside, height - 14 * by, room, 11 * by, 20 * by, "hei"),
        PlacardWords(
            "\n".join(part for part in facts if part),
            beside, foot, room, high - 11 * by, 11 * by, top=True, alike="facts",
        ),
        Rule(edge, line, width - edge, line, edge=0.5, colour=RED),
        PlacardWords("我承诺", edge, line - 6.5 * by, width, 6 * by, 10.5 * by, "hei", colour=RED),
        PlacardWords(
            "\n".join(promises) or "今年的承诺还没有公示",
            edge, 2, width - 2 * edge, line - 9 * by, 14 * by, top=True, alike="promises", hanging=1.1,
        ),
    )  # fmt: skip


def _poster(display: Display, files: _Files) -> list[Flowable]:
    most = _TILE_COLUMNS * _TILE_ROWS
    out: list[Flowable] = []
    for at in range(0, len(display.shown), most):
        page = display.shown[at : at + most]
        out += [PageBreak()] if out else []
        out.append(Placard(_WALL[0], 250, [_headline(display), *_tiles(page, files)]))
    return out


def _headline(display: Display) -> Placed:
    foot = f"公示日期：{display.day}" + (f"　　监督电话：{display.phone}" if display.phone else "")
    wide = _WALL[0]
    return Placed(
        0,
        0,
        (
            Panel(0, 222, wide, 28, RED),
            PlacardWords("党员亮身份　亮承诺　公示栏", 6, 232, wide - 12, 16, 42, "title", "center", WHITE),
            PlacardWords(
                f"{display.org}（{display.year}年度）", 6, 223.5, wide - 12, 8, 17, "hei", "center", WHITE
            ),
            PlacardWords(foot, 6, 0, wide - 12, 7, 12, "song", "center"),
        ),
    )


def _tiles(page: Sequence[Shown], files: _Files) -> list[Placed]:
    """Tiles from the upper left; a row that is not full stands in the middle, and so do all together."""
    placed = []
    wall = _Wall.of(len(page))
    rows = [page[at : at + wall.columns] for at in range(0, len(page), wall.columns)]
    used = len(rows) * (wall.height + _TILE_GAP) - _TILE_GAP
    top = 9 + _WALL[1] - (_WALL[1] - used) / 2
    for line, row in enumerate(rows):
        left = (_WALL[0] - len(row) * (wall.width + _TILE_GAP) + _TILE_GAP) / 2
        for place, one in enumerate(row):
            y = top - (line + 1) * wall.height - line * _TILE_GAP
            placed.append(Placed(left + place * (wall.width + _TILE_GAP), y, _tile(one, wall, files)))
    return placed


def board_draft(ledger: LedgerView) -> Draft:
    """公示栏: the wall poster of all who show themselves on A3; never a phone number on it.

    The 书记 stands first, then the committee by its posts, who has the same post by 姓氏笔画.

    Each member has one tile: that of his 公示栏照片 where he has one, else of what else he shows.
    """
    found = gather(ledger, (), photos=True)
    tiles: dict[str, Shown] = {}
    for one in sorted(found.shown, key=lambda shown: shown.form != BOARD):
        if one.name:
            tiles.setdefault(one.member, one)
    own = set(tiles.values())
    ranks = _ranks(ledger, [one.member for one in own])
    shown = sorted((one for one in found.shown if one in own), key=lambda one: ranks[one.member])
    display = replace(found, shown=tuple(replace(one, phone="") for one in shown))
    return office_draft(
        "党员亮身份公示栏",
        "党员亮身份公示栏",
        display,
        _poster(display, ledger.file_bytes),
        landscape=True,
        paper=A3,
        about=_about(display),
    )


def _ranks(ledger: LedgerView, members: Sequence[str]) -> dict[str, int]:
    """Where each stands by the posts of a branch, whether the wall shows them or not."""
    posts = list(Member.party_post.options)
    found = ledger.find(Member.select().where(Member.uid.in_(members)))
    return {one.uid: posts.index(one.party_post) if one.party_post in posts else len(posts) for one in found}


def _about(display: Display) -> str:
    return display.shown[0].name if len(display.shown) == 1 else display.day
