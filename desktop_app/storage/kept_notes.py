"""Notes of a branch file that are looked through by their kind: forms begun and not saved."""

from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import Note

HANDOVER = "secretary_handover"
"""The change of secretary that is under way."""
_DRAFT = "draft:"


def draft_keys(reader: Reader) -> list[str]:
    """The keys of the forms that were begun and not saved, whoever began them."""
    found = reader.rows(Note.select(Note.key).where(Note.key.contains(_DRAFT)).order_by(Note.key))
    return [key for (key,) in found if _DRAFT in key]


def own_drafts(reader: Reader) -> list[tuple[str, str]]:
    """What whoever is at the desk began and did not save: what it is of, and the words kept."""
    own = reader.door.note_key(_DRAFT)
    query = Note.select(Note.key, Note.value).where(Note.key.startswith(own)).order_by(Note.key)
    return [(str(key).removeprefix(own), str(words)) for key, words in reader.rows(query)]
