"""Every kind of box keeps what it is given: in the branch file, on a sheet, and through what people type."""

import inspect
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.records import figures, kinds, links, spans
from desktop_app.records.box import Box
from desktop_app.records.shares import Share
from tests.records.kinds_shelf import KNOWN, SHELF, Reading, naming

READING = Reading()
every = pytest.mark.parametrize("kind", SHELF)
EDITABLE = [kind for kind, sample in SHELF.items() if sample.typed_back]


def test_the_shelf_holds_every_kind():
    made = {
        one.kind
        for module in (figures, kinds, links, spans)
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, Box) and one.kind
    }
    assert made == {sample.box.kind for sample in SHELF.values()}


@every
@given(data=st.data())
def test_the_branch_file_gives_back_what_it_was_given(kind, data):
    box, values, _ = SHELF[kind]
    value = data.draw(values)
    stored = box.db_value(value)
    assert stored is None or isinstance(stored, (str, int))
    assert box.python_value(stored) == value
    assert list(box.faults(value)) == []
    assert stored is None or box.judged(stored) is None


@pytest.mark.parametrize("kind", EDITABLE)
@given(data=st.data())
def test_a_sheet_is_read_back_without_loss(kind, data):
    box, values, _ = SHELF[kind]
    value = data.draw(values)
    assert box.parse(box.sheet(value, naming), READING) == value


@pytest.mark.parametrize("kind", EDITABLE)
@given(data=st.data())
def test_spaces_around_typed_words_change_nothing(kind, data):
    box, values, _ = SHELF[kind]
    value = data.draw(values)
    assert box.parse(f" {box.sheet(value, naming)} \n", READING) == value


@every
def test_nothing_is_nothing(kind):
    box = SHELF[kind].box
    assert box.db_value(None) is None
    assert box.python_value(None) is None
    assert (box.show(None, naming), box.sheet(None, naming), box.masked(None, naming)) == ("", "", "")
    assert list(box.targets(None)) == []


@pytest.mark.parametrize("kind", EDITABLE)
@pytest.mark.parametrize("empty", ["", " ", "\u3000", "\n"])
def test_empty_words_mean_nothing(kind, empty):
    assert SHELF[kind].box.parse(empty, READING) is None


@pytest.mark.parametrize("kind", EDITABLE)
@given(text=st.text(max_size=30))
def test_any_words_are_read_or_refused_in_a_sentence(kind, text):
    box = SHELF[kind].box
    value, told = None, "没有读出来"
    try:
        value = box.parse(text, READING)
    except UserError as refusal:
        told = refusal.what
    assert told
    assert box.python_value(box.db_value(value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("choice", "男", "1"),
        ("choice", "2", "2"),
        ("many_choice", "一般，好", ("好", "一般")),
        ("yes_no", "√", True),
        ("yes_no", "无", False),
        ("number", "1,234", 1234),
        ("number", "１２人", 12),
        ("number_tenths", "1.50", Decimal("1.5")),
        ("money", "￥12.3", Decimal("12.30")),
        ("date", "2026年10月9日", date(2026, 10, 9)),
        ("tally", "好 12票，差：3", {"好": 12, "差": 3}),
        ("persons", "张三丰（病假）、李四光", (("a" * 32, "病假"), ("b" * 32, ""))),
        ("record", "外单位王某", "外单位王某"),
        ("person", "张三丰", KNOWN["张三丰"]),
        ("lines", "一\n\n 二 ", ("一", "二")),
    ],
)
def test_what_people_type(kind, text, value):
    assert SHELF[kind].box.parse(text, READING) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("choice", "其他"),
        ("yes_no", "也许"),
        ("number", "1.5"),
        ("number", "NaN"),
        ("number", "十二"),
        ("number_tenths", "1.55"),
        ("money", "1.234"),
        ("money", "Infinity"),
        ("tally", "优秀3"),
        ("person", "王五"),
        ("persons", "张三丰、王五"),
        ("frozen", "46"),
    ],
)
def test_what_is_not_guessed(kind, text):
    with pytest.raises(UserError):
        SHELF[kind].box.parse(text, READING)


@pytest.mark.parametrize(
    ("box", "value"),
    [
        (kinds.Text("字", limit=3), "四个字了"),
        (kinds.Lines("行", limit=3), ("一二", "三四")),
        (kinds.Number("数"), -1),
        (kinds.Number("数", most=5), 6),
        (kinds.Choice("选", ("甲",)), "乙"),
        (kinds.ManyChoice("选", ("甲",)), ("甲", "乙")),
        (figures.Tally("票", ("好",)), {"坏": 1}),
        (figures.Tally("票", ("好",)), {"好": -1}),
        (links.PersonLink("人"), "某人"),
        (
            links.Files("文件", most=1),
            (links.FileRef("0" * 64, "甲.pdf", 1), links.FileRef("1" * 64, "乙.pdf", 1)),
        ),
    ],
)
def test_what_a_box_refuses(box, value):
    assert len(list(box.faults(value))) == 1


def test_private_numbers_are_masked_in_lists_and_whole_on_sheets():
    number = "990101198001011009"
    box = links.IdNumber("号码")
    assert box.private
    assert number[6:14] not in box.masked(number, naming)
    assert box.sheet(number, naming) == number
    assert "0000" not in links.Phone("电话").masked("13900001234", naming)


def test_links_tell_what_they_point_at():
    uid = "a" * 32
    assert list(links.RecordLink("记录", "member", free=True).targets("外人")) == []
    assert list(links.RecordLink("记录", "member").targets(uid)) == [uid]
    assert list(links.Persons("名单", free=True).targets(((uid, ""), ("外人", "")))) == [uid]


@pytest.mark.parametrize(
    ("box", "typed", "kept"),
    [
        (kinds.Text("字"), "第一\x0b行\u202e反", "第一 行反"),
        (kinds.LongText("文"), "一\r二\u2028三\x07", "一\n二\n三"),
        (kinds.Lines("行"), "一\x0b二\x00", ("一", "二")),
    ],
)
def test_what_a_clipboard_brings_along_unseen_is_taken_out(box, typed, kept):
    assert box.parse(typed, READING) == kept
    assert list(box.faults(kept)) == []


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("签到表.pdf", "签到表.pdf"),
        ("../../签到表.pdf", "_.._签到表.pdf"),
        ("10:30 会议?.jpg", "10_30 会议_.jpg"),
        ("con.txt", "_con.txt"),
        ("长" * 300 + ".docx", "长" * 249 + ".docx"),
        ("\u202egpj.exe", "gpj.exe"),
    ],
)
def test_a_file_is_called_what_every_system_bears(name, here):
    assert links.file_name(name) == here
    assert links.file_name(here) == here
    assert links.is_file_name(here) == (not here.endswith(".exe"))


@pytest.mark.parametrize(
    "name", ["x.exe", "x.lnk", "x.pdf.bat", "x", "", ".", "..", "a/b.pdf", "a\\b.pdf", "aux.pdf"]
)
def test_no_program_and_no_way_out_of_a_folder_is_attached(name):
    box, one = links.Files("文件"), links.FileRef("0" * 64, name, 1)
    assert list(box.faults((one,)))
    assert box.judged(box.to_stored((one,)))


@pytest.mark.parametrize(
    ("typed", "kept", "told"),
    [("1.5%", "0.015", "1.5%"), ("0.5 ％", "0.005", "0.5%"), ("0.02", "0.02", "2%"), ("100%", "1", "100%")],
)
def test_a_share_is_told_in_percent(typed, kept, told):
    box = Share("比例", places=4)
    value = box.parse(typed, READING)
    assert value == Decimal(kept)
    assert box.show(value, str) == told
    assert box.parse(box.show(value, str), READING) == value
