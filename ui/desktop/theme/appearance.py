"""How the window is to look now: what the person prefers, and where they leave it to the computer, what that says."""

import os
from dataclasses import dataclass

from PySide6 import QtCore  # its namespace Qt takes a tenth of a start, and a first picture in the dark needs none
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QStyleHints

from ui.desktop.theme.system_motion import SystemMotion
from ui.preferences import Preferences, Theme
from ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from ui.words.language import Language
from ui.words.languages import preferred_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How every screen looks, and in which language it speaks.

    Attributes
    ----------
    tokens : Tokens
        The colours.
    language : Language
        The person's language.
    text_percent : int
        How large words are, 100 to 200 % of their usual size.
    still : bool
        Whether the light keeps its size.
    system_still : bool or None
        Whether the computer asks for less motion; ``None`` where it does not say.
    """

    tokens: Tokens
    language: Language
    text_percent: int = 100
    still: bool = False
    system_still: bool | None = None


class Appearance(QObject):
    """Follows the preferences and the computer; ``changed`` carries the new `Look`.

    Where the computer was dark the last time, it is taken to be so until `ask` is called, which no first picture waits
    for: should it be light by now, a dark moment is kinder than a light one in the dark.

    Parameters
    ----------
    hints : QStyleHints
        They tell what the computer has.
    preferences : Preferences
        What the person likes.
    """

    changed = Signal(object)

    def __init__(self, hints: QStyleHints, preferences: Preferences) -> None:
        super().__init__(hints)
        self._hints = hints
        self._preferences = preferences
        self._language = preferred_language(os.environ, preferences.language)
        self._motion: SystemMotion | None = None
        was_dark = preferences.window is not None and preferences.window.dark
        self._asks = not (was_dark and preferences.theme == "system")
        if self._asks:
            self._listen()
        self.look = self._look()

    @property
    def system_still(self) -> bool | None:
        """Whether the computer asks for less motion; ``None`` where it does not say."""
        return None if self._motion is None else self._motion.reduced

    def ask(self) -> None:
        """Ask the computer how it looks and whether it is to be still, and follow that; an answer may take a moment."""
        if not self._asks:
            self._asks = True
            self._listen()
            self._look_again()
        if self._motion is None:
            self._motion = SystemMotion(self)
            self._motion.changed.connect(self._look_again)
            self._motion.ask()

    def follow(self, preferences: Preferences) -> None:
        """Take these preferences from now on."""
        before, self._preferences = self._preferences, preferences
        if before.language != preferences.language:
            self._language = preferred_language(os.environ, preferences.language)
        if before.theme != preferences.theme:
            self._set_system_scheme(preferences.theme)
        self._look_again()

    def _listen(self) -> None:
        self._set_system_scheme(self._preferences.theme)
        self._hints.colorSchemeChanged.connect(self._look_again)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._look_again)

    def _set_system_scheme(self, theme: Theme) -> None:
        """Have the frame of the window, which the system paints, as dark as the window."""
        schemes = QtCore.Qt.ColorScheme
        scheme = {"dark": schemes.Dark, "high-contrast": schemes.Dark, "light": schemes.Light}
        self._hints.setColorScheme(scheme.get(theme, schemes.Unknown))

    def _look_again(self) -> None:
        look = self._look()
        if look != self.look:
            self.look = look
            self.changed.emit(look)

    def _look(self) -> Look:
        prefers = self._preferences
        still = prefers.motion == "still" or (prefers.motion == "system" and bool(self.system_still))
        light, more_contrast = _of_computer(self._hints) if self._asks else (False, False)
        tokens = tokens_of(prefers.theme, light=light, more_contrast=more_contrast)
        return Look(
            tokens=tokens,
            language=self._language,
            text_percent=prefers.text_percent,
            still=still,
            system_still=self.system_still,
        )


def is_dark(hints: QStyleHints) -> bool:
    """Return whether the computer asks for neither light colours nor more contrast."""
    return not any(_of_computer(hints))


def _of_computer(hints: QStyleHints) -> tuple[bool, bool]:
    """Return whether the computer asks for light colours, and for more contrast."""
    more_contrast = hints.accessibility().contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast
    return hints.colorScheme() == QtCore.Qt.ColorScheme.Light, more_contrast


def tokens_of(theme: Theme, *, light: bool, more_contrast: bool) -> Tokens:
    """Return the colours of a theme, on a computer that is ``light`` or asks for ``more_contrast``."""
    if theme == "system":
        theme = "high-contrast" if more_contrast else "light" if light else "dark"
    return {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST}[theme]
