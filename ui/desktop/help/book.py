"""All pages of help in their order, and the one by which a name is meant."""

from collections.abc import Callable, Sequence
from itertools import chain

from biofeedback.errors import SoftenError
from ui.desktop.help.key_pages import key_pages, of_screen
from ui.desktop.help.leading_pages import demonstration_page, leading_page
from ui.ports import Application
from ui.words.errors import error_sentence
from ui.words.help_words import (
    SAFETY,
    HelpPage,
    found,
    good_to_know,
    number_pages,
    safety_page,
)
from ui.words.language import Language
from ui.words.recordings.export_words import files_page
from ui.words.recordings.seal_words import seal_page
from ui.words.rooms.care_words import CARE, care_help, of_leading


class HelpBook:
    """Every page.

    Parameters
    ----------
    application : Application
        Who knows the sensors, and what is good to know.
    language : Language
        The person's language.
    """

    def __init__(self, application: Application, language: Language) -> None:
        self.pages: Sequence[HelpPage] = tuple(
            chain(
                key_pages(language),
                [_care(application, language), leading_page(language), demonstration_page(language)],
                [
                    _safety(application, language),
                    seal_page(language),
                    files_page(language),
                    application.about_page(language),
                ],
                number_pages(language),
                application.sensor_pages(language),
            )
        )
        self._by_name = {page.name: page for page in self.pages}

    def page(self, name: str) -> HelpPage:
        """Return a page by its name; the keys of every screen where there is none of that name."""
        return self._by_name.get(name, self._by_name[of_screen("")])

    def has(self, name: str) -> bool:
        """Tell whether there is a page of this name."""
        return name in self._by_name

    def found(self, sought: str) -> list[HelpPage]:
        """Return the pages that say what is sought, the most fitting first."""
        return found(self.pages, sought)


def _safety(application: Application, language: Language) -> HelpPage:
    group = good_to_know(language)
    return _read_or_error(SAFETY, group, lambda: safety_page(application.opening_words(), language), language)


def _care(application: Application, language: Language) -> HelpPage:
    return _read_or_error(CARE, of_leading(language), lambda: care_help(application.care_words(), language), language)


def _read_or_error(name: str, group: str, read: Callable[[], HelpPage], language: Language) -> HelpPage:
    """Return a page whose words lie in a file; where that cannot be read, one that says so."""
    try:
        return read()
    except SoftenError as error:
        return HelpPage(name, group, group, (("", error_sentence(error, language)),))
