"""The appraisal of 2025: what each said of the year, the ballots that came back, the grades."""

from desktop_app.registers.organization_life.appraisals import EXCELLENT, FAIR, Appraisal

from .cast import Cast
from .hand import Hand, Story, at, on

DECIDED = "2026-01-14"
# 姓名、优秀票、合格票、自评；没有等次的是预备党员，优秀票 24 张以上的评优秀。
TOLD = """
周慧敏 31 8 接待居民52人次，办结47件；会上定调早，商户一家没有走过。
陈国梁 28 11 管网检查四次，11号楼水压修好了；组织生活请过两次假。
杜晓岚 26 13 党费按月收齐；学时年底才对账，漏了两名补学。
马文昊 19 19 写信息14篇；新媒体上说得多，楼道里走得少。
孙维平 25 13 财务公示四次；提醒人时话重了些。
吴桂芳 27 12 结对三户老人；第一小组会开过两次流水账。
赵立新 17 22 组内电动车劝导坚持了全年；商户没有熟起来。
何秀珍 32 7 量血压八百多人次；第三小组记录不规范，责任在我。
郑开河 9 27 年纪大了，在家读学习材料，听广播，跟邻居讲厂史两次。
林素英 8 27 腿脚不便，每月等送学上门，交党费没有拖过。
韩德厚 6 30 看报读书，眼睛不好时请孙子念；没能到会，心里过意不去。
田淑兰 7 29 给孙辈和邻家孩子讲课本里的老故事，讲了九次。
郭振海 10 26 化疗一年，能下楼就来开会，来了四次。
宋玉梅 7 28 帮楼里代收快递，谁家没人都放我这儿。
冯世昌 8 27 车棚钥匙我管，夜里十点锁门没有误过。
曹秋菊 11 26 家里困难没有伸手，清扫楼道每周一次。
彭建业 15 23 义务辅导五个孩子作文；学习笔记写得不全。
唐玉琴 18 20 药箱管得细，过期药清了三次；开会爱打断别人。
许长顺 13 25 小区停车疏导112天；脾气急，和车主吵过。
邓月华 16 22 整理图书角，借出三百多本；数字手机还没学会。
曾宪明 14 24 屋面漏水的材料写了六页；讲话不留余地。
潘爱珍 10 27 粮油店的便宜菜帮老人代买；小组会缺过三次。
袁志刚 24 15 检查灭火器四次，教会二十户用；没有带出徒弟。
蒋春红 12 26 家长学校讲两次课；身体原因请假多。
蔡永福 13 25 修楼梯扶手十一处；屋面漏水报上去没有追。
余丽萍 11 27 代收代寄，老人汇款我陪着去；学习不够主动。
叶保国 20 18 加装电梯的图纸看了五套；协商没有谈拢。
程雪松 15 23 画了小区停车位图；图画好了没人施工，我没有催。
魏红霞 17 21 帮居民提公积金咨询九十人次；出差多，缺会三次。
丁培林 24 15 义务法律咨询38件；公约的字句抠得晚了。
任秀云 13 25 店门口设了爱心冰柜；开店忙，学时差两个。
姜海涛 22 17 抢修出动六次都是夜里；补学拖到十二月。
范敏 21 18 用药讲座三场；倒班缺会四次。
石磊 9 29 倒班多，到会率低，补学补齐了。
廖晓芸 16 22 幼儿园放学护导全年；组织生活发言少。
熊志远 12 26 反洗钱宣传两次；岗位忙，志愿服务只有六小时。
陆建军 15 23 送件时敲门看老人，发现摔倒一次；开会常迟到。
方婷 29 10 入户登记全覆盖；数据录完没有回头核。
贺俊 26 13 反诈讲了三场，劝住一笔汇款；材料写得太专业。
龚佳慧 23 16 评估独居老人21户；送餐方案年底才成形。
严浩 5 31 人在杭州，学习按月交心得；小区的事出不上力。
夏雨桐 6 30 人在深圳，线上学习满32学时；电话有时不接。
龙飞 16 22 电梯困人救出五次；装修垃圾管得不严。
苏晨曦 - - 9月刚入党，登记入户一百多户；说话快，老人听不清。
薛立群 8 29 厂里倒班，组织生活参加了七次；工作可能要调到外地。
"""
RETURNED = 39
EXCELLENT_FROM = 24


def appraisal_story(hand: Hand, cast: Cast) -> Story:
    """Everybody who was on the books at the end of 2025, in one action."""
    yield at("2026-01-15 15:00")
    uids = {one.name: uid for uid, one in cast.roster.members.items()}
    lines = [line.split(maxsplit=3) for line in TOLD.strip().splitlines()]
    sheets = [_appraisal(uids[name], best, good, words) for name, best, good, words in lines]
    hand.save(f"补录2025年民主评议：{len(sheets)} 人", *sheets)


def _appraisal(uid: str, best: str, good: str, words: str) -> Appraisal:
    sheet = Appraisal(year=2025, member=uid, self_rating=words, told_on=on("2026-01-16"))
    if best == "-":
        return sheet
    first, second = int(best), int(good)
    sheet.issued = sheet.returned = RETURNED
    sheet.n_a, sheet.n_b, sheet.n_c, sheet.n_d = first, second, RETURNED - first - second, 0
    sheet.grade = EXCELLENT if first >= EXCELLENT_FROM else FAIR
    sheet.decided_by, sheet.decided_on = "支部委员会会议", on(DECIDED)
    if sheet.grade == EXCELLENT:
        sheet.followup = "表扬"
    return sheet
