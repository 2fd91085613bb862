"""流动党员: how long nobody has been heard of stands in the table, and a call is noted in one go."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people.mobile_page import MobilePage
from desktop_app.views.parts.table import TONE_ROLE
from tests.members_life import write_stays
from tests.views.pages.sample_bench import Bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, MobilePage)
    people = made.ledger.find(Member.live().where(Member.exit_type.is_null()).order_by(Member.seq))
    made.stays = write_stays(made.ledger, people)
    made.show()
    yield made
    made.close()


def state_of(bench: Bench, uid: str) -> tuple[str, str]:
    model = bench.page.model
    column = list(model.listing.columns).index("contact_state")
    row = next(at for at in range(model.rowCount()) if model.uid_at(at) == uid)
    index = model.index(row, column)
    return index.data(), index.data(TONE_ROLE) or ""


def test_a_long_silence_is_red_in_the_table_until_the_call_is_noted(bench):
    page, lost = bench.page, bench.stays[1]
    assert state_of(bench, bench.stays[0].uid) == ("正常", "")
    assert state_of(bench, lost.uid) == ("未联系", "overdue")
    bench.press(page.contact_button)
    assert "先点选" in bench.shell.notice.words.text()
    page.table.select_uid(lost.uid)
    bench.press(page.contact_button)
    bench.write(page.contact_dialog.form, words="身体好，按时看学习材料")
    bench.press(page.contact_dialog.verb_button)
    (noted,) = bench.ledger.find(MobileContact.live().where(MobileContact.mobile_member == lost.uid))
    assert (noted.on, noted.by, noted.way) == (date(2026, 11, 2), lost.liaison, "电话")
    assert state_of(bench, lost.uid) == ("正常", "")


def test_a_call_is_noted_from_the_record_too(bench):
    page, stay = bench.page, bench.stays[0]
    bench.show(uid=stay.uid)
    bench.press(page.contact_button)
    bench.press(page.contact_dialog.verb_button)
    assert len(bench.ledger.find(MobileContact.live().where(MobileContact.mobile_member == stay.uid))) == 2
    titles = [page.view.tabs.tabText(at) for at in range(page.view.tabs.count())]
    assert "联系记录 2" in titles
