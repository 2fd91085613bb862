"""Faults at every write and kills at every step of every job: what is lost, half done, or opens no more.

Usage: python -m tests.benchmarks.faults [--most N] [--seed S] [--jobs save,merge]. Prints one JSON object.
Forks and hangs hooks into the process: run as one of its own, without Qt and without threads.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import as_user_error
from tests.storage.jobs_at import JOBS, is_ours, make_template, world_for, wrong_after
from tests.storage.parcels import Package
from tests.storage.steps_at import KINDS, Steps, made_once

# Kills are so many times as likely as each kind of fault.
_KILLS = 4


class Campaign:
    """One office, copied for every trial."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template"
        self.package: Package = make_template(self.template)
        self.steps: Steps = made_once()
        self._number = 0

    def length(self, name: str) -> int:
        """The steps of a job when nothing fails."""
        with world_for(name, self.template, self.package, self._fresh()) as world:
            with self.steps.watched(world.folder):
                JOBS[name](world)
            return self.steps.count

    def fault(self, name: str, kind: str, at: int) -> list[str]:
        """Let step ``at`` and all later ones fail, then mend the world; what is wrong."""
        with world_for(name, self.template, self.package, self._fresh()) as world:
            wrong = []
            try:
                with self.steps.watched(world.folder, at, kind):
                    JOBS[name](world)
            except Exception as error:  # noqa: BLE001  every error is looked at
                if is_ours(error):
                    wrong.append(f"told as ours: {error!r}")
                elif not as_user_error(error).what:
                    wrong.append(f"no words: {error!r}")
            # The cause is gone: the same works, without a new start.
            try:
                if not (name == "close" and world.ledger is None):
                    JOBS[name](world)
            except Exception as error:  # noqa: BLE001
                if not (name == "lose" and isinstance(error, UserError)):
                    wrong.append(f"does not work again: {error!r}")
            if world.ledger is not None:
                with suppress(UserError):
                    world.ledger.close()
                world.ledger = None
            return wrong + wrong_after(name, world)

    def kill(self, name: str, at: int) -> list[str]:
        """Kill a child at step ``at``; what the next start finds wrong."""
        folder = self._fresh()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._victim(name, at, folder, writer)
        os.close(writer)
        words = b""
        while piece := os.read(reader, 65536):
            words += piece
        os.close(reader)
        _, status = os.waitpid(child, 0)
        wrong = [] if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else ["was not killed"]
        with world_for("settings", self.template, self.package, self._fresh()) as world:
            # The folder the child left, in the place of a fresh one.
            world.folder.rename(f"{world.folder}-unused")
            folder.rename(world.folder)
            world.acknowledged = words.decode().split()
            return wrong + wrong_after(name, world)

    def _victim(self, name: str, at: int, folder: Path, writer: int) -> None:
        with world_for(name, self.template, self.package, folder) as world:
            acknowledged = world.acknowledged
            with self.steps.watched(world.folder, at, "kill"):
                JOBS[name](world)
            os.write(writer, " ".join(acknowledged).encode())
            # A job with fewer steps this time: killed at its end.
            os.kill(os.getpid(), signal.SIGKILL)

    def _fresh(self) -> Path:
        self._number += 1
        return self.folder / f"world{self._number}"


def trials(lengths: dict[str, int], most: int, chance: random.Random) -> Iterator[tuple[str, str, int]]:
    """Job, kind and step of each trial; all there are when ``most`` is enough for them."""
    kinds = [*KINDS, *["kill"] * _KILLS]
    every = [
        (name, kind, at)
        for name, steps in lengths.items()
        for kind in kinds
        for at in range(1, steps + 1)
        # A file that is deleted and whose process is killed in that moment is gone.
        if (name, kind) != ("lose", "kill")
    ]
    every = list(dict.fromkeys(every)) if most >= len(set(every)) else every
    chance.shuffle(every)
    yield from every[:most]


def main(most: int, seed: int, jobs: list[str]) -> dict[str, object]:
    """Run the campaign and count."""
    chance, wrong = random.Random(seed), list[str]()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        campaign = Campaign(Path(place))
        lengths = {name: campaign.length(name) for name in jobs}
        for name, kind, at in trials(lengths, most, chance):
            try:
                found = campaign.kill(name, at) if kind == "kill" else campaign.fault(name, kind, at)
            except Exception as error:  # noqa: BLE001  counted, and the campaign goes on
                found = [f"raised afterwards: {error!r}"]
            counts[kind] += 1
            wrong += [f"{name} {kind} at {at}: {what}" for what in found]
    return {"trials": sum(counts.values()), "kinds": dict(counts), "steps": lengths, "wrong": wrong}


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("--most", type=int, default=200)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--jobs", default=",".join(JOBS))
    given = words.parse_args()
    told = main(given.most, given.seed, given.jobs.split(","))
    print(json.dumps(told, ensure_ascii=False, indent=1))
    sys.exit(1 if told["wrong"] else 0)
