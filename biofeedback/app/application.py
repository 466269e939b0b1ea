"""The whole of Soften as the screens use it: sensors in reach, practices to begin, and what was practised before.

Each side of it lies in a file of its own, and they rest on one another: `person_here`, `practices_offered`,
`recordings/kept`, `session_start`, and here what begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biofeedback.app.person_here import today
from biofeedback.app.room.start import RoomStart
from biofeedback.error_codes import ChoiceErrorCode, CommandErrorCode
from biofeedback.errors import SoftenError, UsageError
from ui.preferences import SILENT, Preferences

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biofeedback.app.live_session import LiveSession
    from biofeedback.app.room.session import RoomSession
    from biofeedback.app.study_session import StudySession
    from biofeedback.events import Event
    from biofeedback.practice.after.findings import Findings
    from biofeedback.practice.guide.guide import Guide
    from biofeedback.practice.script.choice import BreathChoice
    from biofeedback.practice.script.model import Practice
    from biofeedback.sensors import AdapterLoad, SensorSeen
    from sessions.live.options import LiveOptions


class LiveApplication(RoomStart):
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
    live : LiveOptions or None
        What goes out live and comes in while a practice goes on; ``None`` for what the preferences say.
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
        live: LiveOptions | None = None,
    ) -> None:
        super().__init__(
            speed=speed,
            seed=seed,
            output=output,
            preferences=preferences,
            preferences_error=preferences_error,
            keeps_screen_awake=keeps_screen_awake,
            live=live,
        )

    def __enter__(self) -> LiveApplication:
        return self

    def __exit__(self, *_: object) -> None:
        for sound in self._sounds:
            sound.close()
        if "discovery" in vars(self):
            self.discovery.close()
        if self._people_asked:
            self.people.close()

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
    def goes_out(self) -> bool:
        """Whether practices go to other programs as OSC, as was chosen for all or asked for this time."""
        return self.preferences.osc.on or (self._live is not None and self._live.osc.on)

    def radio(self) -> Sequence[AdapterLoad]:
        """Return what each Bluetooth adapter holds just now; empty until somebody looked for sensors."""
        return self.discovery.search.adapters.loads if "discovery" in vars(self) else ()

    def begin(
        self,
        practice: Practice,
        sensor_spec: str,
        breaths_per_min: float | None,
        choice: BreathChoice | None = None,
        beside: Sequence[str] = (),
    ) -> LiveSession:
        """Begin a practice; the sensor ``none`` is a practice without any.

        ``beside`` names further sensors; they are recorded and shown, and nothing is led by them. Breath is led as the
        file says in a protocol, whatever is chosen here.

        Raises
        ------
        SoftenError
            The sensor is not understood, the speed does not suit it, the breath cannot be led so, or the recording
            cannot be made.
        """
        from devices.catalogue import parse_sensors

        if practice.protocol is not None:
            from biofeedback.app.study_session import unblinded

            return self.begin_protocol(practice, sensor_spec, unblinded(), beside)
        guide = self._guide(practice, breaths_per_min, choice)
        return self._start(practice, guide, parse_sensors((sensor_spec, *beside)))

    def begin_protocol(
        self, practice: Practice, sensor_spec: str, study: StudySession, beside: Sequence[str] = ()
    ) -> LiveSession:
        """Begin a protocol as one session of a study; of a blinded one no screen shows a number or the condition.

        Raises
        ------
        SoftenError
            As for `begin`, or the session is not ready (`protocol_start`).
        """
        from biofeedback.app.protocol_start import protocol_start
        from biofeedback.practice.script.choice import BreathChoice
        from devices.catalogue import parse_sensors

        start = protocol_start(practice, study)
        guide = self._guide(start.practice, None, BreathChoice(from_own_pace=False))
        return self._start(start.practice, guide, parse_sensors((sensor_spec, *beside)), protocol=start)

    def _guide(self, practice: Practice, breaths_per_min: float | None, choice: BreathChoice | None) -> Guide:
        from biofeedback.practice.guide.closing import CLOSING_WORDS
        from biofeedback.practice.guide.guide import Guide

        return Guide(
            practice,
            breaths_per_min=breaths_per_min,
            choice=choice,
            first=not self._library.anything(),
            closing_words=self._language.gettext(CLOSING_WORDS),
        )

    def begin_room(
        self, practice: Practice, breaths_per_min: float | None, choice: BreathChoice | None = None
    ) -> RoomSession:
        """Begin a practice of a room of people, with nobody seated yet; what is led is as for `begin`.

        Raises
        ------
        SoftenError
            The breath cannot be led so, or the recordings cannot be made.
        """
        if practice.protocol is not None:
            raise UsageError(ChoiceErrorCode.PROTOCOL_IN_ROOM, practice=practice.name)
        return self._start_room(practice, self._guide(practice, breaths_per_min, choice))

    def demonstrate(self, sensor_spec: str) -> LiveSession:
        """Begin the demonstration, whose recording is a guest's, whoever is here.

        Raises
        ------
        SoftenError
            As for `begin`.
        """
        from biofeedback.practice.guide.closing import CLOSING_WORDS
        from biofeedback.practice.guide.guide import Guide
        from biofeedback.practice.script.choice import BreathChoice
        from biofeedback.practices import demonstration
        from devices.catalogue import parse_sensors

        practice = demonstration(self._languages)
        closing_words = self._language.gettext(CLOSING_WORDS)
        guide = Guide(practice, choice=BreathChoice(from_own_pace=False), closing_words=closing_words)
        specs = parse_sensors((sensor_spec,))
        return self._start(practice, guide, specs, library=self.people.guest_beside())

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
                    self.people.keep_today(answer.estimate.per_min, today())
            except SoftenError as error:
                return findings(answer, language, *remarks, error_sentence(error, language))
            return findings(answer, language, *remarks)

        schedule = sliding_schedule() if sliding else stepped()
        practice = as_practice(schedule, SLIDING_NAME if sliding else STEPPED_NAME, language)
        return self._start(practice, AssessmentSequencer(schedule), (spec,), assess=assess)
