"""The errors that Soften raises on purpose, each with a whole sentence for a person.

The sentence says what was wrong, where, and what to do. An exception that is not a ``SoftenError`` is a bug. Foreign
exceptions (``BleakError``, ``OSError``, ``sqlite3.Error``) are translated in the one module that calls the library.
"""

from enum import StrEnum


class SoftenError(Exception):
    """The root of all errors that Soften raises on purpose; ``str(error)`` is a sentence for a person."""


class UsageError(SoftenError):
    """What was asked for is not understood: an unknown sensor, a number out of range, two requests at odds."""


class MalformedDataError(SoftenError):
    """Bytes that do not follow their protocol.

    Attributes
    ----------
    data : bytes
        The offending bytes, whole.
    """

    def __init__(self, message: str, data: bytes) -> None:
        super().__init__(f"{message}: {data.hex(' ') or 'no bytes'}")
        self.data = data


class SensorErrorCode(StrEnum):
    """Why a sensor cannot be used just now."""

    NO_BLUETOOTH = "no-bluetooth"
    BLUETOOTH_OFF = "bluetooth-off"
    PERMISSION_DENIED = "permission-denied"
    NOT_FOUND = "not-found"
    SEVERAL_FOUND = "several-found"
    BUSY = "busy"
    NOT_A_HEART_SENSOR = "not-a-heart-sensor"
    PAIRING_NEEDED = "pairing-needed"
    LINK_LOST = "link-lost"
    SILENT = "silent"
    NOT_UNDERSTOOD = "not-understood"


class SensorUnavailableError(SoftenError):
    """A sensor cannot be used just now.

    Attributes
    ----------
    reason : SensorErrorCode
        The kind of error, for code; the message is for people.
    """

    def __init__(self, message: str, reason: SensorErrorCode) -> None:
        super().__init__(message)
        self.reason = reason


class SoundError(SoftenError):
    """Something cannot be heard just now: there is no loudspeaker, or a voice file cannot be used."""


class RecordingError(SoftenError):
    """A recording cannot be written or read.

    Attributes
    ----------
    path : str
        The file concerned.
    """

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


class PracticeError(SoftenError):
    """A practice file says something that cannot be done.

    Attributes
    ----------
    file, key, reason : str
        Which file, which key in it (dotted, steps counted from 1), and what is wrong with the value.
    """

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason
