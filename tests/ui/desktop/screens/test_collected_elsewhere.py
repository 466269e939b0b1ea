"""What is left of a practice that was shown may be collected in any thread, as Python does when another one is busy."""

import gc
import threading

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.app import dress
from ui.desktop.screens.practice import PracticeScreen
from ui.tokens import DARK
from ui.words.languages import english


def test_nothing_of_qt_is_destroyed_outside_the_main_thread(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp, DARK)
    gc.collect()
    gc.disable()
    try:
        ended: list[int] = []
        main = threading.get_ident()
        screen = PracticeScreen(PretendSession(practice_named("compassionate_pause"), ManualClock()), DARK, english())
        for owned in (screen.feed, screen.feed.light):
            owned.destroyed.connect(lambda: ended.append(threading.get_ident()))
        screen.show()
        qtbot.waitExposed(screen)
        screen.start()
        qtbot.wait(100)
        screen.deleteLater()
        del screen, owned
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        elsewhere = threading.Thread(target=gc.collect)
        elsewhere.start()
        elsewhere.join()
        QApplication.processEvents()
    finally:
        gc.enable()
    assert ended == [main, main]
