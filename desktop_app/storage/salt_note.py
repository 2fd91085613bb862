"""The salt of a sealed file noted in the file itself: without it no page can be proved, and it stands once.

It lies at the head of the first page. A second time it stands in the key of a note, and so on the page of
the notes and on that of their index; whoever has the key of the file finds it there.
"""

from contextlib import suppress
from pathlib import Path

import peewee

from desktop_app.base.errors import UserError
from desktop_app.storage.sqlite.engine import writing
from desktop_app.storage.sqlite.sealed_pages import SALT_NOTE, salt_of
from desktop_app.storage.tables import Note


def keep_salt(database: peewee.SqliteDatabase, path: Path) -> None:
    """Note the salt of the open file at ``path``, once; a copy has another."""
    salt = salt_of(path)
    if not salt:
        return  # all of it lies in the journal still
    key = SALT_NOTE + salt
    mine = Note.key.startswith(SALT_NOTE)
    noted = [found for (found,) in Note.select(Note.key).where(mine).tuples().execute(database)]
    if noted == [key]:
        return
    with suppress(UserError), writing(database):
        Note.delete().where(mine).execute(database)
        Note.insert(key=key, value="").execute(database)
