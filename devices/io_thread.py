"""The one thread that talks to radios, with the one asyncio loop in it.

A thread of its own keeps the window from delaying packets and packets from delaying the window; on Windows a fresh
thread is also what Bluetooth callbacks need.
"""

import asyncio
import concurrent.futures
import threading
import weakref
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError

_T = TypeVar("_T")

_LOOK_AGAIN_S = 0.05  # real seconds from one look at what still runs to the next, at the end: a choice


class IoThread:
    """A thread named ``io`` with an asyncio loop that runs what is submitted.

    Parameters
    ----------
    new_loop : callable or None
        Makes the loop; ``None`` for the usual one.
    """

    def __init__(self, new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
        self._new_loop = new_loop
        self._thread = threading.Thread(target=self._run, name="io", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._refused: OSError | None = None
        self._stopping: asyncio.Event | None = None
        self._submitted: weakref.WeakSet[Coroutine[Any, Any, Any]] = weakref.WeakSet()

    def start(self) -> None:
        """Start the thread and return when its loop runs.

        Raises
        ------
        OSError
            The system does not let us have a loop.
        """
        self._thread.start()
        self._ready.wait()
        if self._refused is not None:
            raise self._refused

    def submit(self, coro: Coroutine[Any, Any, _T]) -> concurrent.futures.Future[_T]:
        """Run a coroutine on the loop, from any thread; cancelling the future cancels the coroutine.

        Raises
        ------
        UsageError
            The thread is not running.
        """
        if self._loop is None or self._loop.is_closed():
            coro.close()
            raise UsageError(SensorSpecErrorCode.CLOSED)
        self._submitted.add(coro)
        return asyncio.run_coroutine_threadsafe(coro, self._loop)

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Cancel what runs, let it clean up, end the loop and the thread.

        Parameters
        ----------
        timeout_s : float
            How long to wait at most, in real seconds.

        Returns
        -------
        bool
            Whether everything ended in time. What did not is left behind; it cannot hold the program back.
        """
        if self._loop is None or self._stopping is None or not self._thread.is_alive():
            return True
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._new_loop) as runner:
                runner.run(self._main())
        except OSError as error:  # no loop can be made: too few files may be open
            self._refused = error
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._ready.set()
        await self._stopping.wait()
        # What was submitted goes first, while the library tasks that it needs for a clean farewell still run; what is
        # already being cancelled is left to finish. The runner then cancels the rest.
        ours = {task for task in asyncio.all_tasks() if task.get_coro() in self._submitted}
        while ours:
            for task in ours:
                if not task.cancelling():
                    task.cancel()
            # A timeout cancels its task too, for a moment and for itself alone: such a one is cancelled the next time.
            _, ours = await asyncio.wait(ours, timeout=_LOOK_AGAIN_S)
