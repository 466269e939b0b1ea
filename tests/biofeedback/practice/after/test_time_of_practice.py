"""How a practice spent its time: with words and without, led, paused, away from its sensor, asleep."""

from dataclasses import replace

import pytest

from biofeedback.codes import NoticeCode
from biofeedback.events import BreathPlanned, Event, Gap, Notice, Paused, PracticeEnded, PromptShown, Resumed, StepBegan
from biofeedback.practice.after.summary import Summary
from biofeedback.reasons import GapReason
from tests.rigs.practices.summed_practices import (
    NAN,
    fact,
    facts_of,
    line_of,
    link,
    metric,
    said,
    summary_of,
    with_heart,
)


def test_a_sensor_that_was_away_is_said_kindly():
    summary = summary_of([*with_heart(), link("streaming", 1.0), link("lost", 60.0), link("streaming", 100.0)])
    assert said(summary)[2] == "The sensor was quiet for 40 seconds, and the practice went on without it."
    assert fact(summary, "Sensor away") == line_of("Sensor away", "40", "s")


def test_away_counts_within_the_practice_and_until_its_end():
    assert fact(summary_of([*with_heart(), link("unavailable", 150.1)]), "Sensor away") == line_of(
        "Sensor away", "30", "s"
    )
    gone_later = [*with_heart(), link("lost", 200.0), link("streaming", 300.0)]
    assert fact(summary_of(gone_later), "Sensor away") is None


def test_a_computer_that_slept_is_said_to_have_slept_and_the_practice_to_have_waited():
    # The sensor was away from 50 s to 110 s, of which the computer slept 20 s.
    slept = Notice(t_s=90.0, source="", code=NoticeCode.COMPUTER_SLEPT, facts=(("slept_s", 20.0),))
    summary = summary_of([*with_heart(), link("lost", 50.0), slept, link("streaming", 110.0)])
    assert said(summary)[-1] == "The computer slept for twenty seconds, and the practice waited."
    assert fact(summary, "Sensor away") == line_of("Sensor away", "40", "s")
    assert fact(summary, "Computer asleep") == line_of("Computer asleep", "20", "s")


def test_a_sleep_of_before_it_was_kept_how_long_is_not_guessed():
    slept = Notice(t_s=90.0, source="", code=NoticeCode.COMPUTER_SLEPT, facts=())
    assert fact(summary_of([*with_heart(), slept]), "Computer asleep") is None


def test_when_a_practice_began_does_not_matter():
    def later(event: Event) -> Event:
        times = {name: getattr(event, name) + 500.0 for name in ("t_s", "from_s", "until_s") if hasattr(event, name)}
        return replace(event, **times)

    events = [
        *with_heart(),
        Gap(source="strap", from_s=50.0, until_s=70.0, reason=GapReason.LINK_BROKEN),
        link("lost", 170.0),
    ]
    summary, shifted = summary_of(events), summary_of([later(event) for event in events])
    assert said(shifted) == said(summary)
    assert facts_of(shifted) == facts_of(summary)


def test_a_pause_of_steps_is_quiet_and_a_pause_is_no_time_at_all():
    def waited(mode: str) -> Summary:
        step = StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown")
        return summary_of(
            [
                step,
                PromptShown(t_s=2.0, text="Here.", for_s=6.0),
                Paused(t_s=20.0, mode=mode),
                Resumed(t_s=520.0),
                PromptShown(t_s=528.0, text="Here.", for_s=6.0),
                PracticeEnded(t_s=540.0, mode="early"),
            ]
        )

    assert said(waited("pause"))[0] == "You were here for 40 seconds; the longest quiet was twenty seconds."
    assert said(waited("rest"))[0] == (
        "You were here for nine minutes, nearly all of it in silence; the longest quiet was nine minutes."
    )


def test_silence_is_the_time_without_words():
    step = StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown")
    words = [PromptShown(t_s=t_s, text="Here.", for_s=6.0) for t_s in (10.0, 14.0, 100.0)]
    paused = [Paused(t_s=103.0, mode="pause"), Resumed(t_s=203.0)]
    ended = PracticeEnded(t_s=400.0, mode="complete")
    # 10 to 20 and 100 to 106 with words, and a pause that is no time at all.
    assert fact(summary_of([step, *words, *paused, ended]), "Silence") == line_of("Silence", "4:44", "min")
    assert fact(summary_of([step, ended]), "Silence") is None
    assert fact(summary_of([step, *words]), "Silence") is None
    assert fact(summary_of([step, words[0], PracticeEnded(t_s=12.0, mode="early")]), "Silence") == line_of(
        "Silence", "10", "s"
    )


@pytest.mark.parametrize(
    ("share", "display", "led_until_s", "line"),
    [
        (
            0.7,
            "shown",
            400.0,
            "The light came to about 6 breaths a minute, and for about five minutes your heart moved with it.",
        ),
        (
            0.7,
            "shown",
            60.0,
            "The light came to about 6 breaths a minute, and for about 60 seconds your heart moved with it.",
        ),
        (0.7, "resting", 400.0, "The light came to about 6 breaths a minute."),
        (0.3, "shown", 400.0, "The light came to about 6 breaths a minute."),
        (NAN, "shown", 400.0, "The light came to about 6 breaths a minute."),
    ],
)
def test_the_time_with_the_light_counts_where_the_heart_was_shown_and_breath_was_led(share, display, led_until_s, line):
    step = StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display=display)
    breaths = [
        BreathPlanned(t_s=10.0 * n, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
        for n in range(int(led_until_s / 10))
    ]
    steadiness = [metric("steadiness_share", float(t_s), share) for t_s in range(300)]
    events = sorted([step, *breaths, *steadiness], key=lambda event: event.t_s)
    assert said(summary_of([*events, PracticeEnded(t_s=400.0, mode="complete")]))[2] == line
