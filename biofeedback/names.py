"""Names that people give one another: as they are kept, and as they are compared; and names for files."""

import unicodedata

from biofeedback.error_codes import PeopleErrorCode, RoomErrorCode
from biofeedback.errors import UsageError
from biofeedback.outside_text import LONGEST_NAME, shown

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")}
)
"""What Windows means by itself, with any ending and however it is written (Naming Files, Paths, and Namespaces)."""


def kept_name(name: str) -> str:
    """Return a name as it is kept.

    Raises
    ------
    UsageError
        It is too long, or nothing of it can be seen.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if len(name) > LONGEST_NAME:
        raise UsageError(PeopleErrorCode.NAME_TOO_LONG, longest=LONGEST_NAME, count=len(name))
    if not any(sign.isprintable() and not sign.isspace() for sign in name):
        raise UsageError(PeopleErrorCode.NAME_EMPTY)
    return name


def seat_name(name: str) -> str:
    """Return the name of a seat as it is kept; a wall shows it, so that all of it can be seen.

    Raises
    ------
    UsageError
        It is too long, or some of it cannot be seen.
    """
    name = kept_name(name)
    if shown(name) != name:
        raise UsageError(RoomErrorCode.NAME_UNSEEN, name=name)
    return name


def alike(name: str) -> str:
    """Return a name as it is compared with others: as it is shown, without regard to capitals."""
    return shown(unicodedata.normalize("NFKC", name).strip(), LONGEST_NAME).casefold()


def file_stem(name: str) -> str:
    """Return the name of a file, without its ending, so that no system takes it for one of its devices."""
    return f"{name}_" if name.casefold() in _DEVICES else name
