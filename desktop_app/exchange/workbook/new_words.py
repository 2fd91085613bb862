"""Words that a closed list does not know: asked once for a file, the answer kept in the branch file."""

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.exchange.workbook.layouts import SmallNotes
from desktop_app.exchange.workbook.question import LEAVE_OUT, Answers, Question, Special
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import SEPARATORS, ClosedList, ManyChoice

_PREFIX = "words:"
_AGAIN = "words:kept"
_TOLD = 5
_BEFORE_AS_WRITTEN = 2
# So near a label must be to words to be proposed for them; what holds the other is 1 and more.
_NEAR = 0.75


class NewWords:
    """What new words of a register's lists stand for, by earlier answers and by those given now."""

    def __init__(
        self, register: str, notes: object, answers: Answers, questions: dict[str, Question]
    ) -> None:
        self._key, self._notes, self._answers, self._questions = _PREFIX + register, notes, answers, questions
        self._kept = self._load()
        self._used: dict[str, str] = {}
        self._learnt: dict[str, dict[str, str]] = {}

    def _load(self) -> dict[str, dict[str, str]]:
        if not isinstance(self._notes, SmallNotes):
            return {}
        try:
            kept = json.loads(self._notes.note(self._key) or "{}")
            return {str(box): {str(w): str(v) for w, v in words.items()} for box, words in kept.items()}
        except (ValueError, AttributeError):
            return {}

    def read(
        self, box: ClosedList[Any, Any], words: str, row: int, column: int | None, doubt: Ambiguous | None
    ) -> tuple[Any, str]:
        """The value meant by words the list does not know, and a note on where that comes from.

        ``doubt`` holds what the box itself would offer. Raises Asked or LeftOut; None is an empty box.
        """
        if not isinstance(box, ManyChoice):
            return self._one(box, words, row, column, doubt.choices if doubt else ())
        meant, notes = [], []
        for piece in filter(None, (part.strip() for part in SEPARATORS.split(words))):
            value, note = box.value_for(piece), ""
            if value is None:
                value, note = self._one(box, piece, row, column, ())
            meant.append(value)
            notes += [note] if note else []
        return tuple(value for value in box.options if value in meant) or None, "；".join(notes)

    def _one(
        self,
        box: ClosedList[Any, Any],
        words: str,
        row: int,
        column: int | None,
        offered: Sequence[Option],
    ) -> tuple[Any, str]:
        question = self._question(box, words, row, column, offered)
        kept = self._kept.get(box.name, {}).get(words)
        if kept is not None and question.key not in self._answers.given and self._is_one(question, kept):
            self._used[f"{box.name}:{words}"] = f"「{box.title}」“{words}”记作“{box.show(kept, _nobody)}”"
            if not self._ask_again():
                return kept, f"照上次定的，“{words}”记作“{box.show(kept, _nobody)}”"
        picked = self._answers.pick(question)
        if picked is Special.EMPTY:
            return None, ""
        self._learnt.setdefault(box.name, {})[words] = str(picked)
        return picked, f"按您定的，“{words}”记作“{box.show(picked, _nobody)}”"

    @staticmethod
    def _is_one(question: Question, value: str) -> bool:
        return any(choice.value == value for choice in question.choices)

    def _ask_again(self) -> bool:
        """Whether the person wants to settle anew what was settled with an earlier file."""
        told = list(self._used.values())
        more = f"等 {len(told)} 个说法" if len(told) > _TOLD else ""
        what = f"上次定过的说法还照用吗？{'、'.join(told[:_TOLD])}{more}"
        choices = (Option("照用上次定的", False), Option("重新问一遍", True))
        question = Question(_AGAIN, _AGAIN, what, choices, proposal=0)
        self._questions[_AGAIN] = question
        return bool(self._answers.given.get(_AGAIN) == 1)

    @staticmethod
    def _question(
        box: ClosedList[Any, Any], words: str, row: int, column: int | None, offered: Sequence[Option]
    ) -> Question:
        """All there is, the nearest first; the words as they are where the box itself offers that.

        Only what is near is proposed: 医务人员 shares two signs with 公务员 and is none.
        """
        labels = dict(getattr(box, "offered", box.options))
        rest = sorted(labels.items(), key=lambda one: -_nearness(words, one[1]))
        first = list(offered)
        is_near = bool(rest) and _nearness(words, rest[0][1]) >= _NEAR
        if offered:  # Where the words may stand as they are, that is offered among the first.
            first.insert(_BEFORE_AS_WRITTEN if is_near else 0, first.pop())
        known = {option.value for option in first}
        choices = [*first, *(Option(label, value) for value, label in rest if value not in known)]
        if not box.required:
            choices.append(Option("先空着", Special.EMPTY))
        proposal = 0 if is_near or offered else None
        key = f"word:{box.name}:{words}"
        what = f"「{box.title}」里没有“{words}”这一项，记作哪一项？同样的说法都这样记，下次也照用"
        return Question(key, key, what, (*choices, LEAVE_OUT), row, column, box.title, proposal=proposal)

    def remember(self) -> None:
        """Keep the answers given for the next file."""
        if not self._learnt or not isinstance(self._notes, SmallNotes):
            return
        kept = {box: dict(words) for box, words in self._kept.items()}
        for box, words in self._learnt.items():
            kept.setdefault(box, {}).update(words)
        self._notes.set_note(self._key, json.dumps(kept, ensure_ascii=False, sort_keys=True))


def is_list(box: AnyBox) -> bool:
    """Whether the words of a box come from a list."""
    return isinstance(box, ClosedList)


def _nearness(words: str, label: str) -> float:
    """How near a label is to words: those that share a beginning or hold each other before others."""
    inside = words in label or label in words
    return SequenceMatcher(None, words, label).ratio() + (1.0 if inside else 0.0)


def _nobody(uid: str) -> str:
    return uid
