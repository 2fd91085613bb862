"""Which input method Qt is pointed at."""

from pathlib import Path

import pytest

from desktop_app.views.look.input_method import configure_input_method

PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


def proc_with(tmp_path: Path, *names: str) -> Path:
    for number, name in enumerate(names, 100):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(name + "\n", encoding="utf-8")
    (tmp_path / "200").mkdir()
    (tmp_path / "uptime").write_text("1", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "wish", [{"XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "fcitx5"}, {"GTK_IM_MODULE": "fcitx"}]
)
def test_a_wish_for_fcitx_goes_through_the_portal(tmp_path: Path, wish: dict[str, str]) -> None:
    environ = dict(wish)
    configure_input_method(environ, tmp_path)
    assert environ | PORTAL == environ


def test_a_running_fcitx_is_found(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    configure_input_method(environ, proc_with(tmp_path, "bash", "fcitx5"))
    assert environ == PORTAL


def test_another_choice_is_left_alone(tmp_path: Path) -> None:
    environ = {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}
    configure_input_method(environ, proc_with(tmp_path, "fcitx5"))
    assert "IBUS_USE_PORTAL" not in environ


def test_nothing_is_set_where_nothing_runs(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    configure_input_method(environ, proc_with(tmp_path, "bash"))
    configure_input_method(environ, tmp_path / "no-proc-here")
    assert environ == {}
