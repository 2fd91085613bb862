"""Every door by which something leaves the window writes a line of the log, and every act has its door."""

import ast
from pathlib import Path

import desktop_app
from desktop_app.registers.exchange import audit_log

ROOT = Path(desktop_app.__file__).parent
# What writes bytes where somebody says, or hands them to another program.
WRITES = {"write_bytes", "save_bytes", "write_safely", "openUrl", "hand_over"}
# Whom they tell: the log of acts, or the register of what was printed, which writes into both.
LOGS = {"log", "_log", "prints"}
# Modules whose bytes are nobody's data, or are logged by whoever calls them.
NOT_LOGGED_HERE = {
    "views/parts/file_dialogs.py": "the hand that writes; its callers log",
    "views/page_parts/export_menu.py": "tells what went out to its page's line of the log, in the same job",
    "views/pages/tables/import_choose.py": "an empty sheet of a register",
    "views/pages/rules/template_page.py": "the headings and columns of a form, nobody's data",
}


def writing_modules():
    """Modules of the window that write somewhere → whether they write into the log too."""
    found = {}
    for path in sorted((ROOT / "views").rglob("*.py")):
        tree = ast.parse(path.read_text("utf8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if names & WRITES:
            found[path.relative_to(ROOT).as_posix()] = bool(names & LOGS)
    return found


def test_whatever_leaves_the_window_is_on_the_log():
    found = writing_modules()
    assert len(found) > 5
    silent = {name for name, logged in found.items() if not logged}
    assert silent == set(NOT_LOGGED_HERE) & set(found), "log.note(…) what went out, or say why not"


def test_every_act_of_the_log_is_written_somewhere():
    words = {
        value: name for name, value in vars(audit_log).items() if name.isupper() and isinstance(value, str)
    }
    used = set()
    for path in ROOT.rglob("*.py"):
        if path.name != "audit_log.py":
            tree = ast.parse(path.read_text("utf8"))
            used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            used |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    idle = [act for act in audit_log.ACTIONS if words[act] not in used and act not in used]
    assert idle == []
