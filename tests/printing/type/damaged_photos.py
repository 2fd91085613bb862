"""Photos as they come: of every kind and mode, and of every kind of damage; all drawn here, of nobody."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 80)) -> Image.Image:
    """A slope of grey with a dark corner at the upper left, in a mode."""
    grey = Image.linear_gradient("L").resize(size)
    grey.paste(0, (0, 0, size[0] // 3, size[1] // 3))
    if mode == "I;16":
        return grey.convert("I").point(lambda value: value * 257).convert("I;16")
    return grey.convert("RGB").convert(mode)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    """The bytes of a picture file."""
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def turned(orientation: int) -> bytes:
    """A JPEG whose camera was held otherwise."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    return saved(picture(), "JPEG", exif=notes)


def enormous(width: int, height: int, kind: str = "PNG") -> bytes:
    """A small file that says it has so many points."""
    if kind == "JPEG":
        data = bytearray(saved(picture(), "JPEG"))
        at = data.index(b"\xff\xc0")
        data[at + 5 : at + 9] = struct.pack(">HH", min(height, 65535), min(width, 65535))
        return bytes(data)
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(part)) + name + part + struct.pack(">L", zlib.crc32(name + part))
        for name, part in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )


def cut(data: bytes, share: float) -> bytes:
    """The first part of a file, as a stick that was pulled out leaves it."""
    return data[: int(len(data) * share)]


def stirred(data: bytes) -> bytes:
    """A file with its middle overwritten."""
    third = len(data) // 3
    return data[:third] + b"\0" * third + data[2 * third :]


GOOD: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved(picture(), "JPEG"),
    "progressive": lambda: saved(picture(), "JPEG", progressive=True),
    "grey jpeg": lambda: saved(picture("L"), "JPEG"),
    "cmyk jpeg": lambda: saved(picture("CMYK"), "JPEG"),
    "png": lambda: saved(picture(), "PNG"),
    "grey of 16 bits": lambda: saved(picture("I;16"), "PNG"),
    "palette": lambda: saved(picture("P"), "PNG"),
    "palette with a clear colour": lambda: saved(picture("P"), "PNG", transparency=0),
    "single bits": lambda: saved(picture("1"), "PNG"),
    "alpha": lambda: saved(picture("RGBA"), "PNG"),
    "grey and alpha": lambda: saved(picture("LA"), "PNG"),
    "gif": lambda: saved(picture("P"), "GIF"),
    "bmp": lambda: saved(picture(), "BMP"),
    "webp": lambda: saved(picture(), "WEBP"),
    "tiff": lambda: saved(picture(), "TIFF"),
    "cmyk tiff": lambda: saved(picture("CMYK"), "TIFF"),
    "one point": lambda: saved(picture(size=(1, 1)), "PNG"),
    "a thin line": lambda: saved(picture(size=(2000, 1)), "PNG"),
    "note of the camera mangled": lambda: saved(picture(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff\0"),
}
BAD: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "words": lambda: "不是照片".encode(),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "pdf": lambda: b"%PDF-1.7\n",
    "heic": lambda: b"\0\0\0\x18ftypheic" + bytes(40),
    "first bytes of a jpeg": lambda: b"\xff\xd8\xff\xe0",
    "jpeg cut short": lambda: cut(saved(picture(size=(300, 400)), "JPEG"), 0.6),
    "jpeg without its end": lambda: cut(saved(picture(size=(300, 400)), "JPEG"), 0.9),
    "png cut short": lambda: cut(saved(picture(size=(300, 400)), "PNG"), 0.5),
    "png stirred": lambda: stirred(saved(picture(size=(300, 400)), "PNG")),
    "tiff cut short": lambda: cut(saved(picture(), "TIFF"), 0.5),
    "webp cut short": lambda: cut(saved(picture(), "WEBP"), 0.5),
    "gif of nothing": lambda: b"GIF89a" + bytes(7),
    "bmp of nothing": lambda: b"BM" + bytes(60),
    "400 million points": lambda: enormous(20_000, 20_000),
    "400 million points of a jpeg": lambda: enormous(20_000, 20_000, "JPEG"),
    "no points": lambda: enormous(0, 0),
}
