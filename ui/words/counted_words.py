"""Lengths of time and small numbers in words, as a sentence has them."""

from ui.words.language import Language

SAID_IN_SECONDS_S = 105.0
"""Shorter times are said in seconds: a choice, so that the least number of minutes is a whole "two"."""


def length_in_words(length_s: float, language: Language) -> str:
    """Return a length such as ``three minutes``."""
    if length_s < SAID_IN_SECONDS_S:
        seconds = round(length_s)
        if seconds == 0:
            return language.gettext("a moment")
        message = language.npgettext("in words", "{number} second", "{number} seconds", seconds)
        return message.format(number=number_in_words(seconds, language))
    minutes = round(length_s / 60.0)
    message = language.npgettext("in words", "{number} minute", "{number} minutes", minutes)
    return message.format(number=number_in_words(minutes, language))


def number_in_words(count: int, language: Language) -> str:
    """Return a number up to twenty in words, a larger one in digits."""
    numbers = (
        # Translators: numbers before a noun; digits will do where words would have to agree with it.
        language.pgettext("number", "no"),
        language.pgettext("number", "one"),
        language.pgettext("number", "two"),
        language.pgettext("number", "three"),
        language.pgettext("number", "four"),
        language.pgettext("number", "five"),
        language.pgettext("number", "six"),
        language.pgettext("number", "seven"),
        language.pgettext("number", "eight"),
        language.pgettext("number", "nine"),
        language.pgettext("number", "ten"),
        language.pgettext("number", "eleven"),
        language.pgettext("number", "twelve"),
        language.pgettext("number", "thirteen"),
        language.pgettext("number", "fourteen"),
        language.pgettext("number", "fifteen"),
        language.pgettext("number", "sixteen"),
        language.pgettext("number", "seventeen"),
        language.pgettext("number", "eighteen"),
        language.pgettext("number", "nineteen"),
        language.pgettext("number", "twenty"),
    )
    return numbers[count] if 0 <= count < len(numbers) else language.whole(count)
