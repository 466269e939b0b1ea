"""A Polar sensor for the fake radio: an ordinary strap with a measurement service that answers as the real ones do."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from devices.protocols.polar_control_point import (
    ACCELERATION,
    ECG,
    GET_SETTINGS,
    POLAR_CONTROL_POINT,
    POLAR_DATA,
    POLAR_SERVICE,
    PPG,
    PULSE_INTERVALS,
    START,
    STOP,
    Command,
    PolarError,
    Reply,
    Settings,
)
from tests.rigs.radio.fake_strap import Characteristic, FakeStrap

FEATURES = 0x0F  # begins what a sensor says of the types it offers

NOT_PAIRED = ("org.bluez.Error.Failed", "Operation failed with ATT error: 0x05 (Insufficient Authentication)")
UNLIKELY = ("org.bluez.Error.Failed", "Operation failed with ATT error: 0x0e (Unlikely Error)")

H10_SETTINGS = {
    ECG: Settings(rates_hz=(130,), resolutions_bits=(14,)),
    ACCELERATION: Settings(rates_hz=(25, 50, 100, 200), resolutions_bits=(16,), ranges=(2, 4, 8)),
}
VERITY_SETTINGS = {
    PPG: Settings(rates_hz=(55,), resolutions_bits=(22,), channels=(4,)),
    ACCELERATION: Settings(rates_hz=(52,), resolutions_bits=(16,), ranges=(8,), channels=(3,)),
    PULSE_INTERVALS: Settings(),
}
VERITY_FACTOR = 0.000244140625


def encode_offered(types: Iterable[int]) -> bytes:
    """Write which measurement types a sensor offers, as it does."""
    bits = sum(1 << number for number in frozenset(types))
    return bytes([FEATURES]) + bits.to_bytes(16, "little")


@dataclass
class FakePolar:
    """One sensor, and the moods it can be in; a test may change them at any time.

    ``errors`` are the errors of the next commands of an op, in order, before all is well again. ``refusal`` is the
    D-Bus error of every write. A ``mute`` sensor takes commands and never replies.
    """

    strap: FakeStrap
    settings: dict[int, Settings]
    factors: dict[int, float] = field(default_factory=dict)
    errors: dict[int, deque[int]] = field(default_factory=dict)
    refusal: tuple[str, str] | None = None
    mute: bool = False
    replies_after_s: float = 0.01
    parts: int = 1
    """In how many parts settings are told."""
    running: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        flags = ("read", "write", "indicate")
        offered = encode_offered(self.settings)
        self.strap.table[POLAR_SERVICE] = [
            Characteristic(POLAR_CONTROL_POINT, flags, offered, on_write=self._obey),
            Characteristic(POLAR_DATA, ("notify",)),
        ]

    def _obey(self, data: bytes) -> tuple[str, str] | list[tuple[float, str, bytes]]:
        if self.refusal is not None:
            return self.refusal
        if self.mute:
            return []
        command = Command.decode(data)
        replies = self._replies(command)
        return [
            (self.replies_after_s * nth, POLAR_CONTROL_POINT, reply.encode())
            for nth, reply in enumerate(replies, start=1)
        ]

    def _replies(self, command: Command) -> list[Reply]:
        op, measurement = command.op, command.measurement
        parameters, error = b"", self._error(command)
        if error == PolarError.NONE and op == GET_SETTINGS:
            parameters = self.settings[measurement].encode()
        if error == PolarError.NONE and op == START:
            self.running.add(measurement)
            if measurement in self.factors:
                parameters = Settings(factors=(self.factors[measurement],)).encode()
        if op == STOP:
            self.running.discard(measurement)
        parts = max(1, min(self.parts, len(parameters)))
        cuts = [len(parameters) * part // parts for part in range(parts + 1)]
        return [
            Reply(
                op=op,
                measurement=measurement,
                error=error,
                more=end < len(parameters),
                parameters=parameters[begin:end],
            )
            for begin, end in pairwise(cuts)
        ]

    def _error(self, command: Command) -> int:
        waiting = self.errors.get(command.op)
        if waiting:
            return waiting.popleft()
        if command.measurement not in self.settings:
            return PolarError.INVALID_TYPE
        if command.op == START and command.measurement in self.running:
            return PolarError.ALREADY_IN_STATE
        return PolarError.NONE


def fake_h10(**moods) -> FakePolar:
    """An H10: beats over the heart rate service, ECG and acceleration on demand."""
    return FakePolar(FakeStrap(name="Polar H10 12345678"), H10_SETTINGS, **moods)


def fake_verity(**moods) -> FakePolar:
    """A Verity Sense: a heart rate without beats, pulse intervals on demand."""
    strap = FakeStrap(name="Polar Sense 12345678")
    return FakePolar(strap, VERITY_SETTINGS, factors={ACCELERATION: VERITY_FACTOR}, **moods)
