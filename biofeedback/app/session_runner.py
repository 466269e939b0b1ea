"""Runs a practice in time: asks its sequencer what is due, publishes that, and ticks once a second.

It runs on the io loop, so that a screen that stalls cannot hold back a breath or a time stamp.
"""

import asyncio
import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from biofeedback.clock import Clock
from biofeedback.codes import NoticeCode
from biofeedback.events import Event, Marker, Metric, Note, Notice, PauseMode, Tick
from biofeedback.facts import facts
from biofeedback.requests import KeepAnswers, Mark, PracticeRequest, TogglePause, TogglePauseSteps, WriteNote

TICK_S = 1.0

LONGEST_STALL_S = 5.0
"""Real seconds by which a busy machine may wake us late; after more it was asleep: a choice, above any load seen."""


class Sequencer(Protocol):
    """What knows what is due when: a state machine over times that it is handed."""

    @property
    def ended(self) -> bool:
        """Whether it has come to its end."""
        ...

    @property
    def waiting(self) -> PauseMode | None:
        """How it waits; None while it goes on."""
        ...

    @property
    def next_due_s(self) -> float | None:
        """When `advance` has something to do again; None when nothing comes by itself."""
        ...

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s`` that was not returned before."""
        ...

    def pause(self, now_s: float, mode: PauseMode) -> list[Event]:
        """Pause it and return what that brings."""
        ...

    def request(self, now_s: float, request: PracticeRequest) -> list[Event]:
        """Carry out what the person asks and return what that brings."""
        ...

    def on_metric(self, now_s: float, metric: Metric) -> list[Event]:
        """Take in a number of the heart and return what it gives reason to offer."""
        ...


class SessionRunner:
    """Runs one practice from its first moment to its end.

    Parameters
    ----------
    sequencer : Sequencer
        Knows what is due when.
    clock : Clock
        The session clock.
    publish : callable
        Takes events, in order.
    longest_stall_s : float
        `LONGEST_STALL_S`, in seconds of the session.

    Notes
    -----
    A practice does not race through what it missed while the machine slept. It waits since we were last awake, the
    seconds in between are not ticked, and one `Notice` says so. A practice whose steps were paused then waits
    altogether, and one that was closing comes to its end.
    """

    def __init__(
        self,
        sequencer: Sequencer,
        clock: Clock,
        publish: Callable[..., None],
        *,
        longest_stall_s: float = LONGEST_STALL_S,
    ) -> None:
        self._sequencer = sequencer
        self._clock = clock
        self._publish_all = publish
        self._longest_stall_s = longest_stall_s
        self._next_tick_s = TICK_S
        self._awake_s: float | None = None  # when it was last seen to
        self._woken = asyncio.Event()
        self._over = False
        self._fault: Exception | None = None

    async def run(self) -> None:
        """Run until the practice has ended; a fault in what was asked or heard meanwhile is raised here."""
        try:
            await self._run()
        finally:
            self._over = True

    async def _run(self) -> None:
        while not self._sequencer.ended:
            if self._fault is not None:
                raise self._fault
            now_s = self._wake()
            self._publish(self._sequencer.advance(now_s))
            while self._next_tick_s <= now_s:
                self._publish([Tick(t_s=self._next_tick_s)])
                self._next_tick_s += TICK_S
            due_s = self._sequencer.next_due_s
            await self._sleep_until(self._next_tick_s if due_s is None else min(due_s, self._next_tick_s))

    async def request(self, request: PracticeRequest | Mark | WriteNote | KeepAnswers) -> None:
        """Carry out what the person asks; a practice that is over no longer changes, but words are kept."""
        match request:
            case Mark(marker=marker):
                self._publish([marker or Marker(t_s=self._clock.now_s(), label="marked")])
            case WriteNote(kind=kind, text=text):
                if words := text.strip():
                    self._publish([Note(t_s=self._clock.now_s(), kind=kind, text=words)])
            case KeepAnswers(answers=answers):
                now_s = self._clock.now_s()
                self._publish([replace(each, t_s=now_s) for each in answers])
            case _:
                self._act(lambda: self._change(request))

    async def on_metric(self, metric: Metric) -> None:
        """Hand a number of the heart to the practice, unless it is over."""
        self._act(lambda: self._sequencer.on_metric(self._wake(), metric))

    def _change(self, request: PracticeRequest) -> list[Event]:
        waited = self._sequencer.waiting is not None
        now_s = self._wake()
        if isinstance(request, TogglePause | TogglePauseSteps) and self._sequencer.waiting is not None and not waited:
            # Whoever asks when the machine has just woken does not know yet that the practice waits since it slept.
            return []
        return self._sequencer.request(now_s, request)

    def _wake(self) -> float:
        """Return the time; when more has passed since the last time than a stall explains, pause the practice."""
        now_s = self._clock.now_s()
        awake_s, self._awake_s = self._awake_s, now_s
        if awake_s is None or now_s - awake_s <= TICK_S + self._longest_stall_s:
            return now_s
        self._publish(self._sequencer.pause(awake_s, "pause"))
        self._next_tick_s = (math.floor(now_s / TICK_S) + 1.0) * TICK_S
        if self._sequencer.waiting is not None:
            slept = facts(slept_s=now_s - awake_s)
            self._publish([Notice(t_s=now_s, source="", code=NoticeCode.COMPUTER_SLEPT, facts=slept)])
        return now_s

    def _act(self, bring: Callable[[], list[Event]]) -> None:
        """Publish what is brought, unless the practice is over; a fault of ours ends the practice, and is not lost."""
        if self._over or self._sequencer.ended:
            return
        try:
            self._publish(bring())
        except Exception as fault:
            self._fault = fault
            raise
        finally:
            self._woken.set()

    def _publish(self, events: Iterable[Event]) -> None:
        self._publish_all(*events)

    async def _sleep_until(self, t_s: float) -> None:
        self._woken.clear()
        try:
            async with asyncio.timeout(self._clock.until_s(t_s)):
                await self._woken.wait()
        except TimeoutError:
            pass
