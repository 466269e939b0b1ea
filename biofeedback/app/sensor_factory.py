"""Makes the sensor that a person's ``--sensor`` names."""

import random
from importlib import import_module

from devices.catalogue import BluetoothSpec, ReplaySpec, SensorSpec, SimulatedSpec
from devices.sensor import Sensor
from devices.serial_spec import SerialSpec
from devices.transports.bluetooth.strap_search import StrapSearch


def open_sensor(spec: SensorSpec, *, seed: int, search: StrapSearch) -> Sensor:
    """Return the sensor that ``spec`` names; nothing is connected yet.

    Parameters
    ----------
    seed : int
        The seed of a simulated heart.
    search : StrapSearch
        The one search for straps of the program.

    Raises
    ------
    RecordingError
        The recording to replay cannot be read.
    """
    # bleak, numpy and SQLite are slow to import; each kind pays for its own.
    match spec:
        case SimulatedSpec(faults=faults):
            from devices.transports.simulated.heart import SimulatedHeart

            return SimulatedHeart(seed, faults)
        case BluetoothSpec(wanted=wanted, also=also):
            from devices.transports.bluetooth.strap import BluetoothStrap

            return BluetoothStrap(wanted, also=also, search=search)
        case ReplaySpec(file=file):
            from biofeedback.app.replay import played_again

            return played_again(file)
        case SerialSpec():
            # Here and not when the first bytes come: the thread that would wait then also leads the breath.
            import_module("devices.streams.wave_beats")
            from devices.recognition import load_recognisers
            from devices.transports.serial.sensor import SerialSensor

            load_recognisers()
            return SerialSensor(spec)


def any_seed() -> int:
    """Return a seed that is different each time and short enough to be read aloud."""
    return random.SystemRandom().randrange(1_000_000)
