"""What a practice asks before it begins: every question may be left, and nothing is kept unless asked to be."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.codes import LinkCode
from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SensorUnavailableError, SoftenError
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said
from tests.rigs.words.sentence_of import words_of
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.screens.questions import QuestionsPage
from ui.desktop.widgets.colour_ring import COLOURS
from ui.desktop.window import Window
from ui.preferences import Preferences

ASKING = {
    "compassionate_colour": Answers(colour="sage"),
    "loving_kindness": Answers(phrases=("May it be soft.", "May I rest.")),
    "mandala_of_compassion": Answers(parts=("the worrier", "the child")),
    "free_sitting": Answers(bells_at_s=tuple(1200.0 * number for number in range(1, 19))),
}


def choose(home: HomeScreen, name: str) -> Practice:
    card = next(card for card in home.cards if card.practice.name == name)
    card.setChecked(True)
    return card.practice


def asked(home: HomeScreen, name: str) -> QuestionsPage:
    choose(home, name)
    home.breath_panel.begin.click()
    page = home.page
    assert isinstance(page, QuestionsPage)
    return page


def answer(page: QuestionsPage, given: Answers, qtbot: QtBot) -> None:
    """Answer by hand, as a person would."""
    if given.colour and page.ring is not None:
        for _ in range([colour for colour, _ in COLOURS].index(given.colour)):
            qtbot.keyClick(page.ring, Qt.Key.Key_Right)
    for field, words in zip(page.phrase_fields, given.phrases, strict=False):
        qtbot.keyClicks(field, f" {words}")
    for field, words in zip(page.part_fields, given.parts, strict=False):
        qtbot.keyClicks(field, words)
    if given.bells_at_s and page.bells is not None:
        page.bells.buttons[f"{given.bells_at_s[0] / 60.0:.0f}"].click()


@pytest.mark.parametrize(("name", "given"), ASKING.items())
def test_an_answer_reaches_the_practice_that_begins(
    home: HomeScreen, application: PretendApplication, window: Window, qtbot: QtBot, name: str, given: Answers
) -> None:
    page = asked(home, name)
    assert application.begun == []
    answer(page, given, qtbot)
    page.begin.click()
    ((practice, spec, choice),) = application.begun
    assert practice == choose(home, name).answered(given)
    assert practice.answers != choose(home, name).answered(Answers()).answers
    assert (spec, isinstance(choice, BreathChoice)) == ("simulated", True)
    assert isinstance(window.screen_shown, PracticeScreen)
    assert application.preferences.answers == Answers()


@pytest.mark.parametrize("name", [*ASKING][1:])
def test_everything_may_be_left_as_it_is(home: HomeScreen, application: PretendApplication, name: str) -> None:
    asked(home, name).begin.click()
    assert application.begun[0][0] == choose(home, name).answered(Answers())


def test_a_colour_that_is_left_is_honey(home: HomeScreen, application: PretendApplication) -> None:
    asked(home, "compassionate_colour").begin.click()
    practice = application.begun[0][0]
    assert {practice.hue(index) for index, step in enumerate(practice.steps) if step.light.hue == "own"} == {"honey"}


def test_a_colour_can_be_picked_with_the_mouse(home: HomeScreen, qtbot: QtBot) -> None:
    page = asked(home, "compassionate_colour")
    assert page.ring is not None
    names = set()
    for x, y in ((0.5, 0.05), (0.95, 0.5), (0.5, 0.95), (0.05, 0.5)):
        point = page.ring.rect().topLeft()
        point.setX(round(x * page.ring.width()))
        point.setY(round(y * page.ring.height()))
        qtbot.mouseClick(page.ring, Qt.MouseButton.LeftButton, pos=point)
        names.add(page.ring.name)
    assert names == {"honey", "young leaves", "sky", "mallow"}


def test_the_breath_that_was_chosen_goes_with_the_answers(home: HomeScreen, application: PretendApplication) -> None:
    choose(home, "loving_kindness")
    home.breath_panel.slower.click()
    requested = home.breath_panel.choice
    home.breath_panel.begin.click()
    page = home.page
    assert isinstance(page, QuestionsPage)
    page.begin.click()
    assert application.begun[0][2] == requested


@pytest.mark.parametrize(("name", "given"), ASKING.items())
def test_kept_when_asked_and_there_the_next_time(
    home: HomeScreen, application: PretendApplication, window: Window, qtbot: QtBot, name: str, given: Answers
) -> None:
    application.preferences = Preferences(answers=Answers(phrases=("Be well.",), parts=("the tired one",)))
    window.show_home()
    again = window.screen_shown
    assert isinstance(again, HomeScreen)
    page = asked(again, name)
    for field in (*page.phrase_fields, *page.part_fields):
        field.clear()
    answer(page, given, qtbot)
    page.keep.setChecked(True)
    page.begin.click()
    kept = application.preferences.answers
    assert kept == Answers(
        colour=given.colour,
        phrases=given.phrases or ("Be well.",),
        parts=given.parts or ("the tired one",),
        bells_at_s=given.bells_at_s,
    )
    window.show_home()
    later = window.screen_shown
    assert isinstance(later, HomeScreen)
    known = asked(later, name)
    assert known.keeping
    assert known.answers == given
    known.keep.setChecked(False)
    known.begin.click()
    assert application.preferences.answers == Answers(
        phrases=() if given.phrases else ("Be well.",), parts=() if given.parts else ("the tired one",)
    )


@pytest.mark.parametrize("way", ["Esc", "Back"])
def test_there_is_a_way_back(home: HomeScreen, application: PretendApplication, qtbot: QtBot, way: str) -> None:
    page = asked(home, "mandala_of_compassion")
    qtbot.waitUntil(page.part_fields[0].hasFocus)
    if way == "Esc":
        qtbot.keyClick(page.part_fields[0], Qt.Key.Key_Escape)
    else:
        page.back.click()
    assert home.page is home.home_page
    assert application.begun == []
    assert home.chosen is not None
    assert home.chosen.name == "mandala_of_compassion"


def test_an_answer_that_cannot_be_taken_is_said_beside_the_questions_and_not_kept(
    home: HomeScreen, application: PretendApplication
) -> None:
    page = asked(home, "loving_kindness")
    page.phrase_fields[0].setText("Be {glad}")
    page.keep.setChecked(True)
    page.begin.click()
    assert home.page is page
    assert page.sentence.isVisible()
    assert "braces" in page.sentence.text()
    assert application.preferences.answers == Answers()
    page.phrase_fields[0].setText("Be glad")
    page.begin.click()
    assert application.begun[0][0].answers.phrases == ("Be glad",)


def test_whoever_is_turned_away_by_a_sensor_finds_their_words_again(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    application.refusal = SensorUnavailableError(LinkCode.STRAP_ASLEEP)
    given = ASKING["mandala_of_compassion"]
    page = asked(home, "mandala_of_compassion")
    answer(page, given, qtbot)
    page.begin.click()
    assert home.page is home.home_page
    assert home.breath_panel.sentence.text() == words_of(LinkCode.STRAP_ASLEEP)
    again = asked(home, "mandala_of_compassion")
    assert again.answers == given
    assert not again.keeping
    assert application.preferences.answers == Answers()


def test_what_cannot_be_kept_is_said_once_and_keeps_nobody_from_beginning(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    application.not_kept = SoftenError(
        StoreErrorCode.PREFERENCES_NOT_KEPT, path="preferences.json", problem="No space left"
    )
    page = asked(home, "loving_kindness")
    answer(page, ASKING["loving_kindness"], qtbot)
    page.keep.setChecked(True)
    page.begin.click()
    assert page.sentence.text() == said(application.not_kept)
    assert application.begun == []
    page.begin.click()
    assert application.begun[0][0].answers.phrases == ASKING["loving_kindness"].phrases
    assert application.preferences.answers == Answers()


def test_enter_goes_from_one_line_to_the_next(home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    page = asked(home, "loving_kindness")
    qtbot.waitUntil(page.phrase_fields[0].hasFocus)
    qtbot.keyClick(page.phrase_fields[0], Qt.Key.Key_Return)
    assert page.phrase_fields[1].hasFocus()
    assert application.begun == []


def test_nobody_is_asked_for_a_word_who_does_not_wish_it(home: HomeScreen) -> None:
    assert asked(home, "mandala_of_compassion").before is None


@pytest.fixture
def before(home: HomeScreen, application: PretendApplication, window: Window, qtbot: QtBot) -> QuestionsPage:
    """The page before three breaths, in a window that is shown, with a line for words of one's own."""
    application.preferences = replace(application.preferences, own_words=True)
    window.show()
    qtbot.waitExposed(window)
    return asked(home, "three_breaths")


def test_help_over_the_questions_tells_their_keys_and_closes_on_escape(
    before: QuestionsPage, home: HomeScreen, window: Window, qtbot: QtBot
) -> None:
    page = before
    assert page.before is not None
    assert page.before.hasFocus()
    qtbot.keyClick(page.before, Qt.Key.Key_F1)
    assert window.help is not None
    panel = window.help.panel
    assert panel is not None
    assert panel.view.page.name == "keys:page"
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert window.help.panel is None
    assert home.page is page, "the questions stay"
    assert page.before.hasFocus()
    qtbot.keyClick(page.before, Qt.Key.Key_Escape)
    assert home.page is home.home_page


def test_enter_in_the_words_before_leads_to_the_button_that_begins(
    before: QuestionsPage, application: PretendApplication, qtbot: QtBot
) -> None:
    page = before
    qtbot.keyClick(page.before, Qt.Key.Key_Return)
    assert page.begin.hasFocus()
    assert application.begun == [], "nothing begins by a key that ends an entry"
    qtbot.keyClick(page.begin, Qt.Key.Key_Return)
    assert len(application.begun) == 1
