"""The hand that writes the sample: tells stories in time order and moves the clock along.

A story is a generator. It yields the moment its next entry belongs to and then writes it. Entries about a
time before the books were opened are written after the opening, one minute apart: 补录, as in any office.
"""

import heapq
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.duties.organization_life.attendance import start_attendance, turnout_of
from desktop_app.records.base import Record
from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_materials import SessionMaterial, StudyMaterial
from desktop_app.registers.study.study_topics import StudyTopic
from desktop_app.registers.study.theme_batches import ThemeBatch

from .cast import Cast

Story = Iterator[datetime]


def at(text: str) -> datetime:
    """``2026-08-05 14:30``."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


def on(text: str) -> date:
    """``2026-08-05``."""
    return date.fromisoformat(text)


class Hand:
    """Writes into a ledger under a clock of its own."""

    def __init__(self, ledger: Any, clock: SetClock) -> None:
        self.ledger = ledger
        self.clock = clock

    def tell(self, stories: Iterable[Story], until: date) -> None:
        """Run all stories side by side up to the evening of ``until``; what comes later stays untold."""
        queue: list[tuple[datetime, int, Story]] = []
        for number, story in enumerate(stories):
            self._queue(queue, number, story)
        while queue and queue[0][0].date() <= until:
            moment, number, story = heapq.heappop(queue)
            self.clock.set(max(moment, self.clock.now() + timedelta(minutes=1)))
            self._queue(queue, number, story)

    @staticmethod
    def _queue(queue: list[tuple[datetime, int, Story]], number: int, story: Story) -> None:
        moment = next(story, None)
        if moment is not None:
            heapq.heappush(queue, (moment, number, story))

    def save(self, title: str, *records: Record) -> None:
        """One action with its title."""
        self.ledger.save(*records, title=title)

    def step(self, record: Record, name: str, **values: Any) -> None:
        """One step of one record."""
        self.ledger.step(record, name, values)

    def topic(self, title: str) -> str | None:
        """The theme of study called ``title``; None for none, or where the branch keeps no such theme."""
        found = self.ledger.find(StudyTopic.live().where(StudyTopic.title == title)) if title else []
        return str(found[0].uid) if found else None

    def batch_on(self, day: date) -> str | None:
        """The batch of 主题教育 under way on ``day``; None for none."""
        query = ThemeBatch.live().where(
            (ThemeBatch.from_on <= day) & (ThemeBatch.to_on.is_null() | (ThemeBatch.to_on >= day))
        )
        found = self.ledger.find(query)
        return str(found[0].uid) if found else None

    def material(self, title: str) -> str:
        """The uid of what stands in the library under ``title``."""
        return str(self.ledger.find(StudyMaterial.live().where(StudyMaterial.title == title))[0].uid)

    def used(self, session: StudySession) -> list[SessionMaterial]:
        """What of the library a session learned from, by the names written as its materials."""
        names = session.materials or ()
        found = self.ledger.find(StudyMaterial.live().where(StudyMaterial.title.in_(names))) if names else []
        return [SessionMaterial(session=session.uid, material=one.uid) for one in found]

    def sheet(
        self, gathering: Any, cast: Cast, away: Mapping[str, str], there: Container[str | None] = ()
    ) -> list[Attendance]:
        """The attendance sheet: everybody there, but those away; ``away`` is part → 原因 or 原因，说明.

        Usually the old and the ill stay at home, and who moved away is away; who is among ``there`` came.
        """
        told = {cast[part]: why for part, why in away.items()}
        rows = start_attendance(gathering, self.ledger)
        for row in rows:
            why = told.get(row.person, cast.excuse(row.person))
            if why and why != "到会" and row.person not in there:
                row.present = False
                row.reason, _, note = why.partition("，")
                row.note = note or None
        return rows

    def voters(self, meeting: Any) -> tuple[int, int]:
        """应到 and 实到 of those who may vote, as the window counts them."""
        found = turnout_of(meeting, self.ledger)
        return len(found.voters), len(found.voters_present)
