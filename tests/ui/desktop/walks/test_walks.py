"""The real program on a desktop of its own, by real keys alone, heard as a screen reader hears it.

From the welcome to a note after a practice: on every screen each thing that takes the focus has a name and a role, and
a value where it has one; the Tab key comes to all of it; what changes is announced.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from biofeedback.wall_clock import local_now
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.spoken_screen import WITH_A_VALUE, Spoken, SpokenScreen
from tests.rigs.screens.walked_desktop import WalkedDesktop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="screen readers are heard on a Linux desktop alone")

_MOST_TABS = 80
"""More than the stops of any screen."""

NOTE = "Softer around the jaw."


class Walk:
    """One walk through the program, which is started anew, as on the first run."""

    def __init__(self, desktop: WalkedDesktop) -> None:
        self.desktop, self.screen = desktop, desktop.screen
        desktop.start([sys.executable, "-m", "biofeedback"])
        self.audited: dict[str, int] = {}

    def until(self, found: Callable[[list[Spoken]], object], what: str) -> list[Spoken]:
        shown: list[Spoken] = []
        for _ in self.desktop.until(what):
            shown = self.screen.all_shown()
            if found(shown):
                break
        return shown

    def until_named(self, name: str) -> list[Spoken]:
        return self.until(lambda shown: any(each.name.startswith(name) for each in shown), name)

    def until_focused(self, name: str) -> Spoken:
        found: list[Spoken] = []
        for _ in self.desktop.until(f"the focus on {name}"):
            found = [each for each in self.screen.all_focused() if each.name.startswith(name)]
            if found:
                break
        return found[-1]

    def tab_to(self, name: str) -> None:
        for _ in range(_MOST_TABS):
            focused = self.screen.focused()
            if focused is not None and focused.name.startswith(name):
                return
            self.desktop.real.press("Tab")
        raise AssertionError(f"Tab never came to {name}")

    def audit(self, place: str) -> list[Spoken]:
        """Hold that nothing that takes the focus is nameless, without a role, or without the value it has."""
        shown = self.screen.all_shown()
        focusable = [each for each in shown if each.focusable]
        self.audited[place] = len(focusable)
        assert focusable, place
        nameless = [each for each in focusable if not each.name.strip()]
        assert not nameless, (place, nameless)
        assert not [each for each in focusable if not each.role.strip() or each.role == "invalid"], place
        assert not [each for each in focusable if each.role in WITH_A_VALUE and each.value is None], place
        return shown

    def tabbed(self, place: str) -> list[str]:
        """Press Tab until the focus is back where it was, and return the names of the stops in their order."""
        names: list[str] = []
        first: Spoken | None = None
        for _ in range(_MOST_TABS):
            focused = self.screen.focused()
            assert focused is not None, (place, names)
            if first is not None and focused.place == first.place:
                return names
            first = first or focused
            names.append(focused.name)
            self.desktop.real.press("Tab")
        raise AssertionError(f"{place}: Tab does not come round: {names}")


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with WalkedDesktop(tmp_path) as desktop:
        yield Walk(desktop)


@pytest.fixture
def walk_of_another_day(tmp_path: Path) -> Iterator[Walk]:
    """Somebody who has practised here before, and seen what is shown once."""
    data = tmp_path / "data"
    (data / "sessions").mkdir(parents=True)
    (data / "opening_page_shown").touch()
    started = local_now() - timedelta(days=1)
    name = f"{started:%Y-%m-%d_%H-%M-%S}_compassionate_pause.soften"
    record(data / "sessions" / name, silent=(70.0, 95.0), markers=(120.0,), started=started)
    with WalkedDesktop(tmp_path) as desktop:
        yield Walk(desktop)


def announced(screen: SpokenScreen) -> list[str]:
    return [text for event, text in screen.listen() if event == "announcement"]


def test_a_practitioner_goes_from_the_welcome_to_a_note_by_keys_alone(walk: Walk) -> None:
    desktop, screen = walk.desktop, walk.screen
    # The welcome.
    walk.until_named("A kind presence")
    walk.until_focused("Go on")
    walk.audit("welcome")
    assert walk.tabbed("welcome")[:2] == ["Go on", "Skip"]
    for title in ("Your heart", "With a sensor, or without", "Two breaths, if you like"):
        desktop.real.press("Return")
        walk.until_named(title)
        walk.audit(f"welcome, {title}")
    assert any(text.startswith("Your heart") for text in announced(screen))
    desktop.real.press("Return")
    # What is good to know, then home.
    walk.until_focused("I have read this")
    walk.audit("opening")
    desktop.real.press("Return")
    walk.until_focused("Soften, Soothe, Allow")
    shown = walk.audit("home")
    stops = walk.tabbed("home")
    buttons = {each.name for each in shown if each.focusable and each.role in ("push button", "list", "slider")}
    assert len(stops) >= 5
    assert {"Begin", "Help", "Settings"} <= set(stops), stops
    assert {"Begin", "Help", "Settings"} <= buttons
    # Help over home, and back.
    desktop.real.press("question")
    walk.until_focused("Search in help")
    walk.audit("help")
    desktop.real.write("rmssd")
    walk.until_named("RMSSD")
    desktop.real.press("Return")
    walk.until_named("What it cannot say")
    desktop.real.press("Escape")
    walk.until_focused("Soften, Soothe, Allow")
    # Begin, rest here, go on, the numbers, a question about one of them, end gently.
    desktop.real.press("Right")
    walk.until_focused("A compassionate pause")
    desktop.real.press("Return")
    walk.until_named("Practice: A compassionate pause")
    walk.audit("practice")
    walk.tab_to("Rest here")
    desktop.real.press("Return")
    walk.until_named("Go on")
    desktop.real.press("Return")
    walk.until_named("Rest here")
    desktop.real.press("d")
    walk.until_named("RMSSD")
    walk.audit("details")
    walk.tab_to("RMSSD")
    desktop.real.press("Return")
    walk.until_named("What it cannot say")
    walk.audit("help behind a number")
    desktop.real.press("Escape")
    walk.until_focused("RMSSD")
    desktop.real.press("m")
    walk.until_named("Marked.")
    heard = announced(screen)
    assert "Arrive" in heard, heard
    assert "Marked." in heard, heard
    desktop.real.press("Escape")
    time.sleep(1.0)  # for the practice to agree; the second asks for the end at once
    desktop.real.press("Escape")
    walk.until_named("Summary")
    shown = walk.audit("summary")
    assert any(each.name.startswith("Time, ") for each in shown if each.focusable)
    # Look back, and write a note.
    walk.tab_to("Look back")
    desktop.real.press("Return")
    walk.until_named("The course of the practice")
    shown = walk.audit("review")
    plot = next(each for each in shown if each.name == "The course of the practice")
    assert plot.description, "the plot says in a sentence what it shows"
    walk.tab_to("A note to yourself")
    desktop.real.write(NOTE)
    desktop.real.press("Tab")
    walk.until(lambda shown: any(each.value == NOTE for each in shown), "the note")
    desktop.real.press("Escape")
    walk.until_focused("A compassionate pause")
    walk.audit("home afterwards")
    kept = [file for file in desktop.data.rglob("*") if file.is_file()]
    assert any(NOTE.encode() in file.read_bytes() for file in kept), kept
    # On so many screens so many things took the focus, and each had a name.
    assert len(walk.audited) == 13, walk.audited
    assert sum(walk.audited.values()) > 150, walk.audited


def test_facilitator_and_researcher_find_marks_reasons_and_settings_by_keys_alone(walk_of_another_day: Walk) -> None:
    walk = walk_of_another_day
    desktop, screen = walk.desktop, walk.screen
    walk.until_focused("Soften, Soothe, Allow")
    # Settings, and back.
    desktop.real.press("s")
    walk.until_named("As you like it")
    walk.audit("settings")
    assert len(walk.tabbed("settings")) >= 4
    desktop.real.press("Escape")
    walk.until_focused("Soften, Soothe, Allow")
    # The other pages behind home.
    for button, title in (("Your voice", "Your voice in"), ("Eight weeks", "Eight weeks")):
        walk.tab_to(button)
        desktop.real.press("Return")
        walk.until(
            lambda shown, title=title: any(each.role == "label" and each.name.startswith(title) for each in shown),
            title,
        )
        walk.audit(title)
        desktop.real.press("Escape")
        walk.until_named("Begin")
    # The history, behind the strip of lights, and the practice of yesterday.
    walk.tab_to("The last weeks")
    desktop.real.press("Return")
    walk.until_named("What has been")
    walk.audit("history")
    walk.until_focused("What has been")
    desktop.real.press("Return")
    walk.until_focused("The course of the practice")
    walk.audit("review")
    # From mark to mark: a corrected beat says what was thought of it, a gap why it is there.
    for _ in range(8):
        desktop.real.press("Next")
    said = " ".join(announced(screen))
    assert "For 25 s" in said, said
    assert "moved to the middle between them" in said or "The sensor did not see a beat here" in said, said
    desktop.real.press("plus", "plus", "Home", "0")
    # The page behind a curve, and the sensors.
    walk.tab_to("Rhythm coherence")
    desktop.real.press("Return")
    walk.until_named("What it cannot say")
    desktop.real.press("Escape")
    walk.until_focused("Rhythm coherence")
    desktop.real.press("question")
    walk.until_focused("Search in help")
    desktop.real.write("h10")
    walk.until_named("Polar H10")
    desktop.real.press("Return")
    walk.until_named("How it is worn")
    desktop.real.press("Escape")
    walk.until_focused("Rhythm coherence")
    # Written as files of other programs, which is announced; Escape leads back.
    desktop.real.press("e")
    walk.until_focused("Everything, in one zip")
    walk.audit("export")
    walk.tab_to("Write")
    desktop.real.press("Return")
    for _ in desktop.until("what was written"):
        if any(text.startswith("1 recording is written:") for text in announced(screen)):
            break
    walk.until_focused("Back")
    desktop.real.press("Escape")
    walk.until_focused("The course of the practice")
    desktop.real.press("Escape")
    walk.until(lambda shown: any(each.name in ("What has been", "Begin") for each in shown), "the way back")
    assert sum(walk.audited.values()) > 20, walk.audited
