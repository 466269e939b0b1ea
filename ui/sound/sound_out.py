"""The sound of one practice on its own thread: events in, loudspeaker out.

The thread ``sound`` reads the events and watches the loudspeaker. Without one there is silence, one sentence, and a
practice that goes on.
"""

import copy
import logging
import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from biofeedback.events import Event, PromptShown
from biofeedback.facts import Facts
from biofeedback.hub import Inbox
from biofeedback.practice.script.model import Practice
from ui.sound.mix import FADE_OUT_S, SoundPlan, is_mixed
from ui.sound.playing import Playing
from ui.sound.settings import SoundSettings
from ui.sound.speaker import Speaker, open_speaker
from ui.sound.takes.store import TakeStore
from ui.sound.takes.taken_voice import InTurn, TakenVoice
from ui.sound.track.sound_file import check_hash
from ui.sound.track.stream import TrackStream
from ui.sound.voice import RecordedVoice, Voice

BELL_TAIL_S = 6.0
"""Seconds that the last bell may ring after the end; a choice: by then it is some 40 dB down."""

CHECK_EVERY_S = 0.5
"""Real seconds between two looks at the loudspeaker; a choice: nobody notices, and it costs nothing."""

RETRY_S = 5.0
"""Seconds between two attempts to open a loudspeaker; a choice: a headset that comes back is found soon."""

_STOP_TIMEOUT_S = 3.0  # for a device that does not answer; a choice: longer than any fade

logger = logging.getLogger(__name__)


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
    opener : callable
        Opens the loudspeaker.
    """

    def __init__(
        self,
        settings: SoundSettings,
        *,
        voice_folder: Path | None = None,
        takes: TakeStore | None = None,
        source: str = "",
        opener: Callable[[], Speaker] = open_speaker,
    ) -> None:
        self._settings = settings
        self._voice_folder = voice_folder
        self._takes = takes
        self._source = source
        self._opener = opener
        self._muted = False
        self._stopping = threading.Event()
        self._thread: _SoundThread | None = None

    heard = True

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
        self._thread = _SoundThread(
            SoundPlan(practice, self._source),
            clock,
            inbox,
            on_error,
            self._settings,
            InTurn([*taken, *named, *by_machine]),
            InTurn(taken),
            self._track_of(practice),
            self._opener,
            self._stopping,
        )
        self._thread.start()

    def change(self, settings: SoundSettings) -> None:
        """Take new settings; what is heard moves to them softly."""
        self._settings = settings
        self._apply_settings()

    def mute(self, *, muted: bool) -> None:
        """Fade to silence for now, or come back as loud as it was."""
        self._muted = muted
        self._apply_settings()

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


class _SoundThread(threading.Thread):
    """The thread ``sound``."""

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
        opener: Callable[[], Speaker],
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
        self._opener = opener
        self._stopping = stopping
        self._playing: Playing | None = None
        self._reported: set[tuple[str, Facts]] = set()
        self._next_attempt_s = -math.inf

    @property
    def latency_s(self) -> float:
        playing = self._playing
        return math.nan if playing is None else playing.speaker.latency_s

    def change(self, settings: SoundSettings) -> None:
        self._settings = settings
        playing = self._playing
        if playing is not None:
            playing.send(settings)

    def run(self) -> None:
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
        if self._playing is not None:
            if self._playing.alive:
                return
            self._playing.close()
            self._playing = None
            self._next_attempt_s = self._clock.now_s() + RETRY_S
            self._report(SoundError(SoundErrorCode.SPEAKER_LOST))
        elif self._clock.now_s() >= self._next_attempt_s:
            self._next_attempt_s = self._clock.now_s() + RETRY_S
            track: TrackStream | None = None
            try:
                speaker = self._opener()
                track = self._open_track(speaker.rate_hz)
                self._playing = Playing(speaker, self._clock, copy.deepcopy(self._plan), self._settings, track)
            except SoundError as error:
                if track is not None:
                    track.close()
                # That a loudspeaker went was said already.
                if (SoundErrorCode.SPEAKER_LOST, ()) not in self._reported:
                    self._report(error)
            else:
                self._reported.discard((SoundErrorCode.SPEAKER_LOST, ()))
                logger.info("sound is %.0f ms on its way", 1000.0 * self._playing.speaker.latency_s)

    def _report(self, error: SoundError) -> None:
        if (error.code, error.facts) not in self._reported:
            self._reported.add((error.code, error.facts))
            self._on_error(error)
