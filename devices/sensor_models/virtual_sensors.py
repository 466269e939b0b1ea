"""Hearts without a sensor: a simulated one, and one that was recorded earlier."""

import math

from devices.sensor_model import SensorModel
from devices.sensor_models.straps import SERVICE_FLOOR_MS, SERVICE_RESOLUTION_MS, SERVICE_TIMING

VIRTUAL_SENSORS: tuple[SensorModel, ...] = (
    SensorModel(
        name="Simulated heart",
        group="numbers",
        worn="not",
        what="A heart made of numbers that follows the breath, for trying things out.",
        spec="simulated",
        timing=f"Like a strap's. {SERVICE_TIMING}",
        resolution_ms=SERVICE_RESOLUTION_MS,
        rmssd_floor_ms=SERVICE_FLOOR_MS,
        trust="beat by beat",
        hrv="Its numbers are exact, and nobody's: it is always called simulated.",
        evidence="our own",
        quirks=("It can be given the faults of real sensors; `soften begin --help` lists them.",),
        no_connection="It is always there.",
    ),
    SensorModel(
        name="Recording",
        group="numbers",
        worn="not",
        what="An earlier recording, a capture of a sensor's bytes, or a text or table of intervals.",
        spec="replay:morning.soften",
        timing="As it was when it was recorded.",
        resolution_ms=math.nan,
        rmssd_floor_ms=math.nan,
        trust="not known yet",
        hrv="As far as the sensor that was recorded.",
        evidence="our own",
        no_connection="Look what there is with `soften sessions list`; a capture is named by its file.",
    ),
)
"""Every heart without a sensor."""
