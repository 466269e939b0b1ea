"""Practices with no heart, one, or several, through all of the real parts: recorded and replayed."""

import asyncio
from dataclasses import replace

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.live_session import LiveSession
from biofeedback.app.replaying.replay import replay
from biofeedback.app.session_runner import SessionRunner
from biofeedback.cli.summary import summary_of
from biofeedback.codes import NoticeCode
from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from biofeedback.event_history import EventHistory
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    DeviceFact,
    Gap,
    LinkChanged,
    Metric,
    Notice,
    Numbered,
    Packet,
    PracticeEnded,
    SampleBlock,
    StepBegan,
    Tick,
)
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.pipelines.several_hearts import Pipelines
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from biofeedback.requests import EndGently
from devices.io_thread import IoThread
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart import SimulatedHeart
from sessions.library import Library
from sessions.reader import Recording
from tests.golden.stream import inputs
from tests.rigs.practices.followed import inbox_of
from tests.rigs.practices.practised_minute import A_MINUTE, FAST, PATIENCE_S, practised
from ui.words.languages import english
from ui.words.summary_words import summary_lines

OF_A_HEART = (Packet, Beat, SampleBlock, BeatJudged, Gap, Metric, LinkChanged, DeviceFact)


def test_a_practice_without_a_sensor_is_a_practice(home):
    with Recording(practised("none")) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        assert recording.facts["sensor"] == "none"
        assert not {"source", "seed"} & recording.facts.keys()
        assert recording.sources == ()
        assert not recording.ended_unexpectedly
    kinds = {type(event) for event in events}
    assert {StepBegan, BreathPlanned, Tick, PracticeEnded} <= kinds
    assert kinds.isdisjoint(OF_A_HEART)
    assert report.identical
    assert report.numbers == report.beats == 0


@pytest.mark.parametrize("hearts", [1, 2, 3])
def test_every_heart_is_recorded_and_replayed_bit_for_bit(home, hearts):
    sources = ("simulated", "simulated#2", "simulated#3")[:hearts]
    with Recording(practised("simulated", *["simulated:ectopics=0.05"] * (hearts - 1))) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        assert recording.sources == report.sources == sources
        seeds = [recording.facts[f"seed{behind}"] for behind in ("", "_2", "_3")[:hearts]]
        assert "sensor_4" not in recording.facts
    assert report.identical, report.first_difference
    assert seeds == ["7", "8", "9"][:hearts]
    for source in sources:
        own = [event for event in events if getattr(event, "source", "") == source]
        beats = [event for event in own if isinstance(event, Beat)]
        assert [beat.index for beat in beats] == list(range(len(beats)))
        assert len(beats) > 30
        assert any(isinstance(event, BeatJudged) for event in own)
        rates = [event for event in own if isinstance(event, Metric) and event.name == "heart_rate_bpm"]
        assert len(rates) >= 58
    intervals = {source: [e.rr_ms for e in events if isinstance(e, Beat) and e.source == source] for source in sources}
    assert len({tuple(each[:10]) for each in intervals.values()}) == hearts


def test_the_numbers_of_the_first_heart_are_those_it_has_alone():
    """Whatever comes of another heart changes none of them, nor do their order and their count."""
    alone, together = Pipelines(["golden"]), Pipelines(["golden", "other"])
    for event in inputs():
        expected = alone.step(event)
        other = [replace(event, source="other")] if isinstance(event, Beat) else []
        found = [result for each in (event, *other) for result in together.step(each)]
        assert [repr(each) for each in found if each.source == "golden"] == [repr(each) for each in expected]


def test_a_heart_that_is_lost_leaves_the_other_as_it_is(home):
    with Recording(practised("simulated", "simulated:dropout=20s@20s")) as recording:
        events = [event for _, event in recording.events()]
        assert replay(recording).identical
    gaps = [event for event in events if isinstance(event, Gap)]
    assert [gap.source for gap in gaps] == ["simulated#2"]
    states = [(event.source, event.state) for event in events if isinstance(event, LinkChanged)]
    assert ("simulated#2", "lost") in states
    assert ("simulated", "lost") not in states
    with Recording(Library(home / "sessions").entries()[0].path) as recording:
        summary = summary_of(recording, english())
    assert not any("quiet" in line and "sensor" in line for line in summary_lines(summary.statistics, english()))


def test_a_sensor_that_is_not_there_leaves_the_other_as_it_is(home):
    nowhere = f"serial:{home / 'nowhere'}"
    with LiveApplication(seed=7) as application:
        practice = parse_practice(A_MINUTE, "a_minute.toml")
        session = application.begin(practice, "simulated", None, beside=[nowhere])
        links, beats, ended = [], 0, False
        while not ended:
            items = inbox_of(session).wait(PATIENCE_S)
            assert items, "the practice stands still"
            links += [event for _, event in items if isinstance(event, LinkChanged)]
            beats += sum(isinstance(event, Beat) for _, event in items)
            ended = any(isinstance(event, PracticeEnded) for _, event in items)
            if beats >= 3 and any((link.source, link.state) == (nowhere, "unavailable") for link in links):
                session.request(EndGently())
        path = session.finish()
    assert {link.state for link in links if link.source == "simulated"} <= {"streaming", "closed"}
    with Recording(path) as recording:
        assert recording.sources == ("simulated", nowhere)
        assert replay(recording).identical


class FailingSensor:
    """A sensor that fails at once, in one way or another."""

    label = "A failing sensor"
    simulated = False
    speed_allowed = True

    def __init__(self, source: str, error: Exception) -> None:
        self.source = source
        self._error = error

    async def run(self, publish, clock) -> None:
        publish(Beat(source=self.source, index=0, arrived_s=clock.now_s(), rr_ms=800.0))
        raise self._error


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("error", [UsageError(SensorSpecErrorCode.CLOSED), RuntimeError("a fault of ours")])
def test_a_sensor_that_fails_does_not_disturb_the_other(tmp_path, error, first):
    io = IoThread()
    io.start()
    practice = parse_practice(A_MINUTE, "a_minute.toml")
    failing, heart = FailingSensor("failing", error), SimulatedHeart(1, SimulatedFaults())
    sensors = (failing, heart) if first else (heart, failing)
    facts = {"source": sensors[0].source, "source_2": sensors[1].source}
    session = LiveSession(
        practice, sensors, tmp_path / "a.soften", io, facts=facts, speed=FAST, sequencer=Guide(practice)
    )
    events = []
    while not any(isinstance(event, PracticeEnded) for event in events):
        items = inbox_of(session).wait(PATIENCE_S)
        assert items, "the practice stands still"
        events += [event for _, event in items]
    path = session.finish()
    assert io.stop(PATIENCE_S)
    assert [event.mode for event in events if isinstance(event, PracticeEnded)] == ["complete"]
    assert sum(isinstance(event, Notice) for event in events) == 1
    assert sum(isinstance(event, Beat) and event.source == "simulated" for event in events) > 30
    with Recording(path) as recording:
        assert replay(recording).identical


def test_a_fault_in_the_numbers_of_one_heart_leaves_those_of_the_other(home, monkeypatch):
    step = Pipeline.step

    def stumble(pipeline, event):
        if isinstance(event, Tick) and event.t_s >= 20.0 and pipeline._source == "simulated":
            raise ZeroDivisionError
        return step(pipeline, event)

    monkeypatch.setattr(Pipeline, "step", stumble)
    with Recording(practised("simulated", "simulated")) as recording:
        events = [event for _, event in recording.events(Metric, Notice)]
    told = [event for event in events if isinstance(event, Notice) and event.code == NoticeCode.NUMBERS_STOPPED]
    assert [notice.source for notice in told] == ["simulated"]
    last_s = {event.source: event.t_s for event in events if isinstance(event, Metric) and event.name == "rmssd_ms"}
    assert last_s["simulated"] == 19.0
    assert last_s["simulated#2"] >= 59.0


def test_who_comes_late_is_told_the_latest_of_every_heart():
    history, pipelines = EventHistory(), Pipelines(["one", "two"])
    for number in range(1, 4):
        for metric in pipelines.step(Tick(t_s=float(number))):
            history.add(Numbered(number, metric))
    kept = [item.event for item in history.kept()]
    rates = [event for event in kept if isinstance(event, Metric) and event.name == "heart_rate_bpm"]
    assert [(event.source, event.t_s) for event in rates] == [("one", 3.0), ("two", 3.0)]


def test_only_the_primary_heart_gives_reason_for_an_offer(tmp_path, monkeypatch):
    heard = []
    monkeypatch.setattr(SessionRunner, "on_metric", lambda self, metric: heard.append(metric) or asyncio.sleep(0))
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    practised("simulated", "simulated")
    assert heard
    assert {metric.source for metric in heard} == {"simulated"}
