"""When a frame is heard: followed through drift, trembling and gaps, and never with a jump that is not one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import BreathPlanned
from tests.rigs.practices.small_practice import PRACTICE, begun
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from tests.rigs.sound.sound_measures import click_db, later_by_s, onset_s
from ui.sound.bells import bell
from ui.sound.mix import Mix, SoundPlan
from ui.sound.playback_clock import LARGEST_CORRECTION, PlaybackClock
from ui.sound.playing import Playing
from ui.sound.settings import SoundSettings

RATE_HZ = 48_000.0


def test_the_first_measurement_is_believed():
    heard = PlaybackClock(RATE_HZ)
    heard.measure(0, 3.7)
    assert heard.at(0) == 3.7
    assert heard.at(48_000) == pytest.approx(4.7)


@given(st.floats(-3e-4, 3e-4), st.integers(200, 4000), st.integers(0, 2**31))
def test_a_clock_that_drifts_and_trembles_is_followed(drift, block, seed):
    heard, tremble = PlaybackClock(RATE_HZ), np.random.default_rng(seed)
    true_hz = RATE_HZ * (1.0 + drift)
    worst_s = 0.0
    for frame in range(0, 20 * 48_000, block):
        heard.measure(frame, 0.1 + frame / true_hz + tremble.normal(0.0, 0.001))
        if frame > 10 * 48_000:
            worst_s = max(worst_s, abs(heard.at(frame) - 0.1 - frame / true_hz))
    assert worst_s < 0.002


def test_time_is_continuous_and_leans_gently():
    heard, tremble = PlaybackClock(RATE_HZ), np.random.default_rng(1)
    heard.measure(0, 0.0)
    for frame in range(480, 48_000, 480):
        before_s = heard.at(frame)
        heard.measure(frame, frame / RATE_HZ + tremble.uniform(-0.025, 0.025))
        assert heard.at(frame) == pytest.approx(before_s, abs=1e-12)
        assert heard.at(frame + 480) - heard.at(frame) == pytest.approx(0.01, rel=1.01 * LARGEST_CORRECTION)


def test_one_strange_measurement_changes_next_to_nothing_and_a_gap_is_followed_at_once():
    heard = PlaybackClock(RATE_HZ)
    for frame in range(0, 48_000, 480):
        heard.measure(frame, frame / RATE_HZ)
    heard.measure(48_000, 1.5)
    assert heard.at(48_480) == pytest.approx(1.01, abs=0.0003)
    for frame in range(48_480, 52_800, 480):  # the device stood still for 0.8 s
        heard.measure(frame, frame / RATE_HZ + 0.8)
    assert heard.at(52_800) == pytest.approx(1.9, abs=1e-3)


@pytest.mark.parametrize("drift", [-3e-4, 0.0, 3e-4])
@pytest.mark.parametrize("latency_s", [0.01, 0.25])
def test_breath_and_bells_are_heard_when_they_are_led(manual_clock, drift, latency_s):
    """The whole way but the device: what a drifting loudspeaker plays, on the clock of the room."""
    speaker, tremble = PretendSpeaker(RATE_HZ, latency_s, drift), np.random.default_rng(5)
    beside = PretendSpeaker(RATE_HZ, latency_s, drift)
    breath_alone = SoundSettings(volume=1.0, bells_volume=0.0)
    bells_alone = SoundSettings(volume=1.0, breath="off")
    playing = Playing(speaker, manual_clock, _plan(), breath_alone)
    ringing = Playing(beside, manual_clock, _plan(), bells_alone)
    blocks, rings = [], []
    for frames in tremble.integers(256, 2048, 400):
        late_s = abs(tremble.normal(0.0, 0.002))
        blocks.append(speaker.ask(int(frames), latency_s + late_s))
        rings.append(beside.ask(int(frames), latency_s + late_s))
        manual_clock.advance(frames / speaker.true_rate_hz)
    assert playing.alive
    assert ringing.alive
    sound = np.concatenate(blocks)[:, 0].astype(float)
    expected = np.zeros((len(sound), 2), np.float32)
    perfect = Mix(_plan(), breath_alone, RATE_HZ)
    perfect.render(expected, lambda frame: latency_s + frame / speaker.true_rate_hz)
    late_s, agreement = later_by_s(sound, expected[:, 0].astype(float), RATE_HZ)
    assert abs(late_s) <= 0.004
    assert agreement > 0.999
    assert click_db(sound, RATE_HZ, 6000.0) < -90.0
    heard_s = latency_s + onset_s(np.concatenate(rings)[:, 0].astype(float), bell(RATE_HZ)[:24_000], RATE_HZ)
    assert heard_s == pytest.approx(5.5, abs=0.005)


def _plan() -> SoundPlan:
    plan = SoundPlan(PRACTICE)
    breath = BreathPlanned(t_s=1.0, in_s=3.0, hold_in_s=0.0, out_s=4.0, hold_out_s=0.0)
    for event in (*begun(-2.5), breath):
        plan.apply(event)
    return plan
