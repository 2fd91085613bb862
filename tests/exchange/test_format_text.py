"""FORMAT.md says what is so: a reader written from it reads our files, and its tables are the program's."""

import re
from datetime import date
from pathlib import Path

import pytest

from desktop_app.exchange import blocks, card, directory, extras, manifest, receipt, sealing, stick
from desktop_app.exchange.deed import AnswerDeed, OfferDeed, dossier_digest, sign_answer, sign_offer
from desktop_app.exchange.directory import DirectoryEntry, signed_directory
from desktop_app.exchange.fingerprint import fingerprint
from desktop_app.exchange.receipt import Receipt, ReceiptCounts, code8, sign_receipt
from desktop_app.records.base import STAMP
from desktop_app.records.transfer import EXTRA_COLUMNS
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import DEEDS, KINDS
from tests.exchange import offices, other_reader
from tests.exchange.offices import BRANCH, COMMITTEE, ROWS
from tests.exchange.test_formats import BOXES, FORMATS, Released

TEXT = (Path(manifest.__file__).parent / "FORMAT.md").read_text("utf8")


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose first heading is this."""
    lines = TEXT.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def names(cell: str) -> list[str]:
    """What a cell lists."""
    return re.findall(r"`([^`]+)`", cell)


# -- another program reads ours -------------------------------------------------------------------


def test_another_program_reads_a_package() -> None:
    numbers = [(("t" * 9)[: n % 5], n * n, None if n % 3 else n / 4, n % 2 == 0) for n in range(200)]
    columns = dict(
        zip(("word", "square", "part", "even"), map(list, zip(*numbers, strict=True)), strict=True)
    )
    rows = [*ROWS, ("numbers", columns)]
    data = offices.sealed(offices.manifest(scope={"member": ("name",)}), rows)
    fields, tables = other_reader.package(data, COMMITTEE.seal_identity, BRANCH.public.sign_key)
    assert [row["name"] for row in tables["member"]] == ["张一", "李二", "王三", "赵四"]
    found = [(row["word"], row["square"], row["part"], row["even"]) for row in tables["numbers"]]
    assert repr(found) == repr(numbers)
    assert set(fields) == {name for row in table("key") for name in names(row[0])}


def test_another_program_reads_a_receipt_and_tells_the_same_digits() -> None:
    written = Receipt(
        "0199",
        COMMITTEE.code,
        BRANCH.code,
        "2026-11-24T08:15:00",
        ReceiptCounts(new=4, refused=1),
        "8f3a77",
        (("member", "0" * 32, "「姓名」还没有填"),),
    )
    data = sign_receipt(written, COMMITTEE, BRANCH.public)
    fields, payload = other_reader.receipt(data, BRANCH.seal_identity, COMMITTEE.public.sign_key)
    assert fields["counts"] == [4, 0, 0, 0, 1]
    assert fields["refused"] == [["member", "0" * 32, "「姓名」还没有填"]]
    digits = other_reader.receipt_digits(payload, BRANCH.sign_seed, COMMITTEE.public.sign_key)
    assert digits == code8(written, COMMITTEE, BRANCH.public)
    for name in fields:
        assert f"`{name}`" in TEXT


@pytest.mark.parametrize("times", [0, 2])
def test_another_program_reads_a_card_and_its_words(times: int) -> None:
    keys = BRANCH
    for number in range(times):
        keys = keys.renewed(10 * number + 5)
    fields = other_reader.card(keys.public.to_bytes())
    assert fields["code"] == BRANCH.code
    assert len(fields["successions"]) == times
    assert other_reader.fingerprint(fields) == " ".join(fingerprint(keys.public))


def test_another_program_reads_a_directory() -> None:
    entries = [DirectoryEntry(BRANCH.public, 3), DirectoryEntry(COMMITTEE.public, 0, 9)]
    data = signed_directory(COMMITTEE, 7, date(2026, 11, 1), entries).to_bytes()
    fields = other_reader.directory(data)
    assert [(each[0]["code"], *each[1:]) for each in fields["offices"]] == [
        (BRANCH.code, 3, None),
        (COMMITTEE.code, 0, 9),
    ]


@pytest.mark.parametrize("folder", FORMATS, ids=lambda folder: folder.name)
def test_another_program_reads_every_released_format(folder: Path) -> None:
    released = Released(folder)
    branch, committee = released.branch, released.committee
    fields = other_reader.card(released.card)
    key = bytes.fromhex(fields["sign_key"])
    assert other_reader.fingerprint(fields) == released.expected["fingerprint"]
    _, tables = other_reader.package(released.package, committee.seal_identity, key)
    found = {
        name: {row["uid"]: row[BOXES[name]] for row in rows} for name, rows in tables.items() if name in BOXES
    }
    assert found == released.expected["rows"]
    assert other_reader.package_digits(released.package) == released.expected["package_code"]
    other = committee.public.sign_key
    _, payload = other_reader.receipt(released.receipt, branch.seal_identity, other)
    digits = other_reader.receipt_digits(payload, branch.sign_seed, other)
    assert digits == released.expected["receipt_code"]


def test_another_program_reads_a_deed() -> None:
    files = ["e" * 64, "d" * 64]
    dossier = dossier_digest("c" * 64, files)
    offer = OfferDeed("a" * 32, "b" * 32, 2, BRANCH.code, COMMITTEE.code, date(2026, 11, 23), dossier)
    signed = sign_offer(offer, BRANCH)
    context = "zhibu transfer offer 1"
    read = other_reader.deed(signed, context, BRANCH.public.sign_key)
    assert set(read) == {name for row in table("words of an offer") for name in names(row[0])}
    assert read["dossier"] == other_reader.dossier_digest("c" * 64, files)
    digest = other_reader.deed_digest(signed, context)
    answer = AnswerDeed(
        digest, offer.person, 2, COMMITTEE.code, BRANCH.code, date(2026, 11, 25), False, "不是本支部"
    )
    assert answer.answers(offer)
    read = other_reader.deed(
        sign_answer(answer, COMMITTEE), "zhibu transfer answer 1", COMMITTEE.public.sign_key
    )
    assert set(read) == {name for row in table("words of an answer") for name in names(row[0])}
    assert (read["offer"], read["accepts"], read["reason"]) == (digest, False, "不是本支部")


# -- the tables of the text -----------------------------------------------------------------------


def test_every_kind_of_package_is_named_with_its_word() -> None:
    found = {names(row[0])[0]: row[1] for row in table("kind")}
    assert found.pop("full") == "—"
    assert found == {kind.name: kind.word for kind in (*KINDS, *DEEDS)}


def test_every_kind_of_box_is_named() -> None:
    said = [name.strip() for row in table("kind of box") for name in row[0].split(",")]
    assert sorted(said) == sorted({box.kind for register in catalogue() for box in register.boxes.values()})


def test_the_stamps_and_the_tables_beside_the_registers_are_named() -> None:
    assert [names(row[0])[0] for row in table("column")] == ["uid", *STAMP]
    found = {names(row[0])[0]: tuple(names(row[1])) for row in table("table")}
    assert found == EXTRA_COLUMNS


def test_the_formats_are_those_written_now() -> None:
    formats = [re.findall(r"format (\d+)", row[2]) for row in table("ending")]
    assert formats[0] == [str(manifest.FORMAT)]
    assert formats[1] == [str(Receipt("0", "A", "B", "2026-11-24").format)]
    assert formats[2] == [str(card.FORMAT)]
    assert [names(row[0])[0] for row in table("ending")][1:] == [".zbr", ".zbk", directory.DIRECTORY_SUFFIX]


def test_the_limits_are_those_the_program_holds() -> None:
    said = [
        [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", row[1])] for row in table("what")
    ]
    assert said == [
        [sealing.MAX_FILE_BYTES],
        [sealing._MAX_STANZAS],
        [manifest.MAX_MANIFEST_BYTES],
        [manifest.MAX_BLOCK_ROWS],
        [blocks.MAX_COLUMNS],
        [manifest.MAX_BLOCK_RAW],
        [blocks._MAX_VALUES],
        [blocks.MAX_TEXT],
        [manifest.MAX_BLOCK_ROOM],
        [manifest._SMALL_ROOM, manifest._ROOM_A_ROW],
        [manifest._SMALL_ROWS, manifest._BYTES_A_ROW, manifest.MAX_TOTAL_ROWS],
        [manifest._SMALL_RAW, manifest._RAW_A_BYTE, manifest.MAX_TOTAL_RAW],
        [extras.MAX_FILE],
        [extras._MAX_PARTS],
        [receipt.MAX_RECEIPT_BYTES],
        [receipt.MAX_REFUSED],
        [card.MAX_CARD_BYTES],
        [directory.MAX_DIRECTORY_BYTES],
    ]


def test_what_is_read_whole_is_no_longer_than_the_longest_of_its_kinds() -> None:
    longest = max(receipt.MAX_RECEIPT_BYTES, card.MAX_CARD_BYTES, directory.MAX_DIRECTORY_BYTES)
    assert longest == stick.MAX_SMALL_FILE
