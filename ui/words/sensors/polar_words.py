"""What a person is told about what a Polar sensor measures beside the heart rate: one kind sentence each.

None of it is trouble for the practice, and every sentence says so.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from biofeedback.codes import Measurement, NoticeCode
from biofeedback.facts import Facts, fact_values
from ui.words.filled import filled
from ui.words.language import Language
from ui.words.sensors.strap_words import nameless


def polar_sentence(code: NoticeCode, facts: Facts, language: Language) -> str:
    """Return the sentence for a code of a Polar sensor; empty for any other."""
    messages = _of_none(language)
    for measurement in fact_values(facts, "measurement"):
        messages = _MESSAGES.get(str(measurement), _of_none)(language)
    # A strap without a name has no fact for the placeholder.
    label = {} if fact_values(facts, "label") else {"label": nameless(language)}
    return filled(messages.get(code, ""), facts, language, **label)


def _of_none(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.POLAR_FIRST_BEATS_LATE: language.gettext(
            "{label} takes about half a minute to send its first heartbeats. Rest at ease, with the sensor snug on "
            "your skin; we are listening."
        ),
    }


def _ecg(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.POLAR_NOT_OFFERED: language.gettext("{label} does not offer its ECG; the heart rate goes on."),
        NoticeCode.POLAR_PACKETS_TOO_SMALL: language.gettext(
            "The packets that this computer and {label} agreed on are too small for the ECG; "
            "the heart rate goes on. Another Bluetooth adapter may help another time."
        ),
        NoticeCode.POLAR_IN_CHARGER: language.gettext(
            "{label} sends its ECG once it is out of its charger; the heart rate goes on."
        ),
        NoticeCode.POLAR_NOT_NOW: language.gettext("{label} does not send its ECG just now; the heart rate goes on."),
        NoticeCode.POLAR_PAIRING_NEEDED: language.gettext(
            "{label} wants to be paired with this computer before it sends its ECG; "
            "the heart rate goes on. You can pair it in the Bluetooth settings, if you like."
        ),
        NoticeCode.POLAR_STOPPED: language.gettext("{label} has stopped sending its ECG; the heart rate goes on."),
        NoticeCode.POLAR_LEFT_ALONE: language.gettext(
            "The connection to {label} broke off each time it was asked for its ECG, "
            "so we leave that for now; the heart rate goes on."
        ),
    }


def _acceleration(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.POLAR_NOT_OFFERED: language.gettext(
            "{label} does not offer its acceleration; the heart rate goes on."
        ),
        NoticeCode.POLAR_PACKETS_TOO_SMALL: language.gettext(
            "The packets that this computer and {label} agreed on are too small for the acceleration; "
            "the heart rate goes on. Another Bluetooth adapter may help another time."
        ),
        NoticeCode.POLAR_IN_CHARGER: language.gettext(
            "{label} sends its acceleration once it is out of its charger; the heart rate goes on."
        ),
        NoticeCode.POLAR_NOT_NOW: language.gettext(
            "{label} does not send its acceleration just now; the heart rate goes on."
        ),
        NoticeCode.POLAR_PAIRING_NEEDED: language.gettext(
            "{label} wants to be paired with this computer before it sends its acceleration; "
            "the heart rate goes on. You can pair it in the Bluetooth settings, if you like."
        ),
        NoticeCode.POLAR_STOPPED: language.gettext(
            "{label} has stopped sending its acceleration; the heart rate goes on."
        ),
        NoticeCode.POLAR_LEFT_ALONE: language.gettext(
            "The connection to {label} broke off each time it was asked for its acceleration, "
            "so we leave that for now; the heart rate goes on."
        ),
    }


def _pulse_intervals(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.POLAR_NOT_OFFERED: language.gettext(
            "{label} does not offer its single heartbeats; the heart rate goes on."
        ),
        NoticeCode.POLAR_PACKETS_TOO_SMALL: language.gettext(
            "The packets that this computer and {label} agreed on are too small for the single heartbeats; "
            "the heart rate goes on. Another Bluetooth adapter may help another time."
        ),
        NoticeCode.POLAR_IN_CHARGER: language.gettext(
            "{label} sends its single heartbeats once it is out of its charger; the heart rate goes on."
        ),
        NoticeCode.POLAR_NOT_NOW: language.gettext(
            "{label} does not send its single heartbeats just now; the heart rate goes on."
        ),
        NoticeCode.POLAR_PAIRING_NEEDED: language.gettext(
            "{label} wants to be paired with this computer before it sends its single heartbeats; "
            "the heart rate goes on. You can pair it in the Bluetooth settings, if you like."
        ),
        NoticeCode.POLAR_STOPPED: language.gettext(
            "{label} has stopped sending its single heartbeats; the heart rate goes on."
        ),
        NoticeCode.POLAR_LEFT_ALONE: language.gettext(
            "The connection to {label} broke off each time it was asked for its single heartbeats, "
            "so we leave that for now; the heart rate goes on."
        ),
    }


_MESSAGES: Mapping[str, Callable[[Language], Mapping[NoticeCode, str]]] = MappingProxyType(
    {
        Measurement.ECG: _ecg,
        Measurement.ACCELERATION: _acceleration,
        Measurement.PULSE_INTERVALS: _pulse_intervals,
    }
)
