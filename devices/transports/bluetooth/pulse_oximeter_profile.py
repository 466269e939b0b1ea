"""The standard Pulse Oximeter Service: a rate as it comes, and no single beats."""

import contextlib
from functools import partial

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from devices.protocols.pulse_oximeter_service import (
    PLX_CHANNEL,
    PLX_CONTINUOUS_MEASUREMENT,
    PLX_FEATURES,
    PULSE_OXIMETER_SERVICE,
    decode_features,
)
from devices.transports.bluetooth.errors import DEVICE_ERRORS, name_facts
from devices.transports.bluetooth.profile import BluetoothProfile, Connection


class PulseOximeterProfile(BluetoothProfile):
    """Any oximeter with the Pulse Oximeter Service that measures without pause."""

    services = (PULSE_OXIMETER_SERVICE,)
    advertised = (PULSE_OXIMETER_SERVICE,)
    output = "rate"

    async def begin(self, connection: Connection) -> None:
        """Subscribe to the running measurement; one that measures now and then, on a button, has none."""
        if not connection.has(PLX_CONTINUOUS_MEASUREMENT):
            raise SensorUnavailableError(LinkCode.OXIMETER_SPOT_CHECK, name_facts(connection.name))
        await connection.subscribe(PLX_CONTINUOUS_MEASUREMENT, partial(connection.packet, PLX_CHANNEL))

    async def ask(self, connection: Connection) -> None:
        """Ask what the sensor offers beside its rate."""
        with contextlib.suppress(*DEVICE_ERRORS):
            connection.publisher.fact("oximeter_features", await connection.read(PLX_FEATURES, decode_features))
