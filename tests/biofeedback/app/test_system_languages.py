"""A program that is started with no variables speaks as the system does: Windows and macOS are asked."""

import ctypes
import os
import sys
from types import ModuleType, SimpleNamespace

import pytest

from biofeedback import __main__ as entry
from biofeedback.app.system_languages import learn_languages
from biofeedback.languages import SAID_BY
from ui.words.languages import preferred_language

_ANSWERS = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_ulong, ctypes.POINTER(ctypes.c_ulong), ctypes.c_void_p, ctypes.POINTER(ctypes.c_ulong)
)
"""The call of Windows as a function of C, so that what it is given is taken as C takes it."""


def windows(monkeypatch: pytest.MonkeyPatch, *names: str, refuses: str = "") -> None:
    """Have the call of Windows, which answers so; it ``refuses`` to say the "size" or the "names"."""
    told = "".join(f"{name}\0" for name in names) + "\0"

    def answer(flags: int, count, buffer: int | None, length) -> int:
        assert flags == 0x8, "names and no numbers"
        if refuses == ("size" if buffer is None else "names"):
            return 0
        if buffer is not None:
            assert length[0] >= len(told), "Windows writes past no end"
            held = ctypes.create_unicode_buffer(told, len(told))
            ctypes.memmove(buffer, held, ctypes.sizeof(held))
        count[0], length[0] = len(names), len(told)
        return 1

    kernel = SimpleNamespace(GetUserPreferredUILanguages=_ANSWERS(answer))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)


def macos(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    foundation = ModuleType("Foundation")
    foundation.NSLocale = SimpleNamespace(preferredLanguages=lambda: list(names))
    monkeypatch.setitem(sys.modules, "Foundation", foundation)


@pytest.mark.parametrize(("system", "platform"), [(windows, "win32"), (macos, "darwin")])
@pytest.mark.parametrize(
    ("names", "spoken"),
    [
        (("de-AT", "en-US"), "de"),
        (("ko-KR",), "ko"),
        (("zh-Hans-CN", "ko-KR", "en-US"), "ko"),
        (("en-GB", "de-DE"), "en"),
        (("da-DK",), "en"),
        ((), "en"),
    ],
)
def test_a_program_without_variables_speaks_as_the_system_does(monkeypatch, system, platform, names, spoken) -> None:
    system(monkeypatch, *names)
    environment: dict[str, str] = {}
    learn_languages(environment, platform)
    assert preferred_language(environment).code == spoken


@pytest.mark.parametrize("refuses", ["size", "names"])
def test_where_windows_does_not_answer_it_is_english(monkeypatch, refuses) -> None:
    windows(monkeypatch, "de-DE", refuses=refuses)
    environment: dict[str, str] = {}
    learn_languages(environment, "win32")
    assert environment == {}


def test_where_there_is_nobody_to_ask_it_is_english(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "Foundation", None)
    for platform in ("win32", "darwin", "linux"):
        environment: dict[str, str] = {}
        learn_languages(environment, platform)
        assert environment == {}


@pytest.mark.parametrize("name", SAID_BY)
def test_a_variable_that_says_one_goes_before_the_system(monkeypatch, name) -> None:
    windows(monkeypatch, "ko-KR")
    environment = {"LANG": "", name: "de_DE.UTF-8"}
    learn_languages(environment, "win32")
    assert environment == {"LANG": "", name: "de_DE.UTF-8"}
    assert preferred_language(environment).code == "de"


def test_the_window_and_the_commands_begin_by_asking(monkeypatch) -> None:
    for name in SAID_BY:
        monkeypatch.setenv(name, "")  # and not deleted: what is learnt is taken back then
    spoken = []
    monkeypatch.setattr(entry, "learn_languages", lambda environment: learn_languages(environment, "darwin"))
    monkeypatch.setattr(entry, "_run", lambda: spoken.append(preferred_language(os.environ).code))
    for name in ("prepare_streams", "log_into_file", "prepare_surroundings"):
        monkeypatch.setattr(entry, name, lambda: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    macos(monkeypatch, "de-DE")
    entry.main()
    assert spoken == ["de"]
