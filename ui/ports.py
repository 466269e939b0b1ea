"""What the screens ask of the rest of the application, as protocols that the composition root fills.

A screen holds an `Application` (what can be begun) or a `ui.session.Session` (what was begun) and knows nothing else of
sensors, recordings or threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ui.recordings import Recordings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biofeedback.errors import SoftenError
    from biofeedback.event_kinds import FormMoment
    from biofeedback.practice.forms.model import Form
    from biofeedback.practice.script.care import CarePage
    from biofeedback.practice.script.choice import BreathChoice
    from biofeedback.practice.script.model import Practice
    from biofeedback.practice.script.path import PracticePath
    from biofeedback.practice.script.safety import OpeningPage
    from biofeedback.sensors import AdapterLoad, SensorSeen
    from ui.exports import Exports
    from ui.people import People
    from ui.preferences import Preferences, WindowPlace
    from ui.presenter.track_made import TrackMade
    from ui.rooms import RoomSession
    from ui.seals import Seals
    from ui.session import Session
    from ui.sound.takes.reading import Reading
    from ui.sound.takes.store import TakeStore
    from ui.words.help_words import HelpPage
    from ui.words.language import Language


class Speech(Protocol):
    """Speaks the prompts aloud; both methods return at once."""

    def say(self, text: str) -> None:
        """Speak this now, in place of what is still being spoken."""
        ...

    def hush(self) -> None:
        """Stop speaking."""
        ...


class Application(Recordings, Protocol):
    """What can be begun: the practices and the sensors in reach; and the recordings of what was practised before."""

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

    def keep_window(self, place: WindowPlace) -> None:
        """Keep where the window was.

        Raises
        ------
        SoftenError
            It cannot be kept.
        """
        ...
