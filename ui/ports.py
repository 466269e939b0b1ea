"""What the screens ask of the rest of the application, as protocols that the composition root fills.

A screen holds an `Application` (what can be begun) or a `ui.session.Session` (what was begun) and knows nothing else of
sensors, recordings or threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from biofeedback.errors import SoftenError
    from biofeedback.event_kinds import FormMoment
    from biofeedback.files.kept import FilesDone
    from biofeedback.practice.forms.model import Form
    from biofeedback.practice.script.care import CarePage
    from biofeedback.practice.script.choice import BreathChoice
    from biofeedback.practice.script.model import Practice
    from biofeedback.practice.script.path import PracticePath
    from biofeedback.practice.script.safety import OpeningPage
    from biofeedback.sensors import AdapterLoad, SensorSeen
    from ui.by_hand import BeatsByHand
    from ui.exports import Exports
    from ui.people import People
    from ui.preferences import Preferences, WindowPlace
    from ui.presenter.past import PastPractice
    from ui.presenter.review import Review, WrittenNote
    from ui.presenter.track_made import TrackMade
    from ui.rooms import RoomSession
    from ui.seals import Seals
    from ui.session import Session
    from ui.sound.takes.reading import Reading
    from ui.sound.takes.store import TakeStore
    from ui.words.help_words import HelpPage
    from ui.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPractice:
    """A practice of the last weeks: its recording, when it ``started``, in local time, and how long it was."""

    path: Path
    started: datetime
    length_s: float


class Speech(Protocol):
    """Speaks the prompts aloud; both methods return at once."""

    def say(self, text: str) -> None:
        """Speak this now, in place of what is still being spoken."""
        ...

    def hush(self) -> None:
        """Stop speaking."""
        ...


class Application(Protocol):
    """What can be begun: the practices, the sensors in reach, and the practices of the last weeks."""

    @property
    def practices(self) -> Sequence[Practice]:
        """The practices on offer, in the order to show them."""
        ...

    @property
    def practice_errors(self) -> Sequence[SoftenError]:
        """What is wrong with practice files of the person's own that cannot be offered, the first of each."""
        ...

    @property
    def preferences_error(self) -> SoftenError | None:
        """Why what was remembered could not be read; ``None`` when it could."""
        ...

    @property
    def preferences(self) -> Preferences:
        """What the person likes; the next practice sounds accordingly."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Use these preferences from now on, and remember them.

        Raises
        ------
        SoftenError
            They hold from now on but cannot be remembered.
        """
        ...

    def speakers(self) -> Sequence[str]:
        """Return the names of the loudspeakers that `Preferences.audience_speaker` may be; it may take a moment."""
        ...

    def sound_for_others(self, *, shown: bool) -> None:
        """Let the running practice, and those to come, be heard from the loudspeaker that is chosen for others.

        That is so for as long as it is ``shown`` to them, and else they are heard from the usual one. Asked again, a
        loudspeaker that was not there is looked for again.
        """
        ...

    def watch_sensors(
        self, on_seen: Callable[[SensorSeen], None], on_error: Callable[[SoftenError], None]
    ) -> Callable[[], None]:
        """Look for sensors until the returned function is called.

        Both callbacks come from another thread.
        """
        ...

    @property
    def goes_out(self) -> bool:
        """Whether practices go to other programs as OSC, as was chosen or asked for once; a heart only as each says."""
        ...

    def radio(self) -> Sequence[AdapterLoad]:
        """Return what each Bluetooth adapter of this computer holds just now; empty until somebody looked for sensors.

        `ui.words.sensors.adapter_words` says it in words.
        """
        ...

    def begin(
        self,
        practice: Practice,
        sensor_spec: str,
        breaths_per_min: float | None,
        choice: BreathChoice | None = None,
    ) -> Session:
        """Begin a practice at the length it has (`Practice.lasting`), with what was answered (`Practice.answered`).

        ``breaths_per_min`` is the aim of the breath, ``None`` takes the practice's own; ``choice`` is how the person
        wants breath to be led in other respects.

        Raises
        ------
        SoftenError
            It cannot be begun.
        """
        ...

    def begin_room(
        self, practice: Practice, breaths_per_min: float | None, choice: BreathChoice | None = None
    ) -> RoomSession:
        """Begin a practice of a room of people, with nobody seated yet; what is handed over is as for `begin`.

        Raises
        ------
        SoftenError
            It cannot be begun.
        """
        ...

    def demonstrate(self, sensor_spec: str) -> Session:
        """Begin the demonstration; its recording is a guest's, and gone at the end unless it is given to somebody.

        Raises
        ------
        SoftenError
            It cannot be begun.
        """
        ...

    def assess(self, sensor_spec: str, *, sliding: bool) -> Session:
        """Begin to look for the pace at which the heart answers most today, in steps or in one slide.

        Raises
        ------
        SoftenError
            It cannot be begun.
        """
        ...

    def takes(self, practice: Practice) -> TakeStore:
        """Return where the takes of the person's own voice are for a practice; there may be none."""
        ...

    def reading(self, practice: Practice) -> Reading:
        """Return the words of a practice, to be read out in the person's own voice.

        Raises
        ------
        SoftenError
            It has no words.
        """
        ...

    def practice_of_sound(self, path: Path) -> TrackMade:
        """Make a practice of a sound file, and offer it from now on. May take a moment, and be called from any thread.

        Raises
        ------
        SoftenError
            The file cannot be used, or the practice cannot be kept.
        """
        ...

    def path(self) -> PracticePath:
        """Return the eight-week path.

        Raises
        ------
        SoftenError
            Its file cannot be read.
        """
        ...

    def opening_words(self) -> OpeningPage:
        """Return what is said once before the first practice, for somebody who would like to read it again.

        Raises
        ------
        SoftenError
            Its file cannot be read.
        """
        ...

    def care_words(self) -> CarePage:
        """Return what is good to know for whoever leads others.

        Raises
        ------
        SoftenError
            Its file cannot be read.
        """
        ...

    def forms(self, practice: Practice, moment: FormMoment) -> Sequence[Form]:
        """Return the forms that are asked before a practice or after it, in order; none where it is no protocol.

        Raises
        ------
        SoftenError
            One of them is not there, or cannot be read.
        """
        ...

    def opening_page(self) -> OpeningPage | None:
        """Return what to show before the first practice on this machine; ``None`` when it was shown already.

        Raises
        ------
        SoftenError
            Its file cannot be read.
        """
        ...

    def opening_page_shown(self) -> None:
        """Remember that it was shown."""

    def sensor_pages(self, language: Language) -> Sequence[HelpPage]:
        """Return a page of help for every sensor model that people commonly have, in the order to show them."""
        ...

    def about_page(self, language: Language) -> HelpPage:
        """Return the page about the program: its version, what it is made of, and under which licences."""
        ...

    def pace_of_today(self) -> float | None:
        """Return the pace that an assessment found today, to be offered; ``None`` when there is none."""
        ...

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

    @property
    def people(self) -> People:
        """Those who practise here; what is asked of them may take a moment the first time."""
        ...

    @property
    def seals(self) -> Seals:
        """What is sealed of whoever practises now."""
        ...

    @property
    def exports(self) -> Exports:
        """What writes practices as files of other programs."""
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

    def keep_window(self, place: WindowPlace) -> None:
        """Keep where the window was.

        Raises
        ------
        SoftenError
            It cannot be kept.
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
