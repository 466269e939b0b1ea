"""Provokes every error of a study and of its files."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from biofeedback.app.practices.practice_library import practice_meant
from biofeedback.app.protocol_start import protocol_start
from biofeedback.app.study.cluster import ClusterWorkers
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.reporting import form_of
from biofeedback.app.study.running import run
from biofeedback.app.study.sealed.study_file import STUDY
from biofeedback.app.study.summarising import summary_of
from biofeedback.app.study.workers import LONGEST_FILE_S, LocalWorkers
from biofeedback.app.study_session import unblinded
from biofeedback.cli.study.options import AnalysisOptions
from biofeedback.cli.study.run import run_study
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import RecordingError
from biofeedback.hub import Inbox
from biofeedback.study_codes import participant_code
from sessions.recorder import Recorder
from tests.rigs.files import poisonous_files
from tests.rigs.practices.protocols import session_of, write_protocol
from tests.rigs.studies import made_study
from ui.words.errors import error_sentence
from ui.words.languages import english

_NO_CODES = {
    "": "empty",
    "anna@example.org": "e-mail",
    "12.03.1984": "date",
    "+44 20 7946 0000": "telephone",
    "999999": "long number",
    "JD1984": "year",
    "Anna": "name",
    "JD": "letters alone",
    "P_01": "other signs",
    "A01-B02-C03-D04": "too long",
}


def study_errors(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    yield "study: no folder", lambda: run_study(english(), AnalysisOptions(folder=folder / "nowhere"))
    (folder / "empty study").mkdir()
    yield "study: no files", lambda: run_study(english(), AnalysisOptions(folder=folder / "empty study"))
    yield "study: no beats", lambda: _no_beats(_silent(folder / "silent.soften"))
    yield "study: not written", lambda: _unwritable(folder / "held")
    yield "study: report ends otherwise", lambda: form_of(folder / "report.docx")
    yield "study: allocation unreadable", lambda: _wrong_allocation(folder / "allocated")
    yield "study: allocation alone", lambda: _allocation_alone(folder / "alone")
    yield "study: no scheduler", lambda: ClusterWorkers("127.0.0.1:1", StudySettings())
    yield "study: no address", lambda: ClusterWorkers("nowhere://somewhere", StudySettings())
    yield "study: hangs", lambda: _ended(folder / "hangs", poisonous_files.HANGS, longest_s=1.0)
    yield "study: kills", lambda: _ended(folder / "kills", poisonous_files.KILLS)
    yield "study: changed", lambda: _ended(folder / "changed", poisonous_files.GROWS)
    yield "study: stumbles", lambda: _ended(folder / "stumbles", poisonous_files.STUMBLES)
    protocol = practice_meant(str(write_protocol(folder / "protocol.toml")))
    silent = _silent(folder / "donor.soften")
    yield "protocol: not ready", lambda: protocol_start(protocol, session_of("quillon", None))
    yield "protocol: donor missing", lambda: protocol_start(protocol, unblinded("quillon"))
    another = _silent(folder / "another.soften", {"protocol_sha256": "00"})
    yield "protocol: donor of another", lambda: protocol_start(protocol, unblinded("quillon", another))
    yield "protocol: donor without warmth", lambda: protocol_start(protocol, unblinded("quillon", silent))
    for typed, look in _NO_CODES.items():
        yield f"study code: {look}", lambda typed=typed: participant_code(typed)  # type: ignore[misc]


def _silent(path: Path, facts: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Return a recording of a strap that never sent a beat."""
    recorder, inbox = Recorder(path, {"source": "strap", **facts}, print), Inbox()
    inbox.put(None)
    recorder.start(inbox)
    recorder.join()
    return path


def _no_beats(path: Path) -> RecordingError:
    problem = analyse_file(path, StudySettings()).problem
    assert problem is not None
    assert problem.code == StudyErrorCode.NO_BEATS
    error = RecordingError(StudyErrorCode.NO_BEATS, path.name)
    assert error_sentence(error, english()) == problem.sentence
    return error


def _unwritable(folder: Path) -> None:
    folder.mkdir()
    (folder / "rr.txt").write_text("800\n810\n" * 30)
    (folder / "results").write_text("in the way")
    run_study(english(), AnalysisOptions(folder=folder))


def _wrong_allocation(folder: Path) -> None:
    results = made_study.made_study(folder, {})
    made_study.allocation(folder)
    (folder / "allocation.csv").write_text("who,what\n")
    summary_of(folder, results, 1)


def _allocation_alone(folder: Path) -> None:
    results = made_study.made_study(folder, {})
    made_study.allocation(folder)
    (folder / STUDY).unlink()
    summary_of(folder, results, 1)


def _ended(folder: Path, name: str, longest_s: float = LONGEST_FILE_S) -> object:
    folder.mkdir()
    (folder / name).write_text("800\n810\n" * 30)
    settings = StudySettings()
    kept = KeptResults(folder / "results", settings)
    analyse = poisonous_files.analysed
    workers = LocalWorkers(1, settings, longest_s=longest_s, analyse=analyse)
    (done,) = run(folder, [name], kept, workers)
    return done.error
