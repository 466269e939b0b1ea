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
from tests.rigs import programs
from tests.rigs.rehearsed_session import SOURCE, go_by

ROOT = Path(__file__).resolve().parents[2]
_LATE_S = 2.0  # that the recorder may take to meet a stream


@dataclass
class RecordedStreams:
    """What was sent, what was said of it, and what another process recorded."""

    streams: dict[str, dict[str, Any]]
    sent: list[Any]
    told: list[Any]
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


def record_streams(path, lab, length_s, *, clock=HostClock):
    """Let a made session of so many seconds go by over LSL, and record it in another process.

    ``clock`` makes the session clock, once the recorder is there.
    """
    command = [sys.executable, "-m", "tests.rigs.lab_recorder", str(path), str(length_s + 30.0), lab]
    with programs.start(command, cwd=ROOT, stdin=programs.subprocess.PIPE, stdout=programs.subprocess.PIPE) as recorder:
        assert recorder.stdout.readline() == b"looking\n"
        session_clock = clock()
        hub, told = Hub(), []
        inbox = hub.subscribe()
        sender = threading.Thread(target=LslStreams("machine", [SOURCE]).send, args=(session_clock, inbox, told.append))
        sender.start()
        sent = go_by(hub.publish, session_clock, length_s)
        time.sleep(0.3)
        recorder.stdin.write(b"\n")
        recorder.stdin.flush()
        recorder.communicate(timeout=10.0)
        hub.close(inbox)
        sender.join(5.0)
        assert not sender.is_alive()
    streams, _ = pyxdf.load_xdf(str(path))
    return RecordedStreams({each["info"]["name"][0]: each for each in streams}, sent, told, zero_of(session_clock))
