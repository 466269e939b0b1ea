"""What the practice screen and the summary show, gathered from the events of a session."""

import math
from collections import deque
from dataclasses import replace

from biofeedback.events import (
    Battery,
    BeatJudged,
    BreathPlanned,
    Contact,
    Event,
    Gap,
    LinkChanged,
    Marker,
    Metric,
    Notice,
    Offer,
    OfferMade,
    PracticeEnded,
    PromptShown,
    SettingChanged,
    StepBegan,
    Tick,
)
from biofeedback.practice.after.progress import Progress
from biofeedback.practice.after.summary import Summariser
from biofeedback.practice.guide.guide import ENDS_AT
from biofeedback.practice.guide.offers import OFFER_S
from biofeedback.practice.pacing.breath import BreathPlan, ends_s
from biofeedback.practice.script.model import Practice
from biofeedback.sensor_timing import SensorTiming
from ui.desktop.light.breath_position import BreathPosition
from ui.sound.settings import SOUND_HEARD
from ui.words.practice_words import TAKE_UP_HINT, answer_to
from ui.words.sensor_words import CONTACT_WORDS, says_simulated, sensor_name

WINDOW_S = 90.0
"""Seconds for which beats are kept: more than any plot and the 64 s of the spectrum need."""

COURSE_LENGTH = 3600
"""Values of the coherence course that are kept: an hour of one a second."""

# Seconds for which a line stays; a choice: long enough to be read twice, and no longer.
_NOTICE_S = 12.0
_MARKED_S = 2.5
_ANSWER_S = 5.0


class Story:
    """The latest of everything, kept by feeding it every event once and in order.

    Attributes
    ----------
    plan, progress, summariser
        The pure readers of the practice, fed with the same events.
    light : BreathPosition
        Where the light is: led, or following the hand.
    beats : deque of BeatJudged
        The beats of the last `WINDOW_S` seconds of the rebuilt timeline.
    gaps : deque of Gap
        The gaps that touch that time.
    metrics : dict
        The latest `Metric` of each name.
    coherence : deque of (t_s, share)
        The course of coherence; ``nan`` where it could not be computed.
    timing : SensorTiming
        What the sensor's clock does to the numbers.
    prompt : PromptShown or None
        The latest words.
    ended, heart_hidden, muted : bool
        Whether the practice has ended, whether the heart is hidden, and whether sound is muted.
    """

    def __init__(self, practice: Practice, *, simulated: bool) -> None:
        self.plan = BreathPlan()
        self.light = BreathPosition()
        self._practice = practice
        self.progress = Progress(practice)
        self.summariser = Summariser(practice.title)
        self.beats: deque[BeatJudged] = deque()
        self.gaps: deque[Gap] = deque()
        self.metrics: dict[str, Metric] = {}
        self.coherence: deque[tuple[float, float]] = deque(maxlen=COURSE_LENGTH)
        self.timing = SensorTiming()
        self.prompt: PromptShown | None = None
        self._breaths: deque[BreathPlanned] = deque(maxlen=8)
        self.ended = False
        self.heart_hidden = False
        self.muted = False
        self._simulated = simulated
        self._contact = ""
        self._battery = ""
        self._link: LinkChanged | None = None
        self._notice: Notice | None = None
        self._answer = ""
        self._answer_until_s = -math.inf
        self._offer: OfferMade | None = None
        self._pacing = practice.steps[0].pacing

    def apply(self, event: Event) -> None:
        """Take in an event."""
        self.plan.apply(event)
        self.light.apply(event)
        self.progress.apply(event)
        self.summariser.apply(event)
        self.timing.apply(event)
        self._simulated = self._simulated or says_simulated(event)
        match event:
            case BeatJudged():
                self.beats.append(event)
                self._forget_before(event.t_s - WINDOW_S)
            case BreathPlanned():
                self._breaths.append(event)
                self._close_offer("own_pace")
            case Metric():
                self.metrics[event.name] = event
                if event.name == "coherence_share":
                    self.coherence.append((event.t_s, event.value))
            case Gap():
                self.gaps.append(event)
            case PromptShown():
                self.prompt = replace(event, text=self._practice.said(event.text))
            case StepBegan():
                self.heart_hidden = event.heart_display == "resting"
                self._pacing = self._practice.steps[event.index].pacing
            case Contact():
                self._contact = CONTACT_WORDS[event.state]
            case Battery():
                self._battery = f"{event.level_percent} %"
            case LinkChanged():
                self._link = event
            case Notice():
                self._notice = event
            case Marker():
                self._answer, self._answer_until_s = "Marked.", event.t_s + _MARKED_S
            case SettingChanged():
                self._on_setting(event)
            case OfferMade():
                self._offer = event
            case PracticeEnded():
                self.ended = True
            case Tick():
                self._forget_before(event.t_s - WINDOW_S)
            case _:
                pass

    def value(self, name: str) -> float:
        """Return the latest value of a metric; ``nan`` when there is none."""
        metric = self.metrics.get(name)
        return metric.value if metric is not None else math.nan

    def reason(self, name: str) -> str:
        """Return why a metric is not known; empty when it is."""
        metric = self.metrics.get(name)
        if metric is None:
            return "Waiting for the first heartbeats."
        return metric.reason if math.isnan(metric.value) else ""

    def breaths_per_min(self, now_s: float) -> float:
        """Return the pace of the breath that is led now; ``nan`` when none is."""
        for breath in reversed(self._breaths):
            if breath.t_s <= now_s:
                end_s = ends_s(breath)
                return 60.0 / (end_s - breath.t_s) if now_s < end_s else math.nan
        return math.nan

    def sensor(self, label: str) -> str:
        """Return the name for people of the sensor that calls itself ``label`` now; a simulated heart says so."""
        return sensor_name(label, simulated=self._simulated)

    def status(self, label: str) -> str:
        """Return one line about the sensor: name, contact, delay, battery; or what the link has to say."""
        name = self.sensor(label)
        if self._link is not None and self._link.state != "streaming":
            return self._link.sentence or name
        return " · ".join(part for part in (name, self._contact, self.timing.delay_words, self._battery) if part)

    def acknowledgement(self, now_s: float) -> str:
        """Return the line that answers the person just now: a mark, a request, a notice; mostly empty."""
        if now_s < self._answer_until_s:
            return self._answer
        if self._notice is not None and now_s - self._notice.t_s < _NOTICE_S:
            return self._notice.sentence
        return ""

    def offer(self, now_s: float) -> str:
        """Return what is offered just now and how to take it up; empty when nothing is."""
        if self._offer is None or now_s - self._offer.t_s > OFFER_S:
            return ""
        return f"{self._offer.sentence} {TAKE_UP_HINT}"

    def offer_taken(self) -> None:
        """Close the offer that the person took up."""
        self._offer = None

    @property
    def accepts_hand(self) -> bool:
        """Whether the person may show their breath by hand: none was led yet, and none is about to be."""
        return not self._breaths and not self.ended and self._pacing in ("listen", "follow")

    def prompt_presence(self, now_s: float, *, fade_in_s: float = 1.6, fade_out_s: float = 2.4) -> float:
        """Return how visible the prompt is at ``now_s``, 0 to 1."""
        if self.prompt is None:
            return 0.0
        since_s = now_s - self.prompt.t_s
        left_s = self.prompt.for_s - since_s
        return _soft(max(0.0, min(1.0, since_s / fade_in_s, left_s / fade_out_s)))

    def _on_setting(self, setting: SettingChanged) -> None:
        answer = answer_to(setting)
        if answer:
            self._answer, self._answer_until_s = answer, setting.t_s + _ANSWER_S
        if setting.name == "pace_wish":
            self._close_offer("stay")
        elif setting.name == SOUND_HEARD:
            self.muted = setting.value == "off"
        elif setting.name == ENDS_AT:
            self._offer = None

    def _close_offer(self, offer: Offer) -> None:
        if self._offer is not None and self._offer.offer == offer:
            self._offer = None

    def _forget_before(self, t_s: float) -> None:
        while self.beats and self.beats[0].t_s < t_s:
            self.beats.popleft()
        while self.gaps and self.gaps[0].until_s < t_s:
            self.gaps.popleft()


def _soft(share: float) -> float:
    return share * share * (3.0 - 2.0 * share)
