"""The problems of the year besides the sample's, as they are told, and how the sample's own end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from desktop_app.registers.rectification.issues import Issue

from ..hand import on
from ..issues import GROWTH, PARTY, RISK, URGENT
from ..troubles import Trouble, Turn, apply, at_once, close, done, progress, reopen

# What an issue comes from, when not from somebody's mouth: gives the issue begun and the source to be linked.
Origin = Callable[[], tuple[Issue, Any]]
CHECKER = "纪检委员"


@dataclass(frozen=True)
class Part:
    """One measure of a problem: days after it was found, what is done, how it went."""

    days: int
    measure: str
    went: str


def extend(day: str, due: str, reason: str) -> Turn:
    """The day of an issue is put off, with the reason."""
    return Turn(day, "extend", reason, more=(("due_on", on(due)),))


def next_milestone(day: str, due: str, words: str, milestone: str) -> Turn:
    """A lasting task has reached its milestone and gets the next one."""
    return Turn(day, "next_milestone", words, more=(("due_on", on(due)), ("milestone", milestone)))


def settled(
    found: str,
    source: str,
    category: str,
    text: str,
    tag: str,
    owner: str,
    *parts: Part,
    effect: str,
    proof: str,
    note: str,
    mode: str = "限期整改",
    checker: str = CHECKER,
    content: str = "满意",
    more: tuple[Turn, ...] = (),
    **told: Any,
) -> Trouble:
    """A problem that is done with: measures in their order, then applied for, checked by another and closed.

    ``more`` is what happened afterwards, or between.
    """
    measures, turns = [], []
    for number, part in enumerate(parts, 1):
        due = _after(found, part.days + 3)
        measures.append((part.measure, owner, due))
        turns += [
            done(_after(found, part.days), number),
            progress(_after(found, part.days), part.went, round(90 * number / len(parts))),
        ]
    last = parts[-1].days
    turns += [
        apply(_after(found, last + 2), effect, proof),
        close(_after(found, last + 4), checker, note, content),
    ]
    turns = sorted((*turns, *more), key=lambda turn: turn.day)
    due = told.pop("due", _after(found, last + 6))
    return Trouble(
        found, source, category, mode, text, owner, tuple(measures), tuple(turns), due, tag=tag, **told
    )


def _after(day: str, days: int) -> str:
    return (on(day) + timedelta(days=days)).isoformat()


FREE: tuple[Trouble, ...] = (
    settled(
        "2026-01-12",
        "群众反映",
        URGENT,
        "社区卫生服务站周末不开，9号楼至16号楼老人取降压药要坐三站车。",
        "看病取药",
        "范敏",
        Part(9, "和服务站谈周六上午开半天", "服务站答应先试两个月，人手由医院支援一名。"),
        Part(16, "印出周末取药时间贴到每个楼门", "二十四个楼门贴完，字号加大。"),
        effect="周六上午开诊，两周取药六十一人次。",
        proof="服务站排班表、楼门照片",
        note="周六去看过，开着。",
    ),
    settled(
        "2026-01-21",
        "网格上报",
        RISK,
        "11号楼至13号楼地下室堆放油漆、纸板约二十立方米，通风口被堵。",
        "消防安全",
        "蔡永福",
        Part(6, "张贴告示并联系物主限期搬离", "找到六户物主，两户当天搬走。"),
        Part(13, "无主杂物由物业清运", "清运四车，通风口露出来了。"),
        effect="地下室清空，通风口打开，装了两盏灯。",
        proof="清运单、前后照片",
        note="下去走了一遍，属实。",
        partners=("应急", "物业"),
        more=(
            reopen(
                "2026-05-18",
                "12号楼地下室又堆了建筑垃圾，是新装修的一户。",
                "5月16日主题党日排查记录",
                "2026-06-12",
            ),
            progress("2026-05-29", "装修押金扣下，物主三天内清走；装修登记表加上堆放位置一栏。", 70),
            apply("2026-06-06", "清走后两周查三次没有再堆，装修登记有了约束。", "三次检查单、装修登记表"),
            close("2026-06-10", CHECKER, "登记表看了，有效。", "基本满意"),
        ),
    ),
    settled(
        "2026-02-06",
        "上级督查",
        PARTY,
        "街道党工委检查指出：2025年有三次支委会记录没有写散会时间，两张签到表代签。",
        "组织生活",
        "宣传委员",
        Part(8, "逐份补写说明，不改原记录", "五份说明写好，附在原记录后面。"),
        Part(20, "每次会后当场念、当场签", "二月、三月两次会都当场签完。"),
        effect="整改说明报街道，三月抽查要素齐全。",
        proof="补写说明五份、3月会议记录",
        note="抽查三份，齐。",
    ),
    settled(
        "2026-02-24",
        "信访接待",
        URGENT,
        "21号楼两户因阳台漏水互不相让，一年吵了六次，报过警。",
        "邻里纠纷",
        "丁培林",
        Part(7, "分头听两家说，再一起看现场", "看了现场，漏点在公共立管，不在两家。"),
        Part(21, "请物业换立管，两家签和解书", "立管换好，两家签字，谁也不用赔谁。"),
        effect="立管更换，签和解书，回访没有再吵。",
        proof="和解书、维修单",
        note="两家都打过电话。",
        partners=("物业",),
    ),
    settled(
        "2026-03-25",
        "群众反映",
        GROWTH,
        "菜场周边没有公厕，摊主和买菜老人借用小区楼道角落，异味重。",
        "公共设施",
        "彭建业",
        Part(20, "和市场方商量开放员工厕所", "市场方同意早六点到晚七点开放。"),
        Part(50, "报街道申请建一座小公厕", "街道列入下半年计划，先放一座移动厕所。"),
        effect="员工厕所开放，移动厕所六月到位。",
        proof="开放告示、街道回函",
        note="现场看过两处。",
        content="基本满意",
        partners=("环保", "其他"),
        more=(extend("2026-04-20", "2026-05-30", "移动厕所要等街道采购，推迟三周。"),),
        due="2026-05-10",
    ),
    settled(
        "2026-04-02",
        "其他",
        GROWTH,
        "13号楼东侧停车方案谈了三个月没有结果，六户相邻住户两户反对。",
        "停车",
        "程雪松",
        Part(25, "重画方案，离窗户留足四米", "新方案少两个车位，反对的只剩一户。"),
        Part(200, "试画线三个月再定", "试行中，晚上十点后不再有人按喇叭。"),
        effect="十三个车位试行三个月，投诉从九次降到一次。",
        proof="试行通知、投诉登记",
        note="问过六户，五户同意。",
        content="基本满意",
        more=(extend("2026-05-06", "2026-10-28", "住户要求试行三个月再表决，推迟。"),),
        due="2026-05-10",
    ),
    settled(
        "2026-04-13",
        "上级督查",
        PARTY,
        "公示栏里的月报、党费公布还是去年的，今年一季度没有更新。",
        "党务公开",
        "宣传委员",
        Part(4, "补贴一季度月报和党费情况", "当天贴齐，换了玻璃。"),
        Part(10, "指定一人每月5日更换", "更换日子写进支委会分工。"),
        effect="公示栏更新，有专人，有日期。",
        proof="公示栏照片、分工表",
        note="看过，日期是新的。",
        more=(
            reopen(
                "2026-07-09",
                "6月5日没有换，公示栏还是四月的，问题反弹。",
                "7月支委会逐件过台账时发现",
                "2026-07-20",
            ),
            progress("2026-07-13", "换上六月内容；更换日在月报签发步骤后面连着做，不再单独记。", 80),
            apply("2026-07-16", "连续换了两期，月报签发当天就贴。", "6月、7月公示照片"),
            close("2026-07-20", "书记", "日期对得上。", "满意", "会议通报"),
        ),
    ),
    settled(
        "2026-05-11",
        "群众反映",
        URGENT,
        "23号楼电梯一个月停三次，最长停十一小时，两位坐轮椅的出不来。",
        "电梯",
        "龙飞",
        Part(5, "请维保单位查清原因并换门机", "门机皮带换新，查出配件是旧的。"),
        Part(19, "停梯超过一小时必须上门告知轮椅户", "名单贴在值班室，停梯先打这两家电话。"),
        effect="换件后一个月没有停梯，告知流程试过一次。",
        proof="维保记录、告知登记",
        note="问了两家，都接到过。",
        partners=("物业",),
        more=(
            reopen("2026-08-27", "8月停梯两次，第二次没有通知轮椅户。", "住户投诉和值班登记", "2026-09-25"),
            progress("2026-09-08", "换了维保单位，旧单位的合同解除；值班室换人，告知改为双人。", 60),
            apply("2026-09-19", "三周没有停梯，演练告知一次五分钟到家。", "新维保合同、演练记录"),
            close("2026-09-23", "副书记", "坐着那部电梯上下两次，问了轮椅户。", "基本满意"),
        ),
    ),
    settled(
        "2026-06-22",
        "审计监督",
        PARTY,
        "党建经费两张发票抬头写成社区，报销单缺一人签字。",
        "经费",
        "组织委员",
        Part(3, "换开发票、补签经手人", "两张发票换开，签字补齐。"),
        Part(9, "报销三人签字才入账", "办法贴在财务柜门上。"),
        effect="票据合规，6月账目重核一遍。",
        proof="换开发票、报销办法",
        note="三张票都看了。",
        checker="副书记",
    ),
    Trouble(
        "2026-07-16",
        "网格上报",
        RISK,
        "立行立改",
        "10号楼后面井盖翘起，下雨就是一个坑。",
        "许长顺",
        (("放锥筒，通知市政更换", "许长顺", "2026-07-19"),),
        (
            done("2026-07-18", 1),
            at_once("2026-07-18", "井盖换成防坠落的，周围补了水泥。", "市政工单回执、照片", "副书记"),
        ),
        tag="道路",
        partners=("应急", "其他"),
    ),
    settled(
        "2026-11-16",
        "上级督查",
        RISK,
        "新建充电棚投用首日，两处插座没有防雨盖，线槽敞着。",
        "充电棚",
        "副书记",
        Part(2, "停用两处插座，装防雨盖", "当天装好，试水没有进。"),
        Part(5, "请供电公司复查并签验收单", "验收通过，签字两份。"),
        effect="充电棚验收，二十个车位全部通电。",
        proof="供电验收单",
        note="下雨那天去看过。",
        partners=("应急", "物业"),
    ),
)

FROM_FINDINGS: dict[str, Trouble] = {
    "快递车占道": settled(
        "2026-03-31",
        "调查研究",
        GROWTH,
        "",
        "消防通道",
        "陆建军",
        Part(12, "站点重新画线，快递车只停线内", "画线九米，司机会上讲了两遍。"),
        Part(30, "消防通道加可倒柱", "街道拨了六根，已装。"),
        effect="连续一个月巡查没有占道。",
        proof="巡查登记、照片",
        note="四个晚上去看过。",
    ),
    "楼道灯要爬梯子": settled(
        "2026-04-30",
        "调查研究",
        URGENT,
        "",
        "楼道照明",
        "姜海涛",
        Part(10, "公布报修电话，一次报修三天内换", "电话贴完，六月报修四次都在两天内。"),
        Part(40, "十二盏换成长寿命声控灯", "物业和支部各出一半，换完。"),
        effect="全小区楼道灯报修平均一天半。",
        proof="报修登记本",
        note="翻了登记本，属实。",
        partners=("物业",),
    ),
    "新业态没有歇脚处": settled(
        "2026-06-30",
        "调查研究",
        GROWTH,
        "",
        "新业态",
        "书记",
        Part(20, "便民超市设歇脚点，备水和药", "歇脚点开张，骑手一天来三十多人。"),
        Part(60, "社区食堂给骑手六元套餐", "食堂定了套餐，菜单贴在站点。"),
        effect="歇脚点和套餐开了三个月，登记一千二百人次。",
        proof="歇脚点登记、菜单",
        note="吃过一次，实在。",
        checker="副书记",
        mode="持续整改",
        milestone="2026年底稳住每天三十人",
    ),
    "老人不会用智能机": settled(
        "2026-08-31",
        "调查研究",
        URGENT,
        "",
        "一老一小",
        "宣传委员",
        Part(20, "周六上午开课，一对一教", "教会十一人挂号，八人会打车。"),
        Part(45, "印大字操作卡", "印两百张，楼门发完。"),
        effect="累计教会三十四人。",
        proof="签到表、操作卡样张",
        note="问了三位老人，都会。",
    ),
}
FROM_EVENTS: dict[str, Trouble] = {
    "0113-1": settled(
        "2026-01-13",
        "网格上报",
        URGENT,
        "",
        "供暖",
        "副书记",
        Part(4, "逐户测温登记", "十四户低于十六度。"),
        Part(18, "请热力公司换分集水器", "换了六户，其余清洗。"),
        effect="十四户升到十八度以上。",
        proof="测温表",
        note="测过三户。",
    ),
    "0610-2": settled(
        "2026-06-10",
        "网格上报",
        RISK,
        "",
        "消防安全",
        "袁志刚",
        Part(3, "劝离并登记", "两户当晚搬走，一户约周末。"),
        Part(15, "安装摄像头和提示", "摄像头装上，拍到先打电话。"),
        effect="两周没有再推上楼。",
        proof="登记表、照片",
        note="看过录像。",
    ),
    "0902-3": settled(
        "2026-09-02",
        "网格上报",
        URGENT,
        "",
        "环境卫生",
        "潘爱珍",
        Part(4, "清运并补种", "拉走三车，补种冬青八十株。"),
        Part(25, "装修垃圾定点定时收", "每天下午四点到五点收，公示出来了。"),
        effect="绿地恢复，定点收运执行一个月。",
        proof="收运登记",
        note="路过几次，没有再堆。",
        partners=("环保", "物业"),
    ),
}
FROM_MEASURES: dict[str, Trouble] = {
    "支部班子2026-03": settled(
        "2026-03-20",
        "检视剖析",
        PARTY,
        "",
        "决议落实",
        "副书记",
        Part(12, "列表：上半年定的事一件一件对", "列出十九件，三件没办，写明原因。"),
        Part(40, "支委会每月第一项议程通报", "四月、五月都通报了。"),
        effect="每月通报成为定例，六月抽查两次都在。",
        proof="支委会记录四份",
        note="看了四份记录。",
        checker="纪检委员",
    ),
    "书记": settled(
        "2026-12-09",
        "检视剖析",
        PARTY,
        "",
        "开会作风",
        "书记",
        Part(10, "表决前念两遍，问一句听清没有", "两次会都照做，老同志说听得清。"),
        effect="两次表决前都念了两遍。",
        proof="12月会议记录",
        note="我在场。",
        checker="组织委员",
    ),
}
# Written in December, worked on into the new year.
OPEN_MEASURES: dict[str, tuple[str, str, str]] = {
    "组织委员": ("流动党员", "每月10日给外地党员打一次电话并登记", "2027-03-31"),
    "副书记": ("入户", "每月入户不少于八户，记下原话", "2027-06-30"),
    "宣传委员": ("学习教育", "晚间补学改为每月两次，固定日子", "2027-03-31"),
    "纪检委员": ("经费", "每季度公开抽查一次票据", "2027-06-30"),
    "支部班子2026-12": ("停车", "停车方案年前重新议一次，不同意的上门再谈", "2027-02-28"),
}
OPEN_DEDUCTION = ("学习教育", "学时不达标的两名党员一季度补齐，每月通报", "2027-03-31")

# How the sample's problems that were open at the end of October end.
ENDINGS: dict[str, tuple[Turn, ...]] = {
    "6号楼、8号楼": (
        extend("2026-11-12", "2026-12-12", "供电报装验收排在11月底，充电棚通电推迟。"),
        progress("2026-11-27", "充电棚通电，楼道里剩一辆旧车无人认领。", 85),
        apply("2026-12-07", "二十个车位投用，楼道夜查两周没有车辆。", "夜查登记、充电棚验收单"),
        close("2026-12-11", CHECKER, "夜里十点走了两栋楼，没有。", "满意"),
    ),
    "6号楼1单元": (
        progress("2026-11-13", "补偿方案写明一楼不分摊、二楼三折。", 80),
        done("2026-11-24", 3),
        apply("2026-11-25", "十二户签字，方案报住建部门。", "十二户签字表、报审回执"),
        close("2026-11-28", "副书记", "签字逐户核过。", "基本满意"),
    ),
    "9位独居老人": (
        progress("2026-12-14", "一百二十天没有断过，新增两位，退出一位。", 90),
        next_milestone("2026-12-18", "2027-06-30", "稳定送餐到年底，退出一人补一人", "2027年上半年不断餐"),
    ),
    "社区一楼180": (
        done("2026-11-09", 2),
        progress("2026-11-20", "孩子看护方案通过，灯和锁修好。", 80),
        done("2026-12-12", 3),
        apply("2026-12-14", "试开放三周，下午四点到六点看护二十三名孩子。", "开放时间表、登记本"),
        close("2026-12-18", CHECKER, "下午去过两次，孩子在写作业。", "满意"),
    ),
    "沿街12家": (
        extend("2026-11-06", "2026-12-10", "划线排期在十一月底，走访起步晚。"),
        done("2026-11-06", 1),
        done("2026-11-30", 2),
        progress("2026-11-30", "停放区划好，十家签共建协议。", 90),
        apply("2026-12-03", "十家签协议，单车归区，一个月没有争吵。", "共建协议十份、划线验收"),
        close("2026-12-08", "宣传委员", "走了一遍沿街，属实。", "满意"),
    ),
    "青石小学侧门": (
        done("2026-11-09", 1),
        progress("2026-11-09", "交警重划斑马线，装了一个爆闪灯。", 90),
        apply("2026-11-13", "划线完成，护学岗排到放寒假。", "交警回函、护学排班"),
        close("2026-11-17", "副书记", "早上七点五十去看过。", "满意"),
    ),
    "14号楼北墙": (close("2026-11-02", CHECKER, "抬头看了半小时，补得平。", "满意"),),
    "核对学时": (
        Turn("2026-10-26", "start"),
        done("2026-11-18", 1),
        progress("2026-11-18", "晚上补学两次，到会十四人。", 60),
        done("2026-12-03", 2),
        apply("2026-12-09", "差五个学时以上的只剩两名外出的，网络学习补上。", "补学签到、学时表"),
        close("2026-12-14", "组织委员", "学时表对过。", "满意"),
    ),
}
