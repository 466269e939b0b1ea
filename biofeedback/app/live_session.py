"""Runs the practice of one person from begin to finish: their sensors, and one recording of everything."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.observers import Observer
from biofeedback.app.running_session import RunningSession
from biofeedback.app.session_runner import Sequencer
from biofeedback.clock import awake_or_asleep_ns
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from biofeedback.events import Event, Metric
from biofeedback.hub import Inbox
from biofeedback.practice.after.findings import Findings
from biofeedback.practice.guide.metric_offers import OFFER_METRICS
from biofeedback.practice.script.model import Practice
from biofeedback.requests import SeatRequest
from devices.io_thread import IoThread
from devices.sensor import Sensor
from sessions.recorder import Recorder
from sessions.sealed.passphrases import Passphrase

if TYPE_CHECKING:
    from biofeedback.pipelines.several_hearts import Pipelines

logger = logging.getLogger(__name__)


class LiveSession(RunningSession):
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
    seal : Passphrase or None
        What the recording is sealed with; ``None`` for a plain one.
    inbox : callable
        Makes the queues in which screens and observers read what they are told.

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
        seal: Passphrase | None = None,
        inbox: Callable[[], Inbox] = Inbox,
    ) -> None:
        super().__init__(
            practice,
            [sensor.source for sensor in sensors],
            path,
            io,
            speed=speed,
            counter_ns=counter_ns,
            sequencer=sequencer,
            observers=observers,
            inbox=inbox,
        )
        self._listening = tuple(sensors)
        self._recorder = Recorder(path, facts, self._recording_stopped, seal=seal)
        self._recorder_inbox = self._hub.subscribe()
        self._assess = assess
        self._findings: Findings | None = None
        self._assessed_inbox = Inbox() if assess is None else self._hub.subscribe()
        self._recorder.start(self._recorder_inbox)
        self._begin()

    @property
    def sensor_label(self) -> str:
        """The name of the primary sensor for people, as it is known by now; empty when there is none."""
        return self._listening[0].label if self._listening else ""

    def label_of(self, source: str) -> str:
        """Return the name of a sensor for people, as it is known by now."""
        return next(sensor.label for sensor in self._listening if sensor.source == source)

    @property
    def simulated(self) -> bool:
        """Whether the primary heart is a simulated one."""
        return bool(self._listening) and self._listening[0].simulated

    def findings(self) -> Findings | None:
        """Return what an assessment came to, once it is settled; ``None`` for a practice."""
        if self._findings is None and self._assess is not None:
            try:
                self._findings = self._assess([item.event for item in self._assessed_inbox.drain()])
            except Exception:
                logger.exception("what was assessed could not be told")
                self._findings = Findings((), (), (), error=SoftenError(CommandErrorCode.FINDINGS_STOPPED))
        return self._findings

    @cached_property
    def _pipelines(self) -> "Pipelines":
        # Asked for on its own thread, where the first events wait meanwhile: nobody else has to wait for numpy.
        from biofeedback.pipelines.several_hearts import Pipelines

        return Pipelines(self.sources, self._numbers_stopped)

    def _compute(self, event: Event) -> None:
        if not self._listening:
            return
        results = self._pipelines.step(event)
        self._publish_computed(results)
        for metric in results:
            if isinstance(metric, Metric) and metric.name in OFFER_METRICS and metric.source == self.sources[0]:
                # Whatever the practice offers is an event like any other.
                self._io.submit(self._runner.on_metric(metric))

    def _request_of_seat(self, request: SeatRequest) -> None:
        del request

    def _begin_sensors(self) -> None:
        for sensor in self._listening:
            self._sensors.begin(sensor)

    def _close_recordings(self) -> None:
        self._hub.close(self._recorder_inbox)
        self._recorder.join()
