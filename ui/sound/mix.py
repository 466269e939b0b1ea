"""Everything that is heard in a practice, mixed into blocks of any size.

A mix belongs to whoever renders it and knows no thread, clock or device: it is told events, and asked for the next
frames together with the session time at which each of them will be heard.
"""

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.events import BreathPlanned, Event, Paused, PracticeEnded, Resumed, SettingChanged, StepBegan
from biofeedback.practice.breath import BreathMoment, BreathPlan
from biofeedback.practice.script import Practice
from biofeedback.practice.step_moments import StepMoment, StepMoments
from ui.sound.bells import Bells, moment_in_frames
from ui.sound.clips import Clip, Clips
from ui.sound.grains import GRAIN, Eased, Samples, spread
from ui.sound.settings import SoundSettings, amplitude
from ui.sound.tone import BreathTone
from ui.sound.waves import Waves

Block: TypeAlias = NDArray[np.float32]
"""Samples for two ears, shape (frames, 2), within ±1."""

HEEDED = (BreathPlanned, Paused, Resumed, SettingChanged, StepBegan, PracticeEnded)
"""The events that a mix has use for."""

LEAVES_IN_S = 0.8
"""How long the sound takes to go when it is asked to."""

# A volume that is turned reaches its place in a quarter of a second, a new sound of the breath in a second.
_VOLUME_PER_S = 4.0
_BREATH_PER_S = 1.0
_STEP_STRENGTH = 0.6
_LATE_S = 2.0
_KNEE = 0.7


class Score:
    """What is to be heard when, from the events of one practice: it outlives a loudspeaker that comes and goes."""

    def __init__(self, practice: Practice) -> None:
        self.breath = BreathPlan()
        self.steps = StepMoments(practice)
        self.last_index = len(practice.steps)
        self.ended = False
        self._began: StepMoment | None = None
        self._rung = StepMoment(-1, -math.inf)

    def apply(self, event: Event) -> None:
        """Take in an event."""
        self.breath.apply(event)
        self.steps.apply(event)
        match event:
            case StepBegan(index=index, t_s=t_s):
                self._began = StepMoment(index, t_s)
            case PracticeEnded(t_s=t_s):
                self._began = StepMoment(self.last_index, t_s)
                self.ended = True
            case Paused(t_s=t_s) if self._rung.t_s > t_s:
                # It rang for a step that now waits, and rings again when that comes.
                self._rung = StepMoment(self._rung.index - 1, -math.inf)
            case _:
                pass

    def bell_due(self, now_s: float) -> StepMoment | None:
        """Return the step whose bell is to be rung next; None when none is known or it is long past."""
        began = self._began
        if began is not None and began.index > self._rung.index and now_s - began.t_s < _LATE_S:
            return began
        coming = self.steps.next
        return coming if coming is not None and coming.index > self._rung.index else None

    def rang(self, moment: StepMoment) -> None:
        """Keep in mind that the bell of this step was rung."""
        self._rung = moment


class Mix:
    """Renders one practice for one loudspeaker.

    Parameters
    ----------
    score : Score
        What is to be heard when.
    settings : SoundSettings
        What is heard, and how loud.
    rate_hz : float
        Frames a second.
    """

    def __init__(self, score: Score, settings: SoundSettings, rate_hz: float) -> None:
        self._score = score
        self._settings = settings
        self._tone = BreathTone(rate_hz)
        self._waves = Waves(rate_hz)
        self._bells = Bells(rate_hz)
        self._clips = Clips(rate_hz)
        self._tone_gain = Eased(rate_hz, _BREATH_PER_S)
        self._waves_gain = Eased(rate_hz, _BREATH_PER_S)
        self._bells_gain = Eased(rate_hz, _VOLUME_PER_S, amplitude(settings.bells_volume))
        self._voice_gain = Eased(rate_hz, _VOLUME_PER_S, amplitude(settings.voice_volume))
        self._whole = Eased(rate_hz, _VOLUME_PER_S, amplitude(settings.volume))
        self._presence = Eased(rate_hz, 1.0 / LEAVES_IN_S, 1.0)
        self._present = 1.0
        self._made = np.zeros((0, 2))
        self._frame = 0
        self._heard_s = math.nan

    @property
    def gone(self) -> bool:
        """Whether the sound was asked to go and has gone."""
        return self._present == 0.0 and self._presence.value == 0.0

    def apply(self, event: Event) -> None:
        """Take in an event."""
        self._score.apply(event)

    def change(self, settings: SoundSettings) -> None:
        """Take new settings; what is heard moves to them softly."""
        self._settings = settings

    def say(self, clip: Clip) -> None:
        """Let a voice be heard from the next grain on; one that still speaks makes room."""
        self._clips.play(clip)

    def leave(self) -> None:
        """Let the sound go within `LEAVES_IN_S`."""
        self._present = 0.0

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
        self._ring(times_s)
        sound = self._breath([self._score.breath.at(t_s) for t_s in times_s[1:]])
        sound += self._beside(self._bells_gain, self._settings.bells_volume, self._bells.render(count))
        voice_volume = self._settings.voice_volume if self._settings.voice == "recorded" else 0.0
        sound += self._beside(self._voice_gain, voice_volume, self._clips.render(count))
        whole = self._whole.line([amplitude(self._settings.volume)] * count)
        presence = self._presence.line([self._present] * count)
        return _soft(sound * (spread(whole) * spread(presence))[:, None])

    def _ring(self, times_s: Sequence[float]) -> None:
        due = self._score.bell_due(times_s[0])
        if due is None:
            return
        after = moment_in_frames(times_s, due.t_s)
        if after is not None:
            self._bells.strike(after, 1.0 if due.index in (0, self._score.last_index) else _STEP_STRENGTH)
            self._score.rang(due)

    def _breath(self, moments: Sequence[BreathMoment]) -> Samples:
        wanted = 0.0 if self._score.ended else amplitude(self._settings.breath_volume)
        breath = self._settings.breath
        tone = self._tone_gain.line([wanted if breath == "tone" else 0.0] * len(moments))
        waves = self._waves_gain.line([wanted if breath == "waves" else 0.0] * len(moments))
        sound = np.zeros((len(moments) * GRAIN, 2))
        if any(waves):
            sound += spread(waves)[:, None] * self._waves.render(moments)
        if any(tone):
            sound += (spread(tone) * self._tone.render(moments))[:, None]
        return sound

    def _beside(self, gain: Eased, volume: float, sound: Samples) -> Samples:
        line = gain.line([amplitude(volume)] * (len(sound) // GRAIN))
        return (spread(line) * sound)[:, None]


def _soft(sound: Samples) -> Samples:
    """Return the sound within ±1: untouched up to 0.7, then ever more gently."""
    loud = np.abs(sound)
    if loud.max(initial=0.0) <= _KNEE:
        return sound
    bent = _KNEE + (1.0 - _KNEE) * np.tanh((loud - _KNEE) / (1.0 - _KNEE))
    return np.asarray(np.where(loud <= _KNEE, sound, np.copysign(bent, sound)), dtype=np.float64)
