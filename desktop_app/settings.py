"""The desk's own settings: font size, folders, last choices; a small file, safe to lose."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path


@dataclass
class Settings:
    """What this computer remembers; ``points`` is the base font size, ``second_backup`` a folder or ''."""

    points: int = 12
    branch_file: str = ""
    backup_folder: str = ""
    second_backup: str = ""
    print_copies: int = 1
    columns: dict[str, list[str]] = field(default_factory=dict)
    path: Path | None = None

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """The settings kept at ``path``; the defaults where there is none or it cannot be read."""
        try:
            kept = json.loads(path.read_text("utf8"))
        except (OSError, ValueError):
            kept = {}
        known = {f.name for f in fields(cls)} - {"path"}
        good = {k: v for k, v in kept.items() if k in known} if isinstance(kept, dict) else {}
        return cls(**good, path=path)

    def save(self) -> None:
        """Keep the settings; a settings file that cannot be written costs only the memory of choices."""
        if self.path is None:
            return
        kept = {k: v for k, v in asdict(self).items() if k != "path"}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf8")
        fresh.replace(self.path)
