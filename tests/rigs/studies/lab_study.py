"""A small study as a lab would do it: drawn, twenty people in two conditions, a poisonous file, the key opened, tables.

``python -m tests.rigs.studies.lab_study FOLDER`` does it with twenty simulated people, and says what every step
printed; `make lab-study` keeps nothing of it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sessions.sealed.passphrases import GIVEN
from tests.rigs.studies.small_studies import CONDITIONS, KEY_PASSPHRASE, write_protocol
from tests.rigs.words.spoken_commands import Printed, run

SPEED = "100"


class Said(NamedTuple):
    """One command of a lab, and what it printed."""

    words: tuple[str, ...]
    printed: Printed


class Lab:
    """A folder in which a lab does one study.

    Parameters
    ----------
    folder : Path
        Where everything goes.
    participants : int
        How many take part.
    """

    def __init__(self, folder: Path, participants: int) -> None:
        self.folder = folder
        self.study = folder / "study"
        self.codes = [f"P{number:02d}" for number in range(1, participants + 1)]
        self._data = folder / "data"
        self._data.mkdir(parents=True)
        (self._data / "opening_page_shown").touch()
        self._passphrase = folder / "passphrase"
        self._passphrase.write_text(KEY_PASSPHRASE + "\n")
        self.protocol = write_protocol(folder / "lights.toml", baseline_s=12, practice_s=22, jitter_s=2)
        (folder / "earlier").mkdir()

    def record_donors(self, count: int = 3) -> Iterator[Said]:
        """Record hearts whose feedback is replayed later, in the condition with feedback of one's own."""
        for number in range(count):
            words = ("--condition", CONDITIONS[0], "--output", str(self.folder / "earlier" / f"{number}.soften"))
            yield self._say("begin", str(self.protocol), *words, *_HOW, "--seed", str(number))

    def draw(self, *words: str) -> Said:
        """Make the study."""
        count = str(len(self.codes))
        donors = ("--donors", str(self.folder / "earlier"))
        init = ("study", "init", str(self.study), "--protocol", str(self.protocol), "--participants", count)
        return self._with_key(*init, *donors, *words)

    def session(self, code: str, *words: str) -> Said:
        """Do the next session of a participant."""
        return self._say("study", "begin", str(self.study), "--participant", code, *_HOW, *words)

    def status(self) -> Said:
        """Look at who has done what."""
        return self._say("study", "status", str(self.study))

    def open_key(self) -> Said:
        """Open the key."""
        words = ("--yes", "--by", "AB", "--why", "all sessions are done")
        return self._with_key("study", "open", str(self.study), *words)

    def analyse(self) -> Said:
        """Analyse everything, on one processor."""
        return self._say("study", "run", str(self.study), "--workers", "1")

    def report(self) -> Said:
        """Write the report."""
        return self._say("study", "report", str(self.study))

    def _say(self, *words: str) -> Said:
        return Said(words, run(*words, data=self._data))

    def _with_key(self, *words: str) -> Said:
        try:
            return self._say("--passphrase-file", str(self._passphrase), *words)
        finally:
            GIVEN.forget()  # a program of its own would know it no more


_HOW = ("--sensor", "simulated", "--terminal", "--speed", SPEED, "--no-sound")


def whole_study(folder: Path, participants: int = 20) -> Iterator[Said]:
    """Yield every command of a study from its beginning to its report."""
    lab = Lab(folder, participants)
    yield from lab.record_donors()
    yield lab.draw()
    for code in lab.codes:
        yield lab.session(code)
    yield lab.session(lab.codes[0])  # done already: refused
    yield lab.status()
    (lab.study / "recordings" / "poison.soften").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    yield lab.analyse()
    yield lab.open_key()
    yield lab.analyse()
    yield lab.report()
    yield lab.status()


if __name__ == "__main__":
    for said in whole_study(Path(sys.argv[1])):
        text = f"$ soften {' '.join(said.words)}\n{said.printed.out}{said.printed.err}[{said.printed.code}]\n"
        sys.stdout.write(text)
