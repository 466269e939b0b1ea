"""The sound of one practice on its own thread: events in, loudspeaker out."""

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.errors import SoundError
from biofeedback.hub import Inbox
from biofeedback.practice.script.model import Practice
from ui.sound.chosen_speaker import ChosenSpeaker, Opener
from ui.sound.mix import SoundPlan
from ui.sound.settings import SoundSettings
from ui.sound.sound_thread import SoundThread
from ui.sound.speaker import open_speaker
from ui.sound.takes.store import TakeStore
from ui.sound.takes.taken_voice import InTurn, TakenVoice
from ui.sound.voice import RecordedVoice, Voice

_STOP_TIMEOUT_S = 3.0  # for a device that does not answer; a choice: longer than any fade


class SoundOut:
    """Plays one practice.

    Parameters
    ----------
    settings : SoundSettings
        What is heard, and how loud.
    voice_folder : Path or None
        Where the voice files and the track are that the practice names; ``None`` when there are none.
    takes : TakeStore or None
        Where takes of the person's own voice may be; ``None`` when there are none.
    source : str
        The primary heart of the practice; empty when it has none.
    device : str
        The name of the loudspeaker to be heard from; empty for the usual one.
    opener : callable
        Opens a loudspeaker by its name.
    """

    def __init__(
        self,
        settings: SoundSettings,
        *,
        voice_folder: Path | None = None,
        takes: TakeStore | None = None,
        source: str = "",
        device: str = "",
        opener: Opener = open_speaker,
    ) -> None:
        self._settings = settings
        self._voice_folder = voice_folder
        self._takes = takes
        self._source = source
        self._chosen = ChosenSpeaker(opener, device)
        self._muted = False
        self._stopping = threading.Event()
        self._thread: SoundThread | None = None

    is_audible = True

    @property
    def latency_s(self) -> float:
        """How long the device says that sound is on its way, in seconds; ``nan`` while there is silence."""
        return math.nan if self._thread is None else self._thread.latency_s

    def follow(self, practice: Practice, clock: Clock, inbox: Inbox, on_error: Callable[[SoundError], None]) -> None:
        """Play along until the practice has ended, the inbox has, or `close` is called; to be asked once.

        Parameters
        ----------
        practice : Practice
            What is practised.
        clock : Clock
            The session clock, at its real pace.
        inbox : Inbox
            The events from the first one on, read by this sound alone.
        on_error : callable
            Takes what keeps it from being heard, from the thread of the sound.
        """
        taken: list[Voice] = [] if self._takes is None else [TakenVoice(self._takes)]
        named = [] if self._voice_folder is None else [RecordedVoice(practice, self._voice_folder)]
        by_machine = [] if self._takes is None else [TakenVoice(self._takes.by_machine)]
        self._thread = SoundThread(
            SoundPlan(practice, self._source),
            clock,
            inbox,
            on_error,
            self._settings,
            InTurn([*taken, *named, *by_machine]),
            InTurn(taken),
            self._track_of(practice),
            self._chosen,
            self._stopping,
        )
        self._thread.start()

    def change(self, settings: SoundSettings) -> None:
        """Take new settings; what is heard moves to them softly."""
        self._settings = settings
        self._apply_settings()

    def go_to(self, device: str) -> None:
        """Be heard from another loudspeaker from now on; from the usual one for an empty name, or where it is not."""
        self._chosen.choose(device)

    def mute(self, *, muted: bool) -> None:
        """Fade to silence for now, or come back as loud as it was."""
        self._muted = muted
        self._apply_settings()

    def settle(self) -> None:
        """Do nothing: nothing is left to be said."""

    def close(self) -> None:
        """Fade and stop; returns when that is done, or after 3 s with a device that does not answer."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_STOP_TIMEOUT_S)

    def _track_of(self, practice: Practice) -> Path | None:
        if practice.track is None or self._voice_folder is None:
            return None
        return self._voice_folder / practice.track.file

    def _apply_settings(self) -> None:
        if self._thread is not None:
            silent = replace(self._settings, volume=0.0)
            self._thread.change(silent if self._muted else self._settings)
