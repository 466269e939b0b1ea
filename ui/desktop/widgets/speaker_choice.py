"""Where others hear a practice while it is shown to them: the usual loudspeaker, or one of those there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from biofeedback.outside_text import shown
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.loading import Loading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.ports import Application
    from ui.tokens import Tokens
    from ui.words.language import Language

_LONGEST = 32  # characters of a name that are shown; a choice: two of them stand beside each other in the settings


class SpeakerChoice(ChoiceFlow):
    """The loudspeakers; those there are come a moment later, since the system takes its time to tell.

    One that is remembered stays a choice while it is not there. ``preferred`` carries new `Preferences`.
    """

    preferred = Signal(object)

    def __init__(self, application: Application, tokens: Tokens, language: Language) -> None:
        usual = language.pgettext("loudspeaker", "the usual one")
        super().__init__(language.gettext("Loudspeaker for others"), [("", usual)], tokens, language)
        self._application = application
        remembered = application.preferences.audience_speaker
        self._take((remembered,) if remembered else ())
        self.choose(remembered)
        self.chosen.connect(self._prefer)
        self._loading = Loading()
        self._loading.ready.connect(self._take)
        self._loading.begin(application.speakers)

    def _take(self, names: Sequence[str]) -> None:
        for name in names:
            self.add(name, shown(name, _LONGEST))

    def _prefer(self, name: str) -> None:
        self.preferred.emit(replace(self._application.preferences, audience_speaker=name))
