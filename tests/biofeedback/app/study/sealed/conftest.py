"""Passphrases for tests: forgotten after each, and made into keys quickly."""

import pytest

from sessions.sealed import passphrases
from sessions.sealed.passphrases import GIVEN


@pytest.fixture(autouse=True, scope="module")
def quick_keys():
    """A key takes a third of a second on purpose; how many rounds that takes is tested where they are sealed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "ITERATIONS", 1000)
        yield


@pytest.fixture(autouse=True)
def nothing_given():
    GIVEN.forget()
    yield
    GIVEN.forget()
