"""Why a number cannot be known, needs care, or beats are missing: a code and its facts, never a sentence.

Sentences are made of them in `ui.words.reason_words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from biofeedback.facts import Facts, FactValue


class ReasonCode(StrEnum):
    """Why a number cannot be known; the comment names the facts that come with it."""

    KNOWN = ""
    """It is known: what stands in an event in place of a reason."""

    RECORDED_SENTENCE = "recorded-sentence"  # sentence
    """Said in a recording of before, which kept nothing but the sentence."""

    # Heartbeats.
    NO_BEATS = "no-beats"
    NO_BEATS_IN_WINDOW = "no-beats-in-window"  # window_s
    NO_RECENT_BEATS = "no-recent-beats"
    NO_HEARD_BEATS = "no-heard-beats"
    NO_USABLE_BEATS = "no-usable-beats"
    NO_USABLE_BEATS_YET = "no-usable-beats-yet"
    NO_USABLE_BEATS_IN_WINDOW = "no-usable-beats-in-window"  # window_s
    TOO_FEW_BEATS = "too-few-beats"  # needed_beats, there_beats
    TOO_FEW_SECONDS = "too-few-seconds"  # needed_s, there_s
    TOO_FEW_UNBROKEN_SECONDS = "too-few-unbroken-seconds"  # needed_s, there_s
    BEATS_SET_ASIDE = "beats-set-aside"  # beats, set_aside_beats
    BEATS_CORRECTED = "beats-corrected"  # corrected_share
    BEATS_IRREGULAR = "beats-irregular"
    """They come without any order, so that no number of variability means anything."""
    BEATS_DOUBTFUL = "beats-doubtful"
    """Movement or noise hides them in the wave in most of the time, so that no number of variability means anything."""
    TOO_FEW_UNCORRECTED = "too-few-uncorrected"
    NO_NEIGHBOURS = "no-neighbours"
    BEATS_ABSENT = "beats-absent"

    # A whole record.
    RECORD_TOO_SHORT = "record-too-short"  # needed_s
    NO_UNBROKEN_RUN = "no-unbroken-run"  # needed_s
    BANDS_TOO_SHORT = "bands-too-short"  # needed_s
    VLF_TOO_SHORT = "vlf-too-short"  # needed_s
    NO_HF_POWER = "no-hf-power"
    NO_CONSECUTIVE_BEATS = "no-consecutive-beats"
    TOO_FEW_VARYING_BEATS = "too-few-varying-beats"  # needed_beats
    TOO_FEW_REPEATING_BEATS = "too-few-repeating-beats"  # needed_beats
    MANY_WINDOWS_CORRECTED = "many-windows-corrected"  # largest_corrected_share
    IRREGULAR_RECORD = "irregular-record"
    """Of a caution: most of its beats come without any order, and numbers of variability are withheld."""
    IRREGULAR_STRETCHES = "irregular-stretches"  # irregular_share
    """Of a caution: so much of the time is left out, for beats come without any order then."""
    DOUBTFUL_RECORD = "doubtful-record"  # doubtful_share
    """Of a caution: movement or noise hides the beats in most of the time, and numbers of variability are withheld."""
    DOUBTFUL_STRETCHES = "doubtful-stretches"  # doubtful_share
    """Of a caution: so much of the time is left out, for movement or noise hides the beats then."""
    DOUBTFUL_TAKEN = "doubtful-taken"  # doubtful_share
    """Of a caution: movement or noise hides the beats in so much of the time, and nothing was left out."""
    MUCH_CORRECTED = "much-corrected"  # corrected_share
    """Of a caution: the numbers are known, and tell more of the correction than of the heart."""
    NO_RHYTHM = "no-rhythm"  # of_time_share
    """Of a caution: the intervals scatter for so much of the time, with no rhythm of the breath or slower in it."""
    EARLY_BEATS_LEFT = "early-beats-left"  # of_time_share
    """Of a caution: for so much of the time beats come early without a pause, and the correction cannot tell them."""
    RMSSD_OF_SENSOR = "rmssd-of-sensor"  # own_ms, own_share
    """Of a caution: sampling and noise of the sensor make such an RMSSD by themselves, and so much of the one found."""
    LOW_COVERAGE = "low-coverage"  # coverage_share
    """Of a caution: the numbers are known, and of a part of the time."""
    EDITED_BY_HAND = "edited-by-hand"  # edited_share
    """Of a caution: a person edited so many of the beats, and the numbers are of their layer."""
    EDITS_PASSED_OVER = "edits-passed-over"  # edits
    """Of a caution: so many edits by hand do not fit the beats, and changed nothing."""
    INTERVALS_IN_MS = "intervals-in-ms"
    """Of a caution: the sensor counts in ms and not in 1/1024 s, so that all intervals are read 2.3 % too short."""

    # The waves of the heart and of the breath.
    EVEN_HEART = "even-heart"
    TOO_EVEN_HEART = "too-even-heart"
    NO_WAVE_IN_BAND = "no-wave-in-band"  # slowest_per_min, quickest_per_min
    NO_BREATH_SIGNAL = "no-breath-signal"
    NO_BREATH_WAVE = "no-breath-wave"
    NO_CLEAR_BREATH = "no-clear-breath"
    TOO_LITTLE_MOTION = "too-little-motion"  # needed_s, there_s
    MOTION_WITH_GAPS = "motion-with-gaps"
    NO_MOTION = "no-motion"

    # Several hearts.
    TOO_FEW_HEARTS = "too-few-hearts"  # needed_hearts, there_hearts

    # Led breaths.
    NO_LED_BREATH = "no-led-breath"
    NOT_ALWAYS_LED = "not-always-led"
    TOO_FEW_LED_BEATS = "too-few-led-beats"  # needed_beats, there_beats
    TOO_FEW_LED_BREATHS = "too-few-led-breaths"  # needed_breaths, there_breaths
    TOO_FEW_LED_SECONDS = "too-few-led-seconds"  # needed_s, there_s
    TOO_FEW_BEATS_IN_BREATH = "too-few-beats-in-breath"  # needed_beats
    BEATS_ABSENT_IN_BREATH = "beats-absent-in-breath"
    NOT_SIX_A_MINUTE = "not-six-a-minute"
    TOO_FEW_SIX_A_MINUTE = "too-few-six-a-minute"  # needed_breaths, there_breaths

    # An assessment.
    TOO_FEW_SETTLED_BREATHS = "too-few-settled-breaths"  # needed_breaths, there_breaths
    TOO_FEW_PACES = "too-few-paces"  # needed_paces
    TOO_FEW_FITTED_BREATHS = "too-few-fitted-breaths"
    NO_ANSWER_BEYOND_CHANCE = "no-answer-beyond-chance"


class GapReason(StrEnum):
    """Why beats are missing."""

    NO_BEATS = "no-beats"
    """None arrived, though the link was there."""

    BEATS_LOST = "beats-lost"
    """One was lost on the way."""

    LINK_BROKEN = "link-broken"
    """The link was interrupted."""

    NOT_IN_FILE = "not-in-file"
    """A file of another program tells none, though it tells times before and after."""


@dataclass(frozen=True, slots=True, repr=False)
class Reason:
    """Why a number cannot be known.

    Attributes
    ----------
    code : ReasonCode
        Which reason it is.
    facts : Facts
        Its numbers, each with its unit at the end of its name: ``needed_s``, ``there_beats``.
    """

    code: ReasonCode
    facts: Facts = ()

    @classmethod
    def of(cls, code: ReasonCode, **values: FactValue) -> Self:
        """Return the reason with these facts."""
        return cls(code, tuple(sorted(values.items())))

    @property
    def in_general(self) -> Self:
        """The same without what was counted at one moment: how much is needed, and not how much was there."""
        code = _IN_GENERAL.get(self.code)
        if code is None:
            return self
        return type(self)(code, tuple((name, value) for name, value in self.facts if name == "needed_s"))

    def __str__(self) -> str:
        """Return the code and the facts, for a notebook or a log: ``too-few-beats (needed_beats 30, ...)``."""
        listed = ", ".join(
            f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}" for name, value in self.facts
        )
        return f"{self.code} ({listed})" if listed else str(self.code)

    __repr__ = __str__


_IN_GENERAL: Mapping[ReasonCode, ReasonCode] = MappingProxyType(
    {
        ReasonCode.TOO_FEW_SECONDS: ReasonCode.RECORD_TOO_SHORT,
        ReasonCode.TOO_FEW_UNBROKEN_SECONDS: ReasonCode.NO_UNBROKEN_RUN,
    }
)
