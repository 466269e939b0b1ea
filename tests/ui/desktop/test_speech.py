"""The machine's own voice: it speaks what is prompted, and where there is none a sentence says so."""

import pytest

from biofeedback.error_codes import CommandErrorCode
from biofeedback.events import PromptShown
from tests.rigs.pretend_application import PretendApplication
from tests.rigs.said_errors import said
from ui.desktop import speech
from ui.desktop.speech import speech_error
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setattr(speech, "find_spec", lambda name: None)
    error = speech_error()
    assert error is not None
    assert error.code == CommandErrorCode.SPEECH_WITHOUT_EXTRA
    assert "the extra “voice”" in said(error)


def test_every_prompt_is_spoken_once_and_nothing_after_the_practice(qtbot, manual_clock):
    said: list[str] = []

    class Voice:
        def say(self, text: str) -> None:
            said.append(text)

        def hush(self) -> None:
            said.append("hushed")

    application = PretendApplication(manual_clock)
    window = Window(application, DARK, english(), lambda _sound: Voice())
    qtbot.addWidget(window)
    session = application.begin(application.practices[1], "simulated", None)
    window.show_practice(session)
    session.publish(PromptShown(t_s=1.0, text="Here you are.", for_s=6.0))
    window.screen_shown.read()
    window.screen_shown.read()
    assert said == ["Here you are."]
    window.close()
    assert said == ["Here you are.", "hushed"]


@pytest.mark.qt_log_ignore("pipewire")
def test_qt_speaks_with_its_pretending_engine(qtbot):
    text_to_speech = pytest.importorskip("PySide6.QtTextToSpeech", reason="the extra “voice” is not installed here")
    voice = speech.SystemSpeech(0.5, engine="mock")
    states = text_to_speech.QTextToSpeech.State
    with qtbot.waitSignal(voice.voice.stateChanged, check_params_cb=lambda state: state == states.Speaking):
        voice.say("Breathe in.")
    assert voice.voice.volume() == pytest.approx(0.25)
    with qtbot.waitSignal(voice.voice.stateChanged, check_params_cb=lambda state: state == states.Ready):
        voice.hush()
