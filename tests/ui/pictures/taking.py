"""Takes pictures of screens that are the same on each run: no display, one typeface, one moment, one heart.

`pictures` starts a program of its own for them, since Qt reads its surroundings once:
``python -m tests.ui.pictures.taking FOLDER all|chosen|again|guide|LANGUAGE``.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from biofeedback import clock, practices, wall_clock
from biofeedback.languages import words_of
from scripts import messages
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.settled import settle
from tests.rigs.suite import programs
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.tour.tour_stops import NOW
from tests.rigs.tour.window_tour import Tour
from tests.rigs.words.pseudo_language import pseudo_language
from tests.ui.pictures.screens import (
    PSEUDO,
    SCREENS,
    Screen,
    Shot,
    again_shots,
    all_shots,
    chosen_shots,
    guide_shots,
    shots_in,
    themes,
)
from ui.desktop.app import dress
from ui.desktop.light import light_state
from ui.desktop.screens import practice
from ui.desktop.theme import typeface
from ui.desktop.window import Window
from ui.words.language import Language
from ui.words.languages import first_language

ROOT = Path(__file__).resolve().parents[3]

_NEVER_MS = 3_600_000  # an hour: no picture takes so long, so what moves by a timer moves when it is told to

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{inter}</dir>
  <cachedir>{cache}</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""


class _Now(datetime):
    """The moment of every picture."""

    @classmethod
    def now(cls, tz=None):
        return NOW.astimezone(tz)


def pictures(folder: Path, which: str) -> None:
    """Write pictures into a folder: ``all``, ``chosen`` for all tests, some ``again``, of the ``guide``, a language."""
    with tempfile.TemporaryDirectory() as beside:
        programs.run(
            [sys.executable, "-W", "error", "-m", __spec__.name, str(folder.resolve()), which],
            cwd=ROOT,
            env=environment(Path(beside)),
            check=True,
        )


def environment(folder: Path) -> dict[str, str]:
    """Return in what pictures are taken: nothing of this machine's fonts, scale, zone, language or display."""
    fonts = folder / "fonts.conf"
    inter = Path(typeface.__file__).with_name("inter")
    fonts.write_text(_FONTS.format(inter=inter, cache=folder / "fonts"), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "LC_", "LANG"))}
    return kept | {
        "FONTCONFIG_FILE": str(fonts),
        "HOME": str(folder),
        "PYTHONFAULTHANDLER": "1",
        "LC_ALL": "C.UTF-8",
        "QT_FONT_DPI": "96",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "TZ": "UTC",
    }


@contextmanager
def _still_world(folder: Path) -> Iterator[Path]:
    """Yield a recording to look back on, while time stands."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(wall_clock, "datetime", _Now))
        stack.enter_context(patch.object(light_state, "_FRAME_MS", _NEVER_MS))
        stack.enter_context(patch.object(practice, "_READ_LATEST_MS", _NEVER_MS))
        stack.enter_context(patch.object(practice, "_PLOT_LATEST_MS", 0))
        stack.enter_context(patch.object(clock, "HostClock", ManualClock))
        yield record(folder / "pictures.soften", silent=(70.0, 95.0), markers=(120.0,), note="Warm hands.")


def take(shots: Iterable[Shot], folder: Path) -> Iterator[tuple[Shot, QImage]]:
    """Yield each of these pictures, in any order; ``folder`` is for a recording to look back on."""
    app = QApplication.instance() or QApplication(["soften"])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    wanted = list(shots)
    with _still_world(folder) as recording:
        for theme, pseudo, code in dict.fromkeys((shot.theme, shot.pseudo, shot.language) for shot in wanted):
            language = pseudo_language(messages.template(), PSEUDO) if pseudo else first_language([code])
            here = [shot for shot in wanted if (shot.theme, shot.pseudo, shot.language) == (theme, pseudo, code)]
            with patch.object(practices, "words_of", partial(_words_in, code)):
                yield from _walk(app, here, theme, language, recording)


def _words_in(code: str, file: str, languages: Sequence[str] = ()) -> str:
    """Return the text of a file in the language of the pictures, which nothing here asks for."""
    return words_of(file, (code, *languages))


def _walk(
    app: QApplication, shots: list[Shot], theme: str, language: Language, recording: Path
) -> Iterator[tuple[Shot, QImage]]:
    tokens = themes()[theme]
    dress(app, tokens)

    def make_window(application: PretendApplication) -> Window:
        application.reviewed = recording
        return Window(application, tokens, language)

    tour = Tour(make_window, language)
    wanted = {shot.screen for shot in shots}
    by_place = {screen.place: screen for screen in SCREENS if screen.place and screen.name in wanted}
    tour.window.resize(shots[0].width, shots[0].height)
    for place, _ in tour.places():
        if place in by_place:
            yield from _shots_of(by_place.pop(place), shots, tour.window)
            if not by_place:
                tour.window.close()  # as at the end of the tour
                break
    tour.window.show()
    for screen in SCREENS:
        if screen.open is not None and any(shot.screen == screen.name for shot in shots):
            if tour.window.help is not None and tour.window.help.panel is not None:
                tour.window.help.panel.leave()  # it would stay, over a screen that is swapped in beneath it
            screen.open(tour)
            yield from _shots_of(screen, shots, tour.window)
    tour.window.close()
    # Else Python ends it, in the midst of making the next.
    tour.window.deleteLater()
    settle()


def _shots_of(screen: Screen, shots: list[Shot], window: Window) -> Iterator[tuple[Shot, QImage]]:
    before = window.size()
    for shot in shots:
        if shot.screen == screen.name:
            window.resize(shot.width, shot.height)
            window.activateWindow()
            settle()
            yield shot, window.grab().toImage()
    window.resize(before)
    settle()


def _refuse(_kind: QtMsgType, _context: object, words: str) -> None:
    # Out of a slot or a painting no exception comes.
    sys.stderr.write(f"Qt complains: {words}\n")
    sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    qInstallMessageHandler(_refuse)
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as beside:
        named = {"all": all_shots, "again": again_shots, "chosen": chosen_shots, "guide": guide_shots}
        which = named.get(sys.argv[2], partial(shots_in, sys.argv[2]))
        for taken, image in take(which(), Path(beside)):
            image.save(str(target / taken.file), "PNG", 80)  # larger, and four times as quick to write
