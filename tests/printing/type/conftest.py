"""What the tests of the type layer share: the bundled faces and a reader of finished papers."""

from pathlib import Path

import pytest

from desktop_app.printing.type.faces import FontSet, font_set

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The bundled faces, as all presses share them."""
    return font_set(RESOURCES / "fonts")


@pytest.fixture(scope="session")
def tgh8105() -> str:
    """通用规范汉字表."""
    lines = (RESOURCES / "characters" / "tgh8105.txt").read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))
