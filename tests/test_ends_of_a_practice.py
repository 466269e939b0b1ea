"""However a practice ends, its recording is whole: finished at any moment, by a fault of ours, a full disk, a kill."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.replaying.replay import replay
from biofeedback.codes import NoticeCode
from biofeedback.errors import RecordingError
from biofeedback.events import (
    Beat,
    BreathPlanned,
    ClosingBegan,
    Marker,
    Notice,
    PaceChanged,
    Packet,
    PracticeEnded,
    PromptShown,
)
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import practice_named
from biofeedback.requests import ChangePace, EndGently, Mark
from devices.transports.simulated.heart import SimulatedHeart
from sessions.reader import Recording
from tests.rigs.practices.whole_practices import live_until, of_type
from tests.rigs.suite import programs

FAST = 40.0


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    return tmp_path


def test_finishing_at_any_moment_leaves_a_whole_recording(home):
    with LiveApplication(speed=20, seed=1) as application:
        session = application.begin(practice_named("compassionate_pause"), "simulated", None)
        live_until(session, Beat, count=3)
        path = session.finish()
        assert session.finish() == path
    with Recording(path) as recording:
        assert not recording.ended_unexpectedly
        assert sum(1 for _ in recording.events(Beat)) >= 3
        assert replay(recording).identical


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ((Guide, "advance"), NoticeCode.PRACTICE_STOPPED),
        ((SimulatedHeart, "run"), NoticeCode.SENSOR_STOPPED),
        ((Pipeline, "step"), NoticeCode.NUMBERS_STOPPED),
    ],
)
def test_a_fault_of_ours_is_told_and_the_recording_is_whole(home, monkeypatch, caplog, faulty, told):
    def stumble(*_):
        raise ZeroDivisionError

    with LiveApplication(speed=FAST, seed=1) as application:
        monkeypatch.setattr(*faulty, stumble)
        session = application.begin(practice_named("compassionate_pause"), "simulated", None)
        received = live_until(session, Notice, count=1 if told is NoticeCode.PRACTICE_STOPPED else 2)
        if told is not NoticeCode.PRACTICE_STOPPED:
            session.request(EndGently())
            session.request(EndGently())
        if not of_type(received, PracticeEnded):
            live_until(session, PracticeEnded)
        path = session.finish()
    assert [notice.code for notice in of_type(received, Notice) if notice.code is not NoticeCode.FIRST_PRACTICE] == [
        told
    ]
    assert "ZeroDivisionError" in caplog.text
    with Recording(path) as recording:
        assert not recording.ended_unexpectedly


def test_a_fault_in_what_was_asked_ends_the_practice_once_and_is_told(home, monkeypatch, caplog):
    def stumble(*_):
        raise ZeroDivisionError

    with LiveApplication(speed=20, seed=1) as application:
        session = application.begin(practice_named("compassionate_pause"), "simulated", None)
        live_until(session, BreathPlanned)
        with monkeypatch.context() as faulty:
            faulty.setattr(Guide, "request", stumble)
            session.request(ChangePace("slower"))
            received = live_until(session, PracticeEnded)
        session.request(ChangePace("slower"))
        session.request(EndGently())
        session.request(EndGently())
        session.request(Mark())
        received += live_until(session, Marker)
        session.finish()
    assert NoticeCode.PRACTICE_STOPPED in [notice.code for notice in of_type(received, Notice)]
    assert "ZeroDivisionError" in caplog.text
    assert [ended.mode for ended in of_type(received, PracticeEnded)] == ["early"]
    after = received[received.index(of_type(received, PracticeEnded)[0]) + 1 :]
    assert of_type(after, (BreathPlanned, PaceChanged, ClosingBegan, PromptShown)) == []


def test_a_full_disk_is_said_again_at_the_end_and_the_summary_is_of_what_was_lived(tmp_path):
    path = tmp_path / "full.soften"
    command = [sys.executable, "-m", "biofeedback", "begin", "--sensor", "simulated", "--terminal"]
    done = programs.run(
        [*command, "--speed", str(FAST), "--output", str(path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "had to stop" in done.stderr.splitlines()[-1]
    assert "You were here for three minutes" in done.stdout
    with Recording(path) as recording:
        assert recording.ended_unexpectedly
        assert replay(recording).identical


def test_killed_at_any_moment_the_recording_opens_and_replays(tmp_path):
    path = tmp_path / "killed.soften"
    speed = 20
    command = [sys.executable, "-m", "biofeedback", "begin", "--sensor", "simulated", "--terminal"]
    child = programs.start(
        [*command, "--speed", str(speed), "--output", str(path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        while not (path.exists() and _beats_in(path) >= 20):
            assert child.poll() is None, "the practice ended before it could be killed"
        assert child.stdout is not None
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()
    with Recording(path) as recording:
        assert recording.ended_unexpectedly
        assert sum(1 for _ in recording.events(Packet)) >= 10
        report = replay(recording)
    assert report.ended_unexpectedly
    assert report.beats >= 20
    assert report.identical, report.first_difference


def _beats_in(path: Path) -> int:
    try:
        with Recording(path) as recording:
            return sum(1 for _ in recording.events(Beat))
    except RecordingError:
        return 0
