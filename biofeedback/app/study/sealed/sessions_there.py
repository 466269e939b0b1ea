"""Which sessions of a study there are by now: read from the recordings alone, which know nothing of conditions."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.sealed.study_file import RECORDINGS
from biofeedback.errors import RecordingError
from sessions.library import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biofeedback.app.study.sealed.study_file import Study

_NAME = re.compile(r"(?P<participant>[A-Z0-9-]+)_(?P<session>[1-9][0-9]*)(?:_(?P<attempt>[1-9][0-9]*))?", re.ASCII)


class SessionState(StrEnum):
    """How far a session came."""

    COMPLETE = "complete"
    EARLY = "early"
    """The participant, or who sat beside them, ended it."""
    CUT_OFF = "cut off"
    """It ended without an end, or goes on just now."""
    SEALED = "sealed"
    """Nobody gave the passphrase; it is taken for complete."""
    UNREADABLE = "unreadable"


class SessionThere(NamedTuple):
    """One recording of a session; ``session`` and ``attempt`` from 1."""

    participant: str
    session: int
    attempt: int
    state: SessionState
    path: Path

    @property
    def counts(self) -> bool:
        """Whether the session needs no other attempt."""
        return self.state in (SessionState.COMPLETE, SessionState.SEALED)


def recording_path(study: Study, participant: str, session: int, attempt: int = 1) -> Path:
    """Return where the recording of a session lies; its name knows the two codes and no more."""
    again = f"_{attempt}" if attempt > 1 else ""
    return study.folder / RECORDINGS / f"{participant}_{session}{again}{SUFFIX}"


def sessions_there(study: Study, participant: str | None = None) -> Sequence[SessionThere]:
    """Return every recording of a study, or of one participant of it, in the order of their names."""
    found = []
    for path in sorted((study.folder / RECORDINGS).glob(f"*{SUFFIX}")):
        named = _NAME.fullmatch(path.stem)
        if named is not None and named["participant"] == (participant or named["participant"]):
            attempt = int(named["attempt"] or 1)
            found.append(SessionThere(named["participant"], int(named["session"]), attempt, _state(path), path))
    return found


def _state(path: Path) -> SessionState:
    from biofeedback.events import PracticeEnded
    from sessions.reader import Recording
    from sessions.sealed.header import is_sealed
    from sessions.sealed.passphrases import GIVEN

    try:
        with GIVEN.unasked(), Recording(path) as recording:
            modes = [event.mode for _, event in recording.events(PracticeEnded) if isinstance(event, PracticeEnded)]
    except RecordingError:
        return SessionState.SEALED if is_sealed(path) else SessionState.UNREADABLE
    if not modes:
        return SessionState.CUT_OFF
    return SessionState.COMPLETE if modes[-1] == "complete" else SessionState.EARLY
