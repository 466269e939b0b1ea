"""What a person is told of a sensor or of the practice beside the link: the sentence for a code and its facts."""

from collections.abc import Mapping

from biofeedback.codes import NoticeCode
from biofeedback.facts import Facts, fact_values
from ui.words.filled import filled
from ui.words.language import Language
from ui.words.recordings.import_remarks import remark_of_notice
from ui.words.recordings.interval_words import intervals_read_sentence
from ui.words.sensors.adapter_words import adapter_nearly_full_sentence
from ui.words.sensors.polar_words import polar_sentence


def notice_sentence(code: NoticeCode, facts: Facts, language: Language) -> str:
    """Return one plain, kind sentence that the person should read now."""
    if code is NoticeCode.ERROR:
        return " ".join(_of_error(str(error), facts, language) for error in fact_values(facts, "error"))
    if code is NoticeCode.INTERVALS_READ:
        return intervals_read_sentence(facts, language)
    if code is NoticeCode.FILE_UNDERSTOOD:
        return remark_of_notice(facts, language)
    if code is NoticeCode.ADAPTER_NEARLY_FULL:
        return adapter_nearly_full_sentence(facts, language)
    messages = {**_of_beats(language), **_of_waves(language), **_of_boards(language), **_of_practice(language)}
    messages |= _of_rates(language, next((rate for rate in fact_values(facts, "rate_hz") if isinstance(rate, int)), 0))
    return filled(messages.get(code, ""), facts, language) or polar_sentence(code, facts, language)


def _of_error(error: str, facts: Facts, language: Language) -> str:
    # The opening page has a notice and no error, and its picture does not wait for all the words of errors.
    from ui.words.errors import message_of

    try:
        return message_of(error, facts, language)
    except KeyError:  # a damaged recording, or one of another version of Soften
        return ""


def _of_beats(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.NO_INTERVALS_SO_FAR: language.gettext(
            "Your sensor tells the heart rate, but has not sent the single beats yet. "
            "If it is a chest strap, moisten its electrodes and let it sit snugly; we keep listening."
        ),
        NoticeCode.NO_INTERVALS: language.gettext(
            "This sensor tells a heart rate but not the time from beat to beat, which the heart wave is made of. "
            "The breath light goes on all the same; a chest strap usually sends the beats as well."
        ),
        NoticeCode.OXIMETER_RATE_ALONE: language.gettext(
            "This oximeter tells a pulse rate, averaged by itself, and no single beats, so nothing is made of it here. "
            "The breath light goes on all the same; a chest strap usually sends the beats."
        ),
        NoticeCode.HEART_NOT_FELT: language.gettext(
            "Your sensor does not feel your heart any more; it may have slipped or been taken off. "
            "Let it sit snugly, with moist electrodes if it is a chest strap; we keep listening."
        ),
        NoticeCode.INTERVALS_FILLED_IN: language.gettext(
            "This sensor fills in half a second where it has no time for a beat. Such beats are left without an "
            "interval, so some numbers may rest; a chest strap usually sends every beat in its own time."
        ),
        NoticeCode.TOO_MANY_BEATS: language.gettext(
            "This sensor sends more beats than the time allows, so its numbers cannot be trusted just now. "
            "The breath light goes on all the same; a chest strap usually sends the true beats."
        ),
        NoticeCode.INTERVALS_IN_MS: language.gettext(
            "This sensor counts the time from beat to beat in another unit than the standard, so heart rates here are "
            "2.4 % too high. Your practice goes on as it is; newer firmware for the sensor, if there is some, or "
            "another strap brings true numbers."
        ),
        NoticeCode.BEATS_IRREGULAR: language.gettext(
            "Just now the beats come too irregularly for the numbers of your heart, so these rest for a while. Your "
            "practice goes on as it is; it may help to settle the sensor, gently."
        ),
        NoticeCode.BEATS_IN_BATCHES: language.gettext(
            "Your sensor sends its heartbeats together, about every five seconds, so what you see here follows your "
            "heart a little later. The practice is the same."
        ),
        NoticeCode.SENSOR_NOT_FOR_HRV: language.gettext(
            "Numbers of heart rate variability cannot be counted on with this kind of sensor ({model}); the breath "
            "goes with you all the same."
        ),
    }


def _of_waves(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.WAVE_WITHOUT_CONTACT: language.gettext(
            "The sensor does not seem to touch the skin. Settle it again, gently; the beats come back by themselves."
        ),
        NoticeCode.WAVE_MOVED: language.gettext(
            "Movement covers the heart's wave. Let the sensor and the hand or chest it rests on be still for a while."
        ),
        NoticeCode.WAVE_CUT_OFF: language.gettext(
            "The heart's wave is cut off at the sensor's limit. A lighter touch often helps."
        ),
        NoticeCode.WAVE_UNKNOWN: language.gettext(
            "No heartbeats can be seen in this wave yet. Settle the sensor on the skin and rest it there; "
            "we keep listening."
        ),
        NoticeCode.VALUES_COARSE: language.gettext(
            "This sketch sends its values without their times, and fewer than 100 of them a second, so the beats are "
            "coarse: fine to look at, too rough for the variability of the heart. When it prints millis() and a comma "
            "before each value, at 115200 baud and 100 or more lines a second, every beat has a time of its own."
        ),
        NoticeCode.PULSE_FLAT: language.gettext(
            "Your pulse sensor sees no wave yet. Lay a fingertip on it, lightly and still; a warm hand helps, "
            "and so does a look at the three wires."
        ),
        NoticeCode.PULSE_CLIPPED: language.gettext(
            "The pulse wave goes beyond what your sensor can show. A lighter touch mostly helps, "
            "and some shade where the room is bright."
        ),
    }


def _of_rates(language: Language, rate_hz: int) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.PULSE_SAMPLES_TOO_FEW: language.ngettext(
            "This sensor sends {rate_hz} sample a second. Beats can be found from 20 a second on; "
            "perhaps it can be set to send more. The breath light goes on all the same.",
            "This sensor sends {rate_hz} samples a second. Beats can be found from 20 a second on; "
            "perhaps it can be set to send more. The breath light goes on all the same.",
            rate_hz,
        ),
        NoticeCode.ECG_SAMPLES_TOO_FEW: language.ngettext(
            "This sensor sends {rate_hz} sample a second. Beats can be found from 90 for an ECG and from 20 for a "
            "pulse a second on; perhaps it can be set to send more. The breath light goes on all the same.",
            "This sensor sends {rate_hz} samples a second. Beats can be found from 90 for an ECG and from 20 for a "
            "pulse a second on; perhaps it can be set to send more. The breath light goes on all the same.",
            rate_hz,
        ),
        NoticeCode.OXIMETER_COARSE: language.ngettext(
            "Your oximeter sends {rate_hz} sample of the pulse wave a second, and beats are placed between them by "
            "the shape of the wave. That adds about 2 to 6 ms to RMSSD; the heart rate and the slow wave of the heart "
            "are fine.",
            "Your oximeter sends {rate_hz} samples of the pulse wave a second, and beats are placed between them by "
            "the shape of the wave. That adds about 2 to 6 ms to RMSSD; the heart rate and the slow wave of the heart "
            "are fine.",
            rate_hz,
        ),
    }


def _of_boards(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.BATTERY_LOW: language.gettext(
            "The battery of your sensor is down to {level_percent} %. It may well last through this practice; a "
            "fresh or newly charged one before the next will do it good."
        ),
        NoticeCode.LINES_UNREADABLE: language.gettext(
            "A good part of what this sensor sends cannot be read. It may be that the port listens at another speed "
            "than the sketch sends: the number in its Serial.begin line tells the speed. "
            "A loose cable looks the same."
        ),
        NoticeCode.OXIMETER_UNREADABLE: language.gettext(
            "Something arrives from this port that your oximeter would not say. Another kind of oximeter may be "
            "connected, or the port may listen at another speed; choosing the sensor anew often helps."
        ),
        NoticeCode.SKETCH_COULD_NOT_START: language.gettext(
            "The sketch on the board says that it could not start its pulse sensor. Please look at the pin it names "
            "and at the three wires, then press the board's reset button; we keep listening."
        ),
        NoticeCode.PLOTTER_SKETCH: language.gettext(
            "This PulseSensor sends what the Arduino plotter draws, 50 times a second, and we find the beats in that. "
            "With the output type PROCESSING_VISUALIZER in its sketch it also sends each interval, to 2 ms."
        ),
        NoticeCode.SKETCH_OLDER: language.gettext(
            "The sketch on your board speaks version {version} of its lines, and this Soften understands version "
            "{understood}. The sketch that came with this Soften brings them together; docs/pulse-sensor.md shows how "
            "to load it."
        ),
        NoticeCode.SKETCH_NEWER: language.gettext(
            "The sketch on your board speaks version {version} of its lines, and this Soften understands version "
            "{understood}. The sketch that came with this Soften or a newer Soften brings them together; "
            "docs/pulse-sensor.md shows how to load it."
        ),
        NoticeCode.LIGHT_SENSOR_ABSENT: language.gettext(
            "The board does not find its light sensor ({chip}). Please look at the four wires between them (power, "
            "ground, SDA and SCL), then press the board's reset button; we keep listening."
        ),
    }


def _of_practice(language: Language) -> Mapping[NoticeCode, str]:
    return {
        NoticeCode.NUMBERS_STOPPED: language.gettext(
            "The numbers had to stop, through a fault of ours; the practice and the recording go on."
        ),
        NoticeCode.SENSOR_STOPPED: language.gettext(
            "Listening to the heart had to stop, through a fault of ours; the breath and the recording go on."
        ),
        NoticeCode.PRACTICE_STOPPED: language.gettext(
            "The practice had to stop, through a fault of ours; everything so far is kept."
        ),
        NoticeCode.COMPUTER_SLEPT: language.gettext(
            "The computer was asleep, and the practice waited for you. Press Space when you would like to go on."
        ),
        NoticeCode.FIRST_PRACTICE: language.gettext(
            "The first times may feel strange rather than calm. That is ordinary, and nothing has to happen."
        ),
        NoticeCode.VERY_SLOW_BREATH: language.gettext(
            "Fewer than four breaths a minute is very slow. Let each one stay small, and go back to your own breath "
            "whenever it is not easy."
        ),
        NoticeCode.SOFTER_BREATH: language.gettext(
            "If it feels like a lot of air, let each breath be softer and smaller."
        ),
        NoticeCode.OWN_PACE_QUICKER: language.gettext(
            "Your own breath is quicker than the light can go. It begins at twelve a minute, close beside you."
        ),
        NoticeCode.OWN_PACE_SLOWER: language.gettext(
            "Your own breath is slower than the light goes. It begins at three a minute, close beside you."
        ),
        NoticeCode.RECORDED_SENTENCE: "{sentence}",
    }
