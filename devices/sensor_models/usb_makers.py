"""What is often behind a USB number: a hint for people, never a proof, as most are numbers of a chip (usb.ids)."""

from collections.abc import Mapping
from types import MappingProxyType

USB_MAKERS: Mapping[int, str] = MappingProxyType(
    {
        0x10C4: "Silicon Labs adapter: oximeters, ESP32 boards",
        0x0403: "FTDI adapter: Nonin cables and others",
        0x1A86: "WCH adapter: Arduino-like boards",
        0x067B: "Prolific adapter: older cables",
        0x2341: "Arduino board",
        0x2A03: "Arduino board",
        0x239A: "Adafruit board",
        0x303A: "Espressif board",
        0x2E8A: "Raspberry Pi board",
        0x16C0: "Teensy board",
        0x1C3D: "Nonin oximeter",
    }
)
"""USB vendor number to what it may be, in a few words."""
