"""A session goes out over LSL, and another process records it: the times, the values and the metadata are all there."""

import contextlib
import json
import math
import os
import queue
import re
import socket
import sys
import threading
import time
from subprocess import PIPE

import numpy as np
import pytest

from biofeedback.clock import HostClock, awake_or_asleep_ns
from biofeedback.codes import LinkCode
from biofeedback.error_codes import LiveErrorCode
from biofeedback.events import Beat, BeatJudged, BlockBegan, LinkChanged, Marker, Metric, SeatTaken
from biofeedback.hub import Hub
from biofeedback.sensors import ROOM_SOURCE
from sessions.live.loopback import internet_sockets
from sessions.live.lsl_clock import STATED_ERROR_S, LslClock
from sessions.live.lsl_streams import LslStreams
from sessions.live.outlets import Outlets
from sessions.live.stream_kinds import BEATS, BREATH, MARKERS, METRICS, NUMBERS, RR
from tests.golden.stream import FROZEN
from tests.rigs.live.recorded_streams import NAMES, PATIENCE_S, ROOT, record_streams
from tests.rigs.practices.rehearsed_session import RATE_HZ
from tests.rigs.suite import programs

SECONDS = 2.5
WITHIN_S = 0.002
ECG = "Soften ECG"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the truth is read from clocks of Linux")


@pytest.fixture(scope="module")
def recorded(lab, tmp_path_factory):
    """A made session of some seconds, as a recorder in another process has it."""
    return record_streams(tmp_path_factory.mktemp("live") / "session.xdf", lab[1], SECONDS)


def described(recorded, name):
    return recorded.streams[name]["info"]["desc"][0]


def test_every_stream_was_met(recorded):
    assert set(recorded.streams) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_times_agree_with_the_session_within_two_ms(recorded, name):
    errors_s = recorded.errors_s(name)
    truth_s, stamps_s = recorded.times_sent_s(name) + recorded.zero_s, recorded.stamps_s(name)
    met = (truth_s > stamps_s[0] - WITHIN_S) & (truth_s < stamps_s[-1] + WITHIN_S)
    assert len(stamps_s) == np.count_nonzero(met), "from when it was met, all of it is there"
    assert np.max(np.abs(errors_s)) < WITHIN_S
    assert np.max(np.abs(errors_s)) <= STATED_ERROR_S


@pytest.mark.parametrize("kind", [RR, BEATS, NUMBERS, BREATH])
def test_each_sample_says_its_own_session_time(recorded, kind):
    session_s = recorded.column(kind.name, "session")
    assert set(session_s) <= set(recorded.times_sent_s(kind.name))
    zero_s = float(described(recorded, kind.name)["soften"][0]["session_zero_s"][0])
    assert np.max(np.abs(recorded.stamps_s(kind.name) - zero_s - session_s)) < WITHIN_S


def test_intervals_are_as_they_were_sent(recorded):
    of_index = {event.index: event.rr_ms for event in recorded.sent if isinstance(event, Beat)}
    indices, rr_ms = recorded.column(RR.name, "index"), recorded.column(RR.name, "rr")
    assert list(rr_ms) == [of_index[int(index)] for index in indices]
    assert np.all(np.isnan(recorded.column(RR.name, "quality")))
    assert set(recorded.column(BEATS.name, "kind")) == {0.0}


def test_numbers_of_a_moment_are_one_sample_and_unknown_ones_are_nan(recorded):
    session_s = recorded.column(NUMBERS.name, "session")
    assert recorded.column(NUMBERS.name, "rmssd_ms") == pytest.approx(40.0 + session_s)
    assert set(recorded.column(NUMBERS.name, "rmssd_ms_quality")) == {0.9}
    assert np.all(np.isnan(recorded.column(NUMBERS.name, "swing_bpm")))
    assert np.all(np.isnan(recorded.column(NUMBERS.name, "sdnn_ms")))
    assert len(session_s) == len(set(session_s))


class PushedAlone:
    """What stands in for the library: it notes what is pushed."""

    def __init__(self):
        self.pushed = []

    def __getattr__(self, _name):
        return lambda *_: self

    def push_sample(self, values, _stamp):
        self.pushed.append(values)


def test_no_heart_of_a_room_goes_out_and_what_is_said_of_all_stops_nothing():
    library = PushedAlone()
    outlets = Outlets(library, LslClock(lambda: 0.0, lambda: 0.0), [], is_kept_here=False)
    share = Metric(
        source=ROOM_SOURCE, name="in_step_share", t_s=1.0, value=0.5, unit="share", window_s=120.0, quality_share=1.0
    )
    for event in (
        SeatTaken(t_s=0.0, source="seat", seat="Fern"),
        Beat(source="seat", index=0, arrived_s=0.0, rr_ms=800.0),
        BeatJudged(source="seat", index=0, t_s=0.0, kind="normal", nn_ms=800.0),
        LinkChanged(source="seat", t_s=0.0, state="lost", code=LinkCode.STRAP_LOST, facts=()),
        share,
        Marker(t_s=0.0, label="now"),
        BlockBegan(t_s=1.0, block=5, kind="deep_breathing", label="D1"),
    ):
        outlets.apply(event)
    outlets.advance(2.0)
    assert library.pushed == [["now"], ["soften:block:5:deep-breathing"]]


def test_the_wave_is_regular_and_whole(recorded):
    info = recorded.streams[ECG]["info"]
    assert float(info["nominal_srate"][0]) == RATE_HZ
    assert np.diff(recorded.stamps_s(ECG)) == pytest.approx(1.0 / RATE_HZ, abs=1e-3)


def test_markers_say_what_happens_and_no_words_of_the_practice(recorded):
    said = [label for (label,) in recorded.streams[MARKERS.name]["time_series"]]
    assert [label for label in said if label.startswith("soften:")][-4:] == [
        "soften:bell",
        "soften:pause",
        "soften:resume",
        "soften:end:early",
    ]
    assert [label for label in said if label.startswith("second ")]


@pytest.mark.parametrize("name", NAMES)
def test_the_metadata_follow_the_conventions(recorded, name):
    info, desc = recorded.streams[name]["info"], described(recorded, name)
    channels = desc["channels"][0]["channel"]
    assert len(channels) == int(info["channel_count"][0])
    assert all(channel[key][0] for channel in channels for key in ("label", "unit", "type"))
    assert info["type"][0]
    assert desc["manufacturer"] == ["Soften"]
    assert desc["synchronization"][0]["can_drop_samples"] == ["true"]
    soften = desc["soften"][0]
    assert float(soften["stamp_error_s"][0]) == STATED_ERROR_S
    assert all(soften[key][0] for key in ("stamp", "about", "version"))
    assert re.fullmatch(r"soften-[a-z]+-1", info["source_id"][0])


def test_the_acquisition_is_that_of_the_sensor_and_nothing_of_it_is_personal(recorded):
    assert described(recorded, RR.name)["acquisition"][0] == {"manufacturer": ["Polar Electro Oy"], "model": ["H10"]}
    everything = repr([stream["info"] for stream in recorded.streams.values()])
    assert "12345678" not in everything
    assert "AA:BB" not in everything
    assert "My own words" not in everything


def test_what_is_open_is_said_with_what_finds_it_in_the_recording(recorded):
    (error,) = recorded.errors
    assert error.code is LiveErrorCode.LSL_HERE
    facts = dict(error.facts)
    assert facts["zero_lsl_s"] == pytest.approx(recorded.zero_s, abs=STATED_ERROR_S)
    assert facts["stamp_error_s"] == STATED_ERROR_S


def test_every_number_of_a_practice_has_its_channel():
    assert set(METRICS) == json.loads(FROZEN.read_text())["courses"].keys()


class SleepingMachine:
    """The counter of a machine that sleeps for some seconds: it goes on, and LSL's clock does not."""

    SLEEPS_S = 20.0
    AWAKE_S = 1.0

    def __init__(self):
        self._falls_asleep_ns = math.inf

    def fall_asleep(self):
        self._falls_asleep_ns = awake_or_asleep_ns() + round(self.AWAKE_S * 1e9)

    def __call__(self):
        now_ns = awake_or_asleep_ns()
        return now_ns if now_ns < self._falls_asleep_ns else now_ns + round(self.SLEEPS_S * 1e9)


def test_times_agree_before_and_after_the_machine_slept(lab, tmp_path):
    machine = SleepingMachine()
    recorded = record_streams(
        tmp_path / "slept.xdf",
        lab[1],
        machine.AWAKE_S + machine.SLEEPS_S + 2.0,
        clock=lambda: HostClock(counter_ns=machine),
        when_heard=machine.fall_asleep,
    )
    for name in (RR.name, BEATS.name, NUMBERS.name):
        session_s = recorded.column(name, "session")
        pauses_s = np.diff(session_s)
        assert np.count_nonzero(pauses_s > 0.9 * machine.SLEEPS_S) == 1, "both before and after"
        slept_s = np.where(np.arange(len(session_s)) > np.argmax(pauses_s), machine.SLEEPS_S, 0.0)
        off_s = recorded.stamps_s(name) - (session_s + recorded.zero_s - slept_s)
        assert np.max(np.abs(off_s)) < WITHIN_S


def test_a_reader_that_is_killed_is_nothing_to_the_streams(lab):
    clock, hub, errors = HostClock(), Hub(), queue.SimpleQueue()
    inbox = hub.subscribe()
    sender = threading.Thread(target=LslStreams("machine", ["strap"]).send, args=(clock, inbox, errors.put))
    sender.start()
    try:
        hub.publish(Beat(source="strap", index=0, arrived_s=clock.now_s(), rr_ms=800.0))
        for _ in range(2):  # the second reader finds all as the first one did
            command = [sys.executable, "-m", "tests.rigs.live.lab_recorder", os.devnull, "600", lab[1], RR.name]
            with programs.start(command, cwd=ROOT, stdin=PIPE, stdout=PIPE) as reader:
                assert reader.stdout.readline() == b"looking\n"
                assert reader.stdout.readline() == f"recording {RR.name}\n".encode()
                reader.kill_all()
            for index in range(200):
                hub.publish(Beat(source="strap", index=index, arrived_s=clock.now_s(), rr_ms=800.0))
    finally:
        hub.close(inbox)
        sender.join(PATIENCE_S)
    assert not sender.is_alive()
    assert errors.get_nowait().code is LiveErrorCode.LSL_HERE
    assert errors.empty()


def own_sockets():
    found = {}
    for number in internet_sockets():
        # One that was of streams before may be closed just now.
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(number)) as opened:
            found[opened.getsockname(), opened.type] = opened.getsockopt(socket.SOL_SOCKET, 25, 16)
    return found


def outer_address():
    """The address of this machine in its network; None where it is in none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = asking.getsockname()[0]
        return None if address.startswith("127.") else address


LOOKING = """
from pathlib import Path
from sessions.live.loopback import internet_sockets
before = len(list(Path("/dev/fd").iterdir()))
for _ in range(3):
    internet_sockets()
print(len(list(Path("/dev/fd").iterdir())) - before)
"""


def test_looking_for_sockets_leaves_no_file_open():
    """In a process of its own: in this one the threads of LSL close what belonged to the streams before."""
    assert programs.run([sys.executable, "-c", LOOKING], cwd=ROOT, stdout=PIPE, check=True).stdout == b"0\n"


def test_every_port_of_the_streams_is_bound_to_the_loopback_interface_and_gone_at_the_end(lab):
    before = set(own_sockets())
    hub, errors = Hub(), queue.SimpleQueue()
    inbox = hub.subscribe()
    sender = threading.Thread(target=LslStreams("machine", ["strap"]).send, args=(HostClock(), inbox, errors.put))
    sender.start()
    try:
        assert errors.get(timeout=PATIENCE_S).code is LiveErrorCode.LSL_HERE
        opened = {name: device for name, device in own_sockets().items() if name not in before}
        assert len(opened) >= 4
        assert set(opened.values()) == {b"lo\0"}
        for port in {name[1] for name, kind in opened if kind is socket.SOCK_STREAM}:
            socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()
            if (address := outer_address()) is not None:
                with pytest.raises(ConnectionRefusedError):
                    socket.create_connection((address, port), PATIENCE_S)
    finally:
        hub.close(inbox)
        sender.join(PATIENCE_S)
    until_s = time.monotonic() + PATIENCE_S
    while left := set(opened) & set(own_sockets()):  # the threads of LSL close them
        assert time.monotonic() < until_s, left
        time.sleep(0.01)
