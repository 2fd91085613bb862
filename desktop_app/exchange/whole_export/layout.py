"""How the folder of a whole export is laid out, and the list that stands in it of what there is."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.exchange.strictjson import parse
from desktop_app.records.whole import Value

FORMAT = 1
LIST, README = "目录.json", "说明.txt"
SHEETS, DATA, FILES = "表格", "数据", "附件"
FILES_LIST = "附件目录.jsonl"
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def fit_name(words: str) -> str:
    """``words`` as part of a file's name on any system."""
    return _UNFIT.sub("·", words).strip(" .")


def sheet_name(title: str) -> str:
    """The workbook of a register by its title."""
    return f"{fit_name(title)}.xlsx"


@dataclass(frozen=True)
class Contents:
    """The list of a folder: where it came from, how many rows each table has, what its lines add up to."""

    about: dict[str, Value]
    counts: dict[str, int]
    hashes: dict[str, str]
    files: int

    @property
    def records(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())

    def write(self, path: Path) -> None:
        """Write the list."""
        told = {
            "format": FORMAT,
            "about": self.about,
            "counts": self.counts,
            "sha256": self.hashes,
            "files": self.files,
        }
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf8")

    @classmethod
    def read(cls, folder: Path) -> "Contents":
        """The list of ``folder``; UserError where it is no whole export."""
        try:
            told: Any = parse((folder / LIST).read_bytes())
            if told["format"] != FORMAT:
                raise UserError("这份全部资料由更新版本的程序导出", "没有导入任何内容", "请先升级程序")
            counts = {str(name): int(count) for name, count in told["counts"].items()}
            hashes = {str(name): str(told["sha256"][name]) for name in counts}
            return cls(dict(told["about"]), counts, hashes, int(told["files"]))
        except (FileNotFoundError, NotADirectoryError):
            raise UserError(
                f"这个文件夹不是导出的全部资料（{folder}）", "没有导入任何内容", f"请选里面有“{LIST}”的文件夹"
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UserError(
                f"“{LIST}”读不懂，可能被改过", "没有导入任何内容", "请换一份导出的全部资料", detail=str(error)
            ) from None
