"""What goes out of the recordings of a room names neither a seat nor whoever sat there."""

import gzip
import io
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pyarrow.parquet
import pytest

from biofeedback.app.recordings.exporting import export_recordings
from biofeedback.events import (
    Beat,
    BeatJudged,
    Numbered,
    PracticeEnded,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
    StepBegan,
)
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.exports.names import ExportFormat
from sessions.library import Library
from sessions.recording_file import create, mark_closed, tidy, write
from tests.rigs.practices.made_rooms import STARTED

PLANTED = "pLaNtEd"
SEAT = f"{PLANTED} B"
AGREED = f"What {PLANTED} said yes to"
SOURCE = f"sim:{PLANTED}"


def seats_recording(folder: Path) -> Path:
    """Write the recording of a seat that is called as a person, as a room does."""
    with_name = Library(folder).new_path(datetime.fromisoformat(STARTED), SEAT)
    facts = {
        "practice": "compassionate_pause",
        "practice_title": "A compassionate pause",
        "started_at": STARTED,
        "program_version": "1",
        "room": "k1",
        "room_clock_s": "0",
        "seat": SEAT,
        "consent": AGREED,
        "sensor": f"bluetooth:{PLANTED}",
        "source": SOURCE,
    }
    heart = [
        event
        for index in range(9)
        for event in (
            Beat(source=SOURCE, index=index, arrived_s=1.0 + index, rr_ms=1000.0),
            BeatJudged(source=SOURCE, index=index, t_s=0.9 + index, kind="normal", nn_ms=1000.0),
        )
    ]
    events = [
        SeatTaken(t_s=0.0, source=SOURCE, seat=SEAT),
        StepBegan(t_s=0.1, index=0, name="arrive", title="Arrive", heart_display="shown"),
        *heart,
        SeatWarmthChosen(t_s=10.0, source=SOURCE, shown=True),
        SeatLeft(t_s=11.0, source=SOURCE),
        SeatTaken(t_s=12.0, source=SOURCE, seat="Rest"),
        PracticeEnded(t_s=13.0, mode="complete"),
    ]
    with closing(create(with_name, facts, dict(VERSIONS))) as connection:
        write(connection, [Numbered(number, event) for number, event in enumerate(events, start=1)])
        mark_closed(connection)
        tidy(connection)
    return with_name


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what is in one zip of all formats, by name, decompressed."""
    folder = tmp_path_factory.mktemp("room")
    path = seats_recording(folder)
    assert PLANTED in path.name
    assert PLANTED.encode() in path.read_bytes()
    (packed,) = export_recordings([path], ["all"], folder / "out")
    assert packed.name == "2026-03-03_09-05-00_compassionate_pause.zip"
    with zipfile.ZipFile(packed) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_no_file_of_any_format_holds_the_name_of_a_seat(files: dict[str, bytes]) -> None:
    formats = {name.split("/")[1] for name in files if name.count("/") > 1}
    assert formats == {each.value for each in ExportFormat} - {"all"}
    for name, data in files.items():
        plain = gzip.decompress(data) if name.endswith(".gz") else data
        if name.endswith(".parquet"):
            plain += str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
        assert PLANTED.encode() not in plain, name
        assert PLANTED.encode("utf-16-le") not in plain, name
        assert PLANTED not in name


def test_what_a_seat_is_called_stays_here_though_it_is_a_word_of_ours(files: dict[str, bytes]) -> None:
    (events,) = [data.decode() for name, data in files.items() if name.endswith("csv/events.csv")]
    assert [line for line in events.splitlines() if "seat_taken" in line] == [
        "0.0,,heart,seat_taken,…,,",
        "12.0,,heart,seat_taken,…,,",
    ]
