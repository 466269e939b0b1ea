"""What others see of a practice: light, breath and words, on another screen, and never a number or an error."""

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.codes import NoticeCode
from biofeedback.events import LinkChanged, Notice, PromptShown
from biofeedback.practice.guide.guide import Guide
from biofeedback.requests import ChangeStep, EndGently, MoveHand, ToggleFewerWords
from tests.rigs.practices.pretend_session import SOURCE, PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.sentence_of import link_saying
from ui.desktop.audience.in_turn import STANDS_S, in_turn
from ui.desktop.audience.readable import readable_px
from ui.desktop.audience.window import AudienceWindow
from ui.desktop.audience.words_area import words_area
from ui.desktop.light.glow import INNER_SHARE
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme.appearance import Look
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.prompt_line import in_balance
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english
from ui.words.rooms.care_words import grounding_words


@pytest.fixture
def audience(practice: PracticeScreen, window: Window, qtbot: QtBot) -> AudienceWindow:
    qtbot.keyClick(practice, Qt.Key.Key_A)
    assert window.audience is not None
    opened = window.audience.window
    assert opened is not None
    qtbot.waitExposed(opened)
    return opened


def middle(window: QWidget) -> QColor:
    return window.grab().toImage().pixelColor(window.width() // 2, window.height() // 3)


def test_a_key_opens_it_and_closes_it(audience: AudienceWindow, practice, window: Window, qtbot: QtBot) -> None:
    assert audience.isVisible()
    qtbot.keyClick(practice, Qt.Key.Key_A)
    assert window.audience.window is None
    qtbot.waitUntil(lambda: not audience.isVisible())
    qtbot.keyClick(practice, Qt.Key.Key_A)
    assert window.audience.window.isVisible()


def test_closed_by_hand_it_is_gone_and_the_practice_goes_on(
    audience: AudienceWindow, practice, window: Window, session: PretendSession, qtbot: QtBot
) -> None:
    audience.close()
    assert window.audience.window is None
    qtbot.keyClick(practice, Qt.Key.Key_Period)  # nobody is there for it, and nothing happens
    assert session.requests == []
    assert window.screen_shown is practice


def test_it_is_heard_where_others_are_for_as_long_as_they_are_shown_it(
    audience: AudienceWindow, application: PretendApplication, practice, qtbot: QtBot
) -> None:
    assert application.heard_by_others == [True]
    qtbot.keyClick(practice, Qt.Key.Key_A)
    assert application.heard_by_others == [True, False]
    qtbot.keyClick(practice, Qt.Key.Key_A)
    assert application.heard_by_others[-1]


def words_stand_s(session: PretendSession) -> float:
    """Return a moment at which the first words of its practice stand."""
    guide = Guide(session.practice)
    while True:
        for event in guide.advance(guide.next_due_s):
            if isinstance(event, PromptShown):
                return event.t_s + event.for_s / 2.0


def test_the_words_of_the_practice_stand_there(audience: AudienceWindow, practice, session, live, qtbot: QtBot) -> None:
    live(words_stand_s(session))
    qtbot.waitUntil(lambda: bool(practice.prompt.text))
    qtbot.waitUntil(lambda: audience.words.text == practice.prompt.text)


def test_their_screen_is_without_words_and_with_them_again(audience, practice, session, live, qtbot: QtBot) -> None:
    live(words_stand_s(session))
    qtbot.waitUntil(lambda: bool(audience.words.text))
    qtbot.keyClick(practice, Qt.Key.Key_W)
    assert audience.words.text == ""
    assert practice.prompt.text
    qtbot.keyClick(practice, Qt.Key.Key_W)
    assert audience.words.text == practice.prompt.text


def test_words_that_ground_stand_as_long_as_they_are_needed(audience, practice, live, qtbot: QtBot) -> None:
    words = grounding_words(english())
    qtbot.keyClick(practice, Qt.Key.Key_H)
    assert audience.words.text == words[0]
    live(90.0)
    qtbot.wait(100)
    assert audience.words.text == words[0]  # they go on in real time, as the room does
    qtbot.keyClick(audience, Qt.Key.Key_H)
    assert audience.words.text not in words


def test_words_that_ground_come_through_the_black(audience, practice, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_B)
    qtbot.keyClick(practice, Qt.Key.Key_H)
    assert not window.audience.wall.black
    qtbot.keyClick(practice, Qt.Key.Key_B)
    assert window.audience.wall.black  # a key still has the last word


def test_words_that_ground_come_one_after_another_softly_and_go_round() -> None:
    words = grounding_words(english())
    assert in_turn(words, 0.0) == (words[0], 1.0)  # the first does not let anybody wait
    for number in range(2 * len(words)):
        middle_s = (number + 0.5) * STANDS_S
        assert in_turn(words, middle_s) == (words[number % len(words)], 1.0)
        assert in_turn(words, middle_s + 0.5 * STANDS_S)[1] == pytest.approx(0.0)  # never one over the other
    visible = [in_turn(words, 0.05 * tick)[1] for tick in range(1, 2000)]
    assert max(abs(after - before) for before, after in pairwise(visible)) < 0.06  # no leap of the brightness


@pytest.mark.parametrize("key", [Qt.Key.Key_Period, Qt.Key.Key_B])
@pytest.mark.parametrize("from_theirs", [False, True])
def test_black_comes_and_goes_by_a_key_from_either_window(
    audience, practice, window: Window, qtbot: QtBot, key, from_theirs
) -> None:
    pressed = audience if from_theirs else practice
    lit = middle(audience)
    for _ in range(2):
        qtbot.keyClick(pressed, key)
        assert window.audience.wall.black
        qtbot.waitUntil(lambda: middle(audience) == QColor(0, 0, 0))
        qtbot.keyClick(pressed, key)
        assert not window.audience.wall.black
        qtbot.waitUntil(lambda: middle(audience).lightness() >= lit.lightness() - 10)


@pytest.mark.parametrize("busy_s", [0.0, 0.3])
def test_it_goes_to_black_softly(audience, practice, qtbot: QtBot, busy_s: float) -> None:
    """Also where the machine is busy with something else between two pictures."""
    seen = set()

    def is_black() -> bool:
        time.sleep(busy_s)
        seen.add(middle(audience).lightness())
        return middle(audience) == QColor(0, 0, 0)

    qtbot.keyClick(practice, Qt.Key.Key_Period)
    qtbot.waitUntil(is_black)
    assert len(seen) > 5, "in many steps"


def test_the_hand_has_its_key_back_when_nobody_looks_on(audience, practice, qtbot: QtBot, session) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_A)
    qtbot.keyPress(practice, Qt.Key.Key_B)
    qtbot.keyRelease(practice, Qt.Key.Key_B)
    assert session.requests[0] == MoveHand(inward=True)


def test_the_key_of_their_words_spares_words_when_nobody_looks_on(audience, practice, qtbot: QtBot, session) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_W)
    assert session.requests == []
    qtbot.keyClick(practice, Qt.Key.Key_A)
    qtbot.keyClick(practice, Qt.Key.Key_W)
    assert session.requests == [ToggleFewerWords()]


def test_who_leads_may_press_the_keys_of_the_practice_there_too(audience, session, qtbot: QtBot) -> None:
    qtbot.keyClick(audience, Qt.Key.Key_PageDown)
    qtbot.keyClick(audience, Qt.Key.Key_PageUp)
    qtbot.keyClick(audience, Qt.Key.Key_Escape)
    assert session.requests == [ChangeStep(forward=True), ChangeStep(forward=False), EndGently()]


def test_nothing_of_sensors_numbers_or_errors_comes_there(audience, practice, session, live, qtbot: QtBot) -> None:
    """In the practice screen it is all told at the same time."""
    live(40.0)
    qtbot.keyClick(practice, Qt.Key.Key_D)
    lost = LinkChanged(source=SOURCE, t_s=40.0, state="lost", **link_saying("Lost."))
    session.publish(lost, Notice(t_s=40.0, source="", code=NoticeCode.NUMBERS_STOPPED, facts=()))
    qtbot.waitUntil(lambda: bool(practice.answer.text))
    assert not audience.findChildren(QLabel), "nothing there can say more than light, words and black"
    assert {type(each).__name__ for each in audience.findChildren(QWidget)} == {
        "BreathWidget",
        "OthersRing",
        "PromptLine",
        "_Black",
    }
    prompts = {prompt.text for step in session.practice.steps for prompt in step.prompts}
    assert audience.words.text in prompts | {""}


def test_it_stays_lit_until_who_leads_goes_on(audience, window: Window, session, live, qtbot: QtBot) -> None:
    session.request(EndGently())
    session.request(EndGently())
    qtbot.waitUntil(lambda: type(window.screen_shown).__name__ == "SummaryScreen")
    assert audience.isVisible()
    window.screen_shown.home_requested.emit()
    qtbot.waitUntil(lambda: not audience.isVisible())
    assert window.audience is None


def test_closing_the_program_closes_it(audience, window: Window, qtbot: QtBot) -> None:
    window.close()
    qtbot.waitUntil(lambda: not audience.isVisible())


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768), (640, 400), (3840, 2160)])
def test_its_letters_are_read_from_eight_heights_away(audience, width: int, height: int) -> None:
    audience.resize(width, height)
    least_px = readable_px(height)
    assert audience.words.font().pixelSize() >= least_px
    assert audience.light.words_px >= least_px
    # 16 minutes of arc at eight heights are 3.7 % of the height for a capital letter of Inter.
    assert 0.727 * least_px / height == pytest.approx(0.0372, abs=0.002)


@pytest.mark.parametrize(
    ("width", "height"), [(1920, 1080), (1280, 800), (1024, 768), (3440, 1440), (1080, 1920), (768, 1024)]
)
def test_the_longest_words_of_every_practice_have_room(
    application: PretendApplication, width: int, height: int
) -> None:
    for practice in application.practices:
        texts = [prompt.text for step in practice.steps for prompt in step.prompts]
        face, letters_px, height_px = words_area(texts, round(0.88 * width), height)
        assert letters_px == readable_px(height)
        for text in texts:
            broken = in_balance(text, face, round(0.88 * width))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            area = QFontMetricsF(face).boundingRect(QRectF(0.0, 0.0, round(0.88 * width), 0.0), flags, broken)
            assert area.height() <= height_px <= height / 2, (practice.name, text)


def test_the_words_have_the_room_that_their_practice_takes(audience: AudienceWindow) -> None:
    for width, height in ((1920, 1080), (1080, 1920)):
        audience.resize(width, height)
        assert audience.words.geometry().bottom() < height
        assert audience.words.height() == words_area(said_there(audience), audience.words.width(), height).height_px


def said_there(audience: AudienceWindow) -> list[str]:
    prompts = [prompt.text for step in audience._session.practice.steps for prompt in step.prompts]
    return [*prompts, *grounding_words(english())]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (640, 400)])
def test_words_without_end_are_smaller_and_are_there_to_their_end(width: int, height: int, qapp) -> None:
    texts = ["Let it be. " * 100, "Let it be."]
    face, letters_px, height_px = words_area(texts, round(0.88 * width), height)
    area = QFontMetricsF(face).boundingRect(
        QRectF(0.0, 0.0, 0.88 * width, 0.0), Qt.TextFlag.TextWordWrap, in_balance(texts[0], face, 0.88 * width)
    )
    assert area.height() <= height_px <= height / 2
    assert letters_px < readable_px(height)
    assert words_area(texts[1:], round(0.88 * width), height).letters_px == readable_px(height)


def test_the_word_in_the_light_lies_on_it_on_a_screen_that_stands(audience) -> None:
    audience.resize(1080, 1920)
    assert audience.light.words_px < readable_px(1920)
    metrics = QFontMetricsF(font(audience.light.words_px))
    assert metrics.horizontalAdvance("breathe") < 2 * INNER_SHARE * 0.36 * 1080


def test_stillness_that_is_asked_for_reaches_the_wall(audience, window: Window) -> None:
    moving = audience.light.accessibleDescription()
    window.wear(Look(tokens=DARK, language=english(), still=True))
    assert audience.light.accessibleDescription() != moving
    assert window.screen_shown.light.accessibleDescription() == audience.light.accessibleDescription()


def test_where_there_is_one_screen_it_is_a_window_that_can_be_moved(audience, application: PretendApplication) -> None:
    assert not audience.isFullScreen()
    assert audience.screen().availableGeometry().contains(audience.geometry())
    assert not application.preferences.audience_screen
