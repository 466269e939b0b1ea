"""The whole of Soften as the screens use it: sensors in reach, practices to begin, and what was practised before."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.paths import sessions_folder, usual_sessions_folder
from biofeedback.app.profile_store import (
    keep_window,
    opening_page_to_show,
    opening_page_was_shown,
    pace_of_today,
    remember,
)
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import RecordingError, SoftenError, UsageError
from biofeedback.languages import preferred_languages
from ui.preferences import SILENT, Preferences, WindowPlace
from ui.words.languages import preferred_language

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from biofeedback.app.history import History
    from biofeedback.app.live_session import LiveSession
    from biofeedback.app.observers import Observer
    from biofeedback.app.people import LivePeople
    from biofeedback.app.practice_library import OwnPractice
    from biofeedback.app.sensors.discovery import SensorDiscovery
    from biofeedback.app.session_runner import Sequencer
    from biofeedback.errors import PracticeError
    from biofeedback.events import Event
    from biofeedback.kept_files import FilesDone
    from biofeedback.practice.after.findings import Findings
    from biofeedback.practice.script.choice import BreathChoice
    from biofeedback.practice.script.model import Practice
    from biofeedback.practice.script.path import PracticePath
    from biofeedback.practice.script.safety import OpeningPage
    from biofeedback.sensors import SensorSeen
    from devices.catalogue import SensorSpec
    from sessions.library import Library
    from ui.ports import RecentPractice
    from ui.presenter.past import PastPractice
    from ui.presenter.review import Review, WrittenNote
    from ui.presenter.track_made import TrackMade
    from ui.sound.sound_out import SoundOut
    from ui.sound.takes.reading import Reading
    from ui.sound.takes.store import TakeStore
    from ui.words.help_words import HelpPage
    from ui.words.language import Language


class LiveApplication:
    """The whole of Soften on this machine; a context manager that closes everything it began.

    Parameters
    ----------
    speed : float
        Session seconds per real second; other than 1 with a heart that is not live.
    seed : int or None
        What the simulated heart grows from; ``None`` takes another one each time.
    output : Path or None
        The recording of the next practice; ``None`` gives it a name in the library.
    preferences : Preferences
        What the person likes. At any speed but 1 nothing is heard.
    preferences_error : SoftenError or None
        Why the preferences could not be read; ``None`` when they could.
    keeps_screen_awake : bool
        Whether the screen is kept on during a practice at its real pace.
    """

    def __init__(
        self,
        *,
        speed: float = 1.0,
        seed: int | None = None,
        output: Path | None = None,
        preferences: Preferences = SILENT,
        preferences_error: SoftenError | None = None,
        keeps_screen_awake: bool = False,
    ) -> None:
        self._speed = speed
        self._seed = seed
        self._output = output
        self._preferences = preferences
        self._is_emptied = False
        self._sounds: list[SoundOut] = []
        self._languages = preferred_languages(os.environ, preferences.language)
        self.preferences_error = preferences_error
        self._keeps_screen_awake = keeps_screen_awake and speed == 1
        self._kept_history: History | None = None

    def __enter__(self) -> LiveApplication:
        return self

    def __exit__(self, *_: object) -> None:
        for sound in self._sounds:
            sound.close()
        if "discovery" in vars(self):
            self.discovery.close()
        if self._people_asked:
            self.people.close()

    @cached_property
    def discovery(self) -> SensorDiscovery:
        """The sensors in reach, looked for from the first moment that anybody asks."""
        from biofeedback.app.sensors.discovery import SensorDiscovery

        return SensorDiscovery()

    @cached_property
    def practices(self) -> Sequence[Practice]:
        """The practices on offer: those that come with Soften, then the person's own."""
        from biofeedback.app.practice_library import offered

        return (
            *offered(self._preferences.language),
            *(each.practice for each in self._own if each.practice is not None),
        )

    @cached_property
    def practice_errors(self) -> Sequence[PracticeError]:
        """What is wrong with practice files of the person's own that cannot be offered, the first of each."""
        return tuple(fault for each in self._own for fault in each.faults[:1])

    @property
    def _language(self) -> Language:
        return preferred_language(os.environ, self.preferences.language)

    @cached_property
    def _own(self) -> tuple[OwnPractice, ...]:
        from biofeedback.app.practice_library import own_practices

        return own_practices()

    @cached_property
    def people(self) -> LivePeople:
        """Those who practise here."""
        from biofeedback.app.people import LivePeople

        return LivePeople()

    @property
    def _people_asked(self) -> bool:
        """Whether anybody asked for the people yet; the first picture does not wait for them."""
        return "people" in vars(self)

    @property
    def _library(self) -> Library:
        return self.people.library

    def watch_sensors(
        self, on_seen: Callable[[SensorSeen], None], on_error: Callable[[SoftenError], None], named: str = ""
    ) -> Callable[[], None]:
        """Look for sensors until the returned function is called; the callbacks come from the io thread.

        What is ``named`` is told of even where it does not say that it is a sensor (`SensorDiscovery.watch`).
        """
        from biofeedback.sensors import SIMULATED_HEART

        on_seen(SIMULATED_HEART)
        return self.discovery.watch(on_seen, on_error, named)

    @property
    def preferences(self) -> Preferences:
        """What the person likes."""
        return self.people.answering(self._preferences) if self._people_asked else self._preferences

    def prefer(self, preferences: Preferences) -> None:
        """Take these preferences from now on, and remember them; a sound that plays moves to them softly."""
        if preferences.language != self._preferences.language:
            self._languages = preferred_languages(os.environ, preferences.language)
            vars(self).pop("practices", None)
        self._preferences = self.people.keep_answers(preferences, self._preferences)
        for sound in self._sounds:
            sound.change(preferences.sound)
        self._is_emptied = False
        remember(self._preferences)

    def begin(
        self,
        practice: Practice,
        sensor_spec: str,
        breaths_per_min: float | None,
        choice: BreathChoice | None = None,
        beside: Sequence[str] = (),
    ) -> LiveSession:
        """Begin a practice; the sensor ``none`` is a practice without any.

        ``beside`` names further sensors; they are recorded and shown, and nothing is led by them.

        Raises
        ------
        SoftenError
            The sensor is not understood, the speed does not suit it, the breath cannot be led so, or the recording
            cannot be made.
        """
        from biofeedback.practice.guide.guide import CLOSING_WORDS, Guide
        from devices.catalogue import parse_sensors

        guide = Guide(
            practice,
            breaths_per_min=breaths_per_min,
            choice=choice,
            first=not self._library.anything(),
            closing_words=self._language.gettext(CLOSING_WORDS),
        )
        return self._start(practice, guide, parse_sensors((sensor_spec, *beside)))

    def check(
        self,
        practice: Practice,
        sensor_spec: str,
        breaths_per_min: float | None,
        choice: BreathChoice,
        beside: Sequence[str] = (),
    ) -> None:
        """Refuse what `begin` would refuse of these words alone, before anything is shown.

        Raises
        ------
        UsageError
            The sensor is not understood, the speed does not suit it, or the breath cannot be led so.
        """
        from devices.catalogue import BluetoothSpec, parse_sensors
        from devices.serial_spec import SerialSpec

        choice.guidance(practice.breath, breaths_per_min=breaths_per_min)
        specs = parse_sensors((sensor_spec, *beside))
        if any(isinstance(spec, BluetoothSpec | SerialSpec) for spec in specs) and self._speed != 1:
            raise UsageError(CommandErrorCode.SPEED_OF_A_LIVE_HEART)

    def assess(self, sensor_spec: str, *, sliding: bool) -> LiveSession:
        """Begin to look for the pace of today, which is kept for today when a live heart has answered.

        Raises
        ------
        SoftenError
            As for `begin`.
        """
        from biofeedback.app.assessment import AssessmentSequencer, answer_of, as_practice, findings, remarks_on
        from biofeedback.practice.assessment import SLIDING_NAME, STEPPED_NAME, stepped
        from biofeedback.practice.assessment import sliding as sliding_schedule
        from devices.catalogue import BluetoothSpec, parse_sensor
        from devices.serial_spec import SerialSpec
        from ui.words.errors import error_sentence

        language = self._language
        spec = parse_sensor(sensor_spec)
        is_live = isinstance(spec, BluetoothSpec | SerialSpec)

        def assess(events: Sequence[Event]) -> Findings:
            answer, remarks = answer_of(events, sliding=sliding), remarks_on(events, language)
            try:
                if is_live:
                    self.people.keep_today(answer.estimate.per_min, _today())
            except SoftenError as error:
                return findings(answer, language, *remarks, error_sentence(error, language))
            return findings(answer, language, *remarks)

        schedule = sliding_schedule() if sliding else stepped()
        practice = as_practice(schedule, SLIDING_NAME if sliding else STEPPED_NAME, language)
        return self._start(practice, AssessmentSequencer(schedule), (spec,), assess=assess)

    def path(self) -> PracticePath:
        """Return the eight-week path."""
        from biofeedback.practices import eight_weeks

        return eight_weeks(self._languages)

    def opening_words(self) -> OpeningPage:
        """Return what is said before the first practice."""
        from biofeedback.practices import opening_page

        return opening_page(self._languages)

    def sensor_pages(self, language: Language) -> Sequence[HelpPage]:
        """Return a page of help for every sensor model of the catalogue."""
        from biofeedback.app.sensor_model_words import sensor_pages

        return sensor_pages(language)

    def opening_page(self) -> OpeningPage | None:
        """Return what to show before the first practice on this machine; ``None`` when it was shown already."""
        return opening_page_to_show()

    def opening_page_shown(self) -> None:
        """Remember that the opening page was shown."""
        opening_page_was_shown()

    def _start(
        self,
        practice: Practice,
        sequencer: Sequencer,
        specs: Sequence[SensorSpec],
        assess: Callable[[Sequence[Event]], Findings] | None = None,
    ) -> LiveSession:
        """Begin a session that ``sequencer`` leads; ``practice`` is how it is called and shown."""
        from biofeedback.app.kept_data import check_still_there

        if self._output is None:
            check_still_there(sessions_folder())
        # The pipeline needs numpy, which the first screen does not wait for.
        from biofeedback.app.live_session import LiveSession
        from biofeedback.app.screen_awake import ScreenAwake
        from biofeedback.app.sensors.factory import any_seed, open_sensors
        from biofeedback.app.session_metadata import sensor_kept, session_facts
        from biofeedback.sensors import WITHOUT_SENSOR
        from biofeedback.wall_clock import local_now

        seed = any_seed() if self._seed is None else self._seed
        sensors = open_sensors(specs, self._language, seed=seed, search=self.discovery.search)
        if self._speed != 1 and not all(sensor.speed_allowed for sensor in sensors):
            raise UsageError(CommandErrorCode.SPEED_OF_A_LIVE_HEART)
        started = local_now()
        facts = session_facts(practice, started)
        facts |= {"sensor": WITHOUT_SENSOR.spec, "speed": f"{self._speed:g}"}
        for place, (spec, sensor) in enumerate(zip(specs, sensors, strict=True)):
            behind = f"_{place + 1}" if place else ""
            facts |= {f"sensor{behind}": sensor_kept(spec), f"source{behind}": sensor.source}
            if sensor.simulated:
                facts[f"seed{behind}"] = str(seed + place)
        observers: list[Observer] = [*self._sound(practice, sensors[0].source if sensors else "")]
        if observers:
            facts["sound"] = str(self._preferences.sound)
        if self._keeps_screen_awake:
            observers.append(ScreenAwake())
        output, self._output = self._output, None
        while True:
            path = output or self._library.new_path(started, practice.name)
            try:
                return LiveSession(
                    practice,
                    sensors,
                    path,
                    self.discovery.io,
                    facts=facts,
                    speed=self._speed,
                    sequencer=sequencer,
                    observers=observers,
                    assess=assess,
                )
            except RecordingError as error:
                # Somebody else began in the same second and was given the same name.
                if output or not isinstance(error.__cause__, FileExistsError):
                    raise

    def _sound(self, practice: Practice, source: str) -> list[SoundOut]:
        """Return the sound of the next practice, unless it is off or the speed is not 1."""
        settings = self._preferences.sound
        if settings.volume == 0.0 or self._speed != 1:
            return []
        from ui.sound.sound_out import SoundOut

        folder = Path(practice.folder) if practice.folder else None
        sound = SoundOut(settings, voice_folder=folder, takes=self.takes(practice), source=source)
        self._sounds.append(sound)
        return [sound]

    def takes(self, practice: Practice) -> TakeStore:
        """Return where the takes of the person's own voice are for a practice; there may be none."""
        from biofeedback.app.paths import practices_folder
        from ui.sound.takes.store import TakeStore

        return TakeStore(practice, practices_folder())

    def reading(self, practice: Practice) -> Reading:
        """Return the words of a practice, with the person's own in them, to be read out in their own voice."""
        from ui.sound.takes.reading import Reading

        answered = practice.answered(self._preferences.answers)
        return Reading(answered, self.takes(answered), self._preferences.sound.volume)

    def practice_of_sound(self, path: Path) -> TrackMade:
        """Make a practice of a sound file, and offer it from now on."""
        from biofeedback.app.track_practice import practice_of_sound

        made = practice_of_sound(path, self._language, languages=self._languages)
        for known in ("practices", "practice_errors", "_own"):
            vars(self).pop(known, None)
        return made

    def pace_of_today(self) -> float | None:
        """Return the pace that an assessment found today; ``None`` when none did."""
        return self.people.pace_of_today(_today()) if self._people_asked else pace_of_today(_today())

    @property
    def _history(self) -> History:
        """What was practised before, in the folder in which recordings lie now."""
        from biofeedback.app.history import History

        if self._kept_history is None or self._kept_history.folder != self._library.folder:
            uncounted = {practice.name for practice in self.practices if not practice.counts}
            self._kept_history = History(self._library.folder, uncounted, self._language)
        return self._kept_history

    def recent(self, wanted: Callable[[], bool] | None = None) -> Sequence[RecentPractice]:
        """Return what was practised before, newest first; as `history` in other respects.

        Recordings that cannot be read are left out, and so are assessments and practices that count for nothing.
        """
        from ui.ports import RecentPractice

        return [
            RecentPractice(path=each.path, started=each.started, length_s=each.length_s)
            for each in self._history.refresh(wanted=wanted)
            if each.started is not None and each.error is None and not each.assesses
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
        from biofeedback.app.history import tag

        tag(path, word, is_there=is_there)

    def write_note(self, path: Path, text: str) -> WrittenNote:
        """Keep a note beside a recording."""
        from biofeedback.app.review import write_note

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
        from sessions.whole_folder import recordings_in

        check_folder(folder)
        return recordings_in(self.recordings_folder)

    def move_recordings(self, folder: Path) -> FilesDone:
        """Move every recording into another folder; those that could not be moved stay."""
        from sessions.whole_folder import move_all

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
        for name in ("people", "practices", "practice_errors", "_own"):
            vars(self).pop(name, None)
        return done

    def keep_window(self, place: WindowPlace) -> None:
        """Keep where the window was; after everything was deleted nothing is kept unasked."""
        self._preferences = replace(self._preferences, window=place)
        if not self._is_emptied:
            keep_window(place)

    def review(self, path: Path) -> Review:
        """Return what there is to look back on of a recording."""
        from biofeedback.app.review import review_of

        return review_of(path, self._language)


def _today() -> datetime.date:
    from biofeedback.wall_clock import local_now

    return local_now().date()
