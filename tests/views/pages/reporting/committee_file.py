"""A committee over some branches with months, packages, answers and a person on two rosters; its window."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month, PartialDate
from desktop_app.duties.basics.figure import Figure, count, frozen, rate
from desktop_app.registers.exchange.handouts import TASK, Handout, HandoutReply
from desktop_app.registers.exchange.packages import RECEIVED, SENT, ExchangePackage
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.reporting.reports import SIGNED, MonthlyReport
from desktop_app.views.look.theme import Theme
from tests.views.pages.seeded import SeededFile, Window

TODAY = date(2026, 11, 23)
FIRST = Month(2026, 3)
LAST = Month(2026, 10)
NUMBER = "990101198001010017"


class CommitteeWindow(Window):
    """The window of a committee over ``many`` branches; every seventh month of one is missing."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot, many: int = 4) -> None:
        self.file = SeededFile.made(folder, TODAY)
        self.file.org.full_name, self.file.org.org_kind = "中共安和街道工作委员会", "党委"
        self.file.add(self.file.org)
        self.codes = [f"AH-{number:03d}" for number in range(1, many + 1)]
        self.members: dict[str, list[str]] = {}
        for at, code in enumerate(self.codes):
            self._branch(at, code)
        self._double()
        self._handed_out()
        super().__init__(self.file.ledger, theme, qtbot)
        self.page: Any = self.go("branch_months")

    def _branch(self, at: int, code: str) -> None:
        name = f"中共安和街道第{at + 1}社区支部委员会"
        org = PartyOrg(full_name=name, short_name=f"第{at + 1}社区支部", org_code=code, org_kind="党支部")
        org.parent = self.file.org.uid
        people = [self._member(code, f"{'安单计史'[n]}{'一二三四五六七八九十'[at % 10]}") for n in range(3)]
        self.members[code] = [one.uid for one in people]
        self.file.add(org, *people)
        month, number = FIRST, 0
        while month <= LAST:
            number += 1
            if (at + number) % 7:
                self.file.add(*self._reports(code, at, month))
            month = month.shift(1)
        came = ExchangePackage(direction=RECEIVED, from_org=name, made_on=date(2026, 11, 1 + at % 9))
        out = ExchangePackage(direction=SENT, to_org=name, made_on=date(2026, 9 if at % 3 else 10, 9))
        out.receipt_on = None if at % 2 else date(2026, 11, 2)
        self.file.add(came, out)

    def _member(self, code: str, name: str, **values: Any) -> Member:
        given = {
            "name": name,
            "category": "正式党员",
            "joined_on": PartialDate(1998, 7),
            "entry_on": date(2026, 1, 5),
            "owner_office": code,
        }
        return Member(**{**given, **values})

    def _reports(self, code: str, at: int, month: Month) -> list[MonthlyReport]:
        people = self.members[code]
        block = (
            count("closing", "期末", people, "人"),
            count("probationary", "其中：预备党员", people[: at % 2], "人"),
        )
        study = (
            rate("pace_rate", "按进度达标率", people[: at % 4], people),
            Figure("mean_hours", "人均学时", "学时", Decimal(2), (), tuple(people)),
        )
        versions = 2 if (at, month) == (1, Month(2026, 9)) else 1
        return [
            MonthlyReport(
                month=month,
                org="o",
                version=number,
                reason="补录一次学习" if number > 1 else None,
                state=SIGNED,
                filled_by=people[0],
                on=month.shift(1).first_day(),
                owner_office=code,
                member_block=frozen(block),
                study_block=frozen(study),
            )
            for number in range(1, versions + 1)
        ]

    def _double(self) -> None:
        for code, day in ((self.codes[0], date(2020, 5, 1)), (self.codes[1], date(2026, 9, 1))):
            self.file.add(self._member(code, "安长河", id_number=NUMBER, entry_on=day))

    def _handed_out(self) -> None:
        given = {"kind": TASK, "title": "报送主题党日计划", "issued_on": date(2026, 11, 2)}
        task = self.file.add(Handout(**given, content="每支部一份", due_on=date(2026, 11, 20)))
        for code in self.codes[1:]:
            who = self.members[code][0]
            reply = HandoutReply(handout=task.uid, content="已办", replied_on=date(2026, 11, 9))
            reply.replied_by, reply.owner_office = who, code
            self.file.add(reply)

    def close(self) -> None:
        self.desk.bridge.shut()
        self.file.close()
