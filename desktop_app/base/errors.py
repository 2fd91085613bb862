"""The one error family a user can mend; every other exception is a defect of ours."""

from desktop_app.base.defects import describe


class UserError(Exception):
    """Something the person at the desk can put right, told in Chinese in three parts.

    ``what`` happened (with its place: row, column, name), what is ``safe``, and what ``todo``.
    ``detail`` is for the superior's technician and never shown first.
    """

    def __init__(self, what: str, safe: str = "", todo: str = "", *, detail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.todo = todo
        self.detail = detail

    def sentence(self) -> str:
        """The parts as one line of running text, for a terminal, a tooltip or a list."""
        return "".join(part if part.endswith(("。", "！", "？")) else part + "。" for part in self.parts())

    def parts(self) -> tuple[str, ...]:
        """The non-empty parts in reading order."""
        return tuple(part for part in (self.what, self.safe, self.todo) if part)

    def __str__(self) -> str:
        return self.sentence()


class Defect(UserError):
    """A defect of ours as the user is told it; nobody knows how far the work came, so nothing is promised.

    ``error`` is the exception itself; ``detail`` holds no word of what people entered.
    """

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            "程序出了一个错误，刚才的事可能没有做完",
            "",
            "请先看看刚才的内容在不在，再试一次；仍不行，请把错误的说明复制给上级技术人员",
            detail=describe(error),
        )
        self.error = error


class Cancelled(Exception):
    """The user stopped a long piece of work; nothing of it remains."""
