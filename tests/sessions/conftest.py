"""One event of every type, a way to have a session recorded, and recordings of earlier versions."""

import gzip
import threading
from pathlib import Path

import pytest

from biofeedback.hub import Hub
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.recorder import Recorder
from tests.rigs.practices.one_of_each import ONE_OF_EACH

FACTS = {"practice": "compassionate_pause", "started_at": "2026-11-22T14:05:09+01:00", "sensor": "simulated"}


OLDER = Path(__file__).with_name("older")
"""A compassionate pause of the simulated heart for each version, whole."""


@pytest.fixture
def older(tmp_path):
    """Put the recording of a version into a folder, and return its path."""

    def older(version):
        path = tmp_path / f"version_{version}.soften"
        path.write_bytes(gzip.decompress((OLDER / f"{path.name}.gz").read_bytes()))
        return path

    return older


@pytest.fixture
def one_of_each():
    """One event of many types, in an order as it might happen."""
    return list(ONE_OF_EACH)


@pytest.fixture
def record():
    """Record events into a new file, to its end, and return what was said in trouble."""

    def record(path, events, facts=FACTS, versions=VERSIONS):
        hub = Hub()
        inbox = hub.subscribe()
        error_messages = []
        recorder = Recorder(path, facts, error_messages.append, versions)
        recorder.start(inbox)
        hub.publish(*events)
        hub.close(inbox)
        recorder.join()
        return error_messages

    return record


class OpenRecording:
    """A session that is being recorded, held open by the test."""

    def __init__(self, path):
        self.hub = Hub()
        self.inbox = self.hub.subscribe()
        self.error_messages = []
        self.error_said = threading.Event()
        self.recorder = Recorder(path, FACTS, self._on_error)
        self.recorder.start(self.inbox)

    def _on_error(self, error_message):
        self.error_messages.append(error_message)
        self.error_said.set()

    def publish(self, *events):
        self.hub.publish(*events)

    def finish(self):
        if self.inbox is not None:
            self.hub.close(self.inbox)
            self.inbox = None
        self.recorder.join()


@pytest.fixture
def open_recording():
    """Begin a recording; it is finished when the test is over."""
    begun = []

    def begin(path):
        begun.append(OpenRecording(path))
        return begun[-1]

    yield begin
    for recording in begun:
        recording.finish()


@pytest.fixture
def names_in():
    """Return what is in a folder."""
    return lambda folder: sorted(path.name for path in folder.iterdir())


@pytest.fixture
def until():
    """Wait until a condition holds; look at it again every hundredth of a second."""

    def until(condition, timeout_s=60.0):
        looking_again = threading.Event()
        for _ in range(int(timeout_s * 100)):
            if condition():
                return
            looking_again.wait(0.01)
        pytest.fail(f"waited {timeout_s} s for nothing")

    return until
