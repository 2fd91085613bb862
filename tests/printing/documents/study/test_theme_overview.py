"""主题教育开展情况表: what belongs to the batch stands under its measure, counted as in the overview."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.duties.summaries.theme_overview import theme_overviews
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.organization_life.self_checks import SelfCheck
from desktop_app.registers.rectification.issues import IssueMeasure
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.study.study import StudySpeech
from desktop_app.registers.study.study_materials import THEORY, SessionMaterial, StudyMaterial
from desktop_app.registers.study.study_topics import READING, StudyTopic, TopicStage
from desktop_app.registers.study.theme_batches import MEASURES, ThemeBatch, ThemeProject, ThemeTask
from tests.printing.documents.reading import text
from tests.views.pages.seeded import SeededFile


class Batch(SeededFile):
    """A batch with one of everything, and one of everything that does not belong to it."""

    def fill(self) -> None:
        self.one, self.two = self.members(2)
        who = self.one.uid
        self.batch = self.add(
            ThemeBatch(
                name="学思想主题教育", batch="第二批", from_on=date(2026, 3, 16), demand="学思想、强党性",
                notice="街道党工委通知", leader=who,
            )
        )  # fmt: skip
        uid = self.batch.uid
        self.add(
            ThemeTask(batch=uid, measure=MEASURES[0], task="通读纲要", due_on=date(2026, 12, 1), owner=who)
        )
        topic = self.add(StudyTopic(title="学思想", from_on=date(2026, 3, 16), batch=uid))
        self.add(TopicStage(topic=topic.uid, stage=READING, content="读", outcome="汇成一册"))
        session = self.study(
            date(2026, 4, 10), "2", batch=uid, topic=topic.uid, method_step=READING, title="读第一章"
        )
        self.came(session, self.one, self.two)
        self.study(date(2026, 4, 11), "2", title="不在批次里")
        work = self.add(StudyMaterial(title="《习近平著作选读》第一卷", kind=THEORY))
        self.add(SessionMaterial(session=session.uid, material=work.uid))
        self.add(StudySpeech(session=session.uid, person=who, kind="研讨发言", text="我学到了"))
        visit = self.add(Research(title="看灯", on=date(2026, 5, 1), leader=who, batch=uid))
        self.add(
            Finding(
                research=visit.uid, text="三盏不亮", conversion="三天换灯的规矩", conversion_state="已转化"
            )
        )
        self.add(
            ThemeProject(
                batch=uid, kind="实事", item="送热饭", lead_officer=who, owner=who, due_on=date(2026, 9, 1),
                progress="送了两个月", state="办理中",
            )
        )  # fmt: skip
        self.add(SelfCheck(subject=who, year=2026, theme="学思想", batch=uid))
        issue = self.issue(date(2026, 5, 2), date(2026, 12, 1), batch=uid, owner=who)
        self.add(IssueMeasure(issue=issue.uid, seq=1, text="换灯", due_on=date(2026, 11, 30)))
        self.renderer = PaperRenderer(self.ledger, resource_path("fonts"))


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Batch]:
    made = Batch.made(tmp_path, date(2026, 11, 23))
    made.fill()
    yield made
    made.close()


def test_every_figure_is_the_list_of_what_names_the_batch(batch: Batch) -> None:
    (told,) = theme_overviews(batch.ledger)
    figures = {one.key: one.value for some in told.figures.values() for one in some}
    assert figures == {
        "studies": 1, "theory": 1, "learners": 2, "speeches": 1,
        "visits": 1, "sweeps": 0, "findings": 1, "converted": 1, "exchanges": 0,
        "projects": 1, "finished": 0,
        "checks": 1, "issues": 1, "closed": 0, "open": 1, "overdue": 0,
    }  # fmt: skip
    assert all(one.value == len(one.items) for some in told.figures.values() for one in some)
    assert told.words == "任务 1 项，完成 0 项"


def test_the_four_measures_on_paper(batch: Batch) -> None:
    told = text(batch.renderer.make("theme_overview", uid=batch.batch.uid))
    assert [told.index(f"{n}、{measure}") for n, measure in zip("一二三四", MEASURES, strict=True)] == sorted(
        told.index(f"{n}、{measure}") for n, measure in zip("一二三四", MEASURES, strict=True)
    )
    for words in (
        "学思想主题教育（第二批）", "学思想、强党性", "街道党工委通知", "通读纲要", "读第一章", "2人",
        "汇成一册", "看灯", "三盏不亮", "三天换灯的规矩", "送热饭", "送了两个月", "换灯",
        "学习1次，其中创新理论1次",
    ):  # fmt: skip
        assert words in told
    assert "不在批次里" not in told


def test_a_batch_that_is_gone_is_told(batch: Batch) -> None:
    with pytest.raises(UserError, match="不在了"):
        batch.renderer.make("theme_overview", uid="0" * 32)
