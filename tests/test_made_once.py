"""What is made once: by the first who asks, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import made_once


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(made_once._PLACE, str(tmp_path))
    return tmp_path


def test_however_many_ask_it_is_made_once(place: Path) -> None:
    made = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "file").write_text("whole", "utf8")

    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(lambda _: made_once.made_once("branch", make), range(16)))
    assert folders == {place / "branch"}
    assert (place / "branch" / "file").read_text("utf8") == "whole"
    assert len(made) == 1


def test_what_failed_half_way_is_made_anew(place: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        made_once.made_once("branch", fail)
    folder = made_once.made_once("branch", lambda folder: (folder / "file").touch())
    assert [path.name for path in folder.iterdir()] == ["file"]
