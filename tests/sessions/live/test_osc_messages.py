"""What goes out by OSC: values ready to be used, of the types that the page says, and no beat that nobody allowed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import (
    Beat,
    BellRang,
    BreathPlanned,
    HandMoved,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    SeatBeatsChosen,
    SeatLeft,
    SeatTaken,
    StepBegan,
    Tick,
)
from biofeedback.osc import Osc
from biofeedback.sensors import ROOM_SOURCE
from sessions.live.osc_messages import ADDRESSES, BEHIND_S, OscMessages
from ui.presenter.room import RoomView

HEART, OTHER = "bluetooth:Polar H10", "bluetooth:Polar H7"
TYPES = {each.address: each.types for each in ADDRESSES}
OF = {float: "f", int: "i", str: "s"}


def breath(t_s, in_s=4.0, hold_in_s=1.0, out_s=5.0, hold_out_s=0.0):
    return BreathPlanned(t_s=t_s, in_s=in_s, hold_in_s=hold_in_s, out_s=out_s, hold_out_s=hold_out_s)


def warmth(share, source=HEART):
    return Metric(source=source, name="warmth_share", t_s=1.0, value=share, unit="1", window_s=64.0, quality_share=1.0)


def beat(index, arrived_s, rr_ms, source=HEART):
    return Beat(source=source, index=index, arrived_s=arrived_s, rr_ms=rr_ms)


def frames(messages, *at_s):
    return [message for t_s in at_s for message in messages.frame(t_s)]


def of(messages, address):
    return [values for where, values in messages if where == address]


def test_every_address_is_met_with_the_types_that_are_told():
    messages = OscMessages([HEART], beats=True)
    said = []
    for event in (
        StepBegan(t_s=0.0, index=0, name="soften", title="Soften — weich", heart_display="shown"),
        breath(1.0),
        beat(0, 0.5, 812.0),
        SeatTaken(t_s=0.5, source=OTHER, seat="Fern"),
        SeatBeatsChosen(t_s=0.5, source=OTHER, sent=True),
        Paused(t_s=2.0, mode="pause"),
        Resumed(t_s=2.0),
        BellRang(t_s=2.0),
    ):
        said += messages.apply(event, 0.0)
    said += frames(messages, 0.9, 1.0, 3.0)
    said += messages.apply(PracticeEnded(t_s=3.0, mode="complete"), 3.0)
    assert {address for address, _ in said} == set(TYPES)
    for address, values in said:
        assert "".join(OF[type(value)] for value in values) == TYPES[address], address
    assert of(said, "/soften/step") == [(1, "soften", "Soften — weich")]
    assert of(said, "/soften/breath/planned") == [(1.0, 4.0, 1.0, 5.0, 0.0)]
    assert of(said, "/soften/beat") == [(1, 0.812)]
    assert of(said, "/soften/seat") == [(2, 1, "")]
    assert said[-1] == ("/soften/ended", ("complete",))
    assert list(messages.end("early")) == []


def test_the_phase_goes_evenly_and_the_size_as_the_light():
    messages = OscMessages([], beats=False)
    list(messages.apply(breath(10.0), 0.0))
    list(messages.apply(breath(20.0), 0.0))
    said = frames(messages, 9.0, 10.0, 12.0, 14.5, 17.5, 19.999, 20.0, 31.0)
    assert np.array(of(said, "/soften/breath")) == pytest.approx(
        np.array([(0.0, 0.0), (0.0, 0.0), (0.2, 0.5), (0.45, 1.0), (0.75, 0.5), (0.9999, 0.0), (0.0, 0.0), (0.0, 0.0)]),
        abs=1e-6,
    )
    assert [part for (part,) in of(said, "/soften/breath/part")] == ["still", "in", "hold_in", "out", "in", "still"]
    assert of(said, "/soften/breath/begins") == [(4.0, 1.0, 5.0, 0.0)] * 2


@given(st.lists(st.floats(1.0, 9.0), min_size=2, max_size=6), st.floats(0.01, 0.5))
def test_phase_and_size_stay_from_0_to_1(lengths_s, step_s):
    messages, t_s = OscMessages([], beats=False), 0.0
    for length_s in lengths_s:
        list(messages.apply(breath(t_s, length_s, 0.3, length_s, 0.2), t_s))
        t_s += 2.0 * length_s + 0.5
    said = frames(messages, *(step_s * place for place in range(int((t_s + 1.0) / step_s))))
    assert all(0.0 <= value <= 1.0 for values in of(said, "/soften/breath") for value in values)
    assert len(of(said, "/soften/breath/begins")) == len(lengths_s)


def test_a_pause_takes_the_next_breath_back():
    messages = OscMessages([], beats=False)
    list(messages.apply(breath(0.0), 0.0))
    list(messages.apply(breath(10.0), 0.0))
    assert of(messages.apply(Paused(t_s=3.0, mode="pause"), 3.0), "/soften/paused") == [(1,)]
    said = frames(messages, 9.0, 11.0)
    assert [part for (part,) in of(said, "/soften/breath/part")] == ["out", "still"]


def test_the_size_follows_the_hand_while_no_breath_is_led():
    messages = OscMessages([], beats=False)
    list(messages.apply(HandMoved(t_s=1.0, inward=True), 1.0))
    phase, size = of(frames(messages, 3.0), "/soften/breath")[0]
    assert phase == 0.0
    assert 0.5 < size < 1.0


def test_the_warmth_is_that_of_the_first_heart_once_a_second():
    messages = OscMessages([HEART, OTHER], beats=False)
    assert of(frames(messages, 0.0, 0.5), "/soften/warmth") == [(0.35,)]
    for event in (warmth(0.8), warmth(math.nan), warmth(0.5, OTHER)):
        list(messages.apply(event, 0.6))
    assert of(frames(messages, 0.9, 1.0, 1.5, 2.0), "/soften/warmth") == [(0.8,), (0.8,)]
    assert of(frames(OscMessages([], beats=False), 0.0), "/soften/warmth") == [(0.6,)]


def test_the_warmth_of_a_room_is_that_of_its_wall():
    wall = RoomView()
    messages = OscMessages([], beats=False, room=RoomView())
    said = [(share, wall.warmth_share) for (share,) in of(frames(messages, -1.0), "/soften/warmth")]
    for second in range(120):
        for name, value in (("in_step_share", 0.9), ("in_step_chance_share", 0.2)):
            share = {"name": name, "value": value, "unit": "share", "window_s": 120.0, "quality_share": 1.0}
            event = Metric(source=ROOM_SOURCE, t_s=float(second), **share)
            list(messages.apply(event, float(second)))
            wall.apply(event)
        tick = Tick(t_s=float(second))
        list(messages.apply(tick, tick.t_s))
        wall.apply(tick)
        said += [
            (warmth_share, wall.warmth_share) for (warmth_share,) in of(frames(messages, tick.t_s), "/soften/warmth")
        ]
    assert all(sent == shown for sent, shown in said)
    assert said[0][0] == pytest.approx(0.35)
    assert said[-1][0] > 0.8


@pytest.mark.parametrize(("sources", "beats"), [([HEART, OTHER], False), ([], True)])
def test_no_beat_goes_out_that_was_not_allowed(sources, beats):
    messages = OscMessages(sources, beats=beats)
    for index in range(5):
        for source in (HEART, OTHER):
            assert list(messages.apply(beat(index, float(index), 800.0, source), float(index))) == []
    assert of(frames(messages, 5.0, 10.0), "/soften/beat") == []


def test_the_beats_of_another_heart_do_not_go_with_ones_own():
    messages = OscMessages([HEART, OTHER], beats=True)
    list(messages.apply(beat(0, 0.0, 700.0, OTHER), 0.0))
    list(messages.apply(beat(0, 0.0, 900.0), 0.0))
    assert of(frames(messages, 5.0), "/soften/beat") == [(1, 0.9)]


def seated(messages, source, name, *, sent=None):
    said = list(messages.apply(SeatTaken(t_s=0.0, source=source, seat=name), 0.0))
    if sent is not None:
        said += messages.apply(SeatBeatsChosen(t_s=0.0, source=source, sent=sent), 0.0)
    return said


def test_a_seat_that_allowed_nothing_is_not_there_at_all():
    messages = OscMessages([], beats=True, names=True)
    assert seated(messages, HEART, "Fern") + seated(messages, OTHER, "Moss", sent=False) == []
    for source in (HEART, OTHER):
        list(messages.apply(beat(0, 0.0, 800.0, source), 0.0))
        assert list(messages.apply(SeatLeft(t_s=1.0, source=source), 1.0)) == []
    assert of(frames(messages, 5.0), "/soften/beat") == []


def test_hearts_of_a_room_are_numbered_as_they_were_let_out_and_keep_their_number():
    messages = OscMessages([], beats=False)
    seated(messages, OTHER, "Moss")
    assert of(seated(messages, HEART, "Fern", sent=True), "/soften/seat") == [(1, 1, "")]
    said = list(messages.apply(SeatBeatsChosen(t_s=1.0, source=OTHER, sent=True), 1.0))
    list(messages.apply(beat(0, 1.0, 800.0, OTHER), 1.0))
    said += messages.apply(SeatBeatsChosen(t_s=1.5, source=OTHER, sent=False), 1.5)
    list(messages.apply(beat(1, 1.6, 800.0, OTHER), 1.6))
    assert of(frames(messages, 5.0), "/soften/beat") == [], "also what was on its way"
    said += messages.apply(SeatBeatsChosen(t_s=6.0, source=OTHER, sent=True), 6.0)
    said += messages.apply(SeatLeft(t_s=7.0, source=HEART), 7.0)
    said += messages.apply(SeatTaken(t_s=8.0, source=HEART, seat="Fern"), 8.0)
    assert of(said, "/soften/seat") == [(2, 1, ""), (2, 0, ""), (2, 1, ""), (1, 0, ""), (1, 1, "")]


def test_names_go_where_they_are_switched_on():
    messages = OscMessages([], beats=False, names=True)
    assert of(seated(messages, HEART, "Fern", sent=True), "/soften/seat") == [(1, 1, "Fern")]


def test_beats_keep_their_rhythm_where_packets_bring_several():
    rr_s = [0.8, 0.7, 0.9, 0.6, 0.65, 0.85, 1.0, 0.7, 0.75, 0.8, 0.6, 0.7]
    messages, t_s, sent = OscMessages([HEART], beats=True), 0.0, []
    for index, each_s in enumerate(rr_s):
        t_s += each_s
        list(messages.apply(beat(index, math.ceil(t_s), 1000.0 * each_s), t_s))  # a strap, once a second
    for place in range(1500):
        sent += [0.01 * place for _ in of(frames(messages, 0.01 * place), "/soften/beat")]
    assert np.diff(sent) == pytest.approx(rr_s[1:], abs=0.011)


def test_a_beat_without_its_interval_and_one_after_a_gap_are_sent_a_moment_later():
    messages = OscMessages([HEART], beats=True)
    list(messages.apply(beat(0, 1.0, math.nan), 1.0))
    list(messages.apply(beat(1, 60.0, 800.0), 60.0))
    assert of(frames(messages, 0.9 + BEHIND_S, 1.0 + BEHIND_S), "/soften/beat") == [(1, 0.0)]
    assert of(frames(messages, 59.9 + BEHIND_S, 60.0 + BEHIND_S), "/soften/beat") == [(1, 0.8)]


@pytest.mark.parametrize(
    ("target", "host", "port"),
    [
        ("9001", "127.0.0.1", 9001),
        ("127.0.0.1:57120", "127.0.0.1", 57120),
        ("127.0.0.2:57120", "127.0.0.2", 57120),
        ("[::1]:9000", "::1", 9000),
        (" ::1:9000 ", "::1", 9000),
    ],
)
def test_it_goes_to_this_machine(target, host, port):
    aimed = Osc(on=True).aimed(target)
    assert (aimed.on, aimed.host, aimed.port) == (True, host, port)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("192.168.1.20:9000", "osc-to-another-computer"),
        ("0.0.0.0:9000", "osc-to-another-computer"),
        ("255.255.255.255:9000", "osc-to-another-computer"),
        ("224.0.0.1:9000", "osc-to-another-computer"),
        ("[fe80::1]:9000", "osc-to-another-computer"),
        ("localhost:9000", "osc-to-another-computer"),
        ("gallery.example:9000", "osc-to-another-computer"),
        ("80", "osc-port-out-of-range"),
        ("70000", "osc-port-out-of-range"),
        ("-9000", "osc-port-out-of-range"),
        ("9000.5", "osc-port-out-of-range"),
        ("9" * 5000, "osc-port-out-of-range"),
        ("", "osc-port-out-of-range"),
        ("127.0.0.1", "osc-port-out-of-range"),
    ],
)
def test_and_to_no_other(target, code):
    with pytest.raises(UsageError) as refused:
        Osc(on=True).aimed(target)
    assert refused.value.code == code
