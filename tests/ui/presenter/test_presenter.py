"""The view model keeps the latest of everything, and what paints puts it into words."""

import math
from dataclasses import replace

import pytest

from biofeedback.codes import LinkCode
from biofeedback.events import (
    Battery,
    Beat,
    BreathPlanned,
    Contact,
    DeviceFact,
    LinkChanged,
    Marker,
    Notice,
    Packet,
    PromptShown,
    StepBegan,
    Tick,
)
from biofeedback.facts import facts
from biofeedback.practice.warmth import ALONE_SHARE, HELD_SHARE
from biofeedback.practices import practice_named
from biofeedback.reasons import Reason, ReasonCode
from tests.rigs.hearts.heart_events import beat, metric
from tests.rigs.words.sentence_of import link_saying, notice_saying, sentence_of
from ui.desktop.screens.details import reason_words
from ui.desktop.widgets.prompt_line import prompt_presence
from ui.presenter.heart_view import WINDOW_S
from ui.presenter.view_model import PASSING_S, PracticeViewModel
from ui.words.languages import english
from ui.words.practice_words import acknowledgement_words
from ui.words.sensors.sensor_words import Among, heart_legend, sensor_name, status_words


def view_model() -> PracticeViewModel:
    return PracticeViewModel(practice_named("compassionate_pause"))


def status(view: PracticeViewModel, label: str, *, simulated: bool = False) -> str:
    return status_words(view.heart, label, english(), simulated=simulated)


def test_old_beats_are_forgotten() -> None:
    view = view_model()
    for index in range(400):
        view.apply(beat(float(index), index=index))
    assert view.heart.beats[0].t_s == 399.0 - WINDOW_S


def test_unknown_numbers_are_nan_and_say_why() -> None:
    view = view_model()
    assert math.isnan(view.heart.value("rmssd_ms"))
    assert reason_words(view.heart, "rmssd_ms", english())
    view.apply(metric("rmssd_ms", math.nan, Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=30, there_beats=28)))
    assert reason_words(view.heart, "rmssd_ms", english()) == "Needs 30 heartbeats. 28 are there."
    view.apply(metric("rmssd_ms", 41.0))
    assert view.heart.value("rmssd_ms") == 41.0
    assert reason_words(view.heart, "rmssd_ms", english()) == ""


def test_status_names_the_sensor_and_lets_the_link_speak() -> None:
    view = view_model()
    assert status(view, "TICKR 5F12") == "TICKR 5F12"
    view.apply(
        LinkChanged(
            source="s",
            t_s=1.0,
            state="lost",
            **link_saying("The strap went quiet; the breath goes on."),
        )
    )
    assert status(view, "TICKR 5F12") == "The strap went quiet; the breath goes on."
    view.apply(LinkChanged(source="s", t_s=2.0, state="streaming", **link_saying("Back.")))
    assert status(view, "TICKR 5F12") == "TICKR 5F12"
    assert status(view_model(), "Simulated heart", simulated=True) == "Simulated heart"


def test_the_sensor_is_called_what_it_calls_itself_now() -> None:
    view = view_model()
    assert status(view, "A0:9E:1A:00:00:01") == "A0:9E:1A:00:00:01"
    view.apply(Contact(source="s", t_s=1.0, state="yes"))
    assert status(view, "Polar H10 7A2C31") == "Polar H10 7A2C31 · good contact"


def test_feedback_that_comes_late_is_said_with_the_sensor() -> None:
    view = view_model()
    view.apply(DeviceFact(source="s", t_s=1.0, name="feedback_delay_s", value=5))
    assert status(view, "Polar Sense 0A1B2C3D") == "Polar Sense 0A1B2C3D · feedback comes about 5 s late"


def test_a_replayed_simulated_heart_says_what_it_is() -> None:
    view = view_model()
    view.apply(DeviceFact(source="s", t_s=0.0, name="model", value="yes"))
    assert sensor_name("Replay of a.soften", english(), simulated=view.heart.simulated) == "Replay of a.soften"
    view.apply(DeviceFact(source="s", t_s=0.0, name="simulated", value="yes"))
    assert (
        sensor_name("Replay of a.soften", english(), simulated=view.heart.simulated)
        == "Simulated heart · Replay of a.soften"
    )
    assert status(view, "Replay of a.soften").startswith("Simulated heart")


def test_a_mark_is_answered_for_a_moment() -> None:
    view = view_model()
    assert acknowledgement_words(view.acknowledged(0.0), english()) == ""
    view.apply(Notice(t_s=4.0, **notice_saying("The disk is full.")))
    view.apply(Marker(t_s=5.0, label="marked"))
    assert acknowledgement_words(view.acknowledged(5.5), english()) == "Marked."
    assert acknowledgement_words(view.acknowledged(9.0), english()) == "The disk is full."
    assert acknowledgement_words(view.acknowledged(60.0), english()) == ""


def test_a_prompt_comes_and_goes_softly() -> None:
    view = view_model()
    assert prompt_presence(view.prompt, 3.0) == 0.0
    view.apply(PromptShown(t_s=10.0, text="Nothing is asked.", for_s=8.0))
    shown = [prompt_presence(view.prompt, t) for t in (10.0, 10.8, 13.0, 17.0, 18.0, 30.0)]
    assert shown[0] == shown[4] == shown[5] == 0.0
    assert 0.0 < shown[1] < shown[2] == 1.0
    assert 0.0 < shown[3] < 1.0


def test_pace_of_the_breath_that_is_led() -> None:
    view = view_model()
    assert view.breaths_per_min(0.0) is None
    view.apply(BreathPlanned(t_s=0.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
    view.apply(BreathPlanned(t_s=10.0, in_s=5.0, hold_in_s=0.0, out_s=7.0, hold_out_s=0.0))
    assert view.breaths_per_min(5.0) == pytest.approx(6.0)
    assert view.breaths_per_min(12.0) == pytest.approx(5.0)
    assert view.breaths_per_min(40.0) is None


def test_heart_rests_with_the_step() -> None:
    view = view_model()
    view.apply(StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="resting"))
    assert view.heart_hidden
    view.apply(StepBegan(t_s=9.0, index=1, name="b", title="B", heart_display="shown"))
    assert not view.heart_hidden


def test_a_practice_without_a_heart_has_an_empty_one_to_paint() -> None:
    view = view_model()
    view.apply(StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown"))
    view.apply(Notice(t_s=1.0, **notice_saying("The disk is full.")))
    view.apply(Tick(t_s=1.0))
    assert view.hearts == {}
    assert view.heart.source == ""
    assert not view.heart.beats
    assert view.heart.link is view.heart.contact is view.heart.battery_percent is None
    assert view.heart.warmth_share == HELD_SHARE


def test_every_source_has_a_heart_of_its_own_and_the_first_is_the_primary_one() -> None:
    view = view_model()
    view.apply(replace(metric("heart_rate_bpm", math.nan), source="strap"))
    view.apply(LinkChanged(source="strap", t_s=0.0, state="streaming", **link_saying("Here.")))
    view.apply(LinkChanged(source="finger", t_s=0.5, state="lost", **link_saying("Away.")))
    view.apply(beat(1.0))
    view.apply(replace(beat(1.2), source="finger"))
    view.apply(replace(beat(2.0), source="strap"))
    view.apply(replace(metric("heart_rate_bpm", 64.0), source="strap"))
    view.apply(replace(metric("heart_rate_bpm", 71.0), source="finger"))
    view.apply(DeviceFact(source="finger", t_s=2.0, name="simulated", value="yes"))
    assert list(view.hearts) == ["strap", "finger", "s"]
    assert view.heart is view.hearts["strap"]
    assert view.heart.source == "strap"
    assert [[each.t_s for each in heart.beats] for heart in view.hearts.values()] == [[2.0], [1.2], [1.0]]
    assert [heart.value("heart_rate_bpm") for heart in list(view.hearts.values())[:2]] == [64.0, 71.0]
    assert [heart.simulated for heart in view.hearts.values()] == [False, True, False]
    assert status(view, "A strap") == "A strap"
    view.apply(Tick(t_s=1.5 + WINDOW_S))
    assert [len(heart.beats) for heart in view.hearts.values()] == [1, 0, 0]


def test_what_a_sensor_sends_raw_changes_nothing() -> None:
    view = view_model()
    view.apply(Packet(source="strap", channel="2a37", arrived_s=1.0, data=b"\x00\x40"))
    view.apply(Beat(source="strap", index=0, arrived_s=1.0, rr_ms=850.0))
    assert view.hearts == {}


def test_one_line_for_everything_says_what_passes_and_then_what_lasts() -> None:
    view = view_model()
    assert view.remarked(0.0) is None
    view.apply(LinkChanged(source="s", t_s=1.0, state="lost", **link_saying("Away.")))
    view.apply(Notice(t_s=2.0, **notice_saying("The disk is full.")))
    assert [sentence_of(remark) for t in (3.0, 2.0 + PASSING_S) if (remark := view.remarked(t))] == [
        "The disk is full.",
        "Away.",
    ]
    view.apply(LinkChanged(source="s", t_s=20.0, state="streaming", **link_saying("Back.")))
    remark = view.remarked(21.0)
    assert isinstance(remark, LinkChanged)
    assert remark.state == "streaming"
    assert view.remarked(20.0 + PASSING_S) is None


def test_a_link_that_flaps_is_shown_as_long_as_it_lasts_and_not_said() -> None:
    view = view_model()
    called = facts(label="H10")
    away = LinkChanged(source="s", t_s=1.0, state="lost", code=LinkCode.LINK_LOST_AGAIN, facts=called)
    view.apply(away)
    assert view.remarked(100.0) == away, "how it stands is seen"
    view.apply(LinkChanged(source="s", t_s=101.0, state="streaming", code=LinkCode.LINK_STREAMING_AGAIN, facts=called))
    assert view.remarked(102.0) is None


def test_without_a_sensor_nobody_waits_for_a_heart() -> None:
    view = PracticeViewModel(practice_named("compassionate_pause"), ())
    assert (view.listened, view.hearts) == (False, {})
    assert view.warmth_share == ALONE_SHARE
    # "your heart keeps to itself" was asked for here, as if a heart were there; that there is no sensor is said below.
    assert heart_legend(view, english()) == ""
    assert status(view, "") == sensor_name("", english(), simulated=False) == "Without a sensor"


def test_the_hearts_of_a_session_are_known_from_its_beginning_and_the_first_is_the_primary_one() -> None:
    view = PracticeViewModel(practice_named("compassionate_pause"), ("strap", "finger"))
    view.apply(LinkChanged(source="finger", t_s=0.0, state="streaming", **link_saying("")))
    assert list(view.hearts) == ["strap", "finger"]
    assert view.heart is view.hearts["strap"]
    assert view.heart.link is None
    assert view.warmth_share == view.heart.warmth_share


def test_of_several_sensors_each_says_by_which_adapter_it_is_connected() -> None:
    view = view_model()
    view.apply(Contact(source="s", t_s=1.0, state="yes"))
    view.apply(Battery(source="s", t_s=1.0, level_percent=87))
    view.apply(DeviceFact(source="s", t_s=1.0, name="adapter", value="hci1"))
    several = Among(place=0, several=True)
    said = status_words(view.heart, "Strap 7", english(), simulated=False, which=several)
    assert said == "Strap 7 · good contact · 87 % · by hci1"
    assert status(view, "Strap 7") == "Strap 7 · good contact · 87 %"
