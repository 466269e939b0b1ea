"""What every test of live streams needs."""

import pytest

from tests.rigs.live.lab import opened_lab


@pytest.fixture(scope="session")
def lab():
    """The library, and the name of its session."""
    return opened_lab()
