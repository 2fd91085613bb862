"""Drafts of what is typed outside of a record's form: dialogs of a few lines, grids, the rules, a count."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.election import begun_round, election_view
from desktop_app.duties.organization_life.quorum import thresholds
from desktop_app.registers.exchange.answering import Waiting
from desktop_app.registers.organization_life.elections import Election
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.transfer_deeds import TransferOffer
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.unfinished import unfinished
from desktop_app.views.pages.displays.figure_dialogs import FigureDialog
from desktop_app.views.pages.exchange.audit_log_page import ExplainDialog
from desktop_app.views.pages.organization_life.appraisal_grid import FIRST, GRADE
from desktop_app.views.pages.organization_life.appraisal_page import AppraisalPage
from desktop_app.views.pages.organization_life.election_count import CountSheet, fresh_ballots
from desktop_app.views.pages.people.dossier_pane import DossierPane
from desktop_app.views.pages.people.roster_page import WhoAsksDialog
from desktop_app.views.pages.people.transfer_stick import RecallDialog
from desktop_app.views.pages.rules.rules_page import RulesPage
from desktop_app.views.parts.choice_box import ChoiceBox
from tests.views.desk_driver import Driver
from tests.views.form.seeds import seeds, sow

VIEWS = Path(__file__).resolve().parents[3] / "desktop_app" / "views"


@dataclass(frozen=True)
class Typing:
    """Where something is typed: ``make`` builds it anew, ``type_in`` types, ``read`` says what stands there.

    ``what`` are the words under which it is told as unfinished.
    """

    make: Callable[[Driver], QWidget]
    type_in: Callable[[Driver, Any], object]
    read: Callable[[Any], object]
    what: str


def put(line: QLineEdit | QPlainTextEdit, words: str) -> None:
    """Type over what stands in a line."""
    line.setFocus()
    line.selectAll()
    Driver.type_into(line, words)


def pick(box: ChoiceBox, value: str) -> None:
    """Choose as a hand does, which tells."""
    box.set_value(value)
    box.activated.emit(box.currentIndex())


def an_offer(driver: Driver) -> TransferOffer:
    ledger = driver.desk.ledger
    found = ledger.find(TransferOffer.live())
    if not found:
        offer = TransferOffer(person="安长河", to_name="柳林社区支部", from_name="清河社区支部", number=1)
        with ledger.action("接收", kind="merge") as action:
            register = ledger.catalogue.of(offer)
            action.put((action._version(register, offer, "add", None, register.stored(offer), None),))
        found = ledger.find(TransferOffer.live())
    return found[0]


def a_dossier(driver: Driver) -> DossierPane:
    pane = DossierPane(driver.desk)
    pane.show_waiting(Waiting(an_offer(driver), None))
    return pane


def a_rule(driver: Driver) -> RulesPage:
    page = RulesPage(driver.desk, driver.shell)
    page.refresh()
    page.open(next(iter(page._rules)))
    return page


def the_year(driver: Driver) -> AppraisalPage:
    page = AppraisalPage(driver.desk, driver.shell)
    page.on_shown()
    return page


def type_votes(driver: Driver, page: AppraisalPage) -> None:
    """Ballots of the first member, a reason in words, and how many were given out."""
    first = page.grid.grid.rows[0].member.uid
    page.grid.go_to(first, FIRST)
    for key in ("5", "\r", "2"):
        QTest.keyClick(page.grid, key)
    page.grid.go_to(first, GRADE)
    QTest.keyClick(page.grid, "1")
    put(page.form.editors["grade_reason"].field, "带头值守")
    put(page.shared["issued"], "7")


def votes(page: AppraisalPage) -> object:
    made = page.grid.grid.rows[0].appraisal
    return (made.n_a, made.n_b, made.grade, made.grade_reason, page.shared["issued"].text())


def a_count(driver: Driver) -> CountSheet:
    sown, ledger = seeds(driver), driver.desk.ledger
    election = sown["election"]
    assert isinstance(election, Election)
    view = election_view(election, ledger, load_strokes())
    ballots = fresh_ballots(view, 1, (sown["member"].uid,))
    return CountSheet(driver.desk, view, begun_round(view, ledger, 1), ballots, thresholds(ledger))


EVERY = {
    "本人信息查阅": Typing(
        lambda driver: WhoAsksDialog(driver.desk, seeds(driver)["member"], driver.shell),
        lambda _driver, it: put(it.who, "安长河的女儿"),
        lambda it: it.who.text(),
        "本人信息查阅",
    ),
    "情况说明": Typing(
        lambda driver: ExplainDialog(driver.desk, []),
        lambda _driver, it: put(it.words, "电脑送修时打开过"),
        lambda it: it.words.toPlainText(),
        "情况说明",
    ),
    "案例取数": Typing(
        lambda driver: FigureDialog(driver.desk, seeds(driver)["case_study"].uid, driver.shell),
        lambda _driver, it: (pick(it.place, "meeting"), pick(it.box, "kind"), put(it.said, "今年开会")),
        lambda it: (it.place.value(), it.box.value(), it.said.text(), it.shown.text()),
        "取数",
    ),
    "请对方退回": Typing(
        lambda driver: RecallDialog(driver.desk, an_offer(driver), driver.shell),
        lambda _driver, it: put(it.why, "介绍信开错了"),
        lambda it: it.why.text(),
        "退回请求",
    ),
    "转接答复": Typing(
        a_dossier,
        lambda _driver, it: (put(it.by, "柳接收"), put(it.why, "档案不全")),
        lambda it: (it.by.text(), it.why.text()),
        "转接答复",
    ),
    "规则": Typing(
        a_rule,
        lambda _driver, it: (put(it.new_value, "9"), put(it.note, "街道要求")),
        lambda it: (it.new_value.text(), it.note.toPlainText()),
        "规则改动",
    ),
    "民主评议": Typing(the_year, type_votes, votes, "民主评议"),
    "计票": Typing(
        a_count,
        lambda _driver, it: [put(line, "3") for line in list(it.lines.values())[:3]],
        lambda it: [line.text() for line in it.lines.values()],
        "计票",
    ),
}


@pytest.fixture
def driver(make_desk) -> Iterator[Driver]:
    made = make_desk(people=3, sow=sow)
    yield made
    assert made.errors == []


def lay(driver: Driver, typing: Typing, qtbot) -> Any:
    """Lay it before the user."""
    made = typing.make(driver)
    qtbot.addWidget(made)
    made.show()
    driver.rest()
    return made


def keepers(widget: QWidget) -> list[DraftKeeper]:
    return widget.findChildren(DraftKeeper)


def press(widget: QWidget, words: str) -> bool:
    """Press a button of the bar, where there is one."""
    for keeper in keepers(widget):
        for button in (keeper.bar.button, keeper.bar.drop_button) if keeper.bar is not None else ():
            if button.text() == words:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return True
    return False


@pytest.mark.parametrize("name", EVERY)
def test_what_was_typed_is_offered_after_a_kill_and_each_answer_acts_once(driver, qtbot, name):
    typing = EVERY[name]
    made = lay(driver, typing, qtbot)
    empty = typing.read(made)
    typing.type_in(driver, made)
    typed = typing.read(made)
    assert typed != empty
    for keeper in keepers(made):
        keeper.timer.timeout.emit()
        keeper.is_dirty = False  # killed: nobody keeps anything on leaving
    driver.rest()
    made.close()
    assert [one.what for one in unfinished(driver.desk.ledger)] == [typing.what]
    again = lay(driver, typing, qtbot)
    assert typing.read(again) == empty, "nothing stands there before it is asked for"
    assert press(again, "接着写")
    driver.rest()
    assert typing.read(again) == typed
    assert not press(again, "接着写")
    for keeper in keepers(again):
        keeper.timer.timeout.emit()
        keeper.is_dirty = False
    driver.rest()
    again.close()
    last = lay(driver, typing, qtbot)
    assert press(last, "不要了")
    driver.rest()
    assert typing.read(last) == empty
    assert unfinished(driver.desk.ledger) == []
    last.close()


def test_what_was_typed_for_one_member_is_not_offered_for_another(driver, qtbot):
    register = driver.desk.ledger.catalogue["dues_payment"]
    people = driver.desk.ledger.find(driver.desk.ledger.catalogue["member"].model.live())

    def ask(member: str, month: int) -> RecordDialog:
        record = DuesPayment(member=member, for_month=Month(2026, month))
        made = RecordDialog(
            driver.desk, register, record, "党费", "记收", boxes=("paid", "collector"), parent=driver.shell
        )
        made.show()
        return made

    first = ask(people[0].uid, 5)
    put(first.form.editors["collector"].field, "丁晓岚")
    first.reject()
    driver.rest()
    for member, month in ((people[1].uid, 5), (people[0].uid, 6)):
        other = ask(member, month)
        assert other.keeper.bar is None
        other.reject()
    again = ask(people[0].uid, 5)
    assert press(again, "接着写")
    assert again.form.editors["collector"].field.text() == "丁晓岚"
    again.reject()


# Where words are typed that are no draft, by module, and why they are not.
NOT_KEPT = {
    "form/boxes_form.py": "its boxes are kept by whoever holds the form",
    "form/kinds.py": "makes editors for others",
    "form/naming_line.py": "the name of a template",
    "page_parts/bulk_edit.py": "one value, of which the preview shows at once what becomes",
    "page_parts/double_entry.py": "a second typing is to be made from the paper, not from what is remembered",
    "page_parts/list_dialogs.py": "the name of a view",
    "page_parts/password_fields.py": "a password is never kept",
    "pages/exchange/blank_sheet_page.py": "how many forms and to whom, typed as they are handed over",
    "pages/exchange/card_presented.py": "words that prove who stands there are typed each time",
    "pages/exchange/exchange_send_choices.py": "a line on a package, typed as it is written to the stick",
    "pages/office/calibration_dialog.py": "what is read off the sheet that has just come out of the printer",
    "pages/office/handover_page.py": "kept with the handover itself",
    "pages/office/paper_check_page.py": "the code of a paper, asked about at once",
    "pages/office/print_dialog.py": "pages and copies of one print",
    "pages/organization_life/meeting_head.py": "kept by the draft of the meeting",
    "pages/people/clear_dialog.py": "a name typed to confirm what cannot be undone",
    "pages/rules/template_page.py": "words the list is narrowed by",
    "pages/start/password_dialogs.py": "no branch file is open, and a password is never kept",
    "pages/start/start_open.py": "no branch file is open",
    "pages/start/start_questions.py": "no branch file is open yet",
    "pages/start/start_restore.py": "no branch file is open",
    "pages/study/topic_pane.py": "one day, today unless typed over",
    "parts/dialogs.py": "words shown to be copied",
    "table/filter_head.py": "kept with the look of the list",
}
TYPED = re.compile(r"(?<![\w.])(?:QLineEdit|QPlainTextEdit|BoxesForm|editor_for)\(")
KEEPS = re.compile(r"DraftKeeper\(|keep_drafts\(|LooseFields\(|MeetingDrafts")


def test_everything_that_is_typed_anywhere_is_kept_or_said_why_not():
    typed, kept = set(), set()
    for path in VIEWS.rglob("*.py"):
        name, text = path.relative_to(VIEWS).as_posix(), path.read_text(encoding="utf-8")
        if name.startswith("form/editors/"):
            continue
        if TYPED.search(text):
            typed.add(name)
        if KEEPS.search(text):
            kept.add(name)
    assert typed - kept == NOT_KEPT.keys()
