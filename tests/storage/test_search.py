"""Excerpts begin where a word does, without the heading that stands above them."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage.search import excerpt

HELD = "2026-09-15 反诈宣传进楼道 主题党日 2026年第9次 反诈宣传进楼道，逐户讲三个案例，签了四十份承诺书。"


def test_the_heading_is_not_told_again():
    told = excerpt(HELD, "楼道", "2026-09-15 反诈宣传进楼道")
    assert told == "…反诈宣传进楼道，逐户讲三个案例，签了四十份承诺书。"


def test_no_number_and_no_clause_is_cut_in_two():
    assert excerpt(HELD, "楼道").startswith("…反诈宣传进楼道 主题党日")
    assert excerpt(HELD, "承诺书") == "…签了四十份承诺书。"
    assert excerpt("值班电话登记为0990-5550126转楼道值班室", "楼道", width=30).startswith("…0990-5550126转")
    assert excerpt("住楼道口的张三990101199001010012", "楼道", width=12) == "住楼道口的张三990101199001010012"
    assert excerpt("汛期三号楼二单元地下车库和配电房门口堆放沙袋", "沙袋", width=12) == "…门口堆放沙袋"


@given(st.text("楼道灯 ，1a-", max_size=80), st.sampled_from(["楼道", "灯", "1a"]))
def test_what_was_looked_for_stays_in_sight(text, words):
    if words in " ".join(text.split()):
        assert words in excerpt(text, words)
