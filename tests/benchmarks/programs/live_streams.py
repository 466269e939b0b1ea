"""A practice that goes out over LSL for SECONDS, recorded by another process, beside BUSY programs that never rest.

It prints for each stream by how many microseconds stamps are off from the recording (p50, p99, max, and of how many),
and by how many seconds the slowest tick came late. With a third argument ``made`` it is a made session with an ECG,
measured against the clocks of the system instead of a recording.
"""

import json
import math
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyxdf

from biofeedback.app.application import LiveApplication
from biofeedback.events import Beat, BeatJudged, BreathPlanned, Marker, Metric, Notice, Tick
from biofeedback.facts import fact_values
from biofeedback.practices import practice_named
from biofeedback.requests import Mark
from sessions.live.options import LiveOptions
from sessions.reader import Recording
from tests.rigs.live.lab import opened_lab
from tests.rigs.live.recorded_streams import record_streams
from tests.rigs.suite import programs

_ROOT = Path(__file__).resolve().parents[3]
_TURN = "while True: pass"


def off_us(stamps_s, truth_s):
    """By how much every stamp is off from the nearest moment it can mean, in microseconds."""
    truth_s = np.sort(np.asarray(truth_s))
    after = np.clip(np.searchsorted(truth_s, stamps_s), 1, len(truth_s) - 1)
    nearest = np.where(
        np.abs(stamps_s - truth_s[after - 1]) < np.abs(stamps_s - truth_s[after]), truth_s[after - 1], truth_s[after]
    )
    return 1e6 * np.abs(stamps_s - nearest)


def times_of(recording):
    """The session times in a recording, by the stream they go out in."""
    found = {}
    for item in recording.events():
        match item.event:
            case Beat(arrived_s=t_s):
                found.setdefault("Soften RR", []).append(t_s)
            case BeatJudged(t_s=t_s):
                found.setdefault("Soften beats", []).append(t_s)
            case Metric(t_s=t_s):
                found.setdefault("Soften metrics", []).append(t_s)
            case BreathPlanned(t_s=t_s):
                found.setdefault("Soften breath", []).append(t_s)
            case Marker(t_s=t_s):
                found.setdefault("Soften markers", []).append(t_s)
    return found


def live(folder, seconds):
    """Go out live for so long; return the recording and the XDF."""
    _, lab = opened_lab()
    xdf, path = folder / "lab.xdf", folder / "live.soften"
    command = [sys.executable, "-m", "tests.rigs.live.lab_recorder", str(xdf), str(seconds + 60.0), lab]
    pipes = {"stdin": programs.subprocess.PIPE, "stdout": programs.subprocess.PIPE}
    with programs.start(command, cwd=_ROOT, **pipes) as recorder:
        recorder.stdout.readline()
        with LiveApplication(seed=7, output=path, live=LiveOptions(lsl=True)) as application:
            session = application.begin(practice_named("soften_soothe_allow"), "simulated", None)
            late_s, inbox, until_s = 0.0, session.subscribe(), time.monotonic() + seconds
            while time.monotonic() < until_s:
                for item in inbox.wait(0.5):
                    if isinstance(item.event, Tick):
                        late_s = max(late_s, session.clock.now_s() - item.event.t_s)
                        session.request(Mark())
            session.finish()
        time.sleep(0.5)
        recorder.stdin.write(b"\n")
        recorder.stdin.flush()
        recorder.communicate(timeout=30.0)
    return path, xdf, late_s


def of_practice(folder, seconds):
    """Each stream with how far it is off, the latest tick, and what was said, of a real practice."""
    path, xdf, late_s = live(folder, seconds)
    streams, _ = pyxdf.load_xdf(str(xdf))
    with Recording(path) as recording:
        truth_s = times_of(recording)
        notices = [item.event for item in recording.events() if isinstance(item.event, Notice)]
    (zero_s,) = (zero for notice in notices for zero in fact_values(notice.facts, "zero_lsl_s"))
    off = {}
    for stream in streams:
        name, stamps_s = stream["info"]["name"][0], np.asarray(stream["time_stamps"])
        if name == "Soften markers":
            stamps_s = stamps_s[[label == "marked" for (label,) in stream["time_series"]]]
        if len(stamps_s):
            off[name] = off_us(stamps_s - zero_s, truth_s[name])
    return off, late_s, [error for notice in notices for error in fact_values(notice.facts, "error")]


def of_made_session(folder, seconds):
    """The same of a made session with an ECG; there are no ticks to come late."""
    recorded = record_streams(folder / "made.xdf", opened_lab()[1], seconds)
    off = {name: 1e6 * np.abs(recorded.errors_s(name)) for name in recorded.streams}
    return off, math.nan, [error.code for error in recorded.errors]


def main(seconds, busy, kind="practice"):
    spinning = [programs.start([sys.executable, "-c", _TURN]) for _ in range(int(busy))]
    try:
        with tempfile.TemporaryDirectory() as folder:
            of_kind = of_made_session if kind == "made" else of_practice
            off, late_s, said = of_kind(Path(folder), float(seconds))
    finally:
        for each in spinning:
            each.kill_all()
    figures = {
        name: {"n": len(each), "p50": np.median(each), "p99": np.quantile(each, 0.99), "max": each.max()}
        for name, each in off.items()
    }
    sys.stdout.write(json.dumps({"streams": figures, "latest_tick_s": late_s, "said": sorted(set(said))}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
