"""The files of a branch without a window: verified, restored, rebuilt, carried out and in again.

A technician's scheduled doors; the same code as the window's. One line or one JSON object for each file.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SystemClock
from desktop_app.base.errors import UserError
from desktop_app.base.folder_lock import folder_locked, refuse_if_open
from desktop_app.base.os_errors import os_errors
from desktop_app.base.pinyin import load_pinyin
from desktop_app.handsfree.receive import home_of, opened_branch, password_for
from desktop_app.handsfree.terminal import Bar, Say
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.whole_book import import_whole
from desktop_app.records.roles import Act
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import RESTORED
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import restore as put_back
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.mending import mend
from desktop_app.storage.rebuild import Grammar
from desktop_app.storage.verifying import unpacked, verify

NAME = "branch.zbf"
# How long a wrong password is waited for, in seconds: nobody tries many.
WAIT = 2.0


def verify_files(path: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Say of every file at ``path`` what it is and whether it is whole; whether all of them are.

    A damaged file that a repair put aside is named, and does not count.

    Nothing is changed: not the files, not what stands beside them.
    """
    _refuse_open(path)
    with _waiting():
        unlock = None if password is None else (lambda copy: _raw(copy, password))
        found = verify(path, unlock)
    for one in found:
        say(json.dumps(vars(one), ensure_ascii=False) if as_json else one.line())
    return all(one.whole for one in found if not one.set_aside)


def restore_backup(backup: Path, to: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Put ``backup`` into the folder ``to``, which holds no branch file yet; whether it is whole."""
    target = _free_place(to)
    with _waiting(), folder_locked(to):
        with unpacked(backup) as copy:
            word = password_for(copy, password)
        put_back(backup, target, word, catalogue())
        ledger = branch_file.open_with_key(target, _setting(), _raw_by(target, word))
        try:
            AuditBook(ledger).note(RESTORED, "支部文件", backup.name)
        finally:
            branch_file.close(ledger)
    return _tell(target, password, as_json=as_json, say=say)


def rebuild_file(
    damaged: Path, to: Path, password: Path | None, *, as_json: bool, say: Say, backups: Path | None = None
) -> bool:
    """Rebuild ``damaged`` into the folder ``to``; the damaged file is only read. Whether nothing is lost."""
    _refuse_open(damaged)
    target, bar = _free_place(to), Bar("修复")
    home = home_of(damaged)
    folders = [
        folder for folder in (backups, home / "backup", damaged.parent / "backup") if folder is not None
    ]
    with _waiting(), folder_locked(to), _spare_key(damaged) as copy:
        try:
            setting = _setting()
            grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)

            def unlock(path: Path) -> bytes:
                key = copy if path == damaged else path
                word = password_for(key, password)
                return keys.unlock_for(Act.RESTORE, key, word, setting.catalogue.rights).raw

            report = mend(damaged, target, unlock, grammar, folders, bar.show)
        finally:
            bar.clear()
        branch_file.close(branch_file.open_with_key(target, setting, _raw(target, password)))
    if as_json:
        say(json.dumps({"path": str(target), **report.as_plain()}, ensure_ascii=False))
    else:
        for line in report.lines():
            say(line)
        say(f"修复好的文件：{target}")
    return report.is_complete


def export_folder(out: Path, data: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Write everything of the branch file below ``data`` into the folder ``out``, in clear."""
    bar = Bar("导出")
    with _waiting(), opened_branch(data, password) as desk:
        try:
            contents = desk.carry_out(out, bar.show)
        finally:
            bar.clear()
    told: dict[str, Any] = {"path": str(out), "records": contents.records, "files": contents.files}
    told["counts"] = contents.counts
    words = f"全部资料已导出到 {out}：{contents.records} 行，{contents.files} 个附件。没有加密，请妥善保管"
    say(json.dumps(told, ensure_ascii=False) if as_json else words)
    return True


def import_folder(folder: Path, to: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Make a branch file in the folder ``to`` of a whole export; its password is the first line of a file."""
    if password is None:
        raise UserError(
            "新的支部文件要设密码", "没有导入任何内容", "请用 --password-file 写明密码放在哪个文件里"
        )
    target, bar = _free_place(to), Bar("导入")
    word = password_for(target, password)
    keys.check_password(word or "")
    with folder_locked(to):
        try:
            recovery = import_whole(folder, target, _setting(), word, bar.show)
        finally:
            bar.clear()
    say(json.dumps({"path": str(target), "recovery": recovery}) if as_json else f"恢复码：{recovery}")
    return _tell(target, password, as_json=as_json, say=say)


def _tell(target: Path, password: Path | None, *, as_json: bool, say: Say) -> bool:
    """Verify what was made and say so."""
    (one,) = verify(target, lambda copy: _raw(copy, password))
    say(json.dumps(vars(one), ensure_ascii=False) if as_json else one.line())
    return bool(one.whole)


def _free_place(to: Path) -> Path:
    """Where the branch file goes in the folder ``to``; UserError where one lies there."""
    with os_errors(f"这个文件夹用不了（{to}）", "没有改动任何内容"):
        to.mkdir(parents=True, exist_ok=True)
        if (to / NAME).exists():
            raise UserError(
                f"这里已经有一个支部文件（{to / NAME}）", "没有改动任何内容", "请写一个空的文件夹"
            )
    return to / NAME


def _refuse_open(path: Path) -> None:
    """UserError while a window has the folder of ``path`` open."""
    for folder in {path, path.parent, home_of(path)}:
        refuse_if_open(folder)


@contextmanager
def _spare_key(path: Path) -> Iterator[Path]:
    """A scratch place with a copy of the key file of ``path``: opening it may renew it."""
    with tempfile.TemporaryDirectory() as scratch:
        copy, key = Path(scratch) / path.name, keys.key_path(path)
        with os_errors(f"钥匙文件读不出来（{key}）", "没有改动任何内容"):
            if key.exists():
                shutil.copyfile(key, keys.key_path(copy))
        yield copy


@contextmanager
def _waiting() -> Iterator[None]:
    """Have whoever guesses wait before hearing that it was wrong."""
    try:
        yield
    except UserError as error:
        if "密码不对" in error.what:
            time.sleep(WAIT)
        raise


def _raw(path: Path, password: Path | None) -> bytes:
    return _raw_by(path, password_for(path, password))


def _raw_by(path: Path, word: str | None) -> bytes:
    return keys.unlock(path, word).raw


def _setting() -> Setting:
    return Setting(catalogue(), SystemClock(), load_pinyin().keys)
