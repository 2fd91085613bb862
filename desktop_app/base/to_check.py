"""待查: what a sheet left to be looked up, a line of the remark that asks until its box is filled."""

_MARK = "待查："


def to_check(title: str) -> str:
    """The line of a remark for the box ``title``."""
    return f"{_MARK}{title}"


def still_to_check(remark: str | None) -> list[str]:
    """The titles of the boxes a remark says are to be looked up."""
    lines = (line.strip() for line in (remark or "").splitlines())
    return [line.removeprefix(_MARK) for line in lines if line.startswith(_MARK)]
