"""Going where an entry turns up: a paper in the preview, a figure on its page."""

from desktop_app.duties.basics.destination import Destination
from desktop_app.views.shell import Shell


def follow(shell: Shell, destination: Destination) -> None:
    """Show the paper as it will be printed, with the way back to this page; or the figure with its list."""
    if destination.is_paper:
        back = shell.pages.current_key
        shell.go(
            "preview", key=destination.key, args=dict(destination.args), title=destination.title, back=back
        )
    else:
        shell.go(destination.key, **destination.args)
