"""The facts of an error as its message needs them: written in the language, lists as one text, and counts."""

import math
from collections.abc import Mapping

from biofeedback.facts import Facts, FactValue
from biofeedback.outside_text import shortened, shown
from ui.words.language import Language


def system_sentences(language: Language) -> Mapping[str, str]:
    """Return what is said of the common codes of systems, within a sentence; any other is said as the system does."""
    return {
        "EACCES": language.gettext("Permission denied"),
        "EPERM": language.gettext("Operation not permitted"),
        "ENOENT": language.gettext("No such file or directory"),
        "EEXIST": language.gettext("File exists"),
        "EISDIR": language.gettext("Is a directory"),
        "ENOTDIR": language.gettext("Not a directory"),
        "ENAMETOOLONG": language.gettext("File name too long"),
        "ENOSPC": language.gettext("No space left on device"),
        "EDQUOT": language.gettext("Disk quota exceeded"),
        "EROFS": language.gettext("Read-only file system"),
        "EFBIG": language.gettext("File too large"),
        "EBUSY": language.gettext("Device or resource busy"),
        "EIO": language.gettext("Input/output error"),
        "EADDRINUSE": language.gettext("Address already in use"),
        "EMFILE": language.gettext("Too many open files"),
    }


class Given:
    """What an error carries, and each text again in quotes, as ``quoted_name``: with what is not printed escaped.

    Parameters
    ----------
    facts : Facts
        Its facts, several under one name for a list.
    language : Language
        Writes the numbers.
    because : str
        The sentence of the error that led to it.
    """

    def __init__(self, facts: Facts, language: Language, because: str = "") -> None:
        self._facts = facts
        self._language = language
        # Said within a sentence, it does without its end.
        self._texts = {"because": because.removesuffix(".")}
        self._texts |= {f"quoted_{name}": _quoted(value) for name, value in facts}
        self._lists: dict[str, list[str]] = {}
        for name, value in facts:
            self._lists.setdefault(name, []).append(self._written(value))
        self._texts |= {name: language.listed(each) for name, each in self._lists.items()}
        if ours := system_sentences(language).get(self._texts.get("system_code", "")):
            self._texts["problem"] = ours

    def count(self, name: str) -> int:
        """Return a number to choose the plural by; one and a half are several, and what is not there is none."""
        value = next((value for each, value in self._facts if each == name), 0)
        return math.ceil(value) if isinstance(value, int | float) and math.isfinite(value) else 0

    def has(self, name: str) -> bool:
        """Return whether there is a fact of this name."""
        return name in self._lists

    def translate(self, name: str, words: Mapping[str, str]) -> None:
        """Write a fact that is one of a few words of ours in the language."""
        self._texts[name] = words.get(self._texts.get(name, ""), "")

    def put_in_lines(self, name: str) -> None:
        """Write a list with a line for each of its things."""
        self._texts[name] = "\n".join(f"  {each}" for each in self._lists.get(name, ()))

    def filled(self, message: str) -> str:
        """Return a message with the facts in its placeholders."""
        return message.format(**self._texts)

    def _written(self, value: FactValue) -> str:
        if isinstance(value, str):
            return shown(value)
        return self._language.whole(value) if isinstance(value, int) else self._language.short_number(value)


def _quoted(value: FactValue) -> str:
    return repr(shortened(value) if isinstance(value, str) else value)
