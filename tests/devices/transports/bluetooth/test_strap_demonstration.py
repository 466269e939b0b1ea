"""The demonstration with a strap: real bleak over the fake radio, in held time."""

from biofeedback.events import Packet
from biofeedback.signals.coupling.two_waves import two_waves
from tests.rigs.practices.held_practice import end_now, followed, held_application, worn
from tests.rigs.radio.fake_strap import FakeStrap

ENOUGH = 3
"""Packets of the heart that are heard before it is ended; the whole of it would take minutes in this time."""


def test_a_strap_is_heard_and_what_it_told_is_a_guests(radio, held, tmp_path, monkeypatch):
    strap = radio.add(FakeStrap())
    with held_application(held, tmp_path, monkeypatch) as application, worn(radio, strap):
        session = application.demonstrate("bluetooth")
        received = 0
        for event in followed(session, held):
            received += isinstance(event, Packet)
            if isinstance(event, Packet) and received == ENOUGH:
                end_now(session)
        session.settle()
        waves = two_waves([item.event for item in session.subscribe().drain()], session.sources[0])
        path = session.finish()
        assert application.people.is_guests(path)
        assert path.exists()
        assert not session.simulated
    assert not path.exists()
    assert waves.natural.rate
    assert waves.compared == "unknown"  # it was ended before breath was led
