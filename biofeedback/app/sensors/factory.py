"""Makes the sensor that a person's ``--sensor`` names."""

import random
from collections.abc import Sequence
from importlib import import_module

from devices.catalogue import BluetoothSpec, ReplaySpec, SensorSpec, SimulatedSpec
from devices.sensor import Sensor
from devices.serial_spec import SerialSpec
from devices.transports.bluetooth.strap_search import StrapSearch
from ui.words.language import Language


def open_sensors(specs: Sequence[SensorSpec], language: Language, *, seed: int, search: StrapSearch) -> list[Sensor]:
    """Return the sensors of one practice, each with a source of its own.

    A simulated heart beside another grows from the next seed. It and a replay beside another replay have ``#2`` behind
    the usual source, ``#3`` and so on. Sensors of flesh and wire differ by name or port already; in a room they have
    it where one person after another wears them.
    """
    sensors: list[Sensor] = []
    for index, spec in enumerate(specs):
        alike = sum(type(other) is type(spec) for other in specs[:index])
        sensors.append(open_sensor(spec, language, seed=seed + index, search=search, ordinal=alike + 1))
    return sensors


def open_sensor(spec: SensorSpec, language: Language, *, seed: int, search: StrapSearch, ordinal: int = 1) -> Sensor:
    """Return the sensor that ``spec`` names; nothing is connected yet.

    Parameters
    ----------
    spec : SensorSpec
        Which sensor.
    language : Language
        In which a replay is named.
    seed : int
        The seed of a simulated heart.
    search : StrapSearch
        The one search for straps of the program.
    ordinal : int
        Whether it is the first of this source in the practice, the second, or a later one.

    Raises
    ------
    RecordingError
        The file to replay cannot be read.
    """
    behind = "" if ordinal == 1 else f"#{ordinal}"
    # bleak, numpy and SQLite are slow to import; each kind pays for its own.
    match spec:
        case SimulatedSpec(faults=faults):
            from devices.transports.simulated.heart import SOURCE, SimulatedHeart

            return SimulatedHeart(seed, faults, f"{SOURCE}{behind}")
        case BluetoothSpec(wanted=wanted, also=also):
            from devices.transports.bluetooth.strap import BluetoothStrap

            strap = BluetoothStrap(wanted, also=also, search=search)
            strap.source += behind
            return strap
        case ReplaySpec(file=file):
            from biofeedback.app.replaying.as_sensor import played_again

            return played_again(file, language, f"replay{behind}")
        case SerialSpec():
            # Here and not when the first bytes come: the thread that would wait then also leads the breath.
            import_module("devices.streams.wave_beats")
            from devices.recognition import load_recognisers
            from devices.transports.serial.sensor import SerialSensor

            load_recognisers()
            sensor = SerialSensor(spec)
            sensor.source += behind
            return sensor


def any_seed() -> int:
    """Return a seed that is different each time and short enough to be read aloud."""
    return random.SystemRandom().randrange(1_000_000)
