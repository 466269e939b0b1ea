"""Of a whole pulse wave the beats are believed that would have been told when it came: none without a finger."""

import numpy as np
import pytest

from biofeedback.events import Beat
from biofeedback.signals.detection.pulse_beats import PulseBeats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.wave_presence import of_a_heart
from devices.streams.stream import BeatCount
from devices.streams.wave_beats import WaveBeats
from tests.rigs.made_pulses import made_pulse

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


def believed(wave):
    found = review_pulse_beats(wave, RATE_HZ)
    return found.t_s[found.quality >= 0.5]


def told_live(wave):
    stream = WaveBeats("wave", BeatCount("w"), kind="pulse", unit="1", rate_hz=RATE_HZ, on_session_clock=True)
    t_s = np.arange(wave.size) / RATE_HZ
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
