"""The record: a peewee model bound to no database, with identity, ownership and version."""

from typing import Self

import peewee

from desktop_app.base.ids import new_uid
from desktop_app.records.box import AnyBox
from desktop_app.records.declaration import UnknownBox, check_declaration, nearest

# The version of a record: which copy of the file wrote it, its how-manieth write that was, and when.
STAMP = ("owner_office", "owner_epoch", "replica", "dot", "clock", "entered_at", "removed_at")


class _Common:
    """Mixed into the fields that every register has.

    peewee copies them deeply for each model; a plain copy is all they need, and sixty registers are made
    before the first window is painted.
    """

    def __deepcopy__(self, memo: object) -> Self:
        fresh = self.__class__.__new__(self.__class__)
        fresh.__dict__.update(self.__dict__)
        return fresh


class _Words(_Common, peewee.CharField):
    pass


class _Count(_Common, peewee.IntegerField):
    pass


class _Big(_Common, peewee.BigIntegerField):
    pass


class Record(peewee.Model):
    """The base of every register: identity, ownership and version; all else are boxes.

    ``uid`` is a UUIDv7, ``owner_office`` the code of the one office that may change the record and
    ``owner_epoch`` how often it changed hands, ``(replica, dot)`` this version with its hybrid ``clock``,
    ``entered_at`` when it was first typed (ISO minutes) and ``removed_at`` when it was put in the bin.
    """

    uid: "peewee.Field[str]" = _Words(32, primary_key=True)
    owner_office: "peewee.Field[str]" = _Words(default="")
    owner_epoch: "peewee.Field[int]" = _Count(default=0)
    replica: "peewee.Field[str]" = _Words(default="")
    dot: "peewee.Field[int]" = _Big(default=0)
    clock: "peewee.Field[int]" = _Big(default=0)
    entered_at: "peewee.Field[str]" = _Words(default="")
    removed_at: "peewee.Field[str | None]" = _Words(null=True)

    class Meta:
        legacy_table_names = False

    def __init__(self, **values: object) -> None:
        meta = self._meta
        for name in values:
            if name not in meta.fields and name != "__no_default__":
                raise UnknownBox(f'{meta.table_name} has no box "{name}"; {nearest(name, meta.fields)}')
        super().__init__(**values)
        if not values.get("__no_default__") and not self.uid:
            self.uid = new_uid()

    @classmethod
    def validate_model(cls) -> None:
        """Called by peewee when the class is made."""
        check_declaration(cls)

    @classmethod
    def live(cls) -> "peewee.ModelSelect[Self]":
        """A select of the records not in the bin."""
        return cls.select().where(cls.removed_at.is_null())

    def lacks(self, box: AnyBox) -> bool:
        """Whether ``box`` is empty, as a required one may be on a form and before ``fill``."""
        return getattr(self, box.name) is None

    @property
    def is_new(self) -> bool:
        """Whether the record was never written to a branch file."""
        return not self.dot
