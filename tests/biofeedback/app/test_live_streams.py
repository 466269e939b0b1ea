"""A practice that goes out live keeps what was open and every marker, and whatever is at the other end harms it not."""

import io
import math
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from biofeedback.app.application import LiveApplication
from biofeedback.app.live_streams import LiveStreams, ready, wanted
from biofeedback.error_codes import CommandErrorCode, LiveErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import Beat, Marker, Notice
from biofeedback.facts import fact_values
from biofeedback.requests import Mark
from sessions import extras
from sessions.live.loopback import internet_sockets
from sessions.live.lsl_streams import LslStreams
from sessions.live.options import LiveOptions
from sessions.reader import Recording
from tests.rigs.live.lab import opened_lab
from tests.rigs.practices.streamed_practices import PATIENCE_S, begun, codes, events_until
from tests.rigs.suite.free_port import free_port
from ui.preferences import SILENT
from ui.terminal.practice import _say_last
from ui.words.languages import english


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    return tmp_path


def is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()
    except ConnectionRefusedError:
        return False
    return True


def test_what_is_open_is_kept_and_a_line_becomes_a_marker_beside_those_by_key(home, port):
    opened_lab()
    options = LiveOptions(lsl=True, marker_port=port)
    with LiveApplication(output=home / "live.soften", live=options) as application:
        session = begun(application)
        inbox = session.subscribe()
        events_until(inbox, lambda event: LiveErrorCode.LSL_HERE in codes([event]))
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as box:
            box.sendall(b"stimulus 3\n")
            events_until(inbox, lambda event: isinstance(event, Marker))
        session.request(Mark())
        events_until(inbox, lambda event: isinstance(event, Marker) and not event.origin)
        path = session.finish()
    until_s = time.monotonic() + PATIENCE_S
    while is_open(port):
        assert time.monotonic() < until_s
        time.sleep(0.02)
    with Recording(path) as recording:
        assert recording.facts["lsl"] == "machine"
        assert recording.facts["marker_port"] == str(port)
        events = [item.event for item in recording.events()]
    line, key = (event for event in events if isinstance(event, Marker))
    assert (line.label, line.origin, math.isnan(line.correction_s)) == ("stimulus 3", "line", True)
    assert (key.label, key.origin) == ("marked", "")
    assert {LiveErrorCode.LSL_HERE, LiveErrorCode.MARKERS_FROM_PORT} <= set(codes(events))


def test_how_many_markers_were_left_out_is_in_the_recording_and_in_the_terminal(home, port):
    with LiveApplication(output=home / "flood.soften", live=LiveOptions(marker_port=port)) as application:
        session = begun(application)
        inbox = session.subscribe()
        events_until(inbox, lambda event: LiveErrorCode.MARKERS_FROM_PORT in codes([event]))
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as box:
            box.sendall(b"".join(b"stimulus %d\n" % at for at in range(300)))
            events_until(inbox, lambda event: LiveErrorCode.MARKERS_LEFT_OUT in codes([event]))
            box.shutdown(socket.SHUT_WR)
            assert box.recv(1) == b""  # hung up when all of it was read
        path = session.finish()
        said = io.StringIO()
        _say_last(session, inbox, english(), Console(file=said, width=200))
    with Recording(path) as recording:
        events = [item.event for item in recording.events()]
    kept = sum(isinstance(event, Marker) for event in events)
    counted = [
        count
        for event in events
        if isinstance(event, Notice) and LiveErrorCode.MARKERS_LEFT_OUT_COUNTED in codes([event])
        for count in fact_values(event.facts, "count")
    ]
    assert kept >= 100
    assert counted == [300 - kept]
    assert f"{300 - kept} markers from outside were left out." in said.getvalue()


def test_nothing_is_open_where_nothing_was_asked_for(home):
    with LiveApplication(output=home / "quiet.soften", live=LiveOptions()) as application:
        before = internet_sockets()
        session = begun(application)
        events_until(session.subscribe(), lambda event: isinstance(event, Beat))
        assert internet_sockets() == before
        path = session.finish()
    with Recording(path) as recording:
        assert not {"lsl", "marker_port", "lsl_markers_from"} & set(recording.facts)


def test_a_port_that_is_taken_is_said_before_anything_is_recorded(home):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = LiveOptions(marker_port=other.getsockname()[1])
        with (
            LiveApplication(output=home / "none.soften", live=taken) as application,
            pytest.raises(UsageError) as refused,
        ):
            begun(application)
    assert refused.value.code is LiveErrorCode.PORT_TAKEN
    assert not list(home.glob("*.soften*"))


def test_without_the_library_the_extra_is_named(home, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(extras, "import_module", missing)
    with (
        LiveApplication(output=home / "none.soften", live=LiveOptions(lsl=True)) as application,
        pytest.raises(UsageError) as refused,
    ):
        begun(application)
    assert refused.value.code is CommandErrorCode.EXTRA_MISSING
    assert not list(home.glob("*.soften*"))


def test_streams_that_fail_are_said_once_and_the_practice_goes_on(home, monkeypatch):
    opened_lab()

    def fail(*_args, **_options):
        raise RuntimeError("All local ports were found occupied.")

    monkeypatch.setattr("sessions.live.lsl_streams.Outlets", fail)
    with LiveApplication(output=home / "goes_on.soften", live=LiveOptions(lsl=True)) as application:
        session = begun(application)
        inbox = session.subscribe()
        events = events_until(inbox, lambda event: isinstance(event, Beat))
        session_path = session.finish()
    assert codes(events).count(LiveErrorCode.LSL_REFUSED) == 1
    with Recording(session_path) as recording:
        assert any(isinstance(item.event, Beat) for item in recording.events())


def test_streams_that_hang_hold_nothing_up(home, monkeypatch):
    opened_lab()
    goes_on, ended = threading.Event(), threading.Event()

    def hang(*_):
        goes_on.wait(PATIENCE_S)
        ended.set()

    monkeypatch.setattr(LslStreams, "send", hang)
    with LiveApplication(output=home / "hangs.soften", live=LiveOptions(lsl=True)) as application:
        session = begun(application)
        events_until(session.subscribe(), lambda event: isinstance(event, Beat))
        session.finish()
        assert not ended.is_set()
        goes_on.set()


@pytest.mark.parametrize(
    ("options", "speed", "code"),
    [
        (LiveOptions(marker_port=80), 1.0, LiveErrorCode.PORT_OUT_OF_RANGE),
        (LiveOptions(marker_port=70000), 1.0, LiveErrorCode.PORT_OUT_OF_RANGE),
        (LiveOptions(lsl=True), 30.0, LiveErrorCode.SPEED),
        (LiveOptions(marker_port=5005), 2.0, LiveErrorCode.SPEED),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(options, speed, code):
    with pytest.raises(UsageError) as refused:
        options.check(speed)
    assert refused.value.code is code


def usual(lsl):
    return replace(SILENT, lsl=lsl)


def test_what_was_chosen_for_every_practice_goes_out(home):
    opened_lab()
    with LiveApplication(output=home / "usual.soften", preferences=usual("machine")) as application:
        session = begun(application)
        events_until(session.subscribe(), lambda event: LiveErrorCode.LSL_HERE in codes([event]))
        path = session.finish()
    with Recording(path) as recording:
        assert recording.facts["lsl"] == "machine"


def test_what_was_chosen_for_every_practice_holds_none_up(home):
    opened_lab()  # for this machine, so that the network cannot be had any more
    with LiveApplication(output=home / "usual.soften", preferences=usual("network")) as application:
        session = begun(application)
        events_until(session.subscribe(), lambda event: LiveErrorCode.REACH_STAYS in codes([event]))
        path = session.finish()
    with Recording(path) as recording:
        assert "lsl" not in recording.facts


@pytest.mark.parametrize(
    ("asked", "chosen", "speed", "lsl", "reach"),
    [
        (None, "off", 1.0, False, "machine"),
        (None, "network", 1.0, True, "network"),
        (None, "network", 30.0, False, "machine"),
        (LiveOptions(lsl=True), "network", 1.0, True, "machine"),
        (LiveOptions(marker_port=5005), "machine", 1.0, True, "machine"),
    ],
)
def test_what_is_said_this_time_counts_before_what_was_chosen(asked, chosen, speed, lsl, reach):
    options = wanted(asked, usual(chosen), speed)
    assert (options.lsl, options.reach) == (lsl, reach)
    assert options.marker_port == (None if asked is None else asked.marker_port)


def test_what_cannot_be_had_is_known_before_anything_is_said(monkeypatch):
    opened_lab()
    assert ready(LiveOptions(lsl=True)) == LiveOptions(lsl=True)

    def refuse(_reach):
        raise UsageError(LiveErrorCode.REACH_STAYS)

    monkeypatch.setattr("biofeedback.app.live_streams.lsl", refuse)
    with pytest.raises(UsageError):
        ready(LiveOptions(lsl=True))
    assert not ready(LiveOptions(lsl=True, is_usual=True)).lsl


def test_it_is_not_heard():
    assert not LiveStreams(LiveOptions(), ()).is_audible
