"""The story keeps the latest of everything."""

import math

import pytest

from biofeedback.events import (
    BeatJudged,
    BeatKind,
    BreathPlanned,
    Contact,
    DeviceFact,
    Gap,
    LinkChanged,
    Marker,
    Metric,
    Notice,
    PromptShown,
    StepBegan,
)
from biofeedback.practices import practice_named
from ui.desktop.screens.story import WINDOW_S, Story
from ui.desktop.widgets.heart_line import HeartPoint, corrected, heart_stretches, softened
from ui.desktop.widgets.steady_range import SteadyRange
from ui.words.practice_words import left_words, pause_steps_label


def story(*, simulated: bool = False) -> Story:
    return Story(practice_named("compassionate_pause"), simulated=simulated)


def beat(t_s: float, nn_ms: float = 850.0, kind: BeatKind = "normal", index: int = 0) -> BeatJudged:
    return BeatJudged(source="s", index=index, t_s=t_s, kind=kind, nn_ms=nn_ms)


def metric(name: str, value: float, reason: str = "") -> Metric:
    return Metric(name=name, t_s=1.0, value=value, unit="", window_s=1.0, quality_share=1.0, reason=reason)


def test_old_beats_are_forgotten() -> None:
    told = story()
    for index in range(400):
        told.apply(beat(float(index), index=index))
    assert told.beats[0].t_s == 399.0 - WINDOW_S


def test_unknown_numbers_are_nan_and_say_why() -> None:
    told = story()
    assert math.isnan(told.value("rmssd_ms"))
    assert told.reason("rmssd_ms")
    told.apply(metric("rmssd_ms", math.nan, "Needs 30 heartbeats."))
    assert told.reason("rmssd_ms") == "Needs 30 heartbeats."
    told.apply(metric("rmssd_ms", 41.0))
    assert told.value("rmssd_ms") == 41.0
    assert told.reason("rmssd_ms") == ""


def test_status_names_the_sensor_and_lets_the_link_speak() -> None:
    told = story()
    assert told.status("TICKR 5F12") == "TICKR 5F12"
    told.apply(LinkChanged(source="s", t_s=1.0, state="lost", sentence="The strap went quiet; the breath goes on."))
    assert told.status("TICKR 5F12") == "The strap went quiet; the breath goes on."
    told.apply(LinkChanged(source="s", t_s=2.0, state="streaming", sentence="Back."))
    assert told.status("TICKR 5F12") == "TICKR 5F12"
    assert story(simulated=True).status("Simulated heart") == "Simulated heart"


def test_the_sensor_is_called_what_it_calls_itself_now() -> None:
    told = story()
    assert told.status("A0:9E:1A:00:00:01") == "A0:9E:1A:00:00:01"
    told.apply(Contact(source="s", t_s=1.0, state="yes"))
    assert told.status("Polar H10 7A2C31") == "Polar H10 7A2C31 · good contact"


def test_feedback_that_comes_late_is_said_with_the_sensor() -> None:
    told = story()
    told.apply(DeviceFact(source="s", t_s=1.0, name="feedback_delay_s", value="5"))
    assert told.status("Polar Sense 0A1B2C3D") == "Polar Sense 0A1B2C3D · feedback comes about 5 s late"


def test_a_replayed_simulated_heart_says_what_it_is() -> None:
    told = story()
    told.apply(DeviceFact(source="s", t_s=0.0, name="model", value="yes"))
    assert told.sensor("Replay of a.soften") == "Replay of a.soften"
    told.apply(DeviceFact(source="s", t_s=0.0, name="simulated", value="yes"))
    assert told.sensor("Replay of a.soften") == "Simulated heart · Replay of a.soften"
    assert told.status("Replay of a.soften").startswith("Simulated heart")


def test_a_mark_is_answered_for_a_moment() -> None:
    told = story()
    assert told.acknowledgement(0.0) == ""
    told.apply(Notice(t_s=4.0, sentence="The disk is full."))
    told.apply(Marker(t_s=5.0, label="marked"))
    assert told.acknowledgement(5.5) == "Marked."
    assert told.acknowledgement(9.0) == "The disk is full."
    assert told.acknowledgement(60.0) == ""


def test_a_prompt_comes_and_goes_softly() -> None:
    told = story()
    assert told.prompt_presence(3.0) == 0.0
    told.apply(PromptShown(t_s=10.0, text="Nothing is asked.", for_s=8.0))
    shown = [told.prompt_presence(t) for t in (10.0, 10.8, 13.0, 17.0, 18.0, 30.0)]
    assert shown[0] == shown[4] == shown[5] == 0.0
    assert 0.0 < shown[1] < shown[2] == 1.0
    assert 0.0 < shown[3] < 1.0


def test_pace_of_the_breath_that_is_led() -> None:
    told = story()
    assert math.isnan(told.breaths_per_min(0.0))
    told.apply(BreathPlanned(t_s=0.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
    told.apply(BreathPlanned(t_s=10.0, in_s=5.0, hold_in_s=0.0, out_s=7.0, hold_out_s=0.0))
    assert told.breaths_per_min(5.0) == pytest.approx(6.0)
    assert told.breaths_per_min(12.0) == pytest.approx(5.0)
    assert math.isnan(told.breaths_per_min(40.0))


def test_heart_rests_with_the_step() -> None:
    told = story()
    told.apply(StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="resting"))
    assert told.heart_hidden
    told.apply(StepBegan(t_s=9.0, index=1, name="b", title="B", heart_display="shown"))
    assert not told.heart_hidden


def test_heart_line_is_never_drawn_across_missing_beats() -> None:
    beats = [beat(t) for t in (1.0, 2.0, 3.0, 6.0, 7.0, 20.0, 21.0)] + [beat(22.0, math.nan, "range")]
    gaps = [Gap(source="s", from_s=3.0, until_s=5.5, reason="dropout")]
    stretches = heart_stretches(beats, gaps, from_s=1.5)
    assert [[point.t_s for point in stretch] for stretch in stretches] == [[2.0, 3.0], [6.0, 7.0], [20.0, 21.0]]
    assert stretches[0][0].bpm == pytest.approx(60_000 / 850)
    assert corrected(beats, from_s=0.0) == [22.0]


def test_softened_line_passes_through_every_beat() -> None:
    points = [HeartPoint(0.0, 60.0), HeartPoint(1.0, 70.0), HeartPoint(2.5, 64.0)]
    fine = softened(points, pieces=4)
    assert len(fine) == 9
    assert fine[::4] == points


def test_axis_moves_in_steps_and_then_holds() -> None:
    axis = SteadyRange(step_bpm=5.0)
    assert axis.follow([62.0, 74.0])
    held = (axis.low, axis.high)
    assert held[0] % 5 == held[1] % 5 == 0
    assert held[0] <= 62.0
    assert held[1] >= 74.0
    assert not axis.follow([63.0, 73.0, math.nan])
    assert (axis.low, axis.high) == held
    assert axis.follow([63.0, 96.0])
    assert axis.high >= 96.0
    assert not axis.follow([])


@pytest.mark.parametrize(
    ("left_s", "waiting", "words"),
    [
        (540.0, None, "9 min left"),
        (545.0, None, "9 min left"),
        (590.0, None, "10 min left"),
        (61.0, None, "1 min left"),
        (40.0, None, "less than a minute left"),
        (0.0, None, ""),
        (540.0, "rest", "resting"),
        (540.0, "pause", "paused"),
    ],
)
def test_time_left_in_words(left_s: float, waiting, words: str) -> None:
    assert left_words(left_s, waiting) == words


def test_the_largest_button() -> None:
    assert pause_steps_label(None) == "Rest here"
    assert pause_steps_label("rest") == pause_steps_label("pause") == "Go on"
