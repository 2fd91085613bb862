"""Papers of serving: cards, wall, order slips, points and grids tell what is in the books and no more."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.documents.service import points_papers
from desktop_app.printing.type.kept import NO_NAMES
from desktop_app.printing.type.page import A3, MM, compose, office_page
from desktop_app.printing.type.placard import Placard, PlacardWords, Placed
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingFeedback
from desktop_app.storage import branch_file
from tests.printing.documents.office import opened
from tests.printing.documents.reading import check_paper, text
from tests.printing.documents.service_books import SERVICE_PAPERS, Serving, serve
from tests.printing.type.reading import text_of


class Served:
    """A branch that serves, its press, and what was written."""

    def __init__(self, office: Any) -> None:
        self.ledger, self.people = office.ledger, office.people
        self.books: Serving = serve(office.ledger, office.people)
        self.renderer = PaperRenderer(office.ledger, resource_path("fonts"))

    def text(self, key: str, **args: Any) -> str:
        printed = self.renderer.make(key, **args)
        assert printed.missing == ()
        return text(printed)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    office = opened(tmp_path_factory.mktemp("serving"), 12)
    yield Served(office)
    branch_file.close(office.ledger)


@pytest.mark.parametrize("key", SERVICE_PAPERS)
def test_every_paper_is_made_twice_the_same_and_tells_its_code(served: Served, key: str) -> None:
    redemption = served.ledger.find(Redemption.live())[0]
    guest = {"uid": served.books.guests[0].uid}
    args = {
        "points_statement": {"holder": served.people[2].uid},
        "redemption_slip": {"uid": redemption.uid},
        "reporting_in_slip": guest,
        "reporting_in_card": guest,
    }
    check_paper(served.renderer, key, args.get(key, {}))


def test_the_wall_shows_what_is_agreed_by_posts_and_strokes_and_never_a_phone(served: Served) -> None:
    wall = served.books.displays[0]
    wall.shown_fields, wall.phone_consent = ("姓名", "联系电话"), True
    served.ledger.save(wall)
    promise = served.ledger.find(Promise.live().where(Promise.promiser == served.people[1].uid))[0]
    served.ledger.step(promise, "submit")
    served.ledger.step(
        promise,
        "publish",
        {"reviewer": served.people[2].uid, "reviewed_on": date(2026, 1, 20), "signed": True,
         "published_on": date(2026, 1, 26), "channel": "公示栏"},
    )  # fmt: skip
    told = served.text("display_board")
    assert served.people[0].mobile not in told
    assert not any(one.id_number in told for one in served.people)
    names = [one.name for one in served.people[:9]]
    strokes = ["王建国", "冯晓岚", "孙晓岚", "李志远", "吴立新", "周芳", "郑明", "赵明", "钱建国"]
    # The first five are the committee, in the order of its posts.
    order = [*names[:5], *(one for one in strokes if one not in names[:5])]
    assert sorted(names) == sorted(order)
    places = [told.index(name) for name in order]
    assert places == sorted(places)
    assert f"1.{promise.item}" in told
    assert "责任区：1至3号楼" in told
    printed = served.renderer.make("display_board")
    assert printed.pages == 1


def test_a_photo_is_printed_where_there_is_one_and_no_picture_is_told(own_office: Any) -> None:
    served = Served(own_office)
    bare = len(served.renderer.make("display_board").pdf)
    jpeg = io.BytesIO()
    Image.effect_noise((60, 80), 90).convert("RGB").save(jpeg, "JPEG")
    one, other = served.people[0], served.people[1]
    one.photo = (served.ledger.keep_file(jpeg.getvalue(), "赵明.jpg"),)
    other.photo = (served.ledger.keep_file(b"no picture at all", "x.jpg"),)
    served.ledger.save(one, other)
    for display in served.books.displays[:2]:
        display.shown_fields = ("姓名", "照片")
        served.ledger.save(display)
    printed = served.renderer.make("display_board")
    assert printed.pdf.count(b"/Subtype /Image") == 1
    assert len(printed.pdf) > bare
    assert f"{other.name}的照片" in text(printed)
    assert [one.startswith(f"{other.name}的照片") for one in printed.warnings] == [True]
    assert printed.pdf == served.renderer.make("display_board").pdf


def test_cards_and_plates_show_the_chosen_fields_only(served: Served) -> None:
    cards = served.text("identity_card")
    assert cards.count("党员责任区") == 2
    assert "电话：13900000000" in cards
    assert "综合服务岗" in cards
    plates = served.text("door_plate")
    assert plates.count("邻里有事请找我") == 2
    assert "电话：139" not in plates
    one = served.text("door_plate", uid=served.books.displays[-1].uid)
    assert "党员：周芳" in one
    assert "纪检委员" not in one


def test_an_order_slip_is_filled_or_blank(served: Served) -> None:
    order = served.books.orders[0]
    told = served.text("order_slip", uid=order.uid)
    for words in (
        order.order_no,
        "吴秀兰",
        "13900000200",
        "☑维修",
        "☑非常满意",
        "马永刚、孙晓岚",
        "2小时（每人）",
    ):
        assert words in told
    assert told.count(order.order_no) == 2
    blank = served.text("order_slip")
    assert "☑" not in blank
    assert "☐维修" in blank
    assert "评单回执" in blank


def test_the_points_sheet_adds_up_by_strokes_without_ranks(served: Served) -> None:
    sheet = points_papers.gather_sheet(served.ledger)
    names = [one.name for one in sheet.lines]
    assert names == ["马永刚", "孙晓岚", "李志远", "罗大海", "周芳"]
    assert [one.kind for one in sheet.lines] == ["双报到", "党员", "党员", "居民", "党员"]
    entries = {one.uid: one for one in served.ledger.find(PointsEntry.live())}
    spent = {one.uid: one for one in served.ledger.find(Redemption.live())}
    for line in sheet.lines:
        behind = [entries.get(uid) or spent[uid] for uid in line.uids]
        assert line.won == sum(one.points for one in behind if one.uid in entries)
        assert line.spent == sum(one.points for one in behind if one.uid in spent)
    told = served.text("points_sheet")
    assert "按姓氏笔画为序，不排名次" in told
    assert "党员积分超市积分公示表" in told
    assert "公示期间：2026年11月" in told
    assert "联系电话0991-5550126" in told
    past = served.text("points_sheet", month=Month(2026, 10))
    assert "2026年11月1日至2026年11月7日" in past
    assert "名次" not in told.replace("不排名次", "")
    total = sum((one.balance for one in sheet.lines), Decimal(0))
    assert f"合计5人{18}{9}{total.normalize():f}" in told


def test_a_statement_runs_to_the_balance(served: Served) -> None:
    holder = served.people[2].uid
    sheet = points_papers.gather_statement(served.ledger, holder=holder)
    assert [row[3] for row in sheet.rows] == ["＋4", "＋10", "－6"]
    assert [row[4] for row in sheet.rows] == ["4", "14", "8"]
    assert (sheet.won, sheet.spent, sheet.balance) == ("14", "6", "8")
    entry = served.ledger.find(PointsEntry.live().where(PointsEntry.holder == "罗大海"))[0]
    assert "罗大海" in served.text("points_statement", uid=entry.uid)


def test_a_redemption_slip_has_two_parts(served: Served) -> None:
    redemption = served.ledger.find(Redemption.live().order_by(Redemption.on))[0]
    told = served.text("redemption_slip", uid=redemption.uid)
    assert told.count("理发一次") == 2
    assert told.count("4分→1分") == 2


def test_grids_in_a_table_and_one_by_one(served: Served) -> None:
    told = served.text("grid_sheet")
    assert "综治、环保、应急、城管、物业、民政" in told
    assert "未办的网格事件（3件，紧急的在前）" in told
    assert told.index("电动车集中充电") < told.index("楼道灯全部不亮")
    one = served.text("grid_sheet", uid=served.books.grids[0].uid)
    assert "三、本年网格事件（2件）" in one
    assert "未办" in one
    with pytest.raises(UserError, match="不在了"):
        served.renderer.make("grid_sheet", uid="0" * 32)


def test_the_three_actions_stand_on_the_grid_sheet_in_their_own_words(served: Served) -> None:
    grid, day = served.books.grids[1].uid, date(2026, 11, 10)
    done = {"on": day, "grid": grid}
    served.ledger.save(
        LeaderVisit(**done, leader="李向东", post="街道党工委委员", problem="早市占道", result="划出时段",
                    solved_on=day),
        GridDuty(**done, member=served.people[4].uid, role="安全巡查", done="查充电", hours=Decimal("1.5")),
        TeamActivity(**done, team="夕阳红志愿队", activity="送饺子", others=4, hours=Decimal(2)),
    )  # fmt: skip
    for told in (served.text("grid_sheet"), served.text("grid_sheet", uid=grid)):
        for words in ("领导干部进网格解难题", "在职党员进网格担职责", "党员志愿队伍进网格暖民心"):
            assert words in told
        assert "111111.5148" in told  # 次、人、解决；次、人、小时；次、人次、小时
    assert "早市占道划出时段（2026年11月10日解决）" in told
    assert "安全巡查：查充电1.5小时" in told


def test_who_left_is_not_printed_as_a_working_member(own_office: Any) -> None:
    served = Served(own_office)
    leaver = served.people[4]
    assert served.text("grid_sheet").count(leaver.name) == 1
    leaver.exit_type, leaver.exit_on, leaver.exit_basis = "转出组织关系", date(2026, 7, 8), "介绍信"
    served.ledger.save(leaver)
    assert leaver.name not in served.text("grid_sheet")


def test_an_event_goes_its_way_on_one_slip(served: Served) -> None:
    event = served.books.events[0]
    event.handler, event.forces, event.force_names = "网格员小李", ("环保", "物业"), ("春风物业",)
    event.conferred_on, event.conferred = date(2026, 11, 3), "环保所定责，物业清运"
    served.ledger.save(event)
    told = served.text("event_slip", uid=event.uid)
    for words in ("网格事件流转单", "WG-202611-001", "☑环保", "☐应急", "环保所定责，物业清运", "网格员小李"):
        assert words in told
    assert told.index("接单核实") < told.index("处置人") < told.index("核查") < told.index("回访满意度")
    waiting = served.text("event_slip", uid=served.books.events[1].uid)
    assert "【待补】" not in waiting
    assert "☑" not in waiting


def test_a_quarter_is_told_to_the_unit_from_what_was_done(served: Served) -> None:
    guest = served.books.guests[0]
    told = ReportingFeedback(
        guest=guest.uid, year=2026, quarter=3, opinion="接单守时", opinion_by=served.people[0].uid,
        written_on=date(2026, 10, 9),
    )  # fmt: skip
    duty = GridDuty(on=date(2026, 8, 1), grid=guest.grid, member=guest.uid, role="其他", done="修水管")
    duty.hours = Decimal("1.5")
    served.ledger.save(told, duty)
    card = served.text("reporting_feedback", uid=guest.uid)
    for words in (
        "在职党员社区表现情况反馈卡",
        "2026年7月1日至2026年9月30日",
        "服务次数1次",
        "服务时长1.5小时",
        "接单守时",
        "单位签收",
    ):
        assert words in card  # fmt: skip
    assert "服务2次，共3.5小时" in served.text("reporting_in_card", uid=guest.uid)
    served.ledger.remove(duty)
    served.ledger.remove(told)
    with pytest.raises(UserError, match="还没有写马永刚的季度反馈"):
        served.renderer.make("reporting_feedback", uid=guest.uid)


def test_reporting_in_has_its_slip_and_its_card(served: Served) -> None:
    guest = served.books.guests[0]
    slip = served.text("reporting_in_slip", uid=guest.uid)
    assert "中共市水务局党支部" in slip
    assert "☑水电维修" in slip
    assert "☑" not in served.text("reporting_in_slip")
    card = served.text("reporting_in_card", uid=guest.uid)
    assert "服务1次，共2小时" in card
    guest.opinion, guest.opinion_by = "同意接收，到第一网格", served.people[0].uid
    guest.opinion_on = date(2026, 3, 13)
    served.ledger.save(guest)
    slip = served.text("reporting_in_slip", uid=guest.uid)
    assert "同意接收，到第一网格签署人：" in slip
    assert "2026年3月13日" in slip


@pytest.mark.parametrize(
    "key",
    [
        "identity_card",
        "door_plate",
        "display_board",
        "order_slip",
        "points_sheet",
        "grid_sheet",
        "reporting_in_slip",
    ],
)
def test_an_empty_branch_prints_or_says_what_to_do(renderer: PaperRenderer, key: str) -> None:
    if key in ("identity_card", "door_plate", "display_board"):
        with pytest.raises(UserError, match="先在“亮身份”里登记"):
            renderer.make(key)
    else:
        assert renderer.make(key).pages == 1
    assert PAPERS[key].bare or not PAPERS[key].takes_uid


words = st.text(st.characters(exclude_categories=("C", "Z"), max_codepoint=0x9FFF), min_size=1, max_size=200)


@settings(max_examples=25, deadline=None)
@given(words, st.floats(10, 80), st.floats(5, 40))
def test_words_on_a_placard_shrink_and_are_cut_but_never_leave_their_box(
    renderer: PaperRenderer, told: str, width: float, height: float
) -> None:
    box = PlacardWords(told, 2, 2, width, height, 30, align="center")
    page = office_page(paper=A3)
    paper = compose([Placard(100, 60, [Placed(0, 0, (box,))])], page, renderer.fonts, title="t", author="a")
    shown = "".join("".join(text_of(paper.pdf)).split())
    assert paper.pages == 1
    assert shown
    placed = [float(y) for y in _lines(box, renderer)]
    assert all(0 <= y <= (height + 2) * MM for y in placed)


def test_words_alike_stand_in_one_size_that_of_the_one_with_most_to_say(renderer: PaperRenderer) -> None:
    def sizes(alike: str) -> list[float]:
        boxes = (
            PlacardWords("甲" * 60, 0, 30, 40, 25, 20, alike=alike),
            PlacardWords("乙", 50, 30, 40, 25, 20, alike=alike),
            PlacardWords("丙", 0, 0, 40, 25, 18),
        )
        page = office_page(paper=A3)
        drawn = compose(
            [Placard(100, 60, [Placed(0, 0, boxes)])], page, renderer.fonts, title="t", author="a"
        )
        told = pypdfium2.PdfDocument(drawn.pdf)[0].get_textpage()
        places = [told.get_text_range().index(char) for char in "甲乙丙"]
        return [round(pypdfium2.raw.FPDFText_GetFontSize(told, at), 1) for at in places]

    (long, short, other), (alone, large, _) = sizes("promises"), sizes("")
    assert alone < large == 20
    assert long == short == alone
    assert other == 18


def _lines(box: PlacardWords, renderer: PaperRenderer) -> list[str]:
    """The baselines of the lines, in pt above the box's corner."""
    found: list[str] = []

    class Spy:
        fonts, names = renderer.fonts, NO_NAMES
        remarks: ClassVar[dict[str, None]] = {}

        def show(self, x: float, y: float, *_: Any) -> str:
            found.append(str(y))
            return ""

    box.operators(Spy())  # type: ignore[arg-type]
    return found
