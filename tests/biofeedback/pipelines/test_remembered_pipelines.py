"""What pretended sessions remember is what their pipelines would compute, wherever two sessions part."""

from biofeedback.events import Beat, BreathPlanned, Event, Tick
from biofeedback.pipelines.several_hearts import Pipelines
from tests.rigs.signals.remembered_pipelines import RememberedPipelines

SOURCE = "remembered"


def events(rr_ms: float) -> list[Event]:
    """Return half a minute of a steady heart, which goes on from its middle with intervals of this length."""
    found: list[Event] = [BreathPlanned(t_s=0.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)]
    at_s, tick_s = 0.0, 1.0
    for index in range(40):
        interval_ms = 800.0 if index < 20 else rr_ms
        at_s += interval_ms / 1000.0
        while tick_s < at_s:
            found.append(Tick(t_s=tick_s))
            tick_s += 1.0
        found.append(Beat(source=SOURCE, index=index, arrived_s=at_s, rr_ms=interval_ms))
    return found


def test_it_is_the_same_as_without_a_memory_wherever_two_sessions_part() -> None:
    for rr_ms in (800.0, 850.0, 850.0, 800.0, 780.0):
        remembered, plain = RememberedPipelines(), Pipelines(())
        for each in (remembered, plain):
            each.join(SOURCE)
        for event in events(rr_ms):
            assert repr(remembered.step(event)) == repr(plain.step(event))  # what is unknown equals nothing
