"""Plays a practice on one loudspeaker: every block is made for the moment at which it will be heard.

`Playing.fill` is called from the device's own thread, where nothing may wait, so messages come through a queue that is
never locked for long.
"""

import queue
import threading
from typing import TypeAlias

from biofeedback.clock import Clock
from biofeedback.events import Event
from ui.sound.clips import Clip
from ui.sound.mix import Block, Mix, SoundPlan
from ui.sound.playback_clock import PlaybackClock
from ui.sound.settings import SoundSettings
from ui.sound.speaker import Speaker
from ui.sound.track.stream import TrackSource

STALLED_AFTER_S = 4.0
"""Seconds; a device that asks for no block for this long has gone, whatever it says. A choice: many blocks."""

Message: TypeAlias = Event | SoundSettings | Clip


class Playing:
    """A practice on a loudspeaker.

    Parameters
    ----------
    speaker : Speaker
        Where to.
    clock : Clock
        The session clock, at its real pace.
    plan : SoundPlan
        When to sound what; nobody else may use it from now on.
    settings : SoundSettings
        What is heard, and how loud.
    track : TrackSource or None
        Where the frames of the practice's track come from; it is closed with the loudspeaker.

    Raises
    ------
    SoundError
        The loudspeaker will not begin.
    """

    def __init__(
        self,
        speaker: Speaker,
        clock: Clock,
        plan: SoundPlan,
        settings: SoundSettings,
        track: TrackSource | None = None,
    ) -> None:
        self.speaker = speaker
        self._clock = clock
        self._track = track
        self._mix = Mix(plan, settings, speaker.rate_hz, track)
        self._playback_clock = PlaybackClock(speaker.rate_hz)
        self._frame = 0
        self._filled_s = clock.now_s()
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._fading = False
        self._silent_frames = 0
        self._faded = threading.Event()
        speaker.start(self.fill)

    @property
    def alive(self) -> bool:
        """Whether the device plays."""
        return self.speaker.active and self._clock.now_s() - self._filled_s < STALLED_AFTER_S

    def send(self, message: Message) -> None:
        """Hand the next block an event, new settings, or a clip to play."""
        self._messages.put(message)

    def fade_and_close(self, timeout_s: float) -> None:
        """Fade, wait until that was heard or the time is over, and close the device."""
        self._fading = True
        self._faded.wait(timeout_s)
        self.close()

    def close(self) -> None:
        """Let the device go as it is."""
        self.speaker.close()
        if self._track is not None:
            self._track.close()

    def fill(self, block: Block, lead_s: float) -> None:
        """Make the next block; its first frame is heard in ``lead_s``."""
        now_s = self._clock.now_s()
        self._playback_clock.measure(self._frame, now_s + lead_s)
        self._take_messages()
        if self._fading:
            self._mix.fade_out()
        self._mix.render(block, self._playback_clock.at)
        self._frame += len(block)
        self._filled_s = now_s
        if self._mix.silent:
            self._silent_frames += len(block)
        if self._silent_frames > lead_s * self.speaker.rate_hz:
            self._faded.set()  # and what was made before the silence has been heard

    def _take_messages(self) -> None:
        while True:
            try:
                message = self._messages.get_nowait()
            except queue.Empty:
                return
            match message:
                case SoundSettings():
                    self._mix.change(message)
                case Clip():
                    self._mix.say(message)
                case _:
                    self._mix.apply(message)
