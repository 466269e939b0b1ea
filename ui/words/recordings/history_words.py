"""The words of the history: when, what, and what can be said of a stretch of time."""

import math
from collections.abc import Sequence
from datetime import datetime

from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.signals.definitions import DEFINITIONS
from ui.presenter.history import FEWEST_MEDIANS, Light, Season, most_frequent_part
from ui.presenter.past import PastPractice
from ui.words.language import Language
from ui.words.moment_words import moment_words
from ui.words.number_words import form_text
from ui.words.summary_words import simulated_sentence

_PARTS = 4  # of the day: night, morning, afternoon, evening; a choice of everyday words


def practice_heading(practice: PastPractice, language: Language) -> str:
    """Return when a practice was: its part of the day and its date."""
    if practice.started is None:
        return language.gettext("A practice of a day that nobody noted")
    # Translators: {moment} is like "Tuesday morning", {day} a date with its year.
    return language.gettext("{moment}, {day}").format(
        moment=moment_words(practice.started, language), day=date_words(practice.started, language)
    )


def date_words(moment: datetime, language: Language) -> str:
    """Return a date without its weekday."""
    # Translators: a date, as "3 March 2026".
    return language.gettext("{day} {month} {year}").format(
        day=language.whole(moment.day), month=language.month(moment, of_day=True), year=language.whole(moment.year)
    )


def practice_sentences(practice: PastPractice, language: Language) -> tuple[str, ...]:
    """Return a practice in two sentences: what it was, and what there is to say of its recording."""
    said = []
    if practice.error is None:
        said.append(_what(practice, language))
    if practice.simulated:
        said.append(simulated_sentence(language))
    if practice.ended_unexpectedly and practice.error is None:
        said.append(language.gettext("Its recording was never closed: it broke off, or is still being made."))
    elif not math.isnan(practice.warmth_share):
        warmth = language.number(practice.warmth_share, 2)
        said.append(language.gettext("The warmth of its light was {warmth} of 1 on average.").format(warmth=warmth))
    return tuple(said)


def _what(practice: PastPractice, language: Language) -> str:
    title = shown(practice.title, LONGEST_NAME) or language.gettext("A practice")
    if practice.started is not None:
        facts = [title, _length(practice, language), language.time_of_day(practice.started)]
    else:
        facts = [title, _length(practice, language)]
    without = language.gettext("the whole room") if practice.of_room else language.gettext("without a sensor")
    sensors = language.listed(shown(each, LONGEST_NAME) for each in practice.sensors) or without
    return " · ".join(filter(None, (*facts, "" if practice.simulated else sensors)))


def _length(practice: PastPractice, language: Language) -> str:
    if math.isnan(practice.length_s):
        return ""
    minutes = practice.length_s / 60.0
    return language.gettext("{minutes} min").format(minutes=language.number(minutes, 0 if minutes >= 10.0 else 1))


def own_words(practice: PastPractice, language: Language) -> str:
    """Return what the person wrote, as it is quoted; empty where there is nothing."""
    # Translators: the marks around what somebody wrote.
    quoted = language.gettext("“{words}”")
    texts = (shown(each) for each in (*practice.words, practice.note) if each.strip())
    return "  ".join(quoted.format(words=text) for text in texts)


def spoken_light(practice: PastPractice, language: Language) -> str:
    """Return a light as it is spoken while one goes from one to the next."""
    return " ".join((practice_heading(practice, language) + ".", *practice_sentences(practice, language)))


def history_summary(lights: Sequence[Light], language: Language) -> str:
    """Return the picture in words: how many lights, from when to when, and at which time of day most of them."""
    if not lights:
        return nothing_shown(language)
    count = language.ngettext(
        "{count} practice is shown, from {first} to {last}.",
        "{count} practices are shown, from {first} to {last}.",
        len(lights),
    )
    said = count.format(
        count=language.whole(len(lights)), first=_day_of(lights[0], language), last=_day_of(lights[-1], language)
    )
    most = (
        language.gettext("Most of them are at night, before six."),
        language.gettext("Most of them are in the morning."),
        language.gettext("Most of them are in the afternoon."),
        language.gettext("Most of them are in the evening, from six on."),
    )[most_frequent_part(lights, _PARTS)]
    return f"{said} {most}"


def nothing_shown(language: Language) -> str:
    """Return what is said of a stretch of time without a light."""
    return language.gettext("There is no practice in what is shown just now.")


def _day_of(light: Light, language: Language) -> str:
    return "" if light.practice.started is None else date_words(light.practice.started, language)


def number_title(name: str, language: Language) -> str:
    """Return what a number is called, with its unit."""
    definition = DEFINITIONS[name]
    shown_in = definition.on_screen.unit
    unit = language.pgettext("unit", "of 1") if shown_in == "share" else language.gettext(shown_in)
    # Translators: a number and its unit, as at the head of a column.
    return language.gettext("{name}, {unit}").format(name=language.gettext(definition.title), unit=unit)


def number_text(name: str, value: float, language: Language) -> str:
    """Return a number as it is written on a screen."""
    return form_text(DEFINITIONS[name].on_screen, value, language)


def range_text(name: str, low: float, high: float, language: Language) -> str:
    """Return a range of a number."""
    return language.gettext("{low} to {high}").format(
        low=number_text(name, low, language), high=number_text(name, high, language)
    )


def season_foot(of: Season, language: Language) -> str:
    """Return what stands below the medians of a stretch of time."""
    counted = language.ngettext(
        "{count} practice with a heart.", "{count} practices with a heart.", of.with_heart
    ).format(count=language.whole(of.with_heart))
    if of.with_heart < FEWEST_MEDIANS:
        few = language.ngettext(
            "Medians are given of {count} practice or more.",
            "Medians are given of {count} practices or more.",
            FEWEST_MEDIANS,
        )
        return f"{counted} {few.format(count=language.whole(FEWEST_MEDIANS))}"
    kind = language.gettext("Numbers differ from day to day for many reasons; none of them is a grade.")
    return f"{counted} {kind}"


def found_sentence(count: int, language: Language) -> str:
    """Return how many practices were found."""
    if not count:
        return language.gettext("No practice has all of these words. Fewer of them may find one.")
    return language.ngettext("{count} practice has them.", "{count} practices have them.", count).format(
        count=language.whole(count)
    )


def reading_sentence(done: int, of: int, language: Language) -> str:
    """Return how far the recordings were looked through."""
    message = language.ngettext(
        "Looking through the recordings: {done} of {count}.", "Looking through the recordings: {done} of {count}.", of
    )
    return message.format(done=language.whole(done), count=language.whole(of))


def undated_sentence(count: int, language: Language) -> str:
    """Return that some recordings have no place on the axis."""
    return language.ngettext(
        "{count} recording does not say when it was made, and has no light here.",
        "{count} recordings do not say when they were made, and have no light here.",
        count,
    ).format(count=language.whole(count))


def month_words(moment: datetime, language: Language, *, year: bool) -> str:
    """Return a month, with its year where that is asked for."""
    if not year:
        return language.month(moment)
    # Translators: a month and its year at the axis of time.
    return language.gettext("{month} {year}").format(month=language.month(moment), year=language.whole(moment.year))


def short_day_words(moment: datetime, language: Language) -> str:
    """Return a day of a month, short."""
    # Translators: a day of a month at the axis of time, as "3 Mar".
    return language.gettext("{day} {month}").format(
        day=language.whole(moment.day), month=language.month(moment, of_day=True, short=True)
    )
