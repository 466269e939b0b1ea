"""What was practised before, from the index of the recordings."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from biofeedback.app.session_metadata import practice_title
from biofeedback.practice.assessment import SLIDING_NAME, STEPPED_NAME
from biofeedback.wall_clock import local_now
from sessions.index.entry import IndexEntry
from sessions.index.recording_index import RecordingIndex
from sessions.later.tags import write_tag
from sessions.library.room_names import is_room
from ui.presenter.past import PastPractice
from ui.words.language import Language


class History:
    """What was practised before, of one folder of recordings.

    Parameters
    ----------
    folder : Path
        The folder of the recordings.
    uncounted : collection of str
        The names of practices that leave no light behind.
    language : Language
        The person's language.
    """

    def __init__(self, folder: Path, uncounted: Collection[str], language: Language) -> None:
        self.folder = folder
        self._index = RecordingIndex(folder)
        self._uncounted, self._language = frozenset(uncounted), language

    def known(self) -> list[PastPractice]:
        """Return what is known at once, the newest first."""
        return self._practices(self._index.known())

    def refresh(
        self, progress: Callable[[int, int], None] | None = None, wanted: Callable[[], bool] | None = None
    ) -> list[PastPractice]:
        """Return what there is now; may take long. `RecordingIndex.refresh` tells of the parameters and the errors."""
        return self._practices(self._index.refresh(progress, wanted))

    def _practices(self, entries: Iterable[IndexEntry]) -> list[PastPractice]:
        return [self._practice(each) for each in entries if each.entry.practice not in self._uncounted]

    def _practice(self, of: IndexEntry) -> PastPractice:
        entry = of.entry
        in_room = is_room(entry.path.parent)
        seat = of.seat if in_room else ""  # what was given to somebody is their own
        title = practice_title({"practice": entry.practice, "practice_title": of.title}, self._language)
        if seat:
            title = self._language.pgettext("a seat of a room", "{title} ({seat})").format(title=title, seat=seat)
        return PastPractice(
            path=entry.path,
            started=entry.started,
            length_s=entry.length_s,
            title=title,
            sensors=of.sensors,
            simulated=of.simulated,
            heart_rate_bpm=of.heart_rate_bpm,
            coherence_share=of.coherence_share,
            rmssd_ms=of.rmssd_ms,
            warmth_share=of.warmth_share,
            words=of.words,
            tags=of.tags,
            note=of.note,
            ended_unexpectedly=entry.ended_unexpectedly,
            error=entry.error,
            assesses=entry.practice in (STEPPED_NAME, SLIDING_NAME),
            of_room=in_room and not seat,
            seat=seat,
        )


def tag(path: Path, word: str, *, is_there: bool) -> None:
    """Add a word of the person's own to a recording, or remove it.

    Raises
    ------
    RecordingError
        It cannot be kept there.
    """
    write_tag(path, word, local_now(), is_there=is_there)
