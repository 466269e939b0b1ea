"""Time that a test holds in its hand: it goes on by itself, and waits for whoever has not come round yet.

On a machine that is busy with something else, real time runs away from the threads that should have done something in
it, and a test that measures it measures the machine. Held time makes one small step after another. Before each step
every thread that takes part falls asleep until a later moment, then every asyncio loop that lives in it comes round
once, what the loop gave to a worker thread is done, and every question of `HeldTime.ask` is answered.

Who does not come round for long, although the machine has woken us again and again meanwhile, is not waited for any
longer: a loop that something blocks is late in this time too.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

STEP_S = 0.01
STEP_NS = int(STEP_S * 1e9)

ROUND_S = 0.001
ROUNDS_OF_PATIENCE = 10_000
"""How often we sleep for a round and are woken, at least 10 s, before time goes on without somebody. With eight busy
processes for each processor a reader of a port was not woken within 1500."""

_QUICK_ROUNDS = 20
_QUICK_ROUND_S = 0.0001
"""Most answers come within these."""

_ROUNDS_A_STEP = round(STEP_S / ROUND_S)

Question = Callable[[], Callable[[], bool]]
"""Asked before each step; it returns at once, with what says whether the step may be made."""

LONGEST_WAIT_S = 120.0
"""Real seconds after which a thread that waits for a moment is let go; reached only when all stands still."""


class HeldLoop(asyncio.SelectorEventLoop):
    """An asyncio loop whose sleeps and timeouts last for held time."""

    def __init__(self, held: "HeldTime") -> None:
        self._held = held
        super().__init__()

    def time(self) -> float:
        return self._held.now_s()

    def run_in_executor(self, executor, func, *args):
        """Have a worker do it while time stands still, however long the machine lets the worker wait."""
        done = threading.Event()

        def question() -> Callable[[], bool]:
            return done.is_set

        def seen_to() -> None:
            done.set()
            self._held.stop_asking(question)

        self._held.ask(question)
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _: self.call_soon(seen_to))  # who waits for it comes first
        return future

    def come_round(self) -> Callable[[], bool]:
        """Return what says whether the loop has seen to all that lies ready now."""
        seen_to = threading.Event()
        self.call_soon_threadsafe(seen_to.set)
        return seen_to.is_set

    def close(self) -> None:
        self._held.stop_asking(self.come_round)
        super().close()


class HeldTime:
    """Held time; a context manager, within which it goes on.

    It goes as fast as all who live in it allow, with ``as_real`` never faster than real time, for the sake of threads
    that it does not know.
    """

    def __init__(self, *, as_real: bool = False) -> None:
        self._least_s = STEP_S if as_real else 0.0
        self._now_ns = 0
        self._moved = threading.Condition()
        self._ended = threading.Event()
        self._questions: list[Question] = []
        self._due_ns: dict[int, int] = {}
        """Threads that take part, and until when each of them is asleep."""

        self._thread = threading.Thread(target=self._run, name="held time", daemon=True)

    def now_ns(self) -> int:
        return self._now_ns

    def now_s(self) -> float:
        return self._now_ns * 1e-9

    def new_loop(self) -> HeldLoop:
        """Return an asyncio loop that lives in this time."""
        loop = HeldLoop(self)
        self.ask(loop.come_round)
        return loop

    def ask(self, question: Question) -> None:
        """Have time wait before each step until what the question returned says so."""
        with self._moved:
            self._questions.append(question)

    def stop_asking(self, question: Question) -> None:
        """Wait for this answer no more; from now on it is not asked either."""
        with self._moved:
            if question in self._questions:
                self._questions.remove(question)

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        """Let time stand still while this thread does something; it goes on while the thread is in `wait_until`."""
        me = threading.get_ident()
        with self._moved:
            self._due_ns[me] = 0
        try:
            yield
        finally:
            with self._moved:
                del self._due_ns[me]

    def wait_until(self, moment_s: float, ended: threading.Event) -> None:
        """Sleep until a moment, or until ``ended`` is set; only for a thread that takes part."""
        due_ns = int(moment_s * 1e9)
        with self._moved:
            self._due_ns[threading.get_ident()] = due_ns
            self._moved.wait_for(lambda: self._now_ns >= due_ns or ended.is_set(), LONGEST_WAIT_S)
            self._due_ns[threading.get_ident()] = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(self._least_s):
            # First of all: what they say in this step is then asked after, as whether a port has been read.
            self._wait_while(self._somebody_is_busy)
            with self._moved:  # who stops asking is not asked any more afterwards
                answers = [(question, question()) for question in self._questions]
            for question, answered in answers:
                self._wait_while(lambda q=question, a=answered: not a() and q in self._questions)
            self._step()

    def _wait_while(self, busy: Callable[[], bool]) -> None:
        """Wait a while; then let time go on, as it does outside."""
        for _ in range(_QUICK_ROUNDS):
            if not busy() or self._ended.wait(_QUICK_ROUND_S):
                return
        rounds = 0
        while busy() and not self._ended.wait(ROUND_S):
            rounds += 1
            if rounds > ROUNDS_OF_PATIENCE and rounds % _ROUNDS_A_STEP == 0:
                self._step()

    def _somebody_is_busy(self) -> bool:
        return any(due_ns <= self._now_ns for due_ns in self._due_ns.values())

    def _step(self) -> None:
        with self._moved:
            self._now_ns += STEP_NS
            self._moved.notify_all()
