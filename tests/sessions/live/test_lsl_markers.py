"""Markers of another program come in over LSL, at the session time at which they were sent."""

import math
import queue
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from biofeedback.clock import HostClock
from sessions.live.lsl_clock import STATED_ERROR_S
from sessions.live.lsl_markers import LslMarkers
from tests.rigs.live.recorded_streams import zero_of
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the truth is read from clocks of Linux")


@contextmanager
def sender(lab, name, kind="string"):
    command = [sys.executable, "-m", "tests.rigs.live.marker_sender", lab[1], name, kind]
    pipes = {"stdin": programs.subprocess.PIPE, "stdout": programs.subprocess.PIPE}
    with programs.start(command, cwd=ROOT, **pipes) as program:
        assert program.stdout.readline() == b"open\n"

        def send(words):
            program.stdin.write(f"{words}\n".encode())
            program.stdin.flush()
            return float(program.stdout.readline())

        yield send
        program.stdin.close()
        program.wait(60.0)


@contextmanager
def listening(name):
    """The session clock, and a queue of the marks that come; errors are none."""
    clock, marks, errors = HostClock(), queue.SimpleQueue(), []
    markers = LslMarkers(name, "machine")
    markers.listen(clock, marks.put, errors.append)
    yield clock, marks
    markers.close()
    assert errors == []


def first(send, marks, words):
    """Send until the stream was met, and return the first marker that came and when it was sent."""
    sent = {}
    for attempt in range(200):
        label = words if words.isdigit() else f"{words} {attempt}"
        sent[label] = send(label)
        try:
            return marks.get(timeout=0.3).marker, sent
        except queue.Empty:
            pass
    raise AssertionError("the stream was not met")


def test_a_marker_is_of_the_moment_at_which_it_was_sent(lab):
    with sender(lab, "Stimuli") as send, listening("Stimuli") as (clock, marks):
        marker, sent = first(send, marks, "tone")
        zero_s = zero_of(clock)
        assert marker.t_s == pytest.approx(sent[marker.label] - zero_s, abs=0.002)
        assert (marker.origin, abs(marker.correction_s) < 0.002) == ("lsl:Stimuli", True)
        for words in ("süß 🍯", "two"):
            at_s = send(words)
            while (marker := marks.get(timeout=60.0).marker).label.startswith("tone"):
                pass
            assert marker.label == words
            assert abs(marker.t_s - (at_s - zero_s)) < STATED_ERROR_S + 0.001


def test_numbers_become_words(lab):
    with sender(lab, "Triggers", "int32") as send, listening("Triggers") as (_, marks):
        assert first(send, marks, "128")[0].label == "128"


def test_hostile_text_and_a_stamp_of_another_clock_are_seen_for_what_they_are(lab):
    with sender(lab, "Odd", "odd") as send, listening("Odd") as (clock, marks):
        marker, _ = first(send, marks, "tone")
        assert marker.label.endswith("�␛")
        assert math.isnan(marker.correction_s)
        assert 0.0 < marker.t_s <= clock.now_s()


def test_a_stream_that_goes_and_comes_back_is_found_again(lab):
    with listening("Again") as (_, marks):
        for _ in range(2):
            with sender(lab, "Again") as send:
                assert first(send, marks, "here")[0].origin == "lsl:Again"


def test_streams_of_our_own_are_not_listened_to(lab):
    library, _ = lab
    own = library.StreamOutlet(library.StreamInfo("Loop", "Markers", 1, 0.0, "string", "soften-markers-1"))
    with listening("Loop") as (_, marks):
        for _ in range(6):
            own.push_sample(["loop"])
            with pytest.raises(queue.Empty):
                marks.get(timeout=0.2)
    del own
