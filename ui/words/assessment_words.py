"""Sentences and a table for what an assessment found."""

import math
from typing import TYPE_CHECKING

from biofeedback.practice.after.findings import Findings
from ui.words.language import Language
from ui.words.reason_words import reason_sentence

if TYPE_CHECKING:  # they bring numpy, which no screen may wait for
    from biofeedback.signals.resonance.curve import Confidence, ResonanceEstimate
    from biofeedback.signals.resonance.rates import Criterion, RateAnswer
    from biofeedback.signals.resonance.resonance import SlidingAnswer, SteppedAnswer

UNKNOWN = "–"
"""Stands for a number that cannot be known."""

_ABOUT_STEPS = (
    "led_breaths_per_min",
    "assessed_place",
    "assessed_synchrony",
    "assessed_swing_bpm",
    "assessed_lf_power_ms2",
    "assessed_lf_peak_ms2_per_hz",
    "assessed_coherence_share",
    "assessed_lf_peaks",
)
_ABOUT_A_SLIDE = ("led_breaths_per_min", "assessed_swing_bpm", "assessed_r2_share")


def stepped_findings(answer: "SteppedAnswer", language: Language, *remarks: str) -> Findings:
    """Return what a stepped assessment comes to and how sure that is, and every criterion of every pace."""
    return Findings(
        lines=(*_lines(answer.estimate, language), *_first_lines(answer, language), *remarks),
        columns=stepped_columns(language),
        about=_ABOUT_STEPS,
        rows=tuple(_rate_row(rate, language) for rate in answer.rates),
    )


def sliding_findings(answer: "SlidingAnswer", language: Language, *remarks: str) -> Findings:
    """Return what a sliding assessment comes to and how sure that is, and the fit of every group of breaths."""
    groups = zip(answer.rates_per_min, answer.amplitude_bpm, answer.r2, strict=True)
    return Findings(
        lines=(*_lines(answer.estimate, language), *remarks),
        columns=sliding_columns(language),
        about=_ABOUT_A_SLIDE,
        rows=tuple(
            (_number(rate_per_min, 2, language), _number(amplitude_bpm, 1, language), _number(r2, 2, language))
            for rate_per_min, amplitude_bpm, r2 in groups
        ),
    )


def stepped_columns(language: Language) -> tuple[str, ...]:
    """Return the titles of the criteria, the pace before them."""
    return (
        language.gettext("a minute"),
        # Translators: the title of a column: which place a pace takes among those that were tried.
        language.pgettext("assessment", "place"),
        # Translators: the title of a column: how far heart and breath rise and fall together.
        language.pgettext("assessment", "in step"),
        language.gettext("swing, bpm"),
        language.gettext("LF power, ms²"),
        language.gettext("height of the LF peak, ms²/Hz"),
        language.gettext("coherence"),
        language.gettext("number of LF peaks"),
    )


def sliding_columns(language: Language) -> tuple[str, ...]:
    """Return the titles of what was fitted, the pace before them."""
    return (language.gettext("a minute"), language.gettext("swing, bpm"), language.gettext("follows the breath"))


def estimate_sentence(estimate: "ResonanceEstimate", language: Language) -> str:
    """Return at which pace the heart answered most, with the interval and its limits; or why that is not known."""
    if estimate.reason is not None:
        return reason_sentence(estimate.reason, language)
    return _estimate_message(estimate, language).format(
        pace=language.number(estimate.per_min, 1),
        low=language.number(estimate.low_per_min, 1),
        high=language.number(estimate.high_per_min, 1),
    )


def _estimate_message(estimate: "ResonanceEstimate", language: Language) -> str:
    match estimate.place:
        case "slowest":
            return language.gettext(
                "Your heart answered most to the slowest pace you tried, {high} breaths a minute or slower. "
                "This is today's answer; repeat it on another day before you settle on a pace."
            )
        case "quickest":
            return language.gettext(
                "Your heart answered most to the quickest pace you tried, {low} breaths a minute or quicker. "
                "This is today's answer; repeat it on another day before you settle on a pace."
            )
        case "several":
            return language.gettext(
                "Your heart answered much alike to several paces, between {low} and {high} breaths a minute. "
                "This is today's answer; repeat it on another day before you settle on a pace."
            )
        case _ if estimate.confidence == "clear":
            return language.gettext(
                "Your heart answered most at about {pace} breaths a minute, clearly between {low} and {high}. "
                "This is today's answer; repeat it on another day before you settle on a pace."
            )
        case _:
            return language.gettext(
                "Your heart answered most at about {pace} breaths a minute, fairly clearly between {low} and {high}. "
                "This is today's answer; repeat it on another day before you settle on a pace."
            )


def _lines(estimate: "ResonanceEstimate", language: Language) -> tuple[str, str]:
    return estimate_sentence(estimate, language), _how_sure(estimate.confidence, language)


def _first_lines(answer: "SteppedAnswer", language: Language) -> tuple[str, ...]:
    """Return which pace ranks first and what decided it; and, where that is another answer, that there are two."""
    if sum(rate.rank > 0 for rate in answer.rates) < 2:
        return ()
    pace = language.short_number(answer.first_per_min)
    lines: tuple[str, ...] = (
        language.gettext("First by these criteria, in this order: {pace} a minute.").format(pace=pace),
    )
    if answer.first_by is not None:
        lines += (_deciding(answer.first_by, language),)
    if not answer.disagrees:
        return lines
    message = language.gettext(
        "These are two answers: about {estimate} a minute by the size of the swing alone, {pace} by the criteria in "
        "their order. Both are of today; the pace that feels easier is a good one to go on with."
    )
    return (*lines, message.format(estimate=language.number(answer.estimate.per_min, 1), pace=pace))


def _deciding(criterion: "Criterion", language: Language) -> str:
    match criterion:
        case "synchrony":
            return language.gettext("Heart and breath rise and fall most closely together there.")
        case "amplitude":
            return language.gettext("Of the paces most in step, the heart swings most there.")
        case "lf_power":
            return language.gettext("Of the paces alike in step and swing, it has the most LF power.")
        case "lf_peak":
            return language.gettext("Of the paces alike in step, swing and power, it has the highest LF peak.")
        case "smoothness":
            return language.gettext("Of the paces alike in all before it, its rhythm is most of all one wave.")
        case "lf_peaks":
            return language.gettext("Of the paces alike in all before it, it has the fewest LF peaks.")
        case "order":
            return language.gettext("The paces left were alike by all of them; it was tried first.")


def _how_sure(confidence: "Confidence", language: Language) -> str:
    match confidence:
        case "clear":
            return language.gettext("How sure this is: very sure.")
        case "fair":
            return language.gettext("How sure this is: fairly sure.")
        case "open":
            return language.gettext("How sure this is: still open.")
        case "none":
            return language.gettext("How sure this is: there is no answer yet.")


def _rate_row(rate: "RateAnswer", language: Language) -> tuple[str, ...]:
    pace = language.number(rate.breaths_per_min, 2)
    if rate.reason is not None:
        return (pace, reason_sentence(rate.reason, language))
    return (
        pace,
        language.whole(rate.rank),
        _number(rate.synchrony, 2, language),
        _number(rate.amplitude_bpm, 1, language),
        _number(rate.lf_power_ms2, 0, language),
        _number(rate.lf_peak_ms2_per_hz, 0, language),
        _number(rate.smoothness_share, 2, language),
        _number(rate.lf_peaks, 0, language),
    )


def _number(value: float, decimals: int, language: Language) -> str:
    return UNKNOWN if math.isnan(value) else language.number(value, decimals)
