"""The standard Heart Rate Service: beats as they come, and where on the body the sensor is worn."""

import contextlib
from functools import partial

from devices.protocols.heart_rate_service import (
    BODY_SENSOR_LOCATION,
    HEART_RATE_MEASUREMENT,
    HEART_RATE_SERVICE,
    MEASUREMENT_CHANNEL,
    decode_body_location,
)
from devices.transports.bluetooth.errors import DEVICE_ERRORS
from devices.transports.bluetooth.profile import BluetoothProfile, Connection


class HeartRateProfile(BluetoothProfile):
    """Any strap, band or watch with the Heart Rate Service."""

    services = (HEART_RATE_SERVICE,)
    advertised = (HEART_RATE_SERVICE,)

    async def begin(self, connection: Connection) -> None:
        """Subscribe to the heart."""
        await connection.subscribe(HEART_RATE_MEASUREMENT, partial(connection.packet, MEASUREMENT_CHANNEL))

    async def ask(self, connection: Connection) -> None:
        """Ask where on the body the sensor is worn."""
        with contextlib.suppress(*DEVICE_ERRORS):
            location = await connection.read(BODY_SENSOR_LOCATION, decode_body_location)
            connection.publisher.fact("body_location", location)
