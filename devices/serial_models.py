"""What several serial sensors have in common, as it is told to people."""

import math
from functools import partial

from devices.sensor_model import SensorModel

PORT_HELP = (
    "Look whether `soften sensors` lists it. Close other programs that hold the port, such as the monitor of the "
    "Arduino IDE. On Linux you need to be in the group that may use serial ports (dialout or uucp); on macOS take the "
    "port that begins with /dev/cu; a cable for charging alone brings no data."
)
"""What helps with nearly every sensor at a port."""

PULSE_ON_SKIN = "The pulse on the skin is not as sharp as the heart's own signal: keep the hand still."
OXIMETER_HRV = (
    "Heart rate, rhythm and breath come through well. RMSSD carries the oximeter's coarse clock: found in the wave, "
    "between its samples, beats suffer less from it than the marks do, and what it adds is said with the number."
)
OPEN_PORT_RESETS = "Opening the port restarts most boards: the first second or two are silence."

serial_model = partial(SensorModel, group="serial", worn="board", evidence="told by the maker", no_connection=PORT_HELP)
cms50_model = partial(
    serial_model,
    worn="finger",
    timing=(
        "The pulse wave comes 60 times a second. Soften finds the beats in it, between the samples; by the sensor's "
        "own mark at each beat they would lie on a grid of 16.7 ms, which alone adds 11.8 ms to RMSSD."
    ),
    resolution_ms=3.5,
    rmssd_floor_ms=2.5,
    trust="with care",
    hrv=OXIMETER_HRV,
    evidence="reported",
)
nonin_model = partial(
    serial_model,
    worn="finger",
    resolution_ms=3.5,
    rmssd_floor_ms=2.5,
    trust="with care",
    hrv=OXIMETER_HRV,
    evidence="reported",
    timing=(
        "The pulse wave comes 75 times a second. Soften finds the beats in it, between the samples; by the sensor's "
        "own marks they would lie on a grid of 13.3 ms, which alone adds 9.4 ms to RMSSD."
    ),
)
depending_model = partial(serial_model, resolution_ms=math.nan, rmssd_floor_ms=math.nan)

ANY_SERIAL_SENSOR = depending_model(
    name="Any other serial sensor",
    what="A board or an oximeter at a serial port.",
    spec="serial",
    timing="By what it speaks, which is found out by listening where it can be.",
    trust="not known yet",
    hrv="That depends on what it speaks; once it is found out, it is said.",
    evidence="assumed",
)
"""What is said of a sensor at a port as long as nobody knows what it speaks."""
