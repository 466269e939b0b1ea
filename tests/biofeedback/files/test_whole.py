"""A file has its name when it is whole, and nothing of it stays otherwise, however the program ends."""

import json
import sys
from pathlib import Path

import pytest

from biofeedback.files.whole import whole_file
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]

QUITS = """
import sys, threading
from pathlib import Path
from biofeedback.files.whole import whole_file

begun = threading.Event()

def write():
    with whole_file(Path(sys.argv[1])) as whole:
        while True:
            whole.file.write(bytes(1000))
            begun.set()
            whole.go_on()

threading.Thread(target=write, daemon=True).start()
begun.wait()
"""


def test_it_has_another_name_until_it_is_whole(tmp_path):
    with whole_file(tmp_path / "all.zip") as whole:
        whole.file.write(b"soft")
        (part,) = tmp_path.iterdir()
        assert part.name != "all.zip"
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]
    assert (tmp_path / "all.zip").read_bytes() == b"soft"


def test_nothing_stays_of_one_that_failed(tmp_path):
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "all.zip"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("links", [True, False])
def test_nothing_is_written_over(tmp_path, monkeypatch, links):
    """Neither what is there before, nor what somebody puts there meanwhile; on a disk without hard links too."""
    if not links:
        monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError(95, "not supported")))
    there = tmp_path / "all.zip"
    with pytest.raises(FileExistsError), whole_file(there):
        there.write_bytes(b"mine")
    with pytest.raises(FileExistsError), whole_file(there):
        raise AssertionError
    assert there.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]
    there.unlink()
    with whole_file(there):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]


def test_nothing_stays_where_the_program_ends_meanwhile(tmp_path):
    """As when the window is closed while a thread of it writes."""
    command = [sys.executable, "-c", QUITS, str(tmp_path / "all.zip")]
    assert programs.run(command, cwd=ROOT, check=False, timeout=60, capture_output=True).returncode == 0
    assert list(tmp_path.iterdir()) == []


FULL_DISK = """
import resource, sys
from pathlib import Path
from biofeedback.app.practices.practice_library import write_new
from biofeedback.app.recordings.reporting import _written
from biofeedback.app.profile_store import keep_answers
from biofeedback.errors import SoftenError
from biofeedback.practice.script.answers import Answers

folder = Path(sys.argv[1])
keep_answers(Answers(), folder)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
for write in (
    lambda: _written(folder, "one_report", "pdf", bytes(90_000)),
    lambda: write_new(folder / "one.toml", "a line\\n" * 9),
    lambda: keep_answers(Answers(), folder),
):
    try:
        write()
    except (OSError, SoftenError):
        print("said", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_what_cannot_be_finished_is_not_left_and_what_was_there_stays(tmp_path):
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path)]
    done = programs.run(command, cwd=ROOT, check=True, timeout=60, capture_output=True, text=True)
    assert done.stdout.split() == ["said"] * 3
    (kept,) = tmp_path.iterdir()
    assert json.loads(kept.read_text())
