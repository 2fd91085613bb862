"""New records start in the own branch."""

from desktop_app.registers.people.presets import presets
from tests.registers.desk import CATALOGUE
from tests.registers.invented_people import branch


def test_a_new_member_starts_in_the_own_branch(desk):
    assert presets("member", desk) == {}
    desk.put(branch(org_code="Z09", full_name="别的支部"))
    own = desk.put(branch(org_code=desk.office))
    assert presets("member", desk) == {"branch": own.uid}
    assert presets("promise", desk) == {}


def test_what_is_handed_out_is_handed_out_today(desk):
    assert presets("handout", desk) == {"issued_on": desk.today}
    assert presets("handout_reply", desk) == {"replied_on": desk.today}


def test_every_preset_names_a_box(desk):
    desk.put(branch(org_code=desk.office))
    for register in CATALOGUE:
        assert set(presets(register.name, desk)) <= set(register.form_boxes)
