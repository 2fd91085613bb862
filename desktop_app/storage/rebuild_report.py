"""What a rebuild tells: by register what is whole, what came from where, what is lost."""

from dataclasses import asdict, dataclass, field
from typing import Any

# So many lost records of a register are named one by one.
MOST_NAMED = 500


@dataclass
class RegisterTold:
    """One register, or one of the file's own tables, after a rebuild.

    ``whole`` rows were read from whole pages, ``backup`` came from the backup and ``history`` from the lines
    of the history; ``older`` are those of which a later state is known to have been and is not. ``lost`` are
    the headings of records that were and are not.
    """

    name: str
    title: str
    whole: int = 0
    backup: int = 0
    history: int = 0
    older: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many rows it has now."""
        return self.whole + self.backup + self.history

    def words(self) -> str:
        """The register in one line."""
        told = [f"{self.title} {self.total} 条", f"完好 {self.whole}"]
        for word, count in (
            ("取自备份", self.backup),
            ("按修改记录补回", self.history),
            ("不是最新", len(self.older)),
            ("丢失", len(self.lost)),
        ):
            if count:
                told.append(f"{word} {count}")
        return "　".join(told)


@dataclass
class RebuildReport:
    """A rebuild as a whole; ``blind`` when the pages could not be proved and nothing was taken from them."""

    file: str
    pages: int = 0
    bad: int = 0
    blind: bool = False
    backup: str = ""
    office: str = ""
    registers: list[RegisterTold] = field(default_factory=list)
    own: list[RegisterTold] = field(default_factory=list)
    unplaced: int = 0
    # Whether more may be lost than can be named: the lists of what there was are damaged too.
    maybe_more: bool = False
    kept_as: str = ""

    @property
    def lost(self) -> int:
        """How many records are known to be lost."""
        return sum(len(one.lost) for one in self.registers)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lost and nothing stands in an older state."""
        more = self.maybe_more or self.unplaced
        return not more and not any(one.lost or one.older for one in (*self.registers, *self.own))

    def as_plain(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "summary": self.summary(), "lost": self.lost, "complete": self.is_complete}

    def summary(self) -> str:
        """What came of it, in a sentence."""
        count = sum(one.total for one in self.registers)
        if self.is_complete:
            return f"{count} 条记录全部找回"
        told = [f"找回 {count} 条记录"]
        older = sum(len(one.older) for one in self.registers)
        if self.lost:
            told.append(f"丢失 {self.lost} 条")
        if older:
            told.append(f"{older} 条不是最新")
        if self.unplaced:
            told.append(f"{self.unplaced} 行认不出是哪本台账的")
        if self.maybe_more:
            told.append("可能还有没列出的")
        return "，".join(told)

    def lines(self) -> list[str]:
        """The whole report in lines of words."""
        told = [self.summary(), f"{self.file}：{self.pages} 页，{self.bad} 页坏了"]
        if self.blind:
            told.append("文件的每一页都认不出来，全部内容取自备份")
        told.append(f"用来补缺的备份：{self.backup}" if self.backup else "没有能用来补缺的备份")
        for one in (*self.registers, *self.own):
            if one.total or one.lost:
                told.append(one.words())
                told += [f"　丢失：{heading}" for heading in one.lost[:MOST_NAMED]]
                told += [f"　不是最新：{heading}" for heading in one.older[:MOST_NAMED]]
        if self.kept_as:
            told.append(f"坏了的文件没有删，改名为 {self.kept_as}")
        return told
