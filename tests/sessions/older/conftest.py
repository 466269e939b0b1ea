"""Recordings of every earlier version."""

import gzip
from pathlib import Path

import pytest

OLDER = Path(__file__).parent
"""A compassionate pause of the simulated heart for each version, whole."""


@pytest.fixture
def older(tmp_path):
    """Put the recording of a version into a folder, and return its path."""

    def older(version):
        path = tmp_path / f"version_{version}.soften"
        path.write_bytes(gzip.decompress((OLDER / f"{path.name}.gz").read_bytes()))
        return path

    return older
