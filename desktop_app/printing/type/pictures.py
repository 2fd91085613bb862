"""Photos as they are printed: upright, in plain colours, no finer than a printer shows, in bounded memory."""

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

DOTS_PER_INCH = 300
"""Finer than this no office printer shows a photo."""
_QUALITY = 88
_POINTS_PER_INCH = 72.0

_Opener = Callable[[io.BytesIO], ImageFile.ImageFile]
# What a picture begins with. Opened by its class: what Pillow's own door would warn of is bounded below.
_OPENERS: tuple[tuple[bytes, _Opener], ...] = (
    (b"\xff\xd8", JpegImageFile),
    (b"\x89PNG", PngImageFile),
    (b"GIF8", GifImageFile),
    (b"BM", BmpImageFile),
    (b"RIFF", WebPImageFile),
    (b"II*\0", TiffImageFile),
    (b"MM\0*", TiffImageFile),
)
# A JPEG is decoded at a half to an eighth of its size, line by line: what the largest telephones take. One
# sent in passes, and every other kind, has to be held whole.
_MOST_PIXELS, _MOST_HELD = 210_000_000, 24_000_000
_WIDE_GREY = frozenset(("I", "F", "I;16", "I;16L", "I;16B", "I;16N"))


class UnprintablePhoto(Exception):
    """A photo that cannot be printed; its words go on after the photo's name: “照片损坏了”."""


@dataclass(frozen=True)
class PrintedPhoto:
    """A photo as it goes into a document: a JPEG with the size of its pixels."""

    data: bytes
    width: int
    height: int


def printed_photo(data: bytes, width: float, height: float) -> PrintedPhoto:
    """The photo for a box ``width`` × ``height`` pt: it fills the box; what is too much is cut away.

    Sides are cut alike, and of the height the foot, for heads stand in the upper half. Raises
    UnprintablePhoto when the bytes are no photo that can be printed.
    """
    opener = next((one for magic, one in _OPENERS if data.startswith(magic)), None)
    if not data:
        raise UnprintablePhoto("是空的")
    if opener is None:
        raise UnprintablePhoto("不是能打印的照片")
    across, high = (max(1, round(side / _POINTS_PER_INCH * DOTS_PER_INCH)) for side in (width, height))
    try:
        photo = opener(io.BytesIO(data))
        _bound(photo)
        opener(io.BytesIO(data)).verify()  # checksums, which decoding alone passes over
        photo.draft("RGB", (max(across, high), max(across, high)))
        image = _filled(_upright(photo), across, high)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    except UnprintablePhoto:
        raise
    except Exception as error:
        raise UnprintablePhoto("损坏了，打不开") from error
    return PrintedPhoto(out.getvalue(), *image.size)


def _bound(photo: ImageFile.ImageFile) -> None:
    """UnprintablePhoto when decoding takes more memory than a program at work may ask for."""
    pixels = photo.width * photo.height
    by_lines = isinstance(photo, JpegImageFile) and not photo.info.get("progressive")
    if pixels > (_MOST_PIXELS if by_lines else _MOST_HELD):
        raise UnprintablePhoto(f"太大（{photo.width}×{photo.height}点）")


def _upright(photo: Image.Image) -> Image.Image:
    """The decoded photo turned as its camera was held; a note of that which cannot be read is none."""
    photo.load()
    with suppress(Exception):  # the note is a file format of its own, often mangled on its way
        ImageOps.exif_transpose(photo, in_place=True)  # a turned copy would be held beside it
    return photo


def _filled(image: Image.Image, across: int, high: int) -> Image.Image:
    """The part of the photo that is seen, at most ``across`` × ``high`` pixels, in RGB on white."""
    scale = max(across / image.width, high / image.height)
    wide, tall = across / scale, high / scale
    left = (image.width - wide) / 2
    box = (left, 0.0, left + wide, tall)
    size = (across, high) if scale < 1 else (max(1, round(wide)), max(1, round(tall)))
    return _on_white(_plain(image).resize(size, Image.Resampling.LANCZOS, box, reducing_gap=2.0))


def _plain(image: Image.Image) -> Image.Image:
    """The image in a mode that can be scaled: no palette, no single bits, no grey of sixteen bits."""
    if image.mode in _WIDE_GREY:
        grey = image if image.mode in ("I", "F") else image.convert("I")
        _, top = grey.getextrema()
        deep = isinstance(top, int | float) and top > 255
        return (grey.point(lambda value: value * (1 / 257)) if deep else grey).convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if image.mode in ("LA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """In RGB; what shows through is white paper."""
    if image.mode != "RGBA":
        return image if image.mode == "L" else image.convert("RGB")
    paper = Image.new("RGB", image.size, (255, 255, 255))
    paper.paste(image, mask=image.getchannel("A"))
    return paper
