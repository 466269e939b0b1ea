"""The page of one's own voice: one key a take, heard at once, kept, deleted; the microphone open for a take alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from biofeedback.events import PromptShown
from biofeedback.practices import practice_named
from tests.rigs.sound.pretend_microphone import room, speech
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from ui.desktop.voice.screen import VoiceScreen
from ui.sound.takes.reading import Reading, ReadingState
from ui.sound.takes.take import Take

RATE_HZ = 48_000.0


@pytest.fixture
def page(window, application, tmp_path, qtbot) -> VoiceScreen:
    application.own_folder = tmp_path
    window.show_voice(practice_named("kind_presence"))
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, VoiceScreen)
    return screen


def take(page, application, *, level: float = 0.2) -> None:
    page.take.click()
    assert application.microphone.open
    application.microphone.hear(room(0.4, RATE_HZ))
    application.microphone.hear(speech(1.0, RATE_HZ, level=level))
    page.take.click()
    assert not application.microphone.open


def test_a_take_is_made_with_one_key_and_kept(page, application, qtbot):
    first = page.reading.text
    assert page.take.hasFocus()
    assert page.words.text() == first
    QTest.keyClick(page.take, Qt.Key.Key_Space)
    assert page.reading.state is ReadingState.TAKING
    assert page.take.text() == "End the take"
    assert not page.listen.isEnabled()
    application.microphone.hear(speech(1.0, RATE_HZ))
    qtbot.waitUntil(lambda: page.bar.shown > 0.3)
    QTest.keyClick(page.take, Qt.Key.Key_Space)
    assert not application.microphone.open
    assert page.bar.shown == 0.0
    assert page.reading.taken
    assert "kept" in page.state.text()
    assert page.place.text() == "1 of 13, 1 taken"
    assert page.reading.state is ReadingState.LISTENING
    assert page.take.text() == "Take it again"
    QTest.keyClick(page.take, Qt.Key.Key_Right)
    assert page.words.text() == page.reading.words[1]
    assert page.take.text() == "Begin the take"


def test_whoever_comes_back_begins_where_words_are_not_taken(page, application, window):
    take(page, application)
    window.show_voice(practice_named("kind_presence"))
    assert window.screen_shown.reading.index == 1


def test_quiet_and_too_loud_are_told(page, application):
    page.take.click()
    application.microphone.hear(room(1.0, RATE_HZ))
    page.take.click()
    assert not page.reading.taken
    assert "nothing was kept" in page.state.text()
    page.take.click()
    application.microphone.hear(speech(1.0, RATE_HZ, level=3.0).clip(-1.0, 1.0))
    page.take.click()
    assert page.reading.taken
    assert "too loud" in page.state.text()


def test_a_take_is_heard_again_and_deleted_by_keys(page, application):
    take(page, application)
    QTest.keyClick(page.take, Qt.Key.Key_L)
    assert page.reading.state is ReadingState.LISTENING
    QTest.keyClick(page.take, Qt.Key.Key_Delete)
    assert not page.reading.taken
    assert page.state.text() == "The take is deleted."
    assert page.take.hasFocus()


def test_leaving_lets_the_microphone_go_and_keeps_nothing(page, application, window):
    page.take.click()
    application.microphone.hear(speech(1.0, RATE_HZ))
    page.back.click()
    assert not application.microphone.open
    assert not isinstance(window.screen_shown, VoiceScreen)
    assert list(application.own_folder.iterdir()) == []


def test_the_microphone_is_closed_when_the_window_is(page, application, window):
    page.take.click()
    window.close()
    assert not application.microphone.open


@pytest.mark.parametrize("code", [SoundErrorCode.NO_MICROPHONE, SoundErrorCode.MICROPHONE_REFUSED])
def test_a_microphone_that_is_not_there_is_one_sentence(page, application, code, monkeypatch):
    def refuse(_heard) -> None:
        raise SoundError(code)

    monkeypatch.setattr(application.microphone, "start", refuse)
    page.take.click()
    assert page.reading.state is ReadingState.WAITING
    assert "microphone" in page.state.text()
    assert page.state.text().count(".") == 1
    monkeypatch.undo()
    take(page, application)
    assert page.reading.taken


def test_without_a_loudspeaker_the_take_is_kept_and_one_sentence_says_so(page, application):
    def nowhere() -> PretendSpeaker:
        raise SoundError(SoundErrorCode.NO_SPEAKER)

    page.reading = Reading(
        practice_named("kind_presence"),
        application.takes(practice_named("kind_presence")),
        0.5,
        microphone=lambda: application.microphone,
        speaker=nowhere,
    )
    page.take.clicked.disconnect()
    page.take.clicked.connect(lambda: page._do(page.reading.press))
    take(page, application)
    assert page.reading.taken
    assert page.state.text() == "There is no loudspeaker within reach, so the take is kept and cannot be heard now."


def test_home_leads_there_and_a_practice_without_words_says_so(window, home, application, tmp_path):
    application.own_folder = tmp_path
    home.home_page.choose("free_sitting")
    wordless = home.chosen
    if wordless is not None and any(step.prompts for step in wordless.steps):
        home.home_page.choose("kind_presence")
    home.home_page.your_voice.click()
    assert isinstance(window.screen_shown, VoiceScreen)


class _Speaking:
    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def hush(self) -> None:
        pass


def test_the_voice_of_the_machine_speaks_what_was_not_taken(window, application, session, tmp_path):
    application.own_folder = tmp_path
    speaking = _Speaking()
    window._speech = lambda _sound, _code: speaking
    words = [prompt.text for step in session.practice.steps for prompt in step.prompts]
    application.takes(session.practice).keep(words[0], Take(speech(1.0, RATE_HZ), RATE_HZ))
    window.show_practice(session)
    for text in words[:2]:
        session.publish(PromptShown(t_s=0.0, text=text, for_s=6.0))
    window._practice.feed.read()
    assert words[0] not in speaking.said
    assert words[1] in speaking.said
