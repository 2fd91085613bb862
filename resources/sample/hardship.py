"""Two members in need: applied for, published, listed with a partner; one case was not listed."""

from decimal import Decimal

from desktop_app.registers.people.hardships import Hardship

from .cast import Cast
from .hand import Hand, Story, at, on


def hardship_story(hand: Hand, cast: Cast) -> Story:
    """One application from first word to listing, and one that was turned down."""
    yield at("2026-07-06 10:20")
    listed = Hardship(
        member=cast["党员1"],
        year=2026,
        cause="因病",
        degree="困难",
        story="老伴常年透析，孙女今年上大学。",
        household=3,
        income=Decimal("1450"),
        low_income=False,
        health="高血压",
        partner=cast["组织委员"],
        help_plan="每月上门一次；帮办医疗救助和助学贷款。",
        applied_on=on("2026-07-05"),
    )
    turned_down = Hardship(
        member=cast["老党员2"],
        year=2026,
        cause="年老无依靠",
        degree="困难",
        household=1,
        income=Decimal("3200"),
        applied_on=on("2026-07-05"),
    )
    hand.save("登记困难党员申报", listed, turned_down)
    hand.step(listed, "publish", notice_from=on("2026-07-06"), notice_to=on("2026-07-10"))
    yield at("2026-07-14 16:40")
    hand.step(listed, "admit", listed_on=on("2026-07-13"))
    reason = "养老金高于标准，子女在本市；不列入，由党小组按月走访。"
    hand.step(turned_down, "drop", drop_reason=reason)
