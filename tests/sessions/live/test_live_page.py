"""docs/live.md is what its generator writes, and its example runs."""

import importlib.util
import re
import socket
import threading
import time
from pathlib import Path
from socketserver import BaseServer

import pytest
from pythonosc.osc_server import BlockingOSCUDPServer

from biofeedback.clock import HostClock
from biofeedback.events import Beat, StepBegan
from biofeedback.hub import Hub
from biofeedback.osc import USUAL_PORT, Osc
from sessions.live.lsl_streams import LslStreams
from sessions.live.osc_stream import OscStream

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("write_live_page", ROOT / "scripts" / "write_live_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_is_written(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "please run: make docs"


@pytest.mark.usefixtures("lab")
def test_the_example_runs(script, capsys):
    example, _ = re.findall(r"```python\n(.*?)```", script.page(), re.DOTALL)
    clock, hub = HostClock(), Hub()
    inbox = hub.subscribe()
    sender = threading.Thread(target=LslStreams("machine", ["strap"]).send, args=(clock, inbox, lambda _: None))
    sender.start()
    ended = threading.Event()

    def beat():
        index = 0
        while not ended.wait(0.1):
            hub.publish(Beat(source="strap", index=index, arrived_s=clock.now_s(), rr_ms=812.0))
            index += 1

    heart = threading.Thread(target=beat)
    heart.start()
    try:
        time.sleep(0.2)
        exec(compile(example, "docs/live.md", "exec"), {})
    finally:
        ended.set()
        heart.join()
        hub.close(inbox)
        sender.join(5.0)
    assert re.fullmatch(r"beat \d+ came after 812 ms\n", capsys.readouterr().out)


def test_the_example_of_osc_runs(script, capsys, monkeypatch):
    _, example = re.findall(r"```python\n(.*?)```", script.page(), re.DOTALL)
    monkeypatch.setattr(BlockingOSCUDPServer, "serve_forever", take_one_second)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock, hub = HostClock(), Hub()
    inbox = hub.subscribe()
    stream = OscStream(Osc(on=True, port=port), [])
    sender = threading.Thread(target=stream.send, args=(clock, inbox, lambda _: None))

    def begin():
        sender.start()
        hub.publish(StepBegan(t_s=0.0, index=0, name="soften", title="Soften", heart_display="shown"))

    later = threading.Timer(0.2, begin)
    later.start()
    try:
        exec(compile(example.replace(str(USUAL_PORT), str(port)), "docs/live.md", "exec"), {})
    finally:
        later.join()
        hub.close(inbox)
        sender.join(5.0)
    lines = capsys.readouterr().out.splitlines()
    assert "Soften" in lines
    assert lines.count("0.00") > 10


def take_one_second(server):
    """Serve for a second in place of forever."""
    ending = threading.Timer(1.0, server.shutdown)
    ending.start()
    BaseServer.serve_forever(server, poll_interval=0.05)
    ending.join()
    server.server_close()
