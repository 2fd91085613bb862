"""创新理论学习: which sessions learned from the Party's innovation theory, and what tags study carries."""

from collections.abc import Iterable

from desktop_app.records.rules import RuleContext
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_materials import THEORY, SessionMaterial, StudyMaterial
from desktop_app.registers.study.study_topics import StudyTopic


def theory_works(context: RuleContext) -> list[str]:
    """The uids of the library's works on the innovation theory."""
    return [one.uid for one in context.find(StudyMaterial.live().where(StudyMaterial.kind == THEORY))]


def theory_sessions(context: RuleContext, sessions: Iterable[StudySession]) -> list[StudySession]:
    """The sessions that used a work on the innovation theory, in two queries."""
    found = list(sessions)
    links = SessionMaterial.live().where(
        SessionMaterial.session.in_([one.uid for one in found])
        & SessionMaterial.material.in_(theory_works(context))
    )
    learned = {one.session for one in context.find(links)} if found else set()
    return [one for one in found if one.uid in learned]


def tags_of(context: RuleContext, sessions: Iterable[StudySession]) -> dict[str, tuple[str, ...]]:
    """Session → its tags: its own, or where none are written those of its topic."""
    topics = {one.uid: one.tags or () for one in context.find(StudyTopic.live())}
    return {one.uid: tuple(dict.fromkeys(one.tags or topics.get(one.topic or "", ()))) for one in sessions}
