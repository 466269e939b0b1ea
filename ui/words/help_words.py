"""The pages of help as words: numbers from their definitions, sensors from the catalogue, what is good to know."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biofeedback.practice.script.safety import OpeningPage
from biofeedback.signals.definitions import DEFINITIONS, GROUP_TITLES, OF_A_PRACTICE, Definition
from ui.words.language import Language

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})  # casefold has ss for the fourth

SAFETY = "safety"
"""The name of the page of what is good to know before a practice."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page.

    Attributes
    ----------
    name : str
        What it is asked for by: ``number:rmssd_ms``, ``keys:practice``, ``sensor:Polar H10``, ``safety``.
    group : str
        The heading under which it stands among the others.
    title : str
        Its own heading.
    parts : tuple of (str, str)
        Small headings, each with what stands under it; an empty one stands under the title itself.
    in_rows : bool
        Whether a small heading stands beside its words and not above them, as a key does.
    found_by : str
        Other words by which somebody may look for it, in their language; they are not shown.
    """

    name: str
    group: str
    title: str
    parts: tuple[tuple[str, str], ...]
    in_rows: bool = False
    found_by: str = ""

    def says(self, sought: str) -> bool:
        """Tell whether all words that are sought are on the page, or begin a word of it."""
        said = _folded(
            " ".join((self.title, self.group, *(each for part in self.parts for each in part), self.found_by))
        )
        return all(word in said for word in _folded(sought).split())


def of_number(name: str) -> str:
    """Return the name of the page behind a number, by the name of its definition."""
    return f"number:{name}"


def number_pages(language: Language) -> Iterator[HelpPage]:
    """Yield a page for every definition, those of a practice first."""
    of_a_practice = language.gettext("What is said of a practice")
    for definition in OF_A_PRACTICE.values():
        yield _number_page(definition, of_a_practice, language)
    for group, title in reversed(tuple(GROUP_TITLES.items())):
        for definition in DEFINITIONS.values():
            if definition.group == group:
                yield _number_page(definition, language.gettext(title), language)


def safety_page(words: OpeningPage, language: Language) -> HelpPage:
    """Return what is good to know before a practice."""
    parts = [("", line) for line in words.opening]
    parts.append((words.not_now_title, "\n".join(f"· {line}" for line in words.not_now)))
    parts.append(("", words.not_a_device))
    return HelpPage(SAFETY, good_to_know(language), words.title, tuple(parts), found_by=too_much_words(language))


def too_much_words(language: Language) -> str:
    """Return the words by which somebody may look for what helps when it is too much."""
    # Translators: not shown; whatever somebody may type in the search of help when they, or others, do not feel well.
    return language.pgettext(
        "words to be found by",
        "dizzy, dizziness, numb, numbness, tingling, panic, fear, anxious, faint, racing heart, palpitations",
    )


def good_to_know(language: Language) -> str:
    """Return the heading of what belongs to no number, key or sensor."""
    return language.gettext("Good to know")


def found(pages: Sequence[HelpPage], sought: str) -> list[HelpPage]:
    """Return the pages that say what is sought, those with it in their title first; all of them for nothing."""
    saying = [page for page in pages if page.says(sought)]
    if not sought.strip():
        return saying
    words = _folded(sought).split()
    return sorted(saying, key=lambda page: not all(word in _folded(page.title) for word in words))


def _folded(words: str) -> str:
    """Return words as they are compared: in small letters, and an umlaut as it is written without its key."""
    return unicodedata.normalize("NFC", words).casefold().translate(_UMLAUTS)


def _number_page(definition: Definition, group: str, language: Language) -> HelpPage:
    parts = [
        ("", language.gettext(definition.text)),
        (language.gettext("Unit"), _unit(definition.unit, language)),
        (language.gettext("Over what time"), _window(definition, language)),
        (language.gettext("What it cannot say"), language.gettext(definition.cannot)),
        (language.gettext("Computed differently from elsewhere"), language.gettext(definition.deviation)),
        (language.gettext("Where this is from"), language.gettext(definition.source)),
        (language.gettext("Version of the definition"), language.whole(definition.version)),
    ]
    title = language.gettext(definition.title)
    return HelpPage(of_number(definition.name), group, title, tuple(part for part in parts if part[1]))


def _unit(unit: str, language: Language) -> str:
    match unit:
        case "share":
            return language.gettext("A share of a whole, 0 to 1")
        case "ratio":
            return language.gettext("A ratio, without a unit")
        case "count":
            return language.gettext("A count")
        case "1":
            return language.gettext("A number without a unit")
        case _:
            return language.gettext(unit)


def _window(definition: Definition, language: Language) -> str:
    if definition.name in OF_A_PRACTICE:
        return language.gettext("The practice, the step or the pace that it is about")
    if math.isnan(definition.window_s):
        return language.gettext("One whole breath or a whole record, however long that is")
    seconds = language.gettext("While practising: the last {seconds} s")
    return seconds.format(seconds=language.number(definition.window_s))
