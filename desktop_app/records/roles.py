"""Who is at the desk: the four roles that have a password of their own on one branch file."""

from enum import StrEnum


class Role(StrEnum):
    """How the branch divides its work; the value is what people call it."""

    SECRETARY = "书记"
    ORGANIZER = "组织委员"
    MEMBER = "委员"
    READER = "只读"
