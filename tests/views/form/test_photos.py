"""Photos as they are taken in: upright, scaled, in plain colours; what is none is said to be what it is."""

import io

import pytest
from PIL import Image

from desktop_app.base.errors import UserError
from desktop_app.registers.people.members import Member
from desktop_app.views.form.editors.photos import LONGEST_SIDE, portrait, upright
from tests.registers.invented_people import member

ORIENTATION, RIGHT_TURN = 0x0112, 6
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def picture(
    size: tuple[int, int], *, mode: str = "RGB", turned: bool = False, form: str = "JPEG", colour: str = "red"
) -> bytes:
    """A picture whose upper left quarter is of another colour than the rest."""
    image = Image.new("RGB", size, "white")
    image.paste(Image.new("RGB", (size[0] // 2, size[1] // 2), colour), (0, 0))
    exif = Image.Exif()
    if turned:
        exif[ORIENTATION] = RIGHT_TURN
    out = io.BytesIO()
    image.convert(mode).save(out, form, **({"exif": exif} if turned else {}))
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_small_upright_picture_is_kept_byte_for_byte():
    data = picture((400, 560))
    kept = portrait(data, "一寸照.jpg")
    assert (kept.data, kept.name, kept.said) == (data, "一寸照.jpg", "")


def test_a_turned_picture_is_put_upright():
    kept = portrait(picture((600, 400), turned=True), "手机照.jpg")
    image = opened(kept.data)
    assert image.size == (400, 600)
    assert ORIENTATION not in image.getexif()
    # The left upper quarter of the sensor is at the right of the upright picture.
    red, green, _ = image.convert("RGB").getpixel((300, 100))
    assert red > 200
    assert green < 80
    assert kept.said == "照片已转正"
    assert upright(picture((600, 400), turned=True)).width() == 400


def test_a_large_one_is_scaled_and_keeps_its_shape():
    kept = portrait(picture((4000, 3000)), "DSC_0001.JPG")
    image = opened(kept.data)
    assert image.size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert "缩小" in kept.said


def test_print_colours_become_plain_ones():
    kept = portrait(picture((300, 400), mode="CMYK"), "影楼.jpg")
    image = opened(kept.data)
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((50, 50))
    assert red > 180
    assert max(green, blue) < 90


@pytest.mark.parametrize("form", ["BMP", "GIF", "WEBP"])
def test_other_formats_become_jpg(form):
    kept = portrait(picture((300, 400), form=form), f"照片.{form.lower()}")
    assert kept.name == "照片.jpg"
    assert opened(kept.data).format == "JPEG"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (HEIC, "IMG_0001.HEIC", "苹果手机的 HEIC 照片"),
        (HEIC, "IMG_0001.jpg", "苹果手机的 HEIC 照片"),
        (b"PK\x03\x04word/document.xml", "张三.docx", "是文书、表格或者压缩包，不是照片"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "张三.doc", "老格式的 Word"),
        (b"%PDF-1.7", "扫描.pdf", "是PDF 文件，不是照片"),
        (b"nothing", "坏了.jpg", "不像是一张照片"),
        (picture((300, 400))[:200], "半张.jpg", "不像是一张照片"),
        (b"", "空的.png", "不像是一张照片"),
    ],
)
def test_what_is_no_photo_is_said_to_be_what_it_is(data, name, words):
    with pytest.raises(UserError) as refused:
        portrait(data, name)
    assert words in refused.value.what
    assert refused.value.safe == "没有添加"
    assert refused.value.todo


def test_the_photo_box_takes_it_upright_and_refuses_a_paper(make_desk, tmp_path):
    driver = make_desk(people=1)
    one = member(7)
    driver.desk.ledger.save(one)
    form = driver.open_page("register:member", uid=one.uid).view.form
    editor = form.body.editors["photo"]
    for name, data in (("照片.docx", b"PK\x03\x04"), ("IMG_1.heic", HEIC)):
        (tmp_path / name).write_bytes(data)
        editor.attach(tmp_path / name)
        driver.rest()
        assert editor.value() is None
        assert "没有添加" in str(driver.errors.pop())
    (tmp_path / "手机照.jpg").write_bytes(picture((600, 400), turned=True))
    editor.attach(tmp_path / "手机照.jpg")
    driver.rest()
    driver.see("照片已转正")
    driver.keys("Ctrl+Return")
    kept = driver.desk.ledger.get(Member, one.uid).photo
    assert opened(driver.desk.ledger.file_bytes(kept[0].sha256)).size == (400, 600)


def test_an_attachment_stays_as_it_is_and_heic_is_named(make_desk, tmp_path):
    driver = make_desk(people=1)
    form = driver.open_page("register:publicity", new=True).view.form
    name = next(name for name, box in form.register.form_boxes.items() if box.kind == "files")
    editor = form.body.editors[name]
    data = picture((600, 400), turned=True)
    for file, held in (("现场.jpg", data), ("IMG_1.heic", HEIC)):
        (tmp_path / file).write_bytes(held)
        editor.attach(tmp_path / file)
        driver.rest()
    assert [one.size for one in editor.value()] == [len(data), len(HEIC)]
    driver.see("HEIC 照片，已照原样收下")
