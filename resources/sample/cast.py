"""Who plays which part: the stories name parts (书记, 组长2, 党员7), the roster says who that is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.bodies import Roster, is_exempt
from desktop_app.registers.people.members import FULL, PROBATIONARY
from desktop_app.registers.people.orgs import UNDIVIDED

# A committee of three has no one for these; who stands in is never the one who checks his work.
STAND_INS = {"副书记": "书记", "宣传委员": "纪检委员"}
# With fewer nobody would be left to check what another did.
LEAST = 6


@dataclass(frozen=True)
class Cast:
    """The parts of a branch: posts of the committee, leaders of groups, then the rest in roster order."""

    roster: Roster
    posts: dict[str, str]
    groups: tuple[Any, ...]
    ordinary: tuple[str, ...]
    probationary: tuple[str, ...]
    old: tuple[str, ...]
    moved: tuple[str, ...]
    own: frozenset[str]

    @classmethod
    def read(cls, ledger: Any) -> Self:
        """The cast of the ledger's own branch. UserError when too few can take a part."""
        roster = Roster.read(ledger)
        people = roster.on(ledger.today)
        groups = tuple(sorted(roster.groups, key=lambda one: str(one.org_code)))
        seats = [post for post in roster.posts if post.member in roster.members and post.role != UNDIVIDED]
        # Until a new committee has shared out its posts, who held one last still plays the part.
        seats.sort(key=lambda post: (post.until is None, post.until or date.min))
        posts = {post.role: post.member for post in seats}
        leaders = {one.group_leader for one in groups}
        taken = {*posts.values(), *leaders}
        able = able_of(people)
        if len(able) < LEAST:
            raise too_few(len(able))
        return cls(
            roster,
            posts,
            groups,
            tuple(m.uid for m in able if m.uid not in taken),
            tuple(m.uid for m in people if m.category == PROBATIONARY),
            tuple(m.uid for m in people if is_exempt(m)),
            tuple(m.uid for m in people if m.mobile_flag and not is_exempt(m)),
            frozenset(taken),
        )

    def __getitem__(self, part: str) -> str:
        """The uid behind a part: a post, 组长n, 组n.k (k-th of a group), 党员k, 预备k, 老党员k, 流动k."""
        post = part if part in self.posts else STAND_INS.get(part, part)
        if post in self.posts:
            return self.posts[post]
        found = re.fullmatch(r"(组长|组|党员|预备|老党员|流动)(\d+)(?:\.(\d+))?", part)
        if found is None:
            raise KeyError(part)
        word, number = found[1], int(found[2])
        if word in ("组长", "组"):
            return self._of_group(word, number, int(found[3] or number))
        pool = {"党员": self.ordinary, "预备": self.probationary, "老党员": self.old, "流动": self.moved}[
            word
        ]
        return _nth(pool or self.ordinary, number)

    def _of_group(self, word: str, number: int, place: int) -> str:
        """A group's leader or its place-th member; anybody where the branch has no such group."""
        if number > len(self.groups):
            return _nth(self.ordinary, place)
        group = self.groups[number - 1]
        if word == "组长":
            return str(group.group_leader or _nth(self.ordinary, place))
        mates = [uid for uid in self.ordinary if self.roster.members[uid].party_group == group.uid]
        return _nth(mates or self.ordinary, place)

    def name(self, part: str) -> str:
        """The name of who plays ``part``."""
        return str(self.roster.members[self[part]].name)

    def words(self, text: str) -> str:
        """``text`` with {书记} and other parts in braces replaced by names."""
        return re.sub(r"\{([^}]+)\}", lambda found: self.name(found[1]), text)

    def excuse(self, uid: str) -> str:
        """Why somebody is usually away: 年老体弱, 病假, 外出流动; '' for all others."""
        if uid in self.own:
            return ""
        member = self.roster.members[uid]
        if is_exempt(member):
            return "病假" if "身患重病" in member.care_flag else "年老体弱"
        return f"外出流动，在{member.flow_to or '外地'}" if member.mobile_flag else ""


def able_of(people: Iterable[Any]) -> list[Any]:
    """The full members who are neither old or ill nor away."""
    return [m for m in people if not is_exempt(m) and not m.mobile_flag and m.category == FULL]


def too_few(able: int) -> UserError:
    """The words for a roster on which no month of work can be shown."""
    return UserError(
        f"花名册里能参加活动的正式党员只有 {able} 人",
        "已经登记的内容都在",
        f"示例工作至少要 {LEAST} 人，请换一份花名册",
    )


def _nth(pool: Sequence[str], number: int) -> str:
    """The number-th of a list, from the start again when it is shorter."""
    return pool[(number - 1) % len(pool)]
