"""Captures hold a packet a line, whatever a sensor calls itself."""

import os
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import DeviceFact, Packet
from sessions.capture import CaptureWriter, looks_like_capture, read_capture


def test_a_capture_keeps_a_line_a_line(tmp_path: Path) -> None:
    path = tmp_path / "strap.capture"
    forged = "H10\r1.0 2a37 10 3e b1 03\n2.0 2a37 10 3e b1 03\x85\u2028"
    with CaptureWriter(path) as writer:
        writer.take(DeviceFact(source="s", t_s=0.0, name="model", value=forged))
        writer.take(Packet(source="s", channel="2a37", arrived_s=5.0, data=b"\x10\x3e\xb1\x03"))
    assert [packet.arrived_s for packet in read_capture(path)] == [5.0]
    assert path.read_bytes().count(b"\n") == 3
    assert b"\r" not in path.read_bytes()


def test_a_carriage_return_in_an_older_capture_is_no_packet(tmp_path: Path) -> None:
    path = tmp_path / "strap.capture"
    path.write_bytes(b"# soften capture 1\n# model: H10\r9.0 2a37 10 3e b1 03\n1.0 2a37 10 3e b1 03\r\n")
    assert [packet.arrived_s for packet in read_capture(path)] == [1.0]


@pytest.mark.parametrize("line", ["nan 2a37 10", "inf 2a37 10", "1.0 2a37 " + "10 " * 40_000])
def test_a_line_that_is_no_packet_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "strap.capture"
    path.write_text(f"# soften capture 1\n{line}\n")
    with pytest.raises(RecordingError, match="2"):
        list(read_capture(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names there")
def test_a_pipe_is_no_capture_and_nobody_waits_for_it(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.capture")
    monkeypatch.setattr(Path, "open", None)  # to open it would be to wait for its other end
    assert not looks_like_capture(tmp_path / "pipe.capture")
