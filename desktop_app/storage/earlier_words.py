"""The words written before in a box, the latest first: what a form offers while it is typed again."""

from collections.abc import Iterable

from desktop_app.storage.reader import Reader

# So many of the latest records are looked at, however long the register is.
_LATEST = 3000
# So many words are given.
_MOST = 300


def earlier_words(
    reader: Reader, places: Iterable[str], latest: int = _LATEST, most: int = _MOST
) -> list[str]:
    """What this office wrote into these text boxes (``register.box``), each once, the latest first.

    The ``latest`` records alone are looked at, by the key they are stored in the order of.
    """
    found: dict[str, None] = {}
    for place in places:
        register, name = place.split(".")
        if not reader.may_read(register):
            continue
        model = reader.catalogue[register].model
        box = model._meta.fields[name]
        rows = (
            model.select(box)
            .where((model.owner_office == reader.office) & model.removed_at.is_null())
            .order_by(model.uid.desc())
            .limit(latest)
        )
        found.update(dict.fromkeys(words for (words,) in reader.rows(rows) if words))
    return list(found)[:most]
