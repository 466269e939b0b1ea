"""Practices with no heart, one, or several, through all of the real parts: recorded, replayed and told."""

import json
import sys
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from biofeedback.app.application import LiveApplication
from biofeedback.app.replay import replay
from biofeedback.errors import UsageError
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    DeviceFact,
    Gap,
    LinkChanged,
    Metric,
    Packet,
    PracticeEnded,
    SampleBlock,
    StepBegan,
    Tick,
)
from biofeedback.practice.script.file import parse_practice
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.followed import inbox_of
from tests.rigs.said_errors import raises_saying

PATIENCE_S = 60
FAST = 40.0
OF_A_HEART = (Packet, Beat, SampleBlock, BeatJudged, Gap, Metric, LinkChanged, DeviceFact)

A_MINUTE = """
name = "a_minute"
title = "A minute"
subtitle = "For the tests"

[breath]
start_per_min = 12.0
aim_per_min = 11.5

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "breathe"
length_s = 60.0
pacing = "lead"
prompts = [{ at_s = 0.5, text = "Here is a breath." }]
"""


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return tmp_path


@pytest.fixture
def soften(home, monkeypatch, capfd):
    """Run ``soften`` in this process and return its exit code and all that it printed."""

    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out + printed.err

    return run


def practised(sensor: str, *, speed: float = FAST) -> Path:
    """Live a practice of a minute and return its recording."""
    with LiveApplication(speed=speed, seed=7) as application:
        session = application.begin(parse_practice(A_MINUTE, "a_minute.toml"), sensor, None)
        try:
            ended = False
            while not ended:
                items = inbox_of(session).wait(PATIENCE_S)
                assert items, "the practice stands still"
                ended = any(isinstance(event, PracticeEnded) for _, event in items)
        finally:
            path = session.finish()
    return path


def test_a_practice_without_a_sensor_is_a_practice(home):
    with Recording(practised("none")) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        assert recording.facts["sensor"] == "none"
        assert not {"source", "seed"} & recording.facts.keys()
        assert recording.sources == ()
        assert not recording.ended_unexpectedly
    kinds = {type(event) for event in events}
    assert {StepBegan, BreathPlanned, Tick, PracticeEnded} <= kinds
    assert kinds.isdisjoint(OF_A_HEART)
    assert report.identical
    assert report.numbers == report.beats == 0


def test_the_command_line_says_only_what_is_true_without_a_sensor(soften, home):
    practice = home / "minute.toml"
    practice.write_text(A_MINUTE)
    code, told = soften("begin", practice, "--sensor", "none", "--terminal", "--speed", "40", "--output", home / "a")
    assert code == 0
    told = told.partition("A minute")[2]
    assert "Without a sensor" in told
    assert "your heart keeps to itself" in told
    assert "You were here for" in told
    for word in ("beats", "Heart rate", "Your heart beat", "quiet data", "simulated"):
        assert word not in told
    recording = home / "a.soften"
    code, told = soften("sessions", "show", recording)
    assert code == 0
    assert "sensor: none" in told
    assert "eart" not in told.replace("Here", "")
    code, told = soften("replay", recording)
    assert (code, told) == (0, "This practice was without a sensor; there is no number to compute anew.\n")
    assert json.loads(soften("replay", recording, "--json")[1])["sources"] == []
    code, told = soften("analyse", recording)
    assert code == 1
    assert "a.soften is a practice without a sensor, so there are no beats in it." in told
    code, told = soften("begin", practice, "--sensor", f"replay:{recording}", "--terminal")
    assert code == 1
    assert "there are no beats in it" in told


def test_the_library_tells_a_practice_without_a_sensor_from_a_silent_one(soften, home):
    practised("none")
    practised("simulated:no-rr")
    (silent, alone) = sorted(Library(home / "sessions").entries(), key=lambda entry: entry.without_sensor)
    assert (alone.without_sensor, silent.without_sensor) == (True, False)
    told = soften("sessions", "list")[1]
    assert [line.endswith("0 beats  without a sensor") for line in told.splitlines()] == [False, True]


def test_looking_for_a_pace_needs_a_heart(soften, home):
    code, told = soften("assess", "--sensor", "none")
    assert code == 2
    assert "Here a heart is needed" in told
    with LiveApplication() as application, raises_saying(UsageError, "a heart is needed"):
        application.assess("none", sliding=False)
    assert not list(home.rglob("*.soften"))
