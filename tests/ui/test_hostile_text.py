"""Hostile text in every field of every event: nothing of it commands a terminal, hides, or is drawn as HTML."""

import io
import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.events import EVENT_TYPES, PracticeEnded, Tick
from tests.rigs.files.hostile_text import HOSTILE, commands_in, events
from tests.rigs.files.recorded_practice import record
from tests.rigs.practices.pretend_session import PretendSession
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.presenter.view_model import PracticeViewModel
from ui.terminal.console import SafeConsole
from ui.terminal.renderers import renderer_for
from ui.words.languages import english

ROOT = Path(__file__).resolve().parents[2]


def test_every_text_of_every_event_is_tried() -> None:
    assert {type(event) for event in events()} == set(EVENT_TYPES) - {PracticeEnded}
    held = [field for event in events() for field in fields(event) if getattr(event, field.name) == HOSTILE]
    assert len(held) > 20


@pytest.fixture
def hostile_session(session: PretendSession, monkeypatch: pytest.MonkeyPatch) -> PretendSession:
    session.sensor_label = HOSTILE
    monkeypatch.setattr(session, "label_of", lambda _source: HOSTILE)
    return session


@pytest.mark.parametrize("living", [False, True])
def test_the_terminal_obeys_nothing(hostile_session: PretendSession, *, living: bool) -> None:
    output = io.StringIO()
    console = SafeConsole(file=output, force_terminal=living, width=100, height=40, color_system=None)
    view = PracticeViewModel(hostile_session.practice, hostile_session.sources)
    with renderer_for(hostile_session, console, english()) as renderer:
        begun = output.tell()
        for event in events():
            view.apply(event)
            renderer.on_event(event)
            renderer.render(view, 15.0)
        lived = output.getvalue()[begun:]
    ours = ("\x1b[?25l", "\x1b[?1049h", "\x1b[H", "\x1b[?25h", "\x1b[?1049l") if living else ()
    for each in ours:
        lived = lived.replace(each, "")
    assert lived
    assert not commands_in(lived)
    assert "␛[2J" in output.getvalue()


def texts_of(widget: QWidget) -> list[str]:
    said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip()]
    return [*said, *([widget.text()] if isinstance(widget, QLabel) else [])]


def test_no_widget_draws_html_of_others(practice: PracticeScreen, session: PretendSession, qtbot: QtBot, live) -> None:
    session.sensor_label = HOSTILE
    practice.toggle_details()
    live(30.0)
    for event in events():
        session.publish(event)
        session.live_until(31.0)
    qtbot.wait(200)
    session.publish(Tick(t_s=40.0))
    qtbot.wait(200)
    labels = practice.window().findChildren(QLabel)
    assert labels
    assert not [label.text() for label in labels if label.textFormat() != label.textFormat().PlainText]
    for widget in practice.window().findChildren(QWidget):
        assert "<img" not in widget.toolTip()


LONG = f"[bold]{HOSTILE}&b" + "L" * 100_000


def unseen_in(widget: QWidget) -> list[str]:
    """Return the texts of a window in which something is not seen, or that have no end."""
    texts = [text for each in widget.window().findChildren(QWidget) for text in texts_of(each)]
    return [text for text in texts if set(text) & {"\x1b", "\u202e", "\u200b", "\x9b", "\x07"} or len(text) > 3000]


def test_looking_back_on_a_hostile_recording(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = record(tmp_path / "one.soften", note="mine")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE fact SET value = ? WHERE name LIKE 'practice%'", (LONG,))
        for table, column in (("step_began", "title"), ("note", "text"), ("prompt_shown", "text"), ("marker", "label")):
            connection.execute(f"UPDATE {table} SET {column} = ?", (LONG,))
        connection.commit()
    window.show()
    qtbot.waitExposed(window)
    window.show_review(path)
    shown = window.screen_shown
    assert isinstance(shown, ReviewScreen)
    qtbot.waitUntil(lambda: shown.plot is not None)
    assert shown.findChildren(QLabel)
    assert not [label.text() for label in shown.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert unseen_in(shown) == []


def test_there_is_one_way_out() -> None:
    """Words go to the terminal by `say` and `SafeConsole` alone, into the window by `Words` and `explain` alone."""
    ways = {r"typer\.echo\(": {"say.py"}, r"(?<![\w.])Console\(": {"console.py"}, r"\.setToolTip\(": {"surfaces.py"}}
    # The first picture has one sentence of ours, and does not wait for all that `Words` brings.
    ways |= {r"\bQLabel\(": {"surfaces.py", "first_words.py"}, r"(?<![\w.])print\(": set()}
    for folder in ("biofeedback", "devices", "sessions", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for way, allowed in ways.items():
                assert path.name in allowed or not re.search(way, text), f"{path.name}: {way}"
