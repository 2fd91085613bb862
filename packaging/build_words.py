"""Build resources/words/card_words.tsv, the words of fingerprints: python packaging/build_words.py dict.txt.

The file is jieba/dict.txt of the PyPI package jieba 0.42.1 (MIT). Chosen are the 2,048 most frequent of its
two-character nouns that name plain things: of characters listed here, none of the words listed here, and no
two alike in sound once tones are dropped and what many dialects do not tell apart is folded together.

The list is part of the card format: six of its words stand printed on sheets that were handed out, so another
list would be another format. A test holds its digest.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pypinyin import Style, lazy_pinyin

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop_app.exchange.card_words import sounds

TABLE = Path(__file__).resolve().parents[1] / "resources" / "words" / "card_words.tsv"
HOW_MANY = 2048

CHARACTERS = """
上东丝中串丹乐书二云井亚亭仓仙仪件份企伞伴位低作信候光兔兰具内册农冠冬冰凉几凤凳凿刊列判刨刷刻前剧剪动勺包化
北匙匠匣区匾千午单南卜卡卤印卷厂厅历原厨叉友发口句台史右叶号合名品商喜器团园图圃圆土地场址坊块坝坡坪垄型垛垫
城堂堆堤堰塑塔塘墙墨壁声壳壶备夏外夜大天头奖姓姜嫩子孔字季学宝实客室容宾宿寒封小尺层屋屏山岗岛岩岭岸峰川工左
巷巾市布帆帐帖帘帚带席帽幕干平年广庄床库店廊式形彩影径徒徽志息慧戏成房扇手扣扫技拍持指据掌排播操数文斗料斧新
方旅旗日早时星春晒晚晨景晴晶智晾暖曲月木本术机杆杉李杏材村束条杨杯松板枕林果枝枣枫架柏柑染柚柜柠柱柳柴标栏树
栗样核根桂桃桅桌桑桥桨桶梁梅梨梯械梳棉棋棕棚森椅椒椰楷楼榄榆榈榕榛槐槟樟模樱橄橘橙橡橱橹檐檬歌毛毡毯气水江池
汤沙沟沫河油泉泡波泥泳泵洋洞洲浦浪海消涛涧清渔渠渡温港游湖湾湿溪滑滩漆潭潮瀑火灯灰灶炉炊炒炖炭点烛烤热煎煤煮
熊燕燥片牌牛牡牧物犀犁狐狮猎猩猫猬猴率玉玛玩玫环玻珀珊珍珠球琥琴琵琶瑙瑚瑟瑰璃瓜瓣瓦瓶瓷甜田电画畜百皮盆盐盒
盘目直眉眼知短石码砌砖砚碑碗碟碾磁磅磨礁礼票秋种科秤秧积稀程稻穗空窑窖窗站章竹竿笆笋笑笔笙笛符笺笼筐筒筛筝筷
算管箫箱篆篇篓篮篱篷簧簸簿米籽粉粒粟粥粮粽糕糖糠糯紫红纱纸纹纺纽线练织绒绣绫绳绸绿缆缎缰缸罐网罗羊羚羹羽翅翎
翠翡翼考耕耙耳肥胡胶脆脚脸腊舍舞舟航舱舵船艇色艾节芋芒芦花芹芽苇苑苔苗苫苹茄茅茉茎茶草荔荞荷莉莓莲莺菇菊菖菜
菠菱萄萝萤葡葫葱葵蒜蒲蒸蒿蓝蔓蔬蔷蕾薇薯藕藤藻蘑虎虹虾蚁蚂蚌蚓蚕蚯蛙蛛蛾蜂蜓蜗蜘蜜蜡蜻蝈蝉蝴蝶螃螺蟀蟋蟹街衣
表衫袄袋袍袖袜被裁裙裤裳褂褥西视角讯讲设识词试诗话语课谚谜谱谷豆豌象豹贝账货质跑路跳蹄车轨轩轮轴辕边运近远通
速造道邮邻酥酪酱醋野量金针钉钟钢钥钩钳钹钻铁铃铅铜铲银铺链锁锄锅锉锚锡锣锤锦键锯锹镇镜镰门间闸闻阀阁队阳阶院
陶隶雀雁雕雨雪零雾霜霞露青面革靴鞋鞍鞭韭音页领频题风飞食餐饭饮饯饺饼馅馆馒香马驼骆验高鬃鱼鲈鲜鲤鲨鲫鲸鳄鳍鳗
鳞鸟鸡鸥鸭鸵鸽鸿鹂鹅鹉鹊鹤鹦鹭鹰鹿麒麟麦麸麻黄黍鼓鼠鼻齿龙龟
"""
"""Characters of plain things: nature, plants, animals, food, house, tools, school, art, traffic."""

REJECTED = """
上学 上房 上桌 上皮 上篮 上线 上菜 上车 东单 东站 东线 东道 中土 中场 中盘 中空 中线 中铁 中队 中雨
串珠 乐歌 书影 二品 二楼 二阶 云游 亚种 仙桃 仪式 仪礼 份量 企图 低声 低头 低平 低潮 低谷 作伴 作图
作客 作息 作曲 作画 信口 信徒 信条 信阳 光点 光程 光谷 内层 内幕 内热 内皮 内线 内耳 内衣 内裤 内设
内阁 农作 农区 农工 农桑 农畜 冠名 冰水 凉气 几率 刊刻 列位 列席 列表 列队 刷卡 刻画 前场 前程 前线
剧中 剪子 剪彩 剪裁 动作 动容 动工 动手 动机 动笔 动量 包机 包金 化作 化名 化石 区位 区间 单位 单名
单层 单干 单数 单日 单板 单眼 单科 单线 单色 卤鸡 卷曲 厅房 历年 历程 历练 原件 原位 原作 原名 原地
原文 原核 原水 原煤 原物 原种 发帖 发条 发毛 发球 发货 发音 发麻 口号 口器 口头 口子 口实 口气 口水
口粮 口红 口角 口音 口风 口齿 史地 史学 史方 右手 右掌 右眼 右耳 右脚 右路 号筒 号衣 合掌 合肥 名位
名列 名号 名园 名堂 名声 名头 名子 名字 名实 名宿 名帖 名气 名牌 名角 名门 名闻 品茶 商量 喜色 团圆
团城 团子 圆脸 土色 土货 地区 地名 地头 地学 地方 地核 地沟 地瓜 地皮 地磁 地被 地铺 场子 场面 坝头
型谱 城头 堂上 墙根 墨子 墨镜 壁虎 声气 声波 声浪 声色 外史 外场 外头 外宾 外层 外形 外景 外电 外皮
外科 外线 外轮 外运 夜叉 夜幕 夜色 夜视 夜风 大乐 大件 大位 大作 大包 大区 大卡 大厂 大号 大喜 大地
大块 大夏 大头 大姓 大幕 大戏 大方 大木 大本 大枣 大水 大洞 大潮 大火 大熊 大片 大牌 大盘 大石 大脚
大话 大象 大道 大量 大队 大餐 大麻 大鼓 天书 天光 天台 天堂 天子 天干 天数 天机 天水 天球 天目 天花
天道 头号 头子 头数 头球 头皮 头目 头面 头领 子口 子夜 子房 子粒 季梁 学名 宝象 宝货 宝鸡 实地 实干
实质 客位 客商 客场 客店 客票 客货 客道 容量 寒带 寒毛 寒气 寒风 封口 封号 封地 小包 小史 小叶 小号
小名 小商 小声 小子 小孔 小字 小工 小帽 小店 小径 小时 小毛 小气 小火 小点 小眼 小站 小脚 小视 小车
小金 小门 小队 屋瓦 屋角 屋面 屏息 屏气 山影 岛链 岩床 岭子 工农 工头 工学 工种 工质 左脚 市井 市容
布景 帐房 带队 席卷 干面 平头 平息 平手 平板 年号 年头 年息 年景 年率 年青 庄上 床上 库容 库车 店堂
形容 彩印 彩排 彩票 彩陶 影壁 影音 徒手 戏子 成书 成仙 成份 成团 成型 成堆 成岩 成形 成数 成文 成方
成材 成果 成片 成色 成风 手书 手动 手印 手头 手本 手术 手气 手球 手笔 手脚 扫地 扫黄 拍品 拍板 拍片
持节 指点 指路 掌声 掌灯 掌门 排位 排场 排气 排队 播音 数位 数术 文峰 文革 文风 斗气 斗鸡 新作 新址
新学 新机 新潮 新野 新风 方圆 方针 方面 日子 日文 日方 时运 星光 星子 星宿 春游 春色 景气 智光 智商
曲面 月湖 木本 木鱼 本区 本原 本名 本场 本岛 本息 本草 本质 本金 本队 本题 机动 机头 机智 机率 机种
杆子 村坊 村头 条子 松手 板块 板式 枝节 架式 架桥 染上 柱头 柱洞 标量 样子 样车 核型 核实 核果 核电
核算 根式 根毛 桃红 桥本 森工 椰岛 椰干 楼头 楼市 毛头 毛孔 毛皮 毛色 气动 气化 气孔 气机 气瓶 气短
气筒 气管 气节 气话 气质 气道 气量 水地 水城 水层 水样 水气 水泡 水洞 水火 水田 水花 水货 水轮 水银
水门 水面 沙化 沙口 沙场 沙门 沙鱼 河头 河子 河工 河间 油光 油区 油工 油水 泡影 泡汤 泡茶 波音 洋楼
洋葱 洋货 洋面 洞房 海印 海子 海客 海布 海气 海盆 海路 海量 海门 清史 清客 清点 温床 温水 港商 游丝
游乐 游历 游子 游牧 游玩 游街 滩头 潮剧 潮红 火候 火器 火场 火头 火星 火柱 火气 火热 火石 火种 火线
火速 灯节 灰土 灰质 灰陶 灰鼠 炉头 炒菜 点球 烛光 烛火 烤火 热学 热浪 热火 热茶 热量 煤窑 熊市 牌位
牛头 牛市 牛棚 牧地 牧牛 物候 物化 物种 物色 物语 犀角 犁头 猎头 猎鹰 猴头 玉带 玉门 玩物 环球 环节
球形 球茎 琴台 琴曲 琴谱 电学 电容 电泳 画作 百头 百戏 百色 百草 皮子 皮带 皮毛 皮货 盆中 盐池 盐铁
盘点 盘面 目光 直指 直率 直管 直通 眉间 眼珠 眼球 眼皮 眼目 眼红 眼线 眼色 短片 短裤 短路 石台 石堆
石室 砌墙 砖场 磁化 磁学 磁层 磁通 磨光 礼仪 礼器 礼数 票友 票子 票房 票数 票面 种地 种姓 种数 种田
种皮 种菜 科场 秧歌 积水 积温 空位 空化 空地 空头 空子 空客 空山 空手 空智 空话 空车 空运 空门 空闻
窑子 站队 章程 笑话 笔架 笔试 算子 算学 管内 管区 管带 糖色 红土 红墙 红学 红日 红楼 红火 红烛 红牌
红眼 红脸 红袖 纱厂 纸坊 纸牌 纸质 纹银 纺纱 绣花 绿林 绿肥 网点 网罗 网通 网队 羊皮 考据 考点 考量
耕田 耕种 耳光 耳根 耳目 耳语 耳道 耳闻 耳鼓 肥水 脚掌 脚本 脚板 脚色 脸孔 脸皮 脸红 脸面 舞动 舟子
色光 色谱 节水 节食 花厅 花容 花式 花脸 花菇 花被 花边 苗头 苗条 茅房 茶客 草包 草率 菱花 葱岭 蒲团
藤本 蚂蜂 蚕食 蛾眉 蜘蛛 街亭 街市 衣雪 衣食 表率 表皮 表象 袖手 裤带 裤管 裤脚 西单 西学 讲学 讲话
设色 识货 词条 试点 诗云 话机 话音 语声 账面 货色 质子 跑堂 跑马 路子 路灯 车型 轩辕 轮式 轴瓦 边区
边路 运气 运量 近东 近程 近藤 远程 通天 通志 通盘 通话 通货 通车 通量 通风 造影 造林 造桥 造船 道光
道口 道号 道喜 道场 道学 道袍 道门 野史 野地 野村 野物 金冠 金口 金盆 金花 金蝶 金象 金轮 金铺 金锣
金门 金领 钢叉 钢种 钢鞭 铁头 铁掌 铁笼 铁蹄 铁面 银奖 银子 银川 银根 银轮 银鱼 铺垫 铺路 铺面 链路
锡金 门墙 门子 门客 门徒 门路 门阀 间作 阳子 阳气 阳线 阶层 陶方 雨子 雨果 雪线 雪茄 零点 青光 青工
青楼 青瓷 面孔 面皮 面目 面色 鞍钢 鞭毛 音位 领土 领地 领头 领海 领空 领袖 领路 频率 题型 风光 风化
风土 风头 风寒 风带 风干 风月 风气 风水 风洞 风闻 飞天 飞架 飞碟 飞红 飞舞 飞艇 飞速 飞雪 食道 饮水
饮茶 香客 香槟 香火 香烛 马号 马桶 驼子 高位 高台 高地 高声 高帽 高干 高徒 高手 高棉 高歌 高点 鱼原
鱼花 鲜品 鲜食 鲨鱼 鳄鱼 鸟岛 鸡头 鸡笼 鸿沟 麦地 麻子 麻糖 麻脸 黄牌 黄花 黄袍 黄金 鼓声 鼻头 鼻孔
鼻息 鼻梁 龙口 龙椅 龙袍
"""
"""What these characters can also say: places, titles, politics, war, body and mourning, no nouns at all."""


def nouns(dictionary: Iterable[str]) -> Iterator[str]:
    """The two-character nouns that may be taken, the most frequent first."""
    characters, rejected = set(CHARACTERS) - {"\n"}, set(REJECTED.split())
    found = []
    for line in dictionary:
        word, often, kind = line.split()
        if kind == "n" and len(word) == 2 and set(word) <= characters and word[0] != word[1]:
            found.append((-int(often), word))
    return (word for _, word in sorted(found) if word not in rejected)


def chosen(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words with their syllables, none of whose readings sounds like one of a word before."""
    taken: set[str] = set()
    for word in words:
        syllables = " ".join(each.replace("ü", "v") for each in lazy_pinyin(word, style=Style.NORMAL))
        ways = sounds(word) | sounds(syllables)
        if not ways & taken:
            taken |= ways
            yield word, syllables


def main(dictionary: Path) -> int:
    """Write the table; the exit code is 0."""
    with dictionary.open(encoding="utf-8") as lines:
        words = sorted(islice(chosen(nouns(lines)), HOW_MANY), key=lambda pair: (pair[1], pair[0]))
    if len(words) < HOW_MANY:
        raise SystemExit(f"只有 {len(words)} 个词")
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("".join(f"{word}\t{sound}\n" for word, sound in words), encoding="utf-8")
    sys.stdout.write(f"{len(words)} 个词\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
