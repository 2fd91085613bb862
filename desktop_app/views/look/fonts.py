"""The interface font: bundled faces first, then what a Chinese office system has."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

BUNDLED = ("wj-ui.ttf", "wj-uib.ttf")
SYSTEM_FAMILIES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)


def load_families(folder: Path) -> list[str]:
    """Register the bundled faces found in ``folder`` and give the family names to try, best first."""
    families: list[str] = []
    for name in BUNDLED:
        path = folder / name
        if not path.exists():
            continue
        number = QFontDatabase.addApplicationFont(str(path))
        families += [f for f in QFontDatabase.applicationFontFamilies(number) if f not in families]
    return [*families, *SYSTEM_FAMILIES]
