"""The start: opens the window, or works in the terminal: a month, a year, packages, files to be kept."""

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from desktop_app.base import apart
from desktop_app.base.errors import Defect, UserError
from desktop_app.base.os_errors import as_user_error, os_errors
from desktop_app.base.periods import Month

_IMPORT = (
    "把导出的全部资料（文件夹）读回 --to；写的是一个表格，就和 --register、--out 一起写，"
    "导入到 --out 里的新支部文件"
)


class BadWords(Exception):
    """A command line that cannot be understood, told in Chinese."""


class CommandLine(argparse.ArgumentParser):
    """The command line; what is wrong with it is told in one sentence."""

    def error(self, message: str) -> NoReturn:
        option, _, told = message.removeprefix("argument ").partition(": ")
        if message.startswith("unrecognized"):
            told = f"不认识“{told}”"
        elif "expected" in message:
            told = f"{option} 后面要写内容"
        elif told.isascii():
            told = f"{option} 写得不对"
        raise BadWords(f"命令行写得不对：{told}。写 --help 看用法。")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)


def month(text: str) -> Month:
    """A month as it stands on the command line, 2026-10."""
    try:
        return Month.from_iso(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是月份，请写成 2026-10") from None


def year(text: str) -> int:
    """A year as it stands on the command line, 2026."""
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，请写成 2026")
    return int(text)


def command_line() -> CommandLine:
    """What may stand on the command line."""
    words = CommandLine(prog="zhibu", description="支部台账", allow_abbrev=False, add_help=False)
    parser = words.add_argument_group("可以写的")
    parser.add_argument("--month", type=month, metavar="YYYY-MM", help="不用手工，把这个月的工作做一遍")
    parser.add_argument("--year", type=year, metavar="YYYY", help="不用手工，把示例支部的这一年从头做一遍")
    parser.add_argument("--roster", type=Path, metavar="FILE", help="党员花名册（Excel 或 WPS 表格）")
    parser.add_argument("--sample", action="store_true", help="用示例支部")
    parser.add_argument("--out", type=Path, metavar="DIR", help="结果放在哪个文件夹")
    parser.add_argument("--no-window", action="store_true", help="做完就结束，不打开窗口")
    packages = words.add_argument_group("收数据包（不打开窗口）")
    packages.add_argument("--look", type=Path, metavar="FOLDER", help="只看看文件夹里的数据包，不接收")
    packages.add_argument("--receive", type=Path, metavar="FOLDER", help="接收文件夹里的数据包，回执写在旁边")
    packages.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹，或者支部文件 branch.zbf")
    packages.add_argument("--password-file", type=Path, metavar="FILE", help="支部文件的密码，写在文件第一行")
    packages.add_argument("--json", action="store_true", help="一个包或一个文件一行 JSON")
    files = words.add_argument_group("核对、恢复、修复、导出（不打开窗口）")
    files.add_argument("--verify", type=Path, metavar="PATH", help="核对支部文件、备份或文件夹，什么都不改")
    files.add_argument("--restore", type=Path, metavar="BACKUP", help="把备份恢复到 --to 的文件夹")
    files.add_argument("--rebuild", type=Path, metavar="FILE", help="修复坏了的支部文件，写到 --to 的文件夹")
    files.add_argument("--export", type=Path, metavar="DIR", help="把 --data 的全部资料导出到这里，不加密")
    files.add_argument("--import", type=Path, metavar="DIR", dest="take_in", help=_IMPORT)
    files.add_argument("--to", type=Path, metavar="DIR", help="新的支部文件放在哪个文件夹")
    sheets = words.add_argument_group("检查、导入表格（不打开窗口）")
    sheets.add_argument(
        "--check",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="检查表格（几个文件，或一个文件夹），什么都不写；每一行都不用人管退出码是 0，"
        "有要确认的或有问题的是 1；加 --data 就和那个支部的资料比对",
    )
    sheets.add_argument("--register", metavar="NAME", help="导入到哪本台账：中文名或英文名；不写就看哪本最像")
    sheets.add_argument(
        "--answers", type=Path, metavar="FILE", help="--import 表格时要确认的怎么定：写着回答的文件"
    )
    parser.add_argument("--help", action="help", help="显示这些说明")
    return words


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program; gives the exit code.

    1 when a step failed or something of a package was refused, 2 for words not understood.
    """
    if argv is None and sys.argv[1:] == [apart.WORD]:
        return apart.serve()
    if argv is None and _names_files_otherwise(os.environ, sys.getfilesystemencoding()):
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONUTF8": "1"})
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return _started(command_line().parse_args(argv))
    except BadWords as bad:
        print(bad, file=sys.stderr)
        return 2
    except UserError as fault:
        print(fault.sentence(), file=sys.stderr)
        return 1
    except Exception as error:
        told = as_user_error(error)
        if isinstance(told, Defect):
            raise
        print(told.sentence(), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        return 130


def _started(options: argparse.Namespace) -> int:
    works = options.month is not None or options.year is not None
    _check(options, works)
    if options.look is not None or options.receive is not None:
        return 0 if _take_packages(options) else 1
    if _on_files(options):
        return 0 if _keep_files(options) else 1
    if options.month is not None:
        _do_month(options)
    elif options.year is not None:
        _do_year(options)
    if options.no_window:
        return 0
    if not _has_screen(os.environ, sys.platform):
        if works:
            _say("没有显示器，不打开窗口。")
            return 0
        if "QT_QPA_PLATFORM" not in os.environ:
            raise UserError("没有显示器，打不开窗口", todo="要在终端里做一个月的工作，写 --month 和 --out")
    # Nothing that is loaded now is garbage: looking for it would cost a tenth of the start.
    gc.disable()
    # Qt is loaded for the window alone: the month in the terminal runs where there is no screen.
    from desktop_app.app import run

    gc.freeze()
    gc.enable()
    return run(sample=options.sample, folder=_folder(options) / "data" if works else None)


def _names_files_otherwise(environ: Mapping[str, str], encoding: str) -> bool:
    """Whether Python would call a file by other bytes than Qt, which knows UTF-8 alone.

    So in a session of the GB18030 locale, where one would not find what the other wrote; the mode that
    mends it has to be known before Python begins.
    """
    return os.name == "posix" and environ.get("PYTHONUTF8") != "1" and encoding.lower() != "utf-8"


def _check(options: argparse.Namespace, works: bool) -> None:
    """BadWords for options that do not go together."""
    of_sheets = options.take_in is not None and options.register is not None
    out = None if of_sheets else options.out
    other = works or options.no_window or options.roster or out or options.sample
    _check_sheets(options)
    _check_files(options, other)
    if _on_files(options):
        return
    _check_packages(options, other)
    if options.month is not None and options.year is not None:
        raise BadWords("命令行写得不对：--month 和 --year 只写一样。")
    if options.year is not None and (options.roster or options.sample):
        raise BadWords("命令行写得不对：--year 用的就是示例支部，不用写 --roster 和 --sample。")
    if works and options.out is None:
        name = "--month" if options.month is not None else "--year"
        raise BadWords(f"命令行写得不对：写了 {name}，还要用 --out 写明结果放在哪个文件夹。")
    if not works and (options.no_window or options.roster or options.out):
        raise BadWords("命令行写得不对：--roster、--out、--no-window 要和 --month 或 --year 一起写。")


def _check_sheets(options: argparse.Namespace) -> None:
    """BadWords for what is asked of workbooks in words that do not go together."""
    if options.register is None and options.answers is None:
        return
    if options.check is None and options.take_in is None:
        raise BadWords("命令行写得不对：--register 和 --answers 要和 --check 或 --import 一起写。")
    if options.take_in is None and options.answers is not None:
        raise BadWords("命令行写得不对：--answers 要和 --import 一起写，--check 只看不答。")
    if options.take_in is None:
        return
    if options.register is None or options.out is None:
        raise BadWords("命令行写得不对：--import 一个表格，还要写 --register 台账和 --out 文件夹。")
    if options.to is not None or options.data is not None:
        raise BadWords(
            "命令行写得不对：--import 一个表格写 --out，不写 --to 和 --data；--to 是读回全部资料用的。"
        )


def _check_packages(options: argparse.Namespace, other: object) -> None:
    """BadWords for options of packages that do not go together, or with others."""
    asked = [one for one in (options.look, options.receive) if one is not None]
    if len(asked) > 1:
        raise BadWords("命令行写得不对：--look 和 --receive 只写一样。")
    if asked and options.data is None:
        raise BadWords("命令行写得不对：写了 --look 或 --receive，还要用 --data 写明支部资料在哪个文件夹。")
    if asked and other:
        raise BadWords("命令行写得不对：--look 和 --receive 只和 --data、--password-file、--json 一起写。")
    if not asked and (options.data is not None or options.password_file is not None or options.json):
        raise BadWords("命令行写得不对：--data、--password-file、--json 要和 --look 或 --receive 一起写。")


def _on_files(options: argparse.Namespace) -> list[str]:
    """What is asked of a branch file, as it stands on the command line."""
    asked = {
        "--check": options.check,
        "--verify": options.verify,
        "--restore": options.restore,
        "--rebuild": options.rebuild,
        "--export": options.export,
        "--import": options.take_in,
    }
    return [name for name, one in asked.items() if one is not None]


def _check_files(options: argparse.Namespace, other: object) -> None:
    """BadWords for what is asked of a branch file in words that do not go together."""
    asked = _on_files(options)
    if len(asked) > 1:
        raise BadWords(f"命令行写得不对：{'、'.join(asked)} 只写一样。")
    places = bool(asked) and asked[0] in ("--restore", "--rebuild", "--import") and options.register is None
    if not places and options.to is not None:
        raise BadWords("命令行写得不对：--to 要和 --restore、--rebuild 或 --import 一起写。")
    if not asked:
        return
    if other or options.look is not None or options.receive is not None:
        raise BadWords(f"命令行写得不对：{asked[0]} 不和别的工作一起写。")
    if places and options.to is None:
        raise BadWords(f"命令行写得不对：写了 {asked[0]}，还要用 --to 写明新的支部文件放在哪个文件夹。")
    if asked[0] == "--export" and options.data is None:
        raise BadWords("命令行写得不对：写了 --export，还要用 --data 写明支部资料在哪个文件夹。")


def _keep_files(options: argparse.Namespace) -> bool:
    """Verify, restore, rebuild, carry out or in; whether all of it is whole."""
    # Loaded late, as the month is.
    from desktop_app.handsfree import keeping

    password = None if options.password_file is None else _absolute(options.password_file)
    told: dict[str, Any] = {"as_json": options.json, "say": _say}
    data = None if options.data is None else _absolute(options.data)
    if options.check is not None or options.register is not None:
        return _on_sheets(options, password, told)
    if options.verify is not None:
        return keeping.verify_files(_absolute(options.verify), password, **told)
    if options.export is not None and data is not None:
        return keeping.export_folder(_absolute(options.export), data, password, **told)
    to = _absolute(options.to)
    if options.restore is not None:
        return keeping.restore_backup(_absolute(options.restore), to, password, **told)
    if options.rebuild is not None:
        return keeping.rebuild_file(_absolute(options.rebuild), to, password, backups=data, **told)
    return keeping.import_folder(_absolute(options.take_in), to, password, **told)


def _on_sheets(options: argparse.Namespace, password: Path | None, told: dict[str, Any]) -> bool:
    """Check workbooks or import one; whether nothing is left to a person."""
    # Loaded late, as the month is.
    from desktop_app.handsfree import workbooks

    register = options.register or ""
    if options.check is not None:
        data = None if options.data is None else _absolute(options.data)
        paths = [_absolute(path) for path in options.check]
        return workbooks.check_workbooks(paths, register, data, password, **told)
    answers = None if options.answers is None else _absolute(options.answers)
    file, out = _absolute(options.take_in), _absolute(options.out)
    return workbooks.import_workbook(file, register, out, answers, password, **told)


def _take_packages(options: argparse.Namespace) -> bool:
    """Look at packages or receive them; whether nothing was refused."""
    # Loaded late, as the month is.
    from desktop_app.handsfree import receive

    do = receive.look if options.receive is None else receive.receive
    folder = _absolute(options.look if options.receive is None else options.receive)
    password = None if options.password_file is None else _absolute(options.password_file)
    return do(folder, _absolute(options.data), password, as_json=options.json, say=_say)


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _do_year(options: argparse.Namespace) -> None:
    # Loaded late, as the month is.
    from desktop_app.handsfree.year import run_year

    out = _folder(options)
    with os_errors(f"没有做完，结果文件夹出了问题（{out}）"):
        run_year(options.year, out=out, say=_say)


def _do_month(options: argparse.Namespace) -> None:
    # Loaded late so that the window does not wait for what it does not use at the start.
    from desktop_app.handsfree.month import run_month

    options.sample = options.sample or options.roster is None
    roster, out = options.roster, _folder(options)
    with os_errors(f"没有做完，结果文件夹出了问题（{out}）"):
        run_month(options.month, roster=roster, sample=options.sample, out=out, say=_say)


def _has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be seen here; ``platform`` as ``sys.platform`` says it."""
    return platform != "linux" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _folder(options: argparse.Namespace) -> Path:
    return _absolute(options.out)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
