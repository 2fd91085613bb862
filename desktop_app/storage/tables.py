"""The branch file's own tables beside the registers: actions, history, index cards, files, knowledge."""

import peewee


class Table(peewee.Model):
    """Base of the file's own tables; bound to no database, like the registers."""

    class Meta:
        legacy_table_names = False


class Action(Table):
    """One thing the user did: the unit of undo and a link of the replica's hash chain.

    ``kind`` is desk, import, merge, exchange, audit (a line of the log of acts), undo or redo; ``undoes`` is
    the action this one takes back and ``undone_by`` the one that took this back; ``seq`` the replica's last
    write in it.
    """

    id = peewee.AutoField()
    title = peewee.TextField()
    kind = peewee.TextField()
    why = peewee.TextField()
    actor = peewee.TextField()
    at = peewee.TextField()
    undoes = peewee.IntegerField(null=True)
    undone_by = peewee.IntegerField(null=True)
    seq = peewee.IntegerField()
    chain = peewee.TextField()


class Entry(Table):
    """What one action did to one record: old and new stored values of the boxes that changed, as JSON."""

    id = peewee.AutoField()
    action = peewee.IntegerField(index=True)
    register = peewee.TextField()
    uid = peewee.TextField(index=True)
    verb = peewee.TextField()
    old = peewee.TextField(null=True)
    new = peewee.TextField()
    replica = peewee.TextField()
    seq = peewee.IntegerField()

    class Meta:
        table_name = "history"


class Card(Table):
    """The index card of a record: what it is called and the words it is found by."""

    id = peewee.AutoField()
    uid = peewee.TextField(unique=True)
    register = peewee.TextField(index=True)
    heading = peewee.TextField()
    name_key = peewee.TextField(index=True)
    words = peewee.TextField()
    removed = peewee.IntegerField()


class Blob(Table):
    """The bytes of an attached file under their SHA-256."""

    sha256 = peewee.TextField(primary_key=True)
    size = peewee.IntegerField()
    data = peewee.BlobField()


class Note(Table):
    """Small settings and drafts kept in the branch file, outside history and exchange."""

    key = peewee.TextField(primary_key=True)
    value = peewee.TextField()


class Knowledge(Table):
    """How far this file has seen each replica's writes, with the hybrid clock and the chain at that point."""

    replica = peewee.TextField(primary_key=True)
    office = peewee.TextField()
    seq = peewee.IntegerField()
    clock = peewee.IntegerField()
    chain = peewee.TextField()


class Conflict(Table):
    """The losing version of a record two sides changed without knowing of each other; kept until decided."""

    id = peewee.AutoField()
    register = peewee.TextField()
    uid = peewee.TextField(index=True)
    winner = peewee.TextField()
    loser = peewee.TextField()
    found_at = peewee.TextField()
    settled_at = peewee.TextField(null=True)


TABLES: tuple[type[Table], ...] = (Action, Entry, Card, Blob, Note, Knowledge, Conflict)
# Full-text index over ``Card.words``: contentless, so the words lie in the file once. Steps freeze it.
SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS card_search USING fts5("
    "words, content='', contentless_delete=1, detail=none, prefix='1', "
    "tokenize='unicode61 remove_diacritics 0')"
)
