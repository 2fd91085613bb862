"""Build the pinyin tables in resources/pinyin/ from pypinyin (MIT): python packaging/build_pinyin.py.

pypinyin itself is not needed at run time: it takes 61 MB, and reads 曾 and 单 in front of a name as
ordinary words. The surname readings are kept here by hand.
"""

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

TABLES = Path(__file__).resolve().parents[1] / "resources" / "pinyin"

SURNAMES = """
曾 zeng,单 shan,仇 qiu,解 xie,查 zha,区 ou,朴 piao,盖 ge,任 ren,华 hua,乐 yue,覃 qin,冼 xian,洗 xian
缪 miao,宓 mi,逄 pang,乜 nie,员 yun,郇 xun,翟 zhai,黑 he,折 she,召 shao,祭 zhai,隗 wei,妫 gui,秘 bi
繁 po,种 chong,卜 bu,那 na,纪 ji,葛 ge,哈 ha,过 guo,殷 yin,车 che,石 shi,沈 shen,宁 ning,燕 yan,曲 qu
应 ying,粘 nian,牟 mou,訾 zi,贲 ben,都 du,阚 kan,谌 chen,不 fou,盛 sheng,臧 zang,褚 chu,能 nai,柏 bai
薄 bo,俞 yu,於 yu,撒 sa,佴 nai,重 chong,尉 wei,长 chang,贾 jia,万 wan,丁 ding,洪 hong,句 gou,阙 que
亓 qi,郗 xi,郝 hao,莘 shen,邸 di,瞿 qu,谷 gu,余 yu,桑 sang,陆 lu,叶 ye,强 qiang,要 yao,藏 zang,晟 cheng
尉迟 yu chi,长孙 zhang sun,万俟 mo qi,澹台 tan tai,鲜于 xian yu,单于 chan yu,令狐 ling hu,夏侯 xia hou
皇甫 huang fu,宇文 yu wen,欧阳 ou yang,上官 shang guan,诸葛 zhu ge,司马 si ma,司徒 si tu,司空 si kong
慕容 mu rong,公孙 gong sun,东方 dong fang,西门 xi men,南宫 nan gong,独孤 du gu,呼延 hu yan,端木 duan mu
轩辕 xuan yuan,百里 bai li,钟离 zhong li,闻人 wen ren,东郭 dong guo,濮阳 pu yang,淳于 chun yu
太史 tai shi,申屠 shen tu,赫连 he lian,拓跋 tuo ba,完颜 wan yan,纳兰 na lan,第五 di wu
"""


def toneless(syllable: str) -> str:
    """zēng → zeng, lǜ → lv, ê̄ → e."""
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in plain if "a" <= char <= "z")


def reading_lines(readings: dict[int, str]) -> list[str]:
    """One line for each syllable: its characters by first reading, then those also read so."""
    first: dict[str, list[str]] = defaultdict(list)
    also: dict[str, list[str]] = defaultdict(list)
    for code in sorted(readings):
        syllables = list(dict.fromkeys(filter(None, map(toneless, readings[code].split(",")))))
        for table, found in ((first, syllables[:1]), (also, syllables[1:])):
            for syllable in found:
                table[syllable].append(chr(code))
    return ["\t".join((one, "".join(first[one]), "".join(also[one]))) for one in sorted({*first, *also})]


def surname_lines(entries: str) -> Iterable[str]:
    """Surname and syllables, by a tab."""
    for entry in entries.replace("\n", ",").split(","):
        if entry:
            surname, syllables = entry.split(" ", 1)
            yield f"{surname}\t{syllables}"


def main() -> int:
    """Write both tables; the exit code is 0."""
    TABLES.mkdir(parents=True, exist_ok=True)
    for name, lines in (
        ("readings.tsv", reading_lines(dict(PINYIN_DICT))),
        ("surnames.tsv", list(surname_lines(SURNAMES))),
    ):
        (TABLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stdout.write(f"{name}: {len(lines)} 行\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
