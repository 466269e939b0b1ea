"""A heart beside the breath that is led: how they fit, the swing of each breath, and the warmth."""

import math

import pytest

from biofeedback.events import Paused, Resumed, StepBegan
from tests.rigs.signals.one_heart import EACH_TICK, breathing_heart, breaths, in_order, run, series, ticks, value_at
from tests.rigs.words.reason_sentences import why_unknown


def test_the_heart_is_fitted_to_the_led_breath():
    out = run(in_order(breathing_heart(200.0), breaths(10.0, 19), ticks(200.0)))
    at = {name: value_at(out, name, 200.0) for name in EACH_TICK[-3:]}
    # 60 ms around 900 ms: from 62.5 to 71.4 beats a minute, a little less over whole intervals.
    assert at["pacer_amplitude_bpm"].value == pytest.approx(8.8, abs=0.5)
    assert at["pacer_fit_r2_share"].value > 0.9
    # The longest interval is a quarter of a breath after its beginning, so the heart rate crests three quarters after
    # it; the in-breath is full at four tenths.
    assert at["pacer_lag_s"].value % 10.0 == pytest.approx(3.5, abs=1.0)
    assert at["pacer_amplitude_bpm"].quality_share > 0.9
    assert series(out, "phase_locking_share")[-1].value > 0.9
    assert series(out, "cross_coherence_share")[-1].value > 0.9
    assert series(out, "breath_rate_per_min")[-1].value == pytest.approx(6.0, abs=0.3)
    assert 0.5 <= series(out, "breath_confidence")[-1].value <= 1.0


def test_without_a_led_breath_there_is_nothing_to_follow():
    out = run(in_order(breathing_heart(150.0), ticks(150.0)))
    for name in (*EACH_TICK[-3:], "phase_locking_share", "cross_coherence_share"):
        metric = series(out, name)[-1]
        assert math.isnan(metric.value)
        assert why_unknown(metric) == "No breath was led in this window."


def test_each_led_breath_that_ended_has_its_swing():
    out = run(in_order(breathing_heart(120.0, noise_ms=0.0), breaths(20.0, 5), ticks(120.0)))
    swings = series(out, "swing_bpm")
    assert [swing.t_s for swing in swings] == [30.0, 40.0, 50.0, 60.0, 70.0]
    assert {swing.window_s for swing in swings} == {10.0}
    # 60 ms around 900 ms: from 62.5 to 71.4 beats a minute.
    assert [swing.value for swing in swings] == pytest.approx([8.9] * 5, abs=0.4)


def test_a_breath_without_heartbeats_has_a_reason_and_comes_after_some_patience():
    out = run(in_order(breaths(10.0, 1), ticks(40.0)))
    (swing,) = series(out, "swing_bpm")
    assert math.isnan(swing.value)
    assert swing.reason
    place = out.index(swing)
    assert out[place - 1].t_s == 26.0


def test_withdrawn_breaths_have_no_swing():
    paused = Paused(t_s=41.0, mode="pause")
    out = run(in_order(breathing_heart(100.0), breaths(20.0, 5), [paused], ticks(100.0)))
    # The breath at 60 s and the later ones are announced after the pause here, as if it had been resumed.
    assert [swing.t_s for swing in series(out, "swing_bpm")] == [30.0, 40.0, 50.0, 70.0]


@pytest.mark.parametrize(
    ("stand", "go"),
    [
        (
            StepBegan(t_s=100.5, index=1, name="soften", title="Soften", heart_display="resting"),
            StepBegan(t_s=140.5, index=2, name="rest", title="Rest", heart_display="shown"),
        ),
        (Paused(t_s=100.5, mode="rest"), Resumed(t_s=140.5)),
        (Paused(t_s=100.5, mode="pause"), Resumed(t_s=140.5)),
    ],
)
def test_the_warmth_stands_still_while_the_heart_rests_or_the_practice_waits(stand, go):
    out = run(in_order(breathing_heart(200.0), ticks(200.0), [stand, go]))
    held = {metric.value for metric in series(out, "warmth_share") if 100.0 <= metric.t_s <= 140.0}
    assert len(held) == 1
    assert value_at(out, "warmth_share", 141.0).value > held.pop()


def test_the_warmth_grows_with_a_steady_wave_and_eases_slowly_in_silence():
    out = run(in_order(breathing_heart(200.0), ticks(400.0)))
    assert value_at(out, "warmth_share", 50.0).value == 0.35
    warm = value_at(out, "warmth_share", 200.0).value
    assert warm > 0.9
    assert 0.5 < value_at(out, "warmth_share", 260.0).value < warm
    assert value_at(out, "warmth_share", 400.0).value > 0.35
