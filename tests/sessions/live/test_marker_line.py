"""A line to a port of this machine is a marker; nothing else is."""

import contextlib
import socket
import time

import pytest

from biofeedback.clock import HostClock
from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import UsageError
from sessions.live.marker_line import LONGEST_LINE, MOST_CALLERS, MarkerLine

PATIENCE_S = 60.0
"""For what must come; reached only when it does not."""


@pytest.fixture
def line():
    line = MarkerLine(0)  # any that is free
    line.port, line.marks, line.errors = line._server.getsockname()[1], [], []
    line.clock = HostClock()
    line.listen(line.clock, line.marks.append, line.errors.append)
    yield line
    line.close()


def call(line):
    return socket.create_connection(("127.0.0.1", line.port), PATIENCE_S)


def labels(line, count):
    until_s = time.monotonic() + PATIENCE_S
    while len(line.marks) < count and time.monotonic() < until_s:
        time.sleep(0.01)
    return [mark.marker.label for mark in line.marks]


def test_each_line_is_a_marker_of_the_moment_it_came(line):
    with call(line) as caller:
        before_s = line.clock.now_s()
        caller.sendall(b"one\ntwo\r\n\nthr")
        assert labels(line, 2) == ["one", "two"]
        came_s = line.clock.now_s()
        caller.sendall("ée\nlast".encode())
    assert labels(line, 4) == ["one", "two", "three".replace("ee", "ée"), "last"]
    assert {mark.marker.origin for mark in line.marks} == {"line"}
    assert before_s <= line.marks[0].marker.t_s <= came_s


def test_it_is_open_to_this_machine_alone(line):
    address = line._server.getsockname()
    assert address == ("127.0.0.1", line.port)


def test_a_port_that_is_taken_is_refused_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError) as refused:
            MarkerLine(port)
    assert refused.value.code is LiveErrorCode.PORT_TAKEN
    assert ("port", port) in refused.value.facts


def test_a_web_page_that_tries_the_port_marks_nothing(line):
    with call(line) as page:
        page.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nmark me\n")
        page.settimeout(PATIENCE_S)
        with contextlib.suppress(ConnectionResetError):  # closed with words of it unread
            assert page.recv(1) == b""
    with call(line) as caller:
        caller.sendall(b"after\n")
        assert labels(line, 1) == ["after"]


def test_a_line_without_end_is_left_out_and_the_next_one_is_kept(line):
    with call(line) as caller:
        caller.sendall(b"x" * (3 * LONGEST_LINE) + b"\nshort\n")
        caller.sendall(b"y" * (LONGEST_LINE + 1) + b"\nshort again\n")
        assert labels(line, 2) == ["short", "short again"]
    assert [error.code for error in line.errors] == [LiveErrorCode.MARKERS_LEFT_OUT]


def test_bytes_that_are_no_text_are_seen_for_what_they_are(line):
    with call(line) as caller:
        caller.sendall(b"\xff\x1b]0;own\x07\n")
        assert labels(line, 1) == ["�␛]0;own␇"]


def test_more_callers_than_there_may_be_are_turned_away(line):
    callers = [call(line) for _ in range(MOST_CALLERS)]
    for place, caller in enumerate(callers):
        caller.sendall(f"caller {place}\n".encode())
    assert len(labels(line, MOST_CALLERS)) == MOST_CALLERS
    with call(line) as one_more:
        one_more.settimeout(PATIENCE_S)
        assert one_more.recv(1) == b""
    last = callers.pop()
    last.sendall(b"goodbye")  # a line without its end is taken when the caller is gone
    last.close()
    assert labels(line, MOST_CALLERS + 1)[-1] == "goodbye"
    until_s = time.monotonic() + PATIENCE_S
    while labels(line, 0)[-1] != "later" and time.monotonic() < until_s:  # its place is free a moment later
        with call(line) as later, contextlib.suppress(OSError):
            later.sendall(b"later\n")
            later.shutdown(socket.SHUT_WR)
            later.settimeout(PATIENCE_S)
            later.recv(1)
    assert labels(line, 0)[-1] == "later"
    for caller in callers:
        caller.close()


def test_whoever_breaks_off_harms_nobody(line):
    caller = call(line)
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    caller.sendall(b"reset\n")
    assert labels(line, 1) == ["reset"]  # a reset takes back what nobody has read
    caller.close()
    with call(line) as next_one:
        next_one.sendall(b"still here\n")
        assert labels(line, 2)[-1] == "still here"


def test_when_it_is_closed_the_port_is_free_again(line):
    line.close()
    until_s = time.monotonic() + PATIENCE_S
    while not can_be_had(line.port):
        assert time.monotonic() < until_s, "it is not free"
        time.sleep(0.02)


def can_be_had(port):
    try:
        MarkerLine(port).close()
    except UsageError:
        return False
    return True
