"""Small workbooks made on the spot for the importer's tests."""

import io
from typing import Any

import openpyxl

NUMBERS = ("990101198507013212", "990101198507310014", "99010119850701002X")
HEAD = ("姓名", "性别", "公民身份号码", "类别")


def xlsx(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, **more: Any) -> bytes:
    """An .xlsx with a head and rows; ``forms``: number formats by cell name, ``touch``: edits the sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    for name, form in more.get("forms", {}).items():
        sheet[name].number_format = form
    if "touch" in more:
        more["touch"](sheet)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def person(**boxes: Any) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Head and one good row, with boxes of given titles added or put in place of it."""
    row = {"姓名": "张三", "性别": "男", "公民身份号码": NUMBERS[0], "类别": "正式", **boxes}
    return tuple(row), tuple(row.values())
