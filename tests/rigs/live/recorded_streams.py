"""A session that went out over LSL as another process recorded it, beside what was sent."""

import struct
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyxdf

from biofeedback.clock import HostClock
from biofeedback.events import (
    Beat,
    BeatJudged,
    BellRang,
    BreathPlanned,
    Marker,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    SampleBlock,
    StepBegan,
)
from biofeedback.hub import Hub
from sessions.live.lsl_streams import LslStreams
from sessions.live.stream_kinds import ALWAYS, BREATH, MARKERS
from tests.rigs.practices.rehearsed_session import SOURCE, go_by
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]
NAMES = (*(kind.name for kind in ALWAYS), "Soften ECG")
"""The streams of such a session."""

FROM_THE_BEGINNING = (BREATH.name, MARKERS.name)
"""Those that are there before their first sample."""

PATIENCE_S = 60.0  # for what must come; reached only when it does not come


@dataclass
class RecordedStreams:
    """What was sent, what was said of it, and what another process recorded."""

    streams: dict[str, dict[str, Any]]
    sent: list[Any]
    errors: list[Any]
    zero_s: float

    def column(self, name, label):
        """The values of one channel."""
        described = self.streams[name]["info"]["desc"][0]["channels"][0]["channel"]
        place = [channel["label"][0] for channel in described].index(label)
        return np.asarray(self.streams[name]["time_series"])[:, place]

    def stamps_s(self, name):
        return np.asarray(self.streams[name]["time_stamps"])

    def times_sent_s(self, name):
        """The session times of everything that belongs into a stream, in order."""
        return np.array(sorted(time_s for event in self.sent for time_s in _times(name, event)))

    def errors_s(self, name):
        """By how much every stamp is off, from the one moment it can mean."""
        truth_s = self.times_sent_s(name) + self.zero_s
        stamps_s = self.stamps_s(name)
        after = np.clip(np.searchsorted(truth_s, stamps_s), 1, len(truth_s) - 1)
        return np.array(
            [
                min(stamp - truth_s[at - 1], stamp - truth_s[at], key=abs)
                for stamp, at in zip(stamps_s, after, strict=True)
            ]
        )


def _times(name, event):
    match name, event:
        case "Soften RR", Beat():
            yield event.arrived_s
        case "Soften beats", BeatJudged():
            yield event.t_s
        case "Soften metrics", Metric(name="rmssd_ms"):
            yield event.t_s
        case "Soften breath", BreathPlanned():
            yield event.t_s
        case "Soften markers", Marker() | StepBegan() | BellRang() | Paused() | Resumed() | PracticeEnded():
            yield event.t_s
        case "Soften ECG", SampleBlock():
            device_s = struct.unpack(f"<{len(event.device_s) // 8}d", event.device_s)
            yield from (event.t_s + each_s - device_s[-1] for each_s in device_s)


def zero_of(clock):
    """The time of LSL at the beginning of a session, from the clocks of the system themselves."""
    if not sys.platform.startswith("linux"):
        raise NotImplementedError
    readings = []
    for _ in range(1000):
        before_ns = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        boot_ns = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        after_ns = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        readings.append((after_ns - before_ns, (before_ns + after_ns) / 2.0 - boot_ns))
    return (clock._began_ns + min(readings)[1]) * 1e-9


def record_streams(path, lab, length_s, *, clock=HostClock, when_heard=lambda: None):
    """Let a made session go by over LSL, and record it in another process.

    ``clock`` makes the session clock, once the recorder is there. From when the recorder hears every stream, which is
    what ``when_heard`` is called for, it goes on for so many seconds.
    """
    command = [sys.executable, "-m", "tests.rigs.live.lab_recorder", str(path), str(length_s + 10.0 * PATIENCE_S), lab]
    with programs.start(command, cwd=ROOT, stdin=programs.subprocess.PIPE, stdout=programs.subprocess.PIPE) as recorder:
        assert recorder.stdout.readline() == b"looking\n"
        heard = set()
        hearing = threading.Thread(target=lambda: heard.update(line.decode().strip() for line in recorder.stdout))
        hearing.start()

        def has_said(word, names):
            assert hearing.is_alive(), "the recorder is gone"
            return {f"{word} {name}" for name in names} <= heard

        def is_heard():
            if not has_said("hearing", NAMES):
                return False
            when_heard()
            return True

        session_clock = clock()
        hub, errors = Hub(), []
        inbox = hub.subscribe()
        sender = threading.Thread(
            target=LslStreams("machine", [SOURCE]).send, args=(session_clock, inbox, errors.append)
        )
        sender.start()
        while not has_said("recording", FROM_THE_BEGINNING):
            time.sleep(0.01)
        sent = go_by(hub.publish, session_clock, length_s, is_audible=is_heard)
        recorder.stdin.write(b"soften:end:early\n")
        recorder.stdin.flush()
        hearing.join(PATIENCE_S)
        assert "closed" in heard, "the last marker was not heard"
        hub.close(inbox)
        sender.join(PATIENCE_S)
        assert not sender.is_alive()
    # Both are of one machine and have its clock: what is measured between them, on a busy one, is how busy it is.
    streams, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False)
    return RecordedStreams({each["info"]["name"][0]: each for each in streams}, sent, errors, zero_of(session_clock))
