"""Hostile files: refused or read within bounded time and memory; nothing runs, and nothing is written over."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.rigs.files.hostile_files import KINDS, RUNS, endless, files_in, running
from tests.rigs.files.recorded_practice import record
from tests.rigs.suite import programs
from tests.rigs.words.spoken_commands import Printed
from tests.soak.row import LONG, Amounts, Row
from tests.soak.tree import contents, sentence

ROOT = Path(__file__).resolve().parents[2]

LONGEST_S = 10.0
"""Processor seconds that a command may take for one file: a choice; what it may unpack takes a second or two."""

MOST_MIB = 600.0
"""Memory that it may take beyond what a program has: a choice, twice what is promised for reading one file."""

OF_RECORDINGS = (
    *("analyse", "verify", "sessions show", "replay", "report", "export --format kubios", "export --format bids"),
    *("sessions share", "sessions mend --to mended.soften", "sessions upgrade", "methods", "beats --list"),
)
OF_FILES = (
    *("import", "analyse", "verify", "begin --terminal --speed 100 --sensor replay:{}", "practices check"),
    "beats sound.soften --edits",
)
WARM = ("analyse", "verify", "replay", "sessions show", "export --format kubios --to")
"""Commands that have everything imported by then, so that it is not measured with every file."""

SHORT_EVERY = 8  # files of a kind, in every run of the tests: a choice
SHORT_OF_RECORDINGS, SHORT_OF_FILES = ("analyse",), ("import",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command came to, as `tests.soak.reading` tells it."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    noted: Sequence[str]
    ended: str
    took_s: float
    grew_mib: float

    def wrong(self) -> Iterator[str]:
        """Yield what is not as promised."""
        said = self.out + self.err
        if self.ended:
            yield self.ended
        if "FOREIGN" in self.err or "fault of ours" in self.err or "Traceback" in said:
            yield self.err[-300:]
        if self.code and not said.strip():
            yield f"ended with {self.code} and said nothing"
        if signs := {f"U+{ord(sign):04X}" for sign in said if sign != "\n" and unicodedata.category(sign) in _UNSEEN}:
            yield f"signs that a terminal obeys or nobody sees: {sorted(signs)}"
        if self.took_s > LONGEST_S or self.grew_mib > MOST_MIB:
            yield f"took {self.took_s:.1f} s and {self.grew_mib:.0f} MiB"
        yield from self.noted


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


class Reader:
    """The program that reads, with a person of its own, once it has run what is ``warm``; a context manager."""

    def __init__(self, folder: Path, warm: Sequence[str]) -> None:
        self.data = folder / "data"
        self.written = folder / "written"
        passing = folder / "passing"
        for each in (self.data, self.written, passing):
            each.mkdir()
        self._program = programs.start(
            [sys.executable, "-m", "tests.soak.reading", str(self.data), *warm],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # What Python compiles and keeps for itself is nothing that a file wrote.
            env=os.environ | {"TMPDIR": str(passing), "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )

    def ask(self, *words: str) -> Answer:
        """Run a command."""
        self._program.stdin.write(json.dumps([words, str(self.written)]) + "\n")
        self._program.stdin.flush()
        printed: dict[str, Any] = json.loads(self._program.stdout.readline())
        return Answer(words=words, **printed)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._program.stdin.close()
        self._program.stdout.close()
        self._program.kill_all()
        self._program.wait()


def soak(folder: Path, amounts: Amounts) -> Iterator[Row]:
    """Hand every file of every kind to the commands that would read it."""
    canary, sound = folder / "canary", folder / "sound.soften"
    canary.mkdir()
    record(sound)
    shutil.copy(sound, canary / "precious.soften")
    (canary / "precious.csv").write_text("800\n" * 60)
    before = contents(canary)
    at_length = amounts.line_bytes >= LONG.line_bytes
    with Reader(folder, WARM if at_length else SHORT_OF_RECORDINGS) as reader:
        for kind, make in KINDS.items():
            (place := folder / make.__name__).mkdir()
            make(place, sound, canary)
            yield _row(kind, place, reader, at_length=at_length, kept=(canary, before))
            shutil.rmtree(place)
        (place := folder / "endless").mkdir()
        endless(place, amounts.line_bytes)
        kind = f"lines of {amounts.line_bytes / 2**20:.0f} MiB, and files of a GiB"
        yield _row(kind, place, reader, at_length=at_length, kept=(canary, before))


def _row(kind: str, place: Path, reader: Reader, *, at_length: bool, kept: tuple[Path, dict[str, str]]) -> Row:
    answers: list[Answer] = []
    broken: list[str] = []
    files = list(files_in(place))[:: 1 if at_length else SHORT_EVERY]
    for path in files:
        for words in _commands(path, at_length=at_length):
            answer = reader.ask(*words)
            answers.append(answer)
            broken += [f"{words[0]} {path.name!r}: {each}" for each in answer.wrong()]
            if place.name == running.__name__ and path.stem in RUNS and not answer.code:
                broken.append(f"{words[0]} {path.name!r}: it was read")
        shutil.rmtree(reader.written)
        reader.written.mkdir()
    canary, before = kept
    now = contents(canary)
    broken += [f"{name} was written over or made" for name in {*before, *now} if before.get(name) != now.get(name)]
    said = Counter(sentence(Printed(each.code, "", each.err)) for each in answers if each.err.strip())
    return Row(
        fault=kind,
        seen="; ".join(text for text, _ in said.most_common(1)),
        lost="nothing",
        measured=f"{len(files)} files, {len(answers)} commands, {sum(not each.code for each in answers)} went through; "
        f"at most {max(each.took_s for each in answers):.1f} s ({LONGEST_S:.0f} s) and "
        f"{max(each.grew_mib for each in answers):.0f} MiB ({MOST_MIB:.0f} MiB)",
        broken=tuple(broken),
    )


def _commands(path: Path, *, at_length: bool) -> Iterator[tuple[str, ...]]:
    if path.suffix == ".soften":
        every = OF_RECORDINGS if at_length else SHORT_OF_RECORDINGS
    else:
        every = OF_FILES if at_length else SHORT_OF_FILES
    for command in every:
        words = [word.replace("{}", str(path)) for word in command.split()]
        if "sound.soften" in words:
            words[words.index("sound.soften")] = str(path.parent.parent / "sound.soften")
        yield tuple(words) if "{}" in command else (*words, str(path))
