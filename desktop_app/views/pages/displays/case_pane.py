"""One case opened beside the list: its length as it is written, its figures with their lists, its links."""

from __future__ import annotations

from desktop_app.duties.summaries.case_figures import Drawn, Query, draw, figure_now, figure_of, query_of
from desktop_app.duties.summaries.cases import (
    PART_TITLES,
    Case,
    lengths,
    put_anew,
    put_in,
    stale_figures,
    told,
)
from desktop_app.registers.displays.case_studies import CaseFigure, CaseLink, CaseStudy
from desktop_app.storage.action import Action
from desktop_app.views.page_parts.child_list import REMOVE, ChildLines, next_seq
from desktop_app.views.page_parts.entries import EntryLine
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.displays.figure_dialogs import FigureDialog
from desktop_app.views.pages.reporting.figure_list_dialog import FigureListDialog
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill

WRITING, FIGURES, LINKS = range(3)


class CasePane(RecordPane[Case, CaseStudy]):
    """Shows one ``Case``."""

    register, sections = "case_study", ("案例", "正文", "自查与完稿")

    @staticmethod
    def record_of(item: Case) -> CaseStudy:
        return item.study

    def build(self) -> None:
        self.figure_dialog: FigureDialog | None = None
        self.list_dialog: FigureListDialog | None = None
        theme, column = self.desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.kind, self.abstract, self.body = Pill(theme, ""), Pill(theme, ""), Pill(theme, "")
        self.tests = Pill(theme, "")
        self.about = faint(theme, wrap=True)
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.kind, self.abstract, self.body, self.tests))
        column.addWidget(self.about)
        self.add_form("写案例")
        self.form.typed.connect(self._show_lengths)
        self.figures = ChildLines(
            self, CaseFigure, "案例用的数", "还没有用台账里的数。数和名单一起留在案例里，能点开看。", lead=64,
            verbs={"list": self._show_figure_list, "refresh": self._refresh}, measure="个",
        )  # fmt: skip
        self.figure_button = PlainButton(theme, "从台账取一个数", "add")
        self.figure_button.clicked.connect(self.ask_figure)
        self.add_tab("用的数", self.figures, button=self.figure_button)
        self.links = ChildLines(
            self, CaseLink, "关联", "还没有关联。案例靠哪些问题、调研、服务做成，就关联哪些。", lead=64,
            add="关联一条记录", new=lambda: CaseLink(case_study=self.uid), boxes=("record", "note"),
            heading="关联的记录", verb="关联这条记录", verbs={"open": self._open_link},
        )  # fmt: skip
        self.add_tab("关联问题/调研", self.links, button=self.links.add_button)

    def show_item(self, item: Case) -> None:
        self.item = case = item
        study, ledger = case.study, self.desk.ledger
        self.title.setText(study.title or "")
        self.kind.set_state(study.case_class or "", "plain")
        passed, whole = len(study.four_tests or ()), len(CaseStudy.four_tests.options)
        self.tests.set_state(f"四性自查 {passed}/{whole}", "done" if passed == whole else "draft")
        done = f"{study.finished_on:%Y-%m-%d} 完稿，编入汇编" if study.finished_on else "还没有完稿"
        self.about.setText(" · ".join(part for part in (study.author or "", done) if part))
        self.form.show_record(study)
        self._show_lengths()
        stale = stale_figures(case, ledger)
        self.figures.show_entries(
            [self._figure_line(at, one, stale) for at, one in enumerate(case.figures, 1)]
        )
        self.links.show_entries([self._link_line(at, one) for at, one in enumerate(case.links, 1)])
        figures = f"用的数 {len(case.figures)}" if case.figures else "用的数"
        self.tabs.setTabText(FIGURES, f"{figures}，{len(stale)} 个有变" if stale else figures)
        self.tabs.setTabText(LINKS, f"关联 {len(case.links)}" if case.links else "关联")

    def _show_lengths(self) -> None:
        """Count what is written, and what is being typed."""
        texts = {name: getattr(self.item.study, name) for name in (*PART_TITLES, "abstract")}
        texts.update({name: words for name, words in self.form.words().items() if name in texts})
        for pill, length in zip((self.abstract, self.body), lengths(texts, self.desk.ledger), strict=True):
            pill.set_state(length.words, "overdue" if length.is_over else "plain")

    def _figure_line(self, at: int, one: CaseFigure, stale: tuple[str, ...]) -> EntryLine:
        figure = figure_of(one.figure or ())
        query = query_of(one.figure or ())
        span = query.month or f"{query.first} 至 {query.last}"
        notes = [f"{figure.title}　{span} · 用在{PART_TITLES[one.part]} · {one.drawn_on:%Y-%m-%d} 取"]
        pill, tone = f"名单 {len(figure.items)} 条", "plain"
        verbs = [("list", "看名单")]
        if one.uid in stale:
            pill, tone = "台账有变", "due"
            now = figure_now(one.figure or (), self.desk.ledger)
            if now is None:
                notes.append("这个数现在取不出来了，案例里还是取数那天的。")
            else:
                notes.append(f"台账现在是 {now.value} {now.unit}，案例里还是取数那天的。")
                verbs.append(("refresh", "重新取数"))
        verbs.append(REMOVE)
        return EntryLine(one.uid, f"第{at}个", told(one), tuple(notes), pill, tone, tuple(verbs))

    def _link_line(self, at: int, one: CaseLink) -> EntryLine:
        ledger = self.desk.ledger
        found = ledger.locate(one.record)
        title = found[0].title if found is not None else ""
        state = str(getattr(found[1], found[0].state)) if found is not None and found[0].state else ""
        notes = tuple(part for part in (title, one.note) if part)
        verbs = (("open", "打开"), REMOVE)
        return EntryLine(one.uid, f"第{at}条", ledger.name(one.record), notes, state, "plain", verbs)

    # -- writing ---------------------------------------------------------------------------------------

    def ask_figure(self) -> None:
        """Ask what to count, and put figure and sentence into the case in one action."""
        if self.is_typing("取数"):
            return
        dialog = self.figure_dialog = FigureDialog(self.desk, self.uid, self)
        dialog.taken.connect(self._put_figure)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _put_figure(self, query: Query, drawn: Drawn, part: str, words: str) -> None:
        dialog = self.figure_dialog
        assert dialog is not None
        figure = CaseFigure(
            case_study=self.uid,
            seq=next_seq(self.item.figures),
            part=part,
            figure=drawn.kept(query),
            drawn_on=self.desk.ledger.today,
            note=words or None,
        )

        def write(action: Action) -> None:
            study = self.desk.ledger.get(CaseStudy, self.uid)
            assert study is not None
            setattr(study, part, put_in(getattr(study, part), told(figure)))
            action.save(figure, study)

        self.runner.run(
            f"取数 {told(figure)}", write, done=dialog.accept, failed=lambda e: dialog.tell(e.sentence())
        )

    def _show_figure_list(self, record: CaseFigure) -> None:
        note = f"{record.drawn_on:%Y-%m-%d} 取的数和名单。双击打开记录。"
        figure = figure_of(record.figure or ())
        self.list_dialog = FigureListDialog(self.desk, self.runner.shell, figure, note, self)
        self.list_dialog.open()

    def _refresh(self, record: CaseFigure) -> None:
        """Draw a figure anew, and change its words in the text where they stand there once."""
        ledger = self.desk.ledger
        study = ledger.get(CaseStudy, self.uid)
        assert study is not None
        query, before = query_of(record.figure or ()), told(record)
        record.figure, record.drawn_on = draw(query, ledger).kept(query), ledger.today
        now = told(record)
        text = put_anew(getattr(study, record.part), before, now)
        said = "正文里的数也改了" if text is not None else f"正文里没有找到“{before}”，请自己改"

        def write(action: Action) -> None:
            if text is not None and not self.form.is_dirty:
                setattr(study, record.part, text)
                action.save(study)
            action.save(record)

        self.runner.run(f"重新取数 {now}", write, told=f"已重新取数：{now}。{said}。")

    def _open_link(self, record: CaseLink) -> None:
        ledger = self.desk.ledger
        found = ledger.locate(record.record)
        if found is not None:
            page, args = place_of(ledger, found[0].name, record.record)
            self.runner.shell.go(page, **args)
