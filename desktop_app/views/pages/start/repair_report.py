"""The report of a repair, shown as the paper it is printed as."""

from PySide6.QtWidgets import QWidget

from desktop_app.views.shell import Shell


def show_repair(window: QWidget | None, told: str) -> None:
    """Show in the window of a branch what the repair that went before it came to; '' where there was none."""
    if told and isinstance(window, Shell):
        window.go("preview", key="rebuild_report", args={"told": told}, title="修复报告")
