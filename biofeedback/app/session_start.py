"""Starts a session: opens its sensors, its sound, what goes out live, and its recording."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.paths import sessions_folder
from biofeedback.app.recordings.kept import RecordingsKept
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import RecordingError, UsageError

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biofeedback.app.live_session import LiveSession
    from biofeedback.app.live_streams import LiveStreams
    from biofeedback.app.observers import Observer
    from biofeedback.app.protocol_start import ProtocolStart
    from biofeedback.app.sensors.discovery import SensorDiscovery
    from biofeedback.app.session_runner import Sequencer
    from biofeedback.errors import SoftenError
    from biofeedback.events import Event
    from biofeedback.practice.after.findings import Findings
    from biofeedback.practice.script.model import Practice
    from devices.catalogue import SensorSpec
    from sessions.library import Library
    from sessions.live.options import LiveOptions
    from sessions.sealed.passphrases import Passphrase
    from ui.preferences import Preferences
    from ui.sound.sound_out import SoundOut


class SessionStart(RecordingsKept):
    """What starts sessions; the parameters are those of `LiveApplication`."""

    def __init__(
        self,
        *,
        speed: float,
        seed: int | None,
        output: Path | None,
        preferences: Preferences,
        preferences_error: SoftenError | None,
        keeps_screen_awake: bool,
        live: LiveOptions | None,
    ) -> None:
        super().__init__(preferences, preferences_error)
        self._speed = speed
        self._seed = seed
        self._output = output
        self._sounds: list[SoundOut] = []
        self._is_shown = False
        self._keeps_screen_awake = keeps_screen_awake and speed == 1
        self._live = live

    @cached_property
    def discovery(self) -> SensorDiscovery:
        """The sensors in reach, looked for from the first moment that anybody asks."""
        from biofeedback.app.sensors.discovery import SensorDiscovery

        return SensorDiscovery()

    def _start(
        self,
        practice: Practice,
        sequencer: Sequencer,
        specs: Sequence[SensorSpec],
        assess: Callable[[Sequence[Event]], Findings] | None = None,
        library: Library | None = None,
        protocol: ProtocolStart | None = None,
    ) -> LiveSession:
        """Begin a session that ``sequencer`` leads; ``practice`` is how it is called and shown.

        ``library`` is where its recording lies; ``None`` takes that of whoever is here. ``protocol`` is what the
        practice was made ready with, where it is one.
        """
        seal = self._ready()
        # The pipeline needs numpy, which the first screen does not wait for.
        from biofeedback.app.live_session import LiveSession
        from biofeedback.app.sensors.factory import any_seed, open_sensors
        from biofeedback.app.session_metadata import sensor_kept, session_facts
        from biofeedback.hub import Inbox
        from biofeedback.sensors import WITHOUT_SENSOR
        from biofeedback.wall_clock import local_now
        from sessions.sealed.header import SEALED_NAME

        seed = any_seed() if self._seed is None else self._seed
        sensors = open_sensors(specs, self._language, seed=seed, search=self.discovery.search)
        if self._speed != 1 and not all(sensor.speed_allowed for sensor in sensors):
            raise UsageError(CommandErrorCode.SPEED_OF_A_LIVE_HEART)
        started = local_now()
        facts = session_facts(practice, started)
        facts |= {"sensor": WITHOUT_SENSOR.spec, "speed": f"{self._speed:g}"}
        for index, (spec, sensor) in enumerate(zip(specs, sensors, strict=True)):
            behind = f"_{index + 1}" if index else ""
            facts |= {f"sensor{behind}": sensor_kept(spec), f"source{behind}": sensor.source}
            if sensor.simulated:
                facts[f"seed{behind}"] = str(seed + index)
        inbox = Inbox if protocol is None else protocol.inbox(sensors[0].source if sensors else "")
        facts |= {} if protocol is None else protocol.facts
        observers, live = self._followed(practice, [sensor.source for sensor in sensors], facts)
        output, self._output = self._output, None
        while True:
            path = output or (library or self._library).new_path(
                started, practice.name if seal is None else SEALED_NAME
            )
            try:
                session = LiveSession(
                    practice,
                    sensors,
                    path,
                    self.discovery.io,
                    facts=facts,
                    speed=self._speed,
                    sequencer=sequencer,
                    observers=observers,
                    assess=assess,
                    seal=seal,
                    inbox=inbox,
                )
            except RecordingError as error:
                # Somebody else began in the same second and was given the same name.
                if output or not isinstance(error.__cause__, FileExistsError):
                    for each in live:
                        each.close()
                    raise
            else:
                for each in live:
                    each.take_markers(session.request)
                return session

    def _ready(self) -> Passphrase | None:
        """See that recordings can be made here, and return what new ones are sealed with."""
        from biofeedback.app.kept_data import check_still_there, tighten_everything

        if self._output is None:
            check_still_there(sessions_folder())
        tighten_everything(sessions_folder())
        return self.seals.for_new()

    def _followed(
        self, practice: Practice, sources: Sequence[str], facts: dict[str, str]
    ) -> tuple[list[Observer], list[LiveStreams]]:
        """Return what follows a session beside its screens, with those of it that take markers, and add to its facts.

        The first of the sources, where there is any, is that of the primary heart.
        """
        from biofeedback.app.live_streams import live_streams, wanted
        from biofeedback.app.screen_awake import ScreenAwake

        observers: list[Observer] = [*self._sound(practice, sources[0] if sources else "")]
        if observers:
            facts["sound"] = str(self._preferences.sound)
        if self._keeps_screen_awake:
            observers.append(ScreenAwake())
        live, osc = live_streams(wanted(self._live, self._preferences, self._speed), sources, self._speed, facts)
        return [*observers, *live, *osc], live

    def _sound(self, practice: Practice, source: str) -> list[SoundOut]:
        """Return the sound of the next practice, unless it is off or the speed is not 1."""
        settings = self._preferences.sound
        if settings.volume == 0.0 or self._speed != 1:
            return []
        from ui.sound.sound_out import SoundOut

        folder = Path(practice.folder) if practice.folder else None
        takes, device = self.takes(practice), self._speaker
        sound = SoundOut(settings, voice_folder=folder, takes=takes, source=source, device=device)
        self._sounds.append(sound)
        return [sound]

    def _take_up(self, preferences: Preferences) -> None:
        super()._take_up(preferences)
        for sound in self._sounds:
            sound.change(preferences.sound)
            sound.go_to(self._speaker)

    def speakers(self) -> Sequence[str]:
        """Return the names of the loudspeakers that can be chosen; it may take a moment."""
        from ui.sound.speaker import speaker_names

        return speaker_names()

    def sound_for_others(self, *, shown: bool) -> None:
        """Let a practice be heard where it is for others while it is ``shown`` to them, else from the usual place."""
        self._is_shown = shown
        for sound in self._sounds:
            sound.go_to(self._speaker)

    @property
    def _speaker(self) -> str:
        return self._preferences.audience_speaker if self._is_shown else ""
