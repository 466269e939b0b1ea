"""Provokes every error of recordings that are no room together."""

from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import numpy as np

from biofeedback.app.recordings.recorded_group import recorded_group
from biofeedback.cli.recordings.analyse_group import analyse_group
from biofeedback.cli.room import RoomOptions, _ask_each, _gathered
from biofeedback.names import seat_name
from biofeedback.practices import built_in_practices
from tests.rigs.practices.made_rooms import seat
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from ui.gathering import Agreed, Gathering
from ui.rooms import MOST_SEATS
from ui.words.languages import english

_A_MINUTE = (np.full(60, 1000.0), np.arange(1.0, 61.0))


def room_errors(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    yield "group alone", lambda: analyse_group(english(), folder, as_json=False, beside=["--window"])
    yield "group empty", lambda: recorded_group(_folder(folder / "empty hall"))
    yield "group of rooms", lambda: recorded_group(_folder(folder / "halls", fern={"room": "a"}, moss={"room": "b"}))
    apart = {"started_at": "2026-03-04T09:05:00+01:00"}
    yield "group apart", lambda: recorded_group(_folder(folder / "two days", fern={}, moss=apart))
    unsaid = {"started_at": "on a morning in spring"}
    yield "group without start", lambda: recorded_group(_folder(folder / "some day", fern={}, moss=unsaid))
    yield from _seat_errors()


def _seat_errors() -> Iterable[tuple[str, Callable[[], object]]]:
    room = PretendRoom(built_in_practices()[0], ManualClock())
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    moss = room.take_seat("bluetooth:00:02", name="Moss", consent="Yes.")
    room.discard_seat(moss)
    yield "seat taken", lambda: room.take_seat("bluetooth:00:01", name="Ivy", consent="Yes.")
    yield "seat name taken", lambda: room.take_seat("bluetooth:00:03", name=fern.name, consent="Yes.")
    yield "seat gone", lambda: room.keep_seat(moss, kept=True)
    yield "seat not agreed", lambda: room.take_seat("bluetooth:00:03", name="Ivy", consent=" ")
    over = PretendRoom(built_in_practices()[0], ManualClock())
    over.finish()
    full = Gathering(english(), Random(1))
    for number in range(MOST_SEATS):
        full.sit(Agreed(spec=f"serial:/dev/ttyUSB{number}", sensor_label="", name=full.offered_name(), consent="Yes."))
    yield "room full", lambda: full.sit(Agreed(spec="serial", sensor_label="", name="Otter", consent="Yes."))
    yield "seat name unseen", lambda: seat_name("Mo\u200bss")
    yield "seat name unknown", lambda: _gathered(RoomOptions(seat=["Fern=simulated"], keep=["Moss"]), english())
    yield "consent needed", lambda: _ask_each(full, english())
    yield "room over", lambda: over.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")


def _folder(where: Path, **seats: dict[str, str]) -> Path:
    where.mkdir(exist_ok=True)
    for name, facts in seats.items():
        path = where / f"{name}.soften"
        if not path.exists():
            seat(path, {"00:01": _A_MINUTE}, **facts)
    return where
