"""What a backup or package is that somebody shows: whose, of which day, whole or not; it is only read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.periods import chinese_date
from desktop_app.exchange.receipt import package_code
from desktop_app.exchange.refusal import OwnPackage
from desktop_app.exchange.stick import PACKAGE_SUFFIX
from desktop_app.registers.exchange.kinds import kind_called
from desktop_app.registers.exchange.packages import SENT, ExchangePackage
from desktop_app.storage.backup_difference import ENDING as DIFFERENCE
from desktop_app.storage.backup_file import ENDING as BACKUP
from desktop_app.storage.backup_file import read_label
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.verifying import verify

if TYPE_CHECKING:
    from desktop_app.exchange.courier import Courier
    from desktop_app.storage.backup import BackupStore

ENDINGS = (BACKUP, DIFFERENCE, PACKAGE_SUFFIX)
_CODE_IS = "同一个文件在哪台电脑上都是这八位"


@dataclass(frozen=True)
class FileAnswer:
    """``whole`` None where not everything could be looked at; ``words`` the verdict, ``lines`` what it is."""

    whole: bool | None
    words: str
    lines: tuple[str, ...]


def answer_file(path: Path, ledger: Ledger, courier: Callable[[], Courier], store: BackupStore) -> FileAnswer:
    """What the file at ``path`` is, by the keys of the open branch file; UserError where it is of no kind."""
    with os_errors(f"文件打不开（{path.name}）", "资料没有改动"), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
        size = file.tell()
    code = package_code(digest)
    about = (f"文件：{path.name}，{max(size // 1024, 1):,} KB", f"校验码：{code}（{_CODE_IS}）")
    if path.suffix == PACKAGE_SUFFIX:
        return _package(path, code, ledger, courier(), about)
    if path.suffix in (BACKUP, DIFFERENCE):
        return _backup(path, ledger, store, about)
    raise UserError(f"“{path.name}”不是备份，也不是数据包", "资料没有改动", f"请选 {'、'.join(ENDINGS)} 文件")


def _backup(path: Path, ledger: Ledger, store: BackupStore, about: tuple[str, ...]) -> FileAnswer:
    label = read_label(path)
    (found,) = verify(path, store.key_for if label is not None and store.has_key_of(label) else None)
    office = "本单位" if found.office == ledger.office else f"单位 {found.office}" if found.office else ""
    day = _moment(found.made_at)
    count = f"{found.records:,} 条记录" if found.records is not None else ""
    last = f"里面最后一次录入：{_moment(found.last_entry)}" if found.last_entry else ""
    lines = (*about, *filter(None, (last, *found.problems)))
    called = "，".join(filter(None, (office, f"{day}的备份（{found.reason}）" if day else "", count)))
    if found.whole:
        return FileAnswer(True, f"完好：{called}，每一页都读过", lines)
    if found.whole is None:
        return FileAnswer(None, f"没有看出问题：{called}。密码不是现在这个，只核对了外面", lines)
    return FileAnswer(False, f"有问题：{called or '不是完整的备份'}。不要用它恢复", lines)


def _package(path: Path, code: str, ledger: Ledger, courier: Courier, about: tuple[str, ...]) -> FileAnswer:
    sent = ledger.find(
        ExchangePackage.live().where(
            (ExchangePackage.direction == SENT) & (ExchangePackage.check_code == code)
        )
    )
    if sent:
        first = sent[0]
        to = "、".join(str(one.to_org or "") for one in sent)
        return FileAnswer(
            True,
            f"完好：本机 {chinese_date(first.made_on)} 写给{to}的“{first.kind}”，和写出时一样",
            (*about, *(first.manifest or ())),
        )
    try:
        arrival = courier.look_into(path)
    except OwnPackage:
        return FileAnswer(True, "完好：本单位写出的包，签名和内容都对", about)
    except UserError as fault:
        return FileAnswer(False, f"没有通过：{fault.sentence()}", about)
    try:
        told = arrival.manifest
        known = kind_called(told.kind)
        kind = known.word if known is not None else told.kind
        counts = {name: n for name, n in told.counts.items() if name in ledger.catalogue}
        words = "，".join(
            (
                f"完好：{arrival.sender.name} {_moment(told.written_at)}写的“{kind}”",
                *((f"第 {told.number} 个包",) if told.number else ()),
                f"{sum(counts.values()):,} 条记录",
                "签名和内容都对",
            )
        )
        seen = ("这个包已经接收过",) if arrival.seen_before else ("还没有接收，到“上报与接收”里接收",)
        held = tuple(f"{ledger.catalogue[name].title} {n} 条" for name, n in counts.items() if n)
        return FileAnswer(True, words, (*about, *seen, *held))
    finally:
        arrival.close()


def _moment(iso: str) -> str:
    """2026年10月20日 17:40; '' for none."""
    if not iso:
        return ""
    when = datetime.fromisoformat(iso)
    return f"{chinese_date(when.date())} {when:%H:%M}"
