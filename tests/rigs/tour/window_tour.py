"""Goes through every screen of the window and collects all it says: labels, names for screen readers, painted words.

``python -m tests.rigs.tour.window_tour FILE`` writes what each place says in English; `test_english` compares.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from tests.rigs.screens.painted_words import said_by
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.tour.home_tour import HomeStops
from tests.rigs.tour.practice_tour import PracticeStops
from tests.rigs.tour.room_tour import RoomStops
from tests.rigs.tour.tour_stops import NOW, settle
from ui.desktop.after import summary as summary_module
from ui.desktop.app import dress
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


class Tour(HomeStops, PracticeStops, RoomStops):
    """A window on a pretended application, led from place to place."""

    def places(self, *parts: str) -> Iterator[tuple[str, Window]]:
        """Go on from place to place, and yield the name of each; of a few of the `parts`, or of all."""
        with patch.object(summary_module, "local_now", lambda: NOW):
            for name, part in self.parts.items():
                for place in part() if not parts or name in parts else ():
                    settle()
                    yield place
        self.window.close()

    @property
    def parts(self) -> dict[str, Callable[[], Iterator[tuple[str, Window]]]]:
        """The parts of the tour in their order, none of which needs another."""
        return {
            "home": self._home,
            "settings": self._settings,
            "voice": self._voice,
            "simulated": partial(self._practice, simulated=True),
            "strap": partial(self._practice, simulated=False),
            "demonstration": self._demonstration,
            "assessment": self._assessment,
            "room": self._room,
            "welcome": self._welcome,
            "leading": self._leading,
        }


def english_of(make_window: Callable[[PretendApplication], Window]) -> dict[str, list[str]]:
    """Return by place what is said there and was not before (``+``), and what is not said any more (``-``)."""
    changes: dict[str, list[str]] = {}
    before: set[str] = set()
    for place, window in Tour(make_window).places():
        now = {f"{each.how}: {each.text}" for each in said_by(window)}
        changes[place] = [
            *(f"+ {each}" for each in sorted(now - before)),
            *(f"- {each}" for each in sorted(before - now)),
        ]
        before = now
    return changes


if __name__ == "__main__":
    app = QApplication(["soften"])
    dress(app, DARK)
    found = english_of(lambda application: Window(application, DARK, english()))
    Path(sys.argv[1]).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
