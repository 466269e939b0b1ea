"""No number is shown that has no page of help."""

import re
from dataclasses import fields

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.practice.after.statistics import Statistics
from biofeedback.signals.definitions import DEFINITIONS, OF_A_PRACTICE
from devices.sensor_models import MODELS
from scripts import messages
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.tour.window_tour import Tour
from tests.rigs.words.pseudo_language import pseudo_language
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.app import dress
from ui.desktop.help.book import HelpBook
from ui.desktop.help.key_pages import TABLES
from ui.desktop.help.leading_pages import LEADING
from ui.desktop.history.numbers_panel import NumbersGrid
from ui.desktop.screens.details import Details, DetailsWithoutHeart
from ui.desktop.screens.numbers import Number
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.widgets.asking import Asking
from ui.desktop.window import Window
from ui.presenter.history import NUMBERS
from ui.tokens import DARK
from ui.words.assessment_words import _ABOUT_A_SLIDE, _ABOUT_STEPS, sliding_columns, stepped_columns
from ui.words.help_words import of_number
from ui.words.key_words import key_name
from ui.words.languages import english
from ui.words.rooms.care_words import CARE
from ui.words.rooms.demonstration_words import DEMONSTRATION
from ui.words.summary_words import summary_facts

ENGLISH = english()


@pytest.fixture(scope="module")
def book() -> HelpBook:
    return HelpBook(PretendApplication(ManualClock()), ENGLISH)


def test_every_definition_has_a_page_made_of_it(book: HelpBook) -> None:
    for name, definition in (DEFINITIONS | OF_A_PRACTICE).items():
        page = book.page(of_number(name))
        assert page.name == of_number(name)
        assert page.title == definition.title
        said = [text for _, text in page.parts]
        assert definition.text in said
        assert definition.cannot in said, name
        assert definition.source in said, name
        assert str(definition.version) in said
    seconds = dict(book.page(of_number("rmssd_ms")).parts)["Over what time"]
    assert seconds == "While practising: the last 64 s"


def test_no_name_is_that_of_two_definitions() -> None:
    assert not set(DEFINITIONS) & set(OF_A_PRACTICE)


def statistics(**known: object) -> Statistics:
    """Return statistics in which everything is known, so that everything is told."""
    usual = {each.name: 100.0 for each in fields(Statistics)}
    return Statistics(**usual | {"listened": True, "simulated": False, "markers": 2} | known)


def test_every_fact_of_a_summary_has_a_page(book: HelpBook) -> None:
    facts = summary_facts(statistics(), ENGLISH)
    assert len(facts) == 12
    assert all(book.has(of_number(fact.about)) for fact in facts)
    assert len({fact.about for fact in facts}) == len(facts)
    # A page and what stands beside the number are named alike; how much the light led is named by what it is there.
    for fact in facts:
        assert OF_A_PRACTICE[fact.about].title in (fact.label, fact.label.removesuffix(" led"))


def test_every_column_of_an_assessment_has_a_page(book: HelpBook) -> None:
    for columns, about in ((stepped_columns(ENGLISH), _ABOUT_STEPS), (sliding_columns(ENGLISH), _ABOUT_A_SLIDE)):
        assert len(columns) == len(about)
        assert all(book.has(of_number(name)) for name in about)
        for column, name in zip(columns[1:], about[1:], strict=True):
            assert column.split(",")[0].casefold() == OF_A_PRACTICE[name].title.casefold()


def shown_without_a_page(screen: QWidget, book: HelpBook) -> list[str]:
    """Return what the screen shows with a digit in it, of labels alone, and that opens no page."""
    bare = []
    for label in screen.findChildren(QLabel):
        if not label.isVisible() or not re.search(r"\d", label.text()):
            continue
        asking = label
        while asking is not None and not isinstance(asking, Asking):
            asking = asking.parentWidget()
        if asking is None or not book.has(asking.page):
            bare.append(label.text())
    return bare


def test_every_number_beside_the_light_opens_a_page(qapp, qtbot, book: HelpBook) -> None:
    dress(qapp, DARK)

    def make_window(application: PretendApplication) -> Window:
        window = Window(application, DARK, ENGLISH)
        window.resize(1440, 900)
        qtbot.addWidget(window)
        return window

    bare: set[str] = set()
    numbers: set[str] = set()
    summaries = 0
    for place, window in Tour(make_window).places("simulated", "strap"):
        screen = window.screen_shown
        if isinstance(screen, PracticeScreen) and screen.details_open:
            details = screen.details
            assert isinstance(details, Details | DetailsWithoutHeart)
            bare |= set(shown_without_a_page(details, book))
            numbers |= {number.page for number in details.findChildren(Number)}
        if isinstance(screen, SummaryScreen):
            summaries += 1
            pages = {each.page for each in screen.findChildren(Asking)}
            assert pages >= {of_number(name) for name in ("practice_length_s", "practice_coherence_share")}, place
            assert all(book.has(page) for page in pages)
            assert len(pages) == len(screen.facts.labels)
    assert summaries
    assert len(numbers) >= 9
    # What is said in a sentence beneath a number belongs to that number's page.
    spans = {text for text in bare if re.search(r"s$|beats? corrected|clock", text)}
    assert bare == spans, bare - spans


def test_every_sensor_has_a_page_that_says_how_it_is_worn_and_what_fails(book: HelpBook) -> None:
    for model in MODELS:
        page = book.page(f"sensor:{model.name}")
        told = dict(page.parts)
        assert page.title == model.name
        assert told["How it is worn"]
        assert told["Does not connect"] == model.no_connection
        assert all(quirk in told["Good to know"] for quirk in model.quirks)


def test_help_is_whole_in_another_language() -> None:
    language = pseudo_language(messages.template(), "de")
    book = HelpBook(PretendApplication(ManualClock()), language)
    names = {model.name for model in MODELS}
    for page in book.pages:
        if page.name in ("safety", "care"):  # their words are files of their own
            continue
        # A list of libraries is their names.
        told = (text for _, text in page.parts if not (page.name == "about" and " · " in text))
        for text in (page.group, *(() if page.title in names else (page.title,)), *told):
            assert not re.search(r"^[A-Za-z ]{12,}", text), (page.name, text)


def test_every_number_of_the_history_has_a_page_that_its_name_opens(book: HelpBook, qtbot: QtBot) -> None:
    grid = NumbersGrid(DARK, ENGLISH)
    qtbot.addWidget(grid)
    assert len(grid.names) == len(NUMBERS)
    assert all(book.has(asking.page) for asking in grid.names)


def test_whoever_leads_has_pages_that_name_the_keys_there_are(book: HelpBook) -> None:
    bound = {key_name(key, ENGLISH) for table in TABLES.values() for each in table for key in each.keys}
    pages = [book.page(name) for name in (CARE, LEADING, DEMONSTRATION)]
    assert [page.group for page in pages] == ["Leading others"] * 3
    said = " ".join(text for page in pages for _, text in page.parts)
    named = set(re.findall(r"(?<![\w“])(?:[A-Z](?=[ ,])|Page Down|Page Up|Space|Esc)(?!\w)", said)) - {"A", "Esc"}
    assert {"H", "B", "W", "C", "D", "Page Down", "Page Up", "Space"} <= named <= bound
    for page in pages[1:]:
        assert "{" not in " ".join(text for _, text in page.parts)
