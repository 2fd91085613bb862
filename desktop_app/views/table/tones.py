"""The tone a word takes in a table or a pill: where a record stands, and what is late."""

from desktop_app.records.record import Register

_BEGINNINGS = (
    ("逾期", "overdue"),
    ("未", "overdue"),
    ("不", "overdue"),
    ("会议无效", "overdue"),
    ("待", "due"),
    ("今天", "due"),
    ("票数不全", "due"),
    ("撤销", "draft"),
    ("已", "done"),
    ("通过", "done"),
)


def tone_of_words(words: str) -> str:
    """The tone of words that tell by themselves how things stand; '' for all others."""
    return next((tone for start, tone in _BEGINNINGS if words.startswith(start)), "")


def tone_of_state(register: Register, state: str) -> str:
    """The tone of a state: by its own words, else by its place in the flow."""
    if not state:
        return "draft"
    told = tone_of_words(state)
    if told:
        return told
    if state in register.locked:
        return "done"
    first = register.boxes[register.state].default if register.state else ""
    return "draft" if state == first else "going"
