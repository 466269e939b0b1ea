"""When a practice meets a sensor from which no HRV is to be had, the person is told, kindly and once."""

import pytest

from biofeedback.app.live_session import LiveSession
from biofeedback.app.sensors.advice import SensorAdvice
from biofeedback.clock import Clock
from biofeedback.codes import NoticeCode
from biofeedback.events import Beat, DeviceFact, Event, Notice
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import practice_named
from devices.io_thread import IoThread
from devices.sensor import Publish
from sessions.reader import Recording
from tests.rigs.practices.followed import inbox_of
from tests.rigs.words.sentence_of import sentence_of, words_of

PATIENCE_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""


def fact(name: str, value: str, source: str = "bluetooth") -> DeviceFact:
    return DeviceFact(source=source, t_s=2.0, name=name, value=value)


@pytest.mark.parametrize(
    ("fact", "model"),
    [
        (fact("name", "TICKR FIT 1234"), "Wahoo TICKR FIT"),
        (fact("name", "WHOOP 4A"), "WHOOP"),
        (fact("protocol", "values", "serial"), "Bare values"),
    ],
)
def test_it_is_said_with_the_name_of_the_model(fact, model):
    assert SensorAdvice().notices([fact]) == [
        Notice(t_s=2.0, source=fact.source, code=NoticeCode.SENSOR_NOT_FOR_HRV, facts=(("model", model),))
    ]


@pytest.mark.parametrize(
    "fact",
    [
        fact("name", "Polar H10 1"),
        fact("name", "Polar Sense 1"),
        fact("name", "CP2102 USB to UART"),
        fact("model", "TICKR FIT"),
        fact("protocol", "cms50", "serial"),
        Beat(source="bluetooth", index=0, arrived_s=1.0, rr_ms=800.0),
    ],
)
def test_of_every_other_sensor_nothing_is_said(fact):
    assert SensorAdvice().notices([fact]) == []


def test_it_is_said_once_a_sensor_however_often_it_comes_back():
    knowledge = SensorAdvice()
    for expected in (1, 0, 0):
        assert len(knowledge.notices([fact("name", "TICKR FIT 1")])) == expected
    assert len(knowledge.notices([fact("name", "WHOOP 4", "bluetooth:second")])) == 1


class _KnownBand:
    """A band that says its name, twice, and nothing else."""

    source = "bluetooth"
    label = "TICKR FIT 1234"
    simulated = False
    speed_allowed = True

    async def run(self, publish: Publish, clock: Clock) -> None:
        named: Event = DeviceFact(source=self.source, t_s=clock.now_s(), name="name", value=self.label)
        publish(named)
        publish(named)


def test_a_session_says_it_and_the_recording_keeps_it(tmp_path):
    io = IoThread()
    io.start()
    try:
        practice = practice_named("compassionate_pause")
        session = LiveSession(
            practice, (_KnownBand(),), tmp_path / "a.soften", io, facts={}, speed=40.0, sequencer=Guide(practice)
        )
        events = []
        while not any(isinstance(event, Notice) for event in events):
            items = inbox_of(session).wait(PATIENCE_S)
            assert items, "nothing comes"
            events += [item.event for item in items]
        path = session.finish()
    finally:
        io.stop(PATIENCE_S)
    with Recording(path) as recording:
        said = [sentence_of(event) for _, event in recording.events(Notice)]
    assert said == [words_of(NoticeCode.SENSOR_NOT_FOR_HRV, model="Wahoo TICKR FIT")]
