"""What keeps live streams from going out."""

from enum import StrEnum


class LiveErrorCode(StrEnum):
    """What is open while a practice goes out live, and what keeps it from that (`sessions/live`)."""

    LSL_HERE = "lsl-here"
    LSL_ANNOUNCED_HERE = "lsl-announced-here"
    LSL_ON_NETWORK = "lsl-on-network"
    MARKERS_FROM_STREAM = "markers-from-stream"
    MARKERS_FROM_PORT = "markers-from-port"
    MARKERS_LEFT_OUT = "markers-left-out"
    MARKERS_LEFT_OUT_COUNTED = "markers-left-out-counted"
    STAMPS_UNSURE = "stamps-unsure"
    OSC_HERE = "osc-here"
    OSC_HERE_WITH_BEATS = "osc-here-with-beats"
    OSC_REFUSED = "osc-refused"
    OSC_ELSEWHERE = "osc-to-another-computer"
    OSC_NO_PORT = "osc-port-out-of-range"
    LSL_REFUSED = "lsl-refused"
    REACH_STAYS = "reach-stays"
    PORT_TAKEN = "marker-port-taken"
    PORT_OUT_OF_RANGE = "marker-port-out-of-range"
    SPEED = "live-at-another-speed"
