"""Puts into words what the clock of a sensor does to the numbers: a floor below RMSSD, and a delay."""

from biofeedback.sensor_timing import SensorTiming
from ui.words.language import Language

NOTEWORTHY_FLOOR_MS = 2.0
"""What a sensor's clock adds to RMSSD is said from so many milliseconds on: a choice; less is lost in the heart's own
variation, which is tens of them."""

NOTEWORTHY_DELAY_S = 1.0
"""A delay is said from so many seconds on: a choice, about a heartbeat."""


def floor_words(timing: SensorTiming, language: Language) -> str:
    """Return what to say beside RMSSD; empty when the clock is fine enough, or not known."""
    if not timing.rmssd_floor_ms >= NOTEWORTHY_FLOOR_MS:
        return ""
    message = language.gettext("the sensor's clock adds up to {floor_ms} ms")
    return message.format(floor_ms=language.short_number(timing.rmssd_floor_ms, 2))


def delay_words(timing: SensorTiming, language: Language) -> str:
    """Return what to say beside the sensor's name; empty when nothing comes late, or it is not known."""
    if not timing.feedback_delay_s >= NOTEWORTHY_DELAY_S:
        return ""
    message = language.gettext("feedback comes about {delay_s} s late")
    return message.format(delay_s=language.number(timing.feedback_delay_s))
