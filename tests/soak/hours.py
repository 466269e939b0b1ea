"""A practice of hours with the simulated heart: memory is bounded, numbers keep coming, and the whole of it replays."""

import json
import math
import os
import statistics
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from biofeedback.app.application import LiveApplication
from biofeedback.app.replaying.replay import replay
from biofeedback.events import Metric, PracticeEnded, Tick
from biofeedback.practice.script.file import parse_practice
from sessions.reader import Recording
from tests.rigs.suite import programs
from tests.soak.row import Amounts, Row
from ui.presenter.view_model import PracticeViewModel

ROOT = Path(__file__).resolve().parents[2]

SPEED = 100.0
"""As many times the speed of life as a practice goes at most; where the machine cannot follow, it waits for it."""

LOOK_EVERY_S = 0.05
"""Real seconds between two looks of the screen: a choice, 5 s of the practice."""

SHARES = 20
"""Into how many parts the practice is split, for the course of its memory: a choice."""

MOST_KIB_AN_HOUR = 1024.0
"""By which memory may grow in an hour of its second half: what the numbers of an hour would take if all were kept is 20
times that. Less is what the allocator scatters."""

NUMBERS_WITHIN_S = 5.0
"""Seconds of the practice within which the next heart rate has to come; it comes every second."""

LEAST_HOURS = 1.0
"""Of a practice whose memory can be judged: a shorter one still fills what is kept of the latest."""

_HOUR_S = 3600.0
_STEP_S = 3600.0  # seconds of the longest step of a practice


def soak(folder: Path, amounts: Amounts) -> Iterator[Row]:
    """Practise for hours, in a program of its own."""
    command = [sys.executable, "-m", "tests.soak.hours", str(folder), str(amounts.hours)]
    done = programs.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        yield Row(fault="hours of practice", seen="", lost="", measured="", broken=(done.stderr[-2000:],))
        return
    printed = json.loads(done.stdout)
    yield Row(**(printed | {"broken": tuple(printed["broken"])}))


def practised(folder: Path, hours: float) -> Row:
    """Practise for so long, as a screen follows it, and look at what was recorded."""
    os.environ["SOFTEN_DATA"] = str(folder)
    length_s = hours * _HOUR_S
    practice = parse_practice(_practice(length_s), "long.toml")
    kib: list[tuple[float, int]] = []
    seen: Counter[str] = Counter()
    pause = threading.Event()
    with LiveApplication(speed=SPEED, seed=7) as application:
        session = application.begin(practice, "simulated", None)
        view, inbox = PracticeViewModel(practice, session.sources), session.subscribe()
        while not view.ended:
            pause.wait(LOOK_EVERY_S)
            for _, event in inbox.drain():
                view.apply(event)
                seen[type(event).__name__] += 1
            if session.clock.now_s() >= len(kib) * length_s / SHARES:
                kib.append((session.clock.now_s(), _resident_kib()))
        path = session.finish()
        error = session.error
    return _row(path, hours, kib, seen, broken=[] if error is None else [str(error)])


def _row(path: Path, hours: float, kib: list[tuple[float, int]], seen: Counter[str], broken: list[str]) -> Row:
    with Recording(path) as recording:
        rates_s = [event.t_s for _, event in recording.events(Metric)
                   if event.name == "heart_rate_bpm" and not math.isnan(event.value)]  # fmt: skip
        ticks = recording.count(Tick)
        ended = [event.mode for _, event in recording.events(PracticeEnded)]
        report = replay(recording)
        if recording.ended_unexpectedly or ended != ["complete"]:
            broken.append(f"the recording ended {ended}, unexpectedly: {recording.ended_unexpectedly}")
    if not report.identical:
        broken.append(f"replay differs: {report.first_difference}")
    widest_s = max((after - before for before, after in pairwise(rates_s)), default=math.inf)
    if widest_s > NUMBERS_WITHIN_S or ticks < hours * _HOUR_S - 2:
        broken.append(f"no heart rate for {widest_s:.0f} s; {ticks} ticks")
    half = kib[len(kib) // 2 :]
    slope = statistics.linear_regression([t_s / _HOUR_S for t_s, _ in half], [each for _, each in half]).slope
    if hours >= LEAST_HOURS and slope > MOST_KIB_AN_HOUR:
        broken.append(f"memory grows by {slope:.0f} KiB an hour")
    return Row(
        fault=f"a practice of {hours:g} hours",
        seen="the practice as ever, and its summary",
        lost="nothing",
        measured=f"{seen.total()} events seen, {report.beats} beats; heart rate at most {widest_s:.0f} s apart "
        f"({NUMBERS_WITHIN_S:.0f} s); {kib[0][1] // 1024} MiB at first, {kib[-1][1] // 1024} MiB at the end, "
        f"{slope:.0f} KiB an hour in its second half ({MOST_KIB_AN_HOUR:.0f}); every number replays",
        broken=tuple(broken),
    )


def _practice(length_s: float) -> str:
    steps = "".join(
        f'[[steps]]\nname = "hour_{place}"\ntitle = "Hour {place}"\npurpose = "breathe"\n'
        f'length_s = {min(_STEP_S, length_s - begins_s)}\npacing = "lead"\n'
        for place, begins_s in enumerate(range(0, math.ceil(length_s), int(_STEP_S)))
    )
    head = 'name = "long"\ntitle = "Long"\nsubtitle = "For the soak"\n'
    return f"{head}[breath]\nstart_per_min = 12.0\naim_per_min = 6.0\n{steps}"


def _resident_kib() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(practised(Path(sys.argv[1]), float(sys.argv[2])))))
