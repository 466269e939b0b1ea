"""What a person asks for in a practice, through all of its real parts: to pause, to rest, to lead, to keep words."""

from typing import get_args

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.replaying.replay import replay
from biofeedback.cli.summary import say_summary, summary_of
from biofeedback.events import (
    BreathPlanned,
    HandMoved,
    LeadingBegan,
    Marker,
    Note,
    PaceChanged,
    PaceRequest,
    Paused,
    PracticeEnded,
    Resumed,
    StepBegan,
    Tick,
    WordsSpared,
)
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practices import practice_named
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    EndGently,
    Mark,
    MoveHand,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
    WriteNote,
)
from sessions.reader import Recording
from tests.rigs.practices.whole_practices import live_until, of_type
from ui.words.languages import english


def live_until_s(session, t_s):
    """Read the inbox until the session clock has ticked at or after ``t_s``."""
    while of_type(live_until(session, Tick), Tick)[-1].t_s < t_s:
        pass


def test_one_can_pause_rest_mark_and_end_gently(home):
    with LiveApplication(speed=20, seed=1) as application:
        session = application.begin(practice_named("compassionate_pause"), "simulated", 7.0)
        try:
            live_until(session, BreathPlanned)
            session.request(TogglePause())
            assert of_type(live_until(session, Paused), Paused)[-1].mode == "pause"
            session.request(TogglePause())
            live_until(session, Resumed)
            session.request(TogglePauseSteps())
            assert of_type(live_until(session, Paused), Paused)[-1].mode == "rest"
            session.request(TogglePauseSteps())
            session.request(Mark())
            live_until(session, Marker)
            session.request(EndGently())
            assert of_type(live_until(session, PracticeEnded), PracticeEnded)[-1].mode == "early"
        finally:
            path = session.finish()
    with Recording(path) as recording:
        report = replay(recording)
    assert report.identical, report.first_difference


@pytest.mark.parametrize("settled", [False, True])
def test_words_of_ones_own_are_kept_also_when_written_after_the_end(home, capsys, settled):
    with LiveApplication(speed=20, seed=1) as application:
        session = application.begin(practice_named("compassionate_pause"), "simulated", None)
        session.request(WriteNote("before", " tired "))
        live_until(session, BreathPlanned)
        session.request(WriteNote("note", "   "))
        session.request(EndGently())
        session.request(EndGently())
        ended = of_type(live_until(session, PracticeEnded), PracticeEnded)[-1]
        if settled:
            session.settle()
        session.request(WriteNote("after", "a little lighter"))
        session.request(WriteNote("note", "Call Mum.\nAnd: bread."))
        path = session.finish()
        session.request(WriteNote("note", "too late"))
    wrote = [("before", "tired"), ("after", "a little lighter"), ("note", "Call Mum.\nAnd: bread.")]
    assert [(note.kind, note.text) for note in session.summary().notes] == wrote
    with Recording(path) as recording:
        notes = [event for _, event in recording.events(Note)]
        assert [(note.kind, note.text) for note in notes] == wrote
        assert notes[0].t_s < ended.t_s <= notes[1].t_s
        assert replay(recording).identical
        say_summary(summary_of(recording, english()), english())
    assert "Your words before: tired\nYour words after: a little lighter\nA note to yourself: Call Mum." in (
        capsys.readouterr().out
    )


def test_the_person_may_lead_the_breath_and_the_recording_replays(home):
    with LiveApplication(speed=20, seed=1) as application:
        choice = BreathChoice(ramp_s=0.05, preset="even")
        session = application.begin(practice_named("compassionate_pause"), "simulated", None, choice)
        try:
            live_until(session, StepBegan)
            events = []
            for _ in range(3):
                session.request(MoveHand(inward=True))
                since_s = of_type(live_until(session, HandMoved), HandMoved)[-1].t_s
                live_until_s(session, since_s + 2.0)
                session.request(MoveHand(inward=False))
                events += live_until(session, HandMoved)
                since_s = of_type(events, HandMoved)[-1].t_s
                if len(of_type(events, HandMoved)) < 3:
                    live_until_s(session, since_s + 2.0)
            if not of_type(events, BreathPlanned):
                live_until(session, BreathPlanned)
            for pace_request in get_args(PaceRequest):
                session.request(ChangePace(pace_request))
                assert of_type(live_until(session, PaceChanged), PaceChanged)[-1].request == pace_request
            session.request(ToggleFewerWords())
            assert of_type(live_until(session, WordsSpared), WordsSpared)[-1].spared
            session.request(AcceptOffer())
            session.request(EndGently())
            live_until(session, PracticeEnded)
        finally:
            path = session.finish()
    with Recording(path) as recording:
        assert len(list(recording.events(HandMoved))) == 6
        assert [event.origin for _, event in recording.events(LeadingBegan)] == ["hand"]
        report = replay(recording)
    assert report.identical, report.first_difference
