"""Reads back from the events of a session which breaths were really led in each step.

Breaths are announced ahead and may be withdrawn or begun anew; these are the ones that were left.
"""

from collections.abc import Iterable

from biofeedback.events import BreathPlanned, Event, Paused, StepBegan


def led_steps(events: Iterable[Event]) -> tuple[tuple[BreathPlanned, ...], ...]:
    """Return the breaths led in each step that led any, in order of the steps.

    Of a step that began anew only the last attempt counts. A breath belongs to the step in which it began.
    """
    latest: dict[int, list[BreathPlanned]] = {}
    running: list[BreathPlanned] = []
    for event in events:
        match event:
            case StepBegan():
                running = []
                latest[event.index] = running
            case BreathPlanned():
                running[:] = [breath for breath in running if breath.t_s < event.t_s]
                running.append(event)
            case Paused(mode="pause"):
                running[:] = [breath for breath in running if breath.t_s <= event.t_s]
            case _:
                pass
    return tuple(tuple(breaths) for _, breaths in sorted(latest.items()) if breaths)
