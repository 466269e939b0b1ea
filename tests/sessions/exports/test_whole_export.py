"""An export is there when it is whole; whatever ends the program, its plain tables do not stay for long."""

import signal
import stat
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from biofeedback.errors import RecordingError
from sessions.exports.whole_export import whole_export
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]

WORKS = """
import sys, time
from pathlib import Path
from sessions.exports.whole_export import whole_export
from biofeedback.__main__ import _leaving_in_order

with _leaving_in_order(), whole_export(Path(sys.argv[1])) as part:
    part.mkdir()
    (part / "beats.csv").write_text("812")
    print("begun", flush=True)
    time.sleep(60)
"""


def works(target):
    running = programs.start([sys.executable, "-c", WORKS, str(target)], cwd=ROOT, stdout=PIPE, text=True)
    assert running.stdout.readline() == "begun\n"
    return running


def write(target, text="1"):
    with whole_export(target) as part:
        part.write_text(text)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_what_was_killed_goes_with_the_next_and_nobody_else_is_disturbed(tmp_path):
    with works(tmp_path / "a.zip") as killed, works(tmp_path / "b.zip") as at_work:
        hidden = next(tmp_path.glob(".a.zip.*.part"))
        assert stat.S_IMODE(hidden.stat().st_mode) == 0o700
        killed.kill()
        killed.wait()
        write(tmp_path / "c.zip")
        assert sorted(each.name[:7] for each in tmp_path.iterdir()) == [".b.zip.", "c.zip"]
        at_work.send_signal(signal.SIGTERM)
        assert at_work.wait(30) == 128 + signal.SIGTERM
    assert [each.name for each in tmp_path.iterdir()] == ["c.zip"]


def test_what_it_was_to_replace_comes_back(tmp_path):
    write(tmp_path / "a.zip", "before")
    hidden = tmp_path / ".a.zip.0123abcd.part"
    hidden.mkdir()
    (hidden / "in_use").touch()
    (tmp_path / "a.zip").rename(hidden / "before")  # and here it was ended
    write(tmp_path / "b.zip")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.zip", "b.zip"]
    assert (tmp_path / "a.zip").read_text() == "before"
    with pytest.raises(RecordingError), whole_export(tmp_path / "a.zip"):
        raise OSError(28, "No space left on device")
    assert (tmp_path / "a.zip").read_text() == "before"
