"""Who is at the desk: the four roles that have a password of their own on one branch file, and what each may.

A table of ``Rights`` by role comes with the catalogue of registers; the ledger holds to it at every door.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.base.errors import UserError

# What stands in place of words that a role may not read.
NOT_SHOWN = "按分工不显示"


class Role(StrEnum):
    """How the branch divides its work; the value is what people call it."""

    SECRETARY = "书记"
    ORGANIZER = "组织委员"
    MEMBER = "委员"
    READER = "只读"


class Act(StrEnum):
    """What is done with the file as a whole, beside reading and writing records."""

    EXCHANGE = "收发支部之间的包"
    CARRY_OUT = "把整份资料导出去"
    RESTORE = "从备份恢复"
    CLEAR = "清除离开的人的信息"
    KEYS = "改密码和分工"
    HAND_OVER = "办移交"


@dataclass(frozen=True)
class Rights:
    """What one role may.

    ``hidden`` are registers whose words it does not see, only how many records there are and of when, and of
    those in ``absent`` not even that;
    ``writes`` those it writes in (None: all it sees), ``adds`` those it may add lines to all the same, as to
    the log of its own acts; ``covered`` says whether private boxes stay covered for it wherever they stand;
    ``secrets`` are settings of the file it does not read.
    """

    hidden: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    writes: frozenset[str] | None = None
    adds: frozenset[str] = frozenset()
    covered: bool = False
    acts: frozenset[Act] = frozenset(Act)
    secrets: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is kept from the role."""
        return not (self.hidden or self.covered or self.secrets)

    @property
    def writes_nothing(self) -> bool:
        """Whether the role only looks."""
        return self.writes is not None and not self.writes

    def may_read(self, register: str) -> bool:
        """Whether the role opens the records of ``register``."""
        return register not in self.hidden

    def may_write(self, register: str) -> bool:
        """Whether the role writes records of ``register``."""
        return self.may_read(register) and (self.writes is None or register in self.writes)


RightsTable = Mapping[Role, Rights]

# What holds where a catalogue says nothing: who looks writes nothing, and private boxes are for two roles.
PLAIN_RIGHTS: RightsTable = {
    Role.SECRETARY: Rights(),
    Role.ORGANIZER: Rights(acts=frozenset((Act.EXCHANGE, Act.CARRY_OUT, Act.CLEAR))),
    Role.MEMBER: Rights(covered=True, acts=frozenset()),
    Role.READER: Rights(covered=True, writes=frozenset(), acts=frozenset()),
}


class NotYours(UserError):
    """What a role may not do, with who may."""

    def __init__(self, role: Role, what: str, who: list[Role], safe: str = "没有改动") -> None:
        may = "、".join(who)
        super().__init__(f"按分工，{role}不能{what}", safe, f"请由{may}用自己的密码打开后办理" if may else "")


def who_may(table: RightsTable, act: Act) -> list[Role]:
    """The roles that may do ``act``."""
    return [role for role, rights in table.items() if act in rights.acts]


def require(table: RightsTable, role: Role, act: Act) -> None:
    """UserError unless ``role`` may do ``act``."""
    if act not in table[role].acts:
        raise NotYours(role, act, who_may(table, act))


def who_writes(table: RightsTable, register: str) -> list[Role]:
    """The roles that write in ``register``."""
    return [role for role, rights in table.items() if rights.may_write(register)]


def who_reads(table: RightsTable, register: str) -> list[Role]:
    """The roles that open the records of ``register``."""
    return [role for role, rights in table.items() if rights.may_read(register)]
