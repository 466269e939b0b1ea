"""The smoke test can tell a painted window from an empty one, and a program that fails from one that does not."""

import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from installers.contents import EXTRAS
from installers.smoke import __main__ as smoke
from installers.smoke import checks
from installers.smoke.made_files import write_wfdb
from installers.smoke.pictures import Picture, is_painted, read_bmp, read_xwd
from installers.smoke.program import Program, SmokeError, end, wait_for
from installers.smoke.screens import Screen
from scripts.check_release import version

SIDE = 64


def picture(colour_at) -> Picture:
    return Picture(SIDE, SIDE, b"".join(bytes((*colour_at(x, y), 0)) for y in range(SIDE) for x in range(SIDE)))


EMPTY_SCREEN = picture(lambda x, y: (0, 0, 0))
EMPTY_WINDOW = picture(lambda x, y: (18, 21, 25))
GLOW = picture(lambda x, y: (3 * x, 3 * y, 90))
SMALL_GLOW = picture(lambda x, y: (3 * x, 3 * y, 90) if x < SIDE // 8 else (0, 0, 0))


def test_a_window_is_seen_only_when_something_is_painted_in_it() -> None:
    assert is_painted(EMPTY_SCREEN, GLOW)
    assert not is_painted(EMPTY_SCREEN, EMPTY_SCREEN)
    assert not is_painted(EMPTY_SCREEN, EMPTY_WINDOW)
    assert not is_painted(EMPTY_SCREEN, SMALL_GLOW)
    assert not is_painted(GLOW, GLOW)


def test_the_picture_of_xvfb_is_read() -> None:
    fields = [0] * 25
    fields[0], fields[4], fields[5], fields[11], fields[12], fields[19] = 104, SIDE, SIDE, 32, 4 * SIDE + 8, 2
    rows = b"".join(GLOW.pixels[4 * SIDE * y :][: 4 * SIDE] + b"\xff" * 8 for y in range(SIDE))
    assert read_xwd(struct.pack(">25I", *fields) + b"name" + bytes(24) + rows) == GLOW
    fields[11] = 16
    with pytest.raises(ValueError, match="16 bits"):
        read_xwd(struct.pack(">25I", *fields))


@pytest.mark.parametrize("form", [QImage.Format.Format_RGB32, QImage.Format.Format_RGB888])
def test_the_picture_of_windows_is_read_and_a_png_is_written(tmp_path: Path, form: QImage.Format) -> None:
    image = QImage(7, 5, form)
    for y in range(5):
        for x in range(7):
            image.setPixelColor(x, y, QColor(30 * x, 40 * y, 200))
    image.save(str(tmp_path / "screen.bmp"))
    read = read_bmp((tmp_path / "screen.bmp").read_bytes())
    assert (read.width, read.height) == (7, 5)
    assert read.colours()[8] == bytes((200, 40, 30))
    read.write_png(tmp_path / "screen.png")
    again = QImage(str(tmp_path / "screen.png"))
    assert all(again.pixelColor(x, y) == image.pixelColor(x, y) for y in range(5) for x in range(7))


def program(tmp_path: Path, code: str) -> Program:
    return Program((sys.executable, "-c", code), tmp_path, Path(tmp_path.anchor))


def test_what_a_program_says_is_returned_and_a_failure_is_said(tmp_path: Path) -> None:
    speaks = program(
        tmp_path, "import sys, os; print(sys.argv[1], os.environ['SOFTEN_DATA']); sys.exit(int(sys.argv[2]))"
    )
    assert speaks.say("here", "0") == f"here {tmp_path / 'data'}\n"
    assert speaks.say("here", "3", fails=True) == speaks.say("here", "3", fails=None)
    with pytest.raises(SmokeError, match="exit code 3"):
        speaks.say("here", "3")
    with pytest.raises(SmokeError, match="exit code 0"):
        speaks.say("here", "0", fails=True)


def test_another_version_than_that_of_the_sources_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    says = tmp_path / "says"
    monkeypatch.setattr(sys, "argv", ["smoke", str(says)])
    monkeypatch.setattr(smoke, "checks", lambda *given: list(checks.checks(*given))[:1])
    for said, code in ((version(), 0), (f"{version()}1", 1), ("", 1)):
        says.write_text(f"#!/bin/sh\necho soften {said}\n", encoding="utf-8")
        says.chmod(0o755)
        assert smoke.main() == code
    assert f"FAILED  says its version\nit is not soften {version()}, but says “soften" in capsys.readouterr().out


def test_a_program_that_ends_before_its_window_came_is_said(tmp_path: Path) -> None:
    started = program(tmp_path, "raise SystemExit('no window')").start()
    with pytest.raises(SmokeError, match="no window"):
        wait_for("a window", lambda: False, started)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is asked by a message to its window")
def test_a_program_is_asked_to_end(tmp_path: Path) -> None:
    waits = "import signal, sys; signal.signal(15, lambda *_: sys.exit(4)); print(flush=True); signal.pause()"
    started = program(tmp_path, waits).start()
    assert started.stdout is not None
    started.stdout.readline()
    assert end(started) == 4
    started.stdout.close()


def test_files_are_found_where_a_chroot_has_them(tmp_path: Path) -> None:
    inside = Program(("soften",), Path("/home/fern/smoke"), tmp_path)
    assert inside.here("data") == tmp_path / "home/fern/smoke/data"


def test_a_sealed_recording_that_is_none_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "data/sessions").mkdir(parents=True)
    (tmp_path / "data/sessions/now_sealed.soften").write_bytes(b"SQLite format 3\0 and more")
    with pytest.raises(SmokeError, match="is not sealed"):
        checks._seals(program(tmp_path, ""))


@pytest.mark.skipif(sys.platform == "win32", reason="there it is asked by a message to its window")
def test_words_of_qt_that_are_not_where_qt_looks_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = tmp_path / "shown"  # the file stands for the window

    @contextmanager
    def screen() -> Iterator[Screen]:
        shown.unlink(missing_ok=True)
        yield Screen({}, lambda: GLOW if shown.exists() else EMPTY_SCREEN)

    monkeypatch.setattr(checks, "screen", screen)
    looks = f"qt.core.qtranslator: Searching translation for qtbase_QList(de_DE, de) in {tmp_path}"
    german = program(
        tmp_path,
        "import os, pathlib, signal; signal.signal(15, lambda *_: exit());"
        "assert os.environ['SOFTEN_LANGUAGE'] == 'de';"
        f"assert 'qtranslator' in os.environ['QT_LOGGING_RULES']; print({looks!r}, flush=True);"
        f"pathlib.Path({str(shown)!r}).touch(); signal.pause()",
    )
    (tmp_path / "qtbase_de.qm").touch()
    with pytest.raises(SmokeError, match=r"qtbase_ko\.qm"):
        checks._words_of_qt(german)
    (tmp_path / "qtbase_ko.qm").touch()
    checks._words_of_qt(german)


def test_the_extras_that_are_asked_for_are_those_that_are_built_in() -> None:
    assert checks.EXTRAS == EXTRAS
    makefile = (Path(checks.__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    assert f"-e '.[{','.join(EXTRAS)}]'" in makefile


def test_the_made_ecg_is_one(tmp_path: Path) -> None:
    from sessions.importers.registry import read_file

    read = read_file(write_wfdb(tmp_path / "waves"))
    (session,) = read.sessions
    assert [wave.rate_hz for wave in session.waves] == [250]
