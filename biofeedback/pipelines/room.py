"""Computes the numbers of every heart in a room, and how many of them are in step beyond chance."""

import math
from collections.abc import Callable, Iterator

from biofeedback.events import BreathPlanned, Event, Metric, Paused, Resumed, SeatTaken, StepBegan, Tick
from biofeedback.pipelines.several_hearts import Pipelines
from biofeedback.reasons import ReasonCode
from biofeedback.sensors import ROOM_SOURCE
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.group.in_step import GroupMoment
from biofeedback.signals.group.watch import GroupWatch


class RoomPipelines:
    """The pipelines of the seats of one room, each from when it is taken, and the group that they are.

    Which of the hearts are in step is known in here alone.

    Parameters
    ----------
    on_fault : callable
        Takes the source whose pipeline failed, and the error; the others go on.
    """

    def __init__(self, on_fault: Callable[[str, Exception], None]) -> None:
        self._pipelines = Pipelines((), on_fault)
        self._group = GroupWatch()
        self._before: list[Event] = []
        self._gone: list[str] = []

    def discard(self, source: str) -> None:
        """Compute nothing more of a heart, and count it no more; from any thread, as of the next `Tick`."""
        self._gone.append(source)

    def steps(self, event: Event) -> Iterator[list[Event]]:
        """Take in the next event and yield what follows from it, heart by heart; at every `Tick` of the group at last.

        A heart that joins late is told first of the practice before, as its recording has it.
        """
        match event:
            case SeatTaken(source=source):
                self._take(source)
                return
            case Tick():
                self._forget_gone()
            case BreathPlanned() | Paused() | Resumed() | StepBegan():
                self._before.append(event)
            case _:
                pass
        yield from self._pipelines.steps(event)
        if isinstance(event, Tick):
            yield self._together(event.t_s)

    def _take(self, source: str) -> None:
        if source in self._gone:  # discarded, and taken anew before a tick
            self._forget_gone()

        def add(t_s: float, nn_ms: float, phase_rad: float, is_corrected: bool) -> None:
            self._group.add(source, t_s, nn_ms, phase_rad, is_corrected=is_corrected)

        self._group.join(source)
        self._pipelines.join(source, self._before, add)

    def _together(self, now_s: float) -> list[Event]:
        self._group.advance(now_s, self._pipelines.disordered())
        moment = self._group.moment()
        return [
            _metric("in_step_share", moment.share, moment, now_s),
            _metric("in_step_chance_share", moment.chance_share, moment, now_s),
        ]

    def _forget_gone(self) -> None:
        while self._gone:
            source = self._gone.pop()
            self._pipelines.leave(source)
            self._group.remove(source)


def _metric(name: str, value: float, moment: GroupMoment, t_s: float) -> Metric:
    reason = moment.reason
    return Metric(
        source=ROOM_SOURCE,
        name=name,
        t_s=t_s,
        value=value,
        unit=DEFINITIONS[name].unit,
        window_s=DEFINITIONS[name].window_s,
        quality_share=moment.counted / len(moment.hearts) if moment.hearts and not math.isnan(value) else 0.0,
        reason=reason.code if reason else ReasonCode.KNOWN,
        facts=reason.facts if reason else (),
    )
