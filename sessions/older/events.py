"""Makes the events of today from the rows of earlier versions, which had settings and sentences as text."""

import math
import re
from collections.abc import Mapping
from math import isnan, nan
from types import MappingProxyType
from typing import TypeVar

from biofeedback.codes import LinkCode, NoticeCode
from biofeedback.events import (
    AnswerKept,
    AnswerKind,
    ClosingBegan,
    DeviceFact,
    Event,
    Gap,
    GuidanceChosen,
    LeadingBegan,
    LinkChanged,
    LinkState,
    Metric,
    Notice,
    Offer,
    OfferMade,
    PaceChanged,
    PaceOrigin,
    PaceRequest,
    SoundMuted,
    WordsSpared,
)
from biofeedback.facts import FactValue, facts
from biofeedback.reasons import GapReason, ReasonCode
from sessions.soundness import is_far

Word = TypeVar("Word")
"""One of the words of today."""


class UnknownSettingError(ValueError):
    """A setting with a time or a value that none can have; within this package alone.

    Parameters
    ----------
    column : str
        Where that lies.
    value : object
        What lies there.
    """

    def __init__(self, column: str, value: object) -> None:
        super().__init__(column, value)
        self.column = column
        self.value = value


def from_setting(t_s: float, name: str, value: str, aim_per_min: float) -> tuple[float, Event | None]:
    """Return the aim of the pace from here on, and what a setting says; one that nobody knows any more says nothing.

    Raises
    ------
    UnknownSettingError
        It has a value that nobody can have chosen, or a time too far away.
    """
    if not isinstance(t_s, float | int) or is_far(t_s):
        raise UnknownSettingError("t_s", t_s)
    if not isinstance(value, str) or not isinstance(name, str):
        raise UnknownSettingError("value", value)
    if name == "breaths_per_min":
        return _number(value), None
    return aim_per_min, _event_of(t_s, name, value, aim_per_min)


def _event_of(t_s: float, name: str, value: str, aim_per_min: float) -> Event | None:
    words = value.split()
    match name:
        case "breath_pattern":
            return _guidance(t_s, aim_per_min, words)
        case "leading_from" if words:
            return _leading(t_s, words)
        case "pace_wish":
            return _pace_changed(t_s, value, aim_per_min)
        case "words":
            return WordsSpared(t_s=t_s, spared=value == "half")
        case "sound_heard":
            return SoundMuted(t_s=t_s, muted=value == "off")
        case "ends_at_s":
            return ClosingBegan(t_s=t_s, ends_s=_near(value))
        case "colour":
            return AnswerKept(t_s=t_s, kind="colour", index=0, text=value)
        case _ if answer := _ANSWER.fullmatch(name):
            kind: AnswerKind = "phrase" if answer[1] == "phrase" else "inner_part"
            return AnswerKept(t_s=t_s, kind=kind, index=int(answer[2]) - 1, text=value)
        case _:
            return None


def _guidance(t_s: float, aim_per_min: float, words: list[str]) -> GuidanceChosen:
    """Read ``start_per_min=8 lean_s=0.2 in_share=0.4 rest_in_s=0 rest_out_s=0``."""
    said = dict(word.partition("=")[::2] for word in words)
    return GuidanceChosen(
        t_s=t_s,
        start_per_min=_number(said.get("start_per_min", "")),
        aim_per_min=aim_per_min,
        ramp_s=_number(said.get("lean_s", "")),
        in_share=_number(said.get("in_share", "")),
        hold_in_s=_number(said.get("rest_in_s", "")),
        hold_out_s=_number(said.get("rest_out_s", "")),
    )


def _leading(t_s: float, words: list[str]) -> LeadingBegan:
    """Read ``hand 8.4 in_share 0.41``, ``heart 13.2 sure 0.85`` or ``easy 9``."""
    origin, pace, *more = [*words, ""]
    shares = dict(zip(more[::2], more[1::2], strict=False))
    return LeadingBegan(
        t_s=t_s,
        origin=_known_word(_ORIGINS, origin),
        breaths_per_min=_number(pace),
        in_share=_known(shares.get("in_share", "")),
        sure_share=_known(shares.get("sure", "")),
    )


def _pace_changed(t_s: float, value: str, aim_per_min: float) -> PaceChanged:
    """Read ``too slow 8.5``, or ``go on``, which goes to the aim of the practice."""
    said, _, pace = value.rpartition(" ")
    if value == "go on":
        return PaceChanged(t_s=t_s, request="go_on", breaths_per_min=aim_per_min)
    return PaceChanged(t_s=t_s, request=_known_word(_REQUESTS, said), breaths_per_min=_number(pace))


def offer_made(t_s: float, offer: Offer, sentence: str) -> OfferMade:
    """Read the pace in the sentence, where it was rounded to whole breaths."""
    pace = re.search(r"about (\d+) breaths", sentence)
    return OfferMade(t_s=t_s, offer=offer, breaths_per_min=_known(pace[1]) if pace else None)


def gap(source: str, from_s: float, until_s: float, sentence: str) -> Gap:
    """Read the reason from the sentence about it."""
    return Gap(source=source, from_s=from_s, until_s=until_s, reason=GAP_REASONS[sentence])


def metric(
    source: str, name: str, t_s: float, value: float, unit: str, window_s: float, quality_share: float, sentence: str
) -> Metric:
    """Keep the sentence where there was one; nobody can tell which code it would have today."""
    return Metric(
        source=source,
        name=name,
        t_s=t_s,
        value=value,
        unit=unit,
        window_s=window_s,
        quality_share=quality_share,
        reason=ReasonCode.RECORDED_SENTENCE if sentence else ReasonCode.KNOWN,
        facts=facts(sentence=sentence) if sentence else (),
    )


def link_changed(source: str, t_s: float, state: LinkState, sentence: str) -> LinkChanged:
    """Keep the sentence; nobody can tell which code it would have today."""
    return LinkChanged(
        source=source, t_s=t_s, state=state, code=LinkCode.RECORDED_SENTENCE, facts=facts(sentence=sentence)
    )


def notice(t_s: float, sentence: str) -> Notice:
    """Keep the sentence; nobody can tell which code it would have today, or of which sensor it was."""
    return Notice(t_s=t_s, source="", code=NoticeCode.RECORDED_SENTENCE, facts=facts(sentence=sentence))


def device_fact(source: str, t_s: float, name: str, value: str) -> DeviceFact:
    """Read the numbers among the facts, which were text."""
    return DeviceFact(source=source, t_s=t_s, name=name, value=_fact_value(name, value))


def _fact_value(name: str, text: str) -> FactValue:
    if not isinstance(text, str):
        raise TypeError(text)
    if not _IS_NUMBER.fullmatch(name) or not math.isfinite(_number(text)):
        return text
    return int(text) if text.isdecimal() else float(text)


def _number(text: str) -> float:
    """Return the number that a text is; nan where it is none."""
    try:
        return float(text)
    except ValueError:
        return nan


_IS_NUMBER = re.compile(
    r"resolution_ms|rmssd_floor_ms|feedback_delay_s|rate_hz|adc_bits|seed|gaps|resync-bytes|"
    r"[a-z-]+-(?:packets|frames|lines|intervals|gaps)"
)
"""Facts of devices that are measures, or counts of what was remarked on packets, lines and frames."""

_ANSWER = re.compile(r"(phrase|part)([1-9]\d{0,3})")  # so many as no practice asks for

_ORIGINS: Mapping[str, PaceOrigin] = MappingProxyType({"hand": "hand", "heart": "heart", "easy": "easy"})

_REQUESTS: Mapping[str, PaceRequest] = MappingProxyType(
    {"stay": "stay", "quicker": "quicker", "slower": "slower", "too slow": "too_slow"}
)

GAP_REASONS: Mapping[str, GapReason] = MappingProxyType(
    {
        "No heartbeats arrived.": GapReason.NO_BEATS,
        "A heartbeat was lost on the way.": GapReason.BEATS_LOST,
        "The link was interrupted.": GapReason.LINK_BROKEN,
    }
)
"""All that was ever said of a gap."""


def _known_word(words: Mapping[str, Word], word: str) -> Word:
    """Return what a word is called today."""
    if word not in words:
        raise UnknownSettingError("value", word)
    return words[word]


def _near(text: str) -> float:
    """Return the time that a text is, where an event can have it."""
    if is_far(time_s := _number(text)):
        raise UnknownSettingError("value", text)
    return time_s


def _known(text: str) -> float | None:
    """Return a number, or None where there is none."""
    number = _number(text)
    return None if isnan(number) else number
