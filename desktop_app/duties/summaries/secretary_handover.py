"""书记交接: what a secretary hands over with the branch file, each figure with the list it counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import short
from desktop_app.duties.people.dues import DuesBook
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.records.links import FileRef
from desktop_app.records.record import Catalogue
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.promises import BROKEN, KEPT, WITHDRAWN, Promise
from desktop_app.registers.exchange.conflicts import open_conflicts
from desktop_app.registers.exchange.packages import sent_without_receipt
from desktop_app.registers.people.development import ENDED, Development
from desktop_app.registers.people.members import FULL
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.service.service_orders import CANCELLED, DONE, ServiceOrder

Naming = Callable[[str], str]


@dataclass(frozen=True)
class Counted:
    """One line of the list: ``items`` is what is counted, uids or the words of each; ``words`` tells some."""

    key: str
    title: str
    unit: str
    items: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The figure, which is the length of its list."""
        return len(self.items)


@dataclass(frozen=True)
class SecretaryHandover:
    """Everything told of the file: what every register holds, its attachments, and what is not finished."""

    registers: tuple[Counted, ...]
    attachments: Counted
    open_items: tuple[Counted, ...]

    @property
    def records(self) -> int:
        """How many records there are in all."""
        return sum(one.count for one in self.registers)


def secretary_handover(
    context: RuleContext, catalogue: Catalogue, naming: Naming, drafts: Iterable[str] = ()
) -> SecretaryHandover:
    """The list as of today; ``drafts`` are the keys of forms begun and not saved."""
    registers, files = [], dict[str, None]()
    for register in catalogue:
        records = context.find(register.model.live())
        registers.append(Counted(register.name, register.title, "条", tuple(one.uid for one in records)))
        for name, box in register.boxes.items():
            if box.kind == "files":
                for record in records:
                    files.update(dict.fromkeys(FileRef(*one).sha256 for one in getattr(record, name) or ()))
    return SecretaryHandover(
        tuple(one for one in registers if one.items),
        Counted("files", "附件", "个", tuple(files)),
        (*_unfinished(context, naming), Counted("drafts", "没有保存的草稿", "份", tuple(drafts))),
    )


def _unfinished(context: RuleContext, naming: Naming) -> Iterable[Counted]:
    """What is under way, practice by practice; the words of each are those of its record."""

    def of(key: str, title: str, unit: str, uids: Iterable[str]) -> Counted:
        listed = tuple(uids)
        return Counted(key, title, unit, listed, tuple(short(naming(uid)) for uid in listed))

    mine = context.office
    issues = Issue.live().where((Issue.owner_office == mine) & (Issue.state != CLOSED))
    yield of("issue", "没有销号的问题", "个", _uids(context.find(issues.order_by(Issue.due_on, Issue.uid))))
    promises = Promise.live().where(
        (Promise.owner_office == mine) & Promise.state.not_in((KEPT, BROKEN, WITHDRAWN))
    )
    yield of("promise", "没有了结的承诺", "项", _uids(context.find(promises.order_by(Promise.uid))))
    orders = ServiceOrder.live().where(
        (ServiceOrder.owner_office == mine) & ServiceOrder.state.not_in((DONE, CANCELLED))
    )
    yield of(
        "service_order", "没有办结的服务单", "张", _uids(context.find(orders.order_by(ServiceOrder.uid)))
    )
    applicants = Development.live().where(
        (Development.owner_office == mine) & Development.stage.not_in((FULL, ENDED))
    )
    yield of(
        "development", "正在培养发展的人", "人", _uids(context.find(applicants.order_by(Development.uid)))
    )
    owing = DuesBook.read(context).arrears()
    yield Counted(
        "dues", "没有交清党费的人", "人", tuple(one.member for one in owing), tuple(one.name for one in owing)
    )
    packages = sent_without_receipt(context)
    yield of("package", "没有回执的包", "个", _uids(packages))
    yield of("conflict", "没有决定的冲突", "处", _uids(open_conflicts(context)))
    duties = [
        one
        for one in duties_of(context, Month.of(context.today))
        if one.state in (Standing.OVERDUE, Standing.NEAR)
    ]
    yield Counted(
        "duty",
        "到期和快到期的事",
        "件",
        tuple(one.key for one in duties),
        tuple(f"{one.title}（{one.words}）" for one in duties),
    )


def _uids(records: Iterable[object]) -> Iterable[str]:
    return (str(one.uid) for one in records)  # type: ignore[attr-defined]
