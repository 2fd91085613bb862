"""What the choices of the start page come to: each a job for the worker that gives an open branch file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.founding import Founding
from desktop_app.storage import keys
from desktop_app.views.pages.start.start_choice import (
    MoveHere,
    NewBranch,
    OpenBranch,
    RecoverBranch,
    RepairFile,
    RescueKey,
    SampleBack,
    StartChoice,
    UseRescued,
)
from desktop_app.workplace import OpenedBranch, Workplace

Job = Callable[[], Any]


def job_of(choice: StartChoice, workplace: Workplace) -> Job:
    """What to do on the worker for a choice: gives the open file, with the recovery number if it is new."""
    jobs: dict[type, Callable[[Any], Job]] = {
        SampleBack: lambda c: workplace.bring_sample_back,
        OpenBranch: lambda c: lambda: _opened(workplace, c.password),
        NewBranch: lambda c: lambda: workplace.found(_founding(c), c.password),
        RecoverBranch: lambda c: lambda: workplace.recover(c.number, c.new_password),
        RepairFile: lambda c: lambda: workplace.repair(c.password),
        MoveHere: lambda c: lambda: workplace.move_here(Path(c.path), c.password),
        RescueKey: lambda c: lambda: workplace.rescue_key(c.word),
        UseRescued: lambda c: lambda: workplace.open_rescued(Path(c.path), c.password),
    }
    return jobs[type(choice)](choice)


def _opened(workplace: Workplace, password: str) -> OpenedBranch:
    """The branch's own file, opened by a password; its log says whose it was."""
    opened = workplace.open(workplace.own, keys.unlock(workplace.own, password))
    opened.log.note("解锁", "支部文件", "打开程序")
    return opened


def _founding(choice: NewBranch) -> Founding:
    return Founding(
        full_name=choice.full_name,
        org_code=choice.org_code,
        superior=choice.superior,
        secretary=choice.secretary_name,
        committee=choice.committee,
        term_start=choice.term_start,
        term_years=choice.term_years,
    )
