"""Puts the statistics of a practice into reviewed sentences without verdict, comparison or advice."""

import math
from dataclasses import dataclass

from biofeedback.events import NoteKind
from biofeedback.practice.after.statistics import Statistics
from ui.words.counted_words import SAID_IN_SECONDS_S, length_in_words, number_in_words
from ui.words.language import Language

_WORTH_SAYING_AWAY_S = 5.0
"""From so many seconds on the summary mentions that the sensor was away: a choice, about five heartbeats missed."""

_WORTH_SAYING_TOGETHER_S = 30.0
"""From so many seconds on it mentions that the heart moved with the light: a choice, three breaths at 6 a minute."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a summary as text: a label, a value and its unit (empty when it has none).

    ``about`` is the name of its definition.
    """

    label: str
    value: str
    unit: str
    about: str


def note_label(kind: NoteKind, language: Language) -> str:
    """Return what stands before a note."""
    match kind:
        case "before":
            return language.gettext("Your words before")
        case "after":
            return language.gettext("Your words after")
        case "note":
            return language.gettext("A note to yourself")


def not_enough(language: Language) -> str:
    """Return what stands in place of a number of the heart that cannot be known."""
    return language.gettext("not enough clear data")


def broken_off_line(language: Language) -> str:
    """Return what is said of a recording that was never closed."""
    return language.gettext("This recording ended unexpectedly; everything up to its last second is here.")


def simulated_sentence(language: Language) -> str:
    """Return the sentence that says plainly whose heart it was."""
    return language.gettext("The heart was a simulated one.")


def without_numbers(language: Language) -> str:
    """Return what is said at the end of a session of a study in which no number is shown."""
    return language.gettext("Thank you. What your sensor sent is in the recording, and nothing of it is shown here.")


def summary_lines(statistics: Statistics, language: Language) -> tuple[str, ...]:
    """Return at most three sentences of fact."""
    sentences = (
        _time_line(statistics, language),
        _heart_line(statistics, language),
        _last_line(statistics, language),
    )
    return tuple(filter(None, sentences))


def summary_facts(statistics: Statistics, language: Language) -> tuple[Fact, ...]:
    """Return the facts as text; a heart fact that cannot be known says so, others are left out."""
    bpm = language.gettext("bpm")

    def measured(label: str, about: str, value: float, decimals: int, unit: str) -> Fact:
        if math.isnan(value):
            return Fact(label, not_enough(language), "", about)
        return Fact(label, language.number(value, decimals), unit, about)

    def lasting(label: str, about: str, length_s: float) -> Fact:
        return Fact(label, *_duration(length_s, language), about)

    # Translators: what follows a share of 1, such as 0.62, beside its name.
    of_one = language.pgettext("unit", "of 1")
    found = [lasting(language.pgettext("how long", "Time"), "practice_length_s", statistics.length_s)]
    if statistics.listened:
        found += [
            measured(language.gettext("Heart rate"), "practice_heart_rate_bpm", statistics.heart_rate_bpm, 0, bpm),
            measured(language.gettext("Heart-rate swing"), "practice_swing_bpm", statistics.swing_bpm, 1, bpm),
            measured(
                language.gettext("Rhythm coherence"), "practice_coherence_share", statistics.coherence_share, 2, of_one
            ),
        ]
    if not math.isnan(statistics.breaths_per_min):
        a_minute = language.pgettext("unit", "a minute")
        found.append(
            measured(language.gettext("Breath led"), "led_breaths_per_min", statistics.breaths_per_min, 1, a_minute)
        )
    if statistics.together_s >= _WORTH_SAYING_TOGETHER_S:
        found.append(lasting(language.gettext("Heart with the light"), "together_s", statistics.together_s))
    if not math.isnan(statistics.silence_s):
        found.append(lasting(language.gettext("Silence"), "silence_s", statistics.silence_s))
    if not math.isnan(statistics.longest_quiet_s):
        found.append(lasting(language.gettext("Longest quiet"), "longest_quiet_s", statistics.longest_quiet_s))
    if not math.isnan(statistics.corrected_share):
        found.append(
            measured(
                language.gettext("Beats corrected"),
                "practice_corrected_share",
                100.0 * statistics.corrected_share,
                1,
                "%",
            )
        )
    if statistics.away_s >= _WORTH_SAYING_AWAY_S:
        found.append(lasting(language.gettext("Sensor away"), "away_s", statistics.away_s))
    if statistics.slept_s >= _WORTH_SAYING_AWAY_S:
        found.append(lasting(language.gettext("Computer asleep"), "slept_s", statistics.slept_s))
    if statistics.markers:
        found.append(Fact(language.gettext("Moments marked"), language.whole(statistics.markers), "", "markers"))
    return tuple(found)


def _time_line(statistics: Statistics, language: Language) -> str:
    quiet_s = statistics.longest_quiet_s
    silent_min = _silent_minutes(statistics)
    quiet = "" if math.isnan(quiet_s) else length_in_words(quiet_s, language)
    return _time_message(statistics, silent_min, quiet, language).format(
        length=length_in_words(statistics.length_s, language),
        minutes=number_in_words(silent_min or 0, language),
        quiet=quiet,
    )


def _time_message(statistics: Statistics, silent_min: int | None, quiet: str, language: Language) -> str:
    """Return one of six sentences: whether a silence and whether the longest quiet can be told."""
    # Translators: {length} is a length in words, such as "three minutes".
    if silent_min is None:
        if not quiet:
            return language.gettext("You were here for {length}.")
        return language.gettext("You were here for {length}; the longest quiet was {quiet}.")
    if silent_min < round(statistics.length_s / 60.0):
        # Translators: {minutes} is a number of the minutes before it, in words.
        if not quiet:
            return language.ngettext(
                "You were here for {length}, {minutes} of them in silence.",
                "You were here for {length}, {minutes} of them in silence.",
                silent_min,
            )
        return language.ngettext(
            "You were here for {length}, {minutes} of them in silence; the longest quiet was {quiet}.",
            "You were here for {length}, {minutes} of them in silence; the longest quiet was {quiet}.",
            silent_min,
        )
    if not quiet:
        return language.gettext("You were here for {length}, nearly all of it in silence.")
    return language.gettext("You were here for {length}, nearly all of it in silence; the longest quiet was {quiet}.")


def _silent_minutes(statistics: Statistics) -> int | None:
    """Return how much of the time was silence, where both come in minutes."""
    if math.isnan(statistics.silence_s) or min(statistics.silence_s, statistics.length_s) < SAID_IN_SECONDS_S:
        return None
    return round(statistics.silence_s / 60.0)


def _heart_line(statistics: Statistics, language: Language) -> str:
    if not statistics.listened:
        return ""
    rate_bpm = statistics.heart_rate_bpm
    if math.isnan(rate_bpm):
        if statistics.simulated:
            return simulated_sentence(language)
        return language.gettext("There was not enough clear data to say anything of the heart.")
    known_swing = not math.isnan(statistics.swing_bpm)
    if statistics.simulated and known_swing:
        message = language.gettext(
            "The heart was a simulated one; it beat about {rate} times a minute, "
            "swinging by about {swing} with each breath."
        )
    elif statistics.simulated:
        message = language.gettext("The heart was a simulated one; it beat about {rate} times a minute.")
    elif known_swing:
        message = language.gettext(
            "Your heart beat about {rate} times a minute, swinging by about {swing} with each breath."
        )
    else:
        message = language.gettext("Your heart beat about {rate} times a minute.")
    swing = language.number(statistics.swing_bpm) if known_swing else ""
    return message.format(rate=language.number(rate_bpm), swing=swing)


def _last_line(statistics: Statistics, language: Language) -> str:
    if statistics.slept_s >= _WORTH_SAYING_AWAY_S:
        message = language.gettext("The computer slept for {length}, and the practice waited.")
        return message.format(length=length_in_words(statistics.slept_s, language))
    if statistics.away_s >= _WORTH_SAYING_AWAY_S:
        message = language.gettext("The sensor was quiet for {length}, and the practice went on without it.")
        return message.format(length=length_in_words(statistics.away_s, language))
    if math.isnan(statistics.breaths_per_min):
        return ""
    if not statistics.together_s >= _WORTH_SAYING_TOGETHER_S:
        message = language.gettext("The light came to about {pace} breaths a minute.")
    elif statistics.simulated:
        message = language.gettext(
            "The light came to about {pace} breaths a minute, and for about {length} the heart moved with it."
        )
    else:
        message = language.gettext(
            "The light came to about {pace} breaths a minute, and for about {length} your heart moved with it."
        )
    return message.format(
        pace=language.short_number(round(statistics.breaths_per_min, 1)),
        length=length_in_words(round(statistics.together_s, -1), language),
    )


def _duration(length_s: float, language: Language) -> tuple[str, str]:
    if length_s < SAID_IN_SECONDS_S:
        return language.number(length_s), language.pgettext("unit", "s")
    return language.minutes_and_seconds(round(length_s)), language.pgettext("unit", "min")
