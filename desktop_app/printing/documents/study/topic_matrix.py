"""专题学习进度表: the members by the four stages of a topic, and the sessions they passed them at."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.study.study_files import TopicFile, topic_files
from desktop_app.duties.study.study_matrix import MatrixRow
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    UNDER,
    Draft,
    long_part,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, branch_name, day_words, today_words
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.study.study_topics import STAGES

_NAME, _NUMBER = 22.0, 11.0
_SESSIONS = (
    Column("环节", 24, align="center"),
    Column("日期", 42, align="center"),
    Column("题目", weight=2.6),
    Column("主讲人", 24, align="center"),
    Column("学过", 18, align="center"),
    Column("环节成果", weight=1.8),
)


@dataclass(frozen=True)
class TopicPaper:
    """A topic as it stands on ``day``: about it, its sessions, one row of words for every member."""

    org: str
    title: str
    about: str
    day: str
    sessions: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]


def gather(ledger: LedgerView, uid: str) -> TopicPaper:
    """The matrix of topic ``uid``. UserError when it is gone."""
    found = topic_files(ledger, load_strokes(), [uid])
    if not found or found[0].topic.removed_at is not None:
        raise UserError("要打印的专题已经不在了", "其他资料没有改动", "请回到列表重新选择")
    file = found[0]
    topic = file.topic
    told = [f"教育任务：{topic.topic_area}"]
    told += [f"标签：{'、'.join(topic.tags)}"] if topic.tags else []
    told += [f"负责人：{ledger.name(topic.leader)}"] if topic.leader else []
    return TopicPaper(
        branch_name(ledger),
        topic.title,
        "　　".join(told),
        today_words(ledger),
        _sessions(file),
        tuple(_row(n, row) for n, row in enumerate(file.matrix.rows, 1)),
        ("", "学过人数", *(f"{file.stages[stage].passed.value} 人" for stage in STAGES), ""),
    )


def _sessions(file: TopicFile) -> tuple[tuple[str, ...], ...]:
    lines = []
    for stage in STAGES:
        one = file.stages[stage]
        for n, session in enumerate((*one.held, *one.coming)):
            passed = f"{one.passed.value} 人" if one.held and n == 0 else ""
            day = day_words(session.held_on) + ("" if session in one.held else "（计划）")
            outcome = (one.plan.outcome or "") if one.plan is not None and n == 0 else ""
            lines.append((stage, day, session.title, session.lecturer or NONE, passed, outcome))
        if not one.held and not one.coming:
            plan = one.plan
            due = f"计划 {day_words(plan.due_on)}" if plan is not None and plan.due_on else "还没有安排"
            lines.append((stage, due, plan.content if plan is not None else "", "", "", ""))
    return tuple(lines)


def _row(n: int, row: MatrixRow) -> tuple[str, ...]:
    missed = {stage for stage, _ in row.to_make_up}
    cells = []
    for stage in STAGES:
        told = row.cells[stage].words
        cells.append(told or ("要补学" if stage in missed else ""))
    note = "不作硬性要求" if row.exempt else ""
    return (str(n), spaced(row.name), *cells, note)


def story(paper: TopicPaper) -> list[Flowable]:
    """The paper: the sessions of the four stages, then the members by stage."""
    columns = (
        Column("序号", _NUMBER, align="center"),
        Column("姓名", _NAME, align="center"),
        *(Column(stage, weight=1, align="center") for stage in STAGES),
        Column("备注", 26, align="center"),
    )
    return [
        name_of_paper(paper.org, f"“{paper.title}”专题学习进度表"),
        Paragraph(f"{paper.about}　　截至 {paper.day}", UNDER),
        Paragraph("一、四个环节", PART),
        RuledSheet(_SESSIONS, paper.sessions, size=10),
        Spacer(1, 2 * MM),
        *long_part("二、学习进度"),
        RuledSheet(columns, paper.rows or [("", "", "", "", "", "", "")], totals=paper.totals, size=10),
        Paragraph("格内是到会或补学的日期；年老体弱、患病、失能的不作硬性要求，可以送学上门。", NOTE),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 专题学习进度表 of topic ``uid``."""
    paper = gather(ledger, uid)
    return office_draft(
        "专题学习进度表", "专题学习进度表", paper, story(paper), header=paper.title, about=paper.title[:20]
    )
