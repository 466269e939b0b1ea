"""A window lies on its screen with its frame and all: on a real desktop, from when it is first shown on."""

import subprocess
import sys

import pytest

from tests.rigs.screens.real_screen import real_screen
from tests.rigs.suite import programs

SHOWN = """
import sys
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui.desktop.kept_on_screen import KeptOnScreen
app = QApplication([])
window = QWidget()
KeptOnScreen(window, QSize(640, 400))
window.resize(QSize(1280, 860).boundedTo(window.screen().availableSize()))
if sys.argv[1] == "full screen":
    window.showFullScreen()
    QTimer.singleShot(600, window.showNormal)  # after it was looked at for the first time
else:
    window.show()
looking = QTimer(interval=20)

def look():
    around, free = window.frameGeometry(), window.screen().availableGeometry()
    if not window.isFullScreen() and around.height() > window.height() and free.contains(around):
        print(around.height() - window.height(), flush=True)
        app.quit()

looking.timeout.connect(look)
looking.start()
QTimer.singleShot(20_000, lambda: app.exit(1))
sys.exit(app.exec())
"""


@pytest.mark.parametrize(("size", "begun"), [((1280, 800), ""), ((800, 480), ""), ((800, 480), "full screen")])
def test_its_foot_is_on_the_screen_though_a_desktop_puts_a_title_above_it(size: tuple[int, int], begun: str) -> None:
    with real_screen(*size) as screen:
        shown = programs.run(
            [sys.executable, "-c", SHOWN, begun], env=screen.environment, stdout=subprocess.PIPE, text=True, check=False
        )
    assert shown.returncode == 0, "it never lay on the screen whole"
    assert int(shown.stdout) > 0, "its frame"
