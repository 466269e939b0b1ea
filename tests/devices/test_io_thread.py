import asyncio
import concurrent.futures
import threading

import pytest

from biofeedback.errors import UsageError
from devices.io_thread import IoThread


def test_it_runs_on_a_thread_of_its_own_name(io):
    async def where():
        return threading.current_thread().name

    assert io.submit(where()).result(10) == "io"


def test_an_error_reaches_who_asked(io):
    async def fall():
        raise ValueError("so")

    with pytest.raises(ValueError, match="so"):
        io.submit(fall()).result(10)


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
    assert begun.wait(10)
    assert io.stop(10)
    assert steps == ["cleaned up"]
    with pytest.raises(concurrent.futures.CancelledError):
        future.result(10)
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
    assert begun.wait(10)
    future.cancel()
    assert leaving.wait(10)
    assert io.stop(10)
    assert steps == ["said farewell"]


def test_stopping_twice_and_asking_afterwards():
    io = IoThread()
    io.start()
    assert io.stop(10)
    assert io.stop(10)

    async def nothing():
        return None

    with pytest.raises(UsageError):
        io.submit(nothing())
