"""A practice goes out by OSC to a real receiver, in another thread and in another process, and nothing holds it up."""

import json
import socket
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from biofeedback.clock import HostClock, awake_or_asleep_ns
from biofeedback.events import BreathPlanned, PracticeEnded
from biofeedback.hub import Hub
from biofeedback.osc import Osc
from biofeedback.practice.pacing.breath import BreathPlan
from sessions.live.osc_messages import ADDRESSES
from sessions.live.osc_stream import FRAMES_PER_S, OscStream
from tests.rigs import programs
from tests.rigs.osc_receiver import Received, Receiver
from tests.rigs.rehearsed_session import SOURCE, go_by

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 4.0
WITHIN_S = 0.020
TYPES = {each.address: each.types for each in ADDRESSES}


class Sent:
    """One session that goes out on a thread of its own."""

    def __init__(self, osc, *, speed=1.0):
        self.began_ns = awake_or_asleep_ns()
        self.clock, self.hub, self.told = HostClock(speed), Hub(), []
        self.inbox = self.hub.subscribe()
        stream = OscStream(osc, [SOURCE])
        self.thread = threading.Thread(target=stream.send, args=(self.clock, self.inbox, self.told.append))
        self.thread.start()

    def end(self):
        self.hub.close(self.inbox)
        self.thread.join(5.0)
        assert not self.thread.is_alive()


@pytest.fixture(scope="module")
def session():
    """What another process received of a made session of some seconds, with what was sent."""
    receiver = programs.start(
        [sys.executable, "-m", "tests.rigs.osc_receiver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    sent = Sent(Osc(on=True, beats=True, port=int(receiver.stdout.readline())))
    events = go_by(sent.hub.publish, sent.clock, SECONDS)
    sent.end()
    time.sleep(0.2)
    output, _ = receiver.communicate("")
    return (
        sent,
        events,
        [Received(ns, address, tuple(values), types) for ns, address, values, types in json.loads(output)],
    )


def of(received, address):
    return [each for each in received if each.address == address]


def test_the_phase_is_that_of_the_session_clock_when_another_process_has_it(session):
    sent, events, received = session
    plan = BreathPlan()
    for event in events:
        if isinstance(event, BreathPlanned):
            plan.apply(event)
    late_s = []
    for ns, _, (phase, size), _ in of(received, "/soften/breath"):
        t_s = (ns - sent.began_ns) * 1e-9
        breath = plan.running(t_s)
        if breath is None or phase == 0.0:
            continue
        late_s.append((t_s - breath.t_s) - 4.0 * phase)  # each is of 4 s
        if abs(late_s[-1]) < WITHIN_S:
            assert size == pytest.approx(plan.position(breath.t_s + 4.0 * phase), abs=1e-3)
    late_s = np.array(late_s)
    # A new breath may begin between the sending and the reading.
    late_s = np.where(late_s < -2.0, late_s + 4.0, late_s)
    assert len(late_s) > 0.8 * FRAMES_PER_S * (SECONDS - 1.0)
    assert np.quantile(np.abs(late_s), 0.99) < WITHIN_S


def test_breaths_come_at_a_steady_rate(session):
    _, _, received = session
    apart_s = np.diff([each.ns for each in of(received, "/soften/breath")]) * 1e-9
    assert np.median(apart_s) == pytest.approx(1.0 / FRAMES_PER_S, abs=0.004)


def test_types_are_as_the_page_says_and_the_order_is_kept(session):
    _, _, received = session
    assert {each.address for each in received} == set(TYPES) - {"/soften/seat"}
    assert all(each.types == TYPES[each.address] for each in received)
    rare = [each.address.removeprefix("/soften/") for each in received if each.address.count("/") == 2]
    rare = [name for name in rare if name not in ("breath", "warmth", "beat")]
    assert rare == ["step", "bell", "paused", "paused", "ended"]
    assert received[-1].address == "/soften/ended"
    begins = of(received, "/soften/breath/begins")
    assert [each.values for each in begins] == [pytest.approx((1.6, 0.0, 2.2, 0.2))] * len(begins)
    assert all((later.ns - earlier.ns) * 1e-9 == pytest.approx(4.0, abs=0.05) for earlier, later in pairwise(begins))


def test_beats_come_with_their_intervals(session):
    _, events, received = session
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
            listening.settimeout(5.0)
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
    assert sent.told == []


def test_a_session_that_breaks_off_is_said_to_have_ended():
    with Receiver() as receiver:
        sent = Sent(Osc(on=True, port=receiver.port))
        receiver.wait_for("/soften/breath")
        sent.end()
        assert receiver.wait_for("/soften/ended").values == ("early",)


def test_nobody_at_the_port_is_nothing_to_be_said():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as passing:
        passing.bind(("127.0.0.1", 0))
        port = passing.getsockname()[1]
    sent = Sent(Osc(on=True, port=port))
    time.sleep(0.2)
    sent.end()
    assert sent.told == []


def test_a_receiver_that_takes_nothing_holds_nothing_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as full:
        full.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        full.bind(("127.0.0.1", 0))
        sent = Sent(Osc(on=True, port=full.getsockname()[1]))
        for place in range(2000):
            sent.hub.publish(BreathPlanned(t_s=60.0 + place, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
        began_s = time.monotonic()
        sent.end()
    assert time.monotonic() - began_s < 2.0
    assert sent.told == []


@pytest.mark.parametrize(("error", "said"), [(BlockingIOError(11, "full"), 0), (PermissionError(1, "not here"), 1)])
def test_what_keeps_messages_back_is_said_once_and_tried_again(monkeypatch, error, said):
    tried = []

    def refuse(_client, address, _values):
        tried.append(address)
        raise error

    monkeypatch.setattr("pythonosc.udp_client.SimpleUDPClient.send_message", refuse)
    sent = Sent(Osc(on=True))
    until_s = time.monotonic() + 5.0
    while tried.count("/soften/breath") < 5 and time.monotonic() < until_s:
        time.sleep(0.01)
    sent.end()
    assert tried.count("/soften/breath") >= 5
    assert [each.code for each in sent.told] == ["osc-refused"] * said


def test_at_a_hundred_times_the_speed_it_goes_on_no_oftener_than_programs_can_take():
    with Receiver() as receiver:
        sent = Sent(Osc(on=True, port=receiver.port), speed=100.0)
        for place in range(15):
            sent.hub.publish(BreathPlanned(t_s=10.0 * place, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0))
        began_s = time.monotonic()
        time.sleep(1.0)
        sent.end()
        passed_s = time.monotonic() - began_s
        receiver.wait_for("/soften/ended")
        assert 60 < len(receiver.of("/soften/breath")) < 600 * passed_s
        sizes = [each.values[1] for each in receiver.of("/soften/breath")]
    assert min(sizes) < 0.1
    assert max(sizes) > 0.9
    assert sent.told == []


def _has_ipv6():
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False
    return True
