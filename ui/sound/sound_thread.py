"""The thread that plays a practice: it reads the events, and watches the loudspeaker.

Without one there is silence, one sentence, and a practice that goes on.
"""

import copy
import logging
import math
import threading
from collections.abc import Callable
from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from biofeedback.events import Event, PromptShown
from biofeedback.facts import Facts
from biofeedback.hub import Inbox
from ui.sound.chosen_speaker import ChosenSpeaker
from ui.sound.mix import FADE_OUT_S, SoundPlan, is_mixed
from ui.sound.playing import Playing
from ui.sound.settings import SoundSettings
from ui.sound.speaker import Speaker
from ui.sound.track.sound_file import check_hash
from ui.sound.track.stream import TrackStream
from ui.sound.voice import Voice

BELL_TAIL_S = 6.0
"""Seconds that the last bell may ring after the end; a choice: by then it is some 40 dB down."""

CHECK_EVERY_S = 0.5
"""Real seconds between two looks at the loudspeaker; a choice: nobody notices, and it costs nothing."""

RETRY_S = 5.0
"""Seconds between two attempts to open a loudspeaker; a choice: a headset that comes back is found soon."""

logger = logging.getLogger(__name__)


class SoundThread(threading.Thread):
    """The thread ``sound`` of one practice; the parameters are what `SoundOut` makes of its own."""

    def __init__(
        self,
        plan: SoundPlan,
        clock: Clock,
        inbox: Inbox,
        on_error: Callable[[SoundError], None],
        settings: SoundSettings,
        voice: Voice,
        taken: Voice,
        track: Path | None,
        chosen: ChosenSpeaker,
        stopping: threading.Event,
    ) -> None:
        super().__init__(name="sound", daemon=True)
        self._plan = plan  # kept up to date here, so that a loudspeaker that comes later begins with a copy
        self._clock = clock
        self._inbox = inbox
        self._on_error = on_error
        self._settings = settings
        spoken = plan.track is None
        self._voice = voice if spoken else None
        self._taken = taken if spoken else None  # beside the voice of the machine, which speaks elsewhere
        self._track = track
        self._chosen = chosen
        self._stopping = stopping
        self._playing: Playing | None = None
        self._reported: set[tuple[str, Facts]] = set()
        self._next_attempt_s = -math.inf

    @property
    def latency_s(self) -> float:
        """How long the device says that sound is on its way, in seconds; ``nan`` while there is silence."""
        playing = self._playing
        return math.nan if playing is None else playing.speaker.latency_s

    def change(self, settings: SoundSettings) -> None:
        """Take new settings."""
        self._settings = settings
        playing = self._playing
        if playing is not None:
            playing.send(settings)

    def run(self) -> None:
        """Play along until the practice or the session has ended, or it is to stop."""
        try:
            self._check_voice()
            if self._track is not None and self._plan.track is not None:
                file_and_hash = (self._track, self._plan.track.sha256)
                threading.Thread(target=self._check_track, args=file_and_hash, name="track check", daemon=True).start()
            self._play_along()
        except Exception:
            logger.exception("the sound stopped short")
            self._on_error(SoundError(SoundErrorCode.STOPPED))
        finally:
            if self._playing is not None:
                self._playing.fade_and_close(2.0 * FADE_OUT_S)
                self._playing = None

    def _play_along(self) -> None:
        self._check_speaker()
        while not (self._stopping.is_set() or self._inbox.ended or self._plan.ended):
            for item in self._inbox.wait(CHECK_EVERY_S):
                self._on_event(item.event)
            self._check_speaker()
        if self._plan.ended and self._playing is not None:
            self._stopping.wait(BELL_TAIL_S)

    def _on_event(self, event: Event) -> None:
        if is_mixed(event):
            self._plan.apply(event)
            if self._playing is not None:
                self._playing.send(event)
        elif isinstance(event, PromptShown):
            self._speak(event.text)

    def _speak(self, text: str) -> None:
        voice = {"recorded": self._voice, "system": self._taken, "off": None}[self._settings.voice]
        if self._playing is None or voice is None:
            return
        try:
            clip = voice.clip(text, self._playing.speaker.rate_hz)
        except SoundError as error:
            self._report(error)
        else:
            if clip is not None:
                self._playing.send(clip)

    def _check_voice(self) -> None:
        if self._voice is not None and self._settings.voice == "recorded":
            try:
                self._voice.check()
            except SoundError as error:
                self._report(error)

    def _check_track(self, file: Path, sha256: str) -> None:
        """See that the track is the one that the practice was made with; a long one takes a few seconds."""
        try:
            check_hash(file, sha256)
        except SoundError as error:
            self._report(error)
        except OSError:
            return  # whoever opens it says so

    def _open_track(self, rate_hz: float) -> TrackStream | None:
        if self._track is None:
            return None
        try:
            return TrackStream(self._track, rate_hz)
        except SoundError as error:
            self._report(error)
            return None

    def _check_speaker(self) -> None:
        moves = self._chosen.is_another
        if self._playing is not None:
            if self._playing.alive and not moves:
                return
            self._let_go(self._playing)
        if moves or self._clock.now_s() >= self._next_attempt_s:
            self._next_attempt_s = self._clock.now_s() + RETRY_S
            self._open()

    def _let_go(self, playing: Playing) -> None:
        """Leave a loudspeaker for another, or one that has gone."""
        self._playing = None
        if playing.alive:
            playing.fade_and_close(2.0 * FADE_OUT_S)
            return
        playing.close()
        if self._chosen.is_there:  # the usual one is tried at once
            self._next_attempt_s = -math.inf
        else:
            self._next_attempt_s = self._clock.now_s() + RETRY_S
            self._report(SoundError(SoundErrorCode.SPEAKER_LOST))

    def _open(self) -> None:
        try:
            playing, elsewhere = self._chosen.open(self._play_on)
        except SoundError as error:
            # That a loudspeaker went was said already.
            if (SoundErrorCode.SPEAKER_LOST, ()) not in self._reported:
                self._report(error)
            return
        self._playing = playing
        self._reported.discard((SoundErrorCode.SPEAKER_LOST, ()))
        if elsewhere is not None:
            self._report(elsewhere)
        logger.info("sound is %.0f ms on its way", 1000.0 * playing.speaker.latency_s)

    def _play_on(self, speaker: Speaker) -> Playing:
        track = self._open_track(speaker.rate_hz)
        try:
            return Playing(speaker, self._clock, copy.deepcopy(self._plan), self._settings, track)
        except SoundError:
            if track is not None:
                track.close()
            raise

    def _report(self, error: SoundError) -> None:
        if (error.code, error.facts) not in self._reported:
            self._reported.add((error.code, error.facts))
            self._on_error(error)
