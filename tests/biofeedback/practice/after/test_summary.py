"""The summary of a practice: facts, kindly, and nothing that is not known."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import (
    BeatJudged,
    BreathPlanned,
    DeviceFact,
    Event,
    Gap,
    Marker,
    Note,
    Paused,
    PracticeEnded,
    PromptShown,
    StepBegan,
    Tick,
)
from biofeedback.practice.after.curves import thinned
from biofeedback.practice.after.summariser import Summariser
from biofeedback.reasons import GapReason
from tests.rigs.practices.summed_practices import (
    NAN,
    PAUSE,
    beat,
    fact,
    facts_of,
    guided,
    line_of,
    metric,
    said,
    summary_of,
    with_heart,
)
from ui.words.languages import english
from ui.words.summary_words import Fact, not_enough


def test_a_practice_is_summed_up_in_three_sentences():
    summary = summary_of(with_heart())
    assert summary.title == "A compassionate pause"
    assert said(summary) == (
        "You were here for three minutes, two of them in silence; the longest quiet was 33 seconds.",
        "Your heart beat about 67 times a minute, swinging by about 12 with each breath.",
        "The light came to about 6 breaths a minute.",
    )


def test_the_facts_behind_them():
    summary = summary_of(with_heart())
    assert facts_of(summary) == (
        line_of("Time", "3:00", "min"),
        line_of("Heart rate", "67", "bpm"),
        line_of("Heart-rate swing", "11.6", "bpm"),
        line_of("Rhythm coherence", "0.60", "of 1"),
        line_of("Breath led", "6.0", "a minute"),
        line_of("Silence", "2:11", "min"),
        line_of("Longest quiet", "33", "s"),
        line_of("Beats corrected", "0.0", "%"),
    )


def test_the_steps_as_they_went():
    steps = summary_of(with_heart()).steps
    assert [step.title for step in steps] == [step.title for step in PAUSE.steps]
    assert (steps[1].began_s, steps[1].ended_s) == (27.0, 87.0)
    assert steps[-1].ended_s == pytest.approx(180.1)


def test_the_swing_is_the_middle_of_what_was_measured():
    def swing(*values_bpm: float) -> Fact | None:
        measured = [metric("swing_bpm", 60.0 + 10.0 * index, value) for index, value in enumerate(values_bpm)]
        return fact(summary_of([*guided(), *measured]), "Heart-rate swing")

    assert swing(9.0, 20.0, 4.0) == line_of("Heart-rate swing", "9.0", "bpm")
    assert swing(9.0, 20.0, 4.0, 10.0) == line_of("Heart-rate swing", "9.5", "bpm")
    assert swing(9.0, 20.0, 4.0, 10.0, 8.0) == line_of("Heart-rate swing", "9.0", "bpm")
    assert swing(9.0, 20.0, NAN) == line_of("Heart-rate swing", "not enough clear data", "")


def test_what_is_not_known_is_said_or_left_out_and_never_nought():
    summary = summary_of(guided())
    assert said(summary)[1] == "There was not enough clear data to say anything of the heart."
    for label in ("Heart rate", "Heart-rate swing", "Rhythm coherence"):
        assert fact(summary, label) == line_of(label, "not enough clear data", "")
    assert fact(summary, "Beats corrected") is None
    assert summary.heart_rate == ()


def test_a_simulated_heart_is_called_one():
    simulated = DeviceFact(source="simulated", t_s=0.0, name="simulated", value="yes")
    assert said(summary_of([simulated, *with_heart()]))[1] == (
        "The heart was a simulated one; it beat about 67 times a minute, swinging by about 12 with each breath."
    )
    assert said(summary_of([simulated, *guided()]))[1] == "The heart was a simulated one."


def test_a_gap_counts_and_breaks_the_curve():
    gap = Gap(source="strap", from_s=50.0, until_s=70.0, reason=GapReason.LINK_BROKEN)
    summary = summary_of([*with_heart(), gap])
    assert fact(summary, "Sensor away") == line_of("Sensor away", "20", "s")
    assert any(math.isnan(bpm) and t_s == 60.0 for t_s, bpm in summary.heart_rate)


def test_corrected_beats_are_a_share_and_no_part_of_the_rate():
    aside: list[Event] = [beat(1000 + index, 100.0 + index, NAN, "range") for index in range(20)]
    summary = summary_of([*with_heart(), *aside])
    assert fact(summary, "Beats corrected") == line_of("Beats corrected", "10.0", "%")
    assert fact(summary, "Heart rate") == line_of("Heart rate", "67", "bpm")


def test_beats_outside_of_the_practice_do_not_count():
    outside: list[Event] = [beat(1000 + index, 500.0 + index, 400.0) for index in range(500)]
    assert fact(summary_of([*with_heart(), *outside]), "Heart rate") == line_of("Heart rate", "67", "bpm")


def test_words_of_ones_own_are_given_as_they_were_written():
    notes = [Note(t_s=1.0, kind="before", text="tired"), Note(t_s=500.0, kind="note", text="call Mum")]
    assert summary_of([notes[0], *with_heart(), notes[1]]).notes == tuple(notes)


def test_breaths_that_were_withdrawn_do_not_count():
    def breath(t_s: float, length_s: float) -> BreathPlanned:
        return BreathPlanned(t_s=t_s, in_s=0.4 * length_s, hold_in_s=0.0, out_s=0.6 * length_s, hold_out_s=0.0)

    step = StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown")
    events = [step, breath(0.0, 8.0), breath(8.0, 10.0), Paused(t_s=5.0, mode="pause"), Tick(t_s=60.0)]
    assert fact(summary_of(events), "Breath led") == line_of("Breath led", "7.5", "a minute")


def test_a_recording_that_broke_off_is_summed_up_as_far_as_it_goes():
    events = [event for event in with_heart() if event.t_s <= 100.0]
    summary = summary_of([*events, Tick(t_s=100.0)])
    assert said(summary)[0].startswith("You were here for 100 seconds")
    assert summary.steps[-1].ended_s == 100.0


def test_marked_moments_are_counted():
    assert fact(summary_of([*with_heart(), Marker(t_s=50.0, label="")]), "Moments marked") == line_of(
        "Moments marked", "1", ""
    )


def test_nothing_at_all_can_be_summed_up_too():
    summary = summary_of([])
    assert said(summary)[0] == "You were here for a moment."
    assert summary.steps == ()


@given(st.lists(st.tuples(st.floats(0.0, 1e4), st.floats(40.0, 180.0) | st.just(NAN)), max_size=2000))
def test_a_curve_is_thinned_in_order_and_within_its_values(points):
    curve = thinned(points, most=50)
    assert len(curve) <= 50
    assert [t_s for t_s, _ in curve] == sorted(t_s for t_s, _ in curve)
    known = [value for _, value in points if not math.isnan(value)]
    for _, value in curve:
        assert math.isnan(value) or min(known) - 1e-9 <= value <= max(known) + 1e-9
    if known:
        assert any(not math.isnan(value) for _, value in curve)


def test_a_long_practice_has_at_most_six_hundred_points():
    step = StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown")
    beats = [beat(index, index * 0.8, 800.0) for index in range(5000)]
    curve = summary_of([step, *beats, PracticeEnded(t_s=4000.0, mode="complete")]).heart_rate
    assert 500 < len(curve) <= 600
    assert {round(bpm, 6) for _, bpm in curve} == {75.0}


def test_beats_that_arrive_late_count_as_if_they_had_not():
    events = with_heart()
    in_time, late = summary_of(events), summary_of(sorted(events, key=lambda event: isinstance(event, BeatJudged)))
    assert (said(late), facts_of(late), late.steps, late.heart_rate) == (
        said(in_time),
        facts_of(in_time),
        in_time.steps,
        in_time.heart_rate,
    )


def test_without_a_sensor_nothing_is_said_of_a_heart():
    summariser = Summariser(PAUSE.title, ())
    for event in guided():
        summariser.apply(event)
    summary = summariser.summary()
    assert len(said(summary)) == 2
    assert not any("eart" in line for line in said(summary))
    assert not any("Heart" in each.label or "coherence" in each.label for each in facts_of(summary))
    assert fact(summary, "Breath led") is not None
    assert all(each.value != not_enough(english()) for each in facts_of(summary))


@pytest.mark.parametrize("for_s", [-1e308, 1e308, math.inf])
def test_words_of_no_length_that_can_be_leave_the_rest_as_it_is(for_s):
    practice = [replace(event, for_s=for_s) if isinstance(event, PromptShown) else event for event in with_heart()]
    assert len(said(summary_of(practice))) == 3


def test_a_step_of_no_moment_is_passed_over():
    practice = with_heart()
    nowhere = StepBegan(t_s=NAN, index=0, name="a", title="A", heart_display="shown")
    assert summary_of([nowhere, *practice]) == summary_of(practice)
