"""The text of a new practice or protocol file: small, ready to be practised, with a note on every key."""

from collections.abc import Sequence
from string import Template

from biofeedback.languages import words_of

FILE, PROTOCOL_FILE = "new_practice.toml", "new_protocol.toml"
"""They lie beside the practices, once a language."""


def template(name: str, file: str, languages: Sequence[str] = (), *, protocol: bool = False) -> str:
    """Return the text of a new practice called ``name``, to be kept in ``file``, in the first of these languages.

    With ``protocol`` it is the protocol of a study: settle, baseline, practice in one of three conditions, recovery,
    deep breathing.
    """
    title = name.replace("_", " ").capitalize()
    text = words_of(PROTOCOL_FILE if protocol else FILE, languages)
    return Template(text).substitute(name=name, title=title, file=file)
