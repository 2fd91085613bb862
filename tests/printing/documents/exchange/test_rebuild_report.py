"""修复报告: its counts are those of the report, what is lost stands there by its name."""

import json

from desktop_app.storage.rebuild_report import RebuildReport, RegisterTold
from tests.printing.documents.reading import bare, text


def test_the_report_is_printed_with_counts_and_what_is_lost(renderer):
    member = RegisterTold("member", "党员花名册", whole=40, backup=5, history=1, lost=["孔瑾"])
    talk = RegisterTold("talk", "谈心谈话", whole=2, older=["10月8日与龙英兰谈话"])
    empty = RegisterTold("meeting", "会议")
    report = RebuildReport("branch.zbf", 900, 3, backup="2026-11-22 17:30", registers=[member, talk, empty])
    report.kept_as = "branch-修复前-20261123-090000.zbf"
    told = json.dumps(report.as_plain(), ensure_ascii=False)
    words = text(renderer.make("rebuild_report", told=told))
    for part in ("党员花名册", "46", "孔瑾（丢失）", "10月8日与龙英兰谈话（不是最新）", "900页里坏了3页"):
        assert bare(part) in words
    assert bare("找回 48 条记录，丢失 1 条，1 条不是最新") in words
    assert "branch-修复前-20261123-090000" in words.replace("\n", "")
    assert "会议" not in words.replace("党支部", "")
