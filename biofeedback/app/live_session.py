"""Runs one practice from begin to finish: sensors, guide, pipeline, recorder and screen, wired together.

A session owns the hub and hands each part what it needs: the sensors publish, the runner asks the guide what is due,
the pipeline computes, the recorder writes, every screen reads an inbox of its own.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.observers import Observer, Observers
from biofeedback.app.sensors.advice import SensorAdvice
from biofeedback.app.sensors.beat_advice import BeatAdvice
from biofeedback.app.session_runner import LONGEST_STALL_S, Sequencer, SessionRunner
from biofeedback.clock import HostClock, PatientCounter, awake_or_asleep_ns
from biofeedback.codes import NoticeCode
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.event_history import EventHistory
from biofeedback.events import Event, Metric, Notice, PracticeEnded, SoundMuted
from biofeedback.facts import Facts, facts
from biofeedback.hub import Hub, Inbox, consume
from biofeedback.practice.after.findings import Findings
from biofeedback.practice.after.summary import Summariser, Summary
from biofeedback.practice.guide.metric_offers import OFFER_METRICS
from biofeedback.practice.script.model import Practice
from biofeedback.private_files import without_home
from biofeedback.requests import Request, ToggleMute
from devices.io_thread import IoThread
from devices.sensor import Sensor
from devices.transports.simulated.heart import SimulatedHeart
from sessions.recorder import Recorder

if TYPE_CHECKING:
    from biofeedback.pipeline import Pipelines

STOP_TIMEOUT_S = 15.0
"""Real seconds that a sensor has to stop before the session ends without it: a choice."""

ROUND_S = 0.002
"""Real seconds between two rounds of the io loop at a speed above 1: a choice, short against a breath at 100 times."""

LONGEST_ROUND_S = 0.01
"""Real seconds that such a practice goes on without a round: 1 s of its own at 100 times, where 3 s are a gap."""

MOST_UNREAD = 100
"""Events that may wait to be computed before such a practice waits for them: those of about 2 s."""

logger = logging.getLogger(__name__)


class LiveSession:
    """A practice with its sensors and a recording, from begin to finish.

    Parameters
    ----------
    practice : Practice
        What is practised.
    sensors : sequence of Sensor
        Where the heartbeats come from, the primary one first; empty when nobody listens. No two have the same source.
    path : Path
        The recording to make; it must not exist.
    io : IoThread
        The one thread for radio and timing; it is running and outlives the session.
    facts : mapping of str to str
        What the recording says about itself.
    speed : float
        Session seconds per real second; above 1 at most so many, as the machine can follow.
    counter_ns : callable
        Real nanoseconds since some moment.
    sequencer : Sequencer
        What leads through it: a guide, whose pace and words the person can change, or an assessment.
    observers : sequence of Observer
        What else follows the session.
    assess : callable or None
        Makes the findings of an assessment from all its events; ``None`` for a practice.

    Raises
    ------
    SoftenError
        The recording cannot be made there; nothing is left behind.
    """

    def __init__(
        self,
        practice: Practice,
        sensors: Sequence[Sensor],
        path: Path,
        io: IoThread,
        *,
        facts: Mapping[str, str],
        speed: float = 1.0,
        counter_ns: Callable[[], int] = awake_or_asleep_ns,
        sequencer: Sequencer,
        observers: Sequence[Observer] = (),
        assess: Callable[[Sequence[Event]], Findings] | None = None,
    ) -> None:
        self.practice = practice
        self.path = path
        self.error: SoftenError | None = None
        self._patience = PatientCounter(round(LONGEST_ROUND_S * 1e9), counter_ns) if speed > 1.0 else None
        self.clock = HostClock(speed, self._patience or counter_ns)
        self.sources = tuple(sensor.source for sensor in sensors)
        self._sensors = tuple(sensors)
        self._advice = SensorAdvice()
        self._beat_advice = BeatAdvice()
        self._io = io
        self._settled = False
        self._finished = False
        self._hub = Hub(EventHistory())
        self._screens: list[Inbox] = []
        self._runner = SessionRunner(sequencer, self.clock, self._publish_led, longest_stall_s=LONGEST_STALL_S * speed)
        self._summariser = Summariser(practice.title, self.sources)
        self._recorder = Recorder(path, facts, self._recording_stopped)
        self._recorder_inbox = self._hub.subscribe()
        self._pipeline_inbox = self._hub.subscribe()
        self._assess = assess
        self._findings: Findings | None = None
        self._assessed_inbox = Inbox() if assess is None else self._hub.subscribe()
        self._recorder.start(self._recorder_inbox)
        self._pipeline_thread = consume(
            self._pipeline_inbox, self._compute, "pipeline", lambda: self._tell(NoticeCode.NUMBERS_STOPPED)
        )
        self._observers = Observers(observers, self._hub)
        self._observers.follow(practice, self.clock, self._say_error)
        self._late_inbox = Inbox()
        self._task: asyncio.Task[None] | None = None
        self._rounds = io.submit(self._come_round())
        io.submit(self._run())

    @property
    def sensor_label(self) -> str:
        """The name of the primary sensor for people, as it is known by now; empty when there is none."""
        return self._sensors[0].label if self._sensors else ""

    def label_of(self, source: str) -> str:
        """Return the name of a sensor for people, as it is known by now."""
        return next(sensor.label for sensor in self._sensors if sensor.source == source)

    @property
    def simulated(self) -> bool:
        """Whether the primary heart is a simulated one."""
        return bool(self._sensors) and self._sensors[0].simulated

    def subscribe(self) -> Inbox:
        """Return a new inbox for a screen, which is told first what happened so far, as everybody else knows it."""
        inbox = self._hub.subscribe_late()
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
            case _:
                self._io.submit(self._runner.request(request))

    def settle(self) -> None:
        """Stop the sensor and let the last numbers be computed; the recording stays open for words of the person's own.

        Asked again, it changes nothing.
        """
        if self._settled:
            return
        self._settled = True
        try:
            self._wait_for(self._stop_running())
        finally:
            self._hub.close(self._pipeline_inbox)
            self._pipeline_thread.join()
            self._late_inbox = self._hub.subscribe()

    def finish(self) -> Path:
        """Stop the sensor, let the last numbers be computed, close the recording, and return its path.

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
            self._hub.close(self._recorder_inbox)
            self._recorder.join()
            for inbox in self._screens:
                self._hub.close(inbox)
            self._observers.close()
        return self.path

    def findings(self) -> Findings | None:
        """Return what an assessment came to, once it is settled; ``None`` for a practice."""
        if self._findings is None and self._assess is not None:
            try:
                self._findings = self._assess([item.event for item in self._assessed_inbox.drain()])
            except Exception:
                logger.exception("what was assessed could not be told")
                self._findings = Findings((), (), (), error=SoftenError(CommandErrorCode.FINDINGS_STOPPED))
        return self._findings

    def summary(self) -> Summary:
        """Return the summary, whether or not the recording could keep all of it; after `finish`."""
        return self._summariser.summary()

    def _toggle_mute(self) -> None:
        if self._observers.heard:
            muted = self._observers.toggle_mute()
            self._hub.publish(SoundMuted(t_s=self.clock.now_s(), muted=muted))

    @cached_property
    def _pipelines(self) -> "Pipelines":
        # Asked for on its own thread, where the first events wait meanwhile: nobody else has to wait for numpy.
        from biofeedback.pipeline import Pipelines

        return Pipelines(self.sources, self._numbers_stopped)

    def _numbers_stopped(self, source: str, error: Exception) -> None:
        logger.error("the numbers of %s stopped short", source, exc_info=error)
        self._tell(NoticeCode.NUMBERS_STOPPED, source=source)

    def _compute(self, event: Event) -> None:
        self._summariser.apply(event)
        if not self._sensors:
            return
        results = self._pipelines.step(event)
        self._hub.publish(*results, *self._beat_advice.notices(results))
        for metric in results:
            if isinstance(metric, Metric) and metric.name in OFFER_METRICS and metric.source == self.sources[0]:
                # Whatever the practice offers is an event like any other.
                self._io.submit(self._runner.on_metric(metric))

    async def _run(self) -> None:
        self._task = asyncio.current_task()
        sensor_tasks = [asyncio.create_task(self._run_sensor(each), name=each.source) for each in self._sensors]
        try:
            await self._runner.run()
        except Exception:
            logger.exception("the practice stopped short")
            self._tell(NoticeCode.PRACTICE_STOPPED)
            self._hub.publish(PracticeEnded(t_s=self.clock.now_s(), mode="early"))
        finally:
            for task in sensor_tasks:
                task.cancel()
            await asyncio.gather(*sensor_tasks, return_exceptions=True)

    async def _come_round(self) -> None:
        while self._patience is not None:
            if self._pipeline_inbox.unread <= MOST_UNREAD:
                self._patience.come_round()
            await asyncio.sleep(ROUND_S)

    async def _run_sensor(self, sensor: Sensor) -> None:
        try:
            await sensor.run(self._publish_from_sensor, self.clock)
        except SoftenError as error:
            self._say_error(error)
        except Exception:
            logger.exception("%s stopped short", sensor.source)
            self._tell(NoticeCode.SENSOR_STOPPED, source=sensor.source)

    def _publish_from_sensor(self, *events: Event) -> None:
        self._hub.publish(*events, *self._advice.notices(events))

    def _wait_for(self, ending: Coroutine[None, None, None]) -> None:
        try:
            self._io.submit(ending).result(STOP_TIMEOUT_S)
        except TimeoutError:
            logger.warning("%s did not let go within %s s", ", ".join(self.sources), STOP_TIMEOUT_S)

    async def _stop_running(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _publish_led(self, *events: Event) -> None:
        self._hub.publish(*events)
        for sensor in self._sensors:
            if isinstance(sensor, SimulatedHeart):
                for event in events:
                    sensor.follow(event)

    def _recording_stopped(self, error: RecordingError) -> None:
        self.error = error
        self._say_error(error)

    def _say_error(self, error: SoftenError) -> None:
        # What was refused may lie in the person's folder, and the recording need not know whose that is.
        told = ((name, without_home(value) if isinstance(value, str) else value) for name, value in error.facts)
        named = (*facts(error=str(error.code)), *told)
        self._tell(NoticeCode.ERROR, tuple(sorted(named, key=itemgetter(0))))

    def _tell(self, code: NoticeCode, facts: Facts = (), *, source: str = "") -> None:
        self._hub.publish(Notice(t_s=self.clock.now_s(), source=source, code=code, facts=facts))
