"""What the window itself shows of the branch: whose it is, and whether it is backed up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop_app.base.periods import chinese_date
from desktop_app.printing.documents.ledger_view import branch_of
from desktop_app.records.roles import Act
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.people.orgs import COMMITTEE_KIND, own_organization
from desktop_app.storage.backup import Light
from desktop_app.storage.file_check import file_verdict
from desktop_app.storage.ledger import Ledger
from desktop_app.views.form.role_gate import why_not_do
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.second_place import ASKING, is_asked
from desktop_app.views.page_table import ROWS, is_offered

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


def sample_words(today: date) -> str:
    """What the strip over the sample says: that all is invented, and which day it is there."""
    return f"示例数据：人物和事情都是编的，随便点。示例里的今天是{chinese_date(today)}"


def first_page(ledger: Ledger) -> str:
    """Where the window opens: a committee that receives packages begins with what its branches sent."""
    own = own_organization(ledger)
    receives = (
        own is not None and own.org_kind == COMMITTEE_KIND and is_offered(ROWS["branch_months"], ledger)
    )
    return "branch_months" if receives and not why_not_do(ledger, Act.EXCHANGE) else "home"


def show_owner(desk: Desk, shell: Shell) -> None:
    """Name the branch or the committee in the navigation, as its record names it, and who is at the desk."""

    def refresh() -> None:
        with fresh.reading():
            own = branch_of(desk.ledger) or own_organization(desk.ledger)
            shell.set_owner(desk.ledger.name(own.uid) if own else "")
            shell.navigation.set_at_desk(desk.ledger.actor)

    fresh = Freshness(desk, shell.navigation, refresh)


def show_backup_light(desk: Desk, shell: Shell) -> None:
    """Keep the light in the bottom line true."""

    def refresh() -> None:
        fresh.run(lambda: read_light(desk), lambda light: shell.set_backup_light(light.words, light.state))

    fresh = Freshness(desk, shell.status, refresh)
    hear_of_backups(desk, shell.status, fresh)
    desk.bridge.lost.connect(fresh.hear_loss)


def hear_of_backups(desk: Desk, owner: QWidget, fresh: Freshness) -> None:
    """Have ``owner`` read again when something is found out of the backups in idle time."""

    def heard() -> None:
        fresh.outdate()

    desk.backup_store.heard.append(heard)
    owner.destroyed.connect(lambda: desk.backup_store.heard.remove(heard))


def read_light(desk: Desk) -> Light:
    """The worst light of today: of the backups, which are on the log of acts, and of the file itself."""
    return min([file_light(desk), *read_lights(desk)], key=lambda light: light.rank)


def file_light(desk: Desk) -> Light:
    """The light of the branch file: whether it is whole, and whether its log and history are as written."""
    ledger, breaks = desk.ledger, len(desk.ledger.breaks)
    if ledger.guard is not None and ledger.guard.lost is not None:
        return Light("bad", ledger.guard.lost.what)
    chain = [Light("bad", f"操作日志和历史有 {breaks} 处对不上，请看操作日志")] if breaks else []
    return min([Light(*file_verdict(ledger, desk.clock.now())), *chain], key=lambda light: light.rank)


def read_lights(desk: Desk) -> list[Light]:
    """The backup lights of today, that of the second place last; where none was chosen, it asks for one."""
    desk.ledger.rests_on(AuditLog, today=True)
    lights = desk.backup_store.lights()
    return [*lights, ASKING] if lights[0].state != "bad" and is_asked(desk) else lights
