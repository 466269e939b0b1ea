"""What was practised before: looked back on, given to other programs, moved and deleted."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from biofeedback.app.by_hand.desk import BeatDesk
from biofeedback.app.paths import sessions_folder, usual_sessions_folder
from biofeedback.app.practices.practices_offered import PracticesOffered
from biofeedback.errors import SoftenError
from ui.preferences import Preferences

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biofeedback.app.recordings.exporting import LiveExports
    from biofeedback.app.recordings.history import History
    from biofeedback.files.kept import FilesDone
    from ui.presenter.past import PastPractice
    from ui.presenter.review import Review, WrittenNote
    from ui.recordings import RecentPractice


class RecordingsKept(PracticesOffered):
    """The recordings of whoever is here."""

    _kept_history: History | None = None

    @property
    def _history(self) -> History:
        """What was practised before, in the folder in which recordings lie now."""
        from biofeedback.app.recordings.history import History

        if self._kept_history is None or self._kept_history.folder != self._library.folder:
            uncounted = {practice.name for practice in self.practices if not practice.counts}
            self._kept_history = History(self._library.folder, uncounted, self._language)
        return self._kept_history

    def recent(self, wanted: Callable[[], bool] | None = None) -> Sequence[RecentPractice]:
        """Return what was practised before, newest first; as `history` in other respects.

        Recordings that cannot be read are left out, and so are assessments, practices that count for nothing, and those
        of the seats of a room: they are of others.
        """
        from ui.recordings import RecentPractice

        return [
            RecentPractice(path=each.path, started=each.started, length_s=each.length_s)
            for each in self._history.refresh(wanted=wanted)
            if each.started is not None and each.error is None and not each.assesses and not each.seat
        ]

    def known_history(self) -> Sequence[PastPractice]:
        """Return what is known of everything that was practised before, at once, newest first."""
        return self._history.known()

    def history(
        self, progress: Callable[[int, int], None] | None = None, wanted: Callable[[], bool] | None = None
    ) -> Sequence[PastPractice]:
        """Return everything that was practised before, as the recordings are now, newest first."""
        return self._history.refresh(progress, wanted)

    def tag(self, path: Path, word: str, *, is_there: bool) -> None:
        """Add a word of the person's own to a recording, or remove it."""
        from biofeedback.app.recordings.history import tag

        tag(path, word, is_there=is_there)

    @property
    def exports(self) -> LiveExports:
        """What writes practices as files of other programs."""
        from biofeedback.app.recordings.exporting import LiveExports

        return LiveExports(self.preferences, self.prefer, self._language)

    def write_note(self, path: Path, text: str) -> WrittenNote:
        """Keep a note beside a recording."""
        from biofeedback.app.recordings.review import write_note

        return write_note(path, text)

    def delete(self, path: Path) -> None:
        """Delete a recording; nothing of it remains."""
        self._library.delete(path)

    @property
    def recordings_folder(self) -> Path:
        """The folder in which recordings lie."""
        return sessions_folder()

    @property
    def usual_recordings_folder(self) -> Path:
        """The folder in which they lie where nobody chose another."""
        return usual_sessions_folder()

    def check_recordings_folder(self, folder: Path) -> int:
        """Return how many recordings lie in the folder of today, if another one could take their place."""
        from biofeedback.app.kept_data import check_folder
        from sessions.library.whole_folder import recordings_in

        check_folder(folder)
        return recordings_in(self.recordings_folder)

    def move_recordings(self, folder: Path) -> FilesDone:
        """Move every recording into another folder; those that could not be moved stay."""
        from sessions.library.whole_folder import move_all

        if self._people_asked:
            self.people.close()  # of a guest nothing is to be found elsewhere
        return move_all(self.recordings_folder, folder)

    def delete_everything(self) -> FilesDone:
        """Delete all that Soften keeps on this machine; from then on everything is as it came."""
        from biofeedback.app.kept_data import delete_everything

        if self._people_asked:
            with suppress(SoftenError):  # what a guest leaves behind is told beneath
                self.people.close()
        done = delete_everything(self.recordings_folder)
        self._preferences, self._is_emptied = Preferences(), True
        if "seals" in vars(self):
            self.seals.forget()
        for name in ("people", "seals", "practices", "practice_errors", "_own"):
            vars(self).pop(name, None)
        return done

    @property
    def by_hand(self) -> BeatDesk:
        """The beats of recordings, edited by hand, and reviews by layer."""
        return BeatDesk(lambda: self._language, lambda: self.people.here)

    def review(self, path: Path) -> Review:
        """Return what there is to look back on of a recording."""
        return self.by_hand.review(path, "automatic")
