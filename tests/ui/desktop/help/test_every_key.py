"""No key is bound that help does not tell, on the screen where it is bound."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

import ui.desktop
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.source_trees import tree_of
from tests.rigs.tour.window_tour import Tour
from ui.desktop import keys
from ui.desktop.app import dress
from ui.desktop.help.book import HelpBook
from ui.desktop.help.key_pages import TABLES, of_screen
from ui.desktop.keys import Keys
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.key_words import KeyUse, key_name, key_use_words
from ui.words.languages import english

ENGLISH = english()
FOLDER = Path(ui.desktop.__file__).parent
ONLY_HERE = {"keys.py"}
"""The one module that may make a shortcut or name a key of the keyboard."""


NO_TABLES = {"ARROWS", "_ENTER"}


def silent(screen: str) -> set[str]:
    return {key for keys_ in (*TABLES[screen], *keys.EVERYWHERE) for key in keys_.silent}


def described(book: HelpBook, screen: str) -> set[str]:
    return {key for names, _ in book.page(of_screen(screen)).parts for key in names.split("  ")}


def bound(widget: QWidget) -> set[str]:
    """Return the keys of the shortcuts that can be heard in a widget now, itself and what is shown in it."""
    found = set()
    for shortcut in widget.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and (owner is widget or owner.isVisible()):
            found |= {key.toString(QKeySequence.SequenceFormat.PortableText) for key in list(shortcut.keys())}
    return found


def test_every_key_of_every_screen_is_told_there(qapp, qtbot) -> None:
    dress(qapp, DARK)
    seen: dict[str, set[str]] = {}

    def make_window(application: PretendApplication) -> Window:
        window = Window(application, DARK, ENGLISH)
        qtbot.addWidget(window)
        return window

    for place, window in Tour(make_window).places():
        screen = window.screen_shown
        name = getattr(screen, "help_name", None)
        assert name is not None, f"{place}: no help can be asked for"
        assert name in TABLES, place
        seen.setdefault(name, set()).update(bound(window))
    book = HelpBook(PretendApplication(None), ENGLISH)  # type: ignore[arg-type]
    assert set(seen) >= {"home", "practice", "summary", "welcome"}
    for screen, found in seen.items():
        names = {key_name(key, ENGLISH) for key in found - silent(screen)}
        assert names, screen
        assert names <= described(book, screen), (screen, names - described(book, screen))


ALL_TABLES = {name: value for name, value in vars(keys).items() if isinstance(value, tuple) and name not in NO_TABLES}


@pytest.mark.parametrize("table", ALL_TABLES)
def test_every_table_is_told_on_some_page(table: str) -> None:
    all_told = {key for tables in TABLES.values() for each in tables for key in each.keys}
    for each in ALL_TABLES[table]:
        assert isinstance(each, Keys)
        assert set(each.keys) <= all_told, (table, each)


def test_keys_are_named_in_the_tables_alone() -> None:
    """Any other module that made a shortcut, or looked at a key itself, would keep it from help."""
    named = []
    for file in FOLDER.rglob("*.py"):
        if file.name in ONLY_HERE:
            continue
        for node in ast.walk(tree_of(file)):
            match node:
                case ast.Name(id="QShortcut" | "QKeySequence") | ast.Attribute(attr="Key", value=ast.Name(id="Qt")):
                    named.append(f"{file.relative_to(FOLDER)}:{node.lineno}")
    assert not named


def test_every_use_has_words_and_a_key() -> None:
    told_uses = {each.use for tables in TABLES.values() for each in tables}
    bound_uses = {each.use for table in ALL_TABLES.values() for each in table}
    assert told_uses | bound_uses == set(KeyUse)
    words = [key_use_words(use, ENGLISH) for use in sorted(told_uses, key=lambda use: use.value)]
    assert all(words)
    assert len(set(words)) == len(words)
