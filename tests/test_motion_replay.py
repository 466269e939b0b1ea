"""The breath that was heard in the motion of the chest comes out of a recording again, to the last bit."""

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.events import Metric, Packet, SampleBlock, Tick
from biofeedback.hub import Hub, consume
from biofeedback.pipelines.one_heart import Pipeline
from devices.protocols.polar_measurement import POLAR_CHANNEL
from devices.streams.decoder import Decoder
from sessions.reader import Recording
from sessions.recorder import Recorder
from tests.rigs.radio.polar_frames import ACC_SAMPLES_A_FRAME, acceleration_frames, breathing_mg

SOURCE = "strap"
LENGTH_S = 75.0
RATE_HZ = 50.0


def groups():
    """Each packet with what it says, and the seconds between."""
    decoder = Decoder(SOURCE)
    frames = acceleration_frames(breathing_mg(LENGTH_S))
    arrivals_s = [(number + 1) * ACC_SAMPLES_A_FRAME / RATE_HZ + 0.1 for number in range(len(frames))]
    rows = [(arrived_s, frame.encode()) for arrived_s, frame in zip(arrivals_s, frames, strict=True)]
    rows += [(float(second), b"") for second in range(1, int(LENGTH_S))]
    for at_s, data in sorted(rows):
        if data:
            packet = Packet(source=SOURCE, channel=POLAR_CHANNEL, arrived_s=at_s, data=data)
            yield (packet, *decoder.feed(POLAR_CHANNEL, data, at_s))
        else:
            yield (Tick(t_s=at_s),)


def record(path, events):
    hub = Hub()
    recorder = Recorder(path, {"source": SOURCE}, pytest.fail)
    recorded, computed = hub.subscribe(), hub.subscribe()
    recorder.start(recorded)
    pipeline = Pipeline(SOURCE)
    thread = consume(computed, lambda event: hub.publish(*pipeline.step(event)), "pipeline", pytest.fail)
    for group in events:
        hub.publish(*group)
    hub.close(computed)
    thread.join()
    hub.close(recorded)
    recorder.join()


@pytest.mark.parametrize("with_packets", [True, False])
def test_the_breath_of_the_chest_comes_out_again(tmp_path, with_packets):
    path = tmp_path / "chest.soften"
    record(path, [[each for each in group if with_packets or not isinstance(each, Packet)] for group in groups()])
    with Recording(path) as recording:
        report = replay(recording)
        rates = [metric.value for _, metric in recording.events(Metric) if metric.name == "breath_rate_per_min"]
        assert recording.count(SampleBlock) == report.sample_blocks > 90
    assert report.identical, report.first_difference
    assert rates[-1] == pytest.approx(6.0, abs=0.3)
