"""The page of care for whoever leads others: begin mild, stop any time, what to do when it is too much for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.practice.script.checked_file import read_checked
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.key_kinds import Key, Tables, Text, Texts

# In characters, and in lines of a list, a choice each: a section is read at one look, in a room that waits.
_LONGEST_LINE = 80
_LONGEST_SENTENCE = 200
_LONGEST_SOURCE = 300
_MOST = 8

SECTION_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "title": Text(meaning="The heading.", longest=_LONGEST_LINE),
        "lines": Texts(meaning="What is good to know, a line each.", longest=_LONGEST_SENTENCE, most=_MOST),
    }
)
CARE_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "title": Text(meaning="The heading.", longest=_LONGEST_LINE),
        "opening": Texts(meaning="What comes before all else, a line each.", longest=_LONGEST_SENTENCE, most=_MOST),
        "sections": Tables(meaning="The sections, in order.", keys=SECTION_KEYS, optional=False),
        "sources_title": Text(meaning="What leads to the sources.", longest=_LONGEST_LINE),
        "sources": Texts(meaning="What it rests on, a source a line.", longest=_LONGEST_SOURCE, most=_MOST),
    }
)


@dataclass(frozen=True, slots=True)
class CareSection:
    """One section: its heading, and its sentences in order."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarePage:
    """The page, piece by piece.

    Attributes
    ----------
    title : str
        The heading.
    opening : tuple of str
        What whoever leads has in mind before a room begins, sentence by sentence.
    sections : tuple of CareSection
        The rest, to be looked up.
    sources_title : str
        What leads to `sources`.
    sources : tuple of str
        What it rests on.
    """

    title: str
    opening: tuple[str, ...]
    sections: tuple[CareSection, ...]
    sources_title: str
    sources: tuple[str, ...]


def parse_care_page(text: str, file: str) -> CarePage:
    """Read the page from the text of its file; ``file`` is the file's name, for errors.

    Raises
    ------
    PracticeError
        With the file, the key and what is wrong there.
    """
    return read_checked(text, file, CARE_KEYS, _care_page)


def _care_page(table: CheckedTable) -> CarePage:
    page = CarePage(
        title=table.text("title"),
        opening=table.texts("opening"),
        sections=tuple(_section(each) for each in table.tables("sections")),
        sources_title=table.text("sources_title"),
        sources=table.texts("sources"),
    )
    if not page.opening:
        table.fault("opening", PracticeErrorCode.PAGE_EMPTY)
    return page


def _section(table: CheckedTable) -> CareSection:
    section = CareSection(title=table.text("title"), lines=table.texts("lines"))
    if not section.lines:
        table.fault("lines", PracticeErrorCode.PAGE_EMPTY)
    return section
