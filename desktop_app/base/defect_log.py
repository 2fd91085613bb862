"""The log of defects in the data folder: a small rotating file without a word of what people entered."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop_app.base.defects import describe

NAME = "errors.log"
# Two old files are kept beside the one written to.
_BYTES, _OLD_FILES = 256 * 1024, 2


class DefectLog:
    """Writes defects into a small rotating file; a disk that does not take it costs the entry alone."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._handler = _SilentFile(
            self.path, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s\n%(message)s\n"))
        self._logger = logging.Logger("zhibu.defects")
        self._logger.addHandler(self._handler)

    def write(self, error: BaseException) -> None:
        """Add what ``describe`` says of an error."""
        self._logger.error(describe(error))

    def close(self) -> None:
        """Let go of the file; a later entry opens it again."""
        self._handler.close()


class _SilentFile(RotatingFileHandler):
    """A file whose own errors are let go: nobody is better off for a second one."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Leave out the entry that could not be written."""
