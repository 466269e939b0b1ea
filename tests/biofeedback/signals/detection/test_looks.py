"""What the looks at a wave decide is what all of them together say, though few of them are taken."""

from collections.abc import Callable
from itertools import product

import pytest

from biofeedback.signals.detection.wave_presence import _Looks


def _with_every_look(answers: list[bool]) -> list[bool | None]:
    """Return after each look whether a heart is there, of all of the last five."""
    told: list[bool | None] = []
    present: bool | None = None
    for count in range(1, len(answers) + 1):
        last = answers[max(0, count - 5) : count]
        if present is None:
            if last[-2:] == [True, True]:
                present = True
            elif len(last) == 5 or (len(last) >= 3 and not any(last)):
                present = False
        elif not any(last):
            present = False
        elif sum(last) >= 3:
            present = True
        told.append(present)
    return told


class _Counted:
    """Answers a look, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def look(self, answer: bool) -> Callable[[], bool]:
        def taken() -> bool:
            self.asked += 1
            return answer

        return taken


def _decided(answers: list[bool], counted: _Counted) -> list[bool | None]:
    looks = _Looks()
    told: list[bool | None] = []
    for answer in answers:
        looks.add(counted.look(answer))
        told.append(looks.present)
    return told


def test_few_looks_decide_as_all_of_them_would() -> None:
    for answers in product((True, False), repeat=11):
        assert _decided(list(answers), _Counted()) == _with_every_look(list(answers)), answers


@pytest.mark.parametrize(("answer", "at_most"), [(True, 22), (False, 63)])
def test_a_steady_wave_is_looked_at_now_and_then(answer: bool, at_most: int) -> None:
    counted = _Counted()
    _decided([answer] * 100, counted)
    assert counted.asked <= at_most
