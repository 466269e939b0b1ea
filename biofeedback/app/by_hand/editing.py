"""Edits the beats of one heart of a recording: checks an edit, adds it to the log, takes it back and brings it back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from biofeedback.app.by_hand.recorded import BeatsAsJudged
from biofeedback.error_codes import CommandErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditedBeat, EditedBeats, HandEdit, applied
from biofeedback.wall_clock import local_now
from sessions.later.edits import Change, EditEntry, Step, add_edits, check_step, hand_edits, standing, undone
from sessions.reader import Recording


class BeatEditing:
    """The beats of one heart, to be edited.

    Parameters
    ----------
    path : Path
        The recording.
    source : str
        Which heart; empty for the first.
    who : str
        Who edits, kept with each entry; empty for nobody by name.
    now : callable
        Returns the date and time.

    Attributes
    ----------
    source : str
        Which heart it is.
    recorded : BeatsAsJudged
        Its beats as they were recorded.
    entries : tuple of EditEntry
        The whole log, of every heart.
    passed_over : tuple of HandEdit
        Edits in the log that make no sense in this recording.

    Raises
    ------
    RecordingError
        The recording cannot be read, or has no heart.
    UsageError
        It has no heart of that name.
    """

    def __init__(self, path: Path, source: str = "", who: str = "", *, now: Callable[[], datetime] = local_now) -> None:
        self._path, self._who, self._now = path, who, now
        with Recording(path) as recording:
            if recording.sources == ():
                raise RecordingError(RecordingErrorCode.WITHOUT_SENSOR, str(path))
            known = recording.sources or ()
            if source and source not in known:
                raise UsageError(CommandErrorCode.SOURCE_UNKNOWN, source=source, known=list(known))
            self.source = source or next(iter(known), "")
            self.recorded = BeatsAsJudged.of(recording, self.source)
            self.entries = recording.beat_edits()
        self._position = {beat.index: index for index, beat in enumerate(self.recorded.sent)}
        self._edited, self.passed_over = self._now_standing()

    @property
    def edits(self) -> tuple[HandEdit, ...]:
        """The edits that hold now, in order."""
        return hand_edits(self.entries, self.source)

    @property
    def beats(self) -> Sequence[EditedBeat]:
        """The beats as they are now, in order."""
        return self._edited.beats

    @property
    def undoable(self) -> int:
        """How many edits can be taken back."""
        return len(standing(self.entries, self.source))

    @property
    def redoable(self) -> int:
        """How many edits can be brought back."""
        return len(undone(self.entries, self.source))

    def t_s(self, place: BeatPlace) -> float:
        """Return when a beat is, in seconds of the session."""
        return float(self.recorded.raw.t_s[self._position[place.index]]) - place.before_ms / 1000.0

    def edit(self, *edits: HandEdit) -> None:
        """Carry out edits and add them to the log, all of them or none.

        Raises
        ------
        UsageError
            One of them makes no sense here.
        RecordingError
            They cannot be kept.
        """
        self._read_log()
        trial, _ = self._now_standing()
        for edit in edits:
            trial.apply(edit)
        self._add(*edits)
        self._edited = trial

    def step(self, step: Step) -> HandEdit | None:
        """Take the last edit back, or bring back the one that was taken back last, and return it.

        Raises
        ------
        UsageError
            There is none.
        RecordingError
            It cannot be kept.
        """
        self._read_log()
        about = check_step(self.entries, self.source, step).change
        self._add(step)
        self._edited, self.passed_over = self._now_standing()
        return about if isinstance(about, HandEdit) else None

    def _read_log(self) -> None:
        """Read the log anew: another window may have added to it."""
        with Recording(self._path) as recording:
            self.entries = recording.beat_edits()

    def _add(self, *changes: Change) -> None:
        now, program = self._now(), version("soften")
        entries = tuple(
            EditEntry(written=now, who=self._who, program_version=program, source=self.source, change=change)
            for change in changes
        )
        add_edits(self._path, entries)
        self.entries += entries

    def _now_standing(self) -> tuple[EditedBeats, tuple[HandEdit, ...]]:
        raw = self.recorded.raw
        begins = [True, *(raw.segment[1:] != raw.segment[:-1]).tolist()][: raw.t_s.size]
        beats = EditedBeats(raw.rr_ms.tolist(), begins, [beat.index for beat in self.recorded.sent])
        return beats, tuple(applied(beats, self.edits))
