"""What a seal costs: a recording is written and read with it and without."""

from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from biofeedback.events import Beat, Metric, Numbered, Packet, Tick
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from sessions.sealed.passphrases import GIVEN, Passphrase

SEAL = Passphrase("rosemary by the eastern gate")
SECONDS = 900  # of a practice, each with what a strap and the pipeline make of it

ITEMS = [
    Numbered(number, event)
    for number, event in enumerate(
        (
            event
            for s in range(SECONDS)
            for event in (
                Packet(source="strap", channel="2a37", arrived_s=float(s), data=bytes(8)),
                Beat(source="strap", index=s, arrived_s=float(s), rr_ms=800.0 + s / 7),
                *(
                    Metric(
                        t_s=float(s),
                        source="strap",
                        name=f"metric_{k}",
                        value=s / (k + 1),
                        unit="ms",
                        window_s=64.0,
                        quality_share=1.0,
                    )
                    for k in range(20)
                ),
                Tick(t_s=float(s)),
            )
        ),
        1,
    )
]


@pytest.fixture(autouse=True)
def key():
    GIVEN.remember(SEAL)
    SEAL.key(SEAL.salt())  # once in a run
    yield
    GIVEN.forget()


def made(path: Path, seal: Passphrase | None) -> Path:
    """Write a practice in a commit a half second, as the recorder does."""
    with closing(create(path, {}, {}, seal)) as connection:
        for begin in range(0, len(ITEMS), 12):
            write(connection, ITEMS[begin : begin + 12])
        mark_closed(connection)
        tidy(connection)
    return path


@pytest.mark.parametrize("seal", [None, SEAL], ids=["plain", "sealed"])
def test_writing(benchmark, tmp_path, seal):
    names = count()
    benchmark.pedantic(lambda: made(tmp_path / f"{next(names)}.soften", seal), rounds=3)


@pytest.mark.parametrize("seal", [None, SEAL], ids=["plain", "sealed"])
def test_reading(benchmark, tmp_path, seal):
    path = made(tmp_path / "one.soften", seal)

    def read():
        with Recording(path) as recording:
            return sum(1 for _ in recording.events())

    assert benchmark.pedantic(read, rounds=5) == len(ITEMS)


def test_deriving_a_key(benchmark):
    benchmark.pedantic(lambda: Passphrase("rosemary").key(bytes(16)), rounds=3)
