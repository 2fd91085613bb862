"""What makes a password weak: the commonest ones, habits of ours, dates, numbers, walks over the keyboard.

The list is written here and not taken from a library: those know English, and none of the branch's habits
(dangzhibu, woaini, 5201314). It holds stems; what people put before and after them (years, 123, !) is taken
off first.
"""

import re
from collections.abc import Iterable

_WORDS = """
password passwd passw0rd pass admin administrator
root user guest test welcome login letmein master
iloveyou sunshine princess dragon monkey football
baseball superman batman shadow michael jordan
hello helloworld secret changeme default system
server computer internet windows microsoft office
qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv
zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc wasd abc
abcd abcde abcdef abcdefg abcdefgh aaa aaaa abcabc
xyz woaini woaiwojia woaizuguo woaizhongguo aini
ainiyiwannian wodemima mima mimamima wangjimima
woshishui nihao nihaoma zhongguo zhonghua china
beijing shanghai tianjin guangzhou shenzhen
chongqing dang dangzhibu zhibu zhibushuji shuji
dangyuan gongchandang zhongguogongchandang dangwei
zuzhibu zhibutaizhang taizhang dangjian dangke
sanhuiyike zhutidangri buwangchuxin laojishiming
weirenminfuwu renmin shequ jiedao cunwei juweihui
bangongshi danwei gongsi xuexi xuexiqiangguo
xiaoxue zhongxue wang wangwei wangfang zhang
zhangwei zhangsan lisi wangwu liwei liuyang chen
xiaoming laowang baobao mama baba laopo laogong
jintian mingtian shengri shengrikuaile
xinniankuaile gongxifacai facai jixiang ruyi
pingan fuguiqian taiyang yueliang daxiang long
feng hu woaibaobao tiantianxiangshang haohaoxuexi
zhinengshouji diannao computer1 weixin qq taobao
alipay 5201314 520 1314 1314520 521 888 666 168
8888 6666 88888888 66666666 147258 147258369
159357 123321 123456 1234567 12345678 123456789
1234567890 0123456789 9876543210 987654321
87654321 111111 000000 密码 我的密码 管理员 支部 党支部 党支部书记 书记
支部书记 共产党 中国共产党 我爱你 我爱祖国 我爱中国 不忘初心 牢记使命 为人民服务 社区 街道
村委会 居委会 办公室 三会一课 主题党日 学习强国 支部台账 党员
"""
_COMMON = frozenset(_WORDS.split())
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "0123456789",
    "!@#$%^&*()",
    "147258369",
    "741852963",
)
_LEAST_WALK = 3
_LEET = str.maketrans("@013$5", "aoiess")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_DATE = re.compile(
    r"(19|20)\d\d\D?(0?[1-9]|1[0-2])\D?(0?[1-9]|[12]\d|3[01])"
    r"|(0?[1-9]|[12]\d|3[01])\D?(0?[1-9]|1[0-2])\D?(19|20)\d\d"
)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_IDENTITY = re.compile(r"\d{17}[\dx]")
_FEWEST_DIGITS = 12


def weakness(password: str, own: Iterable[str] = ()) -> str:
    """Why ``password`` is easily guessed, '' when nothing says so; ``own`` are names others know as well."""
    low = password.casefold().strip()
    stem = _EDGES.sub("", low)
    if {low, stem, stem.translate(_LEET)} & _COMMON or low.translate(_LEET) in _COMMON:
        return "它是最常见的密码之一，加上年份、数字也一样"
    if _repeats(low):
        return "它是一小段重复几遍"
    if _is_walk(low):
        return "它是键盘上或者字母表、数字里连着的一串"
    if _DATE.fullmatch(low):
        return "它是一个日期"
    if _MOBILE.fullmatch(low) or _IDENTITY.fullmatch(low):
        return "它像电话号码或者身份证号，别人也知道"
    if low.isdigit() and len(low) < _FEWEST_DIGITS:
        return "它只有数字，而且不长"
    names = [name.casefold() for name in own if name]
    if any(low == name or (len(stem) >= 2 and stem in name) for name in names):
        return "它是本支部的名称或者代码"
    return ""


def _repeats(low: str) -> bool:
    return any(low == (low[:unit] * len(low))[: len(low)] for unit in range(1, len(low) // 2 + 1))


def _is_walk(low: str) -> bool:
    """Whether all of it is made of runs along rows of the keyboard, the alphabet or the digits."""
    at = 0
    while at < len(low):
        length = max((_run(low[at:], row) for row in (*_ROWS, *(row[::-1] for row in _ROWS))), default=0)
        if length < _LEAST_WALK:
            return False
        at += length
    return bool(low)


def _run(text: str, row: str) -> int:
    """How many of the first signs of ``text`` stand one after the other in ``row``."""
    start = row.find(text[0])
    if start < 0:
        return 0
    length = 0
    for mine, its in zip(text, row[start:], strict=False):
        if mine != its:
            break
        length += 1
    return length
