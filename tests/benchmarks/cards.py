"""The cards of many invented members, set one after another as the batch of a list prints them."""

from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def cards(count: int) -> int:
    """One paper a member; gives the bytes of all."""
    from desktop_app.printing.documents.people.member_card import MemberCard, story
    from desktop_app.printing.type.faces import FontSet
    from desktop_app.printing.type.page import build_pdf, office_page

    fonts, total = FontSet(FONTS), 0
    org = "中共青石街道桂花里社区第一支部委员会"
    for number in range(count):
        name = f"{'赵钱孙李周吴郑王冯陈'[number % 10]}{'明建国晓岚志远芳'[number % 8]}{'华文英'[number % 3]}"
        boxes = tuple(
            ((f"左边第{at}栏", f"{name}的第{at}项"), (f"右边第{at}栏", f"19{60 + number % 40}年{at + 1}月"))
            for at in range(9)
        )
        wide = tuple(
            (title, f"青石街道桂花里{number + 1}号楼") for title in ("毕业院校", "单位", "住址", "档案")
        )
        lines = tuple(
            (f"{2015 + at}年", "民主评议", "优秀" if at % 3 else "合格") for at in range(number % 12)
        )
        card = MemberCard(org, name, f"990101197001{number % 28 + 1:02d}{number:04d}", boxes, wide, lines)
        page = office_page(header=f"{org}　党员卡片", code="党员卡片")
        total += len(build_pdf(story(card), page, fonts, title="党员卡片", author=org))
    return total
