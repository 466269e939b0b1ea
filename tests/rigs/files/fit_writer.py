"""Writes FIT files by the FIT SDK's description of the protocol: definitions, data, developer fields and checksums."""

import struct

_START = 631_065_600  # seconds from 1970 to the epoch of FIT, 31 December 1989
_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)
UINT8, UINT16, UINT32, STRING, BYTE = 0x02, 0x84, 0x86, 0x07, 0x0D
_SIZES = {UINT8: 1, UINT16: 2, UINT32: 4, 0x00: 1, BYTE: 1}


def checksum(data, crc=0):
    for byte in data:
        for part in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ _NIBBLES[crc & 0xF] ^ _NIBBLES[part]
    return crc


class FitWriter:
    """Collects messages; `finished` is the file."""

    def __init__(self):
        self._body = bytearray()
        self._defined = {}

    def message(self, number, fields, developer=()):
        """Write a message of this number: fields are (number, type, values), developer fields (number, bytes)."""
        shape = (number, tuple((n, t, len(v)) for n, t, v in fields), tuple((n, len(d)) for n, d in developer))
        if shape not in self._defined:
            local = self._defined[shape] = len(self._defined) % 16
            self._body += struct.pack("<BBBHB", 0x40 | (0x20 if developer else 0) | local, 0, 0, number, len(fields))
            for n, kind, values in fields:
                size = len(values) if kind == STRING else _SIZES[kind] * len(values)
                self._body += struct.pack("<BBB", n, size, kind)
            if developer:
                self._body += struct.pack("<B", len(developer))
                for n, data in developer:
                    self._body += struct.pack("<BBB", n, len(data), 0)
        self._body.append(self._defined[shape])
        for _, kind, values in fields:
            if kind == STRING:
                self._body += values
            else:
                self._body += struct.pack("<" + {1: "B", 2: "H", 4: "I"}[_SIZES[kind]] * len(values), *values)
        for _, data in developer:
            self._body += data

    def file_id(self, at):
        self.message(0, [(0, 0x00, [4]), (4, UINT32, [at])])

    def record(self, at, heart_rate, developer=()):
        self.message(20, [(253, UINT32, [at]), (3, UINT8, [heart_rate])], developer)

    def hrv(self, intervals_ms):
        self.message(78, [(0, UINT16, [*intervals_ms, *[0xFFFF] * (5 - len(intervals_ms))])])

    def event(self, at, event, kind):
        self.message(21, [(253, UINT32, [at]), (0, 0x00, [event]), (1, 0x00, [kind])])

    def developer_field(self, name, unit):
        """Declare developer field 0 of application 0: 16-bit numbers."""
        self.message(207, [(3, UINT8, [0]), (1, BYTE, list(range(16)))])
        named, of = name.encode() + b"\0", unit.encode() + b"\0"
        self.message(206, [(0, UINT8, [0]), (1, UINT8, [0]), (2, UINT8, [UINT16]), (3, STRING, named), (8, STRING, of)])

    @property
    def finished(self):
        head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(self._body), b".FIT")
        head += struct.pack("<H", checksum(head))
        return bytes(head + self._body + struct.pack("<H", checksum(head + self._body)))


def moment(unix_s):
    """Return a moment in the seconds of FIT."""
    return unix_s - _START
