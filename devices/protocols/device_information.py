"""Device Information and Battery Service: what a Bluetooth device says of itself.

All values of the Device Information Service that we read are UTF-8 text, sometimes ended by zero bytes. The Battery
Level (2A19) is one byte, 0 to 100 percent.

Any bytes decode or raise `MalformedDataError`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.errors import MalformedDataError

BATTERY_SERVICE = "0000180f-0000-1000-8000-00805f9b34fb"
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"
DEVICE_INFORMATION_SERVICE = "0000180a-0000-1000-8000-00805f9b34fb"

FACT_CHARACTERISTICS: Mapping[str, str] = MappingProxyType(
    {
        "manufacturer": "00002a29-0000-1000-8000-00805f9b34fb",
        "model": "00002a24-0000-1000-8000-00805f9b34fb",
        "firmware": "00002a26-0000-1000-8000-00805f9b34fb",
        "hardware": "00002a27-0000-1000-8000-00805f9b34fb",
        "software": "00002a28-0000-1000-8000-00805f9b34fb",
    }
)
"""Name of the fact to the characteristic that tells it. The serial number is left alone: it names a person's device."""


def decode_text(data: bytes) -> str:
    """Read a text value.

    Raises
    ------
    MalformedDataError
        It is not UTF-8, or says nothing.
    """
    try:
        text = data.rstrip(b"\0").decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise MalformedDataError("a text that is not UTF-8", data) from error
    if not text:
        raise MalformedDataError("an empty text", data)
    return text


def decode_battery_percent(data: bytes) -> int:
    """Read a Battery Level, 0 to 100.

    Raises
    ------
    MalformedDataError
        There is not exactly one byte, or it is above 100.
    """
    if len(data) != 1 or data[0] > 100:
        raise MalformedDataError("a Battery Level is one byte, 0 to 100", data)
    return data[0]
