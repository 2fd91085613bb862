"""The functions behind every ``Computed`` figure of the registers, for one record or a whole page at once."""

from collections.abc import Callable

from desktop_app.duties.basics.computing import Many
from desktop_app.duties.basics.figure import Value
from desktop_app.duties.displays import computed as displays
from desktop_app.duties.organization_life import computed as organization_life
from desktop_app.duties.people import computed as people
from desktop_app.duties.rectification import computed as rectification
from desktop_app.duties.service import computed as service
from desktop_app.duties.study import computed as study
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext

One = Callable[[Record, RuleContext], Value]

COMPUTED_MANY: dict[tuple[str, str], Many] = {
    **people.COMPUTED,
    **organization_life.COMPUTED,
    **study.COMPUTED,
    **displays.COMPUTED,
    **service.COMPUTED,
    **rectification.COMPUTED,
}


def _single(many: Many) -> One:
    def value(record: Record, context: RuleContext) -> Value:
        return many([record], context)[record.uid]

    return value


# (register, name) → the figure of one record.
COMPUTED: dict[tuple[str, str], One] = {key: _single(many) for key, many in COMPUTED_MANY.items()}
