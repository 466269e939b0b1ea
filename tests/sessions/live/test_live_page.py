"""The examples of docs/live.md run."""

import contextlib
import io
import re
import threading
import time

import pytest
from pythonosc.osc_server import BlockingOSCUDPServer

from biofeedback.clock import HostClock
from biofeedback.events import Beat, StepBegan
from biofeedback.hub import Hub
from biofeedback.osc import USUAL_PORT, Osc
from scripts.write_live_page import page
from sessions.live.lsl_streams import LslStreams
from sessions.live.osc_stream import OscStream
from tests.rigs.suite.free_port import free_port

PATIENCE_S = 60.0
"""For what must come; reached only when it does not."""


@pytest.mark.usefixtures("lab")
def test_the_example_runs(capsys):
    example, _ = re.findall(r"```python\n(.*?)```", page(), re.DOTALL)
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
        sender.join(PATIENCE_S)
    assert re.fullmatch(r"beat \d+ came after 812 ms\n", capsys.readouterr().out)


def test_the_example_of_osc_runs(monkeypatch):
    _, example = re.findall(r"```python\n(.*?)```", page(), re.DOTALL)
    port = free_port()
    hub, said = Hub(), io.StringIO()
    inbox = hub.subscribe()
    stream = OscStream(Osc(on=True, port=port), [])
    sender = threading.Thread(target=stream.send, args=(HostClock(), inbox, lambda _: None))

    def serve_for_a_while(server):
        """Serve until some was said in place of forever; what is sent before it is there is gone."""
        sender.start()
        hub.publish(StepBegan(t_s=0.0, index=0, name="soften", title="Soften", heart_display="shown"))
        until_s = time.monotonic() + PATIENCE_S
        while not ("Soften" in (lines := said.getvalue().splitlines()) and lines.count("0.00") > 10):
            assert time.monotonic() < until_s, lines
            server.handle_request()
        server.server_close()

    monkeypatch.setattr(BlockingOSCUDPServer, "serve_forever", serve_for_a_while)
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(example.replace(str(USUAL_PORT), str(port)), "docs/live.md", "exec"), {})
    finally:
        hub.close(inbox)
        sender.join(PATIENCE_S)
