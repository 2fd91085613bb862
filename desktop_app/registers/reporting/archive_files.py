"""归档文件: what of a year lies in the archive box, by 件, as its 归档文件目录 lists it."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Number, Text
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import not_in_future


def files_of(context: RuleContext, year: int) -> "list[ArchiveFile]":
    """The filed papers of ``year`` of the own office, by their number."""
    query = ArchiveFile.live().where(
        (ArchiveFile.year == year) & (ArchiveFile.owner_office == context.office)
    )
    return context.find(query.order_by(ArchiveFile.number, ArchiveFile.uid))


def _of_its_year(record: "ArchiveFile", context: RuleContext) -> Iterable[Problem]:
    if record.formed_on and record.formed_on.year not in (record.year, record.year + 1):
        yield Problem("formed_on", f"不是{record.year}年形成的文件", "请核对年度和日期", refuse=False)


def _heading(record: "ArchiveFile", naming: Naming) -> str:
    return f"{record.year}年第{record.number}件 {record.title or ''}" if record.year else ""


class ArchiveFile(Record):
    """One 件 of a year's box."""

    year = Number("年度", required=True, least=1949, most=2999, index=True)
    number = Number("件号", required=True, least=1, index=True)
    file_no = Text("档号", repeats=False, help="上级编的，没有的空着")
    document_no = Text("文号", repeats=False, help="没有文号的空着")
    author = Text("责任者", required=True, width=14)
    title = Text("题名", required=True, width=20, help="自拟的题名外面加方括号")
    formed_on = Date("日期", required=True, index=True)
    secrecy = Text("密级", help="没有的空着")
    pages = Number("页数", required=True, least=1, unit="页")
    keep = Choice("保管期限", ("永久", "30年", "10年"))
    remark = Text("备注")

    class Meta:
        table_name = "archive_file"
        title = "归档文件"
        group = "月与年"
        icon = "archive"
        listing = ("year", "number", "title", "author", "formed_on", "pages", "keep")
        order = ("-year", "number")
        period = "formed_on"
        unique = (("year", "number"),)
        sections = (
            Section("文件", ("year", "number", "title", "author", "formed_on", "pages")),
            Section("编号", ("file_no", "document_no", "secrecy", "keep", "remark")),
        )
        rules = (_of_its_year, not_in_future("formed_on", "日期"))
        heading = _heading
