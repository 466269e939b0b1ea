"""What the practice of one person and that of a room have in common: clock, hub, runner, sensors, pipeline and screens.

A session owns the hub and hands each part what it needs: the sensors publish, the runner asks the guide what is due,
the pipeline computes, a recorder writes, every screen reads an inbox of its own.
"""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Sequence
from operator import itemgetter
from pathlib import Path

from biofeedback.app.observers import Observer, Observers
from biofeedback.app.sensors.beat_advice import BeatAdvice
from biofeedback.app.sensors.running import RunningSensors
from biofeedback.app.session_runner import LONGEST_STALL_S, Sequencer, SessionRunner
from biofeedback.clock import HostClock, PatientCounter
from biofeedback.codes import NoticeCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.event_history import EventHistory
from biofeedback.events import Event, Notice, PracticeEnded, SoundMuted
from biofeedback.facts import Facts, facts
from biofeedback.files.private import without_home
from biofeedback.hub import Hub, Inbox, consume
from biofeedback.practice.after.findings import Findings
from biofeedback.practice.after.summariser import Summariser
from biofeedback.practice.after.summary import Summary
from biofeedback.practice.script.model import Practice
from biofeedback.requests import GreetSeat, Request, SeatRequest, SendSeatBeats, ShowSeatWarmth, ToggleMute
from devices.io_thread import IoThread

STOP_TIMEOUT_S = 15.0
"""Real seconds that a sensor has to stop before the session ends without it: a choice."""

ROUND_S = 0.002
"""Real seconds between two rounds of the io loop at a speed above 1: a choice, short against a breath at 100 times."""

LONGEST_ROUND_S = 0.01
"""Real seconds that such a practice goes on without a round: 1 s of its own at 100 times, where 3 s are a gap."""

MOST_UNREAD = 100
"""Events that may wait to be computed before such a practice waits for them: those of about 2 s."""

logger = logging.getLogger(__name__)


class RunningSession(ABC):
    """A practice that is running, but for whose hearts are in it and what is recorded of them.

    Parameters
    ----------
    practice : Practice
        What is practised.
    sources : sequence of str
        The sources of the hearts that are known from the beginning, the primary one first.
    path : Path
        The recording.
    io : IoThread
        The one thread for radio and timing; it is running and outlives the session.
    speed : float
        Session seconds per real second; above 1 at most so many, as the machine can follow.
    counter_ns : callable
        Real nanoseconds since some moment.
    sequencer : Sequencer
        What leads through it.
    observers : sequence of Observer
        What else follows the session.
    inbox : callable
        Makes the queues in which screens and observers read what they are told.
    """

    def __init__(
        self,
        practice: Practice,
        sources: Sequence[str],
        path: Path,
        io: IoThread,
        *,
        speed: float,
        counter_ns: Callable[[], int],
        sequencer: Sequencer,
        observers: Sequence[Observer],
        inbox: Callable[[], Inbox] = Inbox,
    ) -> None:
        self.practice = practice
        self.path = path
        self.sources = tuple(sources)
        self.error: SoftenError | None = None
        self._patience = PatientCounter(round(LONGEST_ROUND_S * 1e9), counter_ns) if speed > 1.0 else None
        self.clock = HostClock(speed, self._patience or counter_ns)
        self._beat_advice = BeatAdvice()
        self._io = io
        self._settled = False
        self._finished = False
        self._hub = Hub(EventHistory())
        self._screens: list[Inbox] = []
        self._sensors = RunningSensors(self._hub.publish, self.clock, self._say_error, self._sensor_stopped)
        self._runner = SessionRunner(sequencer, self.clock, self._publish_led, longest_stall_s=LONGEST_STALL_S * speed)
        self._summariser = Summariser(practice.title, sources)
        self._pipeline_inbox = self._hub.subscribe()
        self._new_inbox = inbox
        self._observers = Observers(observers, self._hub, inbox)
        self._late_inbox = Inbox()
        self._task: asyncio.Task[None] | None = None
        self.is_over = False

    def _begin(self) -> None:
        """Begin, once everybody who wants every event has an inbox, and there is a recording."""
        self._pipeline_thread = consume(
            self._pipeline_inbox, self._take, "pipeline", lambda: self._announce(NoticeCode.NUMBERS_STOPPED)
        )
        self._observers.follow(self.practice, self.clock, lambda error: self._say_error("", error))
        self._rounds = self._io.submit(self._come_round())
        self._io.submit(self._run())

    @abstractmethod
    def _compute(self, event: Event) -> None:
        """Compute what follows from an event, and publish it; on the thread of the pipeline."""

    @abstractmethod
    def _begin_sensors(self) -> None:
        """Let those sensors begin that are there from the beginning; on the io loop."""

    @abstractmethod
    def _request_of_seat(self, request: SeatRequest) -> None:
        """Carry out what is asked for a seat; where there are none, nothing is."""

    @abstractmethod
    def _close_recordings(self) -> None:
        """Let everything be written, and close it."""

    def subscribe(self) -> Inbox:
        """Return a new inbox for a screen, which is told first what happened so far, as everybody else knows it."""
        inbox = self._hub.subscribe_late(self._new_inbox())
        self._screens.append(inbox)
        if self._finished:
            self._hub.close(inbox)
        return inbox

    def unsubscribe(self, inbox: Inbox) -> None:
        """End an inbox that nobody reads any more."""
        self._hub.close(inbox)
        if inbox in self._screens:
            self._screens.remove(inbox)

    def request(self, request: Request) -> None:
        """Carry out what the person asks; after `finish` nothing is."""
        if self._finished:
            return
        match request:
            case ToggleMute():
                self._toggle_mute()
            case GreetSeat() | ShowSeatWarmth() | SendSeatBeats():
                self._request_of_seat(request)
            case _:
                self._io.submit(self._runner.request(request))

    def settle(self) -> None:
        """Stop the sensors and let the last numbers be computed; the recording stays open for words of their own.

        Asked again, it changes nothing.
        """
        if self._settled:
            return
        self._settled = True
        try:
            self._wait_for(self._stop_running())
        finally:
            self._observers.settle()
            self._hub.close(self._pipeline_inbox)
            self._pipeline_thread.join()
            self._late_inbox = self._hub.subscribe()

    def finish(self) -> Path:
        """Stop the sensors, let the last numbers be computed, close the recording, and return its path.

        Whatever else goes wrong, the recording is closed. Asked again, it returns the path.
        """
        if self._finished:
            return self.path
        self._finished = True
        self._rounds.cancel()
        try:
            self.settle()
            # Words that were kept a moment ago are ahead of this on the io thread, and so come into the recording.
            self._wait_for(asyncio.sleep(0.0))
            for item in self._late_inbox.drain():
                self._summariser.apply(item.event)
        finally:
            self._close_recordings()
            for inbox in self._screens:
                self._hub.close(inbox)
            self._observers.close()
        return self.path

    def findings(self) -> Findings | None:
        """Return what an assessment came to, once it is settled; ``None`` for a practice."""
        return None

    def summary(self) -> Summary:
        """Return the summary, whether or not the recording could keep all of it; after `finish`."""
        return self._summariser.summary()

    def _toggle_mute(self) -> None:
        if self._observers.is_audible:
            muted = self._observers.toggle_mute()
            self._hub.publish(SoundMuted(t_s=self.clock.now_s(), muted=muted))

    def _numbers_stopped(self, source: str, error: Exception) -> None:
        logger.error("the numbers of %s stopped short", source, exc_info=error)
        self._announce(NoticeCode.NUMBERS_STOPPED, source=source)

    def _sensor_stopped(self, source: str) -> None:
        self._announce(NoticeCode.SENSOR_STOPPED, source=source)

    def _take(self, event: Event) -> None:
        self._summariser.apply(event)
        self._compute(event)

    def _publish_computed(self, results: Sequence[Event]) -> None:
        self._hub.publish(*results, *self._beat_advice.notices(results))

    async def _run(self) -> None:
        self._task = asyncio.current_task()
        self._begin_sensors()
        try:
            await self._runner.run()
        except Exception:
            logger.exception("the practice stopped short")
            self._announce(NoticeCode.PRACTICE_STOPPED)
            self._hub.publish(PracticeEnded(t_s=self.clock.now_s(), mode="early"))
        finally:
            self.is_over = True
            await self._sensors.end_all()

    async def _come_round(self) -> None:
        while self._patience is not None:
            if self._pipeline_inbox.unread <= MOST_UNREAD:
                self._patience.come_round()
            await asyncio.sleep(ROUND_S)

    def _wait_for(self, ending: Coroutine[None, None, None]) -> None:
        try:
            self._io.submit(ending).result(STOP_TIMEOUT_S)
        except TimeoutError:
            logger.warning("a sensor did not let go within %s s", STOP_TIMEOUT_S)

    async def _stop_running(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _publish_led(self, *events: Event) -> None:
        self._hub.publish(*events)
        self._sensors.lead(events)

    def _recording_stopped(self, error: RecordingError) -> None:
        self.error = error
        self._say_error("", error)

    def _say_error(self, source: str, error: SoftenError) -> None:
        # What was refused may lie in the person's folder, and the recording need not know whose that is.
        shown = ((name, without_home(value) if isinstance(value, str) else value) for name, value in error.facts)
        named = (*facts(error=str(error.code)), *shown)
        self._announce(NoticeCode.ERROR, tuple(sorted(named, key=itemgetter(0))), source=source)

    def _announce(self, code: NoticeCode, facts: Facts = (), *, source: str = "") -> None:
        self._hub.publish(Notice(t_s=self.clock.now_s(), source=source, code=code, facts=facts))
