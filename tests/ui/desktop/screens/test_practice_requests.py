"""What a person may ask on the practice screen: the hand on the light, the pace, fewer words, an offer taken up."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.events import OfferMade, PaceChanged, SoundMuted, WordsSpared
from biofeedback.practice.guide.offers import OFFER_S
from biofeedback.practices import practice_named
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    EndGently,
    Mark,
    MoveHand,
    Request,
    ToggleFewerWords,
    ToggleMute,
    TogglePauseSteps,
)
from tests.rigs.practices.pretend_session import PretendSession
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.words.languages import english
from ui.words.practice_words import answer_to, hand_hint, pace_hints, usual_hints

LEFT = Qt.MouseButton.LeftButton

HAND_HINT, PACE_HINTS, HINTS = hand_hint(english()), pace_hints(english()), usual_hints(english())


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("r", TogglePauseSteps()),
        ("s", ChangePace("stay")),
        ("f", ChangePace("quicker")),
        ("+", ChangePace("quicker")),
        ("l", ChangePace("slower")),
        ("-", ChangePace("slower")),
        ("t", ChangePace("too_slow")),
        ("g", ChangePace("go_on")),
        ("w", ToggleFewerWords()),
        ("y", AcceptOffer()),
        ("v", ToggleMute()),
        ("q", EndGently()),
    ],
)
def test_letters_are_those_of_the_terminal(
    practice: PracticeScreen, session: PretendSession, qtbot: QtBot, key: str, asked: Request
) -> None:
    qtbot.keyClick(practice, key)
    assert session.requests == [asked]


@pytest.mark.parametrize(
    ("letter", "code", "platform", "asked"),
    [
        ("ㄴ", 0, "", [ChangePace("stay")]),
        ("ㄹ", 0, "", [ChangePace("quicker")]),
        ("ㅣ", 0, "", [ChangePace("slower")]),
        ("Ы", 0, "", [ChangePace("stay")]),
        ("Λ", 0, "", [ChangePace("slower")]),
        # By the place of its key: Hebrew and Thai letters stand in no table.
        ("ד", 39, "xcb", [ChangePace("stay")]),
        ("ד", 31, "windows", [ChangePace("stay")]),
        ("ห", 39, "wayland", [ChangePace("stay")]),
        ("ד", 39, "", []),
        # A Latin letter is what it is, wherever its key lies.
        ("É", 39, "xcb", []),
    ],
)
def test_letters_work_where_somebody_writes_in_another_script(
    practice: PracticeScreen,
    session: PretendSession,
    monkeypatch: pytest.MonkeyPatch,
    letter: str,
    code: int,
    platform: str,
    asked: list[Request],
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    struck = QKeyEvent(QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, code, 0, 0, letter)
    QApplication.sendEvent(practice, struck)
    assert session.requests == asked


def test_the_hand_follows_the_key_of_another_script(practice: PracticeScreen, session: PretendSession) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(practice, QKeyEvent(kind, ord("ㅠ"), Qt.KeyboardModifier.NoModifier, "ㅠ"))
    assert session.requests[:1] == [MoveHand(inward=True)]


def test_hints_are_those_of_the_moment(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: practice.lines.hints.isVisible() and practice.lines.hints.text() == HAND_HINT)
    live(60.0)
    qtbot.waitUntil(lambda: practice.lines.hints.text() == PACE_HINTS)
    practice.toggle_details()
    assert practice.lines.hints.text() == HINTS


@pytest.mark.parametrize(("wide", "high"), [(800, 480), (900, 620), (1280, 860)])
@pytest.mark.parametrize("words", [HAND_HINT, PACE_HINTS, HINTS])
def test_hints_find_room(
    practice: PracticeScreen, window: Window, qtbot: QtBot, wide: int, high: int, words: str
) -> None:
    window.resize(wide, high)
    qtbot.waitUntil(lambda: practice.width() == wide)
    practice._reading.stop()
    practice.lines.hints.setText(words)
    practice.arrange()
    assert practice.lines.hints.heightForWidth(practice.lines.hints.width()) <= practice.lines.hints.height()


def test_an_offer_is_one_quiet_line_and_closes_by_itself(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(60.0)
    session.publish(OfferMade(t_s=60.0, offer="stay", breaths_per_min=None))
    qtbot.waitUntil(
        lambda: practice.answer.text() == "We can stay at this pace, if you like. Y or a click takes it up."
    )
    assert practice.answer.offers
    assert session.requests == []
    live(60.5 + OFFER_S)
    qtbot.waitUntil(lambda: practice.answer.text() == "")
    assert not practice.answer.offers
    assert session.requests == []


@pytest.mark.parametrize("by", ["key", "click"])
def test_an_offer_is_taken_up(practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, by: str) -> None:
    live(20.0)
    session.publish(OfferMade(t_s=20.0, offer="own_pace", breaths_per_min=11.0))
    qtbot.waitUntil(lambda: practice.answer.offers)
    if by == "key":
        qtbot.keyClick(practice, Qt.Key.Key_Y)
    else:
        qtbot.mouseClick(practice.answer, LEFT)
    assert session.requests == [AcceptOffer()]
    qtbot.waitUntil(lambda: practice.answer.text() == "")


def test_a_line_that_offers_nothing_is_no_button(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(60.0)
    practice.read()
    qtbot.keyClick(practice, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: practice.answer.text() == "Marked.")
    qtbot.mouseClick(practice.answer, LEFT)
    assert session.requests == [Mark()]


@pytest.mark.parametrize(
    ("change", "begins"),
    [
        (PaceChanged(t_s=1.0, request="stay", breaths_per_min=7.5), "We stay"),
        (PaceChanged(t_s=1.0, request="quicker", breaths_per_min=7.7), "A little quicker"),
        (PaceChanged(t_s=1.0, request="slower", breaths_per_min=7.3), "A little slower"),
        (PaceChanged(t_s=1.0, request="too_slow", breaths_per_min=8.5), "Back"),
        (PaceChanged(t_s=1.0, request="go_on", breaths_per_min=6.0), "The pace eases"),
        (WordsSpared(t_s=1.0, spared=True), "Fewer words"),
        (WordsSpared(t_s=1.0, spared=False), "All the words"),
        (SoundMuted(t_s=1.0, muted=True), "The sound rests"),
        (SoundMuted(t_s=1.0, muted=False), "The sound is back"),
    ],
)
def test_every_request_is_answered(change: PaceChanged | WordsSpared | SoundMuted, begins: str) -> None:
    assert answer_to(change, english()).startswith(begins)


def test_a_request_for_the_pace_is_answered_on_the_screen(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    live(90.0)
    practice.read()
    qtbot.keyClick(practice, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: practice.answer.text() == "We stay at this pace.")
    live(96.0)
    qtbot.waitUntil(lambda: practice.answer.text() == "")


def test_words_are_not_spoken_while_sound_rests(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    spoken: list[str] = []
    practice.prompted.connect(spoken.append)
    qtbot.keyClick(practice, Qt.Key.Key_V)
    live(30.0)
    practice.read()
    assert practice.view.prompt is not None
    assert spoken == []
    qtbot.keyClick(practice, Qt.Key.Key_V)
    live(100.0)
    practice.read()
    assert spoken


def test_a_practice_without_end_says_so(window: Window, manual_clock, qtbot: QtBot) -> None:
    session = PretendSession(
        practice_named("free_sitting"), manual_clock, sources=()
    )  # an hour of beats is long to make
    window.show_practice(session)
    window.show()
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    for t_s in (0.0, 200.0, 4000.0):
        session.live_until(t_s)
        manual_clock.advance(t_s - manual_clock.now_s())
        screen.read()
        screen._refresh(t_s)
        assert screen.lines.left.text() == "as long as you like"
        assert screen.lines.left.fontMetrics().horizontalAdvance("as long as you like") <= screen.lines.left.width()
        assert not screen.steps.grab().toImage().isNull()
    window.activateWindow()
    qtbot.waitUntil(screen.hasFocus)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert session.requests == [EndGently()]
    window.close()
