"""到会一览: who came, why the others did not, a column for the groups of a month."""

from datetime import date

from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.cells import Cells
from desktop_app.duties.organization_life.attendance_pictures import attendance_picture
from tests.duties.sample import Branch

MAY, JUNE = date(2026, 5, 8), date(2026, 6, 5)


def picture(branch: Branch) -> Cells:
    """The year as it is drawn."""
    found = attendance_picture(branch, 2026, load_strokes())
    assert isinstance(found, Cells)
    return found


def test_everybody_has_a_row_and_every_meeting_a_column(branch: Branch) -> None:
    one, two, three = branch.members(3)
    general, lecture = branch.meeting("支部党员大会", MAY), branch.meeting("党课", JUNE)
    branch.came(general, one, two)
    branch.came(general, three, present=False, reason="病假")
    branch.came(lecture, one)
    branch.came(lecture, two, present=False)
    found = picture(branch)
    assert found.heads == ["5月8日党员大会", "6月5日党课"]
    told = dict(zip(found.names, found.cells, strict=True))
    assert [cell.words for cell in told[one.name]] == ["", ""]
    assert all(cell.shade is not None for cell in told[one.name])
    assert [cell.words for cell in told[two.name]] == ["", "缺"]
    assert told[three.name][0].words == "病"
    assert told[three.name][1].shade is None
    assert dict(zip(found.names, found.ends, strict=True))[two.name] == "1/2"
    assert dict(found.key) == {"": "到会", "病": "病假", "缺": "没有写原因"}


def test_the_groups_of_a_month_share_a_column(branch: Branch) -> None:
    one, two = branch.members(2)
    for number, who in enumerate((one, two)):
        branch.came(branch.meeting("党小组会", date(2026, 5, 8 + number)), who)
    found = picture(branch)
    assert found.heads == ["5月小组会"]
    assert found.ends == ["1/1", "1/1"]


def test_a_year_without_meetings_shows_nothing(branch: Branch) -> None:
    branch.members(2)
    assert picture(branch).is_nothing
