"""Work in a process of its own: what it gives comes back, and whatever it does the program goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.base import apart
from desktop_app.base.apart import Ended, work_apart
from desktop_app.base.errors import Cancelled, UserError
from desktop_app.exchange.workbook import sniff

MB = 1_000_000


def here(job: Callable[..., object], *given: object, **bounds: object) -> object:
    """What ``job`` gives in a process of its own."""
    return work_apart(job, *given, **{"seconds": 20, "memory": 600 * MB, **bounds})


def test_a_result_comes_back_and_an_error_as_it_was_raised() -> None:
    assert here(sorted, [3, 1, 2]) == [1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        here(divmod, 1, 0)


def test_a_user_error_keeps_all_its_parts() -> None:
    with pytest.raises(UserError) as told:
        work_apart(sniff.format_of, b"", "名单", seconds=20, memory=600 * MB)
    assert told.value.parts() == ("“名单”是空文件", "还没有导入任何内容", "请选有内容的表格")


def test_what_is_printed_does_not_spoil_the_answer() -> None:
    assert here(print, "x" * 100_000) is None


def test_a_process_that_crashes_ends_in_one_exception() -> None:
    with pytest.raises(Ended):
        work_apart(os.abort, seconds=20, memory=600 * MB)
    with pytest.raises(Ended):
        work_apart(os._exit, 0, seconds=20, memory=600 * MB)


def test_memory_is_bounded() -> None:
    with pytest.raises(MemoryError):
        here(bytearray, 900 * MB)


def test_one_that_runs_on_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(Ended):
        work_apart(time.sleep, 60, seconds=0, memory=600 * MB)
    assert time.monotonic() - begun < 20


def test_stopping_ends_the_process_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    usual = subprocess.Popen.__init__

    def noted(self: subprocess.Popen[bytes], *args: object, **more: object) -> None:
        usual(self, *args, **more)  # type: ignore[arg-type]
        begun.append(self)

    monkeypatch.setattr(subprocess.Popen, "__init__", noted)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        work_apart(time.sleep, 60, seconds=60, memory=600 * MB, still_wanted=stop)
    (process,) = begun
    assert process.returncode is not None
    assert process.stdin is not None
    assert process.stdin.closed


def test_it_starts_from_any_folder_and_takes_no_library_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert here(len, "abc") == 3


def test_a_program_built_into_one_file_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart.command() == [sys.executable, apart.WORD]
    program = [sys.executable, "-m", "desktop_app", apart.WORD]
    monkeypatch.setattr(apart, "command", lambda: program)
    assert here(len, "abc") == 3


def test_it_ends_with_the_program_that_began_it(tmp_path: Path) -> None:
    pipe, job = tmp_path / "pipe", tmp_path / "job.py"
    os.mkfifo(pipe)
    job.write_text(
        f"import time\nheld = open({str(pipe)!r}, 'w')\nheld.write('here')\nheld.flush()\ntime.sleep(60)"
    )
    code = (
        "import runpy; from desktop_app.base.apart import work_apart;"
        f"work_apart(runpy.run_path, {str(job)!r}, seconds=60, memory=10**9)"
    )
    program = subprocess.Popen([sys.executable, "-c", code])
    begun = time.monotonic()
    with pipe.open() as heard:
        assert heard.read(4) == "here"
        program.kill()
        program.wait()
        # The pipe ends when the process that holds its other end does.
        assert heard.read() == ""
    assert time.monotonic() - begun < 30


def test_a_question_and_an_answer_larger_than_a_pipe_pass_each_other() -> None:
    assert here(bytes, b"a" * 5_000_000) == b"a" * 5_000_000
