"""Words written before: the latest first, each once, of this office, of a bounded number of records."""

import pytest

from desktop_app.storage.earlier_words import earlier_words
from desktop_app.storage.ledger import Ledger
from tests.storage.toy import Job

PLACE = ("job.remark",)


def write(ledger: Ledger, *remarks: str | None) -> list[Job]:
    made = [Job(title="修路灯", remark=remark) for remark in remarks]
    for one in made:
        ledger.save(one)
    return made


def test_the_latest_stand_first_and_each_once(ledger):
    write(ledger, "社区活动室", "街道会议室", None, "社区活动室")
    assert earlier_words(ledger, PLACE) == ["社区活动室", "街道会议室"]


def test_what_lies_in_the_bin_and_what_another_office_wrote_is_not_offered(ledger):
    _kept, binned = write(ledger, "社区活动室", "旧礼堂")
    ledger.remove(binned)
    assert earlier_words(ledger, PLACE) == ["社区活动室"]
    ledger.office = "Z009"
    assert earlier_words(ledger, PLACE) == []


def test_only_the_latest_records_are_looked_at(ledger):
    write(ledger, "一", "二", "三", "四", "五")
    assert earlier_words(ledger, PLACE, latest=3) == ["五", "四", "三"]
    assert earlier_words(ledger, PLACE, most=2) == ["五", "四"]


@pytest.mark.parametrize("places", [("job.remark", "person.name"), ("person.name", "job.remark")])
def test_words_of_several_boxes_are_offered_together(ledger, places):
    write(ledger, "社区活动室")
    assert earlier_words(ledger, places) == ["社区活动室"]
