"""A blinded session in the window: no number and no word of its condition, for who practises and for who leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.app.application import LiveApplication
from biofeedback.app.practices.practice_library import practice_meant
from biofeedback.app.study_session import unblinded
from biofeedback.practice.script.model import Practice
from tests.rigs.practices.protocols import CONDITIONS, SECRETS, lived_through, session_of, write_protocol
from tests.rigs.screens.painted_words import said_by
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.app import dress
from ui.desktop.operator.way_in import WayIn
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("blinded")
        patch.setenv("SOFTEN_DATA", str(folder))
        (folder / "opening_page_shown").touch()
        yield folder


@pytest.fixture(scope="module")
def protocol(data: Path) -> Practice:
    return practice_meant(str(write_protocol(data / "two_minutes.toml")))


@pytest.fixture(scope="module")
def donor(protocol: Practice, data: Path) -> Path:
    with LiveApplication(speed=100.0, seed=4, output=data / "plinth.soften") as application:
        session = application.begin_protocol(protocol, "simulated", unblinded("zephyr"))
        lived_through(session)
    return session.path


@pytest.mark.parametrize("condition", CONDITIONS)
def test_no_screen_of_a_blinded_session_says_a_number_or_its_condition(
    qapp: QApplication, qtbot: QtBot, protocol: Practice, donor: Path, condition: str
) -> None:
    dress(qapp, DARK)
    said: set[str] = set()
    with LiveApplication(speed=60.0, seed=3) as application:
        window = Window(application, DARK, english())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        window.show_practice(application.begin_protocol(protocol, "simulated", session_of(condition, donor)))
        practice = window.screen_shown
        assert isinstance(practice, PracticeScreen)
        practice.toggle_details()
        assert not practice.details_open
        assert not practice.accepts_hand
        practice.findChildren(WayIn)[0].click()
        assert window.leading is not None
        said |= {each.text for each in said_by(window)}
        qtbot.waitUntil(lambda: practice.view.heart.warmth_share > 0.0 and practice.session.clock.now_s() > 30.0)
        said |= {each.text for each in said_by(window)}
        qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
        summary = window.screen_shown
        assert isinstance(summary, SummaryScreen)
        said |= {each.text for each in said_by(window, visible=True)}
        assert not summary.facts.isVisible()
        assert not summary.curves.isVisible()
        assert not summary.look_back.isVisible()
        window.close()
    words = "\n".join(said).lower()
    assert "two minutes" in words  # what is looked for would be found
    assert "thank you" in words
    for secret in (*SECRETS, "bpm", "d details", "p1", "b0"):
        assert secret not in words, [each for each in said if secret in each.lower()]
