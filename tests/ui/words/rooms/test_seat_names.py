"""Names that seats get by themselves: enough of them, no two alike, never a number, in an order that says nothing."""

from random import Random

from biofeedback.names import alike
from ui.words.languages import english
from ui.words.rooms.seat_names import free_names, seat_names

LANGUAGE = english()
MOST_IN_ROOM = 36


def test_there_are_enough_names_and_no_two_are_alike() -> None:
    names = seat_names(LANGUAGE)
    assert len(names) >= MOST_IN_ROOM
    assert len({alike(name) for name in names}) == len(names)


def test_a_name_is_never_offered_twice_nor_numbered() -> None:
    taken: list[str] = []
    chance = Random(3)
    for _ in range(3 * len(seat_names(LANGUAGE))):
        name = free_names(LANGUAGE, taken, chance)[0]
        assert alike(name) not in map(alike, taken)
        assert not any(sign.isdigit() for sign in name)
        taken.append(name)


def test_somebody_who_writes_a_name_in_capitals_has_it() -> None:
    assert "Moss" not in free_names(LANGUAGE, ["  MOSS "], Random(1))


def test_the_order_says_nothing() -> None:
    orders = {tuple(free_names(LANGUAGE, (), Random(seed))[:6]) for seed in range(20)}
    assert len(orders) == 20
    firsts = [free_names(LANGUAGE, (), Random(seed))[0] for seed in range(200)]
    assert max(map(firsts.count, firsts)) < 20, "no name comes first much more often than others"
    assert sorted(free_names(LANGUAGE, (), Random(7))) == sorted(seat_names(LANGUAGE))
