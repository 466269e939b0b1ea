"""What can be asked of a practice by a key can be asked in the window and in the terminal alike."""

from typing import get_args

from biofeedback.requests import AcceptOffer, ChangeStep, EndGently, MoveHand, PracticeRequest, ToggleMute
from ui.desktop.screens import practice_keys
from ui.terminal import practice

BY_OTHER_MEANS = {MoveHand, AcceptOffer}
"""The key of the one is held, and the other is asked of the screen, which knows whether there is an offer."""

NOT_IN_THE_TERMINAL = {ChangeStep, ToggleMute, EndGently}
"""Its pages are turned elsewhere, its sound is the window's, and it ends by keys that end."""


def test_what_may_change_a_practice_has_a_key() -> None:
    asked = {type(request) for request in practice_keys.REQUESTS.values()} | BY_OTHER_MEANS
    missing = {kind.__name__ for kind in set(get_args(PracticeRequest)) - asked}
    assert not missing, f"{missing}: a KeyUse, its words, and both tables of ui/desktop/screens/practice_keys.py"


def test_the_terminal_asks_what_the_window_does() -> None:
    asked = set(map(repr, practice.REQUESTS.values()))
    missing = {
        repr(request)
        for request in practice_keys.REQUESTS.values()
        if repr(request) not in asked and type(request) not in NOT_IN_THE_TERMINAL
    }
    assert not missing, f"{missing}: a key in REQUESTS of ui/terminal/practice.py"
