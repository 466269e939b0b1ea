"""Held time goes on when all that was said in a moment has been heard in it, however slow the hearer is."""

import threading
import time

from tests.rigs.suite.held_time import HeldTime


def test_what_is_said_in_a_step_is_heard_before_the_next():
    said_s: list[float] = []
    heard_s: list[float] = []
    ended = threading.Event()
    with HeldTime() as held:

        def hear() -> None:
            while not ended.is_set():
                time.sleep(0.002)  # more than a step of held time takes
                if len(heard_s) < len(said_s):
                    heard_s.append(held.now_s())

        held.ask(lambda: lambda: len(heard_s) == len(said_s))
        hearer = threading.Thread(target=hear)
        hearer.start()
        with held.taking_part():
            for _ in range(20):
                held.wait_until(held.now_s() + 0.01, ended)
                said_s.append(held.now_s())
            held.wait_until(held.now_s() + 0.01, ended)
        ended.set()
        hearer.join()
    assert heard_s == said_s
