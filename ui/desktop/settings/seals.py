"""Whether new recordings are sealed, with which passphrase, and what becomes of those that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.settings.places import left_sentences
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.controls.switch import Switch
from ui.desktop.widgets.loading import Loading
from ui.desktop.widgets.passphrase_form import PassphraseForm
from ui.words.recordings.seal_words import (
    before_words,
    kept_in_memory,
    no_way_back,
    resealed_sentence,
    seal_words,
    traces_left,
    unsealed_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeedback.files.kept import FilesDone
    from ui.words.language import Language


class SealsPage(SettingsPage):
    """The passphrase, in three rows: what is new, the passphrase itself, and what was recorded before."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        gettext, tokens = self.language.gettext, self.tokens
        self.seals = setting.application.seals
        title = gettext("Seal new recordings")
        self.wanted = Switch("", tokens)
        self.wanted.setAccessibleName(title)
        self.add(title, seal_words(self.language), self.wanted)
        self.warning = Words(no_way_back(self.language), font(14), tokens.amber, wrap=True)
        self.warning.setContentsMargins(0, scaled(8), 0, scaled(4))
        self.column.addWidget(self.warning)
        self._asking = QVBoxLayout()
        self.column.addLayout(self._asking)
        self.form: PassphraseForm | None = None
        buttons = QWidget()
        pills = QVBoxLayout(buttons)
        pills.setContentsMargins(0, 0, 0, 0)
        self.give = Pill(gettext("Give the passphrase…"), tokens, size_px=14)
        self.another = Pill(gettext("Another passphrase…"), tokens, size_px=14)
        self.forget = Pill(gettext("Forget it for now"), tokens, size_px=14)
        for pill in (self.give, self.another, self.forget):
            pills.addWidget(pill)
        self._passphrase = self.add(gettext("Your passphrase"), "", buttons)
        self._before = self.add(gettext("What was recorded before"), "")
        self.seal_all = Pill(gettext("Seal all of them"), tokens, size_px=14)
        self.unseal_all = AskOnce(
            gettext("Open all seals for good…"),
            gettext("Open all seals? The recordings are plain files then, and new ones are not sealed any more."),
            gettext("Open them"),
            gettext("Keep them sealed"),
            tokens,
        )
        self.column.addSpacing(scaled(10))
        self.column.addWidget(self.seal_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.unseal_all)
        self.said_of_it = Words("", font(14), tokens.ink, wrap=True)
        self.said_of_it.setContentsMargins(0, scaled(8), 0, 0)
        self.column.addWidget(self.said_of_it)
        self._doing: Loading | None = None
        self.wanted.clicked.connect(self._turn)
        self.give.clicked.connect(lambda: self._ask(twice=False))
        self.another.clicked.connect(lambda: self._ask(twice=True))
        self.forget.clicked.connect(self._forget)
        self.seal_all.clicked.connect(lambda: self._reseal(self.seals.seal_all, resealed_sentence, traces=True))
        self.unseal_all.confirmed.connect(lambda: self._reseal(self.seals.unseal_all, unsealed_sentence))
        self._show()

    def _turn(self, on: bool) -> None:
        self.said_of_it.setText("")
        self._take_form_away()
        if not on:
            self._done(self.seals.stop)
        elif self.seals.is_open:
            self._done(self.seals.want)
        else:
            self._ask(twice=not self.seals.sealed)
        self._show()

    def _ask(self, *, twice: bool) -> None:
        self._take_form_away()
        self.said_of_it.setText("")
        wanted = self.wanted.isChecked()

        def take(text: str, again: str) -> None:
            if twice:
                self.seals.choose(text, again)
                return
            self.seals.give(text)
            if wanted:
                self.seals.want()

        gettext = self.language.gettext
        action = gettext("Seal with it from now on") if twice else gettext("Give it")
        self.form = PassphraseForm(action, take, self.tokens, self.language, twice=twice)
        self.form.given.connect(self._given)
        self._asking.addWidget(self.form)
        self.form.first.setFocus()

    def _given(self) -> None:
        self._take_form_away()
        self._show()
        if self.seals.sealed and self.seals.wanted:
            self.seal_all.setFocus()

    def _take_form_away(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._asking.removeWidget(form)
            form.deleteLater()

    def _forget(self) -> None:
        self.seals.forget()
        self._show()

    def _done(self, act: Callable[[], object]) -> None:
        try:
            act()
        except SoftenError as error:
            self.said_of_it.setText(self.said(error))

    def _reseal(
        self, act: Callable[[], FilesDone], sentence: Callable[[int, Language], str], *, traces: bool = False
    ) -> None:
        if self._doing is not None:
            return
        self.said_of_it.setText(self.language.gettext("This takes a while. Please leave Soften open."))
        self._enable(doing=True)

        def done(made: FilesDone) -> None:
            self._doing = None
            self.unseal_all.say("")
            lines = [sentence(made.done, self.language), *([traces_left(self.language)] if traces else ())]
            self.said_of_it.setText("\n".join((*lines, *left_sentences(made, self))))
            self._show()

        def failed(error: SoftenError) -> None:
            self._doing = None
            self.said_of_it.setText(self.said(error))
            self._show()

        self._doing = Loading()
        self._doing.ready.connect(done)
        self._doing.failed.connect(failed)
        self._doing.begin(act)

    def _show(self) -> None:
        seals, gettext = self.seals, self.language.gettext
        self.wanted.setChecked(seals.wanted or (self.form is not None and self.wanted.isChecked()))
        anything = seals.wanted or bool(seals.sealed)
        self._passphrase.setVisible(anything or seals.is_open)
        known = (
            kept_in_memory(self.language)
            if seals.is_open
            else gettext("It has not been given since Soften was opened.")
        )
        self._passphrase.sentence.setText(known)
        self.give.setVisible(not seals.is_open)
        self.forget.setVisible(seals.is_open)
        self.another.setVisible(seals.is_open or not seals.sealed)
        self._before.sentence.setText(before_words(seals.plain, seals.sealed, self.language))
        self._enable(doing=False)

    def _enable(self, *, doing: bool) -> None:
        seals = self.seals
        self.seal_all.setVisible(seals.is_open and bool(seals.plain + seals.sealed))
        self.unseal_all.setVisible(seals.is_open and bool(seals.sealed))
        for each in (self.wanted, self.give, self.another, self.forget, self.seal_all, self.unseal_all):
            each.setEnabled(not doing)
