"""Makes text that others wrote fit to be shown: names of straps, notes in recordings, names of files, titles.

Such text may hold codes that clear a terminal, turn the direction of writing or hide a part of a name. Whatever is not
seen for what it is becomes a mark that is seen; nothing is taken away in silence.
"""

import json
import unicodedata

LONGEST_NAME = 80
"""Characters of a name, of a strap or a model; a Bluetooth advertisement holds at most 248 bytes, names in use 30."""

LONGEST_TEXT = 2000
"""Characters of any other text: a long note, or a path as long as systems allow is 4096 bytes; a choice."""

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (direction, zero width), halves of a pair that stand alone, separators of lines and paragraphs."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u3164\uffa0")
"""Letters and marks of other categories that take no place (Unicode's Default_Ignorable_Code_Point)."""

_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd")
"""Signs of numbers and verses, which are formats by category and yet drawn."""

_JOINER = "\u200d"
_EMOJI_VARIATION = "\ufe0f"
_CONTROL_PICTURES = 0x2400  # "␀", the first of the pictures of control codes (Unicode block 2400 to 243F)
_SPACE, _DELETE = 0x20, 0x7F  # the first sign after the control codes, and the one behind the printed signs (ASCII)
_PICTURE_OF_DELETE = "\u2421"


def shown(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text on one line in which everything can be seen.

    Parameters
    ----------
    text : str
        What somebody else wrote.
    longest : int
        How many of its characters to keep; where more are left out, an ellipsis says so.
    """
    text = shortened(text, longest)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(sign, text, index) for index, sign in enumerate(text))


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text of no more than so many characters; where more are left out, an ellipsis says so."""
    return text if len(text) <= longest else text[:longest] + "…"


def shown_lines(text: str) -> str:
    """Return a text of our own, of any length, that others' text may be in; its lines stay lines."""
    return text if text.isprintable() else "".join(sign if sign == "\n" else _without_control(sign) for sign in text)


def escaped(json_text: str) -> str:
    """Return JSON in which what cannot be seen is escaped; it says the same."""
    return "".join(sign if sign == "\n" or not _is_unseen(sign) else json.dumps(sign).strip('"') for sign in json_text)


def _shown(sign: str, text: str, index: int) -> str:
    if sign == _JOINER and 0 < index < len(text) - 1 and _is_picture(text[index - 1]) and _is_picture(text[index + 1]):
        return sign
    if unicodedata.category(sign) == "Cc":
        return _without_control(sign)
    return f"<U+{ord(sign):04X}>" if _is_unseen(sign) else sign


def _without_control(sign: str) -> str:
    """Return a sign, or a mark for one that a terminal would obey or could not write."""
    code = ord(sign)
    if code < _SPACE:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return _PICTURE_OF_DELETE
    return f"<U+{code:04X}>" if unicodedata.category(sign) in ("Cc", "Cs") else sign


def _is_unseen(sign: str) -> bool:
    return sign in _UNSEEN or (unicodedata.category(sign) in _UNSEEN_CATEGORIES and sign not in _SEEN)


def _is_picture(sign: str) -> bool:
    """Return whether a joiner beside it joins pictures into one, as in an emoji of a family."""
    return sign == _EMOJI_VARIATION or unicodedata.category(sign) in ("So", "Sk")
