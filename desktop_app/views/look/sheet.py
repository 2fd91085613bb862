"""The style sheet, made from a theme; cells of tables are painted by delegates instead (30 % cheaper)."""

from desktop_app.views.look.theme import Theme


def style_sheet(theme: Theme) -> str:
    """The whole sheet for one theme. Named looks are chosen with the dynamic property ``look``."""
    parts = (_panes, _buttons, _boxes, _ticks, _lists, _bars, _calendar)
    return "\n".join(part(theme) for part in parts)


def _panes(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    return f"""
QToolTip {{ color: {c.on_accent}; background: {c.text}; border: none; padding: {u(6)}px {u(8)}px; }}
QLabel {{ background: transparent; }}
*[look="page"] {{ background: {c.page}; }}
*[look="plain-pane"] {{ background: {c.card}; }}
*[look="clear"] {{ background: transparent; border: none; }}
QFrame[look="card"] {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {u(8)}px; }}
QFrame[look="nav"] {{ background: {c.card}; border: none; border-right: 1px solid {c.line}; }}
QFrame[look="head"] {{ background: {c.card}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[look="foot"] {{ background: {c.card}; border: none; border-top: 1px solid {c.line}; }}
QFrame[look="rule"] {{ background: {c.line}; border: none; }}
QDialog {{ background: {c.card}; }}
QMenu {{ background: {c.card}; border: 1px solid {c.edge}; padding: {u(4)}px; }}
QMenu::item {{ padding: {u(8)}px {u(20)}px; border-radius: {u(4)}px; }}
QMenu::item:selected {{ background: {c.hover}; }}
"""


def _buttons(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    return f"""
QPushButton {{ background: {c.card}; color: {c.text}; border: 1px solid {c.edge}; border-radius: {u(6)}px;
    padding: 0 {u(14)}px; min-height: {u(36) - 2}px; }}
QPushButton:hover {{ background: {c.hover}; border-color: {c.edge_hover}; }}
QPushButton:pressed {{ background: {c.pressed}; }}
QPushButton:focus {{ border: 2px solid {c.focus}; padding: 0 {u(14) - 1}px; min-height: {u(36) - 4}px; }}
QPushButton:disabled {{ color: {c.text_faint}; background: {c.page}; border-color: {c.line}; }}
QPushButton[look="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    padding: 0 {u(18)}px; min-height: {u(44) - 2}px; font-weight: bold; }}
QPushButton[look="main"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[look="main"]:pressed {{ background: {c.accent_pressed}; }}
QPushButton[look="main"]:focus {{ border: 2px solid {c.text}; padding: 0 {u(18) - 1}px;
    min-height: {u(44) - 4}px; }}
QPushButton[look="main"]:disabled {{ background: {c.pressed}; color: {c.text_faint};
    border-color: {c.pressed}; }}
QPushButton[look="danger"] {{ color: {c.wrong}; border-color: {c.wrong}; }}
QPushButton[look="danger"]:hover {{ background: {c.accent_soft}; }}
QPushButton[look="danger"]:disabled {{ color: {c.text_faint}; border-color: {c.line}; }}
QPushButton[tall="true"] {{ min-height: {u(44) - 2}px; }}
QPushButton[tall="true"]:focus {{ min-height: {u(44) - 4}px; }}
QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; color: {c.focus};
    padding: 0 {u(6)}px; }}
QPushButton[look="link"]:hover {{ background: {c.hover}; text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border: 2px solid {c.focus}; padding: 0 {u(6) - 1}px; }}
"""


def _boxes(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    look = (theme.resources / "look").as_posix()
    boxes = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QAbstractSpinBox")
    one_line = ", ".join(f"{box}" for box in ("QLineEdit", "QComboBox", "QAbstractSpinBox"))

    def each(suffix: str) -> str:
        return ", ".join(box + suffix for box in boxes)

    return f"""
{each("")} {{ background: {c.card}; color: {c.text}; border: 1px solid {c.edge}; border-radius: {u(6)}px;
    padding: 0 {u(9)}px; selection-background-color: {c.choice}; selection-color: {c.text};
    placeholder-text-color: {c.text_faint}; }}
{one_line} {{ min-height: {u(36) - 2}px; }}
QAbstractSpinBox {{ max-height: {u(36) - 2}px; }}
QPlainTextEdit, QTextEdit {{ padding: {u(5)}px {u(6)}px; }}
{each(":hover")} {{ border-color: {c.edge_hover}; }}
{each(":focus")} {{ border: 2px solid {c.focus}; padding: 0 {u(9) - 1}px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ min-height: {u(36) - 4}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {u(5) - 1}px {u(6) - 1}px; }}
{each(":disabled")} {{ background: {c.page}; color: {c.text_faint}; border-color: {c.line}; }}
{each(":read-only")} {{ background: {c.band}; }}
QComboBox:!editable {{ background: {c.card}; padding-left: {u(9) + 2}px; }}
QComboBox:!editable:focus, QComboBox:!editable[wrong="true"] {{ padding-left: {u(9) + 1}px; }}
{each('[wrong="true"]')} {{ border: 2px solid {c.wrong}; padding: 0 {u(9) - 1}px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] {{
    min-height: {u(36) - 4}px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; min-height: 0;
    background: transparent; }}
QComboBox::drop-down {{ border: none; width: {u(28)}px; }}
QComboBox::down-arrow {{ image: url("{look}/down.svg"); width: {u(16)}px; height: {u(16)}px; }}
QDateEdit::drop-down {{ border: none; width: {u(28)}px; }}
QDateEdit::down-arrow {{ image: url("{look}/calendar.svg"); width: {u(18)}px; height: {u(18)}px; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right;
    border: none; width: {u(28)}px; background: transparent; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right;
    border: none; width: {u(28)}px; background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url("{look}/up.svg"); width: {u(12)}px; height: {u(12)}px; }}
QAbstractSpinBox::down-arrow {{ image: url("{look}/down.svg"); width: {u(12)}px; height: {u(12)}px; }}
QComboBox QAbstractItemView {{ background: {c.card}; border: 1px solid {c.edge}; outline: none;
    padding: {u(4)}px; selection-background-color: {c.choice}; selection-color: {c.text}; }}
QComboBox QAbstractItemView::item {{ min-height: {u(36)}px; padding: 0 {u(8)}px; border-radius: {u(4)}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.choice}; color: {c.text}; }}
"""


def _ticks(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    look = (theme.resources / "look").as_posix()
    return f"""
QCheckBox, QRadioButton {{ spacing: {u(8)}px; min-height: {u(36)}px; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {u(18)}px; height: {u(18)}px;
    border: 1px solid {c.edge_hover}; background: {c.card}; }}
QCheckBox::indicator {{ border-radius: {u(4)}px; }}
QRadioButton::indicator {{ border-radius: {u(18) // 2 + 1}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c.focus}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.focus}; }}
QCheckBox::indicator:checked {{ image: url("{look}/check.svg"); background: {c.accent};
    border-color: {c.accent}; }}
QRadioButton::indicator:checked {{ image: url("{look}/dot.svg"); background: {c.accent};
    border-color: {c.accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {c.page};
    border-color: {c.line}; }}
QCheckBox::indicator:checked:disabled {{ background: {c.edge_hover}; }}
QCheckBox:focus, QRadioButton:focus {{ text-decoration: underline; }}
"""


def _lists(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    look = (theme.resources / "look").as_posix()
    return f"""
QTableView {{ background: {c.card}; border: none; gridline-color: transparent; outline: none;
    selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
QHeaderView {{ background: {c.band}; border: none; }}
QHeaderView::section {{ background: {c.band}; color: {c.text_soft}; border: none;
    border-bottom: 1px solid {c.line}; padding: 0 {u(12)}px; font-weight: bold; min-height: {u(36)}px; }}
QHeaderView::section:hover {{ background: {c.hover}; color: {c.text}; }}
QHeaderView::up-arrow {{ image: url("{look}/up.svg"); width: {u(12)}px; height: {u(12)}px;
    subcontrol-position: center right; subcontrol-origin: padding; right: {u(2)}px; }}
QHeaderView::down-arrow {{ image: url("{look}/down.svg"); width: {u(12)}px; height: {u(12)}px;
    subcontrol-position: center right; subcontrol-origin: padding; right: {u(2)}px; }}
QTableCornerButton::section {{ background: {c.band}; border: none; }}
QListView, QTreeView {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {u(6)}px;
    outline: none; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {c.text_soft}; border: none;
    border-bottom: 3px solid transparent;
    padding: 0 {u(14)}px; min-height: {u(36)}px; }}
QTabBar::tab:hover {{ color: {c.text}; background: {c.hover}; }}
QTabBar::tab:selected {{ color: {c.accent}; border-bottom-color: {c.accent}; font-weight: bold; }}
"""


def _bars(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[look="clear"] {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {u(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {u(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c.edge}; border-radius: {u(3)}px; margin: {u(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {u(36)}px; }}
QScrollBar::handle:horizontal {{ min-width: {u(36)}px; }}
QScrollBar::handle:hover {{ background: {c.edge_hover}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.pressed}; border: none; border-radius: {u(4)}px; min-height: {u(8)}px;
    max-height: {u(8)}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {u(4)}px; }}
QSplitter::handle {{ background: transparent; }}
QStatusBar {{ background: {c.card}; border-top: 1px solid {c.line}; }}
"""


def _calendar(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    return f"""
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.band};
    border-bottom: 1px solid {c.line}; min-height: {u(40)}px; }}
QCalendarWidget QToolButton {{ background: transparent; color: {c.text}; border: none; font-weight: bold;
    border-radius: {u(6)}px; padding: 0 {u(8)}px; min-height: {u(32)}px; }}
QCalendarWidget QToolButton:hover {{ background: {c.hover}; }}
QCalendarWidget QToolButton:focus {{ border: 2px solid {c.focus}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ background: {c.card}; color: {c.text}; outline: none;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {c.text_faint}; }}
"""
