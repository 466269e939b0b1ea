"""Tables of a study of made-up people, without recordings: what a run would have gathered of them."""

import random
from collections.abc import Mapping
from pathlib import Path

from biofeedback.app.study.files import COMPUTED
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings
from biofeedback.app.study.result import Answer, Block, BlockNumber, FileProblem, FileResult, Heart, OfStudy
from biofeedback.app.study.sealed.study_file import Study
from biofeedback.app.study.tables import Ended, gather

KINDS = ("settle", "baseline", "practice", "recovery", "deep_breathing")
STUDY = "pause-1a2b3c4d"
"""What the made-up study is called."""

RISE_MS = {"real": 12.0, "sham": 2.0}
"""What the made-up RMSSD rises by in the practice, in each condition."""


def person(
    number: int, condition: str, *, study: str = STUDY, session: str = "1", coverage: float = 0.98, beats: bool = True
) -> FileResult:
    """Return what the recording of a made-up person comes to; the same for the same number."""
    chance = random.Random(number)
    blocks = [_block(place, kind, condition, coverage, chance) for place, kind in enumerate(("", *KINDS))]
    hearts = (Heart(part=1, source="strap", practice="pause", simulated="yes", blocks=tuple(blocks)),) if beats else ()
    of = OfStudy(study=study, participant=f"P{number:02}", study_session=session, protocol="pause")
    answers = tuple(
        Answer(form="how_it_is", moment=moment, question=question, kind=kind, value=value, took_s=4.0)
        for moment, more in (("before", 0), ("after", 11))
        for question, kind, value in (
            ("warmth", "visual_analogue", str(40 + number + more)),
            ("ease", "likert", "" if number == 3 else str(2 + more // 11)),
            ("own_words", "words", ""),
        )
    )
    problem = None if beats else FileProblem(code="study-no-beats", sentence="It holds no beats.")
    return FileResult(kind="recording", hearts=hearts, of=of, answers=answers, problem=problem)


def _block(place: int, kind: str, condition: str, coverage: float, chance: random.Random) -> Block:
    rise = RISE_MS[condition] if kind == "practice" else 0.0
    numbers = {
        "mean_hr_bpm": 70.0 + chance.gauss(0.0, 3.0),
        "rmssd_ms": 40.0 + rise + chance.gauss(0.0, 4.0),
        "coherence_share": 0.4 + chance.gauss(0.0, 0.05),
        "beats": 300.0,
    }
    known = tuple(BlockNumber(name=name, value=value) for name, value in numbers.items())
    return Block(
        place=place,
        name=kind,
        from_s=300.0 * place,
        until_s=300.0 * place + 300.0,
        beats=300,
        coverage_share=coverage if kind == "practice" else 0.98,
        corrected_ratio=0.01,
        cautions=(),
        numbers=(*known, BlockNumber(name="vlf_ms2", value=None, reason="vlf-too-short")),
        kind=kind,
    )


def made_study(folder: Path, people: Mapping[str, FileResult]) -> Path:
    """Write the tables of a study into a folder, and return the folder of its results."""
    results = folder / "results"
    results.mkdir(parents=True)
    kept = KeptResults(results / COMPUTED, StudySettings())
    gather(results, kept, {name: Ended(None, result) for name, result in people.items()})
    return results


def twenty(folder: Path) -> Path:
    """Write the tables of twenty people in two conditions, of whom some have faults, and return the results."""
    people = {f"recordings/p{number:02}.soften": person(number, condition_of(number)) for number in range(1, 21)}
    people["recordings/p05.soften"] = person(5, condition_of(5), coverage=0.5)
    people["recordings/p06.soften"] = person(6, condition_of(6), beats=False)
    people["anna.txt"] = FileResult(
        problem=FileProblem(code="study-worker-died", sentence="anna.txt ended its worker.")
    )
    return made_study(folder, people)


def condition_of(number: int) -> str:
    """Return the condition of a made-up person."""
    return "real" if number % 2 else "sham"


def allocation(folder: Path) -> None:
    """Write what the opened key says, and of which study."""
    codes = tuple(f"P{number:02}" for number in range(1, 21))
    study = Study(
        folder=folder, name=STUDY, protocol="pause.toml", protocol_sha256="0" * 64, sessions=1, participants=codes
    )
    study.path.write_text(study.text(), encoding="utf-8")
    rows = "".join(f"P{number:02},{condition_of(number)},,1,4,\r\n" for number in range(1, 21))
    (folder / "allocation.csv").write_text(f"participant,condition,stratum,block,block_size,donors\r\n{rows}")
