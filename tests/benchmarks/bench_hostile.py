"""Heavy packages of a known sender, each read in a fresh process, beside the bound on memory and time."""

import base64
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import zstandard

from desktop_app.exchange.blocks import encode_block, raw_size
from desktop_app.exchange.manifest import MAX_BLOCK_RAW
from desktop_app.exchange.receipt import open_receipt
from desktop_app.exchange.refusal import PackageRefused
from tests.benchmarks.harness import Job, Result
from tests.exchange.crafted import (
    KNOWN,
    RECEIVER,
    SENDER,
    RawBlock,
    crafted,
    framed,
    locked,
    raw_block,
    verdict,
)

NAME = "hostile"
PEER = "300 MB a package"
BAR = 1.0
MOST_MB = 300.0
# Seconds of CPU that a package of up to a megabyte may take; what more it takes follows its bytes.
MOST_SECONDS = 2.0

MIB = 2**20
SMALL = 4 * MIB - 100


def filled(one: str, size: int, front: str = '{"n":1,"c":{"a":[', back: str = "1]}}") -> RawBlock:
    """A block of ``size`` bytes full of one spelling."""
    count = (size - len(front) - len(back)) // len(one.encode())
    return raw_block("note", 1, (front + one * count + back).encode())


def numbered(spelling: str, count: int, front: str, back: str) -> RawBlock:
    """A block of ``count`` pieces, no two alike."""
    return raw_block("note", 1, (front + ",".join(spelling % n for n in range(count)) + back).encode())


def by_dictionary(rows: int, characters: int, promised: int | None = None) -> RawBlock:
    """Rows that all name one long text."""
    text = json.dumps({"n": rows, "c": {"a": {"d": ["长" * characters], "i": [0] * rows}}})
    return raw_block("note", rows, text.encode(), rows * characters if promised is None else promised)


def pieces(parts: int) -> RawBlock:
    """A file of many equal pieces, the piece written once."""
    piece = base64.b64encode(b"\0" * 90_000).decode()
    digest = hashlib.sha256(b"\0" * 90_000 * parts).hexdigest()
    columns = {
        "sha256": {"d": [digest], "i": [0] * parts},
        "part": list(range(parts)),
        "parts": [parts] * parts,
        "data": {"d": [piece], "i": [0] * parts},
    }
    text = json.dumps({"n": parts, "c": columns}).encode()
    return raw_block("blob", parts, text, parts * (64 + len(piece)))


def lying() -> RawBlock:
    """Two gibibytes that say they are a thousand bytes."""
    packer = zstandard.ZstdCompressor().compressobj(size=2**31)
    blanks = b" " * MIB
    data = b"".join(packer.compress(blanks) for _ in range(2048)) + packer.flush()
    return RawBlock("note", 1, 1000, data)


def honest() -> list[RawBlock]:
    """What a branch may write: 64 MiB of Chinese text in blocks."""
    block = encode_block(
        {
            "uid": [f"{n:032x}" for n in range(2000)],
            "words": [f"{n}" + "支部党员大会" * 200 for n in range(2000)],
        }
    )
    return [RawBlock("note", 2000, raw_size(block.data), block.data, block.room)] * 9


def page(text: str) -> bytes:
    """A signed page of any text."""
    return locked(framed(text.encode()))


def full_rows(blocks: int) -> bytes:
    """As many rows and columns of fractions as a small package may name."""
    text = json.dumps({"n": 5000, "c": {f"c{n}": [1.5] * 5000 for n in range(128)}}, separators=(",", ":"))
    return crafted([raw_block("note", 5000, text.encode())] * blocks)


CASES: dict[str, Callable[[], bytes]] = {
    "empty lists": lambda: crafted([filled("[],", MAX_BLOCK_RAW)]),
    "empty objects": lambda: crafted([filled("{},", MAX_BLOCK_RAW)]),
    "lists uncounted": lambda: crafted([filled("[],", SMALL)]),
    "objects uncounted": lambda: crafted([filled("{},", SMALL)]),
    "keys": lambda: crafted([numbered('"%x":0', 1_200_000, '{"n":1,"c":{"a":[{', "}]}}")]),
    "keys uncounted": lambda: crafted([numbered('"%x":0', 400_000, '{"n":1,"c":{"a":[{', "}]}}")]),
    "columns": lambda: crafted([numbered('"c%x":[1]', 300_000, '{"n":1,"c":{', "}}")]),
    "short texts": lambda: crafted([numbered('"😀%x"', 1_200_000, '{"n":1,"c":{"a":[', "]}}")]),
    "short texts uncounted": lambda: crafted([numbered('"😀%x"', 370_000, '{"n":1,"c":{"a":[', "]}}")]),
    "escapes": lambda: crafted([filled('"\\\\u00e9\\\\ud83d\\\\ude00",', SMALL)]),
    "one long text": lambda: crafted([filled("x", MAX_BLOCK_RAW - 100, '{"n":1,"c":{"a":["😀', '"]}}')]),
    "long numbers": lambda: crafted([filled("9" * 4299 + ",", MAX_BLOCK_RAW)]),
    "long fractions": lambda: crafted([filled("0." + "1" * 4000 + ",", MAX_BLOCK_RAW)]),
    "blanks": lambda: crafted([filled(" ", MAX_BLOCK_RAW)] * 8),
    "deep": lambda: crafted([filled("[", MAX_BLOCK_RAW)]),
    "dictionary": lambda: crafted([by_dictionary(20_000, 12_000)]),
    "dictionary at its limit": lambda: crafted([by_dictionary(10_000, 800)] * 2),
    "dictionary, first format": lambda: crafted([by_dictionary(1_000, 8_000)] * 20, form=1),
    "dictionary lying": lambda: crafted([by_dictionary(10_000, 800, 0)]),
    "pieces": lambda: crafted([pieces(500)]),
    "pieces within bounds": lambda: crafted([pieces(n) for n in range(60, 67)]),
    "zstd": lambda: crafted([lying()]),
    "blocks": lambda: crafted([raw_block("note", 1, b'{"n":1,"c":{"a":[1]}}')] * 20_000),
    "rows": lambda: full_rows(4),
    "page of objects": lambda: page('{"format":[' + "{}," * 1_398_000 + "1]}"),
    "page of keys": lambda: page("{" + ",".join(f'"{n:x}":0' for n in range(400_000)) + "}"),
    "page of blocks": lambda: page("[" + ",".join(['["note",1,1,1,"' + "0" * 64 + '",0]'] * 47_000) + "]"),
    "receipt of objects": lambda: receipt("[" + "{}," * 2_796_000 + "1]"),
    "receipt of keys": lambda: receipt("{" + ",".join(f'"{n:x}":0' for n in range(700_000)) + "}"),
    "honest": lambda: crafted(honest()),
}


def makes(name: str, path: str) -> None:
    """Write the package of a case."""
    Path(path).write_bytes(CASES[name]())


def reads(path: str) -> tuple[str, float]:
    """What a fresh process says of the package or receipt, and the seconds of CPU that took."""
    data = Path(path).read_bytes()
    begun = time.process_time()
    said = said_of_receipt(data) if data.startswith(b"ZBR1") else verdict(data)
    return said, time.process_time() - begun


def said_of_receipt(data: bytes) -> str:
    """The name of the refusal of a receipt."""
    try:
        open_receipt(data, RECEIVER, KNOWN)
    except PackageRefused as refused:
        return refused.refusal.name
    return "read"


def receipt(text: str) -> bytes:
    """A signed receipt of any text, in the first format, which lies open."""
    payload = text.encode()
    return b"ZBR1" + SENDER.public.sign_key + SENDER.sign(b"zhibu receipt 1\0" + payload) + payload


def run() -> Result:
    """Every case once; the worst memory is ours, the bound the peer."""
    worst, slow = ("", 0.0), []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zbb"
        for name in CASES:
            # Made elsewhere: a child begins with the memory of its parent counted as its own.
            Job("tests.benchmarks.bench_hostile:makes", (name, str(path)))()
            cost = Job("tests.benchmarks.bench_hostile:reads", (str(path),))()
            said, seconds = cost.value
            print(
                f"  {name:26} {path.stat().st_size:>10,} B {seconds:6.2f} s {cost.rss:6.0f} MB  {said}",
                flush=True,
            )
            worst = max(worst, (name, cost.rss), key=lambda case: case[1])
            if seconds > MOST_SECONDS:
                slow.append(f"{name} took {seconds:.1f} s")
    return Result(worst[1], MOST_MB, "MB", f"worst: {worst[0]}", "; ".join(slow))
