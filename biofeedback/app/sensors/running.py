"""Runs the sensors of a session on the io loop: each begins, is led if it is a simulated heart, and is let go of."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence

from biofeedback.app.sensors.advice import SensorAdvice
from biofeedback.clock import Clock
from biofeedback.errors import SoftenError
from biofeedback.events import Event
from devices.sensor import Publish, Sensor
from devices.transports.simulated.heart import SimulatedHeart

logger = logging.getLogger(__name__)


class RunningSensors:
    """The sensors of one session; everything but the asking happens on the io loop.

    Parameters
    ----------
    publish : Publish
        Takes what the sensors say, and what is to be said of them.
    clock : Clock
        The session clock.
    on_error : callable
        Takes the source of a sensor that cannot go on, and why.
    on_fault : callable
        Takes the source of a sensor that a fault of ours has stopped.
    """

    def __init__(
        self,
        publish: Publish,
        clock: Clock,
        on_error: Callable[[str, SoftenError], None],
        on_fault: Callable[[str], None],
    ) -> None:
        self._publish = publish
        self._clock = clock
        self._on_error = on_error
        self._on_fault = on_fault
        self._advice = SensorAdvice()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._parting: dict[str, asyncio.Task[None]] = {}
        self._simulated: list[SimulatedHeart] = []

    def begin(self, sensor: Sensor, before: Sequence[Event] | None = None) -> None:
        """Let a sensor begin, once it has let go where it ran already.

        A simulated heart that comes late is told what was ``before`` of the practice; ``None`` at the beginning.
        """
        if isinstance(sensor, SimulatedHeart):
            self._simulated.append(sensor)
            if before is not None:
                for event in before:
                    sensor.follow(event)
                sensor.join_late(self._clock.now_s())
        parting = self._parting.get(sensor.source)
        self._tasks[sensor.source] = asyncio.create_task(self._run(sensor, parting), name=sensor.source)

    def lead(self, events: Sequence[Event]) -> None:
        """Let simulated hearts follow the breath."""
        for sensor in self._simulated:
            for event in events:
                sensor.follow(event)

    async def end(self, source: str) -> None:
        """Let go of a sensor, and wait until that is done; of one that was let go of, nothing happens."""
        self._part(source)
        if parting := self._parting.get(source):
            await _farewell((parting,))

    async def end_all(self) -> None:
        """Let go of all sensors, and wait until that is done."""
        for source in tuple(self._tasks):
            self._part(source)
        await _farewell(tuple(self._parting.values()))

    def _part(self, source: str) -> None:
        """Cancel a sensor once: one that is disturbed in its farewell would stay connected and go on measuring."""
        if task := self._tasks.pop(source, None):
            task.cancel()
            self._parting[source] = task
            self._simulated = [each for each in self._simulated if each.source != source]

    async def _run(self, sensor: Sensor, before: asyncio.Task[None] | None) -> None:
        try:
            if before is not None:
                await asyncio.wait((before,))
            await sensor.run(self._say, self._clock)
        except SoftenError as error:
            self._on_error(sensor.source, error)
        except Exception:
            logger.exception("%s stopped short", sensor.source)
            self._on_fault(sensor.source)

    def _say(self, *events: Event) -> None:
        self._publish(*events, *self._advice.notices(events))


async def _farewell(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait until all have let go, however often this is cancelled meanwhile.

    A practice that has ended by itself is stopped once more when the person leaves it.
    """
    while not all(task.done() for task in tasks):
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait(tasks)
