"""Reading out the words of a practice in the terminal: one key a take, and a list where there is no keyboard."""

import io
from contextlib import contextmanager

import pytest

from tests.rigs.practices.small_practice import PRACTICE, SPOKEN
from tests.rigs.sound.pretend_microphone import PretendMicrophone, speech
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from ui.sound.takes.reading import Reading
from ui.sound.takes.store import TakeStore
from ui.terminal import voice
from ui.terminal.console import SafeConsole
from ui.words.languages import english

RATE_HZ = 48_000.0


class _Keyboard(io.StringIO):
    def __init__(self, *, there: bool) -> None:
        super().__init__()
        self._there = there

    def isatty(self) -> bool:
        return self._there


@pytest.fixture
def microphone() -> PretendMicrophone:
    return PretendMicrophone(RATE_HZ)


@pytest.fixture
def reading(tmp_path, microphone) -> Reading:
    store = TakeStore(PRACTICE, tmp_path)
    return Reading(PRACTICE, store, 0.5, microphone=lambda: microphone, speaker=PretendSpeaker)


def read_out(reading, monkeypatch, presses, *, there: bool = True) -> str:
    """Read out with these keys, each with what happens before the next, and return what was printed."""
    coming = iter(presses)

    @contextmanager
    def scripted(_stdin):
        def wait(_timeout_s: float) -> str:
            key, happens = next(coming)
            happens()
            return key

        yield wait

    monkeypatch.setattr(voice, "single_keys", scripted)
    out = io.StringIO()
    console = SafeConsole(file=out, width=100, force_terminal=False)
    voice.read_out(reading, english(), console=console, stdin=_Keyboard(there=there))
    return out.getvalue()


def nothing() -> None:
    pass


def test_space_begins_and_ends_a_take_and_q_leaves(reading, microphone, monkeypatch):
    said = read_out(
        reading,
        monkeypatch,
        [(" ", nothing), (" ", lambda: microphone.hear(speech(1.0, RATE_HZ))), ("l", nothing), ("q", nothing)],
    )
    assert reading.taken
    assert not microphone.open
    assert "1 of 1, 1 taken" in said
    assert "The microphone is open while a take is made." in said


def test_whoever_leaves_in_a_take_keeps_nothing_of_it(reading, microphone, monkeypatch):
    read_out(reading, monkeypatch, [(" ", nothing), ("q", lambda: microphone.hear(speech(1.0, RATE_HZ)))])
    assert not reading.taken
    assert not microphone.open


def test_an_interrupt_leaves_too(reading, microphone, monkeypatch):
    def interrupt() -> None:
        raise KeyboardInterrupt

    read_out(reading, monkeypatch, [(" ", nothing), ("", interrupt)])
    assert not microphone.open


def test_a_take_is_deleted_with_x(reading, microphone, monkeypatch):
    heard = [(" ", nothing), (" ", lambda: microphone.hear(speech(1.0, RATE_HZ))), ("x", nothing), ("q", nothing)]
    read_out(reading, monkeypatch, heard)
    assert not reading.taken


def test_without_a_keyboard_the_words_are_listed(reading, monkeypatch):
    assert read_out(reading, monkeypatch, [], there=False).splitlines() == [f"not yet  {SPOKEN}"]
