"""The made recording and its exports, in every format; no test changes them."""

from pathlib import Path

import pytest

from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from tests.rigs.files.made_recording import OWN, made


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made recording."""
    return made(tmp_path_factory.mktemp("recording") / "annas_heart.soften")


@pytest.fixture(scope="session")
def exported(recording: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all its exports."""
    folder = tmp_path_factory.mktemp("exported") / "new"
    export(recording, list(ExportFormat), folder, OWN)
    return folder
