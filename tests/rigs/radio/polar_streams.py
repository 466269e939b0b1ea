"""The stream of a Polar sensor, fed with its frames, and the samples that come out of it."""

from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from tests.rigs.radio.polar_frames import SWITCHED_ON_NS

LATE_S = 0.08


def new_stream(channel="pmd"):
    return stream_for(channel, BeatCount("strap"))


def fed(stream, frames, first_s=100.0):
    """Feed frames as they would arrive, a little after their stamps."""
    return [
        event
        for frame in frames
        for event in stream.feed(frame.encode(), first_s + (frame.stamp_ns - SWITCHED_ON_NS) * 1e-9 + LATE_S)
    ]
