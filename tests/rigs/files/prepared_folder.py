"""A folder with one of everything that commands are tried on: recordings, files of other programs, a study to be."""

import contextlib
import gzip
import io
import os
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from biofeedback.app.study.sealed.founding import Plan, found
from biofeedback.app.study.sealed.study_file import KEY
from devices.catalogue import parse_sensor
from sessions.sealed.passphrases import GIVEN
from tests.rigs.files import foreign_files
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.spoiled_recordings import spoiled_files
from tests.rigs.hearts import made_groups
from tests.rigs.practices import made_rooms
from tests.rigs.sound.made_tracks import tone, write_track
from tests.rigs.studies.small_studies import KEY_PASSPHRASE, SEAL, write_donors, write_protocol
from tests.rigs.suite.command_needs import NAME, NEEDS, Needs
from tests.rigs.suite.documented_commands import ROOT, words_of
from tests.rigs.words.spoken_commands import Printed, run

_PRACTICES = ("begin", "demonstrate", "room")
_SHORT = "three_breaths"


def prepare(folder: Path) -> Path:
    """Make what commands are tried on, in a folder that is copied for each of them."""
    here, home, data = (folder / name for name in ("here", "home", "data"))
    for each in (here / "folder", home / "earlier", data / "sessions"):
        each.mkdir(parents=True)
    (data / "opening_page_shown").touch()
    recording = record(data / "sessions" / f"{NAME}.soften", _SHORT, note="Warm hands.")
    shutil.copy(recording, here / "evening.soften")
    shutil.copy(recording, here / "folder")
    (here / "spoiled").mkdir()
    _, _, cut = (path for _, path, _ in spoiled_files(recording, here / "spoiled"))
    cut.rename(here / "cut.soften")
    shutil.rmtree(here / "spoiled")
    older = ROOT / "tests" / "sessions" / "older" / "version_3.soften.gz"
    (here / "older.soften").write_bytes(gzip.decompress(older.read_bytes()))
    made_rooms.room(here / "hall", {"fern": made_groups.FOLLOWS, "moss": made_groups.ALONE})
    text = "".join(f"{rr}\n" for rr in foreign_files.RR_MS)
    (here / "rr.txt").write_text(text)
    (here / "folder" / "rr.txt").write_text(text)
    with zipfile.ZipFile(here / "export.zip", "w") as zipped:
        zipped.writestr("2026-03-05_RR.csv", foreign_files.hrv_logger_newer())
    (here / "edits.json").write_text('[{"do": "delete", "beat": 5}]')
    (here / "passphrase").write_text(f"{KEY_PASSPHRASE}\n")
    write_track(here / "teacher.mp3", tone(12.0, 44_100), 44_100)
    protocol = write_protocol(here / "lights.toml", baseline_s=12, practice_s=22, jitter_s=2)
    write_donors(home / "earlier", protocol)
    plan = Plan(protocol=protocol, participants=20, block_sizes=(4,), donors=home / "earlier")
    found(home / "lights", home / "lights" / KEY, plan, SEAL)
    return folder


class Tried(NamedTuple):
    """What was run for a command of a page, and what it printed."""

    words: list[str]
    printed: Printed


def attempt(command: str, prepared: Path, folder: Path) -> Tried:
    """Run a command of a page in a copy of the prepared folder, after those that it needs."""
    shutil.copytree(prepared, folder)
    with contextlib.chdir(folder / "here"), patch.dict(os.environ, {"HOME": str(folder / "home")}):
        for needs in _needs(command):
            for before in needs.first:
                tried = _run(f"soften {before}", folder)
                assert tried.printed.code == 0, tried
        return _run(command, folder)


def _run(command: str, folder: Path) -> Tried:
    words = typed(command)
    if any(needs.passphrase for needs in _needs(command)):
        words = ["--passphrase-file", "passphrase", *words]
    answers = "".join(needs.typed for needs in _needs(command))
    try:
        with patch.object(sys, "stdin", io.StringIO(answers)):
            return Tried(words, run(*words, data=folder / "data"))
    finally:
        GIVEN.forget()  # a program of its own would know it no more


def typed(command: str) -> list[str]:
    """Return what is typed behind `soften` to run a command of a page here.

    A sensor that is named is read as `soften` reads it, and then the simulated heart stands for it.
    """
    means = {word: meant for needs in _needs(command) for word, meant in needs.means.items()}
    words = [each for word in words_of(command)[1:] for each in _meant(word, means)]
    if "--help" in words:
        return words
    if (place := next((at for at, word in enumerate(words) if word in _PRACTICES), None)) is not None:
        words = _with_simulated_hearts(words)
        if words[0] != "study" and words[place] != "demonstrate" and not _is_word(words[place + 1 : place + 2]):
            words.insert(place + 1, _SHORT)
    return words + [each for needs in _needs(command) for each in needs.more if each not in words]


def _meant(word: str, means: Mapping[str, str]) -> list[str]:
    name, equals, spec = word.partition("=")
    if equals and spec in means:  # a seat: Fern=SPEC
        return [f"{name}={means[spec]}"]
    # What stands for three dots is several words, and everything else is one.
    meant = means[word].split() if word == "..." else [means.get(word, word)]
    return [str(Path(each).expanduser()) if each.startswith("~") else each for each in meant]


def _with_simulated_hearts(words: list[str]) -> list[str]:
    if not {"--sensor", "--seat"} & set(words):
        return [*words, "--sensor", "simulated"]
    heard = list(words)
    for at, word in enumerate(heard[1:], start=1):
        if heard[at - 1] == "--sensor" and word != "none":
            parse_sensor(word)
            heard[at] = "simulated"
    return heard


def _is_word(words: list[str]) -> bool:
    return bool(words) and not words[0].startswith("-")


def _needs(command: str) -> list[Needs]:
    return [needs for needs in NEEDS if f"{command} ".startswith(f"{needs.words} ")]
