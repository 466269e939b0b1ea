"""What the welcome says, a page at a time."""

from typing import NamedTuple

from ui.words.language import Language


class WelcomePage(NamedTuple):
    """A page: its title, and what stands beneath it."""

    title: str
    lines: tuple[str, ...]


def welcome_pages(language: Language) -> tuple[WelcomePage, ...]:
    """Return the pages in their order; the last one is that of the breath."""
    return (
        WelcomePage(
            language.gettext("A kind presence"),
            (
                language.gettext("Soften is a light that breathes, a few warm words, and your own heart for company."),
                language.gettext("There is nothing to reach here. Stopping is always fine."),
            ),
        ),
        WelcomePage(
            language.gettext("Your heart"),
            (
                language.gettext(
                    "Through a sensor on your skin, Soften reads when your heart beats; some sensors also send its "
                    "wave, or movement."
                ),
                language.gettext(
                    "All of it stays on this computer, in files that are yours to keep, to look back on or to delete."
                ),
            ),
        ),
        WelcomePage(
            language.gettext("With a sensor, or without"),
            (
                language.gettext(
                    "A chest strap or a pulse sensor is welcome. Without one, the light and the words are all there."
                ),
                language.gettext("A simulated heart shows what a sensor would bring."),
            ),
        ),
        WelcomePage(
            language.gettext("Two breaths, if you like"),
            (language.gettext("Let the breath be soft and small, and follow the light, or watch it."),),
        ),
    )


def after_the_breaths(language: Language) -> str:
    """Return what is said when the two breaths have passed."""
    return language.gettext("That is all. Come in whenever you like.")
