"""Of a whole pulse wave the beats are believed that would have been told when it came: none without a finger."""

import numpy as np
import pytest

from biofeedback.events import Beat
from biofeedback.signals.detection.pulse_beats import PulseBeats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.wave_kind import wave_kind
from biofeedback.signals.detection.wave_presence import of_a_heart
from devices.streams.stream import BeatCount
from devices.streams.wave_beats import WaveBeats
from tests.rigs.hearts.made_pulses import made_pulse

RATE_HZ = 50.0


def without_a_finger(kind, length_s):
    random = np.random.default_rng(7)
    t_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    return {
        "white": random.normal(size=t_s.size),
        "wandering": np.cumsum(random.normal(size=t_s.size)),
        "hum": np.sin(2 * np.pi * 51.3 * t_s) + 0.03 * random.normal(size=t_s.size),
        "steps": np.cumsum(3.0 * (random.random(t_s.size) < 0.02) * random.normal(size=t_s.size))
        + 0.1 * random.normal(size=t_s.size),
    }[kind]


def quick_and_steep(rate_hz):
    """Return half a minute of a pulse of about 140 that rises within 0.07 s, and when it does most steeply."""
    random = np.random.default_rng(11)
    beats_s = 0.5 + np.cumsum(0.43 * (1.0 + 0.02 * np.sin(np.arange(66) / 3.0) + 0.01 * random.normal(size=66)))
    t_s = np.arange(round(30.0 * rate_hz)) / rate_hz
    since = np.maximum(t_s - beats_s[:, None], 0.0) / 0.07
    # The steepest of (x e^(1 - x))^4 is at x = 1/2.
    wave = np.sum(since**4 * np.exp(4.0 * (1.0 - since)), axis=0)
    return wave + 0.3 * np.sin(2 * np.pi * 0.21 * t_s) + 0.02 * random.normal(size=t_s.size), beats_s + 0.035


def believed(wave, rate_hz=RATE_HZ):
    found = review_pulse_beats(wave, rate_hz)
    return found.t_s[found.quality >= 0.5]


def told_live(wave, rate_hz=RATE_HZ):
    stream = WaveBeats("wave", BeatCount("w"), kind="pulse", unit="1", rate_hz=rate_hz, on_session_clock=True)
    t_s = np.arange(wave.size) / rate_hz
    events = []
    for first in range(0, wave.size, 10):
        piece = slice(first, first + 10)
        events += stream.feed(t_s[piece].tolist(), wave[piece].tolist(), float(t_s[piece][-1]))
    return np.array([event.told_s for event in events if isinstance(event, Beat)])


@pytest.mark.parametrize("kind", ["white", "wandering", "hum", "steps"])
def test_a_recorded_wave_without_a_finger_has_no_beats_as_live(kind):
    wave = without_a_finger(kind, 40.0)
    assert told_live(wave).size == 0
    assert believed(wave).size == 0
    found = review_pulse_beats(wave, RATE_HZ)
    assert all(reason for reason, worth in zip(found.reasons, found.quality, strict=True) if worth < 0.5)


def test_all_beats_of_a_finger_count_from_the_beginning():
    wave, true_s = made_pulse(3, 40.0, RATE_HZ)
    assert believed(wave).size >= true_s.size - 2
    assert believed(wave)[0] < true_s[2] + 0.3


def test_a_quick_pulse_that_rises_as_steeply_as_an_ecg_counts_where_a_pulse_is_expected():
    rate_hz = 100.0
    wave, true_s = quick_and_steep(rate_hz)
    assert wave_kind(np.arange(600) / rate_hz, wave[600:1200], rate_hz) == "ecg"
    for found_s in (believed(wave, rate_hz), told_live(wave, rate_hz)):
        after_s = found_s[found_s > 2.0]  # in the first seconds a rate is still looked for
        assert after_s == pytest.approx(true_s[true_s > 2.0], abs=0.02)


def test_beats_count_until_the_finger_goes_and_again_once_it_is_back():
    wave, _ = made_pulse(3, 30.0, RATE_HZ)
    whole = np.concatenate((wave, 0.3 * without_a_finger("white", 30.0), wave))
    offline_s, live_s = believed(whole), told_live(whole)
    for found_s in (offline_s, live_s):
        assert not np.any((found_s > 40.0) & (found_s < 59.5))
        assert np.sum(found_s < 30.0) > 20
        assert np.sum(found_s > 67.0) > 15


def test_beats_wait_for_the_first_looks_and_none_count_where_there_are_too_few():
    wave, true_s = made_pulse(3, 40.0, RATE_HZ)
    beats = PulseBeats(true_s, np.full(true_s.size, 0.9), (None,) * true_s.size)
    t_s = 100.0 + np.arange(wave.size) / RATE_HZ
    late = PulseBeats(true_s + 100.0, beats.quality, beats.reasons)
    assert of_a_heart(t_s, wave, RATE_HZ, late).all()
    assert not of_a_heart(t_s[:200], wave[:200], RATE_HZ, late).any()
    unsure = PulseBeats(late.t_s, np.full(true_s.size, 0.3), beats.reasons)
    assert not of_a_heart(t_s, wave, RATE_HZ, unsure).any()
