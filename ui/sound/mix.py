"""Mixes breath, bells, voice and track of a practice into blocks of any size.

A mix belongs to whoever renders it and knows no thread, clock or device: it is given events, and asked for the next
frames together with the session time at which each of them will be heard.
"""

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.events import (
    BellRang,
    BreathPlanned,
    ClosingBegan,
    Event,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    StepBegan,
)
from biofeedback.practice.guide.bell_moments import BellMoments
from biofeedback.practice.guide.vanishing import leading_share
from biofeedback.practice.pacing.breath import BreathPlan
from biofeedback.practice.script.model import Practice, Step
from biofeedback.practice.warmth import ALONE_SHARE, HELD_SHARE
from ui.sound.bells import Bells, moment_in_frames
from ui.sound.clips import Clip, Clips
from ui.sound.grains import GRAIN, Eased, Samples, spread
from ui.sound.settings import SoundSettings, amplitude
from ui.sound.tone import BreathTone
from ui.sound.track.stream import TrackSource
from ui.sound.track.track_course import TrackCourse
from ui.sound.track.track_part import TrackPart
from ui.sound.waves import Waves

Block: TypeAlias = NDArray[np.float32]
"""Samples for two ears, shape (frames, 2), within ±1."""

_MIXED_EVENTS = (BellRang, BreathPlanned, Paused, Resumed, ClosingBegan, StepBegan, PracticeEnded)

FADE_OUT_S = 0.8
"""Seconds in which the sound fades when the practice is left: a choice; not abrupt, and nobody waits for it."""

# Shares of full a second; a choice: a volume that is turned arrives within a quarter of a second, another sound of
# the breath within a second.
_VOLUME_PER_S = 4.0
_BREATH_PER_S = 1.0
_WARMTH_PER_S = (
    0.1  # of the warmth, which comes once a second; a choice: quicker than it ever grows, and no step is heard
)
_LATE_S = 2.0  # a bell that would come later than this is left out; a choice: it belongs to a moment that has passed
_SAME_S = 0.01  # moments no further apart than this are one bell, announced and foretold
_KNEE = 0.7  # amplitude up to which sound stays as it is; a choice


def is_mixed(event: Event) -> bool:
    """Return whether a mix has use for this event."""
    return isinstance(event, _MIXED_EVENTS) or (isinstance(event, Metric) and event.name == "warmth_share")


class SoundPlan:
    """When to sound what, from the events of one practice; it outlives a loudspeaker that comes and goes.

    Parameters
    ----------
    practice : Practice
        What is practised.
    source : str
        The primary heart, whose warmth the light has; empty in a practice without a sensor.

    Attributes
    ----------
    breath : BreathPlan
        The breath that is led.
    ended : bool
        Whether the practice has ended.
    warmth : float
        The warmth of the light, from its floor to 1.
    track : Track or None
        The one recording that the practice is; breath and bells are then silent.
    course : TrackCourse
        Where in it the practice is.
    """

    def __init__(self, practice: Practice, source: str = "") -> None:
        self.breath = BreathPlan()
        self._source = source
        self.warmth = HELD_SHARE if source else ALONE_SHARE
        self.track = practice.track
        self.course = TrackCourse()
        self._steps = practice.steps
        self._step: tuple[Step, float] | None = None  # the present one and when it began
        self.ended = False
        self._bells = BellMoments(practice)
        self._announced_s = -math.inf  # the latest bell that the practice announced
        self._struck_s = -math.inf

    def apply(self, event: Event) -> None:
        """Take in an event."""
        self.breath.apply(event)
        self._bells.apply(event)
        self.course.apply(event)
        match event:
            case BellRang(t_s=t_s):
                self._announced_s = t_s
            case StepBegan(t_s=t_s, index=index) if index < len(self._steps):
                self._step = (self._steps[index], t_s)
            case PracticeEnded():
                self.ended = True
            case Metric(name="warmth_share", source=source, value=value) if source == self._source and value == value:
                self.warmth = min(1.0, max(HELD_SHARE, value))
            case Paused(t_s=t_s) if self._struck_s > t_s:
                # It rang for a moment that now waits, and rings again when that comes.
                self._struck_s = t_s
            case _:
                pass

    def breath_share(self, t_s: float) -> float:
        """Return how much of the breath is to be heard, 0 to 1: less and less of it where the light lets go."""
        if self.ended or self.track is not None:
            return 0.0
        if self._step is None:
            return 1.0
        step, began_s = self._step
        return leading_share(step, (t_s - began_s) / step.length_s) if step.sound.breath else 0.0

    def bell_due_s(self, now_s: float) -> float:
        """Return when the next bell is to be heard; ``inf`` when none is known or it is long past."""
        if self.track is not None:
            return math.inf
        if self._announced_s > self._struck_s + _SAME_S and now_s - self._announced_s < _LATE_S:
            return self._announced_s
        coming_s = self._bells.next_s
        if coming_s is None or coming_s <= max(self._struck_s + _SAME_S, now_s - _LATE_S):
            return math.inf
        return coming_s

    def struck(self, t_s: float) -> None:
        """Note that the bell of this moment was struck."""
        self._struck_s = t_s


class Mix:
    """Renders one practice for one loudspeaker.

    Parameters
    ----------
    plan : SoundPlan
        When to sound what.
    settings : SoundSettings
        What is heard, and how loud.
    rate_hz : float
        Frames a second.
    track : TrackSource or None
        Where the frames of its track come from; None when it has none, or it cannot be played.
    """

    def __init__(
        self, plan: SoundPlan, settings: SoundSettings, rate_hz: float, track: TrackSource | None = None
    ) -> None:
        self._plan = plan
        self._settings = settings
        self._tone = BreathTone(rate_hz)
        self._waves = Waves(rate_hz)
        self._bells = Bells(rate_hz)
        self._clips = Clips(rate_hz)
        self._track = None if track is None else TrackPart(track, rate_hz)
        self._tone_gain = Eased(rate_hz, _BREATH_PER_S)
        self._warmth = Eased(rate_hz, _WARMTH_PER_S, HELD_SHARE)
        self._waves_gain = Eased(rate_hz, _BREATH_PER_S)
        self._bells_gain = Eased(rate_hz, _VOLUME_PER_S, amplitude(settings.bells_volume))
        self._voice_gain = Eased(rate_hz, _VOLUME_PER_S, amplitude(settings.voice_volume))
        self._master_gain = Eased(rate_hz, _VOLUME_PER_S, amplitude(settings.volume))
        self._presence = Eased(rate_hz, 1.0 / FADE_OUT_S, 1.0)
        self._presence_target = 1.0
        self._made = np.zeros((0, 2))
        self._frame = 0
        self._heard_s = math.nan

    @property
    def silent(self) -> bool:
        """Whether the sound was asked to fade and has faded."""
        return self._presence_target == 0.0 and self._presence.value == 0.0

    def apply(self, event: Event) -> None:
        """Take in an event."""
        self._plan.apply(event)

    def change(self, settings: SoundSettings) -> None:
        """Take new settings; what is heard moves to them softly."""
        self._settings = settings

    def say(self, clip: Clip) -> None:
        """Let a voice be heard from the next grain on; one that still speaks makes room."""
        self._clips.play(clip)

    def fade_out(self) -> None:
        """Fade to silence within `FADE_OUT_S`."""
        self._presence_target = 0.0

    def render(self, block: Block, heard_s: Callable[[int], float]) -> None:
        """Fill ``block`` with the next frames.

        Parameters
        ----------
        block : Block
            Where to.
        heard_s : callable
            Gives the session time at which a frame is heard, counted from the first frame ever rendered.
        """
        lacking = len(block) - len(self._made)
        if lacking > 0:
            self._made = np.concatenate((self._made, self._grains(math.ceil(lacking / GRAIN), heard_s)))
        block[:] = self._made[: len(block)]
        self._made = self._made[len(block) :]

    def _grains(self, count: int, heard_s: Callable[[int], float]) -> Samples:
        begins_s = heard_s(self._frame) if math.isnan(self._heard_s) else self._heard_s
        times_s = [begins_s, *(heard_s(self._frame + GRAIN * number) for number in range(1, count + 1))]
        self._frame += GRAIN * count
        self._heard_s = times_s[-1]
        self._strike_bell(times_s)
        sound = self._breath(times_s[1:])
        sound += self._with_gain(self._bells_gain, self._settings.bells_volume, self._bells.render(count))
        voice_volume = 0.0 if self._settings.voice == "off" else self._settings.voice_volume
        sound += self._with_gain(self._voice_gain, voice_volume, self._clips.render(count))
        if self._track is not None and self._plan.track is not None:
            course = self._plan.course
            played = self._track.render(course.at(times_s[0]), count, closing=course.closing)
            sound += amplitude(self._plan.track.volume) * played
        whole = self._master_gain.line([amplitude(self._settings.volume)] * count)
        presence = self._presence.line([self._presence_target] * count)
        return _soft(sound * (spread(whole) * spread(presence))[:, None])

    def _strike_bell(self, times_s: Sequence[float]) -> None:
        due_s = self._plan.bell_due_s(times_s[0])
        after = moment_in_frames(times_s, due_s)
        if after is not None:
            self._bells.strike(after)
            self._plan.struck(due_s)

    def _breath(self, times_s: Sequence[float]) -> Samples:
        moments = [self._plan.breath.at(t_s) for t_s in times_s]
        target = amplitude(self._settings.breath_volume) * self._plan.breath_share(times_s[0])
        breath = self._settings.breath
        tone = self._tone_gain.line([target if breath == "tone" else 0.0] * len(moments))
        waves = self._waves_gain.line([target if breath == "waves" else 0.0] * len(moments))
        warmth = self._warmth.line([self._plan.warmth if self._settings.warmth else HELD_SHARE] * len(moments))
        sound = np.zeros((len(moments) * GRAIN, 2))
        if any(waves):
            sound += spread(waves)[:, None] * self._waves.render(moments)
        if any(tone):
            sound += (spread(tone) * self._tone.render(moments, warmth))[:, None]
        return sound

    def _with_gain(self, gain: Eased, volume: float, sound: Samples) -> Samples:
        line = gain.line([amplitude(volume)] * (len(sound) // GRAIN))
        return (spread(line) * sound)[:, None]


def _soft(sound: Samples) -> Samples:
    """Return the sound within ±1: untouched up to the knee, then ever more gently."""
    loud = np.abs(sound)
    if loud.max(initial=0.0) <= _KNEE:
        return sound
    bent = _KNEE + (1.0 - _KNEE) * np.tanh((loud - _KNEE) / (1.0 - _KNEE))
    return np.asarray(np.where(loud <= _KNEE, sound, np.copysign(bent, sound)), dtype=np.float64)
