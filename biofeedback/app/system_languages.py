"""Asks Windows or macOS which languages a person prefers.

A program that is started from the start menu or the Dock has no variables that say it.
"""

import sys
from collections.abc import MutableMapping
from importlib import import_module

from biofeedback.languages import SAID_BY, SYSTEM

_MUI_LANGUAGE_NAME = 0x8
"""Names such as ``de-DE`` in place of numbers.

https://learn.microsoft.com/windows/win32/api/winnls/nf-winnls-getuserpreferreduilanguages
"""


def learn_languages(environment: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Say in ``LANGUAGE`` what the system answers, where no variable says a language.

    Parameters
    ----------
    environment : mutable mapping of str to str
        The variables of the process; its children have them too.
    platform : str
        The system, as `sys` names it.
    """
    if any(environment.get(name) for name in SAID_BY):
        return
    if platform == "win32":
        answered = _of_windows()
    elif platform == "darwin":
        answered = _of_macos()
    else:
        return  # a desktop of Linux sets the variables of whatever it starts
    if answered:
        environment[SYSTEM] = ":".join(answered)


def _of_windows() -> tuple[str, ...]:
    import ctypes

    libraries = getattr(ctypes, "windll", None)
    if libraries is None:
        return ()
    ask = libraries.kernel32.GetUserPreferredUILanguages
    count, length = ctypes.c_ulong(0), ctypes.c_ulong(0)
    if not ask(_MUI_LANGUAGE_NAME, ctypes.byref(count), None, ctypes.byref(length)):
        return ()
    names = ctypes.create_unicode_buffer(length.value)
    if not ask(_MUI_LANGUAGE_NAME, ctypes.byref(count), names, ctypes.byref(length)):
        return ()
    return tuple(name for name in "".join(names[: length.value]).split("\0") if name)


def _of_macos() -> tuple[str, ...]:
    try:
        foundation = import_module("Foundation")  # bleak brings it, under macOS alone
    except ImportError:
        return ()
    return tuple(map(str, foundation.NSLocale.preferredLanguages()))
