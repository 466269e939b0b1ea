"""The kinds of sensors there are, in words for people."""

from dataclasses import dataclass

from biofeedback.sensors import SensorKind
from devices.catalogue import ALSO
from devices.options import write_values
from devices.registry import bluetooth_extras
from devices.simulated_faults import EXAMPLE as SIMULATED_EXAMPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorFamily:
    """One kind of sensor, for people.

    ``form`` is how its spec is written, ``example`` one that could be typed, ``speaks`` what is understood of it.
    """

    kind: SensorKind
    label: str
    form: str
    example: str
    speaks: str


FAMILIES: tuple[SensorFamily, ...] = (
    SensorFamily(
        kind="bluetooth",
        label="Bluetooth heart-rate strap",
        form=f"bluetooth[:NAME-OR-ADDRESS][,{ALSO}={write_values(bluetooth_extras())}]",
        example="bluetooth:Polar H10",
        speaks="Any strap with the Heart Rate Service (180D) that sends RR intervals; of a Polar H10 also its ECG and "
        "acceleration, of an optical Polar its pulse intervals. Of an oximeter with the Pulse Oximeter Service (1822) "
        "its rate, of which no beats are made.",
    ),
    SensorFamily(
        kind="serial",
        label="Serial pulse sensor",
        form="serial[:PORT[,OPTIONS]]",
        example="serial:/dev/ttyUSB0,protocol=cms50",
        speaks="A pulse sensor, an ECG board or an oximeter at a serial port; what it speaks is found out.",
    ),
    SensorFamily(
        kind="simulated",
        label="Simulated heart",
        form="simulated[:OPTIONS]",
        example=SIMULATED_EXAMPLE,
        speaks="A heart made of numbers that follows the breath; no sensor is needed.",
    ),
    SensorFamily(
        kind="replay",
        label="Earlier recording",
        form="replay:FILE",
        example="replay:morning.soften",
        speaks="The heartbeats of a recording, a capture or a table of intervals, as far apart as they once came.",
    ),
)
"""Every kind of sensor once."""
