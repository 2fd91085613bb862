"""A whole check of a sealed file in small steps: one table with its indexes at a time."""

from collections.abc import Iterator

import peewee

from desktop_app.base.errors import UserError


def check_tables(database: peewee.SqliteDatabase) -> Iterator[None]:
    """Check table after table; UserError at the first that is damaged."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    for (table,) in database.execute_sql(named).fetchall():
        quoted = table.replace('"', '""')
        verdict = [row[0] for row in database.execute_sql(f'PRAGMA integrity_check("{quoted}")')]
        if verdict != ["ok"]:
            raise UserError(
                "支部文件有损坏",
                "没有再写入任何内容",
                "请从最近的备份恢复",
                detail="\n".join(map(str, verdict)),
            )
        yield
