"""What is kept for whoever comes late: all that matters, and a bounded number of it."""

import math
from dataclasses import replace

import pytest

from biofeedback import event_history
from biofeedback.event_history import COURSES, EventHistory
from biofeedback.events import (
    Battery,
    Beat,
    BeatJudged,
    BreathPlanned,
    Contact,
    Event,
    Marker,
    Metric,
    Numbered,
    Packet,
    SampleBlock,
    Tick,
)
from biofeedback.facts import facts
from biofeedback.hub import Hub
from biofeedback.reasons import ReasonCode


def metric(name: str, t_s: float, value: float) -> Metric:
    return Metric(source="s", name=name, t_s=t_s, value=value, unit="", window_s=64.0, quality_share=1.0, reason="")


def judged(t_s: float) -> BeatJudged:
    return BeatJudged(source="s", index=int(t_s), t_s=t_s, kind="normal", nn_ms=1000.0)


def kept(*events: Event) -> list[Event]:
    history = EventHistory()
    for number, event in enumerate(events, 1):
        history.add(Numbered(number, event))
    items = history.kept()
    assert [item.number for item in items] == sorted(item.number for item in items)
    return [item.event for item in items]


def test_what_a_sensor_sent_raw_is_not_kept():
    block = SampleBlock(
        source="s", kind="ecg", unit="uV", channels=1, rate_hz=130.0, arrived_s=1.0, t_s=1.0, device_s=b"", values=b""
    )
    packet = Packet(source="s", channel="2a37", arrived_s=1.0, data=b"\x00\x40")
    assert kept(packet, Beat(source="s", index=0, arrived_s=1.0, rr_ms=900.0), block) == []


def test_of_what_matters_only_as_it_is_now_the_latest_is_kept():
    near, far = Contact(source="s", t_s=3.0, state="yes"), Contact(source="t", t_s=3.5, state="no")
    charge = Battery(source="s", t_s=5.0, level_percent=80)
    events = [Tick(t_s=1.0), Contact(source="s", t_s=1.5, state="no"), Tick(t_s=2.0), near, far]
    assert kept(*events, Battery(source="s", t_s=4.0, level_percent=81), charge) == [Tick(t_s=2.0), near, far, charge]


def test_a_number_that_is_unknown_now_is_kept_beside_what_was_known_last():
    known, unknown = metric("warmth_share", 2.0, 0.7), metric("warmth_share", 3.0, math.nan)
    assert kept(metric("warmth_share", 1.0, 0.6), known, unknown) == [known, unknown]


@pytest.mark.parametrize("name", COURSES)
def test_of_what_a_summary_rests_on_all_is_kept(name: str):
    events = [judged(1.0), metric(name, 1.0, 0.4), judged(2.0), metric(name, 2.0, math.nan), metric(name, 3.0, 0.5)]
    assert repr(kept(*events)) == repr(events)


def test_the_course_of_the_practice_is_kept_whole_however_many_beats_there_were(monkeypatch):
    monkeypatch.setattr(event_history, "MOST_KEPT", 10)
    words = Marker(t_s=0.0, label="marked")
    breaths = [BreathPlanned(t_s=10.0 * k, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0) for k in range(20)]
    beats = [judged(float(second)) for second in range(100)]
    assert kept(words, *breaths, *beats) == [words, *breaths, *beats[-10:]]


def test_beats_and_numbers_share_what_is_kept_the_oldest_go_first(monkeypatch):
    monkeypatch.setattr(event_history, "MOST_KEPT", 10)
    events = [each for k in range(40) for each in (judged(float(k)), *[metric("swing_bpm", k, 2.5 * k)] * (k % 3))]
    assert kept(*events) == events[-10:]


def test_what_is_kept_comes_out_as_it_was():
    told = replace(
        metric("swing_bpm", 0.1, 1 / 3), reason=ReasonCode.BEATS_IRREGULAR, facts=facts(share=0.25, name="a")
    )
    (number, event) = only_kept(told)
    assert (number, event) == (1, told)
    assert type(event.reason) is ReasonCode


def only_kept(event: Event) -> Numbered:
    history = EventHistory()
    history.add(Numbered(1, event))
    (item,) = history.kept()
    return item


def test_who_subscribes_late_hears_what_was_kept_and_then_everything():
    hub = Hub(EventHistory())
    early = hub.subscribe()
    hub.publish(Tick(t_s=1.0), judged(1.0), Tick(t_s=2.0))
    late = hub.subscribe_late()
    hub.publish(Tick(t_s=3.0), Packet(source="s", channel="2a37", arrived_s=3.0, data=b""))
    assert [item.number for item in early.drain()] == [1, 2, 3, 4, 5]
    assert [item.number for item in late.drain()] == [2, 3, 4, 5]


def test_an_inbox_that_was_closed_can_be_closed_again():
    hub = Hub()
    inbox = hub.subscribe()
    hub.close(inbox)
    hub.close(inbox)
    assert list(inbox.drain()) == []
    assert inbox.ended


def test_the_latest_numbers_of_every_heart_are_kept():
    strap = metric("heart_rate_bpm", 1.0, 64.0)
    finger = replace(metric("heart_rate_bpm", 1.0, 65.0), source="finger")
    assert kept(strap, finger) == [strap, finger]
