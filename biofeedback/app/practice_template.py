"""The text of a new practice file: small, ready to be practised, with a note on every key."""

from collections.abc import Sequence
from string import Template

from biofeedback.languages import words_of

FILE = "new_practice.toml"
"""Lies beside the practices, once a language."""


def template(name: str, file: str, languages: Sequence[str] = ()) -> str:
    """Return the text of a new practice called ``name``, to be kept in ``file``, in the first of these languages."""
    title = name.replace("_", " ").capitalize()
    return Template(words_of(FILE, languages)).substitute(name=name, title=title, file=file)
