"""Branch files as the programs of their time wrote them, one of every schema step, under fixtures/steps.

A small one lies as its backup, which holds the branch file and its key byte by byte. What is sealed does
not shrink, and most of a later file are empty pages of its many tables: of these lie the key file as it was
and the pages unsealed and packed, to be sealed again here under the same key. How they were made stands in
``make_released.py``.
"""

import hashlib
import json
import lzma
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop_app.storage import keys

STEPS = Path(__file__).with_name("fixtures") / "steps"
FILE, KEY, LABEL = "branch.zbf", "branch.zbf.key", "label.json"


def released() -> list[str]:
    """The schema steps there is a file of, by name."""
    return sorted(folder.name for folder in STEPS.iterdir())


def told(step: str) -> dict[str, Any]:
    """What is known of the file of a step: password, recovery number, counts by table."""
    found: dict[str, Any] = json.loads((STEPS / step / "told.json").read_text("utf8"))
    return found


def lay_out(step: str, folder: Path) -> tuple[Path, Path]:
    """Put the file of a step with its key into ``folder``, and its backup; gives both paths."""
    kept = STEPS / step
    path, backup = folder / FILE, folder / "released.zbak"
    folder.mkdir(parents=True, exist_ok=True)
    if (kept / "branch.zbak").exists():
        backup.write_bytes((kept / "branch.zbak").read_bytes())
        with zipfile.ZipFile(backup) as packed:
            packed.extractall(folder, (FILE, KEY))
        return path, backup
    (folder / KEY).write_bytes((kept / KEY).read_bytes())
    _seal(lzma.decompress((kept / "pages.sqlite.xz").read_bytes()), path, told(step)["password"])
    has_digest = json.loads((kept / LABEL).read_text("utf8")).get("form", 1) > 1
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_STORED) as packed:
        for name, source in ((LABEL, kept / LABEL), (KEY, folder / KEY), (FILE, path)):
            packed.write(source, name)
        packed.comment = b"0" * 64 if has_digest else b""
    if has_digest:
        # The comment at the very end is the digest of all that stands before it.
        written = backup.read_bytes()[:-64]
        backup.write_bytes(written + hashlib.sha256(written).hexdigest().encode())
    return path, backup


def raw_of(path: Path, password: str) -> bytes:
    """The key of the file at ``path`` by its password."""
    return _raw(keys.unlock(path, password))


def raw_by_sheet(path: Path, recovery: str) -> bytes:
    """The key of the file at ``path`` by its recovery sheet."""
    return _raw(keys.unlock_by_recovery(path, recovery))


def _raw(unlocked: Any) -> bytes:
    found: bytes = getattr(unlocked, "raw", unlocked)
    return found


def _seal(pages: bytes, path: Path, password: str) -> None:
    plain = path.with_name("pages.sqlite")
    plain.write_bytes(pages)
    raw = raw_of(path, password)
    with closing(dbapi2.connect(str(plain))) as database:
        database.execute(f"ATTACH '{path}' AS sealed KEY \"x'{raw.hex()}'\"")
        database.execute("PRAGMA sealed.synchronous = off")
        database.execute("SELECT sqlcipher_export('sealed')")
        database.execute("DETACH sealed")
    plain.unlink()
