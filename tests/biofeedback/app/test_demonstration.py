"""Whose the recording of a demonstration is."""

from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.practices import demonstration


def test_it_is_a_guests_and_whoever_is_here_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with LiveApplication(speed=100.0, seed=3) as application:
        fern = application.people.add("Fern")
        application.people.choose(fern)
        paths = [application.demonstrate("simulated").finish() for _ in range(2)]
        assert not paths[0].exists()  # the one before is gone with the next
        assert paths[1].exists()
        assert application.people.here == fern
        assert not application.people.is_guests(tmp_path / "sessions" / "x.soften")
        application.people.say_goodbye()
        assert not paths[1].exists()
    assert demonstration().name not in {practice.name for practice in application.practices}
