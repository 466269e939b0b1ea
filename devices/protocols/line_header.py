"""Comments in text lines, and the one comment that means something: the header of a format of ours.

A line that begins with ``#`` is a comment. A header names its format, its version and what there is to know of it::

    # soften wave 1 unit=us kind=ecg rate=250
    # hrvb ibi 1

Both first words mean the same.
"""

import re
from dataclasses import dataclass
from typing import Self

from biofeedback.errors import MalformedDataError

_COMMENT = re.compile(rb"#([\t -~]*)")
_HEADER = re.compile(rb"#\s*(?:soften|hrvb)\s+([a-z][a-z0-9]*)\s+(\d{1,4})((?:\s+[a-z_]+=[!-<>-~]+)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A line for people: all that follows the ``#``, without the blanks around it."""

    text: str

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one comment, without its LF.

        Raises
        ------
        MalformedDataError
            The line is no comment, or not plain ASCII.
        """
        match = _COMMENT.fullmatch(data.strip())
        if match is None:
            raise MalformedDataError("a comment is plain text after #", data)
        return cls(text=match[1].decode("ascii").strip())

    def encode(self) -> bytes:
        """Write the comment, without LF."""
        return f"# {self.text}".encode("ascii").rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineHeader:
    """The header of a format.

    Attributes
    ----------
    format : str
        ``ibi``, ``wave``, ``pulse``, ...
    version : int
        0 to 9999.
    options : tuple of (str, str)
        Names and values, as they stood.
    """

    format: str
    version: int
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one header, without its LF.

        Raises
        ------
        MalformedDataError
            The line is no header; it may well be a comment.
        """
        match = _HEADER.fullmatch(data.strip())
        if match is None:
            raise MalformedDataError("not the header of a line format", data)
        pairs = (pair.partition("=") for pair in match[3].decode("ascii").split())
        return cls(
            format=match[1].decode("ascii"),
            version=int(match[2]),
            options=tuple((name, value) for name, _, value in pairs),
        )

    def encode(self) -> bytes:
        """Write the header, without LF."""
        words = ["#", "soften", self.format, str(self.version), *(f"{name}={value}" for name, value in self.options)]
        return " ".join(words).encode("ascii")


def decode_comment(data: bytes) -> LineHeader | Comment:
    """Read a line that begins with ``#``.

    Raises
    ------
    MalformedDataError
        It does not, or is not plain ASCII.
    """
    try:
        return LineHeader.decode(data)
    except MalformedDataError:
        return Comment.decode(data)
