"""What the rules refuse, and what keeps records from the bin, out of it, or as they were before."""

from collections.abc import Iterable

from desktop_app.base.errors import UserError
from desktop_app.records.record import Register
from desktop_app.records.roles import NOT_SHOWN
from desktop_app.records.rules import Problem, refusals
from desktop_app.storage.mentions import in_the_bin, mentions
from desktop_app.storage.reader import Reader
from desktop_app.storage.writer import Version

_HIDDEN = f"{NOT_SHOWN}的台账"
# Of the registers that keep a record from the bin, so many are told by name.
_TITLES_TOLD = 3
# What to do with a record that others name: they can let go of it, or are written once.
_FREE, _KEEP = "请先在那些记录里改选别的，或者先删除那些记录", "那些记录里有的写下就不再改，这一条请留着"


class Refused(UserError):
    """What the rules do not allow; ``problems`` name the boxes, all else is as it was."""

    def __init__(
        self,
        problems: Iterable[Problem],
        safe: str = "还没有保存，已填的内容都在",
        todo: str = "请改好标出的地方再保存",
    ) -> None:
        self.problems = list(problems)
        first = self.problems[0]
        more = f"（另有 {len(self.problems) - 1} 处）" if len(self.problems) > 1 else ""
        super().__init__(first.text + more, safe, first.todo or todo)


def guard_leaving(reader: Reader, versions: Iterable[Version], undone: str, todo: str = "") -> None:
    """UserError unless what ``versions``, just written, put into the bin may be there.

    What live records name may not, nor what its register keeps whoever names it; ``undone`` says what was
    not done.
    """
    gone: dict[str, list[str]] = {}
    for version in versions:
        if version.removed and not version.was_removed_at:
            gone.setdefault(version.register.name, []).append(version.uid)
    for name, uids in gone.items():
        _guard_kept(reader, reader.catalogue[name], uids, undone)
    naming = list(mentions(reader, gone))
    if not naming:
        return
    named = naming[0].named
    register = next(reader.catalogue[name] for name, uids in gone.items() if named in uids)
    by = [mention.by for mention in naming if mention.named == named]
    # Which of the hidden ones name a person is for nobody who does not open them.
    seen = reader.door.rights.may_read
    titles = list(dict.fromkeys(one.title if seen(one.name) else _HIDDEN for one in by))
    more = f"等 {len(titles)} 种台账" if len(titles) > _TITLES_TOLD else ""
    raise UserError(
        f"“{reader.name(named)}”在“{'、'.join(titles[:_TITLES_TOLD])}”{more}里有记录，不能{undone}",
        f"没有{undone}，那些记录也没有动",
        todo or register.instead_of_removal or (_KEEP if any(one.append_only for one in by) else _FREE),
    )


def _guard_kept(reader: Reader, register: Register, uids: Iterable[str], undone: str) -> None:
    for uid in uids if register.removal_rules else ():
        record = reader.get(register.model, uid)
        if record is None:
            continue
        problems = [p for rule in register.removal_rules for p in rule(record, reader)]
        if problems:
            raise Refused(problems, f"没有{undone}，原来的内容没有动")


def guard_back(reader: Reader, versions: Iterable[Version]) -> None:
    """UserError unless what ``versions``, just written, took out of the bin may stand where it is now."""
    safe = "没有恢复，它还在回收站里"
    for version in versions:
        register = version.register
        record = reader.get(register.model, version.uid)
        assert record is not None
        above = in_the_bin(reader, register, record)
        if above:
            name, other = reader.name(version.uid), reader.name(above[0])
            raise UserError(f"“{name}”写到的“{other}”还在回收站里，不能单独恢复", safe, f"请先恢复“{other}”")
        problems = refusals(reader.problems(record, by_hand=False))
        if problems:
            raise Refused(problems, safe, "请先改好相关的记录再恢复")


def guard_doubles(reader: Reader, versions: Iterable[Version], undone: str) -> None:
    """UserError when a record is again what another one has become meanwhile."""
    for version in versions:
        record = reader.get(version.register.model, version.uid)
        doubles = [] if record is None or version.removed else reader.doubles(record)
        if doubles:
            raise Refused(doubles, f"没有{undone}，各项记录都没有动")
