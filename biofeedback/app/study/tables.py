"""The tables of a study in long form, from the results of its files, a file at a time."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.columns import PROVENANCE, TABLES
from biofeedback.files.whole import whole_file
from biofeedback.signals.cautions import LOW_COVERAGE_SHARE
from biofeedback.signals.definitions import DEFINITIONS
from sessions.studies.long_tables import write_long_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from biofeedback.app.study.kept import KeptResults, Place
    from biofeedback.app.study.result import Block, FileResult, Heart
    from biofeedback.app.study.running import Done
    from sessions.arrays.table import Row

LOW_COVERAGE = "low-coverage"
COPY = "copy-of-another"


class Ended(NamedTuple):
    """What became of a file of the study, as far as it has to be remembered until the tables are written.

    Attributes
    ----------
    place : Place or None
        Where its result is kept, or would be.
    result : FileResult or None
        The result itself where it is not kept.
    """

    place: Place | None
    result: FileResult | None


class Gathered(NamedTuple):
    """What was written: the files, and how many files, hearts and exclusions are in them."""

    written: tuple[str, ...]
    files: int
    hearts: int
    without_numbers: int


def ended(done: Done) -> Ended:
    """Return what has to be remembered of a file: little, unless its result is not kept."""
    problem = done.result.problem
    is_kept = done.error is None and (problem is None or not problem.may_pass)
    return Ended(done.place, None if is_kept else done.result)


def gather(to: Path, kept: KeptResults, files: Mapping[str, Ended]) -> Gathered:
    """Write the tables of a study.

    Parameters
    ----------
    to : Path
        The folder for the tables.
    kept : KeptResults
        Where the results are.
    files : mapping of str to Ended
        The files of the study by name, with what became of each; in any order.

    Raises
    ------
    UsageError
        What writes Parquet is not installed.
    OSError
        They cannot be written.
    """
    counted = _Counted()
    results = partial(_results, kept, files)
    rows = {
        "files": _files(counted.each_of(results())),
        "numbers": _numbers(results()),
        "exclusions": _exclusions(results()),
        "answers": _answers(results()),
    }
    written = write_long_tables([(name, TABLES[name], of) for name, of in rows.items()], to, kept.provenance)
    about = to / PROVENANCE
    with whole_file(about, over=True) as whole:
        text = json.dumps(kept.provenance | {"definitions": _definitions()}, indent=1, ensure_ascii=False)
        whole.file.write(text.encode())
    return Gathered((*written, about.name), counted.files, counted.hearts, counted.without)


class _Found(NamedTuple):
    """A file of the study, with its digest, what it came to, and the name of the one it is a copy of, if it is."""

    name: str
    sha256: str
    result: FileResult
    copy_of: str = ""


class _Counted:
    """Counts what goes by."""

    def __init__(self) -> None:
        self.files = self.hearts = self.without = 0

    def each_of(self, found: Iterator[_Found]) -> Iterator[_Found]:
        """Yield what is found, and count it."""
        for each in found:
            self.files += 1
            self.hearts += len(each.result.hearts)
            self.without += each.result.problem is not None
            yield each


def _results(kept: KeptResults, files: Mapping[str, Ended]) -> Iterator[_Found]:
    """Yield each file that was computed, in the order of names; what was read with another file is none of its own."""
    with_others: set[str] = set()
    without: list[_Found] = []
    first: dict[str, str] = {}
    for name, (place, known) in sorted(files.items()):
        result = known or (kept.get(place) if place is not None else None)
        if result is None:
            continue
        sha256 = "" if place is None else place.sha256
        within = name[: len(name) - len(name.rpartition("/")[2])]
        with_others |= {within + each for each in result.with_files}
        if result.problem is not None:
            without.append(_Found(name, sha256, result))
        elif result.with_files or not sha256:  # what is in the others may differ
            yield _Found(name, sha256, result)
        else:
            there = first.setdefault(sha256, name)
            yield _Found(name, sha256, result, "" if there == name else there)
    yield from (each for each in without if each.name not in with_others)


def _person(result: FileResult) -> tuple[str, str, str, str]:
    return result.of.study, result.of.participant, result.of.study_session, result.of.blinded


def _files(found: Iterator[_Found]) -> Iterator[Row]:
    for name, sha256, result, _ in found:
        of = (*_person(result), result.of.protocol, result.of.protocol_sha256)
        also = "\n".join(result.with_files), " ".join(result.remarks)
        yield name, sha256, result.kind, len(result.hearts), *of, *also


def _numbers(results: Iterator[_Found]) -> Iterator[Row]:
    versions = {name: definition.version for name, definition in DEFINITIONS.items()}
    for found in results:
        for heart in found.result.hearts:
            for block in heart.blocks:
                which = _which(found, heart, block)
                for number in block.numbers:
                    unit = DEFINITIONS[number.name].unit
                    value = math.nan if number.value is None else float(number.value)
                    yield (*which, number.name, value, unit, number.reason, versions[number.name])


def _which(found: _Found, heart: Heart, block: Block) -> Sequence[object]:
    shares = [math.nan if share is None else share for share in (block.coverage_share, block.corrected_ratio)]
    made = (heart.practice, heart.started_at, heart.simulated, *_person(found.result), found.result.of.protocol)
    where = (block.place, block.name, block.kind, block.label, block.from_s, block.until_s)
    counts = (block.beats, *shares, " ".join(block.cautions), _excluded(found, block))
    return (found.name, heart.part, heart.source, *made, *where, *counts)


def _excluded(found: _Found, block: Block) -> str:
    """Return why a block is to be left out; empty where it may be counted."""
    if found.copy_of:
        return COPY
    covers = block.coverage_share is not None and block.coverage_share >= LOW_COVERAGE_SHARE
    return "" if covers else LOW_COVERAGE


def _exclusions(results: Iterator[_Found]) -> Iterator[Row]:
    from ui.words.languages import english
    from ui.words.studies.study_words import copy_sentence, low_coverage_sentence

    said = low_coverage_sentence(LOW_COVERAGE_SHARE, english())
    for found in results:
        name, _, result, copy_of = found
        person = _person(result)
        if result.problem is not None:
            yield name, 0, "", *person, 0, result.problem.code, result.problem.sentence
        if copy_of:
            yield name, 0, "", *person, 0, COPY, copy_sentence(copy_of, english())
            continue
        for heart in result.hearts:
            for block in heart.blocks:
                if reason := _excluded(found, block):
                    yield name, heart.part, heart.source, *person, block.place, reason, said


def _answers(results: Iterator[_Found]) -> Iterator[Row]:
    for found in results:
        if not found.copy_of:
            for each in found.result.answers:
                yield (found.name, *_person(found.result), *asdict(each).values())


def _definitions() -> dict[str, dict[str, str]]:
    return {
        name: {"title": each.title, "unit": each.unit, "text": each.text, "source": each.source}
        for name, each in DEFINITIONS.items()
    }
