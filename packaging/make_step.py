"""Write the next upgrade step: frozen SQL for what the models have and the steps so far do not make.

Usage: python packaging/make_step.py "what it is for"
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models
from playhouse.sqlcipher_ext import SqlCipherDatabase

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop_app.records.record import Catalogue
from desktop_app.registers import catalogue
from desktop_app.storage.sqlite.search_index import MAKE_INDEX
from desktop_app.storage.tables import TABLES

HEAD = '''"""Upgrade step: {note}."""

from typing import Any

STATEMENTS = (
{statements})


def up(migrator: Any, db: Any) -> None:
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
'''


def missing_statements(registers: Catalogue) -> list[str]:
    """The SQL from a file made by the steps to the models; SystemExit when it needs a hand."""
    with tempfile.TemporaryDirectory() as folder:
        # The program's own SQLite: the one of the standard library may be too old for the steps.
        database = SqlCipherDatabase(str(Path(folder) / "scratch.db"), passphrase="scratch")
        Runner(database, str(registers.steps)).up()
        statements: list[str] = []
        for model in (*TABLES, *registers.models):
            with model.bind_ctx(database, bind_refs=False, bind_backrefs=False):
                schema = model._schema
                made = database.table_exists(model._meta.table_name)
                if not made:
                    statements.append(_sql(schema._create_table(safe=False)))
                    statements += [_sql(context) for context in schema._create_indexes(safe=False)]
                    continue
                have = {column.name for column in database.get_columns(model._meta.table_name)}
                for field in model._meta.sorted_fields:
                    if field.column_name not in have:
                        statements.append(
                            f'ALTER TABLE "{model._meta.table_name}" ADD COLUMN '
                            f'"{field.column_name}" {field.ddl_datatype(database.get_sql_context()).sql}'
                        )
                indexes = {index.name for index in database.get_indexes(model._meta.table_name)}
                for context in schema._create_indexes(safe=False):
                    sql = _sql(context)
                    if not any(f'"{name}"' in sql for name in indexes):
                        statements.append(sql)
        if not database.table_exists("card_search"):
            statements.append(MAKE_INDEX)
        for statement in statements:
            database.execute_sql(statement)
        rest = diff_models(database, [*TABLES, *registers.models])
        database.close()
    if rest:
        raise SystemExit(f"These differences need a hand-written step:\n{rest}")
    return statements


def write_step(registers: Catalogue, note: str) -> Path | None:
    """Write the next step file; None when the models ask for nothing."""
    statements = missing_statements(registers)
    if not statements:
        return None
    number = 1 + max((int(p.name[:4]) for p in registers.steps.glob("[0-9]*.py")), default=0)
    name = re.sub(r"\W+", "_", note.lower()).strip("_") or "step"
    body = "".join(f'    """{wrapped(statement)}""",\n' for statement in statements)
    path = registers.steps / f"{number:04d}_{name}.py"
    path.write_text(HEAD.format(note=note, statements=body), "utf8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    return path


def wrapped(statement: str, width: int = 100) -> str:
    """A statement over several lines, broken behind commas."""
    lines = [""]
    for part in statement.split(", "):
        if lines[-1] and len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part + ", "
    return "\n    ".join(line.rstrip() for line in lines).removesuffix(",")


def _sql(context: object) -> str:
    sql, values = context.query()  # type: ignore[attr-defined]
    assert not values
    return str(sql)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    made = write_step(catalogue(), sys.argv[1])
    print(made.name if made else "models and steps agree: nothing to write")
