"""Wrong passwords slow down: a growing wait, noted beside the branch file, that never shuts anybody out.

The note holds for the window and for the terminal alike. Whoever may delete it could copy the branch file
and guess elsewhere as well: there the cost of the password stands alone.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.errors import UserError

ENDING = ".tries"
FREE = 3
"""So many slips of the finger cost nothing."""
LONGEST = 60


def wait_after(failed: int) -> int:
    """The seconds to wait after so many wrong passwords in a row: 2, 4, 8 … at most a minute."""
    return min(2 ** min(failed - FREE + 1, 10), LONGEST) if failed >= FREE else 0


@dataclass(frozen=True)
class Patience:
    """The wrong passwords in a row of one branch file; ``now`` gives the seconds of a clock."""

    branch_file: Path
    now: Callable[[], float]

    def check(self) -> None:
        """UserError, with the seconds left, while it is too early for another try."""
        failed, last = self._read()
        left = wait_after(failed) - (self.now() - last)
        # A clock that was put back must not make the wait longer than it is.
        if 0 < left <= wait_after(failed):
            raise UserError(
                f"密码已经输错 {failed} 次，请等 {int(left) + 1} 秒再试",
                "数据没有改动",
                "忘记密码时，请用恢复单上的恢复码",
            )

    def failed(self) -> str:
        """Note a wrong password; what to say of the wait, '' while there is none."""
        failed = self._read()[0] + 1
        # In a folder that takes nothing the cost of the password slows guesses down alone.
        with suppress(OSError):
            self._path().write_text(json.dumps([failed, self.now()]), "utf8")
        wait = wait_after(failed)
        return f"已经输错 {failed} 次，请等 {wait} 秒再试" if wait else ""

    def passed(self) -> None:
        """The right password: the count begins anew."""
        with suppress(OSError):
            self._path().unlink(missing_ok=True)

    def _path(self) -> Path:
        return self.branch_file.with_name(self.branch_file.name + ENDING)

    def _read(self) -> tuple[int, float]:
        try:
            failed, last = json.loads(self._path().read_bytes()[:200])
            return max(int(failed), 0), float(last)
        except (OSError, ValueError, TypeError, OverflowError, RecursionError):
            return 0, 0.0
