"""The machine's own voice: it speaks what is prompted, and where there is none a sentence says so."""

from functools import partial

import pytest
from PySide6.QtCore import QLocale

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import PromptShown
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said
from ui.desktop import speech
from ui.desktop.speech import speech_error, speech_for
from ui.desktop.window import Window
from ui.sound.settings import SoundSettings
from ui.tokens import DARK
from ui.words.languages import english


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setattr(speech, "find_spec", lambda name: None)
    error = speech_error("en")
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
    window = Window(application, DARK, english(), lambda _sound, _code: Voice())
    qtbot.addWidget(window)
    session = application.begin(application.practices[1], "simulated", None)
    window.show_practice(session)
    session.publish(PromptShown(t_s=1.0, text="Here you are.", for_s=6.0))
    window.screen_shown.read()
    window.screen_shown.read()
    assert said == ["Here you are."]
    window.close()
    assert said == ["Here you are.", "hushed"]


LOCALES = [QLocale(each) for each in ("en_US", "en_GB", "de_DE", "pt_PT", "pt_BR")]


@pytest.mark.parametrize(
    ("code", "name"),
    [("en", "en_GB"), ("en_US", "en_US"), ("de", "de_DE"), ("de_AT", "de_DE"), ("pt_BR", "pt_BR"), ("ko", None)],
)
def test_a_voice_is_one_of_the_language(code, name):
    found = speech._locale_for(code, LOCALES)
    assert (None if found is None else found.name()) == name


@pytest.mark.qt_log_ignore("pipewire")
def test_where_no_voice_speaks_the_language_that_is_said_and_nothing_is_spoken(qtbot, monkeypatch, application):
    text_to_speech = pytest.importorskip("PySide6.QtTextToSpeech", reason="the extra “voice” is not installed here")
    ready = text_to_speech.QTextToSpeech.State.Ready
    monkeypatch.setattr(speech, "_MOCK_ENGINE", "none")
    monkeypatch.setattr(text_to_speech, "QTextToSpeech", partial(text_to_speech.QTextToSpeech, "mock"))
    monkeypatch.setattr(text_to_speech.QTextToSpeech, "availableEngines", lambda: ["mock"], raising=False)
    assert speech_error("en") is None
    error = speech_error("ko")
    assert error is not None
    assert "No voice of this machine speaks this language" in said(error)
    sound = SoundSettings(voice="system", volume=1.0)
    assert speech_for(sound, "en") is not None
    assert speech_for(sound, "ko") is None
    silent = speech.SystemSpeech(1.0, "ko")
    silent.say("숨이 들어와요.")
    assert silent.voice.state() == ready


def test_the_settings_say_why_nothing_is_spoken(qtbot, application, window, monkeypatch):
    monkeypatch.setattr(
        speech, "speech_error", lambda code: UsageError(CommandErrorCode.SPEECH_OF_OTHER_LANGUAGE) if code else None
    )
    window._open_settings("sounds")
    page = window.screen_shown.page
    assert page.unspoken.isHidden()
    page.voice.buttons["system"].click()
    assert "No voice of this machine speaks this language" in page.unspoken.text()
    assert not page.unspoken.isHidden()
    page.voice.buttons["off"].click()
    assert page.unspoken.isHidden()


@pytest.mark.qt_log_ignore("pipewire")
def test_qt_speaks_with_its_pretending_engine(qtbot):
    text_to_speech = pytest.importorskip("PySide6.QtTextToSpeech", reason="the extra “voice” is not installed here")
    voice = speech.SystemSpeech(0.5, "en", engine="mock")
    states = text_to_speech.QTextToSpeech.State
    with qtbot.waitSignal(voice.voice.stateChanged, check_params_cb=lambda state: state == states.Speaking):
        voice.say("Breathe in.")
    assert voice.voice.volume() == pytest.approx(0.25)
    with qtbot.waitSignal(voice.voice.stateChanged, check_params_cb=lambda state: state == states.Ready):
        voice.hush()
