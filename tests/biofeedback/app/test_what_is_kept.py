"""What a recording holds of a person and of a machine is what the README lists, and no name of either."""

import os
import re
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.osc import Osc
from sessions.live.options import LiveOptions
from sessions.schema import FACT_TABLE, TABLES, VERSION_TABLE
from tests.rigs.suite import programs

README = Path(__file__).parents[3] / "README.md"
PATIENCE_S = 120
NUMBERED = re.compile(r"(sensor|source|seed)_\d+")
"""Facts of the second heart and of later ones."""

NAMES = {"USER": "aNNa.SmiTh", "LOGNAME": "aNNa.SmiTh", "USERNAME": "aNNa.SmiTh", "HOSTNAME": "aNNas-LaptoP"}


def listed() -> set[str]:
    """Return every table and fact that the list of the README names."""
    section = README.read_text(encoding="utf-8").partition("## Privacy")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"`([\w.]+)`", row[3])}


def test_every_table_is_in_the_list() -> None:
    statements = [FACT_TABLE, VERSION_TABLE, *(each for table in TABLES.values() for each in table.create)]
    tables = {statement.split()[2] for statement in statements} | {
        "table_digest",
        "later_note",
        "later_tag",
        "later_beat_edit",
    }
    assert {name.partition(".")[0] for name in listed()} == tables


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of somebody who practised twice, the second time with the first recording for a sensor."""
    home = tmp_path_factory.mktemp("home") / NAMES["USER"]
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "SOFTEN_DATA"}
    environment |= NAMES | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    environment["PYTHONPATH"] = str(README.parent)
    first = home / "first.soften"
    for sensors, output in (
        (["simulated", "simulated"], first),
        ([f"replay:{first}"], home / "second.soften"),
        (["none"], home / "third.soften"),
    ):
        chosen = [word for sensor in sensors for word in ("--sensor", sensor)]
        words = ["begin", "three_breaths", "--terminal", "--speed", "100", *chosen, "--output", str(output)]
        done = programs.run(
            [sys.executable, "-m", "biofeedback", *words],
            env=environment,
            cwd=home,
            capture_output=True,
            timeout=PATIENCE_S,
        )
        assert done.returncode == 0, done.stderr
    return home


def test_every_fact_of_real_recordings_is_in_the_list(at_home: Path) -> None:
    found = set()
    for path in at_home.glob("*.soften"):
        with closing(sqlite3.connect(path)) as connection:
            found |= {NUMBERED.sub(r"\1", name) for (name,) in connection.execute("SELECT name FROM fact")}
    facts = {name.partition(".")[2] for name in listed() if name.startswith("fact.")}
    assert len(found) > 10
    live = LiveOptions(lsl=True, osc=Osc(on=True), markers_from="Stimuli", marker_port=5005)
    copied = {"upgraded_from", "mended"}
    imported = {"imported_format", "imported_sha256", "imported_beside"}
    in_a_room = {"seat", "consent", "room", "room_clock_s"}
    in_a_study = {"study", "participant", "study_session", "blinded", "protocol", "protocol_sha256", "protocol_seed"}
    assert (
        found | in_a_study | {"sound", "track_sha256", "shared_without", *imported, *copied, *in_a_room, *live.facts}
        == facts
    )


def test_no_name_of_the_person_or_the_machine_is_in_a_recording(at_home: Path) -> None:
    told = [*NAMES.values(), str(at_home), *filter(lambda name: len(name) > 3, [socket.gethostname()])]
    told += [release for release in [os.uname().release if hasattr(os, "uname") else ""] if release]
    assert len(list(at_home.glob("*.soften"))) == 3
    for path in at_home.glob("*.soften"):
        content = path.read_bytes()
        assert [name for name in told if name.encode() in content] == []
    assert b"first.soften" in (at_home / "second.soften").read_bytes()
