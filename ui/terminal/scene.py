"""What there is to show of a practice at a moment, from its events."""

import math
from typing import NamedTuple

from biofeedback.events import (
    Battery,
    Contact,
    Event,
    LinkChanged,
    Marker,
    Metric,
    Notice,
    OfferMade,
    PauseMode,
    PracticeEnded,
    PromptShown,
    StepBegan,
)
from biofeedback.practice.after.progress import Progress
from biofeedback.practice.pacing.breath import BreathMoment, BreathPlan
from biofeedback.practice.script.model import Practice
from biofeedback.practice.warmth import HELD_SHARE
from biofeedback.sensor_timing import SensorTiming
from biofeedback.sensors import SIMULATED_HEART
from biofeedback.signals.definitions import DEFINITIONS
from ui.words.lengths import NO_END
from ui.words.sensor_words import CONTACT_WORDS, says_simulated, sensor_name

REMARK_S = 12.0
"""Session seconds that a passing remark stays; a choice: read twice at leisure."""

OFFER_KEY_WORDS = "Y takes it up."

_RATE, _SHARE = DEFINITIONS["heart_rate_bpm"], DEFINITIONS["coherence_share"]

_LASTING_LINK_STATES = {"searching", "connecting", "weak", "lost", "unavailable"}

WAITING_WORDS = {"pause": "paused", "rest": "resting here"}
PHASE_WORDS = {"in": "breathe in", "hold_in": "rest", "out": "breathe out", "hold_out": "rest", "still": ""}


class Moment(NamedTuple):
    """Everything there is to show at one moment.

    Attributes
    ----------
    step_index : int
        Which step of the practice, from 0.
    step_share : float
        How much of it has passed, 0 to 1.
    left_s : float
        Seconds left in the practice.
    waiting : PauseMode or None
        How the practice waits; ``None`` while it goes on.
    breath : BreathMoment
        Where the breath is.
    warmth_share : float
        How warm the light is, from held to 1.
    heart : str
        The heart in one line of words.
    prompt : str
        The words placed now, or nothing.
    remark : str
        What should be read now of link and recording, or nothing.
    """

    step_index: int
    step_share: float
    left_s: float
    waiting: PauseMode | None
    breath: BreathMoment
    warmth_share: float
    heart: str
    prompt: str
    remark: str


class Scene:
    """Follows the events of one practice.

    Attributes
    ----------
    ended : bool
        Whether the practice came to its end.
    """

    def __init__(self, practice: Practice) -> None:
        self._heart_rate_bpm = math.nan
        self._coherence_share = math.nan
        self._beats_came = False
        self._warmth_share = HELD_SHARE
        self._simulated = False
        self._heart_hidden = False
        self.ended = False
        self._breath = BreathPlan()
        self._practice = practice
        self._progress = Progress(practice)
        self._prompt = ""
        self._prompt_until_s = -math.inf
        self._link = ""
        self._contact = ""
        self._battery = ""
        self._timing = SensorTiming()
        self._remark = ""
        self._remark_until_s = -math.inf

    def apply(self, event: Event) -> None:
        """Take in an event."""
        self._breath.apply(event)
        self._progress.apply(event)
        self._timing.apply(event)
        self._simulated = self._simulated or says_simulated(event)
        match event:
            case Metric():
                self._on_metric(event)
            case PromptShown():
                self._prompt, self._prompt_until_s = self._practice.said(event.text), event.t_s + event.for_s
            case StepBegan():
                self._heart_hidden = event.heart_display == "resting"
            case LinkChanged():
                self._link = event.sentence if event.state in _LASTING_LINK_STATES else ""
                if not self._link:
                    self._remark_briefly(event.sentence, event.t_s)
            case Contact():
                self._contact = CONTACT_WORDS[event.state]
            case Battery():
                self._battery = f"battery {event.level_percent} %"
            case Notice():
                self._remark_briefly(event.sentence, event.t_s)
            case OfferMade():
                self._remark_briefly(f"{event.sentence} {OFFER_KEY_WORDS}", event.t_s)
            case Marker():
                self._remark_briefly("This moment is marked.", event.t_s)
            case PracticeEnded():
                self.ended = True
            case _:
                pass

    def at(self, now_s: float) -> Moment:
        """Return what there is to show at session time ``now_s``."""
        progress = self._progress.at(now_s)
        return Moment(
            step_index=progress.step_index,
            step_share=progress.step_share,
            left_s=progress.left_s,
            waiting=progress.waiting,
            breath=self._breath.at(now_s),
            warmth_share=self._warmth_share,
            heart=self._heart_words(),
            prompt=self._prompt if now_s < self._prompt_until_s else "",
            remark=self._remark if now_s < self._remark_until_s else self._link,
        )

    def sensor_words(self, label: str, simulated: bool) -> str:
        """Return one line about the sensor, which says plainly when its heart is a simulated one."""
        simulated = simulated or self._simulated
        name = sensor_name(label, simulated=simulated)
        purpose = SIMULATED_HEART.detail if simulated else ""
        parts = (name, purpose, self._contact, self._timing.delay_words, self._battery)
        return " · ".join(words for words in parts if words)

    def _heart_words(self) -> str:
        """Return one line about the heart."""
        if self._heart_hidden:
            return "the numbers of the heart rest here"
        if math.isnan(self._heart_rate_bpm):
            heart = "no beats just now" if self._beats_came else "no beats yet"
        else:
            heart = f"{_RATE.label} {_RATE.on_screen.text(self._heart_rate_bpm)} {_RATE.on_screen.unit}"
        if math.isnan(self._coherence_share):
            return heart
        return f"{heart} · {_SHARE.label} {_SHARE.on_screen.text(self._coherence_share)} of 1"

    def _on_metric(self, metric: Metric) -> None:
        match metric.name:
            case "heart_rate_bpm":
                self._heart_rate_bpm = metric.value
                self._beats_came = self._beats_came or not math.isnan(metric.value)
            case "coherence_share":
                self._coherence_share = metric.value
            case "warmth_share" if not math.isnan(metric.value):
                self._warmth_share = metric.value
            case _:
                pass

    def _remark_briefly(self, sentence: str, t_s: float) -> None:
        self._remark, self._remark_until_s = sentence, t_s + REMARK_S


def minutes_left(left_s: float) -> str:
    """Return how much of the practice is left, in whole minutes."""
    if math.isinf(left_s):
        return NO_END
    if left_s < 60.0:
        return "less than a minute left"
    return f"{math.ceil(left_s / 60.0)} min left"
