"""The warmth heard by choice: more partials as it grows, as loud as before, and never less than everybody hears."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from biofeedback.app.profile_store import remember, remembered_preferences
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Metric
from biofeedback.practice.warmth import ALONE_SHARE, HELD_SHARE
from tests.rigs.practices.small_practice import PRACTICE, began
from tests.rigs.sound.sound_measures import centroid_hz, click_db, level_db
from ui.preferences import Preferences
from ui.sound.mix import Mix, SoundPlan, is_mixed
from ui.sound.settings import SoundSettings
from ui.sound.tone import LOUDEST

RATE_HZ = 48_000
SOURCE = "strap"
# Breaths so slow that the pitch hardly moves while it is listened to.
IN = BreathPlanned(t_s=0.0, in_s=60.0, hold_in_s=0.0, out_s=60.0, hold_out_s=0.0)
OUT_FROM_S = 60.0


def warmth(value: float, t_s: float = 0.5, *, source: str = SOURCE, name: str = "warmth_share") -> Metric:
    return Metric(source=source, name=name, t_s=t_s, value=value, unit="", window_s=0.0, quality_share=1.0)


def heard(*events, from_s: float, length_s: float = 4.0, wanted: bool = True, source: str = SOURCE) -> np.ndarray:
    """What is heard from a moment of the breath on, when the sound has long taken in these events."""
    mix = Mix(SoundPlan(PRACTICE, source), SoundSettings(volume=1.0, bells_volume=0.0, warmth=wanted), RATE_HZ)
    for event in (began(0, 0.0), IN, *events):
        mix.apply(event)
    sound = np.zeros((round((length_s + 10.0) * RATE_HZ), 2), np.float32)
    mix.render(sound, lambda frame: from_s - 10.0 + frame / RATE_HZ)
    return sound[10 * RATE_HZ :, 0].astype(np.float64)


def partials_db(sound: np.ndarray, below_db: float = 45.0) -> list[float]:
    """The strength of each partial, in dB below the first, of those that are not lost far below it."""
    windowed = np.abs(np.fft.rfft(sound * np.blackman(len(sound))))
    first = int(windowed.argmax())
    strengths = [
        windowed[round(number * first * 0.97) : round(number * first * 1.03) + 1].max() for number in range(1, 9)
    ]
    in_db = [float(20.0 * np.log10(each / strengths[0] + 1e-12)) for each in strengths]
    return [each for each in in_db if each > -below_db]


@pytest.mark.parametrize("from_s", [40.0, OUT_FROM_S + 20.0], ids=["in", "out"])
def test_the_tone_grows_fuller_with_the_warmth_and_no_louder(from_s):
    courses = {share: heard(warmth(share), from_s=from_s) for share in (HELD_SHARE, 0.6, 1.0)}
    counts = [len(partials_db(sound)) for sound in courses.values()]
    brightness = [centroid_hz(sound, RATE_HZ) for sound in courses.values()]
    assert counts == sorted(counts)
    assert counts[2] >= counts[0] + 3
    assert brightness[0] * 1.03 < brightness[1] < brightness[2] / 1.03
    levels = [level_db(sound) for sound in courses.values()]
    assert levels == pytest.approx([levels[0]] * 3, abs=0.05)


def test_at_its_loudest_moment_it_stays_within_what_a_tone_may_be():
    plan = [warmth(1.0)]
    for from_s in (31.0, 35.0, 40.0, OUT_FROM_S + 20.0, OUT_FROM_S + 28.0):
        assert np.abs(heard(*plan, from_s=from_s)).max() <= LOUDEST


def test_it_is_off_unless_it_is_asked_for():
    assert SoundSettings().warmth is False
    plain = heard(from_s=40.0, wanted=False)
    np.testing.assert_array_equal(heard(warmth(1.0), from_s=40.0, wanted=False), plain)


def test_it_never_falls_below_its_floor_whatever_a_heart_does():
    plain = heard(from_s=40.0, wanted=False)
    for value in (0.0, -3.0, HELD_SHARE, float("nan")):
        np.testing.assert_allclose(heard(warmth(value), from_s=40.0), plain, atol=1e-6)


def test_another_heart_and_another_number_change_nothing():
    held = heard(from_s=40.0)
    np.testing.assert_array_equal(heard(warmth(1.0, source="other"), from_s=40.0), held)
    np.testing.assert_array_equal(heard(warmth(1.0, name="steadiness_share"), from_s=40.0), held)
    assert is_mixed(warmth(1.0))
    assert not is_mixed(warmth(1.0, name="heart_rate_bpm"))


def test_without_a_sensor_it_is_the_warmth_of_a_practice_alone():
    np.testing.assert_allclose(heard(from_s=40.0, source=""), heard(warmth(ALONE_SHARE), from_s=40.0), atol=1e-6)


def test_it_comes_and_eases_without_a_click():
    mix = Mix(SoundPlan(PRACTICE, SOURCE), SoundSettings(volume=1.0, bells_volume=0.0, warmth=True), RATE_HZ)
    for event in (began(0, 0.0), BreathPlanned(t_s=0.5, in_s=4.0, hold_in_s=0.0, out_s=4.0, hold_out_s=0.0)):
        mix.apply(event)
    sound = np.zeros((9 * RATE_HZ, 2), np.float32)
    for second, share in enumerate([0.35, 1.0, 1.0, 1.0, 0.35, 0.35, 0.6, 1.0, 1.0]):
        mix.apply(warmth(share))
        mix.render(sound[second * RATE_HZ : (second + 1) * RATE_HZ], lambda frame: frame / RATE_HZ)
    assert np.abs(sound).max() > 0.1
    assert click_db(sound[:, 0].astype(np.float64), RATE_HZ, 9000.0) < -90.0


def test_it_is_remembered_and_told(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    remember(Preferences(sound=SoundSettings(warmth=True)))
    kept, error = remembered_preferences()
    assert error is None
    assert kept.sound.warmth is True
    assert str(kept.sound).endswith(" warmth=heard")
    assert "warmth" not in str(SoundSettings())


def test_preferences_of_before_say_nothing_of_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    before = asdict(Preferences())
    del before["sound"]["warmth"]
    (tmp_path / "preferences.json").write_text(json.dumps(before))
    assert remembered_preferences() == (Preferences(), None)


def test_anything_else_than_yes_or_no_is_named():
    with pytest.raises(UsageError) as caught:
        SoundSettings(warmth="a little")
    assert caught.value.code == SoundErrorCode.WARMTH_SOUND_UNKNOWN
