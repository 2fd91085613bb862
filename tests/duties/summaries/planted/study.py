"""Gaps of study sessions and hours, of the innovation theory, of theme education and its cases."""

from datetime import date
from typing import Any

from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.study.study_materials import StudyTag
from desktop_app.registers.study.study_topics import StudyTopic
from desktop_app.registers.study.theme_batches import MEASURES, ThemeBatch, ThemeProject, ThemeTask
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import OLD, WAIVED, Planting

LATER = date(2026, 12, 1)


def _behind(branch: Branch, people: list[Member]) -> None:
    who = branch.member(**OLD, name="缺学")
    branch.add(DuesStandard(member=who.uid, year=2026, **WAIVED))


def _not_studied(branch: Branch, people: list[Member]) -> None:
    branch.db.execute_sql("DELETE FROM session_material")


def _wrong_tag(branch: Branch, people: list[Member]) -> None:
    branch.add(StudyTag(brand="三带三入", name="带着问题学", in_use=True))


def _out_of_order(branch: Branch, people: list[Member]) -> None:
    topic = branch.add(StudyTopic(title="学思想", topic_area="政治理论教育", from_on=date(2026, 3, 2)))
    for day, stage in ((date(2026, 3, 5), "案例解析"), (date(2026, 3, 6), "原文精读")):
        session = branch.study(day, "0.1", topic=topic.uid, method_step=stage)
        branch.came(session, *people)


def _batch(branch: Branch, people: list[Member], name: str, measures: tuple[str, ...] = MEASURES) -> Any:
    batch = branch.add(
        ThemeBatch(name=name, from_on=date(2026, 3, 2), demand="学思想", notice="通知", leader=people[0].uid)
    )
    for one in measures:
        branch.add(
            ThemeTask(batch=batch.uid, measure=one, task=f"{one}的事", due_on=LATER, owner=people[0].uid)
        )
    return batch


def _bare_plan(branch: Branch, people: list[Member]) -> None:
    _batch(branch, people, "缺一项的", MEASURES[:3])


def _task_late(branch: Branch, people: list[Member]) -> None:
    batch, who = _batch(branch, people, "拖了的"), people[0].uid
    branch.add(
        ThemeTask(batch=batch.uid, measure=MEASURES[0], task="读完", due_on=date(2026, 4, 1), owner=who)
    )


def _project_late(branch: Branch, people: list[Member]) -> None:
    batch, who = _batch(branch, people, "没办完的"), people[0].uid
    branch.add(
        ThemeProject(
            batch=batch.uid, kind="实事", item="修路灯", lead_officer=who, owner=who, due_on=date(2026, 4, 1),
            state="办理中",
        )
    )  # fmt: skip


def _no_theory(branch: Branch, people: list[Member]) -> None:
    branch.add(CaseStudy(title="一盏灯", case_class="基层治理", background="难", practice="做", effect="成"))


PLANTED = (
    Planting("学时低于进度", _behind),
    Planting("没有学习党的创新理论", _not_studied),
    Planting("三带三入的标签写错了", _wrong_tag),
    Planting("专题的环节颠倒了", _out_of_order),
    Planting("主题教育的安排不全", _bare_plan),
    Planting("主题教育的任务逾期", _task_late),
    Planting("实事、项目逾期", _project_late),
    Planting("案例没有写运用的创新理论", _no_theory),
)
