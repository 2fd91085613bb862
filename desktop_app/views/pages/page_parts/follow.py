"""Going where an entry turns up: a paper in the preview, a figure on its page."""

from desktop_app.duties.basics.feed import Feed
from desktop_app.views.shell import Shell


def follow(shell: Shell, feed: Feed) -> None:
    """Show the paper as it will be printed, with the way back to this page; or the figure with its list."""
    if feed.is_paper:
        back = shell.pages.current_key
        shell.go("preview", key=feed.key, args=dict(feed.args), title=feed.title, back=back)
    else:
        shell.go(feed.key, **feed.args)
