"""What is kept: words of one's own, answers, and what a recording holds."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from biofeedback.practice.script.answers import Answers
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.controls.switch import Switch
from ui.words.language import Language


class KeptPage(SettingsPage):
    """What is kept; ``people_requested`` asks for the page of those who practise here."""

    people_requested = Signal()

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        language, tokens, gettext = self.language, self.tokens, self.language.gettext
        self.own_words = Switch("", tokens)
        self.own_words.setAccessibleName(gettext("Ask for a word before and after"))
        self.own_words.setChecked(self.preferences.own_words)
        self.own_words.toggled.connect(lambda on: self.prefer(replace(self.preferences, own_words=on)))
        self.forget = Pill(gettext("Forget the answers"), tokens, size_px=14)
        self.forget.clicked.connect(self._forget)
        self.add(
            gettext("Ask for a word before and after"),
            gettext("How you are, in a word or two of your own; they are kept in the recording of that practice."),
            self.own_words,
        )
        self._answers = self.add(gettext("Answers"), "", self.forget)
        self._show_answers()
        self.people = Pill(gettext("Who practises here…"), tokens, size_px=14)
        self.people.clicked.connect(self.people_requested)
        self.add(
            gettext("Leading others"),
            gettext(
                "Each person then has practices of their own, under any name; where you practise alone, nothing "
                "changes."
            ),
            self.people,
        )
        title = Words(gettext("What a recording holds"), font(16), tokens.ink, wrap=True)
        title.setContentsMargins(0, scaled(16), 0, scaled(4))
        self.column.addWidget(title)
        for sentence in _of_a_recording(language):
            words = Words(sentence, font(14), tokens.muted, wrap=True)
            words.setContentsMargins(0, scaled(3), 0, scaled(3))
            self.column.addWidget(words)

    def _forget(self) -> None:
        self.prefer(replace(self.preferences, answers=Answers()))
        self._show_answers()

    def _show_answers(self) -> None:
        gettext = self.language.gettext
        anything = self.preferences.answers != Answers()
        self.forget.setEnabled(anything)
        sentence = gettext("What you asked to be kept of what practices ask: a colour, phrases, parts of you, bells.")
        if not anything:
            sentence = gettext("Nothing is kept of what practices ask before they begin.")
        self._answers.sentence.setText(sentence)
        self.forget.setAccessibleDescription(sentence)


def _of_a_recording(language: Language) -> tuple[str, ...]:
    gettext = language.gettext
    return (
        gettext("What the sensor measured, byte for byte, and every number that is computed of it."),
        gettext("What you practised, when it began, and what you asked for on the way."),
        gettext("What you wrote and answered, also what you wrote later."),
        gettext("What the sensor tells of itself: its name and address, its clock, its battery."),
        gettext("What kind of computer it is, and the versions of the programs; neither its name nor yours."),
        gettext("Nothing of it leaves this computer by itself. The README, under “Privacy”, lists every table."),
    )
