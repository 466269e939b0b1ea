"""The tables of a study in long form, from the results of its files, a file at a time."""

from __future__ import annotations

import json
import math
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.files import files_of
from biofeedback.files.private import open_private_text
from biofeedback.signals.cautions import LOW_COVERAGE_SHARE
from biofeedback.signals.definitions import DEFINITIONS
from sessions.arrays.table import Column
from sessions.studies.long_tables import write_long_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from biofeedback.app.study.kept import KeptResults
    from biofeedback.app.study.result import Block, FileResult, Heart
    from sessions.arrays.table import Row

_WHICH = (
    Column("file", "text", "", "The file, below the folder of the study."),
    Column("part", "whole", "", "Which of the recordings in the file, from 1 on."),
    Column("heart", "text", "", "Which heart of the recording."),
    Column("practice", "text", "", "What was practised, where the recording says it."),
    Column("started_at", "text", "", "When the recording began, where it says it."),
    Column("simulated", "text", "", "`yes` where the heart is a simulated one."),
    Column("block", "whole", "", "0 for the whole recording, then its steps from 1 on."),
    Column("block_name", "text", "", "What the practice calls the step; empty for the whole."),
    Column("from_s", "number", "s", "Where the block begins, from the beginning of the recording."),
    Column("until_s", "number", "s", "Where it ends."),
    Column("beats", "whole", "", "How many intervals there are in the block."),
    Column("coverage_share", "number", "", "The share of its time that beats cover (sum of intervals over time)."),
    Column("corrected_ratio", "number", "", "The share of its beats that were corrected."),
    Column("cautions", "text", "", "What is to be said of all of its numbers, as codes with spaces between them."),
    Column("excluded", "text", "", "Why the block is to be left out, as a code; empty where it may be counted."),
)
NUMBERS = (
    *_WHICH,
    Column("number", "text", "", "The name of the number; docs/signals.md defines each."),
    Column("value", "number", "", "Its value; empty where it is not known."),
    Column("unit", "text", "", "The unit of the value."),
    Column("reason", "text", "", "Why it is not known, as a code."),
    Column("version", "whole", "", "The version of its definition."),
)
"""What a row of ``numbers`` holds: one number of one block."""

FILES = (
    Column("file", "text", "", "The file, below the folder of the study."),
    Column("sha256", "text", "", "The SHA-256 of the file."),
    Column("kind", "text", "", "`recording`, or the name of the importer that read it."),
    Column("hearts", "whole", "", "How many hearts with beats it holds."),
    Column("with_files", "text", "", "Files of its folder that were read with it, with line breaks between them."),
    Column("remarks", "text", "", "How it was understood and what was not used, in sentences."),
)
"""What a row of ``files`` holds: one file of the study."""

EXCLUSIONS = (
    Column("file", "text", "", "The file, below the folder of the study."),
    Column("part", "whole", "", "Which of the recordings in the file; 0 where the whole file is meant."),
    Column("heart", "text", "", "Which heart; empty where the whole file is meant."),
    Column("block", "whole", "", "Which block; 0 where the whole is meant."),
    Column("reason", "text", "", "Why, as a code."),
    Column("said", "text", "", "Why, in a sentence."),
)
"""What a row of ``exclusions`` holds: a file without numbers, or a block that is to be left out."""

LOW_COVERAGE = "low-coverage"


class Gathered(NamedTuple):
    """What was written: the files, and how many files, hearts and exclusions are in them."""

    written: tuple[str, ...]
    files: int
    hearts: int
    without_numbers: int


def gather(folder: Path, to: Path, kept: KeptResults, troubles: Mapping[str, FileResult]) -> Gathered:
    """Write the tables of all files of a study.

    Parameters
    ----------
    folder : Path
        The folder of the study.
    to : Path
        Where the tables go.
    kept : KeptResults
        Where the results are.
    troubles : mapping of str to FileResult
        The files that have no result to keep, by name.

    Raises
    ------
    UsageError
        What writes Parquet is not installed.
    OSError
        They cannot be written.
    """
    counted = _Counted()
    results = partial(_results, folder, to, kept, troubles)
    written = write_long_tables(
        [
            ("files", FILES, _files(counted.each_of(results()))),
            ("numbers", NUMBERS, _numbers(results())),
            ("exclusions", EXCLUSIONS, _exclusions(results())),
        ],
        to,
        kept.provenance,
    )
    about = to / "provenance.json"
    about.unlink(missing_ok=True)
    with open_private_text(about) as file:
        json.dump(kept.provenance | {"definitions": _definitions()}, file, indent=1, ensure_ascii=False)
    return Gathered((*written, about.name), counted.files, counted.hearts, counted.without)


class _Found(NamedTuple):
    """A file of the study, with its digest and what it came to."""

    name: str
    sha256: str
    result: FileResult


class _Counted:
    """Counts what goes by."""

    def __init__(self) -> None:
        self.files = self.hearts = self.without = 0

    def each_of(self, found: Iterator[_Found]) -> Iterator[_Found]:
        """Yield what is found, and count it."""
        for each in found:
            self.files += 1
            self.hearts += len(each.result.hearts)
            self.without += each.result.trouble is not None
            yield each


def _results(folder: Path, to: Path, kept: KeptResults, troubles: Mapping[str, FileResult]) -> Iterator[_Found]:
    """Yield each file that was computed; what was read with another file is no file of its own."""
    with_others: set[str] = set()
    without: list[_Found] = []
    for name in files_of(folder, to):
        found = _found(folder, name, kept, troubles.get(name))
        if found is None:
            continue
        within = name[: len(name) - len(name.rpartition("/")[2])]
        with_others |= {within + each for each in found.result.with_files}
        if found.result.trouble is None:
            yield found
        else:
            without.append(found)
    yield from (each for each in without if each.name not in with_others)


def _found(folder: Path, name: str, kept: KeptResults, trouble: FileResult | None) -> _Found | None:
    try:
        place = kept.place(folder / name)
    except OSError:
        return None if trouble is None else _Found(name, "", trouble)
    result = trouble or kept.get(place)
    return None if result is None else _Found(name, place.sha256, result)


def _files(found: Iterator[_Found]) -> Iterator[Row]:
    for name, sha256, result in found:
        yield name, sha256, result.kind, len(result.hearts), "\n".join(result.with_files), " ".join(result.remarks)


def _numbers(results: Iterator[_Found]) -> Iterator[Row]:
    versions = {name: definition.version for name, definition in DEFINITIONS.items()}
    for name, _, result in results:
        for heart in result.hearts:
            for block in heart.blocks:
                which = _which(name, heart, block)
                for number in block.numbers:
                    unit = DEFINITIONS[number.name].unit
                    value = math.nan if number.value is None else float(number.value)
                    yield (*which, number.name, value, unit, number.reason, versions[number.name])


def _which(name: str, heart: Heart, block: Block) -> Sequence[object]:
    shares = [math.nan if share is None else share for share in (block.coverage_share, block.corrected_ratio)]
    where = (name, heart.part, heart.source, heart.practice, heart.started_at, heart.simulated, block.place, block.name)
    return (*where, block.from_s, block.until_s, block.beats, *shares, " ".join(block.cautions), _excluded(block))


def _excluded(block: Block) -> str:
    """Return why a block is to be left out; empty where it may be."""
    covers = block.coverage_share is not None and block.coverage_share >= LOW_COVERAGE_SHARE
    return "" if covers else LOW_COVERAGE


def _exclusions(results: Iterator[_Found]) -> Iterator[Row]:
    from ui.words.languages import english
    from ui.words.study_words import low_coverage_sentence

    said = low_coverage_sentence(LOW_COVERAGE_SHARE, english())
    for name, _, result in results:
        if result.trouble is not None:
            yield name, 0, "", 0, result.trouble.code, result.trouble.sentence
        for heart in result.hearts:
            for block in heart.blocks:
                if reason := _excluded(block):
                    yield name, heart.part, heart.source, block.place, reason, said


def _definitions() -> dict[str, dict[str, str]]:
    return {
        name: {"title": each.title, "unit": each.unit, "text": each.text, "source": each.source}
        for name, each in DEFINITIONS.items()
    }
