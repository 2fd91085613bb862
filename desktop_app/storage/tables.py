"""The branch file's own tables beside the registers: actions, history, index cards, files, knowledge."""

import peewee


class Table(peewee.Model):
    """Base of the file's own tables; bound to no database, like the registers."""

    class Meta:
        legacy_table_names = False


class ActionRow(Table):
    """One thing the user did: the unit of undo and a link of the replica's hash chain.

    ``kind`` is founding, desk, import, merge, exchange, deed (a word given to another office), audit (a line
    of the log of acts), undo, redo, unmerge (a merge taken back) or clear (words that had to go); ``undoes``
    is the action this one takes back and ``undone_by`` the one that took this back; ``seq`` the replica's
    last write in it; ``seal`` the hash over all it wrote, none where an older program did.
    """

    id = peewee.BigAutoField()
    title = peewee.TextField()
    kind = peewee.TextField()
    why = peewee.TextField()
    actor = peewee.TextField()
    at = peewee.TextField()
    undoes = peewee.BigIntegerField(null=True)
    undone_by = peewee.BigIntegerField(null=True)
    seq = peewee.BigIntegerField()
    chain = peewee.TextField()
    replica = peewee.TextField(null=True)
    seal = peewee.TextField(null=True)

    class Meta:
        table_name = "action"
        indexes = ((("replica", "seq"), False),)


class Entry(Table):
    """What one action did to one record: old and new stored values of the boxes that changed, as JSON."""

    id = peewee.BigAutoField()
    action = peewee.BigIntegerField(index=True)
    register = peewee.TextField()
    uid = peewee.TextField(index=True)
    verb = peewee.TextField()
    old = peewee.TextField(null=True)
    new = peewee.TextField()
    replica = peewee.TextField()
    seq = peewee.BigIntegerField()

    class Meta:
        table_name = "history"


class IndexCard(Table):
    """The index card of a record: what it is called and the words it is found by."""

    id = peewee.BigAutoField()
    uid = peewee.TextField(unique=True)
    register = peewee.TextField(index=True)
    heading = peewee.TextField()
    name_key = peewee.TextField(index=True)
    words = peewee.TextField()
    removed = peewee.IntegerField()

    class Meta:
        table_name = "card"


class Blob(Table):
    """The bytes of an attached file under their SHA-256."""

    sha256 = peewee.TextField(primary_key=True)
    size = peewee.BigIntegerField()
    data = peewee.BlobField()


class Note(Table):
    """Small settings and drafts kept in the branch file, outside history and exchange."""

    key = peewee.TextField(primary_key=True)
    value = peewee.TextField()


class Knowledge(Table):
    """How far this file has seen each replica's writes, with the hybrid clock and the chain at that point."""

    replica = peewee.TextField(primary_key=True)
    office = peewee.TextField()
    seq = peewee.BigIntegerField()
    clock = peewee.BigIntegerField()
    chain = peewee.TextField()


class Checkpoint(Table):
    """A point of another replica's hash chain as its ``office`` told it.

    An action ended at ``seq`` with this ``chain``, and none between ``after`` and there.
    """

    id = peewee.BigAutoField()
    office = peewee.TextField()
    replica = peewee.TextField()
    seq = peewee.BigIntegerField()
    after = peewee.BigIntegerField()
    chain = peewee.TextField()

    class Meta:
        table_name = "checkpoint"
        indexes = ((("office", "replica", "seq"), True),)


class BeforeMerge(Table):
    """What the last merge found, for taking it back: the version stamps of the records it wrote over.

    ``stamp`` is JSON; a row without a record keeps what was known of packages before (``uid`` is then the
    name of the note, or of a replica).
    """

    id = peewee.BigAutoField()
    action = peewee.BigIntegerField()
    register = peewee.TextField()
    uid = peewee.TextField()
    stamp = peewee.TextField()

    class Meta:
        table_name = "before_merge"


class Erased(Table):
    """Words that had to go: which action took them out, and the hashes of the row before and after.

    ``line`` is a line of history, or ``about`` the number of an action whose own words went.
    """

    id = peewee.BigAutoField()
    action = peewee.BigIntegerField(index=True)
    line = peewee.BigIntegerField(null=True, index=True)
    about = peewee.BigIntegerField(null=True, index=True)
    was = peewee.TextField()
    now = peewee.TextField()


TABLES: tuple[type[Table], ...] = (
    ActionRow,
    Entry,
    IndexCard,
    Blob,
    Note,
    Knowledge,
    Checkpoint,
    BeforeMerge,
    Erased,
)
