"""The eight-week path: chapters with something to read, a practice or two, and an invitation.

It has no dates, and what was read is not kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from biofeedback.error_codes import ChoiceErrorCode, PracticeErrorCode
from biofeedback.errors import UsageError
from biofeedback.practice.script.checked_file import read_checked
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.key_kinds import Key, Tables, Text, Texts

MOST_PRACTICES = 2
"""The most practices of a chapter: what a week has room for."""

# In characters, and in paragraphs a chapter, a choice each: a reading stays a page.
_LONGEST_LINE = 80
_LONGEST_PARAGRAPH = 900
_LONGEST_NOTE = 300
_MOST_PARAGRAPHS = 6

CHAPTER_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "title": Text(meaning="What the person reads.", longest=_LONGEST_LINE),
        "practices": Texts(meaning="The names of one or two practices.", longest=_LONGEST_LINE, most=MOST_PRACTICES),
        "reading": Texts(
            meaning="A short reading, a line a paragraph.", longest=_LONGEST_PARAGRAPH, most=_MOST_PARAGRAPHS
        ),
        "invitation": Text(meaning="Something small for daily life.", longest=_LONGEST_NOTE),
    }
)
PATH_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "title": Text(meaning="What the person reads.", longest=_LONGEST_LINE),
        "subtitle": Text(meaning="The line below the title.", longest=_LONGEST_LINE),
        "credit": Text(meaning="Who thought of the order.", longest=_LONGEST_NOTE, default=""),
        "note": Text(meaning="How the path is meant.", longest=_LONGEST_NOTE),
        "chapters": Tables(meaning="The chapters, in order.", keys=CHAPTER_KEYS, optional=False),
    }
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter.

    Attributes
    ----------
    title : str
        What it is called.
    practices : tuple of str
        The names of one or two practices that go with it.
    reading : tuple of str
        Its paragraphs.
    invitation : str
        Something small for daily life.
    """

    title: str
    practices: tuple[str, ...]
    reading: tuple[str, ...]
    invitation: str


@dataclass(frozen=True, slots=True)
class PracticePath:
    """The whole path; ``note`` tells how it is meant."""

    title: str
    subtitle: str
    credit: str
    note: str
    chapters: tuple[Chapter, ...]

    def chapter(self, number: int) -> Chapter:
        """Return a chapter, counted from 1.

        Raises
        ------
        UsageError
            When there is none.
        """
        if not 1 <= number <= len(self.chapters):
            raise UsageError(ChoiceErrorCode.CHAPTER_UNKNOWN, chapter=number, last=len(self.chapters))
        return self.chapters[number - 1]


def parse_path(text: str, file: str) -> PracticePath:
    """Read a path from the text of its file; ``file`` is the file's name, for errors.

    Raises
    ------
    PracticeError
        With the file, the key and what is wrong there.
    """
    return read_checked(text, file, PATH_KEYS, _path)


def _path(table: CheckedTable) -> PracticePath:
    tables = table.tables("chapters")
    if not tables:
        table.fault("chapters", PracticeErrorCode.NO_CHAPTER)
    return PracticePath(
        title=table.text("title"),
        subtitle=table.text("subtitle"),
        credit=table.text("credit"),
        note=table.text("note"),
        chapters=tuple(_chapter(each) for each in tables),
    )


def _chapter(table: CheckedTable) -> Chapter:
    chapter = Chapter(
        title=table.text("title"),
        practices=table.texts("practices"),
        reading=table.texts("reading"),
        invitation=table.text("invitation"),
    )
    for key, found in (("practices", chapter.practices), ("reading", chapter.reading)):
        if not found:
            table.fault(key, PracticeErrorCode.CHAPTER_EMPTY)
    return chapter
