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
            case _:
                _apply(event, running)
    return tuple(tuple(breaths) for _, breaths in sorted(latest.items()) if breaths)


def led_breaths(events: Iterable[Event]) -> tuple[BreathPlanned, ...]:
    """Return the breaths led in the whole of a session, in order."""
    led: list[BreathPlanned] = []
    for event in events:
        _apply(event, led)
    return tuple(led)


def _apply(event: Event, led: list[BreathPlanned]) -> None:
    match event:
        case BreathPlanned():
            while led and led[-1].t_s >= event.t_s:
                led.pop()
            led.append(event)
        case Paused(mode="pause"):
            while led and led[-1].t_s > event.t_s:
                led.pop()
        case _:
            pass
