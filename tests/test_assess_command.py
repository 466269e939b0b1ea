"""`soften assess`: led like a practice, recorded, and answered with every criterion and how sure it is."""

import pytest
from typer.testing import CliRunner

from biofeedback.__main__ import app
from biofeedback.commands.assessing import AssessmentLeader, as_practice, in_words
from biofeedback.commands.replaying import replay
from biofeedback.events import PracticeEnded, StepBegan
from biofeedback.practice.assessment import sliding, stepped
from biofeedback.practice.progress import Progress
from biofeedback.signals.resonance import analyse_sliding, analyse_stepped
from sessions.reader import Recording


@pytest.mark.parametrize("schedule", [stepped(), sliding()], ids=["stepped", "sliding"])
def test_an_assessment_is_shown_step_by_step_with_about_its_length(schedule):
    practice, leader = as_practice(schedule, "an_assessment"), AssessmentLeader(schedule)
    progress = Progress(practice)
    events = []
    while not leader.ended:
        events += leader.advance(leader.next_due_s)
    for event in events:
        progress.apply(event)
    assert sum(isinstance(event, StepBegan) for event in events) == len(practice.steps)
    assert practice.length_s == pytest.approx(events[-1].t_s, rel=0.02)
    assert progress.at(events[-1].t_s).left_s == 0.0


def test_it_waits_goes_on_and_ends_like_a_practice():
    leader = AssessmentLeader(stepped())
    leader.advance(0.0)
    leader.pause(20.0, "rest")
    assert leader.waiting == "pause"
    leader.resume(30.0)
    assert leader.waiting is None
    assert leader.end_gently(40.0)[-1] == PracticeEnded(t_s=40.0, manner="early")


def test_no_answer_is_told_as_such():
    assert list(in_words(analyse_stepped([])))[-1] == "How sure: none."
    assert list(in_words(analyse_sliding([], [], [])))[-1] == "How sure: none."


def test_a_simulated_heart_answers_and_the_recording_replays(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    path = tmp_path / "assessed.soften"
    done = CliRunner().invoke(
        app, ["assess", "--sensor", "simulated", "--seed", "3", "--speed", "100", "--output", str(path)]
    )
    assert done.exit_code == 0, done.output
    for pace in ("6.50", "6.00", "5.50", "5.00", "4.50"):
        assert any(line.strip().startswith(pace) for line in done.output.splitlines())
    assert "How sure: " in done.output
    assert "today's answer" in done.output
    assert not (tmp_path / "pace_of_today.json").exists()  # a simulated heart's pace is nobody's
    with Recording(path) as recording:
        assert replay(recording).identical
        assert recording.count(StepBegan) == 9
