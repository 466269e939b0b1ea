"""The folder of a study with sealed conditions, and its public file, `study.toml`, which says nothing of conditions."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.practices.form_library import FOLDER as FORMS
from biofeedback.app.practices.practice_library import SUFFIX, read_file
from biofeedback.app.study.kept import digest_of
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.files.ordinary import UnfitFileError, read_ordinary
from biofeedback.study_codes import participant_code

if TYPE_CHECKING:
    from biofeedback.practice.script.model import Practice

STUDY = "study.toml"
KEY = "allocation.key"
RUNNING = "running.sealed"
SECRET = "running.secret"
RECORDINGS = "recordings"
DONORS = "donors"
OPENINGS = "openings.csv"
ALLOCATION = "allocation.csv"

FORMAT = 1
"""Of the file and of what lies beside it; another one is not read."""

MOST_PARTICIPANTS = 10_000
"""People: a choice, far above any study."""

MOST_SESSIONS = 100
"""Of each participant: a choice, far above any study."""

_LARGEST_BYTES = 1_048_576  # of the file: ten thousand codes take a tenth of it

_TEXT = """\
# A study of Soften with sealed conditions. Who is in which one does not stand here.
format = {format}
study = "{study}"
protocol = {protocol}
protocol_sha256 = "{sha256}"
sessions = {sessions}
participants = [
{participants}]

# The SHA-256 of what lies beside the protocol and is asked or heard in it.
[beside]
{beside}"""

_NAME = re.compile(r"[a-z][a-z0-9_]*-[0-9a-f]{8}")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*")
_HASH = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"[^/\\\0]+\.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A study with sealed conditions, as everybody may know it.

    Attributes
    ----------
    folder : Path
        Where it lies.
    name : str
        The name of its protocol, with what tells it from another study of the same protocol.
    protocol : str
        The name of the protocol's file in the folder.
    protocol_sha256 : str
        The hash of that file.
    sessions : int
        How many sessions each participant has.
    participants : tuple of str
        Their codes.
    beside : tuple of (str, str)
        The files that the protocol names, such as forms and voices, with the hash of each, in the order of names.
    """

    folder: Path
    name: str
    protocol: str
    protocol_sha256: str
    sessions: int
    participants: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> Path:
        """Its file."""
        return self.folder / STUDY

    @property
    def beside_sha256(self) -> str:
        """The hashes of what lies beside the protocol, in the order of names, with spaces between them."""
        return " ".join(sha256 for _, sha256 in self.beside)

    def check(self, participant: str, session: int | None = None) -> None:
        """Raise a `UsageError` unless the study has this participant, and this session."""
        if participant not in self.participants:
            participant = participant_code(participant)  # what may be somebody's name is not said again
            first, last = self.participants[0], self.participants[-1]
            code = AllocationErrorCode.PARTICIPANT_UNKNOWN
            raise UsageError(code, participant=participant, first=first, last=last)
        if session is not None and not 1 <= session <= self.sessions:
            raise UsageError(AllocationErrorCode.SESSION_UNKNOWN, session=session, count=self.sessions)

    def text(self) -> str:
        """Return what stands in its file."""
        return _TEXT.format(
            format=FORMAT,
            study=self.name,
            protocol=json.dumps(self.protocol, ensure_ascii=False),
            sha256=self.protocol_sha256,
            sessions=self.sessions,
            participants="".join(f'    "{each}",\n' for each in self.participants),
            beside="".join(f'{json.dumps(name, ensure_ascii=False)} = "{sha256}"\n' for name, sha256 in self.beside),
        )


def read_study(folder: Path) -> Study:
    """Return the study of a folder.

    Raises
    ------
    RecordingError
        There is none, or its file is not as it was made.
    """
    path = folder / STUDY
    try:
        found = tomllib.loads(read_ordinary(path, _LARGEST_BYTES).decode())
    except FileNotFoundError as error:
        raise RecordingError(AllocationErrorCode.NO_STUDY, str(folder)) from error
    except (OSError, UnfitFileError, ValueError, RecursionError) as error:
        raise RecordingError(AllocationErrorCode.UNREADABLE, str(path), problem=_reason(error)) from error
    study = _study(folder, found)
    if study is None or found != tomllib.loads(study.text()):
        raise RecordingError(AllocationErrorCode.STUDY_CHANGED, str(path))
    return study


def protocol_of(study: Study) -> Practice:
    """Return the protocol of a study, which is as it was when the study was made.

    Raises
    ------
    RecordingError
        Its file or one that it names is gone, or was changed, or there is one of that name that was not there then.
    PracticeError
        Something beside it is not there any more, such as a voice.
    """
    path = study.folder / study.protocol
    try:
        changed = digest_of(path) != study.protocol_sha256
    except OSError as error:
        raise RecordingError(AllocationErrorCode.PROTOCOL_GONE, str(path), problem=_reason(error)) from error
    if changed:
        raise RecordingError(AllocationErrorCode.PROTOCOL_CHANGED, str(path))
    for name, sha256 in study.beside:
        _check_beside(study.folder / name, sha256)
    own = read_file(path)
    if own.practice is None:
        raise own.faults[0]
    for name in named_beside(own.practice, study.folder) - dict(study.beside).keys():
        raise RecordingError(AllocationErrorCode.BESIDE_CHANGED, str(study.folder / name))
    return own.practice


def named_beside(protocol: Practice, folder: Path) -> set[str]:
    """Return the names of the files that a protocol names and that lie beside it in a folder: voices, track, forms."""
    named = {prompt.voice for step in protocol.steps for prompt in step.prompts if prompt.voice}
    if protocol.track is not None:
        named.add(protocol.track.file)
    if protocol.protocol is not None:
        forms = (*protocol.protocol.forms_before, *protocol.protocol.forms_after)
        named |= {name for name in (f"{FORMS}/{form}{SUFFIX}" for form in forms) if (folder / name).exists()}
    return named


def _check_beside(path: Path, sha256: str) -> None:
    try:
        same = digest_of(path) == sha256
    except OSError:
        same = False
    if not same:
        raise RecordingError(AllocationErrorCode.BESIDE_CHANGED, str(path))


def _reason(error: BaseException) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return str(said).rstrip(".")


def _study(folder: Path, found: dict[str, object]) -> Study | None:
    """Return the study that these values make; None where they make none."""
    match found:
        case {
            "format": int(form),
            "study": str(name),
            "protocol": str(protocol),
            "protocol_sha256": str(sha256),
            "sessions": int(sessions),
            "participants": [_, *_] as codes,
            "beside": dict(beside),
        } if (
            form == FORMAT
            and all((_NAME.fullmatch(name), _FILE.fullmatch(protocol), _HASH.fullmatch(sha256)))
            and 1 <= sessions <= MOST_SESSIONS
            and len(codes) <= MOST_PARTICIPANTS
            and all(isinstance(each, str) and _CODE.fullmatch(each) for each in codes)
            and all(isinstance(each, str) and _HASH.fullmatch(each) for each in beside.values())
        ):
            return Study(
                folder=folder,
                name=name,
                protocol=protocol,
                protocol_sha256=sha256,
                sessions=sessions,
                participants=tuple(map(str, codes)),
                beside=tuple(sorted(beside.items())),
            )
    return None
