"""Pictures as they are taken in: upright, scaled, in plain colours; what is no picture says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter

from desktop_app.base.errors import UserError

# A portrait is printed on a card and a board: more points than this nobody sees.
LONGEST_SIDE = 1600
# A picture that is upright and no larger than this is kept byte for byte.
_SMALL_BYTES = 2 * 1024 * 1024
_QUALITY = 90
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheim")
_OTHERS = {
    b"%PDF": ("PDF 文件", "请把照片单独存成 jpg 再添加"),
    b"PK\x03\x04": ("文书、表格或者压缩包", "请在里面把照片右键“另存为图片”，再添加存下的那一张"),
    b"\xd0\xcf\x11\xe0": (
        "老格式的 Word 或 Excel 文件",
        "请在里面把照片右键“另存为图片”，再添加存下的那一张",
    ),
}
_KEPT_FORMATS = (b"jpeg", b"jpg", b"png")


@dataclass(frozen=True)
class Photo:
    """A picture to be kept, and what was made of it; '' for nothing."""

    data: bytes
    name: str
    said: str = ""


def is_heic(data: bytes) -> bool:
    """Whether the bytes are an iPhone's HEIC, whatever the file is called."""
    return data[4:12] in _HEIC


def upright(data: bytes, longest: int = 0) -> QImage:
    """The picture as it is looked at, no side over ``longest``; a null image where it cannot be read."""
    source = _opened(data)
    reader = _reader(source)
    size = reader.size()
    if longest and size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def portrait(data: bytes, name: str) -> Photo:
    """A photo for a photo box; UserError says what the file is instead."""
    _refuse_others(data, name)
    source = _opened(data)
    reader = _reader(source)
    form, size = bytes(reader.format().data()), reader.size()
    turned = reader.transformation() != QImageIOHandler.Transformation.TransformationNone
    large = len(data) > _SMALL_BYTES or max(size.width(), size.height()) > LONGEST_SIDE
    image = upright(data, LONGEST_SIDE)
    if image.isNull():
        raise UserError(f"“{name}”打不开，不像是一张照片", "没有添加", "请用看图软件另存为 jpg 或 png 再添加")
    odd = image.format() == QImage.Format.Format_CMYK8888 or form not in _KEPT_FORMATS
    if not (turned or large or odd):
        return Photo(data, name)
    done = [words for words, was in (("转正", turned), ("缩小", large), ("换成普通颜色和格式", odd)) if was]
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(plain)
    return Photo(bytes(buffer.data().data()), f"{PurePath(name).stem}.jpg", f"照片已{'、'.join(done)}")


def _opened(data: bytes) -> QBuffer:
    """What a reader reads from; it has to outlive the reader, which does not own it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def _reader(source: QBuffer) -> QImageReader:
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    return reader


def _refuse_others(data: bytes, name: str) -> None:
    if is_heic(data):
        raise UserError(
            f"“{name}”是苹果手机的 HEIC 照片，这里和打印都认不出来",
            "没有添加",
            "请在手机上把它存成 JPG（设置→相机→格式→兼容性最佳），或者用看图软件另存为 jpg 再添加",
        )
    for magic, (what, todo) in _OTHERS.items():
        if data.startswith(magic):
            raise UserError(f"“{name}”是{what}，不是照片", "没有添加", todo)
