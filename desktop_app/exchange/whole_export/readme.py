"""The words that lie in the folder: what every file and every box is, for whoever has no program of ours."""

from collections.abc import Iterator, Sequence

from desktop_app.exchange.whole_export.layout import (
    DATA,
    FILES,
    FILES_LIST,
    LIST,
    SHEETS,
    Contents,
    sheet_name,
)
from desktop_app.records.box import AnyBox
from desktop_app.records.whole import Table

_KINDS = {
    "date": "日期，写成 2026-10-08",
    "month": "月份，写成 2026-10",
    "number": "整数",
    "decimal": "数，写成文字",
    "yes_no": "1 是，0 不是",
    "files": "附件的列表：[SHA-256, 文件名, 字节数]",
    "lines": "几行文字的列表",
    "frozen": "定稿时留下的数，JSON",
}


def readme(contents: Contents, tables: Sequence[Table]) -> str:
    """The whole description."""
    return "\n".join([*_head(contents), *_stamps(), *_tables(contents, tables), ""])


def _head(contents: Contents) -> Iterator[str]:
    about = contents.about
    yield "支部台账：全部资料"
    yield ""
    yield f"党组织代码：{about.get('office')}"
    yield f"导出时间：{about.get('made_at')}"
    yield f"程序版本：{about.get('program')}，资料格式第 {about.get('schema')} 版"
    yield f"共 {contents.records} 行，{contents.files} 个附件"
    yield ""
    yield "这个文件夹没有加密，里面有党员的身份证号、电话和谈话内容，请像纸质档案一样保管。"
    yield ""
    yield f"{SHEETS}/　每本台账一个 .xlsx，用 Excel 或 WPS 打开，给人看。删除了的也在里面。"
    yield f"{DATA}/　每张表一个 .jsonl，一行一条，UTF-8，每行是一个 JSON 对象，给程序读；一个字都没有改动。"
    yield f"{FILES}/　附件的原文件；{FILES_LIST} 一行一个：SHA-256、在这里的文件名、字节数、记录里叫什么。"
    yield f"{LIST}　各表的行数和校验值（SHA-256，按 .jsonl 文件的全部字节计算）。"
    yield ""
    yield "没有导出的：签数据包用的密钥（读回来以后另做一把，请上级重新核对名片）和搜索用的索引。"
    yield "要读回来：zhibu --import 这个文件夹 --to 新文件夹。"
    yield ""


def _stamps() -> Iterator[str]:
    yield "每条记录都有的栏："
    for name, words in (
        ("uid", "编号，32 位十六进制（UUIDv7，前 12 位是建立时的毫秒数）；别的记录用它指向这一条"),
        ("owner_office", "归哪个党组织管，是它的代码"),
        ("owner_epoch", "换过几次归属"),
        ("replica", "写下这一版的是哪份支部文件"),
        ("dot", "是那份文件写的第几次"),
        ("clock", "写下的时间：右移 16 位是 1970 年以来的毫秒数"),
        ("entered_at", "第一次录入的时间"),
        ("removed_at", "删除的时间；空的是没有删除"),
    ):
        yield f"　{name}　{words}"
    yield ""


def _tables(contents: Contents, tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        yield f"{DATA}/{table.name}.jsonl　{table.title}　{contents.counts[table.name]} 行"
        if table.register is None:
            yield from (
                f"　{name}　{head}" for name, head in zip(table.columns, table.heads, strict=True) if head
            )
        else:
            yield f"　（{SHEETS}/{sheet_name(table.title)}）"
            for name, box in table.register.boxes.items():
                yield f"　{name}　{box.title}{_told(box)}"
        yield ""


def _told(box: AnyBox) -> str:
    parts = [_KINDS.get(box.kind, "")]
    to = tuple(getattr(box, "to", ()))
    if to:
        parts.append("编号，指向 " + "、".join(to))
    choices = getattr(box, "choices", None)
    if isinstance(choices, dict) and any(key != label for key, label in choices.items()):
        parts.append("，".join(f"{key}={label}" for key, label in choices.items()))
    if box.private:
        parts.append("敏感")
    told = "；".join(part for part in parts if part)
    return f"（{told}）" if told else ""
