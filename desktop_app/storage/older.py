"""A package of an older program: upgraded by the same steps as a branch file before it is laid out."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.records.base import STAMP
from desktop_app.records.record import Catalogue
from desktop_app.records.transfer import EXTRA_COLUMNS, MergePlan, Place, Progress, Staged
from desktop_app.storage.sqlite.older_shape import OlderShape, Unfit
from desktop_app.storage.sqlite.staging import LEFT_OVER


class OlderStage:
    """A stage whose rows take the upgrade steps first, once all of them have come.

    A box of today goes on to ``stage`` when it came along, or when the steps made it and wrote into it:
    what an older program never knew is no reason to empty what stands here.
    """

    def __init__(self, stage: Staged, catalogue: Catalogue, folder: Path, version: int) -> None:
        self._stage, self._catalogue = stage, catalogue
        path = folder / LEFT_OVER.replace("*", secrets.token_hex(4))
        self._shape: OlderShape | None = OlderShape(path, catalogue.steps, version)
        self._came: dict[str, frozenset[str]] = {}

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Lay out one block as the older program wrote it; UserError when it knew no such thing."""
        if table in EXTRA_COLUMNS:
            self._stage.add(table, columns)
            return
        names = list(columns)
        came = self._came.setdefault(table, frozenset(names))
        if self._shape is None or not self._shape.knows(table, names) or came != set(names):
            raise _unfit(table)
        if {"uid", *STAMP} - came:
            raise _unfit(table)
        try:
            self._shape.fill(table, names, zip(*columns.values(), strict=True))
        except Unfit as error:
            raise _unfit(table, str(error)) from None

    def plan(self, progress: Progress | None = None) -> MergePlan:
        """Upgrade what came, lay it out and compare it."""
        if self._shape is not None:
            try:
                self._shape.upgrade()
            except Unfit as error:
                raise _unfit("", str(error)) from None
            self._hand_on(self._shape)
            self._discard()
        return self._stage.plan(progress)

    def apply(
        self,
        leave_out: Collection[Place] = (),
        progress: Progress | None = None,
        *,
        together: bool = False,
    ) -> MergePlan:
        """Take it over; see ``Staged``."""
        return self._stage.apply(leave_out, progress, together=together)

    def refused(self, limit: int) -> list[tuple[str, str, str]]:
        """What is not taken; see ``Staged``."""
        return self._stage.refused(limit)

    def rest(self) -> None:
        """Let go of the branch file until asked again."""
        self._stage.rest()

    def close(self) -> None:
        """Drop it without a trace."""
        self._discard()
        self._stage.close()

    def _hand_on(self, shape: OlderShape) -> None:
        for table in shape.tables():
            if table not in self._catalogue:
                continue
            boxes = self._catalogue[table].boxes
            came = self._came.get(table, frozenset())
            if not came and not shape.is_new(table):
                # A step may fill tables of its own accord, as it does in a branch file; none of it was sent.
                continue
            names = ["uid", *STAMP]
            names += [box for box in boxes if box in came or shape.made_since(table, box)]
            for rows in shape.rows(table, names):
                columns = zip(*rows, strict=True)
                self._stage.add(table, dict(zip(names, map(list, columns), strict=True)))

    def _discard(self) -> None:
        if self._shape is not None:
            self._shape.discard()
            self._shape = None


def _unfit(table: str, detail: str = "") -> UserError:
    return UserError(
        "包由旧版本的程序写成，里面有看不懂的内容",
        "本机资料没有改动",
        "请对方升级到同一版本的程序，再重新导出",
        detail=f"{table} {detail}".strip(),
    )
