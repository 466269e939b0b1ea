"""One event of every type, and a way to have a session recorded."""

import math
import threading

import pytest

from biofeedback.events import (
    Battery,
    Beat,
    BeatJudged,
    BreathPlanned,
    Contact,
    DeviceFact,
    Gap,
    GuidanceChosen,
    LinkChanged,
    Marker,
    Metric,
    Note,
    Notice,
    Packet,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    SampleBlock,
    StepBegan,
    Tick,
)
from biofeedback.facts import facts
from biofeedback.hub import Hub
from biofeedback.reasons import GapReason, ReasonCode
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.recorder import Recorder
from tests.rigs.sentence_of import link_saying, notice_saying

FACTS = {"practice": "compassionate_pause", "started_at": "2026-11-22T14:05:09+01:00", "sensor": "simulated"}


@pytest.fixture
def one_of_each():
    """One event of every type, in an order as it might happen; every text and number is its own."""
    return [
        DeviceFact(source="strap", t_s=0.125, name="model", value="H10"),
        LinkChanged(
            source="strap",
            t_s=0.25,
            state="streaming",
            **link_saying("Your strap is here — schön."),
        ),
        Battery(source="strap", t_s=0.5, level_percent=87),
        GuidanceChosen(
            t_s=0.5, start_per_min=9.0, aim_per_min=6.0, ramp_s=0.2, in_share=0.4, hold_in_s=0.0, hold_out_s=0.0
        ),
        StepBegan(t_s=0.75, index=0, name="arrive", title="Arrive", heart_display="shown"),
        BreathPlanned(t_s=99.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=math.inf),
        Packet(source="strap", channel="2a37", arrived_s=1.0, data=bytes(range(256))),
        Beat(source="strap", index=0, arrived_s=1.0, rr_ms=833.0078125),
        SampleBlock(
            source="strap",
            kind="ecg",
            unit="uV",
            channels=1,
            rate_hz=130.0,
            arrived_s=1.0,
            t_s=0.875,
            device_s=bytes(range(16)),
            values=bytes(range(16, 32)),
        ),
        Contact(source="strap", t_s=1.0, state="yes"),
        BeatJudged(source="strap", index=0, t_s=0.9, kind="normal", nn_ms=0.1 + 0.2),
        PromptShown(t_s=1.5, text="Let it be soft", for_s=6.0),
        Tick(t_s=2.0),
        Metric(
            source="strap",
            name="rmssd_ms",
            t_s=2.0,
            value=math.nan,
            unit="ms",
            window_s=64.0,
            quality_share=0.0,
            reason=ReasonCode.TOO_FEW_SECONDS,
            facts=facts(needed_s=32.0, there_s=0.1 + 0.2),
        ),
        Gap(source="strap", from_s=2.0, until_s=2.5, reason=GapReason.LINK_BROKEN),
        Paused(t_s=2.5, mode="rest"),
        Resumed(t_s=2.75),
        Marker(t_s=3.0, label="🍯"),
        Notice(t_s=3.25, **notice_saying("All is well.")),
        PracticeEnded(t_s=3.5, mode="early"),
        Note(t_s=99.0, kind="after", text="lighter\nund müde"),
    ]


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
