"""Looks whether recordings are as they should be: their files, and whether their numbers come out again."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.replaying.replay import ReplayReport, replay
from biofeedback.errors import RecordingError
from biofeedback.signals.progress import OnProgress, no_progress
from biofeedback.wall_clock import local_now
from sessions.library import SUFFIX
from sessions.opened_file import version_in
from sessions.reader import Recording
from sessions.verifying.verify import Looked, look_at, opened_to_look

if TYPE_CHECKING:
    from biofeedback.app.replaying.comparison import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What there is to say of one file.

    Attributes
    ----------
    path : Path
        The file.
    looked : Looked or None
        What was seen in it; ``None`` where it cannot be opened.
    refused : RecordingError or None
        Why it cannot be opened.
    report : ReplayReport or None
        How its numbers came out again; ``None`` where nobody asked, or nothing can be compared.
    """

    path: Path
    looked: Looked | None
    refused: RecordingError | None = None
    report: ReplayReport | None = None

    @property
    def difference(self) -> "Difference | None":
        """What comes out otherwise than it was recorded, where anything does."""
        return None if self.report is None or self.report.equal else self.report.first_difference

    @property
    def sound(self) -> bool:
        """Whether everything is as it should be."""
        if self.looked is None or self.looked.found:
            return False
        return self.report is None or (self.report.equal and not self.report.aside)


def verify(path: Path, *, quick: bool = False, on_progress: OnProgress = no_progress) -> Verdict:
    """Look at one file; ``quick`` does without reading every event and without computing the numbers anew."""
    try:
        version = version_in(path)
        recording, refused = opened_to_look(path)
        with recording:
            looked = look_at(recording, refused, version, local_now(), every_event=not quick)
            return Verdict(path=path, looked=looked, report=None if quick else _replayed(recording, on_progress))
    except RecordingError as error:
        return Verdict(path=path, looked=None, refused=error)


def _replayed(recording: Recording, on_progress: OnProgress) -> ReplayReport | None:
    """Return how the numbers came out; ``None`` where what is not as it should be keeps them from being compared."""
    try:
        return replay(recording, on_progress)
    except RecordingError:
        return None


def files_in(places: Iterable[Path], find: Callable[[Path], Path]) -> list[Path]:
    """Return the recordings that are meant: of a folder all beneath it, by their ending; else what ``find`` finds."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            walked = (Path(where, name) for where, _, names in os.walk(place) for name in names)
            found += sorted(path for path in walked if path.suffix == SUFFIX)
        else:
            found.append(find(place))
    return list(dict.fromkeys(found))
