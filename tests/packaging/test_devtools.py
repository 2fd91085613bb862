"""The two commands: what they look for, what they say, and what they start."""

import sys

import pytest

from devtools import checks, commands, environment, live, system


@pytest.fixture
def bare(monkeypatch):
    """A Debian machine that lacks one library and lets us install nothing."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "ALWAYS", {"libnobody-has-this.so.0": ("libnobody0", "libnobody0t64")})
    monkeypatch.setattr(system, "WITH_SCREEN", {"libno-screen.so.0": ("libnoscreen0",)})
    monkeypatch.setattr(system, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(system, "privilege", lambda: None)
    monkeypatch.setattr(system, "package_known", lambda name: name != "libnobody0")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_without_the_right_to_install_one_line_says_what_to_run(bare):
    with pytest.raises(system.CannotPrepare) as told:
        system.prepare()
    last = str(told.value).splitlines()[-1]
    assert last == "    sudo apt-get install -y --no-install-recommends libnobody0t64"


def test_the_libraries_of_a_screen_are_asked_for_only_with_one(bare, monkeypatch):
    assert "libno-screen.so.0" not in system.missing()
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libno-screen.so.0" in system.missing()


def test_nothing_is_installed_on_a_machine_that_has_everything(bare, monkeypatch):
    monkeypatch.setattr(system, "ALWAYS", {})
    monkeypatch.setattr(system, "run_quietly", lambda *_: pytest.fail("installed something"))
    system.prepare()
    assert system.missing() == {}


def test_root_installs_what_is_missing_by_the_name_this_release_knows(bare, monkeypatch):
    asked = []

    def apt(command, *_):
        asked.append(command)
        monkeypatch.setattr(system, "ALWAYS", {})
        return 0, ""

    monkeypatch.setattr(system, "privilege", list)
    monkeypatch.setattr(system, "run_quietly", apt)
    system.prepare()
    assert [command[:2] for command in asked] == [["apt-get", "update"], ["apt-get", "install"]]
    assert asked[1][-1] == "libnobody0t64"


@pytest.fixture
def started(bare, monkeypatch, tmp_path):
    """The words the program is started with, in place of starting it."""
    words = []
    monkeypatch.setattr(commands, "ensure", lambda locks: "python")
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "call", lambda command, environ: words.append(command) or 0)
    return words


def test_without_a_screen_the_sample_month_is_done_in_the_terminal(started, capsys):
    assert commands.main(["run"]) == 0
    assert started[0][:5] == ["python", "-m", "desktop_app", "--month", commands.SAMPLE_MONTH]
    assert started[0][-1] == "--no-window"
    assert "没有显示器" in capsys.readouterr().out


def test_with_a_screen_the_window_is_opened_on_the_sample(started, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    commands.main(["run"])
    assert started == [["python", "-m", "desktop_app", "--sample"]]


def test_orders_are_handed_on_as_they_are(started):
    commands.main(["run", "--month", "2026-09", "--roster", "a.xlsx"])
    assert started == [["python", "-m", "desktop_app", "--month", "2026-09", "--roster", "a.xlsx"]]


@pytest.mark.parametrize("wrong", [None, "ruff format", "mypy", "mypy packaging/devtools", "pytest"])
def test_every_check_is_made_and_told_even_when_one_fails(monkeypatch, capsys, wrong):
    made = []

    def run(command, *_, **__):
        words = " ".join(map(str, command[2:]))
        made.append(words)
        return int(wrong is not None and words.startswith(wrong) and (wrong != "mypy" or words == "mypy"))

    monkeypatch.setattr(checks, "call", run)
    monkeypatch.setattr(checks, "run_quietly", lambda command, *_, **__: (run(command), "what it said"))
    assert checks.run_checks("python", ["-k", "word"], fast=False) == (wrong is not None)
    assert sorted(words.split(" -n")[0] for words in made) == [
        "mypy",
        "mypy packaging/devtools",
        "pytest",
        "ruff check .",
        "ruff format --check .",
    ]
    told = capsys.readouterr().out
    assert told.count("what it said") == 2
    assert (told.count("ok    "), told.count("FAILED")) == ((5, 0) if wrong is None else (4, 1))
    made.clear()
    checks.run_checks("python", [], fast=True)
    assert [words.split()[0] for words in made] == ["ruff", "ruff", "pytest"]
    assert "not slow" in made[-1]


def test_an_unknown_word_shows_the_words_there_are(capsys):
    assert commands.main(["fly"]) == 2
    assert "run" in capsys.readouterr().out


def test_the_environment_is_made_again_when_a_lock_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "PACKAGING", tmp_path)
    (tmp_path / "a.txt").write_text("x==1", "utf-8")
    before = environment.mark_of(["a.txt"])
    assert environment.mark_of(["a.txt"]) == before
    (tmp_path / "a.txt").write_text("x==2", "utf-8")
    assert environment.mark_of(["a.txt"]) != before


def test_settings_that_would_mislead_pip_are_left_behind(monkeypatch):
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert "PIP_TARGET" not in environment.clean_environ()
    assert environment.our_environ()["PYTHONPATH"] == str(environment.ROOT)


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [("安装", 6, "安装  "), ("安装组件", 5, "安装 "), ("abc", 2, "ab"), ("", 2, "  ")],
)
def test_a_line_fits_its_terminal(text, columns, shown):
    assert live.fitted(text, columns) == shown


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Collecting pyside6-essentials==6.8.3 (from -r requirements.txt (line 4))", "pyside6-essentials"),
        ("Processing ./wheels/python_calamine-0.9.1-cp311-cp311-manylinux2014_x86_64.whl", "python_calamine"),
        ("  Downloading pillow-13.0.0-cp311.whl (7.1 MB)", None),
    ],
)
def test_pips_lines_are_read(line, name):
    found = environment.SEEN.match(line)
    assert (found and (found["name"] or found["file"])) == name
