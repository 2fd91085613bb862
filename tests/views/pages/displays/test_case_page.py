"""The page of cases: lengths while writing, figures put into the text with their lists, drawn anew."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.duties.summaries.case_figures import figure_of
from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.case_studies import CaseFigure, CaseStudy
from desktop_app.registers.rectification.research import Research
from desktop_app.registers.study.study_materials import THEORY, StudyMaterial
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.displays.case_page import CasePage
from desktop_app.views.pages.displays.case_pane import FIGURES
from tests.duties.kept_figures import agrees
from tests.views.pages.sample_bench import Bench

THE_WORK = "《习近平关于基层治理论述摘编》"


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, CasePage)
    made.show()
    yield made
    made.close()


def a_case(bench: Bench) -> str:
    page = bench.page
    before = set(page.items)
    if not bench.ledger.find(StudyMaterial.live().where(StudyMaterial.title == THE_WORK)):
        bench.ledger.save(StudyMaterial(title=THE_WORK, kind=THEORY))
    bench.press(page.new_button)
    bench.write(
        page.new_dialog.form,
        title="一盏路灯照出的首问回访",
        case_class="基层治理",
        theory=THE_WORK,
        theory_source="从群众中来、到群众中去的领导方法",
        background="报修两个月没有回音",
        practice="解剖一个问题，建立首问回访",
        effect="报修有了回音",
    )
    bench.press(page.new_dialog.verb_button)
    (uid,) = set(page.items) - before
    return str(uid)


def draw(bench: Bench, uid: str) -> CaseFigure:
    """Draw this year's research as a figure of the case."""
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(FIGURES)
    bench.press(pane.figure_button)
    dialog = pane.figure_dialog
    bench.write(SimpleNamespace(editors={"place": SimpleNamespace(field=dialog.place)}), place="调查研究")
    dialog.said.setText("今年下基层调研")
    bench.press(dialog.verb_button)
    return bench.ledger.find(CaseFigure.live().where(CaseFigure.case_study == uid))[-1]


def visit(bench: Bench) -> None:
    bench.ledger.save(
        Research(
            title="夜间照明",
            down_kind="调查研究下基层",
            on=date(2026, 10, 20),
            place="5号楼",
            people="居民",
            researchers=(PersonWhy("王主任"),),
        )
    )
    bench.settle()


def test_a_figure_is_put_into_the_text_with_its_list_in_one_action(bench):
    uid = a_case(bench)
    visit(bench)
    figure = draw(bench, uid)
    assert agrees(figure.figure)
    count = figure_of(figure.figure).value
    assert f"今年下基层调研 {count} 次。" in bench.ledger.get(CaseStudy, uid).effect
    bench.press(bench.shell.notice.button)
    assert bench.ledger.get(CaseStudy, uid).effect == "报修有了回音"
    assert bench.ledger.get(CaseFigure, figure.uid).removed_at


def test_a_figure_the_registers_give_otherwise_is_told_and_drawn_anew(bench):
    uid = a_case(bench)
    visit(bench)
    figure = draw(bench, uid)
    pane = bench.page.pane
    assert ("refresh", figure.uid) not in pane.figures.verbs
    visit(bench)
    assert "1 个有变" in pane.tabs.tabText(FIGURES)
    bench.press(pane.figures.verbs["refresh", figure.uid])
    again = bench.ledger.get(CaseFigure, figure.uid)
    count = figure_of(again.figure).value
    assert count == figure_of(figure.figure).value + 1
    assert f"今年下基层调研 {count} 次。" in bench.ledger.get(CaseStudy, uid).effect
    assert ("refresh", figure.uid) not in pane.figures.verbs


def test_the_list_behind_a_figure_opens(bench):
    uid = a_case(bench)
    visit(bench)
    figure = draw(bench, uid)
    pane = bench.page.pane
    bench.press(pane.figures.verbs["list", figure.uid])
    assert {one.uid for one in pane.list_dialog.list.lines()} == set(figure_of(figure.figure).items)
    pane.list_dialog.reject()


def test_days_the_wrong_way_round_are_refused(bench):
    a_case(bench)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(FIGURES)
    bench.press(pane.figure_button)
    dialog = pane.figure_dialog
    dialog.last.set_value(date(2020, 1, 1))
    bench.press(dialog.verb_button)
    assert "起止日期不对" in dialog.trouble.text()
    assert dialog.isVisible()
    dialog.reject()


def test_lengths_are_counted_while_it_is_typed(bench):
    a_case(bench)
    pane = bench.page.pane
    bench.settle()
    bench.write(pane.form.form.body, abstract="一" * 1501)
    assert (pane.abstract.text, pane.abstract.tone) == ("摘要 1501/1500 字", "overdue")


def test_the_book_wants_a_finished_case(bench):
    uid = a_case(bench)
    with bench.ledger.action("只留这一个案例") as action:
        action.remove(*bench.ledger.find(CaseStudy.live().where(CaseStudy.uid != uid)))
    bench.settle()
    bench.press(bench.page.print_button)
    assert "还没有完稿" in bench.shell.notice.words.text()
    study = bench.ledger.get(CaseStudy, uid)
    study.finished_on = date(2026, 10, 30)
    bench.ledger.save(study)
    bench.settle()
    bench.press(bench.page.print_button)
    assert bench.shell.pages.page("preview").shown["key"] == "case_book"
