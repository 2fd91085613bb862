"""A penalty of an earlier year whose effect is running, and a disposal that was not needed in the end."""

from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.disciplines import WARNING, Discipline
from desktop_app.registers.organization_life.disposals import CORRECT, Disposal

from .cast import Cast
from .hand import Hand, Story, at, on

ORGAN = "中共青石区纪律检查委员会"


def penalty_story(hand: Hand, cast: Cast) -> Story:
    """A warning decided last year by the district's discipline commission, entered when the books begin."""
    yield at("2026-07-03 11:00")
    penalty = Discipline(
        member=cast["党员12"],
        kind=WARNING,
        organ=ORGAN,
        document="青石纪决〔2025〕31号",
        decided_on=on("2025-11-18"),
        effect_to=on("2026-11-17"),
        seen_on=on("2025-10-29"),
        announced_on=on("2025-11-21"),
    )
    hand.save("登记党纪处分", penalty)
    hand.step(penalty, "enforce")
    yield at("2026-11-18 09:20")
    hand.step(penalty, "end")


def disposal_story(hand: Hand, cast: Cast) -> Story:
    """限期改正 proposed and filed; the member made good for it and the committee let it be."""
    yield at("2026-08-12 16:30")
    disposal = Disposal(
        member=cast["党员14"],
        kind=CORRECT,
        ground="不做党所分配的工作",
        proposed_on=on("2026-08-11"),
        investigators=(PersonWhy(cast["纪检委员"]), PersonWhy(cast["组长2"])),
    )
    hand.save("登记组织处置", disposal)
    yield at("2026-08-18 10:00")
    hand.step(disposal, "file", filed_on=on("2026-08-17"))
    yield at("2026-09-29 17:10")
    hand.step(
        disposal,
        "drop",
        drop_reason="核实认领的楼栋走访有三个月没有做，是在医院照看家人；八月起已经补上，本人认识到没有说明"
        "不对。支委会研究不作处置，由组长每月谈一次。",
    )
