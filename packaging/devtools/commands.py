"""The words of packaging/dev.py and what each of them does."""

import argparse
import sys
import time
from collections.abc import Sequence

from devtools.checks import run_checks
from devtools.environment import DEV, PACKAGING, ROOT, RUN, call, ensure, ensure_beside, our_environ
from devtools.locks import make_locks
from devtools.system import CannotPrepare, has_screen

SAMPLE_MONTH = "2026-10"

# Words that only hand over to a script of the same folder.
SCRIPTS = {
    "gallery": ("gallery.py", "每个页面和每种纸存成 PNG：gallery DIR"),
    "manual": ("manual_pictures.py", "重画使用帮助里的图：manual [WORD …]"),
    "mutate": ("mutate.py", "在规则里放小错，看测试认不认得：mutate [MODULE …] [--most N]"),
    "step": ("make_step.py", "为登记簿的改动写一个升级步骤：step NOTE"),
    "templates": (
        "make_paper_templates.py",
        "重做材料自带的样式，或者查样式文件：templates [KEY … | FILE.toml …]",
    ),
    "fonts": ("build_fonts.py", "重做 resources/fonts"),
    "pinyin": ("build_pinyin.py", "重做拼音表"),
    "measure": ("measure.py", "量一量代码，几棵树并排：measure [DIR …]"),
}


def run(arguments: Sequence[str]) -> int:
    """Open the program on the sample branch; without a screen, do its month in the terminal."""
    python = ensure(RUN)
    screenless = not has_screen()
    if screenless and not arguments:
        out = ROOT / "out" / f"{SAMPLE_MONTH}-{time.strftime('%Y%m%d-%H%M%S')}"
        out.mkdir(parents=True)
        arguments = ["--month", SAMPLE_MONTH, "--sample", "--out", str(out), "--no-window"]
        print(
            f"没有显示器：在终端里做示例支部 {SAMPLE_MONTH} 的工作，结果在 {out}。"
            f"No display: doing the sample month in the terminal; the results go to {out}.",
            flush=True,
        )
    # Without other orders the window opens on the sample branch: nothing of one's own is touched.
    return call(
        [python, "-m", "desktop_app", *(arguments or ["--sample"])], our_environ(screenless=screenless)
    )


def bench(arguments: Sequence[str]) -> int:
    """Compare with peers, which are installed for this alone."""
    python = ensure(DEV)
    peers = ensure_beside("requirements-bench.txt")
    environ = our_environ(beside=[peers], screenless=not has_screen())
    return call([python, "-m", "tests.benchmarks", *arguments], environ)


def script(word: str, arguments: Sequence[str]) -> int:
    """Run one of the scripts beside dev.py in the full environment."""
    path = PACKAGING / SCRIPTS[word][0]
    if not path.exists():
        print(f"没有 {path.relative_to(ROOT)}。There is no such script yet.")
        return 1
    return call([ensure(DEV), path, *arguments], our_environ(screenless=not has_screen()))


def test(arguments: Sequence[str]) -> int:
    """Lint, format, types, tests; further words go to pytest."""
    parser = argparse.ArgumentParser(prog="dev.py test", description=test.__doc__)
    parser.add_argument("--fast", action="store_true", help="leave out the types and the slow tests")
    options, rest = parser.parse_known_args(arguments)
    return run_checks(ensure(DEV), rest, fast=options.fast)


def lock(arguments: Sequence[str]) -> int:
    """Make the lock files again from pyproject.toml and try them for every system we serve."""
    parser = argparse.ArgumentParser(prog="dev.py lock", description=lock.__doc__)
    parser.add_argument("--check", action="store_true", help="only try the locks as they are")
    options = parser.parse_args(arguments)
    return make_locks(check_only=options.check)


COMMANDS = {
    "run": (run, "打开支部台账：run [--month YYYY-MM --roster FILE | --year YYYY] [--out DIR --no-window]"),
    "test": (test, "全部检查：test [--fast] [-k WORD …]"),
    "bench": (bench, "与同类比较：bench [NAME …] [--json FILE]"),
    "lock": (lock, "重做依赖锁定：lock [--check]"),
}


def usage() -> str:
    """The words there are, one a line."""
    lines = ["python3 packaging/dev.py …"]
    lines += [f"  {word:8} {text}" for word, (_, text) in {**COMMANDS, **SCRIPTS}.items()]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; gives the exit code."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if word in COMMANDS:
            return COMMANDS[word][0](rest)
        if word in SCRIPTS:
            return script(word, rest)
    except CannotPrepare as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止；下次运行会接着做。Stopped; the next run goes on from here.", file=sys.stderr)
        return 130
    print(usage())
    return 0 if word in ("-h", "--help") else 2
