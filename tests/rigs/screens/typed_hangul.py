"""Types Korean into a note of a practice as a person does: X, a window manager, IBus with its engine for Hangul, keys.

``make typed-hangul`` (``python -m tests.rigs.screens.typed_hangul [PICTURE]``) prints what the note held and what else
the keys did. It takes the Debian packages ``ibus`` and ``ibus-hangul`` beside those of the tests, and is run by hand:
IBus is a desktop's own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.screens.real_screen import RealScreen, lacking, real_screen
from tests.rigs.suite import programs

NEEDED = ("ibus-daemon", "ibus")

_PATIENCE_S = 20.0  # for a word of another program; reached only when it does not come
_LOOK_S = 0.05  # between two looks for it


@contextmanager
def hangul_keyboard(screen: RealScreen) -> Iterator[RealScreen]:
    """Have the keyboard of a screen compose Hangul; its latin mode is switched with Shift and the space bar."""
    with PrivateBus() as bus, tempfile.TemporaryDirectory(prefix="soften-ibus-") as home:
        environment = screen.environment | {
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "QT_IM_MODULE": "ibus",
            "GSETTINGS_BACKEND": "memory",
            "HOME": home,
            "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_CACHE_HOME": f"{home}/cache",
            "XDG_RUNTIME_DIR": home,
        }
        command = ["ibus-daemon", "--panel=disable", "--emoji-extension=disable", "--replace"]
        daemon = programs.start(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            asked = ["ibus", "engine", "hangul"]
            end_s = time.monotonic() + _PATIENCE_S
            while programs.run(asked, env=environment, capture_output=True).returncode != 0:
                assert time.monotonic() < end_s, "IBus did not take up its engine for Hangul"
                time.sleep(_LOOK_S)
            yield RealScreen(environment)
        finally:
            daemon.kill_all()
            daemon.wait()


def typed(picture: Path | None = None) -> list[str]:
    """Type a note and what lies around it into a practice that is led, and return what the window said of it."""
    with real_screen() as bare, hangul_keyboard(bare) as screen, tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        command = [sys.executable, "-m", "tests.rigs.screens.typed_hangul", "--window", str(said)]
        window = programs.start(command, env=screen.environment)
        try:
            _wait_for(said, "ready")
            screen.press("shift+space")  # nothing of this is for a text: the practice goes on
            screen.press("f")
            _wait_for(said, "asked quicker")
            screen.press("n")
            _wait_for(said, "writes")
            screen.press("shift+space")
            screen.write("dkssudgktpdy")
            _wait_for(said, "seen 안녕하세요")
            screen.press("Return")  # in the midst of the last syllable
            _wait_for(said, "asked note 안녕하세요")
            screen.press("n")
            _wait_for(said, "writes", times=2)
            screen.write("thffl")
            _wait_for(said, "seen 솔리")
            screen.press("Escape")
            _wait_for(said, "left", times=2)
            screen.press("l")  # the keyboard is in Hangul still
            _wait_for(said, "asked slower")
        finally:
            window.kill_all()
            window.wait()
        if picture is not None:
            shutil.copyfile(said.with_suffix(".png"), picture)
        return said.read_text(encoding="utf-8").splitlines()


def _wait_for(said: Path, line: str, times: int = 1) -> None:
    end_s = time.monotonic() + _PATIENCE_S
    while (lines := said.read_text(encoding="utf-8").splitlines() if said.exists() else []).count(line) < times:
        assert time.monotonic() < end_s, f"not said: {line!r}; but {lines}"
        time.sleep(_LOOK_S)


def show_window(said: Path) -> None:
    """Show a practice that is led, and say what is seen in its note and asked of its session."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from biofeedback.practices import practice_named
    from biofeedback.requests import ChangePace, WriteNote
    from tests.rigs.practices.pretend_session import PretendSession
    from tests.rigs.screens.pretend_application import PretendApplication
    from tests.rigs.suite.manual_clock import ManualClock
    from ui.desktop.app import dress
    from ui.desktop.window import Window
    from ui.tokens import DARK
    from ui.words.languages import english

    app = QApplication(["soften", "-style", "fusion"])
    dress(app, DARK)
    clock = ManualClock()
    session = PretendSession(practice_named("soften_soothe_allow"), clock, simulated=True)
    window = Window(PretendApplication(clock), DARK, english())
    window.show_practice(session)
    window.show()
    window._others.for_who_leads().toggle()
    note = window.leading.screen.note
    before: list[str] = []
    heard = 0

    def say(line: str) -> None:
        if before[-1:] != [line]:
            before.append(line)
            with said.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")

    def look() -> None:
        nonlocal heard
        for request in session.requests[heard:]:
            match request:
                case ChangePace(kind):
                    say(f"asked {kind}")
                case WriteNote(_, text):
                    say(f"asked note {text}")
                case _:
                    say(f"asked {request}")
        heard = len(session.requests)
        if note.field.text() == "안녕하세요" and not said.with_suffix(".png").exists():
            app.primaryScreen().grabWindow(0).save(str(said.with_suffix(".png")))
        if note.field.hasFocus():
            say(f"seen {note.field.text()}" if note.field.text() else "writes")
        elif "writes" in before:
            say("left")
        elif window.isActiveWindow():
            say("ready")

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(10)
    app.exec()


def main(arguments: list[str]) -> int:
    """Print what came of the keys; or be the window that hears them."""
    if arguments[:1] == ["--window"]:
        show_window(Path(arguments[1]))
        return 0
    gone = [*lacking(), *(name for name in NEEDED if shutil.which(name) is None)]
    if gone:
        sys.stdout.write(f"not here: {', '.join(gone)}\n")
        return 1
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.stdout.write("\n".join(typed(Path(arguments[0]) if arguments else None)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
