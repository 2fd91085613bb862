"""The desk's own settings: font size, folders, last choices; a small file, safe to lose."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from desktop_app.base.os_errors import os_errors

# Letters outside these sizes fit no window, whatever a file says.
_LEAST_POINTS, _MOST_POINTS = 8, 36
# Nor is a print moved by more mm.
_MOST_MOVED = 15


@dataclass
class Settings:
    """What this computer remembers; ``points`` is the base font size, ``second_backup`` a folder or ''.

    ``office`` is the code of the office whose file is kept here, so that another's backup is known as such
    while the file is locked or damaged.
    """

    points: int = 12
    branch_file: str = ""
    backup_folder: str = ""
    second_backup: str = ""
    # The day the question for a second place was put off, in ISO form.
    second_put_off: str = ""
    office: str = ""
    print_copies: int = 1
    # The printer used last, whether papers are for both sides, and by how many mm each printer is off:
    # its name → what its print is to be moved to the right and down.
    printer: str = ""
    print_two_sided: bool = False
    print_offsets: dict[str, list[float]] = field(default_factory=dict)
    # Papers are set with the program's own fonts, whatever this PC has.
    bundled_fonts_only: bool = False
    # Numbers where a mistake costs money are typed a second time before they are written.
    double_entry: bool = False
    # After so many minutes without a hand the window locks; 0 is never.
    lock_after: int = 10
    # Kind of file → the folder it was last taken from or put into.
    folders: dict[str, str] = field(default_factory=dict)
    # Where the window stood when it was last closed: x, y, width, height.
    window: list[int] = field(default_factory=list)
    maximized: bool = False
    path: Path | None = None

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """The settings kept at ``path``; the default for each that is not there or is no such value."""
        try:
            kept = json.loads(path.read_text("utf8"))
        except (OSError, ValueError, RecursionError):
            kept = None
        settings = cls(path=path)
        for name, value in kept.items() if isinstance(kept, dict) else ():
            if name in _NAMES and type(value) is type(getattr(settings, name)):
                setattr(settings, name, value)
        settings.points = min(max(settings.points, _LEAST_POINTS), _MOST_POINTS)
        return settings

    def print_offset(self, printer: str) -> tuple[float, float]:
        """By how many mm the print of a printer is to be moved to the right and down."""
        kept = self.print_offsets.get(printer)
        good = (
            isinstance(kept, list)
            and len(kept) == 2
            and all(type(one) in (int, float) and abs(one) <= _MOST_MOVED for one in kept)
        )
        return (float(kept[0]), float(kept[1])) if kept and good else (0.0, 0.0)

    def carry_to(self, folder: Path) -> None:
        """Put what goes along to another PC beside the copy on the stick; UserError when it takes nothing."""
        kept = {name: getattr(self, name) for name in _CARRIED}
        with os_errors(f"设置没有抄到U盘（{folder}）", "支部资料已经抄好，设置可以到新电脑上再选"):
            (folder / CARRIED).write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf8")

    def take_from(self, folder: Path) -> None:
        """Take over what came along from another PC, if anything did, and keep it."""
        found = folder / CARRIED
        if found.is_file():
            came = Settings.load(found)
            for name in _CARRIED:
                setattr(self, name, getattr(came, name))
            self.save()

    def save(self) -> None:
        """Keep the settings; they hold for this session anyhow. UserError when they cannot be written."""
        if self.path is None:
            return
        kept = {name: value for name, value in asdict(self).items() if name in _NAMES}
        fresh = self.path.with_name(self.path.name + ".new")
        with os_errors("这次的选择没有记下来，下次打开还是原来的", "现在已经按新的来，台账没有动"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf8")
            fresh.replace(self.path)


CARRIED = "支部台账-设置.json"
# What a person chose and wants again on another PC; where a folder lies is that PC's own matter, but for the
# second place of backups, which is a stick or a drive that moves along.
_CARRIED = ("points", "lock_after", "second_backup", "print_copies", "bundled_fonts_only")
_NAMES = frozenset(one.name for one in fields(Settings)) - {"path"}
