"""`soften assess`: led like a practice, recorded, and answered with every criterion and how sure it is."""

import math
from dataclasses import replace
from typing import get_args

import pytest
from typer.testing import CliRunner

from biofeedback.app import assessment as assessing
from biofeedback.app.application import LiveApplication
from biofeedback.app.assessment import AssessmentSequencer, as_practice, findings, remarks_on
from biofeedback.app.replaying.replay import replay
from biofeedback.cli.command_line import command_line
from biofeedback.cli.summary import say_findings, summary_of
from biofeedback.events import DeviceFact, PracticeEnded, StepBegan
from biofeedback.practice.after.progress import Progress
from biofeedback.practice.assessment import ASSESSMENT_TITLE, sliding, stepped
from biofeedback.practice.pacing.pace import Pacer
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.requests import EndGently, TogglePause, TogglePauseSteps
from biofeedback.signals.resonance.curve import ResonanceEstimate
from biofeedback.signals.resonance.rates import Criterion, rate_answer
from biofeedback.signals.resonance.resonance import analyse_sliding, analyse_stepped
from biofeedback.signals.resonance.trial import led_trial
from scripts import messages
from sessions.reader import Recording
from tests.rigs.words.pseudo_language import pseudo_language
from ui.words.languages import english
from ui.words.summary_words import simulated_sentence


@pytest.mark.parametrize("schedule", [stepped(), sliding()], ids=["stepped", "sliding"])
def test_an_assessment_is_shown_step_by_step_with_about_its_length(schedule):
    practice, sequencer = as_practice(schedule, "an_assessment", english()), AssessmentSequencer(schedule)
    progress = Progress(practice)
    events = []
    while not sequencer.ended:
        events += sequencer.advance(sequencer.next_due_s)
    for event in events:
        progress.apply(event)
    assert sum(isinstance(event, StepBegan) for event in events) == len(practice.steps)
    assert practice.length_s == pytest.approx(events[-1].t_s, rel=0.02)
    assert progress.at(events[-1].t_s).left_s == 0.0


def breaths_of(pace_per_min):
    pacer = Pacer(BreathPattern(pace_per_min), BreathPattern(pace_per_min), 0.0)
    breaths = [pacer.first(0.0)]
    for _ in range(5):
        breaths.append(pacer.after(breaths[-1]))
    return breaths


def known_rate(per_min, rank, **known):
    unknown = dict.fromkeys(("lf_power_ms2", "lf_peak_ms2_per_hz", "lf_peaks", "smoothness_share"), math.nan)
    return replace(rate_answer(led_trial(breaths_of(per_min), [], [])), rank=rank, reason=None, **unknown | known)


def answered(per_min):
    estimate = ResonanceEstimate(per_min, per_min, per_min, "clear", "within", None)
    return replace(analyse_stepped([]), estimate=estimate)


def test_it_waits_goes_on_and_ends_like_a_practice():
    sequencer = AssessmentSequencer(stepped())
    sequencer.advance(0.0)
    sequencer.request(20.0, TogglePauseSteps())
    assert sequencer.waiting == "pause"
    sequencer.request(30.0, TogglePause())
    assert sequencer.waiting is None
    assert sequencer.request(40.0, EndGently())[-1] == PracticeEnded(t_s=40.0, mode="early")


def test_no_answer_is_said_to_be_none():
    for answer in (analyse_stepped([]), analyse_sliding([], [], [])):
        found = findings(answer, english())
        assert found.lines[-1] == "How sure this is: there is no answer yet."
        assert found.rows == ()


def test_a_pace_without_an_answer_says_why(capsys):
    answer = analyse_stepped([led_trial(breaths_of(pace), [], []) for pace in (6.0, 5.0)])
    found = findings(answer, english())
    assert [row[0] for row in found.rows] == ["6.00", "5.00"]
    assert all("settled breaths" in row[1] for row in found.rows)
    say_findings(found, english())
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split()[:2] == ["a", "minute"]
    assert [line.split()[0] for line in printed[1:3]] == ["6.00", "5.00"]
    assert tuple(printed[3:]) == found.lines


def test_what_cannot_be_known_of_a_pace_is_a_dash():
    answer = analyse_stepped([])
    rates = [known_rate(6.0, 1, lf_power_ms2=3834.0, smoothness_share=0.87, lf_peaks=2.0), known_rate(5.5, 2)]
    found = findings(replace(answer, rates=tuple(rates), first_per_min=6.0), english())
    assert dict(zip(found.columns, found.rows[0], strict=True))["LF power, ms²"] == "3834"
    assert found.rows[0][-2:] == ("0.87", "2")
    assert found.rows[1][4:] == ("–", "–", "–", "–")
    assert found.lines[-1] == "First by these criteria, in this order: 6 a minute."
    # Nothing comes first of one.
    alone = findings(replace(answer, rates=(rates[0],), first_per_min=6.0), english())
    assert alone.lines == findings(answer, english()).lines


def test_it_is_said_which_criterion_speaks_and_when_there_are_two_answers():
    answer = replace(
        analyse_stepped([]),
        rates=(known_rate(4.0, 1), known_rate(3.5, 2)),
        first_per_min=4.0,
        first_by="synchrony",
        estimate=ResonanceEstimate(3.63, 3.27, 3.99, "fair", "within", None),
    )
    assert findings(answer, english()).lines[2:] == (
        "First by these criteria, in this order: 4 a minute.",
        "Heart and breath rise and fall most closely together there.",
        "These are two answers: about 3.6 a minute by the size of the swing alone, 4 by the criteria in their order. "
        "Both are of today; the pace that feels easier is a good one to go on with.",
    )
    agreeing = replace(answer, estimate=replace(answer.estimate, high_per_min=4.0))
    assert len(findings(agreeing, english()).lines) == 4
    said = {findings(replace(agreeing, first_by=criterion), english()).lines[3] for criterion in get_args(Criterion)}
    assert len(said) == len(get_args(Criterion))


@pytest.mark.parametrize("spec", ["serial:/dev/nowhere", "bluetooth:Polar H10", "simulated", "replay:{earlier}"])
def test_only_a_living_heart_has_a_pace_of_today(tmp_path, monkeypatch, spec):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with LiveApplication() as application:
        earlier = application.assess("simulated", sliding=False).finish()
    monkeypatch.setattr(assessing, "answer_of", lambda events, *, sliding: answered(5.5))
    with LiveApplication() as application:
        session = application.assess(spec.format(earlier=earlier), sliding=False)
        session.finish()
        found = session.findings()
        assert found.lines[0].startswith("Your heart answered most at about 5.5 breaths a minute, clearly")
        assert session.findings() is found
        living = spec.startswith(("serial", "bluetooth"))
        assert application.pace_of_today() == (5.5 if living else None)
        assert application.recent() == []


def test_a_simulated_heart_is_called_so_beside_its_answer():
    fact = DeviceFact(source="replay", t_s=0.0, name="simulated", value="yes")
    assert remarks_on([fact], english()) == (simulated_sentence(english()),)
    assert remarks_on([replace(fact, value="no"), replace(fact, name="model")], english()) == ()


def test_a_fault_of_ours_is_said_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))

    def stumble(events, *, sliding):
        raise ValueError("nothing a person should read")

    monkeypatch.setattr(assessing, "answer_of", stumble)
    with LiveApplication() as application:
        session = application.assess("simulated", sliding=False)
        session.finish()
    say_findings(session.findings(), english())
    assert capsys.readouterr().out == (
        "What your heart answered cannot be told, through a fault of ours; the recording has all of it.\n"
    )


def test_a_pace_that_cannot_be_kept_is_said_beside_the_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    monkeypatch.setattr(assessing, "answer_of", lambda events, *, sliding: answered(5.5))
    (tmp_path / "pace_of_today.json").mkdir()
    with LiveApplication() as application:
        session = application.assess("serial:/dev/nowhere", sliding=True)
        session.finish()
        assert session.findings().lines[0].startswith("Your heart answered most at about 5.5 breaths a minute, clearly")
        assert "cannot be kept" in session.findings().lines[-1]


def test_a_simulated_heart_answers_and_the_recording_replays(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    path = tmp_path / "assessed.soften"
    done = CliRunner().invoke(
        command_line(english()),
        ["assess", "--sensor", "simulated", "--seed", "3", "--speed", "100", "--output", str(path)],
    )
    assert done.exit_code == 0, done.output
    for pace in ("6.50", "6.00", "5.50", "5.00", "4.50"):
        assert any(line.strip().startswith(pace) for line in done.output.splitlines())
    assert "How sure this is: " in done.output
    assert "today's answer" in done.output
    assert simulated_sentence(english()) in done.output.splitlines()
    assert not (tmp_path / "pace_of_today.json").exists()  # a simulated heart's pace is nobody's
    with Recording(path) as recording:
        assert replay(recording).identical
        assert recording.count(StepBegan) == 9


def test_its_title_is_kept_in_english_and_shown_in_the_language(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    language = pseudo_language(messages.template())
    monkeypatch.setattr(LiveApplication, "_language", property(lambda _: language))
    with LiveApplication() as application:
        session = application.assess("simulated", sliding=False)
        assert session.practice.title == language.gettext(ASSESSMENT_TITLE) != ASSESSMENT_TITLE
        path = session.finish()
    with Recording(path) as recording:
        assert recording.facts["practice_title"] == ASSESSMENT_TITLE
        assert summary_of(recording, language).title == language.gettext(ASSESSMENT_TITLE)
