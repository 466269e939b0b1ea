"""What the screens ask of the recordings that are kept: to list, tag, look back on, move and delete them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from biofeedback.files.kept import FilesDone
    from ui.by_hand import BeatsByHand
    from ui.presenter.past import PastPractice
    from ui.presenter.review import Review, WrittenNote


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPractice:
    """A practice of the last weeks: its recording, when it ``started``, in local time, and how long it was."""

    path: Path
    started: datetime
    length_s: float


class Recordings(Protocol):
    """What was practised before."""

    def recent(self, wanted: Callable[[], bool] | None = None) -> Sequence[RecentPractice]:
        """Return the practices of the last weeks, in any order. May take long, and may be called from any thread.

        When ``wanted`` returns False, what is known by then is returned.

        Raises
        ------
        SoftenError
            The recordings cannot be looked at.
        """
        ...

    def known_history(self) -> Sequence[PastPractice]:
        """Return what is known at once of everything that was practised, newest first."""
        ...

    def history(
        self, progress: Callable[[int, int], None] | None = None, wanted: Callable[[], bool] | None = None
    ) -> Sequence[PastPractice]:
        """Return everything that was practised, newest first. May take long, and may be called from any thread.

        ``progress`` is told how many recordings were looked at, and of how many; when ``wanted`` returns False, what
        is known by then is returned.

        Raises
        ------
        SoftenError
            The recordings cannot be looked at.
        """
        ...

    def tag(self, path: Path, word: str, *, is_there: bool) -> None:
        """Add a word of the person's own to a recording, or remove it.

        Raises
        ------
        SoftenError
            It cannot be kept.
        """
        ...

    def write_note(self, path: Path, text: str) -> WrittenNote:
        """Keep a note beside a recording, whose earlier notes stay, and return it.

        Raises
        ------
        SoftenError
            It cannot be kept.
        """
        ...

    def delete(self, path: Path) -> None:
        """Delete a recording; nothing of it remains.

        Raises
        ------
        SoftenError
            It cannot be deleted.
        """
        ...

    @property
    def recordings_folder(self) -> Path:
        """The folder in which recordings lie."""
        ...

    @property
    def usual_recordings_folder(self) -> Path:
        """The folder in which they lie where nobody chose another."""
        ...

    def check_recordings_folder(self, folder: Path) -> int:
        """Try to write into a folder, and return how many recordings there are in the one of today.

        Raises
        ------
        SoftenError
            Nothing can be written there.
        """
        ...

    def move_recordings(self, folder: Path) -> FilesDone:
        """Move every recording, those of all people, into another folder; those that could not be moved stay.

        May take long, and may be called from any thread.
        """
        ...

    def delete_everything(self) -> FilesDone:
        """Delete all that is kept on this machine, of all people; everything is then as it came.

        May take long, and may be called from any thread.
        """
        ...

    @property
    def by_hand(self) -> BeatsByHand:
        """The beats of recordings, to be edited, and reviews by layer; what it needs is loaded when it is asked."""
        ...

    def review(self, path: Path) -> Review:
        """Return what there is to look back on of a recording. May take a moment, and may be called from any thread.

        Raises
        ------
        SoftenError
            The recording cannot be read.
        """
        ...
