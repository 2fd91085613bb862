"""The colours of the window by meaning, and the tones a status word can take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Tone:
    """Two colours that belong together: words in ``ink`` on a ground of ``soft``."""

    ink: str
    soft: str


@dataclass(frozen=True)
class Colours:
    """Every colour used; names say what the colour is for, values are #RRGGBB.

    The accent is kept for the main button, the page one is on, and the row one has chosen.
    ``focus`` is a quiet blue, so that the box being typed in is never taken for a wrong one.
    """

    page: str = "#F3F4F6"
    card: str = "#FFFFFF"
    band: str = "#F8F9FA"
    line: str = "#E2E5E9"
    edge: str = "#C5CAD1"
    edge_hover: str = "#8D95A0"
    hover: str = "#F1F3F5"
    pressed: str = "#E6E9ED"
    text: str = "#1D2129"
    text_soft: str = "#4B5563"
    text_faint: str = "#5F6773"
    accent: str = "#C4161C"
    accent_hover: str = "#A91218"
    accent_pressed: str = "#8C0E13"
    accent_soft: str = "#FCEDED"
    on_accent: str = "#FFFFFF"
    focus: str = "#2D63B8"
    choice: str = "#D5E3F7"
    wrong: str = "#B42318"
    bar: str = "#E3B4B4"
    tones: Mapping[str, Tone] = field(
        default_factory=lambda: MappingProxyType(
            {
                "done": Tone("#14653C", "#E4F4EA"),
                "going": Tone("#1E4FA8", "#E6EFFC"),
                "due": Tone("#855000", "#FDF1DA"),
                "overdue": Tone("#A8140F", "#FDE7E6"),
                "draft": Tone("#4B5563", "#ECEEF1"),
                "plain": Tone("#39414D", "#F1F3F5"),
            }
        )
    )

    def tone(self, name: str) -> Tone:
        """The tone of that name; an unknown name is drawn plainly rather than wrongly."""
        return self.tones.get(name, self.tones["plain"])
