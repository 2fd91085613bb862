"""Charts of any figures, and what must hold of every drawing made of one."""

from collections.abc import Sequence

from hypothesis import strategies as st

from desktop_app.drawing.bars import Bars, Waterfall
from desktop_app.drawing.cells import Cell, Cells, Dots
from desktop_app.drawing.chart import Chart, Limit, Series
from desktop_app.drawing.lines import Lines
from desktop_app.drawing.marks import Drawing, overlapping
from desktop_app.drawing.pyramid import Pyramid
from desktop_app.drawing.shades import DONE, LATE
from desktop_app.drawing.stacked import Shares, StackedBars

LONG = "中国共产党某某省某某市某某区某某街道某某社区综合党委第一党支部委员会关于开展主题党日活动的情况说明"
COUNTS = st.sampled_from([0, 1, 2, 3, 6, 12, 23])


def metre(text: str, size: float, bold: bool) -> float:
    """A face of even letters: half a square for what stands in ASCII, a whole one for the rest."""
    return sum(0.5 if char.isascii() else 1.0 for char in text) * size * (1.04 if bold else 1.0)


NAMES = st.one_of(
    st.text(st.sampled_from("政治思想组织作风（含换届）、月2026A"), min_size=1, max_size=24),
    st.sampled_from([LONG, "1月", "Apr2026LongWordWithoutAnyBlankInIt", "党 员", "，，"]),
)
FIGURES = st.one_of(
    st.none(),
    st.integers(0, 30),
    st.integers(-40, -1),
    st.sampled_from([0.0, 1e9, -1e9, 3383.8, 0.004]),
    st.floats(-1e6, 1e6).map(lambda value: round(value, 2)),
)
WHOLE = st.one_of(st.none(), st.integers(0, 500), st.sampled_from([1e9, 0.01, 12.5]))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any chart of figures as they come."""
    count = draw(COUNTS)
    names = draw(st.lists(NAMES, min_size=count, max_size=count))

    def row(figures: st.SearchStrategy[float | None] = FIGURES) -> list[float | None]:
        return draw(st.lists(figures, min_size=count, max_size=count))

    def several(figures: st.SearchStrategy[float | None] = FIGURES) -> list[Series]:
        return [Series(draw(NAMES), row(figures)) for _ in range(draw(st.integers(1, 3)))]

    title = draw(NAMES)
    limit = draw(st.sampled_from([None, Limit(32, "要求 32 学时"), Limit(-3.5, LONG)]))
    marked = draw(st.sampled_from([None, 0]))
    kind = draw(st.sampled_from([Bars, Waterfall, Lines, StackedBars, Shares, Cells, Dots, Pyramid]))
    if kind is Bars:
        return Bars(title, names, several(), unit="件", limit=limit, marked=marked)
    if kind is Waterfall:
        changes = [value or 0.0 for value in row()]
        return Waterfall(title, ["期初", *names, "期末"], 46.0, changes, unit="人")
    if kind is Lines:
        return Lines(title, names, several(), limit=limit)
    if kind is StackedBars:
        return StackedBars(title, names, several(WHOLE))
    if kind is Shares:
        return Shares(title, names, [value or 0.0 for value in row(WHOLE)], unit="人")
    if kind is Pyramid:
        return Pyramid(title, names, Series("男", row(WHOLE)), Series("女", row(WHOLE)))
    columns = draw(COUNTS)
    heads = draw(st.lists(NAMES, min_size=columns, max_size=columns))
    if kind is Dots:
        at = [draw(st.lists(st.floats(0, columns), max_size=5)) for _ in names]
        return Dots(title, names, heads, at, DONE)
    words = st.sampled_from([Cell("√", DONE), Cell("病", LATE), Cell(), Cell("12")])
    cells = [draw(st.lists(words, min_size=columns, max_size=columns)) for _ in names]
    ends = draw(st.sampled_from([(), [f"{place}/{columns}" for place in range(count)]]))
    return Cells(title, names, heads, cells, [("√", "到会"), ("病", "病假")], ends=ends)


def wrong_with(drawing: Drawing) -> list[str]:
    """What no drawing may have: words over words, or anything outside of its edges."""
    found = [f"{one.text} over {other.text}" for one, other in overlapping(drawing)]
    for label in drawing.labels:
        box = label.box
        if box.left < -0.01 or box.right > drawing.width + 0.01 or box.top < -0.01:
            found.append(f"{label.text} outside")
        if box.bottom > drawing.height + 2.5:
            found.append(f"{label.text} below")
    for area in drawing.areas:
        if area.box.left < -0.01 or area.box.right > drawing.width + 0.01 or area.box.top < -0.01:
            found.append(f"{area.box} outside")
    return found


def on_bars(drawing: Drawing) -> list[str]:
    """Words that stand over a bar."""
    return [
        label.text
        for label in drawing.labels
        if any(label.box.meets(area.box, 0.6) for area in drawing.areas)
    ]


def texts(drawing: Drawing) -> Sequence[str]:
    """All words of a drawing."""
    return [label.text for label in drawing.labels]


def joined(drawing: Drawing) -> str:
    """All words of a drawing as one, without blanks."""
    return "".join("".join(texts(drawing)).split())
