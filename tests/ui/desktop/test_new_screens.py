"""A new screen tells its keys in help, and is among those that are walked and photographed."""

import re
from pathlib import Path

from tests.rigs.tour import home_tour, practice_tour, room_tour
from tests.ui.pictures import screens
from ui.desktop.help.key_pages import TABLES
from ui.desktop.window import Window

WALKED = (screens, home_tour, practice_tour, room_tour)
"""The modules that lead through the screens."""

FOLDER = Path(__file__).resolve().parents[3] / "ui" / "desktop"
CHOOSES = {"show_first"}
"""Goes to one of two screens, which are both walked."""


def test_every_screen_with_help_has_its_keys_there() -> None:
    named = {
        name: file.relative_to(FOLDER)
        for file in FOLDER.rglob("*.py")
        for name in re.findall(r'^    help_name = "(\w+)"$', file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 10
    missing = {name: str(file) for name, file in named.items() if name not in TABLES}
    assert not missing, f"{missing}: a row of TABLES, and of _titles, in ui/desktop/help/key_pages.py"


def test_every_screen_of_the_window_is_walked() -> None:
    walked = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in WALKED)
    ways = {name for name in dir(Window) if name.startswith("show_")} - CHOOSES
    assert len(ways) > 8
    missing = {way for way in ways if not re.search(rf"\b{way}\b", walked)}
    assert not missing, f"{missing}: a line of SCREENS in tests/ui/pictures/screens.py"
