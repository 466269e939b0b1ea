"""Work and memory follow what a file holds, never a value in it: in little memory, as quickly as an ordinary one."""

import sqlite3
import struct
import sys
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.events import Beat, Event
from biofeedback.hub import Hub
from sessions.recorder import Recorder
from tests.rigs.practices.one_of_each import ONE_OF_EACH
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[2]

ORDINARY, ORDINARY_BEATS = "ordinary.csv", 50_000
"""No file takes longer than this table of 0.7 MB: two to four seconds of a processor, as it is. A choice; the
longest, of 100,000 lines, takes half of it."""

READER = """
import resource, sys, time
from pathlib import Path
import scipy.signal
from biofeedback.app.practices.practice_library import read_file
from biofeedback.app.profile_store import pace_of_today, remembered_preferences
from biofeedback.errors import SoftenError
from biofeedback.signals.analysis import analyse
from sessions.capture import read_capture
from sessions.reader import Recording
from sessions.importers.registry import read_file as read_imported
from ui.sound.voice import read_wave, resampled
from ui.words.errors import error_sentence
from ui.words.languages import english
import datetime

def table(path):
    for session in read_imported(path).sessions:
        for heart in session.hearts:
            analyse(list(heart.rr_ms), arrived_s=None if heart.t_s is None else list(heart.t_s))

def recording(path):
    with Recording(path) as opened:
        beats = opened.beats()
        list(opened.events())
        opened.duration_s
    if beats:
        analyse([beat.rr_ms for beat in beats], arrived_s=[beat.arrived_s for beat in beats])

def practice(path):
    own = read_file(path)
    for fault in own.faults:
        raise fault

def preferences(path):
    _, error = remembered_preferences()
    pace_of_today(datetime.date(2026, 11, 22))
    if error is not None:
        raise error

def voice(path):
    samples, rate_hz = read_wave(path)
    resampled(samples, rate_hz, 48_000.0)

READ = {".csv": table, ".soften": recording, ".toml": practice, ".json": preferences, ".wav": voice,
        ".capture": lambda path: list(read_capture(path))}
folder = Path(sys.argv[1])
analyse([800.0 + (beat % 7) for beat in range(100)])
in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (in_use + MOST_BYTES, in_use + MOST_BYTES))
for path in sorted(folder.iterdir()):
    began_s = time.process_time()
    try:
        READ[path.suffix](path)
        became = "read"
    except SoftenError as error:
        became = "refused: " + error_sentence(error, english())
    except BaseException as error:
        became = f"FOREIGN {error!r}"
    print(f"{path.name}\\t{time.process_time() - began_s:.2f}\\t{became}", flush=True)
""".replace("MOST_BYTES", str(300 * 2**20))
"""Reads every file of a folder as the program does, in 300 MiB beyond what it had before."""


def rows(times: list[str]) -> str:
    return "time,rr\n" + "\n".join(f"{time},{_rr_ms(beat)}" for beat, time in enumerate(times))


def _rr_ms(beat: int) -> int:
    return 800 + 7 * (beat % 9)


def riff(rate_hz: int, channels: int, bits: int, claimed: int, data: bytes) -> bytes:
    form = struct.pack("<HHIIHH", 1, channels, rate_hz, 0xFFFFFFFF, channels * bits // 8 & 0xFFFF, bits)
    return b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", claimed) + data


def texts() -> dict[str, bytes]:
    """Return files by their names."""
    ends_ms = accumulate(_rr_ms(beat) for beat in range(60))
    beats = [f"2026-03-05T10:00:{ms // 1000:02d}.{ms % 1000:03d}" for ms in ends_ms]
    typo = [*beats[:30], "2062-03-05T10:00:30.000", *beats[31:]]
    long = "9" * 400
    deep = 100_000
    return {
        ORDINARY: rows([f"{0.83 * at:.2f}" for at in range(ORDINARY_BEATS)]).encode(),
        "a year.csv": rows(typo).encode(),
        "the last year.csv": rows([*beats[:-1], "9999-12-31T23:59:59.999"]).encode(),
        "two years.csv": rows([*beats[:30], *(beat.replace("2026", "2062") for beat in beats[30:])]).encode(),
        "year one.csv": rows(["0001-01-01T00:00:00", *beats]).encode(),
        "nanoseconds.csv": rows([str(1_772_694_615_000_000_000 + 820_000_000 * at) for at in range(60)]).encode(),
        "far.csv": rows(["0.0", "1e18", "1e300", *(str(at) for at in range(60))]).encode(),
        "400 digits.csv": rows([long] * 60).encode() + f"\n1,{long}\n".encode(),
        "digits.csv": b"time,rr\n" + b"1.5," * 300 + b"\n" + (b"8" * 9_900 + b"x,800\n") * 200,
        "digits alone.csv": (b"8" * 9_900 + b"x\n") * 200,
        "exponents.csv": b"1e308\n1e-308\n1e999\n" * 20,
        "one line.csv": b"800\n" + b"8" * 60_000_000,
        "one row.csv": b"time,rr\n" + b",".join([b"800"] * 2_000_000),
        "wide.csv": b"\n".join([b";".join([b"800"] * 2000)] * 300),
        "empty.csv": b"",
        "zero bytes.csv": bytes(50_000_000),
        "nul.csv": b"800\n" * 400 + b"\0\n" + b"810\n" * 400,
        "utf-16.csv": rows(beats).encode("utf-16"),
        "utf-16 without a mark.csv": rows(beats).encode("utf-16-le"),
        "bom.csv": rows(beats).encode("utf-8-sig"),
        "latin.csv": (
            "Zeit;RR-Abst\xe4nde\n" + "\n".join(f"{0.85 * at:.2f};{800 + 7 * (at % 9)}" for at in range(60))
        ).encode("latin-1"),
        "brackets.csv": b"[" * 1_000_000,
        "quotes.csv": b'time,rr\n"' + b"8,9\n" * 100_000,
        "quoted.csv": b"a,b\n" + b'"' * 9_000 + b"\n800,1\n",
        "digits.toml": f'name = "a"\nx = {long}\n'.encode(),
        "more digits.toml": b'name = "a"\nx = ' + b"9" * 200_000,
        "deep.toml": b"x = " + b"[" * deep,
        "dots.toml": b".".join([b"a"] * 50_000) + b" = 1",
        "tables.toml": b"[a.b]\nc=1\n" * 20_000,
        "length.toml": b'name = "a"\ntitle = "A"\n[[steps]]\nname = "s"\ntitle = "S"\nlength_s = 1e300\n',
        "preferences.json": b'{"answers": ' * deep,
        "15 gib.wav": riff(48_000, 1, 16, 0xFFFFFFF0, bytes(1000)),
        "64 bit.wav": b"RF64\xff\xff\xff\xffWAVEds64" + struct.pack("<IQQQI", 28, 15 * 2**30, 15 * 2**30, 2**33, 0),
        "channels.wav": riff(48_000, 65_535, 16, 1000, bytes(1000)),
        "rate.wav": riff(0xFFFFFFFF, 1, 16, 1000, bytes(1000)),
        "odd rate.wav": riff(191_999, 1, 8, 100_000, bytes(100_000)),
        "bits.wav": riff(48_000, 1, 65_535, 1000, bytes(1000)),
        "far.capture": b"# soften capture 1\n1e308 2a37 16 3d cf 03\n-1e308 2a37 16 3d cf 03\n",
        "line.capture": b"# soften capture 1\n1.0 2a37 " + b"00 " * 10_000_000,
    }


def record(path: Path, events: list[Event]) -> None:
    hub = Hub()
    inbox = hub.subscribe()
    recorder = Recorder(path, {"source": "s"}, lambda error: None)
    recorder.start(inbox)
    hub.publish(*events)
    hub.close(inbox)
    recorder.join()


@pytest.fixture
def files(tmp_path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in texts().items():
        (folder / name).write_bytes(content)
    for name in ("gib.csv", "gib.toml", "gib.wav", "gib.soften", "gib.capture"):
        (folder / name).touch()
        with (folder / name).open("r+b") as file:
            file.truncate(2**30)  # without taking the room on the disk
    beats = [Beat(source="s", index=at, arrived_s=0.8 * at, rr_ms=800.0 + at % 7) for at in range(120)]
    for name, statement in {
        "far": "UPDATE beat SET arrived_s = 1e300 WHERE number > 100",
        "between": "UPDATE beat SET arrived_s = arrived_s + 1.2e6 WHERE number > 100",
        "intervals": "UPDATE beat SET rr_ms = 1e300 WHERE number > 100",
        "numbers": "UPDATE beat SET number = number + 9223372036854775000",
        "indices": 'UPDATE beat SET "index" = 9223372036854775807',
        "blocks": "UPDATE sample_block SET rate_hz = 1e300, channels = 9223372036854775807",
        "breaths": "UPDATE breath_planned SET t_s = -1e6, in_s = 1e-300",
    }.items():
        record(folder / f"{name}.soften", [*ONE_OF_EACH, *beats])
        with closing(sqlite3.connect(folder / f"{name}.soften")) as connection, connection:
            connection.execute(statement)
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such limit elsewhere")
def test_no_value_in_a_file_takes_time_or_memory(files: Path) -> None:
    done = programs.run(
        [sys.executable, "-c", READER, str(files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={"PATH": "", "SOFTEN_DATA": str(files)},
    )
    assert done.returncode == 0, done.stderr
    became = {name: (float(took), how) for name, took, how in (line.split("\t") for line in done.stdout.splitlines())}
    assert became.keys() == {path.name for path in files.iterdir()}
    assert {name: how for name, (_, how) in became.items() if how.startswith("FOREIGN")} == {}
    longest_s, _ = became[ORDINARY]
    assert {name: took for name, (took, _) in became.items() if took > longest_s} == {}
    read = {name for name, (_, how) in became.items() if how == "read"}
    assert {"a year.csv", "nanoseconds.csv", "bom.csv", "utf-16.csv", "latin.csv", "nul.csv", "far.soften"} <= read
    assert read.isdisjoint({"gib.csv", "gib.toml", "gib.wav", "gib.soften", "one line.csv", "15 gib.wav"})
