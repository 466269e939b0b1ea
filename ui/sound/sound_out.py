"""The sound of one practice, from its first bell to the last: events in, loudspeaker out.

The thread ``sound`` reads the events and minds the loudspeaker. Without one there is silence, one sentence, and a
practice that goes on. This module must not make sound; `mix` does.
"""

import copy
import logging
import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.errors import SoundError
from biofeedback.events import Event, PromptShown
from biofeedback.hub import Inbox
from biofeedback.practice.script.model import Practice
from ui.sound.mix import HEEDED, LEAVES_IN_S, Score
from ui.sound.playing import Playing
from ui.sound.settings import SoundSettings
from ui.sound.speaker import Speaker, open_speaker
from ui.sound.voice import RecordedVoice, Voice

SPEAKER_WENT = "The loudspeaker went away. The practice goes on in silence, and sound comes back when it does."
SOUND_STOPPED = "The sound had to stop, through a fault of ours; the practice and the recording go on."

RINGS_ON_S = 6.0
"""How long the last bell may ring after the end."""

LOOK_S = 0.5
"""How often, in real seconds, a look is taken at the loudspeaker."""

TRY_AGAIN_S = 5.0
_STOP_TIMEOUT_S = 3.0

logger = logging.getLogger(__name__)


class SoundOut:
    """Plays one practice.

    Parameters
    ----------
    settings : SoundSettings
        What is heard, and how loud.
    voice_folder : Path or None
        Where the voice files are that the practice names; ``None`` when there are none.
    opening : callable
        Opens the loudspeaker.
    """

    def __init__(
        self,
        settings: SoundSettings,
        *,
        voice_folder: Path | None = None,
        opening: Callable[[], Speaker] = open_speaker,
    ) -> None:
        self._settings = settings
        self._voice_folder = voice_folder
        self._opening = opening
        self._muted = False
        self._leaving = threading.Event()
        self._following: _Following | None = None

    @property
    def latency_s(self) -> float:
        """How long the device says that sound is on its way, in seconds; ``nan`` while there is silence."""
        return math.nan if self._following is None else self._following.latency_s

    def follow(self, practice: Practice, clock: Clock, inbox: Inbox, on_error: Callable[[str], None]) -> None:
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
            Takes one plain sentence, from the thread of the sound.
        """
        voice = None if self._voice_folder is None else RecordedVoice(practice, self._voice_folder)
        self._following = _Following(
            Score(practice), clock, inbox, on_error, self._settings, voice, self._opening, self._leaving
        )
        self._following.start()

    def change(self, settings: SoundSettings) -> None:
        """Take new settings; what is heard moves to them softly."""
        self._settings = settings
        self._pass_on()

    def mute(self, *, muted: bool) -> None:
        """Fade to silence for now, or come back as loud as it was."""
        self._muted = muted
        self._pass_on()

    def close(self) -> None:
        """Fade and stop; returns when that is done, or after 3 s with a device that does not answer."""
        self._leaving.set()
        if self._following is not None:
            self._following.join(_STOP_TIMEOUT_S)

    def _pass_on(self) -> None:
        if self._following is not None:
            silent = replace(self._settings, volume=0.0)
            self._following.change(silent if self._muted else self._settings)


class _Following(threading.Thread):
    """The thread ``sound``."""

    def __init__(
        self,
        score: Score,
        clock: Clock,
        inbox: Inbox,
        on_error: Callable[[str], None],
        settings: SoundSettings,
        voice: Voice | None,
        opening: Callable[[], Speaker],
        leaving: threading.Event,
    ) -> None:
        super().__init__(name="sound", daemon=True)
        self._score = score  # kept up to date here, so that a loudspeaker that comes later begins with a copy
        self._clock = clock
        self._inbox = inbox
        self._on_error = on_error
        self._settings = settings
        self._voice = voice
        self._opening = opening
        self._leaving = leaving
        self._playing: Playing | None = None
        self._told: set[str] = set()
        self._look_again_s = -math.inf

    @property
    def latency_s(self) -> float:
        playing = self._playing
        return math.nan if playing is None else playing.speaker.latency_s

    def change(self, settings: SoundSettings) -> None:
        self._settings = settings
        playing = self._playing
        if playing is not None:
            playing.tell(settings)

    def run(self) -> None:
        try:
            self._check_voice()
            self._play_along()
        except Exception:
            logger.exception("the sound stopped short")
            self._on_error(SOUND_STOPPED)
        finally:
            if self._playing is not None:
                self._playing.leave(2.0 * LEAVES_IN_S)
                self._playing = None

    def _play_along(self) -> None:
        self._mind_the_speaker()
        while not (self._leaving.is_set() or self._inbox.ended or self._score.ended):
            for item in self._inbox.wait(LOOK_S):
                self._hear(item.event)
            self._mind_the_speaker()
        if self._score.ended and self._playing is not None:
            self._leaving.wait(RINGS_ON_S)

    def _hear(self, event: Event) -> None:
        if isinstance(event, HEEDED):
            self._score.apply(event)
            if self._playing is not None:
                self._playing.tell(event)
        elif isinstance(event, PromptShown):
            self._speak(event.text)

    def _speak(self, text: str) -> None:
        if self._playing is None or self._voice is None or self._settings.voice != "recorded":
            return
        try:
            clip = self._voice.clip(text, self._playing.speaker.rate_hz)
        except SoundError as error:
            self._tell(str(error))
        else:
            if clip is not None:
                self._playing.tell(clip)

    def _check_voice(self) -> None:
        if self._voice is not None and self._settings.voice == "recorded":
            try:
                self._voice.check()
            except SoundError as error:
                self._tell(str(error))

    def _mind_the_speaker(self) -> None:
        if self._playing is not None:
            if self._playing.alive:
                return
            self._playing.speaker.close()
            self._playing = None
            self._look_again_s = self._clock.now_s() + TRY_AGAIN_S
            self._tell(SPEAKER_WENT)
        elif self._clock.now_s() >= self._look_again_s:
            self._look_again_s = self._clock.now_s() + TRY_AGAIN_S
            try:
                self._playing = Playing(self._opening(), self._clock, copy.deepcopy(self._score), self._settings)
            except SoundError as error:
                # Of a loudspeaker that went everything was said.
                if SPEAKER_WENT not in self._told:
                    self._tell(str(error))
            else:
                self._told.discard(SPEAKER_WENT)
                logger.info("sound is %.0f ms on its way", 1000.0 * self._playing.speaker.latency_s)

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._on_error(sentence)
