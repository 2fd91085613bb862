"""The named reasons for which a package, a card or a receipt is not accepted."""

from __future__ import annotations

import re

from desktop_app import __version__
from desktop_app.base.errors import UserError
from desktop_app.exchange.told import Told

_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
NOTHING_CHANGED = "本机的数据没有任何变化。"


class Refusal(Told):
    """Why a file from another office was refused; each has one sentence and one piece of advice."""

    NOT_A_PACKAGE = ("这不是支部台账的数据包。", "请选择扩展名为 .zbb 的文件。")
    CUT_SHORT = ("数据包不完整，可能没有拷完就拔出了U盘。", "请对方重新写一次U盘，等出现“可以拔出”再拔。")
    ALTERED = ("数据包已损坏或被改动过。", "请对方重新写一次U盘；多次出现请换一个U盘。")
    NOT_FOR_US = (
        "数据包不是发给本单位的，或者文件开头已损坏。",
        "请核对是否拿错了文件，或请对方选好接收单位重新导出。",
    )
    UNKNOWN_SENDER = (
        "发来文件的单位还没有登记名片，或者它已经换了名片。",
        "请向对方要新的名片文件，在“上报与接收”的“名片”里登记；上级下发的名录里有它，收下名录也可以。",
    )
    RETIRED_KEY = (
        "发来的文件是用对方已经换掉的旧名片签的，编号在换名片之后。",
        "请打电话问对方：旧电脑或旧副本是不是还在用？请对方用换过名片的那份资料重新导出。",
    )
    RETIRED_OFFICE = (
        "发来文件的单位已经停用，这个包的编号在停用之后。",
        "请与对方和上级核实；要重新往来，请在“名片”里重新登记它。",
    )
    NEWER_FORMAT = ("数据包由更新版本的支部台账生成，本机版本读不了。", "请升级支部台账后再接收。")
    TOO_LARGE = ("数据包超过了允许的大小。", "请对方分几次导出。")
    BAD_CONTENT = ("数据包封装完好，但内容不合规定。", "请把这个文件留好，并告诉对方单位用最新版本重新导出。")


class OwnPackage(UserError):
    """A package this office wrote itself: nothing to take, and nothing wrong with it."""


class PackageRefused(UserError):
    """A file that is not accepted; `refusal` names the reason, `detail` is for a technician.

    `version` is what its writer says of the program it needs; named where it is one beyond ours.
    """

    def __init__(self, refusal: Refusal, detail: str = "", version: object = "") -> None:
        todo = refusal.todo
        if isinstance(version, str) and _VERSION.fullmatch(version) and _parts(version) > _parts(__version__):
            todo = f"请把支部台账升级到 {version} 或更新的版本，再接收。"
        super().__init__(refusal.sentence, NOTHING_CHANGED, todo, detail=detail)
        self.refusal = refusal


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
