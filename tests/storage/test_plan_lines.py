"""Whose a received record is: a person who never came here is nobody a preview could group by."""

from desktop_app.registers import catalogue
from desktop_app.storage.plan_lines import _person
from desktop_app.storage.statements import NOT_HERE

REGISTERS = [one for one in catalogue() if any(box.kind == "person" for box in one.boxes.values())]


def test_a_person_who_is_not_here_is_no_name_of_a_person() -> None:
    for register in REGISTERS:
        stored = dict.fromkeys(register.boxes, "0199c0ffee0199c0ffee0199c0ffee01")
        assert _person(register, lambda uid: NOT_HERE, stored) == ""
        assert _person(register, lambda uid: "高云舟", stored) == "高云舟"
