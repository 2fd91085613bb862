"""打印登记: what was printed or handed out as a file, by its code, and how far the records were written then.

Its lines are written by ``journal.print_book`` alone. They go between the PCs of one office and to nobody
else: a paper is checked where it was made.
"""

from collections.abc import Iterable
from typing import Any

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, Number, Text
from desktop_app.records.plain import LONGEST
from desktop_app.records.rules import Problem, RuleContext

ON_PAPER, AS_FILE, IN_FOLDER = "打印", "存为PDF", "全年材料"


def _by_program(record: "PrintedPaper", context: RuleContext) -> Iterable[Problem]:
    """Nobody writes this register by hand."""
    if not record.code or not record.digest:
        yield Problem("code", "打印登记由程序自己写", "不用新增")


def _heading(record: "PrintedPaper", naming: Naming) -> str:
    return " ".join(str(part) for part in (record.on, record.title, record.code) if part)


class PrintedPaper(Record):
    """One printing of one paper.

    ``made_of`` tells what to draft it of again, '' where that is kept nowhere; ``place`` how far the office
    had written then, ``digest`` what the paper told and ``template`` the
    mark of the template it was printed with, empty where it was none.
    """

    on = Date("打印日期", machine=True, index=True)
    at = Text("时间", machine=True, limit=10, width=4)
    who = Text("操作人", machine=True, width=5)
    how = Choice("去向", (ON_PAPER, AS_FILE, IN_FOLDER), machine=True, index=True)
    title = Text("材料名称", machine=True, width=16)
    code = Text("核验码", machine=True, index=True, width=8)
    pages = Number("页数", machine=True)
    copies = Number("份数", machine=True)
    paper = Text("材料种类", machine=True, index=True)
    made_of = LongText("由什么印成", machine=True, limit=LONGEST)
    seen_as = Text("印的人看到的范围", machine=True)
    place = LongText("印时记到哪里", machine=True, limit=LONGEST)
    digest = Text("内容摘要", machine=True)
    template = Text("样式", machine=True)

    class Meta:
        table_name = "printed_paper"
        title = "打印登记"
        group = "交换与安全"
        icon = "print"
        kept_back = WHOLE
        append_only = True
        listing = ("on", "at", "who", "how", "title", "code", "pages", "copies")
        order = ("-on", "-uid")
        period = "on"
        rules = (_by_program,)
        heading = _heading


def prints_called(context: RuleContext, code: str) -> list[PrintedPaper]:
    """The printings of the paper with a code, the last one first."""
    query = PrintedPaper.live().where(PrintedPaper.code == code)
    return context.find(query.order_by(PrintedPaper.uid.desc()))


def last_print(context: RuleContext, paper: str, made_of: str) -> PrintedPaper | None:
    """The last printing of a paper made of the same."""
    same = (PrintedPaper.paper == paper) & (PrintedPaper.made_of == made_of)
    found = context.find(PrintedPaper.live().where(same).order_by(PrintedPaper.uid.desc()).limit(1))
    return found[0] if found else None


def codes_printed(context: Any) -> list[str]:
    """Every code that was ever printed."""
    return [str(code) for (code,) in context.rows(PrintedPaper.select(PrintedPaper.code).distinct())]
