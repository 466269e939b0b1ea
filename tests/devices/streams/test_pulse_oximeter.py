"""A pulse oximeter on the air: its rate as a fact, its contact, and never a beat."""

from hypothesis import given
from hypothesis import strategies as st

from biofeedback.codes import NoticeCode
from biofeedback.events import Beat, Contact, DeviceFact, Notice
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.protocols.pulse_oximeter_service import PLX_CHANNEL, PlxMeasurement, Sfloat
from devices.streams.decoder import Decoder


def said(rate_bpm=72, **more):
    return PlxMeasurement(oxygen=Sfloat.of(98), pulse_rate=Sfloat.of(rate_bpm), **more).encode()


def received(packets, channel=PLX_CHANNEL, decoder=None):
    decoder = decoder or Decoder("finger")
    return [event for t_s, data in packets for event in decoder.feed(channel, data, float(t_s))]


def test_the_rate_is_a_fact_some_times_a_minute_and_no_beat_is_made_of_it():
    events = received([(second, said(60 + second)) for second in range(40)])
    assert [(fact.t_s, fact.value) for fact in events if isinstance(fact, DeviceFact)] == [
        (0.0, 60.0),
        (15.0, 75.0),
        (30.0, 90.0),
    ]
    assert [event.code for event in events if isinstance(event, Notice)] == [NoticeCode.OXIMETER_RATE_ALONE]
    assert not [event for event in events if isinstance(event, Beat)]


def test_nothing_is_said_of_missing_beats_where_the_heart_rate_service_has_them():
    decoder, events = Decoder("finger"), []
    for second in range(20):
        beat = HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(1024 + second,)).encode()
        events += received([(second, beat)], "2a37", decoder)
        events += received([(second + 0.5, said())], decoder=decoder)
    assert not [event for event in events if isinstance(event, Notice)]
    assert len([event for event in events if isinstance(event, Beat)]) == 20


def test_a_rate_that_is_not_known_is_no_fact():
    unknown = PlxMeasurement(oxygen=Sfloat(0x07FF), pulse_rate=Sfloat(0x07FF)).encode()
    assert received([(second, unknown) for second in range(30)]) == []


def test_a_finger_that_leaves_is_told():
    away = said(sensor_status=1 << 11)
    events = received([(0, said(sensor_status=0)), (1, away), (2, away), (3, said(sensor_status=0))])
    assert [(event.t_s, event.state) for event in events if isinstance(event, Contact)] == [
        (1.0, "no"),
        (3.0, "unknown"),
    ]


def test_what_was_odd_is_counted_for_the_end():
    decoder = Decoder("finger")
    received([(0, b"\x00"), (1, said()[:4]), (2, b"\x10" + said()[1:]), (3, said() + b"\0")], decoder=decoder)
    counts = {fact.name: fact.value for fact in decoder.final_statistics(4.0)}
    assert counts == {"malformed-packets": 2, "truncated-packets": 1, "leftover-packets": 1}


@given(st.lists(st.binary(max_size=40), max_size=60))
def test_any_packets_are_taken_and_never_make_a_beat(packets):
    first = received(list(enumerate(packets)))
    assert not [event for event in first if isinstance(event, Beat)]
    assert repr(received(list(enumerate(packets)))) == repr(first)
