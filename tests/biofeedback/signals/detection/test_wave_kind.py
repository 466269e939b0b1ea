import numpy as np
import pytest

from biofeedback.signals.detection.wave_kind import is_upside_down, wave_kind
from biofeedback.signals.detection.wave_learning import WaveLearning, usual_rate_hz
from tests.rigs.hearts.made_waves import beat_times, cut, wave
from tests.rigs.hearts.recorded_waves import recorded_waves

OTHER_WAY = {"ecg": "ecg", "pulse": "falling", "falling": "pulse"}


def samples(kind, rate_hz, *, length_s=6.0, interval_s=0.85, noise=0.01, unit=1.0):
    t_s = np.arange(0.0, length_s, 1.0 / rate_hz)
    return t_s, unit * wave(kind, t_s, beat_times(length_s, interval_s=interval_s), noise=noise)


@pytest.mark.parametrize("kind", ["ecg", "pulse", "falling"])
@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 250.0, 1000.0])
@pytest.mark.parametrize("interval_s", [0.5, 0.85, 1.3])
def test_a_clean_wave_is_known_in_any_unit(kind, rate_hz, interval_s):
    for unit in (1.0, 1e-3, 1e5):
        t_s, values = samples(kind, rate_hz, interval_s=interval_s, unit=unit)
        assert wave_kind(t_s, values + 30.0 * unit, rate_hz) == kind


@pytest.mark.parametrize("kind", ["pulse", "falling"])
@pytest.mark.parametrize("rate_hz", [25.0, 30.0, 50.0, 75.0])
def test_a_slow_pulse_is_known(kind, rate_hz):
    assert wave_kind(*samples(kind, rate_hz), rate_hz) == kind


NOTHING = {
    "a flat line": lambda t_s, random: np.full(t_s.size, 512.0),
    "noise": lambda t_s, random: random.normal(size=t_s.size),
    "mains hum": lambda t_s, random: np.sin(2 * np.pi * 50.0 * t_s) + 0.01 * random.normal(size=t_s.size),
    "a slow drift": lambda t_s, random: t_s**2 + 0.01 * random.normal(size=t_s.size),
    "a jolt": lambda t_s, random: 100.0 * np.exp(-(((t_s - 2.0) / 0.2) ** 2)) + random.normal(size=t_s.size),
}


@pytest.mark.parametrize("what", NOTHING)
@pytest.mark.parametrize("rate_hz", [50.0, 250.0])
def test_what_is_no_heart_stays_unknown(what, rate_hz):
    t_s = np.arange(0.0, 6.0, 1.0 / rate_hz)
    assert wave_kind(t_s, NOTHING[what](t_s, np.random.default_rng(4)), rate_hz) is None


def test_less_than_four_seconds_say_nothing():
    assert wave_kind(*samples("ecg", 250.0, length_s=3.9), 250.0) is None
    assert wave_kind([], [], 250.0) is None


@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 500.0])
def test_an_ecg_that_is_upside_down_is_known_for_one(rate_hz):
    _, values = samples("ecg", rate_hz, length_s=3.0)
    assert not is_upside_down(values, rate_hz)
    assert is_upside_down(3.0 - values, rate_hz)


@pytest.mark.parametrize(
    ("stamps_ms", "rate_hz"),
    [
        (np.arange(0, 2000, 10), 100.0),
        (np.floor(np.arange(460) / 0.230), 230.0),  # 4, 4, 5 ms
        (np.delete(np.arange(0, 2000, 8), slice(40, 60)), 125.0),  # some were lost
    ],
)
def test_the_rate_is_learnt_from_stamps(stamps_ms, rate_hz):
    assert usual_rate_hz(stamps_ms / 1000.0) == pytest.approx(rate_hz, rel=2e-3)


@pytest.mark.parametrize("kind", ["ecg", "pulse", "falling"])
def test_a_wave_is_known_after_five_seconds_however_it_is_cut(kind):
    t_s, values = samples(kind, 200.0, length_s=8.0)
    for lengths in ((1,), (7, 40), (1600,)):
        learning, known_s = WaveLearning("auto", None), []
        for piece in cut(t_s.size, lengths):
            learning.feed(t_s[piece], values[piece])
            known_s += [t_s[piece][-1]] if learning.known else []
        assert learning.kind == kind
        assert learning.rate_hz == pytest.approx(200.0, rel=1e-6)
        assert known_s[0] == pytest.approx(5.0, abs=0.3) or lengths == (1600,)


def test_a_gap_begins_the_learning_anew():
    learning = WaveLearning("auto", 200.0)
    t_s, values = samples("ecg", 200.0, length_s=4.9)
    learning.feed(t_s, values)
    learning.feed(t_s + 60.0, values)
    assert not learning.known


def test_what_is_held_while_nothing_is_known_does_not_grow():
    learning = WaveLearning("auto", None)
    for second in range(120):
        t_s = second + np.arange(0.0, 1.0, 0.001)
        learning.feed(t_s, np.zeros(t_s.size))
    assert learning._t_s.size == learning._wave.size <= 8000


def test_real_waves_are_known_either_way_round(recordings):
    """Never an ECG taken for a pulse or a pulse for an ECG, and hardly a pulse taken for one upside down."""
    right = wrong = looks = 0
    for name, kind, rate_hz, t_s, values in recorded_waves(recordings):
        for begin_s in np.linspace(t_s[0], t_s[-1] - 6.5, 8):
            within = (t_s >= begin_s) & (t_s < begin_s + 6.0)
            for expected, way_round in ((kind, values), (OTHER_WAY[kind], -values)):
                found = wave_kind(t_s[within], way_round[within], rate_hz)
                assert found is None or (found == "ecg") == (expected == "ecg"), name
                right += found == expected
                wrong += found not in (expected, None)
                looks += 1
    assert right / looks > 0.9
    assert wrong / looks < 0.02
