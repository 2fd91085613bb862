"""A paper of each record of a list: who has none yet is left out and counted, with why."""

from types import SimpleNamespace
from typing import Any

from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.views.page_parts import print_each
from desktop_app.views.page_parts.print_each import asked_of_each


class Told:
    """A window that keeps where it was led and what it told."""

    def __init__(self) -> None:
        self.pages = SimpleNamespace(current_key="register:member")
        self.gone: list[dict[str, Any]] = []
        self.notices: list[str] = []

    def go(self, _key: str, **args: Any) -> None:
        self.gone.append(args)

    def show_notice(self, words: str, tone: str = "") -> None:
        self.notices.append(words)


class Form(PaperDeclaration):
    """A form of everybody but those without a number."""

    def reason(self, record: Any, context: Any) -> str:
        return "" if record.uid[0] == "a" else "还没有编号"

    def copies(self, record: Any, context: Any) -> Any:
        return [SimpleNamespace(args={"uid": record.uid})]


FORM = Form(key="form", title="登记表", icon="print", draft="a.b", needs=("uid",))


def some(*uids: str) -> list[Any]:
    return [SimpleNamespace(uid=uid) for uid in uids]


def test_who_has_none_yet_is_counted_with_why_and_none_is_printed_twice() -> None:
    asked, left = asked_of_each(FORM, some("a1", "b1", "a2", "b2", "a1"), SimpleNamespace())  # type: ignore[arg-type]
    assert asked == [("form", {"uid": "a1"}), ("form", {"uid": "a2"})]
    assert left == "2 条没有印：还没有编号"


def test_too_many_for_one_job_are_not_begun(monkeypatch: Any) -> None:
    monkeypatch.setattr(print_each, "MOST", 2)
    shell = Told()
    print_each.print_each(shell, FORM, some("a1", "a2", "a3"), SimpleNamespace(), "人")  # type: ignore[arg-type]
    assert shell.gone == []
    assert shell.notices == ["一次最多打印 2 份，现在有 3 份；请先筛选"]
