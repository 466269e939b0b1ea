"""The page shown once, before the first practice: choose something mild, stop any time, when not to practise."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.practice.script.checked_file import read_checked
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.key_kinds import Key, Text, Texts

# In characters, and in lines of a list, a choice each: the whole fits on one page without scrolling.
_LONGEST_LINE = 80
_LONGEST_SENTENCE = 200
_MOST = 6

OPENING_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "title": Text(meaning="The heading.", longest=_LONGEST_LINE),
        "opening": Texts(meaning="What is good to know, a line each.", longest=_LONGEST_SENTENCE, most=_MOST),
        "not_now_title": Text(meaning="What leads to the next lines.", longest=_LONGEST_LINE),
        "not_now": Texts(meaning="When not to practise, a line each.", longest=_LONGEST_SENTENCE, most=_MOST),
        "not_a_device": Text(meaning="What Soften is not.", longest=_LONGEST_SENTENCE),
        "agree": Text(meaning="The words on the way on.", longest=_LONGEST_LINE),
    }
)


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """The page, piece by piece.

    Attributes
    ----------
    title : str
        The heading.
    opening : tuple of str
        What is good to know, sentence by sentence.
    not_now_title : str
        What leads to `not_now`.
    not_now : tuple of str
        When not to practise; each goes on from `not_now_title`.
    not_a_device : str
        What Soften is not.
    agree : str
        The words on the button that leads on.
    """

    title: str
    opening: tuple[str, ...]
    not_now_title: str
    not_now: tuple[str, ...]
    not_a_device: str
    agree: str


def parse_opening_page(text: str, file: str) -> OpeningPage:
    """Read the page from the text of its file; ``file`` is the file's name, for errors.

    Raises
    ------
    PracticeError
        With the file, the key and what is wrong there.
    """
    return read_checked(text, file, OPENING_KEYS, _opening_page)


def _opening_page(table: CheckedTable) -> OpeningPage:
    page = OpeningPage(
        title=table.text("title"),
        opening=table.texts("opening"),
        not_now_title=table.text("not_now_title"),
        not_now=table.texts("not_now"),
        not_a_device=table.text("not_a_device"),
        agree=table.text("agree"),
    )
    for key, found in (("opening", page.opening), ("not_now", page.not_now)):
        if not found:
            table.fault(key, PracticeErrorCode.PAGE_EMPTY)
    return page
