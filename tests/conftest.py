"""What every test may ask for: real data where it is at hand, and a clock to hold in the hand."""

import gc
import hashlib
import os
from collections.abc import Generator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.suite.suite_order import longest_first

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Before numpy is imported, which therefore nothing here may do at once. Several files are tested at a time; threads of
# linear algebra beside them wait for one another by turning in circles: the spectrum of an hour took twenty times as
# much of a processor.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# The same examples every time, so that a test fails for what was changed and not by chance or by a busy machine; `make
# properties` draws others, and more of them.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("searching", derandomize=False, print_blob=True, deadline=None)
settings.load_profile("repeatable")

# A key takes a third of a second, and many tests open what was sealed once, by a passphrase of their own.
hashlib.pbkdf2_hmac = lru_cache(maxsize=256)(hashlib.pbkdf2_hmac)


def pytest_configure(config: pytest.Config) -> None:
    """Have the repeatable examples hang on the test alone: else numbers in all code imported by then go into them."""
    if not config.getoption("--hypothesis-profile", None) and hasattr(providers, "_get_local_constants"):
        none = providers._local_constants
        providers._get_local_constants = lambda: none


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items[:] = longest_first(items)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Set aside what collection makes, which stays until the end, so that no collector of garbage ever walks it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def recordings() -> Path:
    """Real recordings, kept beside the checkout and never in it."""
    from tests.rigs.suite.shared_data import RECORDINGS

    if not RECORDINGS.is_dir():
        pytest.skip("the folder of real recordings is not beside this checkout")
    return RECORDINGS


@pytest.fixture(scope="session")
def reference_vectors() -> Path:
    """Frozen reference values, kept beside the checkout."""
    from tests.rigs.suite.shared_data import REFERENCE_VECTORS

    if not REFERENCE_VECTORS.is_dir():
        pytest.skip("the folder of reference vectors is not beside this checkout")
    return REFERENCE_VECTORS


@pytest.fixture
def manual_clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, and no screen."""
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return tmp_path
