"""A practice goes out by OSC to a real receiver, in another thread and in another process, and nothing holds it up.

How late it is there in real time is a benchmark.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from pythonosc.udp_client import SimpleUDPClient

from biofeedback.clock import HostClock
from biofeedback.events import BreathPlanned, PracticeEnded, Tick
from biofeedback.hub import Hub
from biofeedback.osc import Osc
from biofeedback.practice.pacing.breath import BreathPlan
from sessions.live.osc_messages import ADDRESSES
from sessions.live.osc_stream import FRAMES_PER_S, OscStream
from tests.rigs.hearts.made_inbox import MadeInbox
from tests.rigs.live.osc_receiver import Receiver
from tests.rigs.practices.rehearsed_session import SOURCE, go_by
from tests.rigs.suite import programs
from tests.rigs.suite.free_port import free_port
from tests.rigs.suite.manual_clock import ManualClock

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 10.0
PATIENCE_S = 60.0
"""For what must come; reached only when it does not."""

FRAME_S = 1.0 / FRAMES_PER_S
TYPES = {each.address: each.types for each in ADDRESSES}


class Sent:
    """One session that goes out on a thread of its own."""

    def __init__(self, osc):
        self.clock, self.hub, self.errors = HostClock(), Hub(), []
        self.inbox = self.hub.subscribe()
        stream = OscStream(osc, [SOURCE])
        self.thread = threading.Thread(target=stream.send, args=(self.clock, self.inbox, self.errors.append))
        self.thread.start()

    def end(self):
        self.hub.close(self.inbox)
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()


class Came(NamedTuple):
    """One message as another process received it, and the session second at which it was sent."""

    t_s: float
    address: str
    values: tuple
    types: str


def made(length_s):
    """The events of a made session of so many seconds, each with when it comes."""
    clock, due = ManualClock(), []
    go_by(lambda *events: due.extend((clock.now_s(), event) for event in events), clock, length_s, sleep=clock.advance)
    return due


@pytest.fixture(scope="module")
def session():
    """What another process received of a made session, whose time stands still until each message has come."""
    came = []
    with (
        programs.start(
            [sys.executable, "-m", "tests.rigs.live.osc_receiver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as receiver,
        pytest.MonkeyPatch.context() as patch,
    ):
        send = SimpleUDPClient.send_message

        def send_and_wait(client, address, values):
            send(client, address, values)
            _, address, values, types = json.loads(receiver.stdout.readline())
            came.append(Came(inbox.clock.now_s(), address, tuple(values), types))

        patch.setattr(SimpleUDPClient, "send_message", send_and_wait)
        due, errors = made(SECONDS), []
        inbox = MadeInbox(due)
        osc = Osc(on=True, beats=True, port=json.loads(receiver.stdout.readline()))
        OscStream(osc, [SOURCE]).send(inbox.clock, inbox, errors.append)
        receiver.communicate("")
    assert errors == []
    return [event for _, event in due], came


def of(received, address):
    return [each for each in received if each.address == address]


def test_the_phase_is_that_of_the_session_clock_in_another_process(session):
    events, received = session
    plan = BreathPlan()
    for event in events:
        if isinstance(event, BreathPlanned):
            plan.apply(event)
    led = 0
    for t_s, _, (phase, size), _ in of(received, "/soften/breath"):
        breath = plan.running(t_s)
        if breath is None:
            assert phase == 0.0
            continue
        led += 1
        assert phase == pytest.approx((t_s - breath.t_s) / 4.0, abs=1e-6)  # each is of 4 s
        assert size == pytest.approx(plan.position(t_s), abs=1e-6)
    assert led > FRAMES_PER_S * (SECONDS - 1.0)


def test_breaths_come_at_a_steady_rate(session):
    _, received = session
    apart_s = np.diff([each.t_s for each in of(received, "/soften/breath")])
    assert apart_s == pytest.approx(FRAME_S, abs=1e-6)


def test_types_are_as_the_page_says_and_the_order_is_kept(session):
    _, received = session
    assert {each.address for each in received} == set(TYPES) - {"/soften/seat"}
    assert all(each.types == TYPES[each.address] for each in received)
    rare = [each.address.removeprefix("/soften/") for each in received if each.address.count("/") == 2]
    rare = [name for name in rare if name not in ("breath", "warmth", "beat")]
    assert rare == ["step", "bell", "paused", "paused", "ended"]
    assert received[-1].address == "/soften/ended"
    begins = of(received, "/soften/breath/begins")
    assert [each.values for each in begins] == [pytest.approx((1.6, 0.0, 2.2, 0.2))] * len(begins)
    assert len(begins) >= 2
    assert all(later.t_s - earlier.t_s == pytest.approx(4.0, abs=FRAME_S) for earlier, later in pairwise(begins))


def test_beats_come_with_their_intervals(session):
    events, received = session
    beats = [event.rr_ms / 1e3 for event in events if type(event).__name__ == "Beat"]
    came = [interval_s for _, _, (number, interval_s), _ in of(received, "/soften/beat") if number == 1]
    assert came == pytest.approx(beats[: len(came)], abs=1e-6)
    assert len(came) >= 2


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_receiver_in_another_thread(host):
    if host == "::1" and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    if host == "::1":
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as listening:
            listening.bind((host, 0))
            listening.settimeout(PATIENCE_S)
            sent = Sent(Osc(on=True, host=host, port=listening.getsockname()[1]))
            assert listening.recv(4096).startswith(b"/soften/breath")
            sent.end()
        return
    with Receiver(host) as receiver:
        sent = Sent(Osc(on=True, host=host, port=receiver.port))
        sent.hub.publish(PracticeEnded(t_s=0.0, mode="complete"))
        receiver.wait_for("/soften/ended")
        count = len(receiver.messages)
        time.sleep(0.1)
        assert len(receiver.messages) == count, "nothing goes out after the end"
        sent.end()
        assert [each.values for each in receiver.of("/soften/ended")] == [("complete",)]
    assert sent.errors == []


def test_a_session_that_breaks_off_is_said_to_have_ended():
    with Receiver() as receiver:
        sent = Sent(Osc(on=True, port=receiver.port))
        receiver.wait_for("/soften/breath")
        sent.end()
        assert receiver.wait_for("/soften/ended").values == ("early",)


def test_nobody_at_the_port_is_nothing_to_be_said():
    sent = Sent(Osc(on=True, port=free_port()))
    time.sleep(0.2)
    sent.end()
    assert sent.errors == []


def test_a_receiver_that_takes_nothing_holds_nothing_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as full:
        full.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        full.bind(("127.0.0.1", 0))
        sent = Sent(Osc(on=True, port=full.getsockname()[1]))
        for place in range(2000):
            sent.hub.publish(BreathPlanned(t_s=60.0 + place, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
        sent.end()
    assert sent.errors == []


@pytest.mark.parametrize(("error", "said"), [(BlockingIOError(11, "full"), 0), (PermissionError(1, "not here"), 1)])
def test_what_keeps_messages_back_is_said_once_and_tried_again(monkeypatch, error, said):
    tried = []

    def refuse(_client, address, _values):
        tried.append(address)
        raise error

    monkeypatch.setattr("pythonosc.udp_client.SimpleUDPClient.send_message", refuse)
    sent = Sent(Osc(on=True))
    until_s = time.monotonic() + PATIENCE_S
    while tried.count("/soften/breath") < 5 and time.monotonic() < until_s:
        time.sleep(0.01)
    sent.end()
    assert tried.count("/soften/breath") >= 5
    assert [each.code for each in sent.errors] == ["osc-refused"] * said


def test_at_a_hundred_times_the_speed_it_goes_on_no_oftener_than_programs_can_take(monkeypatch):
    sizes, errors = [], []

    def note(_client, address, values):
        if address == "/soften/breath":
            sizes.append(values[1])

    monkeypatch.setattr(SimpleUDPClient, "send_message", note)
    planned = [
        (0.0, BreathPlanned(t_s=10.0 * place, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
        for place in range(15)
    ]
    inbox = MadeInbox([*planned, (150.0, Tick(t_s=150.0))], speed=100.0)
    OscStream(Osc(on=True), [SOURCE]).send(inbox.clock, inbox, errors.append)
    assert len(sizes) == pytest.approx(150 * 5, abs=2)  # so that no part of a breath is passed over
    assert min(sizes) < 0.1
    assert max(sizes) > 0.9
    assert errors == []


def _has_ipv6():
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False
    return True
