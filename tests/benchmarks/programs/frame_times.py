"""A real practice at 1440 by 900: how long each frame takes, and how long until a beat that was published is painted.

``frame_times SECONDS quiet|details`` prints ms of the processor for a frame (median, 99 %), the same by the clock, ms
from one frame to the next (99 %), ms from publishing a judged beat to its being painted (99 %), and how many frames and
beats there were.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from biofeedback.app.application import LiveApplication
from biofeedback.events import BeatJudged
from biofeedback.hub import Hub
from biofeedback.practices import practice_named
from ui.desktop.app import dress
from ui.desktop.light.light_state import LightState
from ui.desktop.screens.practice import PracticeScreen
from ui.presenter.view_model import PracticeViewModel
from ui.tokens import DARK
from ui.words.languages import english

Result = TypeVar("Result")
SECONDS, DETAILS = float(sys.argv[1]), sys.argv[2] == "details"
WARM_UP_S = 35.0  # by then breath is led and numbers are there
SETTLES_S = 2.0

app = QApplication(["soften"])
dress(app, DARK)


class Watch:
    """What is measured, from `begin` on."""

    def __init__(self) -> None:
        self.measures = False
        self.published: dict[int, float] = {}
        self.taken_in: list[float] = []
        self.drawn: list[float] = []
        self.to_pixels_ms: list[float] = []
        self.frames: list[tuple[float, float, float]] = []  # when, and ms of the clock and of the processor
        self._spent = (0.0, 0.0)

    def act(self, act: Callable[[], Result]) -> Result:
        """Do a part of what a frame takes."""
        clock_s, processor_s = time.perf_counter(), time.thread_time()
        result = act()
        before = self._spent
        self._spent = (before[0] + time.perf_counter() - clock_s, before[1] + time.thread_time() - processor_s)
        return result

    def painted(self) -> None:
        """Say that a frame is painted."""
        now, spent, self._spent = time.perf_counter(), self._spent, (0.0, 0.0)
        if self.measures:
            self.frames.append((now, 1000.0 * spent[0], 1000.0 * spent[1]))
            self.to_pixels_ms += [1000.0 * (now - at) for at in self.drawn]
        self.drawn.clear()


class Screen(PracticeScreen):
    """The screen, whose paintings are watched."""

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        result = watch.act(lambda: super(Screen, self).event(event))
        watch.painted()
        return result


watch = Watch()
publish, apply, next_frame = Hub.publish, PracticeViewModel.apply, LightState._next_frame


def publish_watched(hub: Hub, *events) -> None:
    now = time.perf_counter()
    watch.published.update((event.index, now) for event in events if isinstance(event, BeatJudged))
    publish(hub, *events)


def apply_watched(view: PracticeViewModel, event) -> None:
    apply(view, event)
    if isinstance(event, BeatJudged) and event.index in watch.published:
        watch.taken_in.append(watch.published.pop(event.index))


def next_frame_watched(state: LightState) -> None:
    watch.act(lambda: next_frame(state))


def refresh_watched(now_s: float) -> None:
    refresh(now_s)
    # The next painting shows all that was taken in by now.
    watch.drawn += watch.taken_in
    watch.taken_in.clear()


def prepare() -> None:
    if DETAILS:
        screen.toggle_details()
    QTimer.singleShot(int(1000 * SETTLES_S), begin)


def begin() -> None:
    watch.taken_in.clear()
    watch.drawn.clear()
    watch.measures = True
    QTimer.singleShot(int(1000 * SECONDS), report)


def share(values: list[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100.0))]


def report() -> None:
    times, clock_ms, processor_ms = map(list, zip(*watch.frames, strict=True))
    apart_ms = [1000.0 * (after - before) for before, after in pairwise(times)]
    figures = (
        *(share(each, percent) for each in (processor_ms, clock_ms) for percent in (50.0, 99.0)),
        share(apart_ms, 99.0),
        share(watch.to_pixels_ms, 99.0),
        len(times),
        len(watch.to_pixels_ms),
    )
    sys.stdout.write(" ".join(f"{each:.3f}" for each in figures) + "\n")
    sys.stdout.flush()
    app.quit()


Hub.publish, PracticeViewModel.apply, LightState._next_frame = publish_watched, apply_watched, next_frame_watched
with (
    tempfile.TemporaryDirectory() as folder,
    LiveApplication(seed=1, output=Path(folder) / "practice.soften") as application,
):
    session = application.begin(practice_named("compassionate_pause"), "simulated", None)
    screen = Screen(session, DARK, english())
    refresh = screen._refresh
    screen._refresh = refresh_watched
    screen.resize(1440, 900)
    screen.show()
    screen.start()
    QTimer.singleShot(int(1000 * WARM_UP_S), prepare)
    app.exec()
    screen.leave()
    session.finish()
