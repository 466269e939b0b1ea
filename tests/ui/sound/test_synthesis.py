"""What is heard: soft, without a click, in and out distinct, the same whatever the blocks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Paused, PracticeEnded, Resumed
from biofeedback.practice.pacing.breath import BreathPlan, ends_s
from biofeedback.practice.script.model import Practice, Step, StepSound
from tests.rigs.practices.small_practice import PRACTICE, began, begun, went_on
from tests.rigs.sound.sound_measures import centroid_hz, click_db, level_db, pitch_hz
from tests.rigs.words.said_errors import raises_saying
from ui.sound.bells import ATTACK_S, bell, moment_in_frames
from ui.sound.bells import LOUDEST as LOUDEST_BELL
from ui.sound.clips import Clip
from ui.sound.grains import GRAIN, Eased, spread
from ui.sound.mix import FADE_OUT_S, Mix, SoundPlan
from ui.sound.settings import SoundSettings
from ui.sound.swell import Swell, loudness
from ui.sound.tone import BreathTone

RATE_HZ = 48_000
BREATH = BreathPlanned(t_s=1.0, in_s=4.0, hold_in_s=0.5, out_s=6.0, hold_out_s=0.5)
SILENT_DB = -90.0


def mix_of(*events, **settings) -> Mix:
    settings = {"volume": 1.0, "bells_volume": 0.0} | settings
    mix = Mix(SoundPlan(PRACTICE), SoundSettings(**settings), RATE_HZ)
    for event in events:
        mix.apply(event)
    return mix


def heard(mix: Mix, length_s: float, from_s: float = 0.0, block: int = 1000) -> np.ndarray:
    """What the first ear hears, when frame 0 of the mix is heard at ``from_s``."""
    sound = np.zeros((round(length_s * RATE_HZ), 2), np.float32)
    for begins in range(0, len(sound), block):
        mix.render(sound[begins : begins + block], lambda frame: from_s + frame / RATE_HZ)
    return sound[:, 0].astype(np.float64)


def between(sound: np.ndarray, from_s: float, until_s: float) -> np.ndarray:
    return sound[round(from_s * RATE_HZ) : round(until_s * RATE_HZ)]


def test_the_tone_rises_and_grows_fuller_in_and_falls_hollow_out():
    sound = heard(mix_of(BREATH), 13.0)
    in_early, in_late = between(sound, 2.0, 2.5), between(sound, 4.0, 4.5)
    out_early, out_late = between(sound, 6.5, 7.0), between(sound, 9.5, 10.0)
    assert 215 < pitch_hz(in_early, RATE_HZ) < 250
    assert 300 < pitch_hz(in_late, RATE_HZ) < 330
    assert 235 < pitch_hz(out_early, RATE_HZ) < 250
    assert 165 < pitch_hz(out_late, RATE_HZ) < 180
    assert centroid_hz(in_late, RATE_HZ) > 1.4 * centroid_hz(in_early, RATE_HZ)
    assert centroid_hz(out_late, RATE_HZ) < 0.8 * centroid_hz(out_early, RATE_HZ)
    assert centroid_hz(in_late, RATE_HZ) > 1.4 * centroid_hz(out_early, RATE_HZ)


def test_the_waves_come_dark_and_brighten_and_go_hissing_and_darken():
    sound = heard(mix_of(BREATH, breath="waves"), 13.0)
    in_early, in_late = between(sound, 1.5, 2.5), between(sound, 3.5, 4.5)
    out_early, out_late = between(sound, 6.0, 7.0), between(sound, 10.0, 11.0)
    assert centroid_hz(in_late, RATE_HZ) > 1.4 * centroid_hz(in_early, RATE_HZ)
    assert centroid_hz(out_late, RATE_HZ) < 0.9 * centroid_hz(out_early, RATE_HZ)
    assert centroid_hz(out_late, RATE_HZ) > 2.0 * centroid_hz(in_late, RATE_HZ)


@pytest.mark.parametrize("breath", ["tone", "waves"])
def test_the_turns_and_the_rests_are_silent_and_the_way_is_heard(breath):
    sound = heard(mix_of(BREATH, breath=breath), 14.0)
    for silent in ((0.0, 0.99), (5.01, 5.49), (11.51, 14.0)):
        assert level_db(between(sound, *silent)) < SILENT_DB
    for on_the_way in ((3.0, 4.0), (7.5, 8.5)):
        assert -40.0 < level_db(between(sound, *on_the_way)) < -12.0
    for turn_s in (1.0, 5.0, 5.5, 11.5):
        assert level_db(between(sound, turn_s - 0.02, turn_s + 0.02)) < -55.0


@pytest.mark.parametrize("breath", ["tone", "waves"])
def test_a_quick_breath_without_rests_is_soft_at_the_turns_as_well(breath):
    quick = BreathPlanned(t_s=0.5, in_s=0.9, hold_in_s=0.0, out_s=0.9, hold_out_s=0.0)
    sound = heard(mix_of(quick, breath=breath), 3.0)
    assert np.abs(between(sound, 1.39, 1.41)).max() < 0.01
    assert click_db(sound, RATE_HZ, 9000.0) < SILENT_DB


@pytest.mark.parametrize("breath", ["tone", "waves"])
def test_nothing_clicks_whatever_happens(breath):
    mix = mix_of(breath=breath, bells_volume=1.0)
    other = "waves" if breath == "tone" else "tone"
    happenings = {
        0: lambda: [mix.apply(event) for event in (began(0, 0.0), BREATH)],
        90: lambda: mix.change(SoundSettings(breath=breath, volume=0.1)),
        120: lambda: mix.change(SoundSettings(breath=breath, volume=1.0, breath_volume=0.3, bells_volume=0.2)),
        170: lambda: mix.change(SoundSettings(breath=other, volume=1.0)),
        200: lambda: mix.apply(BreathPlanned(t_s=4.6, in_s=1.0, hold_in_s=0.0, out_s=1.0, hold_out_s=0.0)),
        260: lambda: mix.apply(Paused(t_s=5.2, mode="pause")),
        300: lambda: mix.apply(Resumed(t_s=6.0)),
        310: lambda: mix.apply(BreathPlanned(t_s=6.3, in_s=3.0, hold_in_s=0.0, out_s=4.0, hold_out_s=0.0)),
        350: lambda: mix.say(Clip(np.full(RATE_HZ, 0.5))),
        370: lambda: mix.say(Clip(np.full(RATE_HZ, -0.5))),
        430: lambda: mix.apply(PracticeEnded(t_s=8.7, mode="early")),
        470: lambda: mix.fade_out(),
    }
    jumps_s = {150: 0.4, 240: -0.3, 400: 0.25}
    begins_s, blocks = 0.0, []
    for number in range(540):
        happenings.get(number, lambda: None)()
        begins_s += jumps_s.get(number, 0.0)
        block = np.zeros((1000, 2), np.float32)
        mix.render(block, lambda frame, begins_s=begins_s: begins_s + frame / RATE_HZ)
        blocks.append(block)
    sound = np.concatenate(blocks).astype(np.float64)
    assert mix.silent
    assert np.abs(sound).max() <= 1.0
    for ear in (0, 1):
        assert level_db(sound[: 430 * 1000, ear]) > -40.0
        assert click_db(sound[:, ear], RATE_HZ, 9000.0) < SILENT_DB
        assert np.abs(np.diff(sound[:, ear])).max() < 0.15
        assert not sound[-20 * 1000 :, ear].any()


def test_the_measure_hears_a_click():
    sound = heard(mix_of(BREATH), 6.0)
    sound[3 * RATE_HZ :] *= 0.7
    assert click_db(sound, RATE_HZ, 9000.0) > SILENT_DB


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=40), st.sampled_from(["tone", "waves"]))
def test_the_samples_are_the_same_however_they_are_asked_for(sizes, breath):
    def events():
        return began(0, 0.05), BreathPlanned(t_s=0.2, in_s=0.9, hold_in_s=0.0, out_s=1.0, hold_out_s=0.0)

    whole = np.zeros((sum(sizes), 2), np.float32)
    mix_of(*events(), breath=breath, bells_volume=0.8).render(whole, lambda frame: frame / RATE_HZ)
    again = np.zeros_like(whole)
    mix, begins = mix_of(*events(), breath=breath, bells_volume=0.8), 0
    for size in sizes:
        mix.render(again[begins : begins + size], lambda frame: frame / RATE_HZ)
        begins += size
    np.testing.assert_array_equal(whole, again)


def test_everything_at_once_stays_within_bounds_and_undistorted_when_it_is_soft():
    mix = mix_of(*begun(0.0), BREATH, bells_volume=1.0)
    mix.say(Clip(np.ones(4 * RATE_HZ)))
    sound = heard(mix, 6.0)
    assert 0.9 < np.abs(sound).max() <= 1.0


@given(st.floats(0.0, 12.5), st.integers(0, 10))
def test_the_sound_is_where_the_breath_is_to_the_millisecond(from_s, odd):
    plan = BreathPlan()
    plan.apply(BREATH)
    times_s = [from_s + odd * 1e-4 + GRAIN * number / RATE_HZ for number in range(20)]
    for phase, skew in (("in", 1.25), ("out", 0.8)):
        swell = Swell(phase, RATE_HZ)
        for _ in range(60):
            swell.follow([plan.at(times_s[0])])
        levels, positions = swell.follow([plan.at(t_s) for t_s in times_s[1:]])
        line, place = spread(levels), spread(positions)
        for frame in range(0, len(line), 50):
            moment = plan.at(times_s[0] + frame / RATE_HZ)
            if moment.phase == phase:
                # What passes in a millisecond at most: 1.3 of the loudness a second, half of that in position.
                assert abs(line[frame] - loudness(moment.phase_share, skew)) < 1.3e-3
                assert abs(place[frame] - moment.position) < 0.7e-3


def test_a_bell_is_soft_to_come_long_to_go_and_exact():
    sound = bell(RATE_HZ)
    assert np.abs(sound).max() <= LOUDEST_BELL
    assert np.abs(between(sound, 0.0, 0.1 * ATTACK_S)).max() < 0.01
    assert click_db(sound, RATE_HZ, 9000.0) < SILENT_DB
    assert level_db(between(sound, 4.0, 4.5)) > level_db(between(sound, 0.1, 0.6)) - 40.0
    rung = heard(mix_of(*begun(0.25), breath="off", bells_volume=1.0), 3.0)
    np.testing.assert_allclose(between(rung, 0.25, 3.0), sound[: round(2.75 * RATE_HZ)], atol=1e-6)
    assert not between(rung, 0.0, 0.25).any()


def test_the_bell_of_a_step_rings_at_its_moment_before_the_event_comes():
    rung = heard(mix_of(*begun(-3.0), breath="off", bells_volume=1.0), 9.0, from_s=0.0)
    assert np.argmax(np.abs(rung) > 1e-4) == pytest.approx(5.0 * RATE_HZ, abs=0.002 * RATE_HZ)


def test_a_bell_rings_once_for_a_step():
    mix = mix_of(*begun(-3.0), breath="off", bells_volume=1.0)
    before = heard(mix, 5.5)
    for event in went_on(5.0):
        mix.apply(event)
    after = np.zeros((RATE_HZ, 2), np.float32)
    mix.render(after, lambda frame: frame / RATE_HZ)
    assert np.abs(before).max() > 0.1
    assert np.abs(after).max() < np.abs(before).max()


def test_a_bell_long_past_is_let_go():
    assert not heard(mix_of(*begun(-5.0), breath="off", bells_volume=1.0), 2.0).any()


def test_the_step_that_a_pause_put_off_rings_when_it_comes():
    mix = mix_of(*begun(0.0), breath="off", bells_volume=1.0)
    heard(mix, 8.05)  # the bell of the step at 8.0 has begun, on its way to the ear
    mix.apply(Paused(t_s=7.95, mode="pause"))
    mix.apply(Resumed(t_s=100.0))
    later = np.zeros((RATE_HZ, 2), np.float32)
    frames = round(8.05 * RATE_HZ)
    mix.render(later, lambda frame: 100.0 + (frame - frames) / RATE_HZ)
    still_ringing = bell(RATE_HZ)[round(0.05 * RATE_HZ) :][: len(later)]
    rings = np.argmax(np.abs(later[:, 0] - still_ringing) > 0.01) / RATE_HZ
    assert rings == pytest.approx(0.05, abs=0.01)


def practice_of(step: Step) -> Practice:
    return replace(PRACTICE, steps=(step,))


def breath_heard(step: Step, at_s: float) -> float:
    """Return how loud the breath is that begins in the middle of a breath of this step, in dB."""
    mix = Mix(SoundPlan(practice_of(step)), SoundSettings(volume=1.0, bells_volume=0.0), RATE_HZ)
    for event in (began(0, 0.0), replace(BREATH, t_s=at_s)):
        mix.apply(event)
    return level_db(between(heard(mix, 3.0, from_s=at_s), 1.5, 3.0))


def test_a_step_may_leave_the_breath_unheard():
    step = PRACTICE.steps[1]
    assert breath_heard(step, 1.0) > -50.0
    assert breath_heard(replace(step, sound=StepSound(breath=False)), 1.0) < SILENT_DB


def test_where_the_light_lets_go_the_breath_is_heard_less_and_less():
    vanishing = replace(PRACTICE.steps[1], length_s=60.0, pacing="vanish")
    levels_db = [breath_heard(vanishing, at_s) for at_s in (1.0, 20.0, 45.0)]
    assert levels_db[0] > levels_db[1] + 3.0 > SILENT_DB
    assert levels_db[2] < SILENT_DB


def test_moments_between_grains():
    assert moment_in_frames([1.0, 2.0, 3.0], 0.5) == 0.0
    assert moment_in_frames([1.0, 2.0, 3.0], 2.25) == 1.25 * GRAIN
    assert moment_in_frames([1.0, 2.0, 3.0], 3.0) is None


def test_each_part_has_a_volume_of_its_own():
    loud, soft = (heard(mix_of(BREATH, breath_volume=volume), 6.0) for volume in (1.0, 0.5))
    np.testing.assert_allclose(between(soft, 2.5, 5.0), between(loud, 2.5, 5.0) / 4.0, atol=1e-6)
    whole = heard(mix_of(BREATH, volume=0.5), 6.0)
    np.testing.assert_allclose(between(whole, 2.5, 5.0), between(loud, 2.5, 5.0) / 4.0, atol=1e-6)
    assert not heard(mix_of(BREATH, breath_volume=0.0), 6.0).any()


def test_after_the_end_the_breath_is_no_longer_led():
    mix = mix_of(BREATH)
    heard(mix, 3.0)
    mix.apply(PracticeEnded(t_s=3.0, mode="early"))
    sound = np.zeros((3 * RATE_HZ, 2), np.float32)
    mix.render(sound, lambda frame: frame / RATE_HZ)
    assert np.abs(sound[: RATE_HZ // 10]).max() > 0.01
    assert not sound[RATE_HZ + GRAIN :].any()


def test_leaving_takes_its_time_and_then_is_silence():
    mix = mix_of(BREATH)
    heard(mix, 3.0)
    mix.fade_out()
    assert not mix.silent
    fading = np.zeros((round((FADE_OUT_S + 0.1) * RATE_HZ), 2), np.float32)
    mix.render(fading, lambda frame: frame / RATE_HZ)
    assert mix.silent
    assert np.abs(fading[: RATE_HZ // 10]).max() > 0.01


def test_what_is_eased_never_hurries_and_never_lags():
    eased = Eased(RATE_HZ, most_per_s=10.0)
    line = np.array(eased.line([1.0] * 100))
    assert np.diff(line).max() == pytest.approx(10.0 * GRAIN / RATE_HZ)
    assert line[-1] == 1.0
    slowly = [1.0 - 0.01 * number for number in range(20)]
    assert eased.line(slowly)[1:] == pytest.approx(slowly)


def test_the_tone_is_the_same_on_any_machine_twice():
    plan = BreathPlan()
    plan.apply(BREATH)
    moments = [plan.at(2.0 + GRAIN * number / RATE_HZ) for number in range(100)]
    np.testing.assert_array_equal(BreathTone(RATE_HZ).render(moments), BreathTone(RATE_HZ).render(moments))


@pytest.mark.parametrize("wrong", [{"volume": 1.1}, {"bells_volume": -0.1}, {"voice_volume": float("nan")}])
def test_a_volume_out_of_range_is_named(wrong):
    with raises_saying(UsageError, next(iter(wrong)).replace("_", " ")):
        SoundSettings(**wrong)


def test_a_sound_that_is_none_is_named():
    with raises_saying(UsageError, "tone, waves, off, not 'sea'"):
        SoundSettings(breath="sea")


def test_a_breath_ends_where_the_next_begins():
    follows = BreathPlanned(t_s=ends_s(BREATH), in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
    sound = heard(mix_of(BREATH, follows), 16.0)
    assert click_db(sound, RATE_HZ, 6000.0) < SILENT_DB
