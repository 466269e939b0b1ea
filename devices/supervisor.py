"""Connect, watch, connect again: how a link to a sensor is kept through a whole practice.

The same for every kind of link; `devices.supervisor_states` has where one may stand. A link is made anew for every
attempt and used once. Nothing but cancellation ends the supervision: whatever happens to a sensor, practice goes on.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.events import LinkChanged, LinkState
from biofeedback.facts import Facts
from biofeedback.states import StateMachine
from devices.link_news import LinkNews
from devices.sensor import Publish
from devices.supervisor_states import STATES_ANNOUNCED, TRANSITIONS, SupervisorState, SupervisorTrigger

_LOOK_AGAIN_S = 1.0  # from one look at a link that has gone weak to the next; a choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what, in seconds of session time.

    ``pauses_s`` are the waits before the next attempts after a failure; the last one is kept for all that follow.
    ``close_within_s`` is real time: a library that hangs does so in the real world.
    """

    weak_after_s: float = 5.0
    lost_after_s: float = 15.0
    close_within_s: float = 5.0
    pauses_s: tuple[float, ...] = (0.5, 1.0, 2.0)


class Link(Protocol):
    """One attempt at a link."""

    async def open(self) -> None:
        """Find the sensor, connect and begin to listen.

        Raises
        ------
        SensorUnavailableError
            It cannot be done now.
        """
        ...

    async def close(self) -> None:
        """Let go of everything; it may be called whatever ``open`` came to."""
        ...


class Watch:
    """The line of one link to its supervisor; deaf once that link is over.

    A callback that a library still makes for an old link, after a new one is there, is thereby harmless.
    """

    def __init__(self, happen: Callable[[SupervisorTrigger, float], None], now_s: Callable[[], float]) -> None:
        self._happen = happen
        self._now_s = now_s
        self._over = False
        self.last_packet_s = now_s()
        self.has_packets = False
        self.dropped = asyncio.Event()

    def found(self) -> None:
        """Say that the sensor is there and that connecting begins."""
        if not self._over:
            self._happen(SupervisorTrigger.FOUND, self._now_s())

    def on_packet(self, t_s: float) -> bool:
        """Something arrived at ``t_s``; returns whether this link is still the one that counts."""
        if self._over:
            return False
        self.last_packet_s = t_s
        self.has_packets = True
        self._happen(SupervisorTrigger.PACKET, t_s)
        return True

    def drop(self) -> None:
        """Say that the other end let go."""
        self.dropped.set()

    def end(self) -> None:
        """Hear nothing from this link any more."""
        self._over = True


class Supervisor:
    """Keeps one sensor linked.

    Parameters
    ----------
    source : str
        The name in the `LinkChanged` events.
    new_link : callable
        Makes a fresh link that reports to the given `Watch`.
    said_of : callable
        What is said to the person when a state is reached (not for ``unavailable``: the error brings its own). What
        goes with ``connecting`` is what the sensor is called.
    nothing_came : callable or None
        What is said of a link over which nothing came at all, by whether the other end let go of it; ``None`` to speak
        of silence and loss there too.
    """

    def __init__(
        self,
        source: str,
        new_link: Callable[[Watch], Link],
        said_of: Callable[[LinkState], tuple[LinkCode, Facts]],
        patience: Patience,
        publish: Publish,
        clock: Clock,
        nothing_came: Callable[[bool], tuple[LinkCode, Facts]] | None = None,
    ) -> None:
        self._source = source
        self._new_link = new_link
        self._said_of = said_of
        self._patience = patience
        self._publish = publish
        self._clock = clock
        self._machine = StateMachine(SupervisorState.NOT_BEGUN, TRANSITIONS)
        self._nothing_came = nothing_came
        self._news = LinkNews()
        self._said: tuple[LinkCode, Facts] | None = None

    @property
    def state(self) -> SupervisorState:
        """Where the link stands."""
        return self._machine.state

    async def run(self) -> None:
        """Keep the link until cancelled."""
        attempt = 0
        try:
            self._happen(SupervisorTrigger.BEGIN, self._clock.now_s())
            while True:
                if await self._attempt():
                    attempt = 0
                pauses_s = self._patience.pauses_s
                pause_s = pauses_s[min(attempt, len(pauses_s) - 1)]
                attempt += 1
                await asyncio.sleep(self._clock.until_s(self._clock.now_s() + pause_s))
        finally:
            self._happen(SupervisorTrigger.CLOSE, self._clock.now_s())

    async def _attempt(self) -> bool:
        """Open one link and stay with it; return whether anything was heard."""
        watch = Watch(self._happen, self._clock.now_s)
        link = self._new_link(watch)
        try:
            await link.open()
            watch.last_packet_s = max(watch.last_packet_s, self._clock.now_s())
            await self._stay_while_it_lives(watch)
            self._end(watch)
        except SensorUnavailableError as error:
            _go_on_being_cancelled()
            if watch.has_packets and watch.dropped.is_set():
                self._end(watch)  # it spoke before all was asked of it, and went: a link that is lost
            else:
                self._happen(SupervisorTrigger.REFUSAL, self._clock.now_s(), (error.code, error.facts))
        finally:
            watch.end()
            await self._close(link)
        return watch.has_packets

    async def _stay_while_it_lives(self, watch: Watch) -> None:
        """Return when the other end let go, or nothing was heard for too long."""
        patience = self._patience
        while True:
            now_s = self._clock.now_s()
            lost_s = watch.last_packet_s + patience.lost_after_s
            weak_s = watch.last_packet_s + patience.weak_after_s
            if now_s >= lost_s:
                return
            if now_s >= weak_s:
                self._fall_silent(watch, now_s)
                until_s = min(lost_s, now_s + _LOOK_AGAIN_S)  # it may speak, and fall silent, once more
            else:
                until_s = weak_s
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._clock.until_s(until_s)):
                    await watch.dropped.wait()
                    return

    def _end(self, watch: Watch) -> None:
        """Tell that a link is over; one that never brought anything was none."""
        now_s = self._clock.now_s()
        if watch.has_packets or self._nothing_came is None:
            self._happen(SupervisorTrigger.BREAK, now_s)
        else:
            self._happen(SupervisorTrigger.REFUSAL, now_s, self._nothing_came(watch.dropped.is_set()))

    def _fall_silent(self, watch: Watch, now_s: float) -> None:
        if watch.has_packets or self._nothing_came is None:
            self._happen(SupervisorTrigger.SILENCE, now_s)
        else:
            self._happen(SupervisorTrigger.REFUSAL, now_s, self._nothing_came(False))

    async def _close(self, link: Link) -> None:
        """Let go of a link within a time; the next one must never meet a half-open old one."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.close_within_s):
                await link.close()

    def _happen(self, trigger: SupervisorTrigger, t_s: float, error: tuple[LinkCode, Facts] | None = None) -> None:
        """Take in what happens to the link, and publish it where that changes its state or is another error."""
        before = self.state
        self._machine.change(trigger)
        announced = STATES_ANNOUNCED[self.state]
        nothing_new = error is None or error == self._said or self._news.is_old(announced, error[0], t_s)
        if self.state is before and nothing_new:
            return
        given = error or self._said_of(announced)
        self._said = self._news.said(announced, *given, self._said_of("connecting")[1], t_s)
        code, facts = self._said
        self._publish(LinkChanged(source=self._source, t_s=t_s, state=announced, code=code, facts=facts))


def _go_on_being_cancelled() -> None:
    """Raise the cancellation again that a library answered with an error of its own."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
