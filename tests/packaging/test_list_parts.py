"""The shipped list of parts names every locked package, its version, and every library bundled in one."""

import list_parts
import pytest

TEXT = list_parts.LICENSES.read_text("utf8")
# Modules of a package's own, in machine code: they come under its licence.
OWN = ("cd", "md", "_cffi_backend")


def test_the_list_is_the_one_the_script_writes() -> None:
    assert TEXT.endswith(list_parts.parts())


@pytest.mark.parametrize("name", list_parts.locked())
def test_every_locked_package_and_what_is_inside_it_stands_in_the_list(name: str) -> None:
    assert f"| {name} | {list_parts.locked()[name]} | {list_parts.licence(name)} |" in TEXT
    for stem in list_parts.native(name):
        told = list_parts.bundled(stem)
        assert told is not None or stem in OWN, f"{stem} of {name}: enter it in BUNDLED"
        assert told is None or told[0] in TEXT


def test_what_qts_licence_asks_is_there() -> None:
    for words in ("LGPL", "没有改动", "动态库", "反向工程", "源代码"):
        assert words in TEXT
    for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        assert "GENERAL PUBLIC LICENSE" in (list_parts.LICENSES.parent / "licences" / name).read_text("utf8")
