"""People on the move: one comes by letter, one leaves by letter, two are away; kindnesses of the year."""

from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import ACROSS, IN, OUT, WITHIN, OrgTransfer
from desktop_app.registers.study.study import StudyHours
from desktop_app.sample import BRANCH, SUPERIOR

from ..hand import Story, at, on
from ..people import CAME_BY_LETTER, LEFT_BY_LETTER
from .opening import roster_of
from .players import Year

ADDRESS, OFFICE_PHONE, POSTCODE = "青石区青石路18号", "0991-5550100", "830099"


def arrival_story(year: Year) -> Story:
    """A letter from another committee: registered, the person looked up, the receipt sent back."""
    yield at("2026-03-20 10:10")
    letter = OrgTransfer(
        direction=IN,
        issuer="中共云栖街道工作委员会",
        letter_no="云栖〔2026〕0118",
        member=CAME_BY_LETTER,
        from_org="中共云栖街道工作委员会",
        to_org=SUPERIOR,
        new_branch=BRANCH,
        scope=WITHIN,
        dues_paid_to=Month(2026, 3),
        valid_days=30,
        issued_on=on("2026-03-16"),
        member_phone="13900105069",
        origin_address="云栖区和平路2号",
        origin_phone="0991-5550188",
        origin_postcode="830088",
        reason="居住地变动",
    )
    with year.ledger.action(f"登记{CAME_BY_LETTER}的组织关系介绍信") as action:
        action.save(letter)
        action.step(letter, "issue")
    yield at("2026-03-26 11:00")
    branch, groups = year.cast.roster.orgs[year.cast.roster.branch], list(year.cast.groups)
    row = roster_of(branch, groups)[CAME_BY_LETTER]
    row.entry_type, row.entry_on = "转入组织关系", on("2026-03-26")
    with year.ledger.action(f"{CAME_BY_LETTER}转入，登记花名册并寄回执") as action:
        action.save(row)
        letter.member = row.uid
        action.save(letter)
        action.step(
            letter,
            "receive",
            {
                "reported_on": on("2026-03-25"),
                "receipt_on": on("2026-03-26"),
                "receipt_by": "韩静",
                "receipt_phone": OFFICE_PHONE,
            },
        )
        action.save(StudyHours(member=row.uid, year=2026))


def departure_story(year: Year) -> Story:
    """A member who found work elsewhere: asked for and given in June, received in July; till then ours."""
    yield at("2026-06-18 09:30")
    member = year.member(LEFT_BY_LETTER)
    letter = OrgTransfer(
        direction=OUT,
        scope=ACROSS,
        issuer=SUPERIOR,
        member=member.uid,
        from_org=SUPERIOR,
        to_org="中共东江市高新技术产业开发区工作委员会",
        new_branch="中共东江高新区电子产业园第二支部委员会",
        dues_paid_to=Month(2026, 6),
        valid_days=30,
        member_phone=member.mobile,
        origin_address=ADDRESS,
        origin_phone=OFFICE_PHONE,
        origin_postcode=POSTCODE,
        reason="工作变动",
    )
    year.hand.save(f"填{LEFT_BY_LETTER}的组织关系转接申请", letter)
    year.hand.step(letter, "ask", asked_on=on("2026-06-18"))
    yield at("2026-06-19 15:00")
    year.hand.step(letter, "issue", letter_no="青石〔2026〕0031", issued_on=on("2026-06-19"))
    yield at("2026-07-10 10:00")
    year.hand.step(
        letter,
        "receive",
        reported_on=on("2026-07-03"),
        receipt_on=on("2026-07-08"),
        receipt_by="程立",
        receipt_phone="0992-5550166",
    )


def away_story(year: Year) -> Story:
    """Two who work elsewhere and one guest, with every call; the summer's gap is a problem of its own."""
    yield at("2026-01-09 15:00")
    stays = [
        MobileMember(
            member=year.cast["严浩"],
            out_on=on("2025-03-10"),
            place="浙江省杭州市",
            occupation="互联网公司工程师",
            cause="公司派驻",
            host_org="中共滨河软件园联合支部",
            host_contact="谢书记，0571-5550121",
            card_no="青流2025-011",
            told_on=on("2025-09-16"),
            entered_on=on("2025-09-16"),
            liaison=year.cast["组织委员"],
            transferable=False,
        ),
        MobileMember(
            member=year.cast["夏雨桐"],
            out_on=on("2025-08-18"),
            place="广东省深圳市",
            occupation="项目部资料员",
            cause="随项目外派",
            host_org="中共深圳市宝安区新桥街道上星社区支部",
            host_contact="麦永年，0755-5550132",
            card_no="青流2026-002",
            told_on=on("2026-01-08"),
            entered_on=on("2026-01-08"),
            liaison=year.cast["宣传委员"],
            transferable=False,
        ),
        MobileMember(
            member="赖志成",
            flow_dir="流入",
            out_on=on("2025-11-05"),
            place="桂花里15号楼1单元",
            occupation="装修工长",
            cause="外来务工",
            host_org=BRANCH,
            host_contact="本支部第二党小组组长",
            came_from="江西省",
            home_org="中共石桥镇赖屋村支部委员会",
            home_contact="赖永福，0797-5550177",
            told_on=on("2025-12-10"),
            entered_on=on("2026-01-09"),
            liaison=year.cast["组长2"],
            transferable=False,
        ),
    ]
    year.hand.save("登记流动党员", *stays)
    told = {
        "2026-02-13": ("电话", "拜年，问了工作和住处，都没有变动。"),
        "2026-04-28": ("视频", "一起参加了半小时网络学习，讲了当地支部的情况。"),
        "2026-05-30": ("电话", "党费已转，学习材料收到。"),
        "2026-09-07": ("电话", "补上三个月没有联系的情况，约好每月一次。"),
        "2026-10-15": ("电话", "汇报本月学习，寄回读书卡。"),
        "2026-11-09": ("信件或短信", "寄去换届大会通知和选举办法，回信确认收到。"),
        "2026-12-18": ("视频", "告知民主评议结果和明年的学习安排。"),
    }
    for day, (way, words) in told.items():
        yield at(f"{day} 16:20")
        year.hand.save(
            "登记和流动党员的联系",
            *(
                MobileContact(
                    mobile_member=stay.uid,
                    on=on(day),
                    way=way,
                    words=words,
                    by=stay.liaison,
                    other_side="本人",
                )
                for stay in stays[:2]
            ),
        )
    yield at("2026-12-19 10:00")
    year.hand.save(
        "登记和流入党员的联系",
        MobileContact(
            mobile_member=stays[2].uid,
            on=on("2026-12-19"),
            way="见面",
            words="请他参加了冬季防火检查，帮着看了三家的电线。",
            by=year.cast["组长2"],
        ),
    )


CARE = (
    ("2026-02-11", "困难帮扶", "曹秋菊", "老伴住院，送慰问金，帮办大病救助申请。", "800"),
    ("2026-02-11", "慰问", "郭振海", "春节慰问重病党员。", "600"),
    ("2026-02-12", "慰问", "林素英", "春节慰问，换了床边扶手。", "400"),
    ("2026-02-12", "慰问", "刘阿婆（9号楼）", "独居高龄群众，送米油和棉被。", "400"),
    ("2026-05-04", "政治生日", "郑开河", "入党六十八年，上门读志愿书。", ""),
    ("2026-06-30", "荣誉", "何秀珍", "街道优秀共产党员。", ""),
    ("2026-06-30", "荣誉", "陆建军", "街道新业态先锋。", ""),
    ("2026-07-01", "政治生日", "许长顺", "入党四十七年，集体过政治生日。", ""),
    ("2026-10-17", "慰问", "田淑兰", "重阳节走访，送大字版学习材料。", "200"),
    ("2026-10-17", "慰问", "韩德厚", "重阳节走访，修好轮椅刹车。", "200"),
    ("2026-12-20", "政治生日", "方婷", "入党十四年，重温入党誓词。", ""),
)


def care_story(year: Year) -> Story:
    """Visits, help, political birthdays and honours of the year."""
    for day, kind, who, what, amount in CARE:
        yield at(f"{day} 17:00")
        person = year.cast[who] if who in year.cast.named else who
        year.hand.save(
            f"登记{kind}：{who}",
            CareAward(
                kind=kind,
                who=person,
                on=on(day),
                what=what,
                amount=Decimal(amount) if amount else None,
                by=year.cast["组织委员"],
            ),
        )
