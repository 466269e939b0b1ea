"""A wave is judged before its beats count: electrodes in the air and no finger tell none."""

import numpy as np
import pytest

from biofeedback.events import Beat
from devices.streams.stream import BeatCount
from devices.streams.wave_beats import WaveBeats
from tests.rigs.hearts.ecg_noise import at_ratio, noise_of
from tests.rigs.hearts.made_ecgs import made_ecg
from tests.rigs.hearts.made_pulses import heart_of, made_pulse, pulse_of
from tests.rigs.suite.long_forms import first_of
from tests.rigs.words.sentence_of import sentence_of

RATE_HZ = 130.0
LENGTH_S = 40.0


def nothing(kind, seed):
    """Return what a board reads where there is no heart."""
    random = np.random.default_rng(seed)
    t_s = np.arange(round(LENGTH_S * RATE_HZ)) / RATE_HZ
    noise = random.normal(size=t_s.size)
    return {
        "flat": np.full(t_s.size, 512.0),
        "rail": np.where(t_s % 9.0 < 4.0, 1023.0, 0.0),
        "hum": np.sin(2 * np.pi * 50.07 * t_s) + 0.02 * noise,
        "cut off hum": np.clip(4.0 * np.sin(2 * np.pi * 60.05 * t_s), -1.0, 1.0),
        "hum and its third": np.sin(2 * np.pi * 50.03 * t_s) + 0.3 * np.sin(2 * np.pi * 150.09 * t_s) + 0.05 * noise,
        "open input": noise,
        "wandering": np.cumsum(noise),
        "free electrodes": noise_of("electrode", t_s.size, RATE_HZ, seed),
        "lamp that is switched": np.where(t_s % 0.9 < 0.4, 200.0, 0.0) + noise,
        "input that recharges": 200.0 * (t_s / 0.85 % 1.0) + noise,
    }[kind]


def announced(kind, values, *, begin_s=0.0, stream=None, rate_hz=RATE_HZ):
    stream = stream or WaveBeats("wave", BeatCount("board"), kind=kind, unit="1", rate_hz=rate_hz)
    t_s = begin_s + np.arange(values.size) / rate_hz
    events = []
    for first in range(0, values.size, 13):
        piece = slice(first, first + 13)
        events += stream.feed(t_s[piece].tolist(), values[piece].tolist(), float(t_s[piece][-1]) + 0.02)
    return stream, [event for event in events if isinstance(event, Beat)]


@pytest.mark.parametrize(
    "noise",
    [
        *("flat", "rail", "hum", "cut off hum", "hum and its third", "open input", "wandering", "free electrodes"),
        *("lamp that is switched", "input that recharges"),
    ],
)
@pytest.mark.parametrize("seed", first_of([0, 3], 1))
def test_electrodes_in_the_air_have_no_beat(noise, seed):
    stream, beats = announced("ecg", nothing(noise, seed))
    assert beats == []
    assert sentence_of(stream.announcement)


@pytest.mark.parametrize("noise", ["flat", "open input", "hum and its third"])
def test_a_pulse_wave_without_a_finger_has_no_beat_from_the_beginning(noise):
    stream, beats = announced("pulse", nothing(noise, 1))
    assert beats == []
    assert sentence_of(stream.announcement)


@pytest.mark.parametrize(
    ("rate_hz", "mains_hz"),
    [(25.0, 60.03), (30.0, 49.96), (40.0, 50.04), (50.0, 60.02), (62.5, 60.05), (31.25, 59.97), (28.57, 60.0)],
)
def test_hum_that_is_sampled_to_a_slow_tone_has_no_beat(rate_hz, mains_hz):
    random = np.random.default_rng(5)
    t_s = np.arange(round(25.0 * rate_hz)) / rate_hz
    hum = (1.0 + 0.2 * np.sin(2 * np.pi * 0.1 * t_s)) * np.sin(2 * np.pi * mains_hz * t_s)
    stream, beats = announced("pulse", hum + 0.03 * random.normal(size=t_s.size), rate_hz=rate_hz)
    assert beats == []
    assert sentence_of(stream.announcement)


@pytest.mark.parametrize("rate_hz", [25.0, 100.0])
@pytest.mark.parametrize("bpm", [158, 176, 190])
def test_a_fast_heart_whose_wave_is_nearly_even_has_its_beats(bpm, rate_hz):
    random = np.random.default_rng(bpm)
    beats_s, heights = heart_of(random, 25.0, 60.0 / bpm, swing=0.02)
    t_s = np.arange(round(25.0 * rate_hz)) / rate_hz
    wave = pulse_of(t_s, beats_s, mean_s=60.0 / bpm, dicrotic=0.6, heights=heights, second_late_s=0.33)
    _, beats = announced("pulse", wave + 0.02 * random.normal(size=t_s.size), rate_hz=rate_hz)
    rr_ms = np.array([beat.rr_ms for beat in beats])
    assert rr_ms.size > 0.8 * beats_s.size
    assert np.nanmedian(rr_ms) == pytest.approx(60_000.0 / bpm, rel=0.03)


def test_beats_wait_until_the_wave_has_been_judged_and_none_is_lost():
    ecg, true_s = made_ecg(4, LENGTH_S, RATE_HZ)
    ecg += at_ratio(ecg, true_s, noise_of("electrode", ecg.size, RATE_HZ, 4), RATE_HZ, 12.0)
    stream, beats = announced("ecg", ecg)
    assert 4.0 < beats[0].arrived_s < 8.0
    assert len(beats) > np.count_nonzero((true_s > 3.0) & (true_s < LENGTH_S - 1.0)) - 2
    assert sentence_of(stream.announcement) == ""
    pulse, pulse_s = made_pulse(3, LENGTH_S, RATE_HZ)
    _, beats = announced("pulse", pulse + 0.01 * noise_of("white", pulse.size, RATE_HZ, 1))
    assert 4.0 < beats[0].arrived_s < 8.0
    assert len(beats) > np.count_nonzero((pulse_s > 2.0) & (pulse_s < LENGTH_S - 1.0)) - 2


@pytest.mark.parametrize(("noise", "bpm"), [("open input", 60), ("hum and its third", 95), ("wandering", 60)])
def test_a_finger_that_comes_back_is_heard_within_seconds(noise, bpm):
    random = np.random.default_rng(bpm)
    beats_s, heights = heart_of(random, 25.0, 60.0 / bpm, swing=0.03)
    t_s = np.arange(round(25.0 * RATE_HZ)) / RATE_HZ
    pulse = pulse_of(t_s, beats_s, mean_s=60.0 / bpm, dicrotic=0.3, heights=heights)
    pulse += 0.01 * random.normal(size=t_s.size)
    gone = 0.3 * nothing(noise, 1)[: t_s.size]
    _, beats = announced("pulse", np.concatenate((pulse, gone - gone[0], pulse)))
    back_s = 2 * t_s.size / RATE_HZ
    assert not [beat for beat in beats if back_s - 12.0 < beat.arrived_s < back_s]
    heard_s = min(beat.arrived_s for beat in beats if beat.arrived_s > back_s)
    assert heard_s - back_s < 8.2
    assert len([beat for beat in beats if beat.arrived_s > back_s]) > beats_s.size - 9.0 * bpm / 60.0


def test_electrodes_that_come_off_have_no_beat_until_they_are_on_again():
    ecg, _ = made_ecg(4, LENGTH_S, RATE_HZ)
    stream, _ = announced("ecg", ecg + 0.01 * nothing("open input", 1))
    _, off = announced("ecg", nothing("hum", 2), begin_s=LENGTH_S, stream=stream)
    assert all(beat.arrived_s < LENGTH_S + 12.0 for beat in off)
    assert sentence_of(stream.announcement)
    _, on = announced("ecg", ecg + 0.01 * nothing("open input", 3), begin_s=2.0 * LENGTH_S, stream=stream)
    assert np.isnan(on[0].rr_ms)
    assert len(on) > 20
    assert sentence_of(stream.announcement) == ""
