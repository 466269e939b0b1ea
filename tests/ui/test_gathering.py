"""Who sits down in a room: no sensor and no name twice, and each with what they agreed to and chose."""

from random import Random

import pytest

from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import UsageError
from biofeedback.practices import practice_named
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from ui.gathering import Agreed, Gathering, sit_down
from ui.rooms import MOST_SEATS
from ui.words.languages import english


def somebody(name: str, spec: str = "", **more: bool) -> Agreed:
    return Agreed(spec=spec or f"bluetooth:{name}", sensor_label=f"Strap of {name}", name=name, consent="card", **more)


@pytest.fixture
def gathering() -> Gathering:
    return Gathering(english(), Random(5))


@pytest.fixture
def room() -> PretendRoom:
    return PretendRoom(practice_named("three_breaths"), ManualClock())


def test_everybody_sits_down_in_their_order_with_what_they_chose(gathering: Gathering, room: PretendRoom) -> None:
    for each in (somebody("Moss", kept=True), somebody("Fern", shows_warmth=True), somebody("Ash")):
        gathering.sit(each)
    assert gathering.begin(room) == []
    assert [(seat.name, seat.kept, seat.shows_warmth) for seat in room.seats] == [
        ("Moss", True, False),
        ("Fern", False, True),
        ("Ash", False, False),
    ]
    assert set(room.agreed.values()) == {"card"}


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (somebody("Fern", "bluetooth:Moss"), RoomErrorCode.SEAT_TAKEN),
        (somebody("MOSS "), RoomErrorCode.NAME_TAKEN),
        (somebody("\x1b[2J"), RoomErrorCode.NAME_UNSEEN),
    ],
)
def test_who_cannot_sit_down_changes_nothing(gathering: Gathering, second: Agreed, code: str) -> None:
    gathering.sit(somebody("Moss"))
    with pytest.raises(UsageError) as refused:
        gathering.sit(second)
    assert refused.value.code == code
    assert [each.name for each in gathering.agreed] == ["Moss"]


def test_several_simulated_hearts_may_sit_down(gathering: Gathering) -> None:
    for name in ("Moss", "Fern"):
        gathering.sit(somebody(name, "simulated"))
    assert len(gathering.agreed) == 2


def test_a_room_that_is_full_says_so(gathering: Gathering) -> None:
    for _ in range(MOST_SEATS):
        gathering.sit(somebody(gathering.offered_name()))
    with pytest.raises(UsageError) as refused:
        gathering.sit(somebody(gathering.offered_name()))
    assert refused.value.code == RoomErrorCode.FULL
    assert len({each.name for each in gathering.agreed}) == MOST_SEATS


def test_who_got_up_again_leaves_name_and_sensor_free(gathering: Gathering) -> None:
    moss = gathering.sit(somebody("Moss"))
    gathering.rise(moss)
    gathering.sit(somebody("Moss"))
    assert len(gathering.agreed) == 1


def test_a_choice_is_changed_in_its_place(gathering: Gathering) -> None:
    moss, _ = gathering.sit(somebody("Moss")), gathering.sit(somebody("Fern"))
    gathering.change(moss, somebody("Moss", kept=True))
    assert [(each.name, each.kept) for each in gathering.agreed] == [("Moss", True), ("Fern", False)]


def test_one_who_cannot_sit_down_keeps_nobody_else_from_it(gathering: Gathering, room: PretendRoom) -> None:
    sit_down(room, somebody("Moss"))
    for each in (somebody("Moss"), somebody("Fern")):
        gathering.sit(each)
    ((refused, error),) = gathering.begin(room)
    assert refused.name == "Moss"
    assert error.code == RoomErrorCode.SEAT_TAKEN
    assert [seat.name for seat in room.seats] == ["Moss", "Fern"]
