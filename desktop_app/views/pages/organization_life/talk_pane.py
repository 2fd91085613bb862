"""One talk opened beside the list; what was said stays covered until somebody entitled asks for it."""

from __future__ import annotations

from desktop_app.registers.organization_life.talks import Talk
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.become_issue import WORDS, IssueDoor
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill

COVERED = "内容只给书记、组织委员看。旁边有别人时不要打开。"


class TalkPane(RecordPane[Talk, Talk]):
    """Shows one talk; its words only after the button that names who may read them."""

    register, sections, print_words, least = "talk", ("谈话",), "打印谈话记录", 360

    @staticmethod
    def record_of(item: Talk) -> Talk:
        return item

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.kind = Pill(theme, "")
        self.when = Words(theme, colour=theme.colours.text_soft)
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.when, self.kind))
        self.uncover_button = PlainButton(theme, "我是书记、组织委员，看内容", "lock")
        self.uncover_button.setCheckable(True)
        self.uncover_button.toggled.connect(lambda _on: self._show_content())
        self.content = Words(theme, wrap=True)
        self.edit_button = LinkButton(theme, "改内容和签字", "edit")
        self.edit_button.clicked.connect(self._edit)
        self.door = IssueDoor(self.runner)
        self.concerns = Words(theme, wrap=True)
        self.issue_button = LinkButton(theme, WORDS, "issue")
        self.issue_button.clicked.connect(self._to_issue)
        self.add_form("谈话")
        self.add_tab(
            "主要内容",
            faint(theme, COVERED, wrap=True),
            self.content,
            self.concerns,
            in_a_line(theme, self.edit_button, self.issue_button),
            button=self.uncover_button,
        )

    def show_item(self, item: Talk) -> None:
        self.item = talk = item
        name = self.desk.ledger.name
        self.title.setText(f"{name(talk.by_member)} 和 {name(talk.with_member)}")
        day = talk.held_on
        place = f" · {talk.place}" if talk.place else ""
        self.when.setText(f"{day.year}年{day.month}月{day.day}日{place}")
        self.kind.set_state(talk.kind, "plain")
        self.form.show_record(talk)
        self._show_content()

    def _show_content(self) -> None:
        shown = self.uncover_button.isChecked()
        self.uncover_button.setText("盖上内容" if shown else "我是书记、组织委员，看内容")
        self.content.setText(self.item.content or "" if shown else "＊＊＊")
        told = self.item.concerns if shown else ""
        self.concerns.setText(f"问题和意见：{told}" if told else "")
        self.concerns.setVisible(bool(told))
        self.edit_button.setVisible(shown)
        self.issue_button.setVisible(bool(told))
        self.issue_button.setText("打开问题" if self.item.issue else WORDS)

    def _to_issue(self) -> None:
        """What was brought up becomes an item of the ledger; the form lets names be left out first."""
        if self.item.issue:
            self.runner.shell.go("issues", uid=self.item.issue)
        else:
            self.door.ask(self.item)

    def _edit(self) -> None:
        boxes = ("content", "concerns", "signed")
        self.ask_child(self.item, "谈话内容", "保存内容", "改谈话内容", boxes=boxes, note=COVERED)
