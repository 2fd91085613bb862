"""What goes to the superior unasked: not talks, criticism, hardship, discipline and residents."""

from desktop_app.registers import catalogue
from desktop_app.storage.outgoing import staying

# Covered boxes a superior's roster and 备案 are made of: they go along unless the sender unticks them.
ASKED_ABOVE = {("member", "id_number"), ("member", "address"), ("development", "id_number")}
# Words of a title that tell of talks, criticism, hardship or discipline.
CLOSE = ("谈话", "批评", "处分", "处置", "困难", "慰问", "对照检查", "关怀")


def test_every_covered_box_stays_here_or_is_one_the_roster_above_needs() -> None:
    registers = catalogue()
    for register in registers:
        if register.stays_home or registers.keeps_back(register):
            continue
        covered = {name for name, box in register.boxes.items() if box.private}
        unasked = set(staying(register, private=True, kept_back=False))
        assert {(register.name, name) for name in covered - unasked} <= ASKED_ABOVE


def test_registers_of_talks_criticism_hardship_and_discipline_are_kept_back() -> None:
    registers = catalogue()
    close = [one for one in registers if any(word in one.title for word in CLOSE)]
    assert {"talk", "self_check", "self_check_criticism", "care_award"} <= {one.name for one in close}
    assert [one.title for one in close if not registers.keeps_back(one)] == []
