"""The floors of the house: who may import whom, no circles, a sentence first, SQL in storage only."""

import ast
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.syntax import PACKAGE, Tree, planted, tree_on_disk


@dataclass(frozen=True)
class Floor:
    """What a part of the program may import: parts of ours, and other people's libraries."""

    ours: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


BELOW = ("base", "drawing", "records", "duties", "storage", "printing", "exchange")
# What the window is made of, pages and what they share aside.
WINDOW = ("bridge", "form", "freshness", "look", "page_table", "parts", "shell", "table")
# Each part by its place under desktop_app; the longest fitting name counts. What knows a register by name has
# "registers" in its list, and nothing else has.
FLOORS = {
    "base": Floor(),
    # Pictures as plain descriptions, laid out once for screen and paper.
    "drawing": Floor(("base",)),
    "records": Floor(("base",), ("peewee",)),
    "registers": Floor(("base", "records")),
    # Frozen SQL: what a released schema was, whatever the models say today.
    "registers.upgrades": Floor(),
    "duties": Floor(("base", "drawing", "records", "registers"), ("peewee",)),
    "storage": Floor(("base", "records", "storage.sqlite"), ("peewee", "playhouse", "nacl")),
    # What is one engine's alone; another one would need these few files anew, and nothing else.
    "storage.sqlite": Floor(
        ("base", "records", "storage"), ("peewee", "playhouse", "sqlcipher3", "cryptography")
    ),
    "printing": Floor(("base", "drawing", "records"), ("reportlab", "pypdfium2", "zxingcpp", "PIL")),
    "printing.documents": Floor(
        ("base", "drawing", "records", "registers", "duties", "printing"), ("reportlab",)
    ),
    "exchange": Floor(
        ("base", "records"), ("nacl", "pyrage", "zstandard", "openpyxl", "python_calamine", "xlrd")
    ),
    # What the program writes down of its own acts: the one place that opens actions on registers by name.
    "journal": Floor(("base", "records", "registers", "storage", "exchange")),
    "views": Floor((*BELOW, "settings", "desk"), ("PySide6", "shiboken6")),
    # What several pages share; the pages know it, the parts of the window do not.
    "views.page_parts": Floor(
        (*BELOW, "settings", "desk", *(f"views.{part}" for part in WINDOW)), ("PySide6", "shiboken6")
    ),
    "views.pages": Floor((*BELOW, "registers", "settings", "desk", "views"), ("PySide6", "shiboken6")),
    "settings": Floor(("base",)),
    # What a page is handed; of the window it holds only the door to the worker and the look.
    "desk": Floor((*BELOW, "settings", "views.bridge", "views.look")),
    # What a new branch file holds, and the files of this PC with their tools; no window yet.
    "founding": Floor((*BELOW, "registers")),
    "workplace": Floor((*BELOW, "registers", "journal", "settings", "founding", "sample")),
    "app": Floor(
        (
            *(*BELOW, "settings", "desk", "views", "founding", "workplace"),
            *("data_lock", "locking", "meeting", "key_change", "restore_flow", "start_jobs"),
        ),
        ("PySide6",),
    ),
    "data_lock": Floor(("base",), ("PySide6",)),
    # A backup put back: what is done, and its way through the windows.
    "restoring": Floor((*BELOW, "registers", "workplace")),
    "restore_flow": Floor((*BELOW, "views", "workplace", "restoring"), ("PySide6",)),
    "key_change": Floor((*BELOW, "views", "workplace")),
    "start_jobs": Floor((*BELOW, "views", "founding", "workplace")),
    "meeting": Floor((*BELOW, "desk", "views", "locking"), ("PySide6",)),
    "locking": Floor((*BELOW, "registers", "settings", "views", "workplace"), ("PySide6", "shiboken6")),
    # The sample's script lies in resources/; what loads it and what walks a month know the registers.
    "sample": Floor(("base", "storage")),
    "handsfree": Floor((*BELOW, "registers", "journal", "settings", "sample", "founding", "workplace")),
    "__main__": Floor((*BELOW, "settings", "desk", "views", "app", "handsfree"), ("PySide6",)),
}
# These load what a declaration of their own floor names; a test loads every one.
BY_NAME = {"desktop_app.printing.documents.typesetter", "desktop_app.views.page_table"}
# The rooms into which every floor is divided by practice, and what each floor has besides them.
PRACTICES = {
    "people",
    "organization_life",
    "study",
    "displays",
    "service",
    "rectification",
    "reporting",
    "rules",
    "exchange",
}
ROOMS = {
    "registers": {"upgrades"},
    "duties": {"basics", "summaries"},
    "printing.documents": set(),
    "views.pages": {"tables", "office", "start"},
}
# What the other rooms of a floor stand on.
GROUND = {"basics"}
# What would let the program reach a network; it never does.
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "PySide6.QtNetwork", "webbrowser"}
# Libraries that cost a visible moment; they are loaded when a person asks for what needs them.
SLOW = {
    "reportlab",
    "cryptography",
    "openpyxl",
    "pypdfium2",
    "pypinyin",
    "numpy",
    "PIL",
    "zxingcpp",
    "xlrd",
    "python_calamine",
    "fontTools",
}
START = f"{PACKAGE}.app"
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "misc",
    "stuff",
    "general",
    "tools",
}
SQL = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|pragma\s+\w"
    r"|create\s+(virtual\s+)?(table|index|trigger|view)\s)",
    re.IGNORECASE | re.DOTALL,
)
# What only one engine understands: in words of SQL, and as calls of peewee's.
ENGINE_SQL = re.compile(
    r"\b(PRAGMA|ATTACH|DETACH|VACUUM|rowid|fts5|sqlite_master|INSERT OR|REPLACE INTO|json_\w+\(|strftime\()"
    r"|\bMATCH \?|=\s?\?|VALUES \(\?|\bIMMEDIATE\b",
    re.IGNORECASE,
)
ENGINE_CALLS = {"instr", "pragma", "on_conflict_replace", "lastrowid", "group_concat", "set_authorizer"}
ENGINE_IMPORTS = ("sqlite3", "sqlcipher3", "playhouse.sqlite_ext", "playhouse.sqlcipher_ext")
ENGINE_FLOORS = ("storage.sqlite", "registers.upgrades")
MACHINE_PATH = re.compile(r"/(home|root|usr|etc|opt|tmp|var|srv|work|Users)(/|$)|[A-Za-z]:[\\/]\w")
SENTENCE = re.compile(r"[.。!?！？](\s|$)")
FILE_LINES, FUNCTION_LINES = 500, 70


def place(module: str) -> str:
    """The part of the program that a module belongs to: the longest fitting name in FLOORS, or its own."""
    inside = module.removeprefix(PACKAGE).removeprefix(".")
    fitting = [part for part in FLOORS if inside == part or inside.startswith(part + ".")]
    return max(fitting, key=len, default=inside)


def rule_for(part: str) -> Floor:
    """What ``part`` may import; a module that is in no list yet may import what the desk may."""
    return FLOORS.get(part, FLOORS["desk"])


def allowed(part: str, module: str) -> bool:
    """Whether ``part`` may import ``module``, one of ours."""
    inside = module.removeprefix(PACKAGE).removeprefix(".")
    if place(module) in (part, ""):
        return True
    return any(inside == name or inside.startswith(name + ".") for name in rule_for(part).ours)


def wrong_floor(tree: Tree) -> list[str]:
    """Imports that go up or sideways, or reach for a library that belongs to another floor."""
    found = []
    for source in tree:
        part = place(source.name)
        libraries = rule_for(part).libraries
        for item in tree.imports[source.name]:
            root = item.name.partition(".")[0]
            if item.name == "(computed)":
                if source.name in BY_NAME:
                    continue
                found.append(f"{source.name}:{item.line} imports what nobody can see")
            elif root == PACKAGE and not allowed(part, item.name):
                found.append(f"{source.name}:{item.line} imports {item.name}")
            elif item.typing_only and root == "typing_extensions":
                continue  # what the type check knows before our Python does; it is never loaded
            elif root != PACKAGE and root not in sys.stdlib_module_names and root not in libraries:
                found.append(f"{source.name}:{item.line} imports {root}")
            elif root == "sqlite3" and part != "storage.sqlite":
                found.append(f"{source.name}:{item.line} opens a database")
    return found


def network(tree: Tree) -> list[str]:
    """Imports of anything that reaches a network."""
    return [
        f"{name}:{item.line} imports {item.name}"
        for name, items in tree.imports.items()
        for item in items
        if any(item.name == word or item.name.startswith(word + ".") for word in NETWORK)
    ]


def circles(tree: Tree) -> list[str]:
    """Groups of modules that import each other round and round, imports inside functions counted."""
    after = {name: {item.name for item in items} & set(tree.sources) for name, items in tree.imports.items()}
    return sorted(" ⇄ ".join(sorted(group)) for group in round_and_round(after))


def round_and_round(after: Mapping[str, set[str]]) -> set[frozenset[str]]:
    """The groups of names from each of which every other of the group is reached."""
    reach: dict[str, set[str]] = {}
    for start in after:
        seen: set[str] = set()
        ahead = list(after[start])
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += after[name]
        reach[start] = seen
    groups = {frozenset(other for other in reach[name] if name in reach[other]) for name in after}
    return {group for group in groups if group}


def wrong_rooms(tree: Tree) -> list[str]:
    """Rooms of a floor that are no practice's, and rooms that lead to each other round and round.

    What lies on the floor beside its rooms is shared by them or gathers over them, and is not counted.
    """
    found = []
    for floor, shared in ROOMS.items():
        inside = f"{PACKAGE}.{floor}."
        room_of = {
            name: name.removeprefix(inside).partition(".")[0]
            for name in tree.sources
            if name.startswith(inside) and "." in name.removeprefix(inside)
        }
        rooms = set(room_of.values())
        found += [f"{floor}.{room} is no practice: {PRACTICES}" for room in rooms - PRACTICES - shared]
        doors = {
            room: {
                room_of[item.name]
                for name, its_room in room_of.items()
                if its_room == room
                for item in tree.imports[name]
                if room_of.get(item.name, room) != room
            }
            for room in rooms
        }
        found += [f"{floor}: {' ⇄ '.join(sorted(group))}" for group in round_and_round(doors)]
        found += [f"{floor}.{room} leads to {other}" for room in GROUND & rooms for other in doors[room]]
    return sorted(found)


def no_first_sentence(tree: Tree) -> list[str]:
    """Modules that do not begin by saying in a sentence what lives in them."""
    found = []
    for source in tree:
        first = (ast.get_docstring(source.tree) or "").partition("\n\n")[0]
        if not SENTENCE.search(first):
            found.append(f"{source.name} has no first sentence")
    return found


def vague_names(tree: Tree) -> list[str]:
    """Modules whose name says nothing of what is in them."""
    return [s.name for s in tree if VAGUE & set(s.name.rpartition(".")[2].lower().split("_"))]


def machine_paths(tree: Tree) -> list[str]:
    """Strings that name a place on one particular machine."""
    return [
        f"{source.name}:{node.lineno} {node.value!r}"
        for source in tree
        for node in source.strings
        if MACHINE_PATH.match(str(node.value))
    ]


def sql_upstairs(tree: Tree) -> list[str]:
    """SQL written out anywhere but in storage and in the frozen steps that make its tables."""
    return [
        f"{source.name}:{node.lineno} {str(node.value)[:40]!r}"
        for source in tree
        for node in source.strings
        if place(source.name) not in ("storage", *ENGINE_FLOORS) and SQL.match(str(node.value))
    ]


def engine_words(tree: Tree) -> list[str]:
    """What one database engine alone understands, outside the few files kept for it."""
    found = []
    for source in tree:
        if place(source.name) in ENGINE_FLOORS:
            continue
        found += [
            f"{source.name}:{node.lineno} {str(node.value)[:40]!r}"
            for node in source.strings
            if place(source.name).startswith("storage") and ENGINE_SQL.search(str(node.value))
        ]
        found += [
            f"{source.name}:{node.lineno} calls {node.attr}"
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Attribute) and node.attr in ENGINE_CALLS
        ]
        found += [
            f"{source.name}:{item.line} imports {item.name}"
            for item in tree.imports[source.name]
            if item.name.startswith(ENGINE_IMPORTS)
        ]
    return found


def silent_limit(tree: Tree) -> list[str]:
    """Queries cut at a number nobody asked for: one row, or as many as the caller says, and no other."""
    found = []
    for source in tree:
        for function in ast.walk(source.tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            own = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
            for node in ast.walk(function):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                if node.func.attr == "limit" and node.args:
                    words = ast.unparse(node.args[0])
                    if words != "1" and words not in own:
                        found.append(f"{source.name}:{node.lineno} leaves off what comes after {words}")
        found += [
            f"{source.name}:{node.lineno} {str(node.value)[-30:]!r}"
            for node in source.strings
            if re.search(r"\bLIMIT (?!1\b|\?)", str(node.value)) and place(source.name) == "storage"
        ]
    return found


def slow_start(tree: Tree, start: str = START) -> list[str]:
    """Slow libraries that are loaded by loading ``start``, with the module that loads each."""
    if start not in tree.sources:
        return [f"there is no {start}"]
    found, seen, ahead = set(), set(), [start]
    while ahead:
        name = ahead.pop()
        if name in seen or name not in tree.sources:
            continue
        seen.add(name)
        ahead.append(name.rpartition(".")[0])
        for item in tree.imports[name]:
            if item.late or item.typing_only:
                continue
            ahead.append(item.name)
            if item.name.partition(".")[0] in SLOW:
                found.add(f"{name}:{item.line} loads {item.name} at the start")
    return sorted(found)


def too_long(tree: Tree) -> list[str]:
    """Files and functions that have grown past what a person takes in."""
    found = []
    for source in tree:
        if (lines := source.text.count("\n")) > FILE_LINES:
            found.append(f"{source.name}: {lines} lines")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > FUNCTION_LINES:
                    found.append(f"{source.name}:{node.lineno} {node.name}: {size} lines")
    return found


CHECKS = [
    wrong_floor,
    network,
    circles,
    wrong_rooms,
    no_first_sentence,
    vague_names,
    machine_paths,
    sql_upstairs,
    engine_words,
    silent_limit,
    slow_start,
    too_long,
]


@pytest.fixture(scope="module")
def house() -> Tree:
    """The program as it stands."""
    return tree_on_disk()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_in_order(check, house):
    assert len(house.sources) > 10
    assert check(house) == []


SOUND = planted(
    app='"""Where the parts meet."""\nfrom desktop_app.views.pages import home\n',
    views__pages__home='"""The first page."""\nfrom desktop_app.registers.members import Member\n',
    registers__members='"""The members."""\nfrom desktop_app.records.record import Record\n',
    records__record='"""A record."""\nimport peewee\nfrom desktop_app.base import ids\n',
    base__ids='"""Identifiers.\n\nMore of them."""\nimport hashlib\n',
    printing__sheet='"""A sheet."""\nfrom reportlab.pdfgen import canvas\n',
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_sound_house_is_not_complained_about(check):
    assert check(SOUND) == []


WRONG = {
    "a floor up": (
        wrong_floor,
        {"base__ids": "from desktop_app.records import record", "records__record": ""},
    ),
    "sideways": (wrong_floor, {"exchange__card": "import desktop_app.storage.ledger", "storage__ledger": ""}),
    "inside a function": (
        wrong_floor,
        {"records__box": "def f():\n from desktop_app.views import x", "views__x": ""},
    ),
    "for the types alone": (
        wrong_floor,
        {"duties__dues": "if TYPE_CHECKING:\n from desktop_app.storage import x", "storage__x": ""},
    ),
    "by its string": (
        wrong_floor,
        {"storage__x": "importlib.import_module('desktop_app.views.y')", "views__y": ""},
    ),
    "by a computed name": (wrong_floor, {"storage__x": "import_module(name)"}),
    "relative": (wrong_floor, {"storage__x": "from ..views import y", "views__y": ""}),
    "a foreign library": (wrong_floor, {"views__page": "from reportlab.platypus import Table"}),
    "peewee in a page": (wrong_floor, {"views__pages__home": "import peewee"}),
    "a database in the window": (wrong_floor, {"views__page": "import sqlite3"}),
    "a library nobody knows": (wrong_floor, {"base__names": "import pypinyin"}),
    "a register known in storage": (
        wrong_floor,
        {"storage__x": "from desktop_app.registers.members import Member", "registers__members": ""},
    ),
    "a register known in a part of the window": (
        wrong_floor,
        {"views__table": "from desktop_app import registers", "registers__members": ""},
    ),
    "the desk looks up": (wrong_floor, {"desk": "from desktop_app.views import x", "views__x": ""}),
    "a sheet that knows the documents": (
        wrong_floor,
        {"printing__sheet": "from desktop_app.printing.documents import x", "printing__documents__x": ""},
    ),
    "a part that knows the pages": (
        wrong_floor,
        {"views__parts__x": "import desktop_app.views.pages.home", "views__pages__home": ""},
    ),
    "sockets": (network, {"exchange__stick": "def f():\n    import socket"}),
    "Qt's network": (network, {"views__update": "from PySide6.QtNetwork import QTcpSocket"}),
    "a circle of two": (
        circles,
        {
            "base__a": "from desktop_app.base.b import x",
            "base__b": "def f():\n from desktop_app.base import a",
        },
    ),
    "a module that imports itself": (circles, {"base__a": "import desktop_app.base.a"}),
    "a room nobody guesses": (wrong_rooms, {"duties__corner__x": ""}),
    "two rooms that lead to each other": (
        wrong_rooms,
        {
            "duties__people__a": "from desktop_app.duties.study import b",
            "duties__study__b": "x = 1",
            "duties__study__c": "from desktop_app.duties.people import a",
        },
    ),
    "ground that leads to a room": (
        wrong_rooms,
        {"duties__basics__a": "from desktop_app.duties.study import b", "duties__study__b": ""},
    ),
    "shared parts that know a page": (
        wrong_floor,
        {"views__page_parts__a": "from desktop_app.views.pages.rules import b", "views__pages__rules__b": ""},
    ),
    "no docstring": (no_first_sentence, {"base__a": "x = 1"}),
    "words but no sentence": (no_first_sentence, {"base__a": '"""some things"""'}),
    "a vague name": (vague_names, {"base__text_utils": '"""Text."""'}),
    "a home folder": (machine_paths, {"base__paths": "ROOT = '/home/zhang/branch'"}),
    "a Windows folder": (machine_paths, {"base__paths": "ROOT = r'D:\\data'"}),
    "SQL in a page": (sql_upstairs, {"views__pages__home": "q = 'select name from member'"}),
    "SQL in an f-string": (sql_upstairs, {"duties__dues": "q = f'delete from {table}'"}),
    "an engine's own words": (engine_words, {"storage__x": "q = 'PRAGMA user_version'"}),
    "an engine's own marks": (engine_words, {"storage__x": "q = 'SELECT uid FROM card WHERE id = ?'"}),
    "an engine's own function": (engine_words, {"duties__x": "q = fn.instr(box, words)"}),
    "an engine's own database": (engine_words, {"storage__x": "import playhouse.sqlcipher_ext"}),
    "a list cut at a number": (silent_limit, {"duties__dues": "def f(q):\n return q.limit(60)"}),
    "a list cut at a constant": (silent_limit, {"duties__dues": "def f(q):\n return q.limit(_MOST)"}),
    "SQL cut at a number": (silent_limit, {"storage__x": "q = 'SELECT uid FROM card LIMIT 500'"}),
    "a slow start": (
        slow_start,
        {"app": "from desktop_app.views import x", "views__x": "import openpyxl.styles"},
    ),
    "no start at all": (slow_start, {"base__a": ""}),
    "a long file": (too_long, {"base__a": "x = 1\n" * (FILE_LINES + 1)}),
    "a long function": (too_long, {"base__a": "def f():\n" + "    x = 1\n" * FUNCTION_LINES}),
}


@pytest.mark.parametrize(("check", "texts"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_found(check, texts):
    assert check(planted(**texts))


def test_a_slow_library_loaded_late_is_no_slow_start():
    tree = planted(
        app="def f():\n    import reportlab\nif TYPE_CHECKING:\n    from desktop_app.views import x\n",
        views__x="import openpyxl",
    )
    assert slow_start(tree) == []


def test_paths_in_the_telling_are_no_paths_in_the_doing():
    tree = planted(base__paths='"""/home/zhang/ is an example."""\nX = "/proc/mounts"\n')
    assert machine_paths(tree) == []
