"""The people of the sample branch, all invented: numbers stand in area 990101, which no place has."""

from datetime import date
from typing import Any

from desktop_app.base.identity import check_digit
from desktop_app.base.periods import PartialDate
from desktop_app.base.unit_code import check_sign
from desktop_app.registers.people.members import FULL, PROBATIONARY, Member
from desktop_app.registers.people.orgs import GROUP, CommitteeMember, PartyOrg
from desktop_app.sample import BRANCH, SUPERIOR, SUPERIOR_OFFICE

GROUPS = ("第一党小组", "第二党小组", "第三党小组")
AREA = "990101"
# Of the same area that no place has.
UNIT_CODE = "54990101" + "MF000001X" + check_sign("54990101" + "MF000001X")

# 姓名 性别 民族 出生 学历 入党 转正（预备党员为—）组 住处（楼-单元-室）工作 职务或情况
ROSTER = """
周慧敏 女 汉族 1974-03-18 大学本科毕业 1996-06-21 1997-06-21 1 3-2-501 桂花里社区居委会副主任 书记
陈国梁 男 汉族 1968-11-05 大学专科毕业 1993-07-01 1994-07-01 2 11-1-302 市自来水公司管网班班长 副书记
杜晓岚 女 汉族 1982-05-27 大学本科毕业 2006-05-19 2007-05-19 1 5-3-402 青石小学语文教师 组织委员
马文昊 男 回族 1985-09-14 大学本科毕业 2010-06-28 2011-06-28 3 18-2-1001 区融媒体中心编辑 宣传委员
孙维平 男 汉族 1963-02-09 大学专科毕业 1989-12-15 1990-12-15 2 12-4-201 市机床厂退休 纪检委员
吴桂芳 女 汉族 1958-08-30 普通高中毕业 1985-06-30 1986-06-30 1 2-1-103 市第二纺织厂退休 组长1
赵立新 男 汉族 1961-04-22 大学专科毕业 1987-10-08 1988-10-08 2 9-3-304 市公交公司退休 组长2
何秀珍 女 满族 1966-12-11 大学专科毕业 1995-06-26 1996-06-26 3 20-1-602 青石街道卫生服务中心护士长 组长3
郑开河 男 汉族 1936-07-16 初中毕业 1958-05-04 1959-05-04 1 1-1-101 市机床厂退休 年老体弱
林素英 女 汉族 1938-10-02 小学毕业 1960-07-01 1961-07-01 1 4-2-102 市第二纺织厂退休 年老体弱、行动不便
韩德厚 男 汉族 1941-01-25 初中毕业 1966-06-18 1967-06-18 2 10-1-101 市运输公司退休 年老体弱
田淑兰 女 汉族 1943-06-08 普通高中毕业 1971-11-20 1972-11-20 2 13-2-104 桂花里小学退休 年老体弱
郭振海 男 蒙古族 1944-09-19 中等专科毕业 1969-12-26 1970-12-26 3 17-1-102 某部队连队退役 身患重病
宋玉梅 女 汉族 1946-03-03 普通高中毕业 1975-07-01 1976-07-01 3 22-3-101 市百货大楼退休 年老体弱
冯世昌 男 汉族 1948-12-28 中等专科毕业 1972-08-15 1973-08-15 1 7-2-203 市铸造厂退休 年老体弱
曹秋菊 女 汉族 1950-09-09 普通高中毕业 1978-06-30 1979-06-30 2 14-1-202 市第二纺织厂退休 困难
彭建业 男 汉族 1951-05-17 大学专科毕业 1976-10-01 1977-10-01 3 19-2-303 青石中学退休 —
唐玉琴 女 汉族 1953-11-23 中等专科毕业 1981-06-27 1982-06-27 1 6-1-401 市妇幼保健院退休 —
许长顺 男 汉族 1954-02-14 普通高中毕业 1979-07-01 1980-07-01 2 15-3-501 市公交公司退休 —
邓月华 女 土家族 1955-08-06 大学专科毕业 1984-12-10 1985-12-10 3 23-1-402 市图书馆退休 —
曾宪明 男 汉族 1956-06-29 大学本科毕业 1982-05-23 1983-05-23 1 8-2-602 区水务局退休 —
潘爱珍 女 汉族 1957-10-15 普通高中毕业 1986-07-01 1987-07-01 2 16-2-302 市粮油公司退休 —
袁志刚 男 汉族 1959-01-31 大学专科毕业 1983-06-30 1984-06-30 3 24-1-703 区消防大队退休 —
蒋春红 女 汉族 1960-04-12 大学专科毕业 1990-06-25 1991-06-25 1 3-4-302 市第一中学退休 —
蔡永福 男 汉族 1962-07-08 普通高中毕业 1988-12-18 1989-12-18 2 9-1-502 市建筑公司退休 —
余丽萍 女 壮族 1964-10-26 大学专科毕业 1994-07-01 1995-07-01 3 21-2-403 市邮政局退休 —
叶保国 男 汉族 1965-03-15 大学本科毕业 1991-05-30 1992-05-30 1 1-3-601 区住建局高级工程师 —
程雪松 男 汉族 1967-12-02 大学本科毕业 1993-11-11 1994-11-11 2 12-1-801 市规划设计院工程师 —
魏红霞 女 汉族 1969-05-20 大学专科毕业 1998-06-29 1999-06-29 3 18-3-502 市公积金中心职工 —
丁培林 男 汉族 1971-09-07 大学本科毕业 1999-06-18 2000-06-18 1 5-1-703 区法律援助中心律师 —
任秀云 女 汉族 1972-11-29 普通高中毕业 2001-07-01 2002-07-01 2 10-2-402 桂花里便民超市店主 —
姜海涛 男 汉族 1975-02-18 大学专科毕业 2002-12-06 2003-12-06 3 19-4-901 市供电公司抢修班班长 —
范敏 女 汉族 1976-08-24 大学本科毕业 2003-06-20 2004-06-20 1 7-3-802 市人民医院药剂师 —
石磊 男 汉族 1978-04-04 大学本科毕业 2004-06-26 2005-06-26 2 11-2-1102 市轨道交通集团调度员 —
廖晓芸 女 侗族 1979-12-13 大学本科毕业 2005-12-01 2006-12-01 3 20-3-1203 青石幼儿园园长 —
熊志远 男 汉族 1981-06-06 硕士研究生毕业 2008-05-16 2009-05-16 1 6-2-1001 市农业银行客户经理 —
金玉洁 女 朝鲜族 1983-03-22 大学本科毕业 2009-07-01 2010-07-01 2 13-1-901 区行政服务中心窗口负责人 —
陆建军 男 汉族 1984-10-17 大学专科毕业 2011-06-24 2012-06-24 3 22-1-1101 快递公司桂花里站站长 —
方婷 女 汉族 1987-01-09 大学本科毕业 2012-12-20 2013-12-20 1 4-1-702 桂花里社区网格员 —
贺俊 男 汉族 1988-07-28 大学本科毕业 2014-06-30 2015-06-30 2 15-1-1203 市公安局反诈中心民警 —
龚佳慧 女 汉族 1990-05-11 硕士研究生毕业 2016-05-27 2017-05-27 3 23-2-1402 社会工作服务站社工 —
严浩 男 汉族 1992-12-19 大学本科毕业 2018-06-22 2019-06-22 1 8-1-903 互联网公司工程师 流动：浙江省杭州市
夏雨桐 女 汉族 1994-09-30 大学本科毕业 2019-12-05 2020-12-05 2 14-3-1002 建筑设计公司项目部 流动：广东省深圳市
龙飞 男 苗族 1996-02-27 大学专科毕业 2021-06-28 2022-06-28 3 24-2-1301 桂花里物业服务中心工程主管 —
苏晨曦 女 汉族 1999-06-15 大学本科毕业 2025-09-12 — 1 2-3-1101 桂花里社区网格员 —
高一鸣 男 汉族 2000-04-08 大学专科毕业 2026-05-22 — 3 17-2-902 外卖配送站骑手 —
薛立群 男 汉族 1989-06-11 大学本科毕业 2014-06-20 2015-06-20 2 10-3-1001 电子厂工艺工程师 —
"""
# 姓名 工作岗位 一线情况 新社会阶层 专业技术职务（没有的为—）；不在这里的都是退休人员
WORK = """
周慧敏 社区工作人员 — — —
陈国梁 公有经济控制单位工勤岗位 企业生产第一线 — —
杜晓岚 事业单位专业技术岗位 教学第一线 — 一级教师
马文昊 事业单位专业技术岗位 — — 编辑
何秀珍 事业单位专业技术岗位 — — 主管护师
叶保国 事业单位专业技术岗位 — — 高级工程师
程雪松 事业单位专业技术岗位 科研第一线 — 工程师
魏红霞 事业单位管理岗位 — — —
丁培林 事业单位专业技术岗位 — — 三级律师
任秀云 个体工商户中的从业人员 — 个体劳动者 —
姜海涛 公有经济控制单位工勤岗位 企业生产第一线 — —
范敏 事业单位专业技术岗位 — — 主管药师
石磊 公有经济控制企业专业技术岗位 企业生产第一线 — 工程师
廖晓芸 事业单位专业技术岗位 教学第一线 — 高级教师
熊志远 公有经济控制企业专业技术岗位 — — 经济师
金玉洁 参照公务员法管理的工作人员 机关第一线 — —
陆建军 非公有经济控制企业管理岗位 — 私营企业和民营企业管理技术人员 —
方婷 社区工作人员 — — —
贺俊 公务员 机关第一线 — —
龚佳慧 民办非企业专业技术岗位 — 社会组织从业人员 社会工作师
严浩 非公有经济控制企业专业技术岗位 — 私营企业和民营企业管理技术人员 —
夏雨桐 非公有经济控制企业专业技术岗位 — 私营企业和民营企业管理技术人员 助理工程师
龙飞 非公有经济控制企业管理岗位 — 私营企业和民营企业管理技术人员 —
苏晨曦 社区工作人员 — — —
高一鸣 自由职业人员 — 自由职业人员 —
薛立群 非公有经济控制企业专业技术岗位 企业生产第一线 私营企业和民营企业管理技术人员 工程师
"""
_NO_LINE, _NO_STRATUM = "不在生产工作第一线", "不属于新社会阶层"
_RANKS = {"金玉洁": "一级科员", "贺俊": "二级警长", "叶保国": "副高级", "魏红霞": "管理岗七级"}
_DEGREES = {"大学本科毕业": "学士", "硕士研究生毕业": "硕士"}
_HEALTH = {"年老体弱": "一般或较弱", "身患重病": "有慢性病"}
# Who came to the branch in 2026, and who left it before the books were opened.
CAME_BY_LETTER, DEVELOPED_THIS_YEAR, LEFT_BY_LETTER = "金玉洁", "高一鸣", "薛立群"
DEVELOPED_LAST_YEAR = "苏晨曦"
_CAME = {
    CAME_BY_LETTER: ("转入组织关系", "2026-03-26"),
    DEVELOPED_THIS_YEAR: ("发展党员", "2026-05-22"),
    LEFT_BY_LETTER: ("转入组织关系", "2018-04-12"),
}
POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")


def id_number(born: date, serial: int, is_man: bool) -> str:
    """A number that is right in every place; ``serial`` below 500 tells people of one day apart."""
    first = f"{AREA}{born:%Y%m%d}{serial * 2 + is_man:03d}"
    return first + check_digit(first)


def organisations(office: str) -> tuple[PartyOrg, PartyOrg]:
    """The superior, and the branch with the code of its ``office``."""
    superior = PartyOrg(
        full_name=SUPERIOR,
        short_name="青石街道党工委",
        org_code=SUPERIOR_OFFICE,
        org_kind="党委",
        contact="组织办",
        contact_phone="0991-5550100",
    )
    branch = PartyOrg(
        full_name=BRANCH,
        short_name="桂花里第一支部",
        org_code=office,
        org_kind="党支部",
        parent=superior.uid,
        founded_on=date(2009, 6, 26),
        founding_approval="青工委〔2009〕17号",
        region="本市青石区青石街道",
        unit_relation="法人单位",
        unit_name="青石街道桂花里社区居民委员会",
        unit_code=UNIT_CODE,
        unit_kind="社区（居委会）",
        term_start=date(2025, 11, 18),
        committee_filed_on=date(2025, 11, 24),
        term_years=5,
        contact_phone="0991-5550126",
    )
    return superior, branch


# At what age work begins after each schooling.
_LEAVING_AGE = {
    "小学": 16,
    "初中": 17,
    "普通高中": 19,
    "中等专科": 20,
    "大学专科": 22,
    "大学本科": 23,
    "硕士": 26,
}


def groups_of(branch: PartyOrg, count: int = len(GROUPS)) -> list[PartyOrg]:
    """The first ``count`` groups of a branch, without leaders yet."""
    return [
        PartyOrg(
            full_name=f"{branch.short_name or branch.full_name}{name}",
            short_name=name,
            org_code=f"{branch.org_code}-{number:02d}",
            org_kind=GROUP,
            parent=branch.uid,
        )
        for number, name in enumerate(GROUPS[:count], 1)
    ]


def members(branch: PartyOrg, groups: list[PartyOrg]) -> list[Member]:
    """The 46 on the roster in its order, and behind them the one who left in July."""
    lines = ROSTER.strip().splitlines()
    return [_member(number, line.split(), branch, groups) for number, line in enumerate(lines, 1)]


def _member(number: int, cells: list[str], branch: PartyOrg, groups: list[PartyOrg]) -> Member:
    name, sex, people, birth, school, joined, full, group, home, work, note = cells
    born, is_man = date.fromisoformat(birth), sex == "男"
    building, stair, door = home.split("-")
    boxes = Member._meta.fields
    probationary = full == "—"
    return Member(
        seq=number,
        name=name,
        gender="1" if is_man else "2",
        ethnicity=boxes["ethnicity"].value_for(people),
        id_number=id_number(born, number, is_man),
        birth_date=born,
        native_place="本市青石区",
        education=boxes["education"].value_for(school),
        degree=_DEGREES.get(school, "无"),
        category=PROBATIONARY if probationary else FULL,
        branch=branch.uid,
        party_group=groups[int(group) - 1].uid,
        party_post=note if note in POSTS else "党小组组长" if note.startswith("组长") else "党员",
        joined_on=PartialDate.from_iso(joined),
        full_on=None if probationary else PartialDate.from_iso(full),
        conversion=None if probationary else "按期转正",
        introducers="周慧敏、杜晓岚" if probationary else None,
        join_type="新发展党员",
        work_unit=work,
        work_since=_work_since(born, number, school),
        **_work(name),
        health=_HEALTH.get(note.split("、")[0], "健康或良好"),
        hardship_kind="低保或低收入" if note == "困难" else None,
        abroad="没有",
        dues_card_no=f"GH1-{number:03d}",
        archive_place="青石街道党员档案室" if _is_retired(name) else "工作单位人事部门",
        mobile=f"1390010{number * 137 % 10000:04d}",
        address=f"桂花里{building}号楼{stair}单元{door}室",
        household_place="本市青石区",
        care_flag=tuple(note.split("、")) if note in _CARE else None,
        mobile_flag=note.startswith("流动"),
        flow_to=note.removeprefix("流动：") if note.startswith("流动") else None,
        **_coming(name),
    )


def _work_since(born: date, number: int, school: str) -> PartialDate:
    """The month work began: after school, which those who learned longer left later."""
    age = next((years for level, years in _LEAVING_AGE.items() if school.startswith(level)), 18)
    return PartialDate(born.year + age, 7 + number % 6)


def _is_retired(name: str) -> bool:
    return f"\n{name} " not in WORK


def _work(name: str) -> dict[str, Any]:
    """The coded post and what belongs to it."""
    if _is_retired(name):
        return {
            "job_position": "退休人员",
            "front_line": _NO_LINE,
            "new_stratum": _NO_STRATUM,
            "duty_rank": "无",
        }
    line = next(line for line in WORK.splitlines() if line.startswith(f"{name} "))
    post, front, stratum, title = (None if cell == "—" else cell for cell in line.split()[1:])
    return {
        "job_position": post,
        "front_line": front or _NO_LINE,
        "new_stratum": stratum or _NO_STRATUM,
        "prof_title": title,
        "duty_rank": _RANKS.get(name, "无"),
    }


def _coming(name: str) -> dict[str, Any]:
    """How and when somebody came, where the old books tell more than that he was here."""
    if name not in _CAME:
        return {}
    kind, day = _CAME[name]
    return {"entry_type": kind, "entry_on": date.fromisoformat(day)}


_CARE = frozenset(("年老体弱", "年老体弱、行动不便", "身患重病", "困难"))


def seats(branch: PartyOrg, roster: list[Member]) -> list[CommitteeMember]:
    """The committee, by the posts on the roster."""
    return [
        CommitteeMember(org=branch.uid, member=one.uid, role=one.party_post)
        for one in roster
        if one.party_post in POSTS
    ]


def take_posts(branch: PartyOrg, groups: list[PartyOrg], roster: list[Member]) -> list[Any]:
    """Enter secretary and leaders once the members are there; gives the organisations to save."""
    post = {one.party_post: one for one in roster}
    branch.secretary = post["书记"].uid
    branch.contact = post["组织委员"].name
    for group in groups:
        leaders = [m for m in roster if m.party_post == "党小组组长" and m.party_group == group.uid]
        group.group_leader = leaders[0].uid if leaders else None
    return [branch, *groups]
