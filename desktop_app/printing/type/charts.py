"""Charts on paper: a drawing as operators, black and grey for a laser printer, told apart by hatching."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from desktop_app.drawing.chart import Chart
from desktop_app.drawing.marks import Area, Dot, Drawing, Label, Mark, Stroke, hatching
from desktop_app.drawing.words import Measure
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, FontEmbedder, number
from desktop_app.printing.type.structure import Element, alternative

_HATCH = "q 0.35 G 0.35 w [] 0 d"
_GAP = 12.0
_ROUND = 0.5523  # how far the handles of four curves stand off for them to make a circle


class ChartFlowable(EmbeddedTextFlowable):
    """A chart in the full width; one of many rows goes on over the page. ``alt`` tells it in words.

    An ``optional`` one tells again what stands above it, and is left out where the page has no room for it.
    """

    def __init__(self, chart: Chart, *, optional: bool = False) -> None:
        super().__init__()
        self.chart, self.optional = chart, optional
        self.alt = chart.alt
        self.spaceBefore = _GAP

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The full width, and as high as the chart needs."""
        self._drawing = self.chart.laid(width, metre_of(self.embedder.fonts))
        self.width, self.height = width, self._drawing.height
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that find room, and the rest; nothing where the chart stands on the next page."""
        both = self.chart.broken(width, height, metre_of(self.embedder.fonts))
        return [ChartFlowable(one) for one in both] if both is not None else []

    def draw(self) -> None:
        """Write the chart."""
        figure = self.embedder.structure.place(Element("Figure", alternative(self.alt)))
        self.put_content(figure, operators(self._drawing, self.embedder))


def pictures(chart: Chart | None, *, optional: bool = False) -> list[Flowable]:
    """What a paper shows of a chart: nothing where it has no figures, charts abreast row by row."""
    pieces = chart.pieces() if chart is not None else ()
    return [ChartFlowable(one, optional=optional) for one in pieces if not one.is_nothing]


def metre_of(fonts: FontSet) -> Measure:
    """Measures words in the faces that they are printed in."""
    return lambda text, size, bold: fonts.width(text, _role(bold), size)


def operators(drawing: Drawing, embedder: FontEmbedder) -> str:
    """A drawing as operators, its lower left corner at the origin."""
    out = ["q"]
    for mark in drawing.marks:
        out += _written(mark, drawing.height, embedder)
    return "\n".join([*out, "Q"])


def _role(bold: bool) -> str:
    return "hei" if bold else "song"


def _written(mark: Mark, height: float, embedder: FontEmbedder) -> Iterator[str]:
    if isinstance(mark, Area):
        yield from _area(mark, height)
    elif isinstance(mark, Stroke):
        steps = (f"{number(x)} {number(height - y)}" for x, y in mark.points)
        dash = " ".join(map(number, mark.dash))
        way = " ".join(f"{step} {'l' if place else 'm'}" for place, step in enumerate(steps))
        yield f"{number(mark.grey)} G {number(mark.weight)} w [{dash}] 0 d {way} S"
    elif isinstance(mark, Dot):
        yield _dot(mark, height)
    else:
        yield _words(mark, height, embedder)


def _area(mark: Area, height: float) -> Iterator[str]:
    box = mark.box
    place = f"{number(box.left)} {number(height - box.bottom)} {number(box.width)} {number(box.height)} re"
    yield f"[] 0 d 0 G 0.4 w {number(mark.shade.grey)} g {place} B"
    if mark.shade.hatch:
        lines = " ".join(
            f"{number(x1)} {number(height - y1)} m {number(x2)} {number(height - y2)} l"
            for x1, y1, x2, y2 in hatching(box, mark.shade.hatch)
        )
        yield f"{_HATCH} {lines} S Q"


def _dot(mark: Dot, height: float) -> str:
    x, y, radius = mark.x, height - mark.y, mark.radius
    off = radius * _ROUND
    curves = (
        (x + radius, y + off, x + off, y + radius, x, y + radius),
        (x - off, y + radius, x - radius, y + off, x - radius, y),
        (x - radius, y - off, x - off, y - radius, x, y - radius),
        (x + off, y - radius, x + radius, y - off, x + radius, y),
    )
    way = " ".join(" ".join(map(number, curve)) + " c" for curve in curves)
    return f"[] 0 d 0 G 0.6 w {number(mark.shade.grey)} g {number(x + radius)} {number(y)} m {way} b"


def _words(mark: Label, height: float, embedder: FontEmbedder) -> str:
    box, (x, y) = mark.box, mark.baseline
    out = []
    if mark.ground:
        place = f"{number(box.left - 0.5)} {number(height - box.bottom + 0.5)}"
        out.append(f"1 g {place} {number(box.width + 1)} {number(box.height - 0.5)} re f")
    out.append("0 g")
    role = _role(mark.bold)
    if mark.turned:
        out.append(f"q 0 1 -1 0 {number(x)} {number(height - y)} cm")
        out.append(embedder.show(0, 0, mark.text, role, mark.size) + " Q")
    else:
        out.append(embedder.show(x, height - y, mark.text, role, mark.size))
    return "\n".join(out)
