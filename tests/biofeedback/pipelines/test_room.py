"""The hearts of a room: each with numbers of its own, and how many are in step, live as from their recordings."""

import math

import numpy as np
import pytest

from biofeedback.events import Beat, BreathPlanned, Event, Metric, SeatTaken, StepBegan, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.pipelines.room import RoomPipelines
from biofeedback.sensors import ROOM_SOURCE
from tests.rigs.hearts.irregular_rhythms import WINDOW_S, fibrillation
from tests.rigs.hearts.led_hearts import even_breaths
from tests.rigs.hearts.made_groups import ALONE, FOLLOWS, beats_of

UNTIL_S = 200.0
LED_PER_MIN = 6.0


def raised(source: str, error: Exception) -> None:
    raise error


def beats(source: str, rr_ms: np.ndarray, arrived_s: np.ndarray) -> list[Event]:
    there = [(rr, t_s) for rr, t_s in zip(rr_ms.tolist(), arrived_s.tolist(), strict=True) if t_s > 0.0]
    return [Beat(source=source, index=i, arrived_s=t_s, rr_ms=rr) for i, (rr, t_s) in enumerate(there)]


def disordered() -> tuple[np.ndarray, np.ndarray]:
    rr_ms = fibrillation(3, 2 * WINDOW_S + UNTIL_S)
    arrived_s = np.cumsum(rr_ms) / 1000.0
    return rr_ms[arrived_s < UNTIL_S], arrived_s[arrived_s < UNTIL_S]


def at_s(event: Event) -> float:
    match event:
        case Beat():
            return event.arrived_s
        case BreathPlanned():
            return event.t_s - 10.0  # each is announced one breath ahead
        case _:
            return event.t_s


def of_a_room(hearts: dict[str, list[Event]], joined_s: dict[str, float], until_s: float = UNTIL_S) -> list[Event]:
    happened: list[Event] = [*even_breaths(0.0, UNTIL_S, LED_PER_MIN)]
    happened.append(StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown"))
    happened += [Tick(t_s=float(second)) for second in range(1, int(UNTIL_S))]
    for source, beats_of_it in hearts.items():
        since_s = joined_s.get(source, 0.0)
        happened.append(SeatTaken(t_s=since_s, source=source, seat=source))
        happened += [beat for beat in beats_of_it if at_s(beat) > since_s]
    return sorted((each for each in happened if at_s(each) < until_s), key=at_s)


@pytest.fixture(scope="module")
def hearts() -> dict[str, list[Event]]:
    breaths = even_breaths(0.0, UNTIL_S, LED_PER_MIN)
    made = {
        f"{place}": beats_of(place, manner, breaths, UNTIL_S) for place, manner in enumerate([FOLLOWS] * 3 + [ALONE])
    }
    made["irregular"] = disordered()
    return {source: beats(source, *each) for source, each in made.items()}


def step(pipelines: RoomPipelines, event: Event) -> list[Event]:
    return [result for results in pipelines.steps(event) for result in results]


def run(happened: list[Event]) -> list[Event]:
    pipelines = RoomPipelines(raised)
    return [result for event in happened for result in step(pipelines, event)]


def shares(results: list[Event], name: str = "in_step_share") -> dict[float, Metric]:
    return {e.t_s: e for e in results if isinstance(e, Metric) and e.source == ROOM_SOURCE and e.name == name}


def test_those_who_follow_are_in_step_and_whose_beats_are_disordered_is_not_counted(hearts):
    results = run(of_a_room(hearts, {}))
    share, chance = (shares(results, name)[UNTIL_S - 1.0] for name in ("in_step_share", "in_step_chance_share"))
    assert share.quality_share == pytest.approx(4 / 5)
    assert share.value == pytest.approx(3 / 4)
    assert share.unit == "share"
    assert 0.0 < chance.value < 0.75
    irregular = {e.source for e in results if isinstance(e, Metric) and e.reason == "beats-irregular"}
    assert irregular == {"irregular"}
    first = shares(results)[1.0]
    assert math.isnan(first.value)
    assert first.reason == "too-few-hearts"


def test_a_heart_that_joins_late_has_the_numbers_that_its_recording_replays(hearts):
    happened = of_a_room({"0": hearts["0"], "1": hearts["1"]}, {"1": 50.0}, 120.0)
    results = [e for e in run(happened) if getattr(e, "source", "") == "1"]
    place = next(i for i, e in enumerate(happened) if isinstance(e, SeatTaken) and e.source == "1")
    kept = [e for e in happened[:place] if not isinstance(e, Tick) and getattr(e, "source", "1") == "1"]
    alone = Pipeline("1")
    again = [r for e in (*kept, *happened[place:]) if getattr(e, "source", "1") == "1" for r in alone.step(e)]
    assert repr(results) == repr(again)
    assert min(e.t_s for e in results if isinstance(e, Metric)) > 50.0


def test_what_is_discarded_is_counted_no_more(hearts):
    pipelines = RoomPipelines(raised)
    results: list[Event] = []
    for event in of_a_room({"0": hearts["0"], "3": hearts["3"]}, {}, 142.0):
        if event == Tick(t_s=140.0):
            pipelines.discard("3")
        results += step(pipelines, event)
    assert (shares(results)[139.0].value, shares(results)[140.0].value) == (0.5, 1.0)
    assert max(e.t_s for e in results if isinstance(e, Metric) and e.source == "3") < 140.0


def test_a_heart_whose_numbers_stop_leaves_the_others_theirs(hearts, monkeypatch):
    told: list[str] = []
    two = {"0": hearts["0"], "1": hearts["1"]}
    pipelines = RoomPipelines(lambda source, error: told.append(source))
    ordinary = Pipeline.step

    def stumbling(self: Pipeline, event: Event) -> list[Event]:
        if getattr(event, "source", "") == "1" and at_s(event) > 50.0:
            raise ZeroDivisionError
        return ordinary(self, event)

    monkeypatch.setattr(Pipeline, "step", stumbling)
    results = [r for event in of_a_room(two, {}, 142.0) for r in step(pipelines, event)]
    assert told == ["1"]
    assert shares(results)[141.0].value == 1.0
