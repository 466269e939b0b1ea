"""The main job through all of its real parts: a simulated heart in, a practice through, a recording out, replayed."""

import threading

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.live_session import LiveSession
from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import RecordingError, SoundError, UsageError
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    Gap,
    LinkChanged,
    Metric,
    Notice,
    PracticeEnded,
    SoundMuted,
    StepBegan,
    Tick,
)
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from biofeedback.practices import practice_named
from biofeedback.requests import ToggleMute
from devices.io_thread import IoThread
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart import SimulatedHeart
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.practices.whole_practices import PATIENCE_S, live_until, of_type
from tests.rigs.words.said_errors import raises_saying, said
from tests.rigs.words.sentence_of import sentence_of
from ui.preferences import Preferences
from ui.sound.settings import SoundSettings

FAST = 40.0

A_FEW_BREATHS = """
name = "a_few_breaths"
title = "A few breaths"
subtitle = "For the tests"

[breath]
start_per_min = 12.0
aim_per_min = 11.5

[[steps]]
name = "arrive"
title = "Arrive"
purpose = "listen"
length_s = 1.0
pacing = "listen"

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "breathe"
length_s = 8.0
pacing = "lead"
prompts = [{ at_s = 0.5, text = "Here is a breath." }]
"""


def practised(application, practice, sensor="simulated"):
    """Live a whole practice and return its recording's path."""
    session = application.begin(practice, sensor, None)
    try:
        live_until(session, PracticeEnded)
    finally:
        path = session.finish()
    return path


@pytest.mark.parametrize("speed", [1.0, FAST])
def test_replay_of_a_lived_practice_is_identical(home, speed):
    practice = (
        practice_named("compassionate_pause") if speed > 1 else parse_practice(A_FEW_BREATHS, "a_few_breaths.toml")
    )
    with LiveApplication(speed=speed, seed=7) as application:
        path = practised(application, practice)
    with Recording(path) as recording:
        report = replay(recording)
    assert report.identical, report.first_difference
    assert report.packets > 5
    assert report.beats > 5
    assert report.numbers > report.beats
    assert not report.ended_unexpectedly


def test_a_compassionate_pause_leaves_a_whole_recording(home):
    with LiveApplication(speed=FAST, seed=3) as application:
        path = practised(application, practice_named("compassionate_pause"))
    with Recording(path) as recording:
        events = [event for _, event in recording.events()]
        assert recording.facts["practice"] == "compassionate_pause"
        assert recording.facts["seed"] == "3"
        assert recording.facts["program_version"]
        assert not recording.ended_unexpectedly
    assert [step.index for step in of_type(events, StepBegan)] == list(
        range(len(practice_named("compassionate_pause").steps))
    )
    assert of_type(events, PracticeEnded)[-1].mode == "complete"
    ticks = of_type(events, Tick)
    assert [tick.t_s for tick in ticks] == [float(k) for k in range(1, len(ticks) + 1)]
    assert 178 <= len(ticks) <= 192
    beats = of_type(events, Beat)
    assert [beat.index for beat in beats] == list(range(len(beats)))
    assert 130 <= len(beats) <= 290
    assert of_type(events, BeatJudged)
    coherence = [m.value for m in of_type(events, Metric) if m.name == "coherence_share" and m.value == m.value]
    assert coherence
    assert all(0 <= share <= 1 for share in coherence)
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


def test_a_dropout_is_kept_as_a_gap_and_replays_identically(home):
    with LiveApplication(speed=FAST, seed=5) as application:
        path = practised(application, practice_named("compassionate_pause"), "simulated:dropout=20s@60s")
    with Recording(path) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
    assert report.identical, report.first_difference
    gaps = of_type(events, Gap)
    assert len(gaps) == 1
    assert 15 <= gaps[0].until_s - gaps[0].from_s <= 30
    states = [link.state for link in of_type(events, LinkChanged)]
    assert "lost" in states
    assert states[states.index("lost") :].count("streaming") == 1


def test_three_breaths_leave_no_light_behind(home):
    with LiveApplication(speed=100, seed=1) as application:
        for name in ("three_breaths", "compassionate_pause"):
            session = application.begin(practice_named(name), "simulated", None)
            live_until(session, BreathPlanned)
            session.finish()
        assert len(application.recent()) == 1
        assert len(Library(home / "sessions").entries()) == 2


def test_a_recording_can_be_replayed_as_a_sensor(home):
    with LiveApplication(speed=FAST, seed=9) as application:
        first = practised(application, practice_named("compassionate_pause"))
    with LiveApplication(speed=FAST) as application:
        second = practised(application, practice_named("compassionate_pause"), f"replay:{first}")
    with Recording(first) as recording:
        before = [event.rr_ms for _, event in recording.events(Beat)]
    with Recording(second) as recording:
        after = [event.rr_ms for _, event in recording.events(Beat)]
        assert replay(recording).identical
    assert len(after) > 100
    assert after == before[: len(after)]


def test_a_heart_that_beats_in_its_own_time_cannot_be_hurried(home):
    with LiveApplication(speed=30) as application, raises_saying(UsageError, "--speed"):
        application.begin(practice_named("compassionate_pause"), "bluetooth", None)


def test_an_existing_file_is_never_written_over(home, tmp_path):
    precious = tmp_path / "precious.soften"
    precious.write_text("precious")
    with LiveApplication(speed=FAST, output=precious) as application, raises_saying(RecordingError, "precious"):
        application.begin(practice_named("compassionate_pause"), "simulated", None)
    assert precious.read_text() == "precious"


def test_two_practices_begun_in_the_same_second_are_both_kept(home, monkeypatch):
    taken = home / "taken.soften"
    taken.touch()
    given = iter([taken, home / "free.soften"])
    monkeypatch.setattr(Library, "new_path", lambda *_: next(given))
    with LiveApplication(speed=FAST) as application:
        session = application.begin(practice_named("compassionate_pause"), "simulated", None)
        assert session.finish() == home / "free.soften"


class Listener:
    """Someone who comes along, and has something to say at once."""

    is_audible = True

    def follow(self, practice, clock, inbox, on_error) -> None:
        self.practice, self.clock, self.inbox = practice, clock, inbox
        self.muted = []
        on_error(SoundError(SoundErrorCode.NO_SPEAKER))

    def mute(self, *, muted) -> None:
        self.muted.append(muted)

    def settle(self) -> None:
        self.settled = True


def test_an_observer_hears_everything_from_the_first_event_to_the_end(tmp_path):
    listener, io = Listener(), IoThread()
    io.start()
    practice = parse_practice(A_FEW_BREATHS, "a_few_breaths.toml")
    session = LiveSession(
        practice,
        (SimulatedHeart(1, SimulatedFaults()),),
        tmp_path / "a.soften",
        io,
        facts={},
        speed=FAST,
        sequencer=Guide(practice),
        observers=[listener],
    )
    session.request(ToggleMute())
    session.request(ToggleMute())
    events = []
    while not any(isinstance(event, PracticeEnded) for event in events):
        events += [item.event for item in listener.inbox.wait(PATIENCE_S)]
    session.finish()
    events += [item.event for item in listener.inbox.drain()]
    assert io.stop(PATIENCE_S)
    assert listener.inbox.ended
    assert (listener.practice, listener.clock) == (practice, session.clock)
    assert sentence_of(events[0]) == said(SoundError(SoundErrorCode.NO_SPEAKER))
    assert listener.muted == [True, False]
    assert [event.muted for event in of_type(events, SoundMuted)] == [True, False]
    assert [event.index for event in events if isinstance(event, StepBegan)] == list(range(len(practice.steps)))
    with Recording(tmp_path / "a.soften") as recording:
        assert [event for _, event in recording.events(Notice)] == [events[0]]


@pytest.mark.parametrize(("speed", "settings"), [(FAST, SoundSettings()), (1.0, SoundSettings(volume=0.0))])
def test_at_another_speed_or_unwanted_there_is_no_sound(tmp_path, monkeypatch, speed, settings):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with LiveApplication(speed=speed, seed=1, preferences=Preferences(sound=settings)) as application:
        session = application.begin(practice_named("compassionate_pause"), "simulated", None)
        names = {thread.name for thread in threading.enumerate()}
        path = session.finish()
    assert "recorder" in names
    assert "sound" not in names
    with Recording(path) as recording:
        assert "sound" not in recording.facts
