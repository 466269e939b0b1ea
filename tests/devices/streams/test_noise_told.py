"""How much noise in a wave adds to the RMSSD is a fact of the sensor, told seldom, of a pulse alone."""

import numpy as np
import pytest

from biofeedback.events import DeviceFact
from devices.streams.decoder import Decoder
from devices.streams.stream import BeatCount
from devices.streams.wave_beats import WaveBeats
from tests.rigs.hearts.made_waves import beat_times, wave


def noise_facts(kind, noise, *, rate_hz=100.0, length_s=90.0):
    """Return the facts of a sensor as they changed."""
    t_s = np.arange(0.0, length_s, 1.0 / rate_hz)
    values = wave(kind, t_s, beat_times(t_s[-1], swing_s=0.05)) + noise * np.random.default_rng(1).normal(size=t_s.size)
    stream, told = WaveBeats("wave", BeatCount("w"), kind=kind, unit="1", rate_hz=rate_hz), []
    for at in range(0, t_s.size, 20):
        stream.feed(t_s[at : at + 20], values[at : at + 20], t_s[min(at + 19, t_s.size - 1)])
        now = stream.facts.get("rmssd_noise_ms")
        if not told or told[-1] != now:
            told.append(now)
    return told


def test_more_noise_is_more_and_it_is_told_a_few_times_at_most():
    little, much = noise_facts("pulse", 0.01), noise_facts("pulse", 0.05)
    assert little[0] is None
    assert much[-1] > 2.0 * little[-1] > 0.0
    assert len(little) <= 4
    assert len(much) <= 4


def test_of_an_ecg_it_is_not_known():
    assert noise_facts("ecg", 0.01, rate_hz=130.0) == [None]


@pytest.mark.parametrize("noise", [0.01, 0.06])
def test_a_recording_holds_it_as_a_fact(noise):
    t_s = np.arange(0.0, 60.0, 0.01)
    values = 500.0 + 300.0 * (
        wave("pulse", t_s, beat_times(60.0)) + noise * np.random.default_rng(2).normal(size=t_s.size)
    )
    decoder, found = Decoder("w"), []
    for at, value in zip(t_s.tolist(), values.tolist(), strict=True):
        found += decoder.feed("values;kind=pulse;rate_hz=100", f"{value:.0f}\n".encode(), at)
    told = [event.value for event in found if isinstance(event, DeviceFact) and event.name == "rmssd_noise_ms"]
    assert 1 <= len(told) <= 4
    assert told[-1] > (10.0 if noise > 0.03 else 1.0)
