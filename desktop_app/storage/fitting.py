"""Whether a row found without its table can be one of a table: by the kinds of its values."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import peewee

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_replica, is_uid
from desktop_app.records.base import STAMP
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Catalogue, Register
from desktop_app.storage.sqlite.trees import Value
from desktop_app.storage.tables import TABLES

Judge = Callable[[Value], bool]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHAIN = re.compile(r"([0-9a-f]{16,64})?")
# What a box may raise over words that were never written into it.
_UNREADABLE = (ValueError, ArithmeticError, LookupError, TypeError, UserError)


class Fitting:
    """Which rows fit which table of a file whose registers are those of ``catalogue``."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._own: dict[str, dict[str, Judge]] = {
            model._meta.table_name: _own_judges(model, frozenset(catalogue.registers)) for model in TABLES
        }
        self._registers = {register.name: _judges(register) for register in catalogue}

    def fits(self, table: str, columns: Sequence[str], values: Sequence[Value], alias: int) -> bool:
        """Whether ``values`` can stand in the first columns of ``table``; ``alias`` is that of the rowid."""
        judges = self._registers.get(table) or self._own.get(table)
        if judges is None or len(values) > len(columns) or len(values) <= min(len(STAMP), len(columns) - 1):
            return False
        for place, (name, value) in enumerate(zip(columns, values, strict=False)):
            if place == alias:
                # The engine keeps nothing there: the rowid stands for it.
                if value is not None:
                    return False
            elif name in judges and not judges[name](value):
                return False
        return True


def _judges(register: Register) -> dict[str, Judge]:
    judges: dict[str, Judge] = {
        "uid": _is_uid,
        "owner_office": _is_words,
        "owner_epoch": _is_count,
        "replica": lambda value: type(value) is str and is_replica(value),
        "dot": _is_count,
        "clock": _is_count,
        "entered_at": _is_words,
        "removed_at": lambda value: value is None or _is_moment(value),
    }
    for name, box in register.boxes.items():
        judges[name] = _judge_of(box)
    return judges


def _judge_of(box: AnyBox) -> Judge:
    """Whether a scalar is of the box's own spelling; what its rules say of it is another question."""

    is_spelt: Any = box.is_spelt

    def judge(value: Value) -> bool:
        if value is None:
            return True
        if type(value) is not box.scalar:
            return False
        try:
            return bool(is_spelt(value))
        except _UNREADABLE:
            return False

    return judge


def _own_judges(model: type[peewee.Model], registers: frozenset[str]) -> dict[str, Judge]:
    meta: Any = model._meta
    return {field.column_name: _own_judge(field, registers) for field in meta.sorted_fields}


def _own_judge(field: Any, registers: frozenset[str]) -> Judge:
    name = field.column_name
    exact: dict[str, Judge] = {
        "at": _is_moment,
        "sha256": lambda value: type(value) is str and _SHA256.fullmatch(value) is not None,
        "chain": lambda value: type(value) is str and _CHAIN.fullmatch(value) is not None,
        "new": _is_json,
        "old": _is_json,
        "stamp": lambda value: value == "" or _is_json(value),
    }
    if name == "register" and field.model._meta.table_name != "before_merge":
        exact["register"] = lambda value: value in registers
    if name == "uid" and field.model._meta.table_name != "before_merge":
        exact["uid"] = _is_uid
    kind: type = {"BIGAUTO": int, "AUTO": int, "BIGINT": int, "INT": int, "BLOB": bytes}.get(
        field.field_type, str
    )
    judge: Judge = exact.get(name) or (lambda value: type(value) is kind)
    return (lambda value: value is None or judge(value)) if field.null else judge


def _is_uid(value: Value) -> bool:
    return type(value) is str and is_uid(value)


def _is_words(value: Value) -> bool:
    return type(value) is str


def _is_count(value: Value) -> bool:
    return type(value) is int and value >= 0


def _is_moment(value: Value) -> bool:
    try:
        return type(value) is str and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_json(value: Value) -> bool:
    try:
        return type(value) is str and isinstance(json.loads(value), dict | list)
    except ValueError:
        return False
