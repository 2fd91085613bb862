"""会议纪要 by GB/T 9704—2012 10.3: a red name, one paragraph of head, what was settled, who was there."""

from dataclasses import replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.numerals import chinese
from desktop_app.printing.documents.draft import Draft, official_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, full_name_of
from desktop_app.printing.documents.organization_life.imprint import Imprint
from desktop_app.printing.documents.organization_life.minutes import Minutes, minutes_of, read, resolved
from desktop_app.printing.documents.wording import clause, tight
from desktop_app.printing.type.page import BODY, MM, OFFICIAL_LEADING, PageFormat, official_page
from desktop_app.printing.type.paragraph import Paragraph, Run, Style

_RED = "0.86 0.08 0.1 rg"
_LARGEST, _SMALLEST = 40.0, 22.0
_HANGING = replace(BODY, first_indent=2, rest_indent=5)


class RedName(Paragraph):
    """The mark of a 纪要 at the head of its first page."""

    def draw(self) -> None:
        """Write in red, then go back to black."""
        self.put(_RED)
        super().draw()
        self.put("0 g")


_UNDER_NEXT = replace(BODY, keep_with_next=True)


def story(minutes: Minutes, page: PageFormat, superior: str = "") -> list[Flowable]:
    """The paper: its mark 35 mm below the top of the text area, the settled matters, the 版记 at the end."""
    *people, last = _people(minutes) or [Paragraph("", BODY)]
    return [
        *_mark(minutes, page),
        Paragraph(_head(minutes), BODY),
        *_settled(minutes),
        Paragraph("", BODY),
        *people,
        KeepTogether(
            [
                # The day never stands on a page alone.
                last,
                Paragraph("", BODY),
                Paragraph(minutes.day, replace(BODY, align="right", right_indent=4, first_indent=0)),
                Spacer(1, OFFICIAL_LEADING),
                Imprint(superior, minutes.org, f"{minutes.day}印发"),
            ]
        ),
    ]


def _mark(minutes: Minutes, page: PageFormat) -> list[Flowable]:
    """The name as large as its line allows, and two blank lines; the spacer holds 35 mm above the signs."""
    lines = (minutes.org, f"{minutes.body}纪要")
    size = min(_LARGEST, max(_SMALLEST, page.body_width / max(map(len, lines))))
    leading = size * 1.45
    style = Style(role="title", size=size, leading=leading, align="center", balance=True, level=1)
    above = 35 * MM - (leading - size) / 2
    return [
        # A frame drops a spacer at its top unless it is told to keep it.
        Spacer(1, above, isGlue=False),
        RedName("\n".join(lines), style),
        Spacer(1, 2 * OFFICIAL_LEADING),
    ]


def _head(m: Minutes) -> str:
    studied = f"会议首先学习了{'；'.join(m.first_topic.splitlines())}。" if m.first_topic else ""
    matters = "；".join(clause(one) for one in m.agenda) or GAP
    lecture = f"{m.lecture[0]}同志作了题为“{m.lecture[1]}”的党课。" if m.lecture is not None else ""
    session = f"{m.session}" if m.session else ""
    return (
        f"{m.day}，{m.chair}同志在{m.place}主持召开{session}{m.body}，议题是：{matters}。{studied}{lecture}"
        f"应到会{m.expected}人，实到{len(m.present)}人。现将会议议定事项纪要如下："
    )


def _settled(m: Minutes) -> list[Flowable]:
    items = [resolved(*one) for one in m.resolutions]
    if not items and not m.votes and not m.elections:
        return [Paragraph("会议没有形成需要办理的议定事项。", BODY)]
    told: list[Flowable] = [
        Paragraph([Run(f"{chinese(place)}、", "hei"), text], BODY) for place, text in enumerate(items, 1)
    ]
    # How a vote ended is no matter to be seen to: it stands after them under its own words.
    if m.votes:
        told.append(Paragraph([Run("表决情况", "hei")], _UNDER_NEXT))
    told += [
        Paragraph(f"（{chinese(place)}）{clause(item)}：{tight(words)}", BODY)
        for place, (item, words) in enumerate(m.votes, 1)
    ]
    for one in m.elections:
        told.append(Paragraph([Run(f"选举（{one.title}）", "hei")], _UNDER_NEXT))
        told += [Paragraph(tight(words), BODY) for words in one.paragraphs]
    return told


def _people(m: Minutes) -> list[Flowable]:
    """出席, 请假, 列席 in 黑体, the names hanging to the first character after the colon."""
    groups = [
        ("出席：", "、".join(m.present) if m.has_sheet else GAP),
        ("请假：", "、".join(f"{name}（{why}）" for name, why in m.absent)),
        ("列席：", "、".join(m.observers)),
    ]
    return [Paragraph([Run(title, "hei"), names], _HANGING) for title, names in groups if names]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 纪要 of meeting ``uid``."""
    view = read(ledger, uid)
    minutes = minutes_of(view, ledger)
    home = view.roster.home
    above = view.roster.orgs.get(home.parent or "") if home is not None else None
    pages = story(minutes, official_page(), full_name_of(above) if above is not None else "")
    return official_draft("会议纪要", f"{minutes.body}纪要", minutes, pages, minutes.day)
