"""Looking back in a real window, under a window manager, with keys as a keyboard sends them."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.real_screen import real_screen
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[4]
_PATIENCE_S = 60.0  # for what must come; reached only when it does not come

LOOKING_BACK = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.app import dress
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english

app = QApplication(["soften"])
dress(app, DARK)
window = Window(PretendApplication(ManualClock()), DARK, english())
window.show()
window.show_review(Path(sys.argv[1]))
before = None

def tell():
    global before
    shown, focused = window.screen_shown, QApplication.focusWidget()
    state = {"screen": type(shown).__name__, "focus": focused.accessibleName() if focused else ""}
    state |= {"active": window.isActiveWindow()}
    plot = getattr(shown, "plot", None)
    if plot is not None:
        state |= {"from_s": plot.span.from_s, "length_s": plot.span.length_s, "said": shown.below.moment.text()}
        panel = shown.editing.panel
        state |= {"loaded": any("by_hand.editing" in name or "beat_strip" in name for name in sys.modules)}
        state |= {"beats": panel.said.text() if panel else "", "layer": shown.table.layer.text() if shown.table else ""}
        state |= {"note": shown.notes.note.text() if shown.notes else ""}
    if state != before:
        print(json.dumps(state), flush=True)
    before = state

timer = QTimer()
timer.timeout.connect(tell)
timer.start(30)
app.exec()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a screen in memory is of Linux alone")


class Watched:
    """What the window tells of itself."""

    def __init__(self, program: programs.Program) -> None:
        self._lines: Queue[str] = Queue()
        self.latest: dict[str, Any] = {}
        Thread(target=self._read, args=(program,), daemon=True).start()

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return what it told as soon as this holds."""
        while not (self.latest and holds(self.latest)):
            try:
                self.latest = json.loads(self._lines.get(timeout=_PATIENCE_S))
            except Empty:
                raise AssertionError(f"it told no more than {self.latest}") from None
        return self.latest

    def _read(self, program: programs.Program) -> None:
        for line in program.stdout:
            self._lines.put(line)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return record(tmp_path / "2026-03-03_09-05-00_compassionate_pause.soften", markers=(120.0,))


@pytest.fixture
def looking_back(recording: Path) -> Iterator[tuple[Any, Watched]]:
    with real_screen() as screen:
        command = [sys.executable, "-c", LOOKING_BACK, str(recording)]
        window = programs.start(command, cwd=ROOT, env=screen.environment, stdout=subprocess.PIPE, text=True)
        try:
            screen.bring_forward("^Soften$")
            yield screen, Watched(window)
        finally:
            window.kill_all()
            window.wait()
            window.stdout.close()


def test_zoom_pan_marks_note_and_the_way_home(looking_back, recording: Path) -> None:
    screen, watched = looking_back
    whole = watched.until(lambda now: now.get("focus") == "The course of the practice")
    screen.press("plus", "plus")
    near = watched.until(lambda now: now["length_s"] < 0.5 * whole["length_s"])
    screen.press("Right")
    moved = watched.until(lambda now: now["from_s"] > near["from_s"])
    assert moved["length_s"] == pytest.approx(near["length_s"])
    screen.press("0", "Home", "Next")
    mark = watched.until(
        lambda now: now["length_s"] < whole["length_s"] and "Coherence is not known here" in now["said"]
    )
    assert mark["focus"] == "The course of the practice"
    screen.press("Prior", "minus", "0", "End")
    watched.until(lambda now: now["said"].startswith("3:00") and now["length_s"] == whole["length_s"])
    while watched.latest["focus"] != "A note to yourself":
        before = watched.latest["focus"]
        screen.press("Tab")
        watched.until(lambda now, before=before: now["focus"] != before)
    screen.write("Softer around the jaw")
    screen.press("Return")
    watched.until(lambda now: now["note"] == "Softer around the jaw")
    screen.press("Escape")
    watched.until(lambda now: now["screen"] == "HomeScreen")
    with Recording(recording) as kept:
        assert [note.text for note in kept.later_notes()] == ["Softer around the jaw"]


def test_beats_are_edited_without_a_mouse(looking_back, recording: Path) -> None:
    screen, watched = looking_back
    first = watched.until(lambda now: now.get("focus") == "The course of the practice" and now["layer"])
    assert not first["loaded"]  # nothing of it, for whoever does not ask for it
    assert first["layer"].startswith("Layer “Automatic”")
    while watched.latest["focus"] != "Edit beats by hand":
        before = watched.latest["focus"]
        screen.press("Tab")
        watched.until(lambda now, before=before: now["focus"] != before)
    screen.press("space")
    watched.until(lambda now: now["focus"] == "Single beats")
    screen.press("Right")
    watched.until(lambda now: now["beats"].startswith("Beat "))
    screen.press("Right", "Delete")
    watched.until(lambda now: now["beats"].startswith("Deleted beat "))
    watched.until(lambda now: now["layer"].startswith("Layer “By hand”"))
    screen.press("shift+Right", "x")
    watched.until(lambda now: now["beats"].startswith("Marked the intervals before beats "))
    screen.press("ctrl+z")
    watched.until(lambda now: now["beats"].startswith("Taken back. Marked"))
    screen.press("ctrl+shift+z")
    watched.until(lambda now: now["beats"].startswith("Brought back. Marked"))
    with Recording(recording) as kept:
        assert len(kept.beat_edits()) == 4
