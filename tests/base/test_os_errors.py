"""Errors of disks and folders become sentences that name the cause, what is none stays a defect."""

import errno

import pytest

from desktop_app.base.errors import Cancelled, Defect, UserError
from desktop_app.base.os_errors import as_user_error, os_errors

CAUSES = {
    errno.ENOSPC: "满了",
    errno.EROFS: "不能写",
    errno.EACCES: "没有权限",
    errno.EBUSY: "别的程序",
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "挡着",
    errno.EIO: "拔出",
    errno.ENAMETOOLONG: "太长",
    errno.EMFILE: "太多",
    errno.ENOTSUP: "没有做成",
}


@pytest.mark.parametrize("number", CAUSES, ids=errno.errorcode.get)
def test_each_cause_is_named_with_what_helps(number: int) -> None:
    with pytest.raises(UserError) as raised, os_errors("备份没有写成", "支部文件没有动"):
        raise OSError(number, "as the system says it", "/some/where")
    error = raised.value
    assert error.what.startswith("备份没有写成：")
    assert CAUSES[number] in error.what
    assert error.safe == "支部文件没有动"
    assert error.todo
    assert errno.errorcode[number] in error.detail


def test_windows_words_win_where_they_say_more() -> None:
    error = PermissionError(errno.EACCES, "sharing violation")
    error.winerror = 32  # type: ignore[attr-defined]
    with pytest.raises(UserError, match="别的程序用着"), os_errors("没有保存"):
        raise error


def test_only_what_says_something_of_the_computer_is_no_defect() -> None:
    assert not isinstance(as_user_error(OSError(errno.ENOSPC, "")), Defect)
    assert not isinstance(as_user_error(MemoryError()), Defect)
    assert not isinstance(as_user_error(Cancelled()), Defect)
    assert isinstance(as_user_error(FileNotFoundError(errno.ENOENT, "")), Defect)
    assert isinstance(as_user_error(KeyError("x")), Defect)
    known = UserError("已经是一句话")
    assert as_user_error(known) is known
