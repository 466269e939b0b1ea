"""While a practice is shown to others it is heard from the loudspeaker for them, and alone as always."""

from dataclasses import replace
from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.practices import practice_named
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from ui.preferences import Preferences
from ui.sound.sound_out import SoundOut

CHOSEN = Preferences(audience_speaker="hall")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the loudspeakers that were asked for, in order; each is there."""
    names: list[str] = []

    def opener(name: str = "") -> PretendSpeaker:
        names.append(name)
        return PretendSpeaker()

    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    monkeypatch.setitem(SoundOut.__init__.__kwdefaults__, "opener", opener)
    return names


def wait_for(opened: list[str], names: list[str], qtbot) -> None:
    qtbot.waitUntil(lambda: opened == names, timeout=60_000)


def test_it_goes_there_and_back(opened: list[str], tmp_path: Path, qtbot) -> None:
    with LiveApplication(output=tmp_path / "one.soften", preferences=CHOSEN) as application:
        session = application.begin(practice_named("three_breaths"), "none", None)
        wait_for(opened, [""], qtbot)
        application.sound_for_others(shown=True)
        wait_for(opened, ["", "hall"], qtbot)
        application.prefer(replace(CHOSEN, audience_speaker="HDMI 0"))
        wait_for(opened, ["", "hall", "HDMI 0"], qtbot)
        application.sound_for_others(shown=False)
        wait_for(opened, ["", "hall", "HDMI 0", ""], qtbot)
        session.finish()


def test_one_that_begins_while_others_look_on_is_heard_there(opened: list[str], tmp_path: Path, qtbot) -> None:
    with LiveApplication(output=tmp_path / "one.soften", preferences=CHOSEN) as application:
        application.sound_for_others(shown=True)
        session = application.begin(practice_named("three_breaths"), "none", None)
        wait_for(opened, ["hall"], qtbot)
        session.finish()
