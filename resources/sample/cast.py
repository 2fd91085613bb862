"""Who plays which part: the stories name parts (书记, 组长2, 党员7), the roster says who that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from desktop_app.base.errors import UserError
from desktop_app.duties.bodies import Roster, is_exempt
from desktop_app.registers.members import FULL, PROBATIONARY

POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
# With fewer the parts would fall to the same few people.
LEAST = 12


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
        posts = {post.role: post.member for post in roster.posts if post.member in roster.members}
        leaders = {one.group_leader for one in groups}
        taken = {*posts.values(), *leaders}
        able = [m for m in people if not is_exempt(m) and not m.mobile_flag and m.category == FULL]
        if len(able) < LEAST:
            raise UserError(
                f"花名册里能参加活动的正式党员只有 {len(able)} 人",
                "已经登记的内容都在",
                f"示例工作至少要 {LEAST} 人，请换一份花名册",
            )
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
        if part in self.posts:
            return self.posts[part]
        found = re.fullmatch(r"(组长|组|党员|预备|老党员|流动)(\d+)(?:\.(\d+))?", part)
        if found is None:
            raise KeyError(part)
        word, number = found[1], int(found[2])
        if word == "组长":
            return str(self.groups[number - 1].group_leader)
        if word == "组":
            group = self.groups[number - 1].uid
            mates = [u for u in self.ordinary if self.roster.members[u].party_group == group]
            return _nth(mates or self.ordinary, int(found[3]))
        pool = {"党员": self.ordinary, "预备": self.probationary, "老党员": self.old, "流动": self.moved}[
            word
        ]
        return _nth(pool or self.ordinary, number)

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


def _nth(pool: Sequence[str], number: int) -> str:
    """The number-th of a list, from the start again when it is shorter."""
    return pool[(number - 1) % len(pool)]
