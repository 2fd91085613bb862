"""No photo, however damaged, keeps a paper from coming out: an empty frame says whose it is."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from tests.printing.documents.reading import text
from tests.printing.type.damaged_photos import BAD, GOOD

DOCUMENTS = Path(resource_path("fonts")).parents[1] / "desktop_app" / "printing" / "documents"
# Papers of which a module shows photos, and those of its papers that show none.
BARE = frozenset(("door_plate",))


def photo_papers() -> list[str]:
    """The papers whose module places a photo."""
    found = []
    for paper in PAPERS.values():
        module = paper.draft.rpartition(".")[0].replace("desktop_app.printing.documents.", "")
        source = (DOCUMENTS / f"{module.replace('.', '/')}.py").read_text("utf8")
        if re.search(r"\bPlacardPicture\(", source) and paper.key not in BARE:
            found.append(paper.key)
    return found


def hung(office: Any, photos: list[bytes]) -> None:
    """A photo on the wall and a card with it for each of as many members."""
    shown = {one.member for one in office.ledger.find(IdentityDisplay.live())}
    with office.ledger.action("照片") as action:
        for person, data in zip(office.people, photos, strict=False):
            person.photo = (office.ledger.keep_file(data, "照片.jpg"),)
            action.save(person)
            if person.uid not in shown:
                first, fields = office.ledger.today, ("姓名", "照片")
                for form in ("公示栏照片", "党徽"):
                    action.save(
                        IdentityDisplay(member=person.uid, form=form, from_on=first, shown_fields=fields)
                    )


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_every_paper_with_photos_comes_out_whatever_they_are(own_office: Any) -> None:
    kinds = [(name, make, name in BAD) for name, make in {**BAD, **GOOD}.items()]
    renderer, people = PaperRenderer(own_office.ledger, resource_path("fonts")), own_office.people
    assert {"display_board", "identity_card"} <= set(photo_papers())
    for at in range(0, len(kinds), len(people)):
        few = kinds[at : at + len(people)]
        hung(own_office, [make() for _, make, _ in few])
        bad = [one.name for one, (_, _, is_bad) in zip(people, few, strict=False) if is_bad]
        for key in photo_papers():
            printed = renderer.make(key)
            named = {one.partition("的照片")[0] for one in printed.warnings}
            assert (named, len(printed.warnings)) == (set(bad), len(bad))
            words = text(printed)
            assert all(f"{name}的照片" in words for name in bad)


def test_a_photo_that_did_not_come_along_leaves_a_frame(own_office: Any) -> None:
    person = own_office.people[0]
    hung(own_office, [GOOD["jpeg"]()])
    ref = person.photo[0]
    person.photo = (type(ref)("0" * 64, ref.name, ref.size),)
    own_office.ledger.save(person)
    printed = PaperRenderer(own_office.ledger, resource_path("fonts")).make("display_board")
    assert "不在本机" in printed.warnings[0]


def test_a_wall_of_sixty_photos_is_a_small_file(own_office: Any) -> None:
    noise = Image.effect_noise((900, 1200), 60).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=92)
    photos = [out.getvalue() + bytes((place,)) for place in range(len(own_office.people))]
    hung(own_office, photos)
    printed = PaperRenderer(own_office.ledger, resource_path("fonts")).make("display_board")
    assert printed.warnings == ()
    assert len(printed.pdf) * 60 / len(photos) < 5_000_000


@pytest.mark.parametrize("key", sorted(BARE))
def test_what_shows_no_photo_reads_none(own_office: Any, key: str) -> None:
    hung(own_office, [b"no photo"])
    display = own_office.ledger.find(IdentityDisplay.live())[0]
    printed = PaperRenderer(own_office.ledger, resource_path("fonts")).make(key, uid=display.uid)
    assert printed.warnings == ()
