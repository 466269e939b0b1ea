"""Recordings that something happened to, and what is said of each."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from biofeedback.app.recordings.verifying import verify
from biofeedback.cli.recordings.verify import _found
from biofeedback.errors import SoftenError
from biofeedback.events import Tick
from biofeedback.hub import Hub
from sessions.copying import mend, upgrade
from sessions.reader import Recording
from sessions.recorder import Recorder
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.spoiled_recordings import CHANGES, changed, led_astray, odd_files, spoiled_files
from ui.words.languages import english


def found(path: Path, code: object) -> SoftenError:
    """Return what is found in a file under a code."""
    return next(each for each in _found(verify(path), english()) if each.code == code)


def killed(folder: Path) -> Path:
    """Return a recording as it lies there when its program was killed, with its log."""
    path, copy = folder / "open.soften", folder / "killed.soften"
    hub = Hub()
    inbox = hub.subscribe()
    keeper = Recorder(path, {}, lambda error: None)
    keeper.start(inbox)
    hub.publish(Tick(t_s=1.0))
    while True:
        with Recording(path) as recording:
            if recording.count(Tick):
                break
    for ending in ("", "-wal"):
        shutil.copy(folder / f"open.soften{ending}", folder / f"killed.soften{ending}")
    hub.close(inbox)
    keeper.join()
    return copy


def verify_errors(place: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each finding, all within a folder."""
    folder = place / "verified"
    folder.mkdir()
    sound = record(folder / "sound.soften", "three_breaths")
    with closing(sqlite3.connect(sound)) as connection:
        connection.execute("VACUUM")  # table by table, whenever what was written
    for name, (statements, code) in CHANGES.items():
        path = changed(sound, statements, folder / f"{name}.soften")
        yield f"verify: {name}", lambda path=path, code=code: found(path, code)
    for name, path, code in spoiled_files(sound, folder):
        yield f"verify: {name}", lambda path=path, code=code: found(path, code)
    for name, path, code in odd_files(sound, folder):
        yield f"verify: {name}", lambda path=path, code=code: found(path, code)
    astray = led_astray(record(folder / "longer.soften", "compassionate_pause"), folder / "astray.soften")
    yield "verify: rows found", lambda: found(astray, "rows-found-without-their-page")
    cut = folder / "cut.soften"
    yield "reader: cut off", lambda: _first_remark(cut)
    yield "upgrade: of today", lambda: upgrade(sound, folder / "upgraded.soften")
    yield "mend: whole", lambda: mend(sound, folder / "mended.soften")
    hot = shutil.copy(sound, folder / "hot.soften")
    with closing(sqlite3.connect(sound, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO tick VALUES (?, 0.0)", ((number,) for number in range(10**6, 10**6 + 5000)))
        for ending in ("", "-journal"):
            shutil.copy(f"{sound}{ending}", f"{hot}{ending}")
        connection.execute("ROLLBACK")
    yield "verify: a step unfinished", lambda: found(hot, "step-unfinished")
    path = killed(folder)
    log = folder / "killed.soften-wal"
    data = bytearray(log.read_bytes())
    data[-50] ^= 0xFF
    log.write_bytes(data)
    yield "verify: a log torn", lambda: found(path, "log-torn")
    yield "verify: a log gone", lambda: log.unlink() or found(path, "log-gone")


def _first_remark(path: Path) -> object:
    with Recording(path) as recording:
        return recording.remarks[0]
