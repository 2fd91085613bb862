"""The pictures of the manual: drawn by one script, all there, all shown, small."""

from manual_pictures import PICTURES, named_pictures
from PIL import Image

from desktop_app.base.resources import resource_path

MANUAL = resource_path("manual")
MOST_BYTES = 3_000_000
WIDTHS = range(600, 1000)


def test_what_the_topics_name_is_what_is_drawn_and_lies_there():
    named = named_pictures(MANUAL)
    assert set(named) == set(PICTURES) == {path.name for path in MANUAL.glob("*.png")}
    assert len(named) >= 15


def test_the_pictures_are_small_and_come_from_the_camera():
    sizes = [(MANUAL / name).stat().st_size for name in PICTURES]
    assert sum(sizes) <= MOST_BYTES
    for name in PICTURES:
        with Image.open(MANUAL / name) as picture:
            assert picture.mode == "P", name
            assert picture.width in WIDTHS, name


def test_most_topics_have_a_picture():
    topics = {path.stem for path in MANUAL.glob("*.md")}
    assert topics - set(named_pictures(MANUAL).values()) == set()
