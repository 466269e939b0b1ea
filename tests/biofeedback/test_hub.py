"""The hub: one order, the same events for everyone, and no consumer can hurt another."""

import threading

import pytest

from biofeedback.codes import LinkCode
from biofeedback.event_history import EventHistory
from biofeedback.events import Beat, LinkChanged, Metric, Note, SeatTaken, StepBegan, Tick
from biofeedback.hub import FilteredInbox, Hub, consume
from biofeedback.sensors import ROOM_SOURCE


def test_every_inbox_receives_every_event_with_the_same_numbers():
    hub = Hub()
    first, second = hub.subscribe(), hub.subscribe()
    hub.publish(Tick(t_s=1.0), Tick(t_s=2.0))
    hub.publish(Tick(t_s=3.0))
    assert list(first.drain()) == list(second.drain())
    hub.publish(Tick(t_s=4.0))
    assert [(item.number, item.event.t_s) for item in first.drain()] == [(4, 4.0)]


def test_events_published_together_keep_together_whoever_else_publishes():
    hub = Hub()
    inbox = hub.subscribe()
    start = threading.Barrier(4)

    def publish_pairs(name: float) -> None:
        start.wait()
        for k in range(200):
            hub.publish(Tick(t_s=name), Tick(t_s=name + k / 1000))

    threads = [threading.Thread(target=publish_pairs, args=(10.0 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    items = list(inbox.drain())
    assert [item.number for item in items] == list(range(1, 1601))
    for first, second in zip(items[::2], items[1::2], strict=True):
        assert int(second.event.t_s // 10) == int(first.event.t_s // 10)


def test_a_subscriber_sees_nothing_from_before():
    hub = Hub()
    hub.publish(Tick(t_s=1.0))
    assert list(hub.subscribe().drain()) == []


def test_closing_one_inbox_ends_it_after_what_was_published_and_leaves_the_others():
    hub = Hub()
    closed, open_ = hub.subscribe(), hub.subscribe()
    hub.publish(Tick(t_s=1.0))
    hub.close(closed)
    hub.publish(Tick(t_s=2.0))
    assert [item.event.t_s for item in closed.wait()] == [1.0]
    assert closed.ended
    assert closed.wait() == []
    assert [item.event.t_s for item in open_.wait()] == [1.0, 2.0]
    assert not open_.ended


def test_waiting_gives_up_when_nothing_comes():
    assert Hub().subscribe().wait(timeout_s=0.01) == []


def test_consume_handles_everything_and_its_thread_ends_with_the_inbox():
    hub = Hub()
    inbox = hub.subscribe()
    seen = []
    thread = consume(inbox, lambda event: seen.append(event.t_s), "pipeline", pytest.fail)
    for k in range(100):
        hub.publish(Tick(t_s=float(k)))
    hub.close(inbox)
    thread.join(10)
    assert not thread.is_alive()
    assert thread.name == "pipeline"
    assert seen == [float(k) for k in range(100)]


def test_a_fault_of_one_consumer_is_told_once_and_holds_nobody_back(caplog):
    hub = Hub()
    faulty, sound = hub.subscribe(), hub.subscribe()
    faults, seen = [], []

    def stumble(event):
        seen.append(event.t_s)
        if event.t_s == 1.0:
            raise ZeroDivisionError

    thread = consume(faulty, stumble, "pipeline", lambda: faults.append("told"))
    hub.publish(*(Tick(t_s=float(k)) for k in range(5)))
    hub.close(faulty)
    thread.join(10)
    assert not thread.is_alive()
    assert seen == [0.0, 1.0]
    assert faults == ["told"]
    assert "ZeroDivisionError" in caplog.text
    assert len(list(sound.drain())) == 5


def test_an_inbox_of_ones_own_has_the_practice_from_its_beginning_and_one_source_under_numbers_of_its_own():
    hub = Hub(EventHistory())
    began = StepBegan(t_s=0.0, index=0, name="a", title="A", heart_display="shown")
    others = LinkChanged(source="b", t_s=1.0, state="streaming", code=LinkCode.SIMULATED_STREAMING, facts=())
    hub.publish(began, Tick(t_s=1.0), others, Note(t_s=1.5, kind="note", text="of whoever leads"))
    early = hub.subscribe()
    taken = SeatTaken(t_s=2.0, source="a", seat="Fern")
    own, room = hub.subscribe_to("a", taken), hub.subscribe_to(ROOM_SOURCE)
    beat = Beat(source="a", index=0, arrived_s=2.5, rr_ms=800.0)
    share = Metric(
        source=ROOM_SOURCE, name="in_step_share", t_s=3.0, value=1.0, unit="share", window_s=120.0, quality_share=1.0
    )
    note = Note(t_s=3.5, kind="note", text="of whoever leads")
    hub.publish(others, beat, Tick(t_s=3.0), share, note)
    assert [tuple(item) for item in own.drain()] == [(1, began), (2, taken), (3, beat), (4, Tick(t_s=3.0))]
    assert [item.event for item in room.drain()] == [
        began,
        Note(t_s=1.5, kind="note", text="of whoever leads"),
        Tick(t_s=3.0),
        share,
        note,
    ]
    assert [item.number for item in early.drain()] == [5, 6, 7, 8, 9, 10]
    hub.close(own)
    hub.publish(beat)
    assert list(own.drain()) == []
    assert own.ended


def test_a_reader_who_is_told_otherwise_changes_nothing_for_the_others():
    hub = Hub(EventHistory())
    hub.publish(Tick(t_s=1.0))
    plain = hub.subscribe()
    told = hub.subscribe_late(FilteredInbox(lambda event: None if event.t_s == 2.0 else Tick(t_s=-event.t_s)))
    hub.publish(Tick(t_s=2.0))
    assert [item.event.t_s for item in told.wait(1.0)] == [-1.0]
    hub.publish(Tick(t_s=3.0))
    assert [(item.number, item.event.t_s) for item in told.wait(1.0)] == [(3, -3.0)]
    assert [item.event.t_s for item in plain.drain()] == [2.0, 3.0]
    hub.close(told)
    assert told.wait(1.0) == []
    assert told.ended


def share(t_s, value):
    return Metric(source="s", name="coherence_share", t_s=t_s, value=value, unit="1", window_s=64.0, quality_share=1.0)


@pytest.mark.parametrize("late", ["everybody", "one seat"])
def test_whoever_comes_late_holds_nobody_up_and_misses_nothing(monkeypatch, late):
    """What is published while the past is laid out comes behind it, once."""
    hub = Hub(EventHistory())
    hub.publish(*(share(at, 0.5) for at in (1.0, 2.0, 3.0)))
    laid_out = EventHistory.kept
    meanwhile = iter([(share(4.0, 0.6), Tick(t_s=4.0))])

    def laid_out_slowly(history):
        kept = laid_out(history)
        if (events := next(meanwhile, None)) is not None:
            hub.publish(*events)
        return kept

    monkeypatch.setattr(EventHistory, "kept", laid_out_slowly)
    inbox = hub.subscribe_late() if late == "everybody" else hub.subscribe_to("s")
    monkeypatch.undo()
    hub.publish(share(5.0, 0.7))
    seen = [item.event for item in inbox.drain()]
    assert [event.t_s for event in seen if isinstance(event, Metric)] == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert sum(isinstance(event, Tick) for event in seen) == (late == "everybody")
