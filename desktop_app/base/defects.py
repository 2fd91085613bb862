"""What is told of a defect of ours: which errors in which lines, and never a word of what people entered."""

import platform
from collections.abc import Iterator
from types import TracebackType

from desktop_app import __version__


def describe(error: BaseException) -> str:
    """The kinds of the error and of those behind it, with module, line and function of every frame.

    Messages and local values are left out: either may hold names and numbers of persons.
    """
    lines = [f"支部台账 {__version__}  Python {platform.python_version()}  {platform.system()}"]
    for one in _chain(error):
        lines.append(_kind(one))
        lines.extend(_frames(one.__traceback__))
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those it came from, the first cause last; each once, rings included."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "errno", None)
    return f"{kind} ({code})" if code else kind


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"  {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}:{code.co_qualname}"
        trace = trace.tb_next
