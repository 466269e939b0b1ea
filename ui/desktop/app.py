"""Starts Qt, shows the window, and runs until it is closed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.desktop.speech import speech_for
from ui.desktop.theme.appearance import Appearance, Look
from ui.desktop.theme.typeface import font, set_text_percent
from ui.desktop.window import Window
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.tokens import Tokens
from ui.words.language import ENGLISH

if TYPE_CHECKING:
    from biofeedback.events import FormAnswered
    from biofeedback.practice.script.model import Practice
    from ui.ports import Application
    from ui.session import Session

Begun = TypeVar("Begun", bound="Session")

_ARGUMENTS = ["soften", "-style", "fusion"]
"""Of Qt's application: `QApplication.setStyle` brings all of a style into Python, 6 ms before the first picture."""

_ONE_THREAD_PAINTS = ("QT_NO_GUI_THREADPOOL", "1")
"""Qt hands parts of large pictures to threads of its own, and waking them for each frame costs more than they paint. It
looks for this variable before it paints for the first time."""

_SPOKEN = "soften_language"
"""The property of Qt's application that has the language it speaks just now, which is English without a word."""

_LISTEN_MS = 200  # between two looks for a signal; a choice: Ctrl-C answers at once, at no cost


def run_desktop(application: Application) -> int:
    """Show the window with its first screen and return when it was closed.

    Parameters
    ----------
    application : Application
        What can be begun.

    Returns
    -------
    int
        0; or 1 when a recording is not whole.
    """
    app, window, appearance = dressed_window(application)
    try:
        with _closing_on_signals(window):
            if _seen(window, window.show_first_words().seen):
                appearance.ask()
                window.show_first()
                window.ease_changes()
                window.warm_up_soon()
                app.exec()
    finally:
        window.close()
    return 1 if window.had_error else 0


def run_practice(application: Application, practice: Practice, begin: Callable[[], Begun]) -> Begun | None:
    """Show the light of a practice at once, begin it when it is seen, and return when the window was closed.

    Parameters
    ----------
    application : Application
        What the window asks for everything else.
    practice : Practice
        What is about to begin.
    begin : callable
        Begins it and returns its session; called once, after the first picture.

    Returns
    -------
    Session or None
        What was begun; ``None`` when the window was closed before.

    Raises
    ------
    SoftenError
        It could not begin.
    """
    app, window, appearance = dressed_window(application)
    try:
        with _closing_on_signals(window):
            if not _seen(window, window.show_first_light(practice).seen):
                return None
            appearance.ask()
            answers = _asked_before(window, practice)
            if answers is None:
                return None
            session = begin()
            if answers:
                from biofeedback.requests import KeepAnswers

                session.request(KeepAnswers(answers))
            window.show_practice(session)
            window.ease_changes()
            app.exec()
    finally:
        window.close()
    return session


def _asked_before(window: Window, practice: Practice) -> tuple[FormAnswered, ...] | None:
    """Return what was answered to the forms before a practice; ``None`` when somebody left before it began."""
    page = window.ask_before(practice)
    if page is None:
        return ()
    asking = QEventLoop()
    page.answered.connect(asking.quit)
    page.left.connect(window.close)
    window.closed.connect(asking.quit)
    asking.exec()
    return page.answers() if window.isVisible() else None


def _seen(window: Window, seen: SignalInstance) -> bool:
    """Show the window until its first picture was seen, and return whether it is still there then."""
    # A loop of its own, so that a fault in what follows leaves it as any other: Qt lets none out of its slots.
    seeing = QEventLoop()
    seen.connect(seeing.quit)
    # Before the loop of the application runs, Qt itself ends none when the window is closed.
    window.closed.connect(seeing.quit)
    window.show()
    seeing.exec()
    # Read with more of Qt than the first picture needs.
    from ui.desktop.theme.icon import icon

    window.setWindowIcon(icon())
    return window.isVisible()


def dressed_window(application: Application) -> tuple[QApplication, Window, Appearance]:
    """Return the application of Qt, the window, and what tells it how to look, as the person prefers it."""
    os.environ.setdefault(*_ONE_THREAD_PAINTS)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(_ARGUMENTS)
    appearance = Appearance(app.styleHints(), application.preferences)
    look = appearance.look
    _put_on(app, look)
    window = Window(application, look.tokens, look.language, speech_for)
    window.look_taken.connect(lambda taken: _put_on(app, taken))
    window.wear(look)
    appearance.changed.connect(window.wear)
    window.preferred.connect(appearance.follow)
    return app, window, appearance


def _put_on(app: QApplication, look: Look) -> None:
    set_text_percent(look.text_percent)
    dress(app, look.tokens)
    if look.language.code != (app.property(_SPOKEN) or ENGLISH):
        from ui.desktop.theme.qt_words import speak

        app.setProperty(_SPOKEN, look.language.code)
        speak(app, look.language.code)


def dress(app: QApplication, tokens: Tokens) -> None:
    """Give the application its colours and its typeface."""
    app.setApplicationName("soften")
    app.setApplicationDisplayName("Soften")
    app.setDesktopFileName("soften")
    app.setFont(font(14))
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, tokens.background),
        (roles.Base, tokens.panel),
        (roles.Button, tokens.raised),
        (roles.WindowText, tokens.ink),
        (roles.Text, tokens.ink),
        (roles.ButtonText, tokens.ink),
        (roles.Highlight, tokens.main),
        (roles.HighlightedText, tokens.on_honey),
        (roles.ToolTipBase, tokens.raised),
        (roles.ToolTipText, tokens.ink),
    ):
        palette.setColor(role, QColor(colour))
    app.setPalette(palette)
    style = (
        f"QToolTip {{ color: {tokens.ink}; background: {tokens.raised}; "
        f"border: 1px solid {tokens.line}; padding: 4px; }}"
    )
    if style != app.styleSheet():  # Qt would look through every widget for the same
        app.setStyleSheet(style)


@contextmanager
def _closing_on_signals(window: Window) -> Iterator[None]:
    """Close the window, and with it the recording, when the terminal or the system asks for the end."""

    def close_soon() -> None:
        # Python hears a signal between any two of its steps, in the midst of a painting too, and a window that goes
        # away while it is painted has nothing left to be painted on.
        QTimer.singleShot(0, window, window.close)

    # Python looks for signals between its own steps, so it needs one now and then.
    listening = QTimer(window)
    listening.timeout.connect(lambda: None)
    listening.start(_LISTEN_MS)
    try:
        with on_signals((*INTERRUPT, *TERMINATION), close_soon):
            yield
    finally:
        listening.stop()
