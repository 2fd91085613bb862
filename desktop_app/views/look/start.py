"""Putting the look on: style, palette, font, style sheet and Qt's own words in Chinese."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop_app.views.look.fonts import load_families
from desktop_app.views.look.sheet import style_sheet
from desktop_app.views.look.theme import Theme
from desktop_app.views.look.tokens import Colours

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
_TRANSLATOR = "qtbase_zh_CN"


def apply_look(app: QApplication, points: int = 12, resources: Path = RESOURCES) -> Theme:
    """Dress the application and give the theme its windows are built with.

    ``points`` is the base font size (see POINT_CHOICES). Calling it again changes the size:
    build the window anew with the theme returned.
    """
    theme = Theme(resources, load_families(resources / "fonts"), points)
    speak_chinese(app)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(theme.colours))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme))
    return theme


def speak_chinese(app: QApplication) -> None:
    """Chinese for Qt's own buttons, menus, dialogs and dates; a second call adds nothing."""
    QLocale.setDefault(QLocale("zh_CN"))
    if app.findChild(QTranslator, _TRANSLATOR) is not None:
        return
    translator = QTranslator(app)
    translator.setObjectName(_TRANSLATOR)
    if translator.load(_TRANSLATOR, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.page),
        (role.WindowText, colours.text),
        (role.Base, colours.card),
        (role.AlternateBase, colours.band),
        (role.Text, colours.text),
        (role.Button, colours.card),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.Highlight, colours.choice),
        (role.HighlightedText, colours.text),
        (role.PlaceholderText, colours.text_faint),
        (role.ToolTipBase, colours.text),
        (role.ToolTipText, colours.on_accent),
        (role.Link, colours.focus),
        (role.Accent, colours.focus),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.text_faint))
    return palette
