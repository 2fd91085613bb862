"""Words can be read: every pair of colours that carries text has contrast enough."""

import pytest

from desktop_app.views.look.tokens import Colours


def contrast(first: str, second: str) -> float:
    """Contrast of two #RRGGBB colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


C = Colours()
READ_ON = [
    *[
        (ink, ground)
        for ink in (C.text, C.text_soft, C.text_faint)
        for ground in (C.card, C.page, C.band, C.hover)
    ],
    *[(ink, C.accent_soft) for ink in (C.text, C.accent)],
    *[(C.on_accent, ground) for ground in (C.accent, C.accent_hover, C.accent_pressed, C.text)],
    *[(C.accent, ground) for ground in (C.card, C.page)],
    *[(C.focus, ground) for ground in (C.card, C.hover)],
    (C.wrong, C.card),
    (C.wrong, C.accent_soft),
    (C.text, C.choice),
    *[(tone.ink, ground) for tone in C.tones.values() for ground in (tone.soft, C.card)],
]


@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_text_stands_out(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_contrast_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#FFFFFF", "#8F959E") < 4.5


def test_an_unknown_tone_is_plain() -> None:
    assert C.tone("nothing of the kind") == C.tones["plain"]
