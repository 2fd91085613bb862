"""The codes on a picture or a scan of a paper: whatever is dropped here is read in a process of its own."""

import io

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from desktop_app.base.apart import Ended, work_apart
from desktop_app.base.errors import UserError
from desktop_app.base.paper_codes import QR_HEAD, typed_code

_SECONDS, _MEMORY = 20, 1 << 30
# So many pages of a scan are looked at, at this many dots an inch: a module of ours is three dots then.
_PAGES, _DPI = 10, 200
# A longer side is made this long: a code that fills a page of a telephone's picture is still large in it.
_LONGEST = 5000
_PDF = b"%PDF"
_NOT_READ = "可以把纸上的核验码打进去查"


def codes_in(data: bytes) -> list[str]:
    """The codes in the QRs of a picture or PDF, each once; UserError where ``data`` is neither.

    A damaged or enormous file ends the process it is read in and nothing else.
    """
    try:
        found: list[str] = work_apart(read_codes, data, seconds=_SECONDS, memory=_MEMORY)
    except Ended as fault:
        raise UserError("这个文件读不出来：太大或者已损坏", "资料没有改动", _NOT_READ) from fault
    return found


def read_codes(data: bytes) -> list[str]:
    """The work of ``codes_in``."""
    try:
        pictures = _scanned(data) if data.startswith(_PDF) else [_picture(data)]
    except (UnidentifiedImageError, pypdfium2.PdfiumError, OSError, ValueError, SyntaxError) as fault:
        raise UserError("这个文件不是图片，也不是PDF，或者已损坏", "资料没有改动", _NOT_READ) from fault
    except Image.DecompressionBombError as fault:
        raise UserError("这张图片太大了", "资料没有改动", _NOT_READ) from fault
    said = (one.text for picture in pictures for one in zxingcpp.read_barcodes(picture, formats=_FORMAT))
    codes = (typed_code(words) for words in said if words.startswith(QR_HEAD))
    return list(dict.fromkeys(code for code in codes if code))


_FORMAT = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def _picture(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("L", (_LONGEST, _LONGEST))
        opened.thumbnail((_LONGEST, _LONGEST))
        return opened.convert("L")


def _scanned(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        count = min(len(document), _PAGES)
        return [document[at].render(scale=_DPI / 72, grayscale=True).to_pil() for at in range(count)]
    finally:
        document.close()
