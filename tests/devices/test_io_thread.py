import asyncio
import concurrent.futures
import threading

import pytest

from biofeedback.errors import UsageError
from devices.io_thread import IoThread

LONG_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""


def test_it_runs_on_a_thread_of_its_own_name(io):
    async def where():
        return threading.current_thread().name

    assert io.submit(where()).result(LONG_S) == "io"


def test_an_error_reaches_who_asked(io):
    async def fall():
        raise ValueError("so")

    with pytest.raises(ValueError, match="so"):
        io.submit(fall()).result(LONG_S)


def test_stopping_lets_everything_clean_up():
    io = IoThread()
    io.start()
    begun, steps = threading.Event(), []

    async def work():
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append("cleaned up")

    future = io.submit(work())
    assert begun.wait(LONG_S)
    assert io.stop(LONG_S)
    assert steps == ["cleaned up"]
    with pytest.raises(concurrent.futures.CancelledError):
        future.result(LONG_S)
    assert not any(thread.name == "io" for thread in threading.enumerate())


def test_a_farewell_that_has_begun_is_not_cut_short():
    io = IoThread()
    io.start()
    begun, leaving, steps = threading.Event(), threading.Event(), []

    async def work():
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            leaving.set()
            for _ in range(100):
                await asyncio.sleep(0)
            steps.append("said farewell")

    future = io.submit(work())
    assert begun.wait(LONG_S)
    future.cancel()
    assert leaving.wait(LONG_S)
    assert io.stop(LONG_S)
    assert steps == ["said farewell"]


def test_stopping_twice_and_asking_afterwards():
    io = IoThread()
    io.start()
    assert io.stop(LONG_S)
    assert io.stop(LONG_S)

    async def nothing():
        return None

    with pytest.raises(UsageError):
        io.submit(nothing())


def test_one_whose_timeout_is_just_up_is_ended_too():
    """A timeout cancels its task for a moment; taken for a farewell, it went on for ever."""
    io = IoThread()
    io.start()
    begun = threading.Event()

    async def work():
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def stop_and_time_out():
            io._stopping.set()
            task.cancel()

        loop.call_later(0.01, stop_and_time_out)
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            task.uncancel()  # as a timeout does
        await asyncio.Event().wait()

    future = io.submit(work())
    assert begun.wait(LONG_S)
    with pytest.raises(concurrent.futures.CancelledError):
        future.result(LONG_S)
    assert io.stop(LONG_S)
