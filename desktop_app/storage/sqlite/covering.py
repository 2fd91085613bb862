"""The branch file as a role may read it: what is kept from it is covered below every query.

A connection for such a role has temporary views, found before the tables of the same names. Rows stay, so
that what is counted is right; words that are not for the role do not come up, however they are asked for.
"""

from collections.abc import Iterator
from typing import Any

from desktop_app.records.box import COVERED, AnyBox
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.roles import NOT_SHOWN, Rights
from desktop_app.storage.sqlite.sealed import SealedDatabase
from desktop_app.storage.tables import ActionRow, Entry, IndexCard, Note

# Kinds whose value is what somebody wrote, as it stands.
_WORDS = ("text", "long_text", "id_number", "phone")
# Kinds of which a record keeps what is counted by: when, which kind, whose, how many.
_COUNTED = (
    "date",
    "month",
    "partial_date",
    "time_span",
    "state",
    "choice",
    "many_choice",
    "yes_no",
    "number",
    "money",
    "record",
    "person",
)
# Kinds that are private whatever their box says.
_PERSONAL = ("id_number", "phone")
# How the names of notes begin that belong to one register: drafts of its records, and templates for them.
DRAFTS = "draft:"
TEMPLATES = "template:"


class CoveredDatabase(SealedDatabase):
    """The file behind ``whole`` for a role with ``rights``: nothing is written, what is hidden is covered."""

    def __init__(self, whole: SealedDatabase, catalogue: Catalogue, rights: Rights, drafts: str) -> None:
        key = whole.connect_params["passphrase"].removeprefix("x'").removesuffix("'")
        super().__init__(whole.database, bytes.fromhex(key), pragmas=whole._pragmas, timeout=5)
        self._whole = whole
        self._views = list(_views(catalogue, rights, drafts))

    def _connect(self) -> Any:
        if self._whole.watch is not None:
            self._whole.watch.opening()
        return super()._connect()

    def _add_conn_hooks(self, conn: Any) -> None:
        super()._add_conn_hooks(conn)
        for view in self._views:
            conn.execute(view)
        conn.execute("PRAGMA query_only = 1")


def is_covered(box: AnyBox) -> bool:
    """Whether a box is covered for a role that sees nothing private."""
    return box.private or box.kind in _PERSONAL


def covered_value(box: AnyBox) -> str | None:
    """What a covered box holds in place of a value that is there."""
    return COVERED if box.kind in _WORDS else None


def _views(catalogue: Catalogue, rights: Rights, drafts: str) -> Iterator[str]:
    for register in catalogue:
        columns = {name: _box(box, register, rights) for name, box in register.boxes.items()}
        if any(columns.values()):
            names = [field.column_name for field in register.model._meta.sorted_fields]
            told = ", ".join(columns.get(name) or f'"{name}"' for name in names)
            rows = " WHERE 0" if register.name in rights.absent else ""
            yield f'CREATE TEMP VIEW "{register.name}" AS SELECT {told} FROM main."{register.name}"{rows}'
    yield _cards(catalogue, rights)
    yield _history(catalogue, rights)
    yield _actions(rights)
    yield _notes(rights, drafts)


def _box(box: AnyBox, register: Register, rights: Rights) -> str | None:
    """The column of a box as the role sees it; None: as it stands."""
    name = box.column_name
    if register.name in rights.hidden:
        if box.kind in _COUNTED and not box.private:
            return None
        words = f"'{NOT_SHOWN}'" if box.kind in _WORDS else "NULL"
    elif rights.covered and is_covered(box):
        words = "NULL" if covered_value(box) is None else f"'{COVERED}'"
    else:
        return None
    return f'CASE WHEN "{name}" IS NULL THEN NULL ELSE {words} END AS "{name}"'


def _cards(catalogue: Catalogue, rights: Rights) -> str:
    """Cards of hidden records say nothing; what is private stands on no card."""
    hidden, card = _list(rights.hidden), IndexCard._meta.table_name

    def told(column: str, instead: str) -> str:
        words = f"WHEN register IN ({hidden}) THEN '{instead}'"
        for register in catalogue if rights.covered else ():
            boxes = [box for box in register.boxes.values() if is_covered(box)]
            if boxes and register.name not in rights.hidden:
                # A number stands on the card in other words than in its box: no more than the name is told.
                plain = all(box.kind in _WORDS for box in boxes)
                replaced = f"c.{column}" if plain else f"c.{'heading' if column == 'words' else column}"
                for box in (b.column_name for b in boxes if b.kind in _WORDS):
                    replaced = f"replace({replaced}, coalesce(m.\"{box}\", ''), '{COVERED}')"
                found = f'(SELECT {replaced} FROM main."{register.name}" m WHERE m.uid = c.uid)'
                words += f" WHEN register = '{register.name}' THEN coalesce({found}, c.{column})"
        return f"CASE {words} ELSE c.{column} END AS {column}"

    columns = ", ".join((told("heading", NOT_SHOWN), told("name_key", ""), told("words", "")))
    return f'CREATE TEMP VIEW "{card}" AS SELECT id, uid, register, {columns}, removed FROM main."{card}" c'


def _history(catalogue: Catalogue, rights: Rights) -> str:
    """No line of a hidden record; in the others what is private is covered."""
    table = Entry._meta.table_name

    def told(column: str) -> str:
        words = ""
        for register in catalogue if rights.covered else ():
            boxes = [name for name, box in register.boxes.items() if is_covered(box)]
            if boxes:
                put = ", ".join(
                    f"'$.{name}', CASE WHEN json_extract({column}, '$.{name}') IS NULL THEN NULL "
                    f"ELSE {_told(register.boxes[name])} END"
                    for name in boxes
                )
                words += f" WHEN '{register.name}' THEN json_replace({column}, {put})"
        return f"CASE register {words} ELSE {column} END AS {column}" if words else column

    columns = f"id, action, register, uid, verb, {told('old')}, {told('new')}, replica, seq"
    hidden = f"WHERE register NOT IN ({_list(rights.hidden)})"
    return f'CREATE TEMP VIEW "{table}" AS SELECT {columns} FROM main."{table}" {hidden}'


def _told(box: AnyBox) -> str:
    words = covered_value(box)
    return "NULL" if words is None else f"'{words}'"


def _actions(rights: Rights) -> str:
    """What was done to a hidden record, without its name."""
    table, entry = ActionRow._meta.table_name, Entry._meta.table_name
    of_hidden = f"h.action = a.id AND h.register IN ({_list(rights.hidden)})"
    touches = f'EXISTS (SELECT 1 FROM main."{entry}" h WHERE {of_hidden})'
    columns = ", ".join(
        f"CASE WHEN {touches} THEN '{NOT_SHOWN}' ELSE a.{name} END AS {name}"
        if name in ("title", "why")
        else f"a.{name}"
        for name in (field.column_name for field in ActionRow._meta.sorted_fields)
    )
    return f'CREATE TEMP VIEW "{table}" AS SELECT {columns} FROM main."{table}" a'


def _notes(rights: Rights, drafts: str) -> str:
    """Drafts are for whoever typed them; keys of the office are for those who exchange.

    Templates are for all who open their register.
    """
    closed = rights.secrets | {f"{TEMPLATES}{name}" for name in rights.hidden}
    table = Note._meta.table_name
    others = f"key NOT LIKE '%{DRAFTS}%' OR key LIKE '{drafts}{DRAFTS}%'"
    return (
        f'CREATE TEMP VIEW "{table}" AS SELECT key, value FROM main."{table}" '
        f"WHERE ({others}) AND key NOT IN ({_list(closed)})"
    )


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
