"""The beginning of a file of a stranger, by which importers know whether it is theirs."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from sessions.tables.contents import unpadded, wide_coding

HEAD_BYTES = 65_536
"""As much of a file as its kind is told from, in bytes: a choice, far beyond any header that was met."""


@dataclass(frozen=True)
class Head:
    """The first bytes of a file, and its size in bytes; whoever asks for its text or its lines has them once."""

    path: Path
    data: bytes
    size: int

    @cached_property
    def text(self) -> str:
        """The bytes as text: UTF-32 or UTF-16 where that is plain, UTF-8, or Windows-1252; empty with a zero byte."""
        data = unpadded(self.data)
        wide = wide_coding(data)
        if wide is not None:
            return data.decode(wide, errors="ignore")
        if b"\0" in data:
            return ""
        try:
            # A character may be cut in two at the end.
            return data.decode("utf-8-sig", errors="strict" if len(self.data) == self.size else "ignore")
        except UnicodeDecodeError:
            return data.decode("cp1252", errors="replace")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines that are whole, without what ends them."""
        lines = re.split(r"\r\n|\n|\r", self.text)
        return tuple(lines if len(self.data) == self.size else lines[:-1])

    @cached_property
    def is_json(self) -> bool:
        """Whether it begins as JSON does."""
        return bool(re.match(r"\s*[\[{]\s*(?:[\[{\"\]}]|-?\d|NaN\b|null\b)", self.text))

    @cached_property
    def is_list_of_numbers(self) -> bool:
        """Whether it is a JSON list that begins with a number."""
        return bool(re.match(r"\s*\[\s*-?\d", self.text))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the JSON at any depth, within the first bytes; very long ones are none."""
        return frozenset(re.findall(r'"([^"\\]{1,80})"\s*:', self.text)) if self.is_json else frozenset()

    def has_key(self, *names: str) -> bool:
        """Return whether these are keys of the JSON, at any depth, within the first bytes."""
        return self.is_json and all(re.search(re.escape(json.dumps(name)) + r"\s*:", self.text) for name in names)


def head_of(path: Path) -> Head:
    """Return the head of a file.

    Raises
    ------
    RecordingError
        There is no such file, it is no ordinary one, or the system does not let us read it.
    """
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES)
            size = file.seek(0, 2)
    except UnfitFileError as error:
        code = TextErrorCode.IS_FOLDER if path.is_dir() else TextErrorCode.NOT_ORDINARY
        raise RecordingError(code, str(path)) from error
    except FileNotFoundError as error:
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error
    return Head(path, data, size)
