"""Help as it lies over a window."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from ui.desktop.help.panel import HelpPanel
from ui.desktop.window import Window


@pytest.fixture
def opened(window: Window) -> Callable[[], HelpPanel]:
    """Return help, which was asked for."""

    def wait() -> HelpPanel:
        QApplication.processEvents()
        assert window.help is not None
        assert window.help.panel is not None
        return window.help.panel

    return wait
