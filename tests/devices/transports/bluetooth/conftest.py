"""The radio and those who use it live in held time: how long something takes is not for a busy machine to say."""

from collections.abc import Iterator

import pytest

from tests.rigs.suite.held_time import HeldTime


@pytest.fixture
def held() -> Iterator[HeldTime]:
    with HeldTime(as_real=True) as time:
        yield time
