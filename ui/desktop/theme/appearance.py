"""How the window is to look now: what the person prefers, and where they leave it to the computer, what that says."""

import os
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
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
        self._set_system_scheme(preferences.theme)
        self.look = self._look()
        self._hints.colorSchemeChanged.connect(self._look_again)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._look_again)

    @property
    def system_still(self) -> bool | None:
        """Whether the computer asks for less motion; ``None`` where it does not say."""
        return None if self._motion is None else self._motion.reduced

    def ask_for_motion(self) -> None:
        """Ask the computer whether it is to be still; the answer may take a moment, and is followed from then on."""
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

    def _set_system_scheme(self, theme: Theme) -> None:
        """Have the frame of the window, which the system paints, as dark as the window."""
        schemes = {"dark": Qt.ColorScheme.Dark, "high-contrast": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
        self._hints.setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))

    def _look_again(self) -> None:
        look = self._look()
        if look != self.look:
            self.look = look
            self.changed.emit(look)

    def _look(self) -> Look:
        prefers = self._preferences
        still = prefers.motion == "still" or (prefers.motion == "system" and bool(self.system_still))
        more_contrast = self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        light = self._hints.colorScheme() == Qt.ColorScheme.Light
        tokens = tokens_of(prefers.theme, light=light, more_contrast=more_contrast)
        return Look(
            tokens=tokens,
            language=self._language,
            text_percent=prefers.text_percent,
            still=still,
            system_still=self.system_still,
        )


def tokens_of(theme: Theme, *, light: bool, more_contrast: bool) -> Tokens:
    """Return the colours of a theme, on a computer that is ``light`` or asks for ``more_contrast``."""
    if theme == "system":
        theme = "high-contrast" if more_contrast else "light" if light else "dark"
    return {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST}[theme]
