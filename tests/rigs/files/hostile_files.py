"""Files that mean harm: they run something, have no end, claim what they are not, or lead out of their folder.

Each kind is made into an empty folder; ``canary`` is a folder elsewhere that none of them may touch.
"""

import gzip
import io
import json
import os
import shutil
import sqlite3
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.files.spoiled_recordings import CHANGES, changed, led_astray, odd_files, spoiled_files

ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"

RUNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "a view without end for beats": (
            "ALTER TABLE beat RENAME TO b",
            f"CREATE VIEW beat AS {ENDLESS} SELECT n AS number, n AS source FROM t",
        ),
        "a view without end for facts": (
            "ALTER TABLE fact RENAME TO f",
            f"CREATE VIEW fact AS {ENDLESS} SELECT n AS name, n AS value FROM t",
        ),
        "a view upon itself": ("CREATE VIEW a AS SELECT * FROM b", "CREATE VIEW b AS SELECT * FROM a"),
        "a trigger on beats": ("CREATE TRIGGER t AFTER INSERT ON beat BEGIN DELETE FROM beat; END",),
        "a trigger on facts": (
            "CREATE TRIGGER t AFTER INSERT ON fact BEGIN UPDATE fact SET value = load_extension('x'); END",
        ),
        "a column that is computed": ("CREATE TABLE g (a INTEGER, b AS (randomblob(1000000000)))",),
        "an index that is computed": ("CREATE INDEX i ON beat (abs(rr_ms))",),
        "a rule that is computed": ("CREATE TABLE g (a INTEGER CHECK (hex(zeroblob(500000000)) > 1))",),
        "a value by default": ("CREATE TABLE g (a INTEGER, b TEXT DEFAULT (hex(zeroblob(500000000))))",),
        "a table of another kind": ("CREATE VIRTUAL TABLE v USING fts5(words)",),
        "a fact as long as SQLite allows": ("INSERT OR REPLACE INTO fact VALUES ('practice', zeroblob(400000000))",),
    }
)
"""What is done to the tables of a sound recording so that whoever reads it computes, or never ends."""

_GIB = 2**30
_DEEP = 100_000  # levels: above what any parser goes down
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_LAUGHING = f'<!DOCTYPE HealthData [<!ENTITY l0 "lol">{_LAUGHS}]>'

Make = Callable[[Path, Path, Path], None]
"""Makes files of a kind in a folder, with a sound recording at hand and a folder that must stay as it is."""


def running(folder: Path, sound: Path, _canary: Path) -> None:
    """Recordings in which something would run."""
    for name, statements in RUNS.items():
        try:
            changed(sound, statements, folder / f"{name}.soften")
        except sqlite3.Error:  # this SQLite cannot make it
            (folder / f"{name}.soften").unlink()


def broken(folder: Path, sound: Path, _canary: Path) -> None:
    """Recordings that are cut off, spoiled, changed, of other versions or of other programs."""
    data = sound.read_bytes()
    for share in (0, 1, 50, 99):
        (folder / f"cut at {share} per cent.soften").write_bytes(data[: len(data) * share // 100])
    for name, (statements, _) in CHANGES.items():
        changed(sound, statements, folder / f"{name}.soften")
    for _ in (*odd_files(sound, folder), *spoiled_files(sound, folder)):
        pass
    led_astray(sound, folder / "led astray.soften")
    for version in (0, 5, 99, -1, 2**31 - 1):
        changed(sound, (f"PRAGMA user_version = {version}",), folder / f"version {version}.soften")
    changed(sound, ("PRAGMA application_id = 1",), folder / "of another program.soften")
    (folder / "of a log alone.soften").write_bytes(data[:18] + b"\2\2" + data[20:])
    (folder / "of a log alone.soften-wal").write_bytes(struct.pack(">IIII", 0x377F0682, 3007000, 4096, 0) + bytes(9000))
    (folder / "words.soften").write_text("dear diary")


def led_out(folder: Path, sound: Path, canary: Path) -> None:
    """What lies beside a recording and names another file, for SQLite to delete or to write over."""
    shutil.copy(sound, folder / "one.soften")
    target = str(canary / "precious.soften").encode()
    mark = bytes.fromhex("d9d505f920a163d7")
    end = target + struct.pack(">II", len(target), sum(target)) + mark
    (folder / "one.soften-journal").write_bytes(mark + struct.pack(">IIIII", 1, 7, 1, 512, 4096) + bytes(4600) + end)
    shutil.copy(sound, folder / "two.soften")
    (folder / "two.soften-wal").symlink_to(canary / "precious.soften")
    (folder / "three.soften").symlink_to(canary / "precious.soften")
    changed(
        sound,
        (f"UPDATE fact SET value = '{'../' * 9}{canary}/precious' WHERE name LIKE 'practice%'",),
        folder / "named.soften",
    )


def odd_places(folder: Path, _sound: Path, _canary: Path) -> None:
    """Pipes, devices, folders and links where a file is looked for."""
    for ending in ("soften", "csv", "zip", "json", "edf", "toml", "capture", "xml", "hea"):
        os.mkfifo(folder / f"pipe.{ending}")
        (folder / f"zero.{ending}").symlink_to("/dev/zero")
        (folder / f"circle.{ending}").symlink_to(f"circle.{ending}")
        (folder / f"folder.{ending}").mkdir()
    (folder / "random.csv").symlink_to("/dev/urandom")
    (folder / "full.csv").symlink_to("/dev/full")
    (folder / "terminal.csv").symlink_to("/dev/tty")
    (folder / "memory.csv").symlink_to("/proc/self/mem")
    (folder / "pages.csv").symlink_to("/proc/self/pagemap")


def archives(folder: Path, _sound: Path, canary: Path) -> None:
    """Zips and gzips that escape, swell, or are not what they say."""
    rr = b"\n".join(b"800" for _ in range(60))
    up = "../" * 12
    names = (f"{up}{canary}/precious.csv", f"{canary}/precious.csv", f"..\\..\\{canary}\\precious.csv", "C:\\x.csv",
             "a/../../../../precious.csv", "..", ".", "/", "", "a//b.csv", f"{HOSTILE}.csv", "n" * 5000, "a\0b.csv",
             "d/" * 300 + "x.csv", "CON.csv", "~/.bashrc.csv")  # fmt: skip
    for number, name in enumerate(names):
        _zip(folder / f"name {number}.zip", [(name, rr)])
    _zip(folder / "one name.zip", [("a.csv", rr), ("a.csv", rr), ("a.csv/b.csv", rr)])
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    _zip(folder / "link.zip", [(link, str(canary / "precious.csv").encode()), ("link.csv/x.csv", rr)])
    (folder / "bomb.zip").write_bytes(_repeated(zipped([("bomb.csv", b"8" * 20_000_000)]), 40))
    _zip(folder / "many.zip", [(f"{number}.csv", b"") for number in range(6000)])
    nested = zipped([("inner.csv", b"0" * 20_000_000)])
    for level in range(6):
        nested = zipped([(f"{level}-{copy}.zip", nested) for copy in range(10)])
    (folder / "nested.zip").write_bytes(nested)
    sound = zipped([("a.csv", rr)])
    (folder / "claims less.zip").write_bytes(_claiming(zipped([("a.csv", b"0" * 10_000_000)]), 10))
    (folder / "claims more.zip").write_bytes(_claiming(sound, 2**32 - 2))
    (folder / "cut.zip").write_bytes(sound[:-10])
    (folder / "twice.zip").write_bytes(sound + sound)
    (folder / "end alone.zip").write_bytes(b"PK\5\6" + bytes(18))
    (folder / "bomb.csv.gz").write_bytes(_gzip_bomb())
    (folder / "cut.gz").write_bytes(gzip.compress(rr)[:-6])
    (folder / "tar.csv.gz").write_bytes(gzip.compress(b"../../precious.csv".ljust(512, b"\0") + bytes(2048)))


def documents(folder: Path, _sound: Path, canary: Path) -> None:
    """XML, JSON and TOML that laugh, go down without end, or ask for other files."""
    head = '<?xml version="1.0"?>'
    health = '<HealthData locale="en">{{}}</HealthData>'
    files = {
        "laughs.xml": f"{head}{_LAUGHING}{health.format('&l11;')}",
        "laughs within.xml": f'{head}{_LAUGHING}<HealthData locale="&l11;"></HealthData>',
        "asks.xml": f'{head}<!DOCTYPE HealthData [<!ENTITY x SYSTEM "file://{canary}/precious.csv">]>{health.format("&x;")}',
        "asks far.xml": f'{head}<!DOCTYPE HealthData SYSTEM "http://127.0.0.1:9/x.dtd">{health.format("")}',
        "deep.xml": f"{head}{health.format('<a>' * 2_000_000)}",
        "wide.xml": f"{head}{health.format('<a ' + ' '.join(f'a{n}=1' for n in range(200_000)) + '/>')}",
        "one word.xml": f'{head}<HealthData locale="{"x" * 50_000_000}"/>',
        "deep.json": "[" * 5_000_000,
        "deep rr.json": '{"rr": ' * _DEEP,
        "deep within.json": '{"data": [1, 2, ' + "[" * _DEEP + "]" * _DEEP + "]}",
        "digits.json": '{"rr": [' + "9" * 1_000_000 + "]}",
        "no numbers.json": '{"rr": [NaN, Infinity, -Infinity, 1e999, null, true, "800"]}',
        "keys.json": "{" + ",".join(f'"rr{n}": 800' for n in range(500_000)) + "}",
        "edits.json": '{"edits": ' + "[" * _DEEP,
        "deep.toml": "x = " + "[" * _DEEP,
        "dots.toml": ".".join(["a"] * 50_000) + " = 1",
        "digits.toml": 'name = "a"\nx = ' + "9" * 200_000,
        "long.toml": 'name = "a"\ntitle = "A"\n[[steps]]\nname = "s"\ntitle = "S"\nlength_s = 1e300\n',
        "led out.toml": f'name = "../../{canary.name}/x"\ntitle = "A"\ntrack = "../{canary.name}/precious.csv"\n',
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    info = f'<?xml version="1.0"?>{_LAUGHING.replace("HealthData", "info")}<info><name>&l11;</name></info>'.encode()
    (folder / "laughs.xdf").write_bytes(b"XDF:" + _chunk(1, b"<info/>") + _chunk(2, struct.pack("<I", 1) + info))
    deep = struct.pack("<I", 1) + b"<info>" + b"<a>" * _DEEP
    (folder / "deep.xdf").write_bytes(b"XDF:" + _chunk(1, b"<info/>") + _chunk(2, deep))
    (folder / "claims.xdf").write_bytes(b"XDF:\x08" + struct.pack("<Q", 2**62) + b"\1\0")


def companions(folder: Path, _sound: Path, canary: Path) -> None:
    """Files that name others beside them: headers of WFDB, tables of BIDS, our own tables."""
    for name, named in {
        "out": f"../../{canary.name}/precious.csv",
        "whole": str(canary / "precious.csv"),
        "device": "/dev/zero",
        "pipe": "pipe.dat",
        "itself": "itself.hea",
        "url": "http://127.0.0.1:9/x.dat",
    }.items():
        (folder / f"{name}.hea").write_text(f"{name} 1 250 5000000\n{named} 16 1000/mV 16 0 0 0 0 MLII\n")
    (folder / "segments.hea").write_text("segments/2 1 250 10000\nsegments 5000\nsegments 5000\n")
    (folder / "claims.hea").write_text("claims 1 250 999999999999\nclaims.dat 16 1000/mV 16 0 0 0 0 MLII\n")
    (folder / "claims.dat").write_bytes(bytes(1000))
    os.mkfifo(folder / "pipe.dat")
    (folder / "participants.tsv").write_text(f"participant_id\tage\n../../{canary.name}\t=cmd|' /C x'!A0\n")
    (folder / "beats.csv").write_text("source,index,time_s,rr_ms\n" + "".join(f"../x,{n},{n},800\n" for n in range(60)))
    (folder / "about.json").write_text(json.dumps({"started_at": HOSTILE, "started_at_is": "said"}))


def endless(folder: Path, line_bytes: int) -> None:
    """Files of one line without an end, and such as claim to be large."""
    for name, unit in {"digits.csv": b"8", "cells.csv": b"800,", "words.json": b'"a', "brackets.xml": b"<a>"}.items():
        with (folder / name).open("wb") as file:
            block = unit * (2**20 // len(unit))
            for _ in range(line_bytes // len(block)):
                file.write(block)
    for name in ("gib.csv", "gib.soften", "gib.zip", "gib.edf", "gib.toml", "gib.xdf", "gib.hea", "gib.capture"):
        with (folder / name).open("wb") as file:
            file.truncate(_GIB)  # without taking the room on the disk
    with (folder / "digits in zeros.csv").open("wb") as file:
        file.write(b"time,rr\n1,800\n")
        file.truncate(_GIB)


KINDS: Mapping[str, Make] = MappingProxyType(
    {
        "recordings in which something would run": running,
        "recordings that are cut off, spoiled or of others": broken,
        "recordings beside which another file is named": led_out,
        "pipes, devices, folders and links": odd_places,
        "archives that escape or swell": archives,
        "XML, JSON and TOML without end": documents,
        "files that name others": companions,
    }
)
"""What each kind is, and what makes it."""


def _zip(path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> None:
    path.write_bytes(zipped(members))


def zipped(members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """Return a zip of members by their names, which are kept as they are, even where there is none."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that a name is there twice
        for name, data in members:
            _written(packed, name, data)
    return made.getvalue()


def _written(packed: zipfile.ZipFile, name: str | zipfile.ZipInfo, data: bytes) -> None:
    info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo("x")
    if isinstance(name, str):
        info.filename = name  # as it is, without what the library mends
        info.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(info, data)


def _claiming(data: bytes, size: int) -> bytes:
    """Return a zip of one member that says that it becomes so many bytes."""
    changed_data = bytearray(data)
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        begins = changed_data.index(mark)
        changed_data[begins + at : begins + at + 4] = struct.pack("<I", size)
    return bytes(changed_data)


def _repeated(data: bytes, count: int) -> bytes:
    """Return a zip in which the one member of another is there so many times."""
    directory, end = data.index(b"PK\1\2"), data.rindex(b"PK\5\6")
    entries = b"".join(
        data[directory : directory + 42] + struct.pack("<I", directory * copy) + data[directory + 46 : end]
        for copy in range(count)
    )
    total = struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), directory * count, 0)
    return data[:directory] * count + entries + b"PK\5\6" + total


def _gzip_bomb() -> bytes:
    """Return 800 MB of one digit: gzips one behind another are one file."""
    return gzip.compress(b"8" * 10_000_000, 1) * 80


def _chunk(tag: int, content: bytes) -> bytes:
    return b"\x04" + struct.pack("<IH", len(content) + 2, tag) + content


def files_in(folder: Path) -> Iterator[Path]:
    """Yield what is handed to the program: whatever lies in the folder itself."""
    yield from sorted(each for each in folder.iterdir() if not each.name.endswith(("-wal", "-journal", ".dat")))
