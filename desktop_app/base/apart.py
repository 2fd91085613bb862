"""Work done in a process of its own: it may crash, run on or eat memory, and the program goes on.

The job is a function of a module; what it is given and what it gives back are pickled. The process ends
with the work, when it is stopped, and when the program ends before it.
"""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop_app.base import windows_job

if sys.platform != "win32":  # where the job the process is put into has the limits
    import resource

WORD = "--work-apart"
"""What stands on the command line of a program built into one file when it is started for such work."""

_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from desktop_app.base.apart import serve; sys.exit(serve())"
)
_STEP = 0.2
_NO_WINDOW = 0x08000000


class Ended(Exception):
    """The process ended without an answer: it crashed, ran too long or wanted too much memory."""


def work_apart(
    job: Callable[..., Any],
    *given: object,
    seconds: int,
    memory: int,
    still_wanted: Callable[[], object] | None = None,
) -> Any:
    """What ``job`` gives for ``given``, worked out in a process that may use ``memory`` bytes.

    ``still_wanted`` is asked at once, then a few times a second; what it raises (Cancelled) ends the process
    and goes on from here. Raises what the job raises, and Ended when there is no answer within ``seconds`` of
    work (or three times as long on a PC that is busy).
    """
    asked = pickle.dumps((job, given, seconds, memory, os.getpid()))
    end = time.monotonic() + 3 * seconds
    flags = _NO_WINDOW if sys.platform == "win32" else 0
    with (
        subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=flags,
        ) as process,
        windows_job.limited(process, memory),
    ):
        talk = _Talk(process, asked)
        try:
            is_over = False
            while not is_over:
                if still_wanted is not None:
                    still_wanted()
                if time.monotonic() > end:
                    raise Ended("too long")
                is_over = talk.over(_STEP)
        finally:
            if not talk.over(0):
                process.kill()
            talk.over(None)
    try:
        good, result = pickle.loads(talk.answer)
    except Exception as fault:
        raise Ended(f"{job}: {process.returncode}") from fault
    if good:
        return result
    raise result


class _Talk:
    """Question and answer, written and read by threads: either pipe may be full while the other waits."""

    def __init__(self, process: "subprocess.Popen[bytes]", asked: bytes) -> None:
        self.answer = b""
        self._process, self._asked = process, asked
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._hear)]
        for thread in self._threads:
            thread.start()

    def _send(self) -> None:
        pipe = self._process.stdin
        # A process that ended reads no more.
        with suppress(OSError):
            if pipe is not None:
                pipe.write(self._asked)
        with suppress(OSError):
            if pipe is not None:
                pipe.close()

    def _hear(self) -> None:
        if self._process.stdout is not None:
            self.answer = self._process.stdout.read()

    def over(self, seconds: float | None) -> bool:
        """Wait so long for both to end (None for as long as it takes); whether they have."""
        for thread in reversed(self._threads):
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)


def command() -> list[str]:
    """The command line that starts such a process, whatever folder the program was started from."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    root = str(Path(__file__).resolve().parents[2])
    # -P: what lies in the folder the program was started from is not taken for a library.
    return [sys.executable, "-P", "-c", _BEGIN, root]


def serve() -> int:
    """The work of such a process: read what is asked, do it, write the answer."""
    answers = os.fdopen(os.dup(1), "wb")
    # A library that prints would write into the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with os.fdopen(os.dup(0), "rb") as asked:
        job, given, seconds, memory, parent = pickle.load(asked)
    _limit(seconds, memory)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        result = True, job(*given)
    except Exception as error:  # noqa: BLE001  carried whole to where the work was asked for
        result = False, error
    with suppress(OSError):
        answers.write(_pickled(result))
        answers.close()
    return 0


def _pickled(result: tuple[bool, object]) -> bytes:
    try:
        return pickle.dumps(result)
    except MemoryError as error:
        return pickle.dumps((False, error))


def _limit(seconds: int, memory: int) -> None:
    if sys.platform != "win32":
        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):
                _, hard = resource.getrlimit(kind)
                resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _end_with(parent: int) -> None:
    """End when the program that asked is gone; on Windows its job ends with it."""
    if sys.platform != "win32":
        while os.getppid() == parent:
            time.sleep(_STEP)
        os._exit(1)
