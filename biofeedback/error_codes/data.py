"""What can be wrong with the bytes of a sensor."""

from enum import StrEnum


class DataErrorCode(StrEnum):
    """Bytes from a sensor (`devices/protocols`)."""

    MALFORMED = "malformed-data"
