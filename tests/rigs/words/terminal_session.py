"""A session whose events are known beforehand, and what a terminal tells of it."""

from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.event_history import EventHistory
from biofeedback.events import (
    BreathPlanned,
    Event,
    LinkChanged,
    Marker,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    StepBegan,
)
from biofeedback.hub import Hub, Inbox
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Step
from biofeedback.requests import EndGently, Mark, Request, TogglePause, TogglePauseSteps
from tests.rigs.words.sentence_of import link_saying


def step(title: str, length_s: float) -> Step:
    return Step(title.lower(), title, "", length_s, "lead", "shown", ())


PRACTICE = Practice(
    name="small",
    title="A small practice",
    subtitle="",
    credit="",
    breath=BreathGuidance(BreathPattern(6.0), BreathPattern(6.0), 0.2),
    steps=(step("Arrive", 20.0), step("Soften", 30.0), step("Close", 10.0)),
)

ARRIVE = StepBegan(t_s=0.0, index=0, name="arrive", title="Arrive", heart_display="shown")

END = PracticeEnded(t_s=60.0, mode="complete")


def breath(t_s: float) -> BreathPlanned:
    return BreathPlanned(t_s=t_s, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)


def metric(name: str, t_s: float, value: float) -> Metric:
    return Metric(source="strap", name=name, t_s=t_s, value=value, unit="", window_s=64.0, quality_share=1.0)


def link(state: str, sentence: str, t_s: float = 0.0) -> LinkChanged:
    return LinkChanged(source="strap", t_s=t_s, state=state, **link_saying(sentence))


class PretendSession:
    """A session that follows a list of events; each look at its clock lets some seconds pass."""

    def __init__(self, clock, events: list[Event], *, step_s: float = 5.0, simulated: bool = False) -> None:
        self.practice = PRACTICE
        self.clock: Clock = self
        self.sensor_label = "A strap"
        self.sources = ("strap",)
        self.label_of = {"strap": "A strap", "finger": "A finger"}.__getitem__
        self.simulated = simulated
        self.error = None
        self.path = Path("kept.soften")
        self.asked: list[Request | str] = []
        self._waits = False
        self.ends_when_asked = True
        self.finished = 0
        self.on_look = lambda: None
        self._clock = clock
        self._step_s = step_s
        self._hub = Hub(EventHistory())
        self._inboxes: list[Inbox] = []
        self._waiting_events = list(events)
        self._publish_due(0.0)

    def now_s(self) -> float:
        self.on_look()
        self._clock.advance(self._step_s)
        self._publish_due(self._clock.now_s())
        return self._clock.now_s()

    def until_s(self, t_s: float) -> float:
        return self._clock.until_s(t_s)

    def _publish_due(self, now_s: float) -> None:
        while self._waiting_events and moment_s(self._waiting_events[0]) <= now_s:
            self._hub.publish(self._waiting_events.pop(0))

    def subscribe(self) -> Inbox:
        self._inboxes.append(self._hub.subscribe_late())
        return self._inboxes[-1]

    def unsubscribe(self, inbox: Inbox) -> None:
        self._hub.close(inbox)

    def request(self, request: Request) -> None:
        self.asked.append(request)
        now_s = self._clock.now_s()
        match request:
            case TogglePause() | TogglePauseSteps() if self._waits:
                self._waits = False
                self._hub.publish(Resumed(t_s=now_s))
            case TogglePause() | TogglePauseSteps():
                self._waits = True
                self._hub.publish(Paused(t_s=now_s, mode="pause" if request == TogglePause() else "rest"))
            case Mark():
                self._hub.publish(Marker(t_s=now_s, label="marked"))
            case EndGently() if self.ends_when_asked:
                self._hub.publish(PracticeEnded(t_s=now_s, mode="early"))
            case _:
                pass

    def settle(self) -> None:
        pass

    def finish(self) -> Path:
        self.finished += 1
        if self.finished == 1:
            self._hub.publish(Marker(t_s=self._clock.now_s(), label="the very last"))
            for inbox in self._inboxes:
                self._hub.close(inbox)
        return Path("kept.soften")


def moment_s(event: Event) -> float:
    """Return when an event is published; breaths are announced ahead."""
    return event.t_s - 10.0 if isinstance(event, BreathPlanned) else event.t_s
