"""A room of thirty straps for the fake radio, five of which are in trouble, each in its own way."""

import random
from collections.abc import Callable

from devices.protocols.heart_rate_service import HeartRateMeasurement
from tests.rigs.radio.fake_adapter import FakeAdapter
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.fake_strap import FakeStrap

STRAPS = 30
ADAPTERS = 5
HELD_BY_EACH = 7

HANGS, FLAPS, RAVES, LEAVES, SILENT = BAD = (4, 9, 14, 19, 24)
"""One that never answers, one that comes and goes, one that sends nonsense, one that goes while its services are read,
and one that is connected and sends nothing; none of them is the last in the queue."""

GOOD = tuple(number for number in range(STRAPS) if number not in BAD)

SAME_NAME = "HRM"
"""What every fifth of them is called, as straps of some makers all are."""


def room_adapters(connect_takes_s: float = 0.0) -> tuple[FakeAdapter, ...]:
    return tuple(
        FakeAdapter(name=f"hci{number}", limit=HELD_BY_EACH, connect_takes_s=connect_takes_s)
        for number in range(ADAPTERS)
    )


def address(number: int) -> str:
    return f"C0:FF:EE:00:00:{number:02X}"


def room_straps(*, in_trouble: bool = True) -> list[FakeStrap]:
    """The straps, those ``in_trouble`` among them, at different distances from each adapter."""
    distance = random.Random(30)
    straps = [
        FakeStrap(
            address=address(number),
            name=SAME_NAME if number % 5 == 0 else f"Strap {number:02d}",
            heard_by={f"hci{place}": -distance.randrange(45, 85) for place in range(ADAPTERS)},
        )
        for number in range(STRAPS)
    ]
    if in_trouble:
        straps[HANGS].answers_connect = False
        straps[LEAVES].leaves_while_asked = 1_000_000
    return straps


def beat(strap: int, number: int) -> bytes | None:
    """What a strap sends at its beat of that number; ``None`` where it sends nothing."""
    if strap == SILENT:
        return None
    if strap == RAVES:
        noise = random.Random(number)
        return noise.randbytes(noise.randrange(24))
    ticks = 700 + 10 * strap + number % 10
    return HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(ticks,)).encode()


def send_beats(
    radio: FakeBlueZ, straps: list[FakeStrap], every_s: float, now_s: Callable[[], float]
) -> Callable[[], None]:
    """Let all of them send a beat every so often, each at another moment; return what ends it."""
    began_s = now_s()
    sending = [
        radio.send_in_time(
            strap,
            lambda beat_number, number=number: beat(number, beat_number),
            lambda beat_number, number=number: max(0.0, began_s + (beat_number + number / STRAPS) * every_s - now_s()),
        )
        for number, strap in enumerate(straps)
    ]

    def end() -> None:
        for each in sending:
            each.cancel()

    return end
