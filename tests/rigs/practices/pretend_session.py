"""A session without radio, threads or disk: the real guide leads, and the heart is a sine of the breath.

Time is whatever the clock says; `PretendSession.live_until` brings guide, heart and pipeline up to a moment.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from biofeedback.clock import Clock
from biofeedback.errors import SoftenError
from biofeedback.event_history import EventHistory
from biofeedback.events import (
    Battery,
    Beat,
    Contact,
    Event,
    LinkChanged,
    Marker,
    Note,
    SoundMuted,
    Tick,
)
from biofeedback.hub import Hub, Inbox
from biofeedback.practice.after.findings import Findings
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.breath import BreathPlan
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from biofeedback.requests import (
    GreetSeat,
    KeepAnswers,
    Mark,
    Request,
    SendSeatBeats,
    ShowSeatWarmth,
    ToggleMute,
    WriteNote,
)
from biofeedback.sensors import SIMULATED_HEART
from tests.rigs.signals.remembered_pipelines import RememberedPipelines
from tests.rigs.words.sentence_of import link_saying

SOURCE = "pretended"


class PretendSession:
    """A session whose heart follows the breath one second late, `heart_bpm` in the middle."""

    def __init__(
        self,
        practice: Practice,
        clock: Clock,
        *,
        choice: BreathChoice | None = None,
        sensor_label: str = "",
        simulated: bool = False,
        odd_beats: Sequence[int] = (),
        sources: Sequence[str] = (SOURCE,),
        heart_bpm: float = 68.0,
    ) -> None:
        self.practice = practice
        self._heart_bpm = heart_bpm
        self.clock = clock
        self.sources = tuple(sources)
        named = sensor_label or (SIMULATED_HEART.label if simulated else "Polar H10 7A2C31")
        self.sensor_label = named if sources else ""
        self.error: SoftenError | None = None
        self.simulated = simulated and bool(sources)
        self.hub = Hub(EventHistory())
        self.inboxes: list[Inbox] = []
        self.requests: list[Request | str] = []
        self.notes: list[str] = []
        self.settled = 0
        self.found: Findings | None = None
        self.muted = False
        self.path = Path("/home/someone/.local/share/soften/2026-11-22-0931-soften-soothe-allow.soften")
        self._guide = Guide(practice, choice=choice)
        self._pipelines = RememberedPipelines()
        self._plan = BreathPlan()
        self._beat_s = 0.4 if sources else math.inf
        self._beats = 0
        self._owed_ms = 0.0
        self._odd_beats = frozenset(odd_beats)
        self._tick_s = 1.0
        self._beats_of: dict[str, int] = {}
        self._heard: list[str] = []
        for source in sources:
            self.hear(source)
        self.live_until(0.0)

    def hear(self, source: str) -> None:
        """Let a heart be heard, from its next beat on."""
        now_s = self.clock.now_s()
        if math.isinf(self._beat_s):
            self._beat_s = now_s + 0.4
        if source not in self._beats_of:
            self._beats_of[source] = 0
            self._pipelines.join(source)
        self._heard.append(source)
        self._publish(
            LinkChanged(source=source, t_s=now_s, state="streaming", **link_saying("Streaming.")),
            Contact(source=source, t_s=now_s, state="yes"),
            Battery(source=source, t_s=now_s, level_percent=84),
        )

    def leave(self, source: str) -> None:
        """Let a heart be heard no more."""
        if source in self._heard:
            self._heard.remove(source)

    def live_until(self, t_s: float) -> None:
        """Publish everything that happens by ``t_s``, in order."""
        while True:
            led_s = self._guide.next_due_s
            due_s = min(math.inf if led_s is None else led_s, self._beat_s, self._tick_s)
            if due_s > t_s:
                return
            if due_s >= self._tick_s:
                self._tick()
            elif due_s >= self._beat_s:
                self._next_beat()
            else:
                self._publish(*self._guide.advance(max(due_s, 0.0)))

    def publish(self, *events: Event) -> None:
        """Let something else happen."""
        self._publish(*events)

    def subscribe(self) -> Inbox:
        self.inboxes.append(self.hub.subscribe_late())
        return self.inboxes[-1]

    def unsubscribe(self, inbox: Inbox) -> None:
        self.hub.close(inbox)

    def request(self, request: Request) -> None:
        self.requests.append(request)
        now_s = self.clock.now_s()
        match request:
            case Mark():
                self._publish(Marker(t_s=now_s, label="marked"))
            case WriteNote(kind=kind, text=text):
                self.notes.append(text)
                self._publish(Note(t_s=now_s, kind=kind, text=text))
            case KeepAnswers(answers=answers):
                self._publish(*(replace(each, t_s=now_s) for each in answers))
            case ToggleMute():
                self.muted = not self.muted
                self._publish(SoundMuted(t_s=now_s, muted=self.muted))
            case GreetSeat() | ShowSeatWarmth() | SendSeatBeats():
                pass
            case _:
                self._publish(*self._guide.request(now_s, request))

    def label_of(self, source: str) -> str:
        return self.sensor_label if source == self.sources[0] else f"Finger {source}"

    def settle(self) -> None:
        self.settled += 1

    def findings(self) -> Findings | None:
        assert self.settled, "the last numbers may still be on their way"
        return self.found

    def finish(self) -> Path:
        self.requests.append("finish")
        return self.path

    def _tick(self) -> None:
        self._publish(Tick(t_s=self._tick_s))
        self._tick_s += 1.0

    def _next_beat(self) -> None:
        wave = self._plan.position(max(0.0, self._beat_s - 1.0)) - 0.5
        bpm = self._heart_bpm + 13.0 * wave + 1.2 * math.sin(1.7 * self._beats) + 1.5 * math.sin(0.045 * self._beat_s)
        rr_ms = round(60_000.0 / bpm * 1.024) / 1.024
        sent_ms = rr_ms
        if self._beats in self._odd_beats:
            sent_ms = 1.4 * rr_ms
            self._owed_ms = 0.4 * rr_ms
        elif self._owed_ms:
            sent_ms, self._owed_ms = rr_ms - self._owed_ms, 0.0
        for source in self._heard:
            self._publish(Beat(source=source, index=self._beats_of[source], arrived_s=self._beat_s, rr_ms=sent_ms))
            self._beats_of[source] += 1
        self._beats += 1
        self._beat_s += rr_ms / 1000.0

    def _publish(self, *events: Event) -> None:
        for event in events:
            self._plan.apply(event)
            self.hub.publish(event, *self._pipelines.step(event))
