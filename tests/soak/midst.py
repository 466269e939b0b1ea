"""Something happens in the midst of a practice, which may also end before that."""

import threading
from collections.abc import Callable
from typing import TypeVar

LOOKS_EVERY_S = 0.005
"""Real seconds between two looks at whether it is time: a choice."""

_Printed = TypeVar("_Printed")


def in_the_midst(practise: Callable[[], _Printed], is_time: Callable[[], bool], act: Callable[[], object]) -> _Printed:
    """Practise, and act once it is time for that; never, where the practice ends before.

    Parameters
    ----------
    practise : callable
        Practises on this thread, and returns what came of it.
    is_time : callable
        Whether it is time to act; asked again and again on another thread.
    act : callable
        What happens then, on that thread.
    """
    ended = threading.Event()

    def wait_and_act() -> None:
        while not is_time():
            if ended.wait(LOOKS_EVERY_S):
                return
        act()

    acting = threading.Thread(target=wait_and_act, name="in the midst", daemon=True)
    acting.start()
    try:
        return practise()
    finally:
        ended.set()
        acting.join()
