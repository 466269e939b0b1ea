"""The question of the home page, and where it and the margins lie in a window of some size."""

from PySide6.QtGui import QFont, QFontMetrics

from ui.desktop.theme.typeface import LIGHT, MEDIUM, fitting, font, pill_size
from ui.words.language import Language

EIGHT_WEEKS_PX = 14  # the font of the button beside the question
LOW = 580  # px: in a lower window the last weeks make room for the cards, and all stands closer; a choice by eye
BETWEEN_PX = 12  # px between the buttons of the row; by eye
_SMALLEST_WITH_BUTTONS_PX = 20  # px; where the question would be smaller one button goes; a choice: still a heading
_SMALLEST_QUESTION_PX = 13  # px; a choice: as large as most around it


def question_words(language: Language) -> str:
    """Return what the home page asks."""
    return language.gettext("What would feel kind right now?")


def eight_weeks_words(language: Language) -> str:
    """Return what the button beside the question says."""
    return language.gettext("Eight weeks, in your own time")


def home_margins(wide: int, high: int) -> tuple[int, int, int, int, int]:
    """Return the margin at both sides, those above and below, and the space between rows and between columns, in px.

    They keep the proportions of the design.
    """
    side, between_columns = max(24, min(round(0.039 * wide), 96)), max(24, min(round(0.028 * wide), 48))
    if high < LOW:
        return side, 8, 4, 8, between_columns
    between = max(12, min(round(0.036 * high), 40))
    return side, max(16, round(0.044 * high)), max(10, round(0.02 * high)), between, between_columns


def demonstration_words(language: Language) -> str:
    """Return what the button says that begins the demonstration."""
    return language.gettext("A demonstration")


def question_row(language: Language, wide: int, high: int) -> tuple[QFont, int]:
    """Return the font of the question beside its buttons, and the height of their row in px."""
    side, _, _, between, _ = home_margins(wide, high)
    pill = pill_size(eight_weeks_words(language), font(EIGHT_WEEKS_PX, MEDIUM))
    room = wide - 2 * side - pill.width() - between
    if has_room_to_demonstrate(language, wide):
        room -= _demonstration_wide(language)
    face = font(max(24, min(round(0.0245 * wide), 44)), LIGHT, spacing_percent=100.5)
    fitted = fitting(question_words(language), room, face, _SMALLEST_QUESTION_PX)
    return fitted, max(pill.height(), QFontMetrics(fitted).height())


def has_room_to_demonstrate(language: Language, wide: int) -> bool:
    """Return whether the button that begins the demonstration has room beside the question."""
    side = home_margins(wide, LOW)[0]
    pill = pill_size(eight_weeks_words(language), font(EIGHT_WEEKS_PX, MEDIUM))
    smallest = QFontMetrics(font(_SMALLEST_WITH_BUTTONS_PX, LIGHT, spacing_percent=100.5))
    question = smallest.horizontalAdvance(question_words(language))
    return question + pill.width() + _demonstration_wide(language) + BETWEEN_PX <= wide - 2 * side


def _demonstration_wide(language: Language) -> int:
    return pill_size(demonstration_words(language), font(EIGHT_WEEKS_PX, MEDIUM)).width() + BETWEEN_PX
