"""What there is to tell a person of what a Polar sensor measures beside the heart rate; none of it is for the link."""

from collections.abc import Mapping
from types import MappingProxyType

from bleak.exc import BleakGATTProtocolError

from biofeedback.codes import Measurement, NoticeCode
from biofeedback.facts import facts
from devices.protocols.polar_control_point import ACCELERATION, ECG, PULSE_INTERVALS, PolarError
from devices.streams.stream import Announcement
from devices.transports.bluetooth.errors import PAIRING_CODES, name_facts

_MEASUREMENTS: Mapping[int, Measurement] = MappingProxyType(
    {ECG: Measurement.ECG, ACCELERATION: Measurement.ACCELERATION, PULSE_INTERVALS: Measurement.PULSE_INTERVALS}
)

_REFUSALS: Mapping[int, NoticeCode] = MappingProxyType(
    {
        PolarError.INVALID_MTU: NoticeCode.POLAR_PACKETS_TOO_SMALL,
        PolarError.IN_CHARGER: NoticeCode.POLAR_IN_CHARGER,
    }
)


def of_measurement(code: NoticeCode, name: str, measurement: int) -> Announcement:
    """Return what is told of one measurement of a sensor that calls itself ``name``."""
    return Announcement(code, (*name_facts(name), *facts(measurement=_MEASUREMENTS[measurement].value)))


def refused(name: str, measurement: int, error: int) -> Announcement:
    """Return what is told for the error of a reply, as in `PolarError`."""
    return of_measurement(_REFUSALS.get(error, NoticeCode.POLAR_NOT_NOW), name, measurement)


def out_of_reach(name: str, measurement: int, error: Exception) -> Announcement:
    """Return what is told for what bleak or the system raised while the sensor was asked."""
    pairing = isinstance(error, BleakGATTProtocolError) and error.code in PAIRING_CODES
    return of_measurement(NoticeCode.POLAR_PAIRING_NEEDED if pairing else NoticeCode.POLAR_NOT_NOW, name, measurement)


def first_beats_late(name: str) -> Announcement:
    """Return what is told of an optical sensor that was asked for its pulse intervals."""
    return Announcement(NoticeCode.POLAR_FIRST_BEATS_LATE, name_facts(name))
