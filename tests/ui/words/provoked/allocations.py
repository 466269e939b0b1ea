"""Provokes every error of a study with sealed conditions."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from biofeedback.app.study.sealed.beginning import held, next_session, ready
from biofeedback.app.study.sealed.sessions_there import recording_path
from biofeedback.app.study.sealed.study_file import KEY, Study, read_study
from biofeedback.app.study.sealed.unsealing import unseal
from biofeedback.cli.study.init import InitOptions, init
from biofeedback.cli.study.open import open_key
from sessions.sealed import passphrases
from tests.rigs.studies.small_studies import (
    RATES,
    SEAL,
    make_study,
    plan_of,
    write_donors,
    write_protocol,
    write_recording,
)
from ui.words.languages import english


def allocation_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    patch.setattr(passphrases, "ITERATIONS", 1000)  # else each of these takes a third of a second
    folder = folder / "allocations"
    folder.mkdir()
    yield from _of_plans(folder)
    yield from _of_sessions(make_study(folder, "sessions", sessions=2))
    yield from _of_files(folder)


def _of_plans(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    plain = write_protocol(folder / "plain.toml", "").read_text().replace("by_condition = true\n", "")
    (folder / "plain.toml").write_text(plain)
    rates = write_protocol(folder / "rates.toml", RATES)
    short = write_donors(folder / "short", write_protocol(folder / "lights.toml"), 1, 54.0)
    (folder / "nobody").mkdir()
    made = make_study(folder, "made")
    (folder / "taken").mkdir()
    (folder / "taken" / KEY).touch()
    for name, plan in {
        "no conditions": {"protocol": folder / "plain.toml", "donors": None},
        "block of three": {"block_sizes": (3,)},
        "stratum twice": {"strata": ("A", "A")},
        "too large": {"participants": 5001, "strata": ("A", "B")},
        "no donors named": {"donors": None},
        "donors named for nothing": {"protocol": rates},
        "no donors": {"donors": folder / "nobody"},
        "short donors": {"donors": short},
    }.items():
        yield f"allocation: {name}", lambda plan=plan: make_study(folder, "new", **plan)  # type: ignore[misc]
    yield "allocation: there already", lambda: make_study(folder, "made")
    yield "allocation: in the way", lambda: make_study(folder, "taken")
    options = InitOptions(folder=folder / "asked", protocol=folder / "lights.toml", participants=4)
    with_donors = InitOptions(
        folder=options.folder, protocol=options.protocol, participants=4, donors=plan_of(folder).donors
    )
    yield "allocation: nobody to ask for a passphrase", lambda: init(english(), with_donors)
    yield "allocation: nobody to ask whether it is meant", lambda: open_key(english(), made.folder)


def _of_sessions(study: Study) -> Iterable[tuple[str, Callable[[], object]]]:
    for participant, session, ended in (("P01", 1, "complete"), ("P01", 2, "complete"), ("P02", 1, "")):
        write_recording(recording_path(study, participant, session), 2.0, ended=ended)
    yield "allocation: participant unknown", lambda: next_session(study, "P05")
    yield "allocation: session unknown", lambda: next_session(study, "P01", 3)
    yield "allocation: session there", lambda: next_session(study, "P01", 1)
    yield "allocation: session without an end", lambda: next_session(study, "P02")
    yield "allocation: all sessions done", lambda: next_session(study, "P01")
    yield "allocation: session goes on", lambda: _twice(study)


def _twice(study: Study) -> None:
    with held(study, "P03"), held(study, "P03"):
        pass


def _of_files(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    yield "allocation: no study", lambda: read_study(folder / "nobody")
    yield "allocation: key gone", lambda: unseal(make_study(folder, "no key"), folder / "no.key", passphrase=SEAL)
    for name, file, text in (
        ("public file no toml", "study.toml", "format = "),
        ("public file changed", "study.toml", "format = 1"),
        ("protocol gone", "lights.toml", ""),
        ("protocol changed", "lights.toml", 'name = "lights"'),
        ("running file gone", "running.sealed", ""),
        ("running file damaged", "running.sealed", "nothing"),
        ("donor changed", "donors/donor-1.soften", "nothing"),
    ):
        yield f"allocation: {name}", lambda name=name, file=file, text=text: _with(folder / name, file, text)  # type: ignore[misc]
    yield "allocation: form changed", lambda: _form_changed(folder / "form changed")
    yield "allocation: of another study", lambda: _of_another(folder)
    yield "allocation: not written", lambda: _not_written(make_study(folder, "full"))


def _with(folder: Path, file: str, text: str) -> None:
    study = make_study(folder.parent, folder.name, seed=0)  # from which P01 has the first donor
    if text:
        (folder / file).write_text(text)
    else:
        (folder / file).unlink()
    ready(read_study(study.folder), "P01", 1)


def _form_changed(folder: Path) -> None:
    folder.mkdir()
    protocol = write_protocol(folder / "lights.toml")
    protocol.write_text(protocol.read_text().replace("[protocol]", '[protocol]\nforms_before = ["how_it_is"]'))
    study = make_study(folder)
    (study.folder / "forms").mkdir()
    (study.folder / "forms" / "how_it_is.toml").write_text("# another one")
    ready(study, "P01", 1)


def _of_another(folder: Path) -> None:
    one, other = make_study(folder, "one"), make_study(folder, "other")
    unseal(one, other.folder / KEY, passphrase=SEAL)


def _not_written(study: Study) -> None:
    (study.folder / "openings.csv").mkdir()
    unseal(study, study.folder / KEY, passphrase=SEAL)
