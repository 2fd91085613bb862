"""Every register filled by real keys: what was typed is what is read, saved, listed, told and undone."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.base.periods import Month, PartialDate
from desktop_app.records.base import STAMP
from desktop_app.records.box import AnyBox
from desktop_app.records.links import FileRef, PersonWhy
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.storage.listing import Listing
from desktop_app.storage.sqlite.sealed import SealedCursor, engine_sentence
from desktop_app.views.form.child_list import ChildList
from desktop_app.views.form.record_form import RecordForm
from tests.registers.invented_people import id_number
from tests.views.desk_driver import Driver
from tests.views.form.seeds import SPAN, open_child, seeds, sow

REGISTERS = [r for r in catalogue() if r.form_boxes]
BORN = date(1985, 7, 1)
# What rules want of a box beyond its kind, by register: typed words for the boxes of a record that is saved.
WANTED: dict[str, dict[str, str]] = {
    "member": {
        "birth_date": "1985.7.1",
        "gender": "男",
        "ethnicity": "汉族",
        "education": "大学本科毕业",
        "full_on": "2006.7.1",
    },
    "party_org": {"org_kind": "党支部"},
    "meeting": {"kind": "支部党员大会"},
    "study_hours": {"year": "2026"},
    "promise": {"year": "2026", "due_on": "2026.12.20"},
    "issue": {"due_on": "2026.12.20", "found_on": "2026.11.1"},
    "issue_measure": {"due_on": "2026.12.10"},
    "development": {"id_number": id_number(date(1999, 7, 1), 301), "applied_on": "2024.5.6"},
    "org_transfer": {"to_org": "南山街道工委", "valid_days": "30", "dues_paid_to": "2026.11"},
    "mobile_member": {"member": "外来党员二", "flow_dir": "流入"},
    "dues_standard": {"year": "2026", "base": "4000", "monthly_due": "40"},
    "dues_payment": {"due": "0", "paid": "0"},
    "talk": {"with_member": "白雨田"},
    "appraisal": {"year": "2026"},
    "self_check": {"year": "2026"},
    "self_check_criticism": {"critic": "白雨田"},
    "election_round": {"expected": "2", "present": "2"},
    "points_rule": {"points": "2"},
    "points_entry": {"points": "50", "verifier": "白雨田"},
    "team_activity": {"others": "3"},
    "reporting_feedback": {"year": "2026", "quarter": "3"},
    "redemption": {"clerk": "白雨田", "on": "2026.11.1", "points": "4"},
    "branch_rating": {"period": "2025"},
    "scheme_item": {"max": "20"},
    "annual_change": {"year": "2026"},
    "paper_template": {"paper": "补学名单", "body": '材料 = "补学名单"'},
    "publicity": {"year": "2026", "from_on": "2026.10.9"},
}

# What nobody writes by hand, and the words it is refused with.
DRAWN = {"case_figure": "要从台账里取，不能手写"}


def typed_for(box: AnyBox, links: dict[str, Any], driver: Driver) -> tuple[str, Any]:
    """Words to type for a box, and the value they must give."""
    ledger = driver.desk.ledger
    if box.kind in ("person", "record"):
        target = links[box.to[0]]
        return ledger.name(target.uid), target.uid
    if box.kind == "persons":
        target = links[box.to[0]]
        return ledger.name(target.uid), (PersonWhy(target.uid),)
    if box.kind == "choice":
        value = next(iter(getattr(box, "offered", box.options)))
        return box.options[value], value
    if box.kind in ("number", "money"):
        least = getattr(box, "least", None) or 0
        return str(least + 2), Decimal(least + 2) if getattr(box, "places", 0) else least + 2
    return {
        "text": ("甲乙 123", "甲乙 123"),
        "long_text": ("第一段\n第二段", "第一段\n第二段"),
        "lines": ("第一项\n第二项", ("第一项", "第二项")),
        "date": ("2026.10.9", date(2026, 10, 9)),
        "partial_date": ("2005.7", PartialDate(2005, 7)),
        "month": ("2026.10", Month(2026, 10)),
        "time_span": ("2026.10.9 14:30-16:00", SPAN),
        "phone": ("139 0000 0001", "13900000001"),
        "id_number": (id_number(BORN, 101), id_number(BORN, 101)),
        "yes_no": ("是", True),
    }.get(box.kind, ("", None))


def fill(driver: Driver, form: RecordForm, name: str, words: str) -> None:
    """Fill one box of a form by keys."""
    box, editor = form.register.boxes[name], form.body.editors[name]
    form.frame.ensureWidgetVisible(editor)
    if box.kind == "choice":
        driver.choose(box.title, words)
    elif box.kind == "yes_no":
        editor.tick.setFocus()
        if not editor.tick.isChecked():
            QTest.keyClick(editor.tick, Qt.Key.Key_Space)
    elif box.kind == "many_choice":
        QTest.keyClick(editor.tags.boxes[0], Qt.Key.Key_Space)
    elif box.kind == "persons":
        QTest.mouseClick(editor.add_button, Qt.MouseButton.LeftButton)
        driver.type_into(editor.rows[-1].line, words)
        driver.keys("Return")
    elif box.kind == "tally":
        driver.type_into(next(iter(editor.lines.values())), "3")
    elif box.kind == "time_span":
        day, times = words.split(" ")
        driver.type_in(box.title, day)
        driver.type_in(f"{box.title}：几点到几点", times)
    else:
        if isinstance(editor.field, QLineEdit):
            editor.field.selectAll()
        driver.type_in(box.title, words)


def attached(driver: Driver, form: RecordForm, name: str, folder: Path) -> FileRef:
    """Attach a small picture where photos are wanted, else a text; what must be kept of it."""
    path = folder / ("照片.png" if form.register.boxes[name].photo else "材料.txt")
    if path.suffix == ".png":
        assert QImage(30, 40, QImage.Format.Format_RGB32).save(str(path))
    else:
        path.write_text("材料", "utf8")
    form.body.editors[name].attach(path)
    driver.rest()
    data = path.read_bytes()
    return FileRef(hashlib.sha256(data).hexdigest(), path.name, len(data))


def expected(box: AnyBox, words: str, value: Any) -> Any:
    """The value a box must read after ``fill``."""
    if box.kind == "many_choice":
        return (next(iter(box.options)),)
    return {box.heads[0]: 3} if box.kind == "tally" else value


def open_form(driver: Driver, register: Register, links: dict[str, Any]) -> RecordForm:
    """A new form: on the register's page, or in the list under its parent."""
    if register.parent is None:
        return driver.open_page(f"register:{register.name}", new=True).view.form
    above = links[register.parent_registers[0]]
    page = driver.open_page(f"register:{register.parent_registers[0]}", uid=above.uid)
    shown: ChildList = open_child(page.view, register.name)
    shown.add()
    driver.rest()
    assert shown.form is not None
    return shown.form


def values(form: RecordForm) -> dict[str, object]:
    """What the boxes of a form hold."""
    record = form.register.new()
    form.body.read_into(record)
    return {name: getattr(record, name) for name in form.register.form_boxes}


def try_with_a_full_disk(driver: Driver, form: RecordForm) -> None:
    """Save once while the disk is full: all that was typed stays, and so does the stamp."""
    execute = SealedCursor.execute

    def no_room(cursor: SealedCursor, sql: str, *values: Any) -> Any:
        if sql == "COMMIT":
            raise engine_sentence(Exception("database or disk is full"), "branch.zbf")
        return execute(cursor, sql, *values)

    typed, stamp = values(form), {name: getattr(form.record, name) for name in STAMP}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SealedCursor, "execute", no_room)
        driver.keys("Ctrl+Return")
    assert driver.errors == [], "the form itself says it"
    driver.see("磁盘满了")
    assert values(form) == typed
    assert {name: getattr(form.record, name) for name in STAMP} == stamp
    form.go_to_first_box()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.name)
def test_every_box_reads_what_was_typed(make_desk, register, tmp_path):
    driver = make_desk(people=2, sow=sow)
    links = seeds(driver)
    form = open_form(driver, register, links)
    wanted = {}
    for name, box in register.form_boxes.items():
        words, value = typed_for(box, links, driver)
        if form.body.rows[name].is_put_away():
            assert name in register.only_for
            continue
        if box.kind == "files":
            wanted[name] = (attached(driver, form, name, tmp_path),)
            continue
        fill(driver, form, name, words)
        wanted[name] = expected(box, words, value)
    record = register.new()
    assert form.body.read_into(record) == []
    assert {name: getattr(record, name) for name in wanted} == wanted
    assert driver.errors == []


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.name)
def test_typed_saved_listed_told_and_undone(make_desk, register):
    driver = make_desk(people=2, sow=sow)
    ledger = driver.desk.ledger
    links = seeds(driver)
    before = ledger.count(register.model.live())
    form = open_form(driver, register, links)
    typed = {}
    for name, box in register.form_boxes.items():
        words, value = typed_for(box, links, driver)
        special = WANTED.get(register.name, {}).get(name)
        if special is None and (not box.is_starred or box.kind == "yes_no"):
            continue
        fill(driver, form, name, special or words)
        typed[name] = box.parse(special, ledger) if special else expected(box, words, value)
    form.go_to_first_box()
    if register.name not in DRAWN:
        try_with_a_full_disk(driver, form)
        assert ledger.count(register.model.live()) == before
    driver.keys("Ctrl+Return")
    assert driver.errors == []
    if register.name in DRAWN:
        assert DRAWN[register.name] in " ".join(driver.words_in_sight())
        assert ledger.count(register.model.live()) == before
        return
    assert ledger.count(register.model.live()) == before + 1, driver.words_in_sight()
    bar = driver.shell.notice
    assert QApplication.focusWidget() not in (bar.button, bar.close_button), "a space would undo it"
    record = ledger.find(register.model.live().order_by(register.model.dot.desc()).limit(1))[0]
    assert {name: getattr(record, name) for name in typed} == typed
    assert record.uid in Listing(ledger, register).uids()
    line = ledger.history(record.uid)[0]
    assert {name: line.changes[name][1] for name in typed} == {
        name: register.boxes[name].db_value(value) for name, value in typed.items()
    }
    QTest.mouseClick(driver.shell.notice.button, Qt.MouseButton.LeftButton)
    driver.rest()
    assert ledger.count(register.model.live()) == before
