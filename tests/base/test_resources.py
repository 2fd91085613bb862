"""Shipped files are found in the source tree, in a frozen program and where an installer put them."""

import sys
from pathlib import Path

import pytest

from desktop_app.base.resources import read_text, resource_path


def test_the_source_tree_is_the_last_resort() -> None:
    assert resource_path("codes", "gender.json").is_file()
    assert "GB/T 2261.1" in read_text("codes", "gender.json")


def test_an_installed_place_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen, installed = tmp_path / "frozen", tmp_path / "installed"
    for folder, text in ((frozen / "resources", "冻"), (installed, "装")):
        folder.mkdir(parents=True)
        (folder / "say.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(frozen), raising=False)
    assert read_text("say.txt") == "冻"
    monkeypatch.setenv("ZHIBU_RESOURCES", str(installed))
    assert read_text("say.txt") == "装"
    assert resource_path("codes", "gender.json").is_file()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no/such"):
        resource_path("no", "such")
