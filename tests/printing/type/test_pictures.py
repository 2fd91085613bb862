"""Photos come out upright, plain and no finer than a printer shows; what is none says why."""

import io

import pytest
from PIL import Image

from desktop_app.printing.type.pictures import PrintedPhoto, UnprintablePhoto, printed_photo
from tests.printing.type.damaged_photos import BAD, GOOD, picture, saved, turned

WIDE, HIGH = 72.0, 96.0  # pt: 300 × 400 points of a printer


def seen(photo: PrintedPhoto) -> Image.Image:
    image = Image.open(io.BytesIO(photo.data))
    assert (image.format, image.size) == ("JPEG", (photo.width, photo.height))
    image.load()
    return image


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_of_photo_is_printed(kind: str) -> None:
    image = seen(printed_photo(GOOD[kind](), WIDE, HIGH))
    assert image.mode in ("RGB", "L")
    assert image.width <= 300
    assert image.height <= 400
    if kind in ("one point", "a thin line"):
        return
    dark, light = (image.convert("L").getpixel(at) for at in ((4, 4), (image.width - 4, image.height - 4)))
    assert isinstance(dark, int)
    assert isinstance(light, int)
    assert light > 200
    assert dark < 60 or "clear" in kind


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_photo_says_so(kind: str) -> None:
    with pytest.raises(UnprintablePhoto, match=r"是空的|不是能打印的|损坏|太大"):
        printed_photo(BAD[kind](), WIDE, HIGH)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_as_the_camera_was_held(orientation: int) -> None:
    places = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    wide, high = (60, 80) if orientation < 5 else (80, 60)
    image = seen(printed_photo(turned(orientation), wide, high)).convert("L")
    right, down = places[orientation]
    assert image.size == (wide, high)
    assert image.getpixel((3 + right * (wide - 7), 3 + down * (high - 7))) < 60


def test_it_fills_its_box_and_is_no_finer_than_a_printer_shows() -> None:
    large = printed_photo(saved(picture(size=(3000, 4000)), "JPEG"), WIDE, HIGH)
    assert (large.width, large.height) == (300, 400)
    across = printed_photo(saved(picture(size=(4000, 1000)), "PNG"), WIDE, HIGH)
    assert (across.width, across.height) == (300, 400)
    small = printed_photo(saved(picture(size=(90, 80)), "PNG"), WIDE, HIGH)
    assert (small.width, small.height) == (60, 80)


def test_heads_stay_and_feet_are_cut() -> None:
    tall = Image.new("RGB", (100, 400), (255, 255, 255))
    tall.paste((0, 0, 0), (0, 0, 100, 50))
    image = seen(printed_photo(saved(tall, "PNG"), 100, 100)).convert("L")
    assert image.size == (100, 100)
    assert image.getpixel((50, 10)) < 40
    assert image.getpixel((50, 90)) > 220


def test_the_same_photo_gives_the_same_bytes() -> None:
    data = saved(picture(size=(900, 1200)), "JPEG")
    assert printed_photo(data, WIDE, HIGH) == printed_photo(data, WIDE, HIGH)
