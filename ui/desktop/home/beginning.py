"""From a practice that is chosen to its session: the questions, forms and the passphrase before it, and the begin."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from ui.ports import Application
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language

# The first picture does not wait for the pages to come.
if TYPE_CHECKING:
    from biofeedback.events import FormAnswered
    from biofeedback.practice.forms.model import Form
    from biofeedback.requests import Request
    from ui.desktop.screens.questions import QuestionsPage


class Beginning(QObject):
    """Begins what is chosen, with the sensor that is chosen then.

    Parameters
    ----------
    application : Application
        What can be begun.
    sensor : callable
        Returns the sensor that is chosen now.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    parent : QObject
        The screen it belongs to.
    """

    page_opened = Signal(object)
    """Something is asked first; carries the `QWidget` that asks."""

    page_left = Signal()
    """Nothing is asked any more."""

    tried = Signal()
    """A session is about to be opened, for which the sensors must be free."""

    begun = Signal(object)
    """A practice was begun; carries the `Session`."""

    failed = Signal(object)
    """It cannot begin; carries the `SoftenError`."""

    given_up = Signal()
    """No session was opened after all; the sensors are free."""

    def __init__(
        self,
        application: Application,
        sensor: Callable[[], str],
        tokens: Tokens,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._sensor = sensor
        self._tokens = tokens
        self._language = language
        # When a sensor cannot be used, the page of questions is filled in again.
        self._last_answers = application.preferences.answers

    def begin(self, practice: Practice, choice: BreathChoice) -> None:
        """Ask what the practice asks, if anything, and begin it."""
        own_words = self._application.preferences.own_words
        if not practice.asks and not own_words:
            self._begin(practice, choice)
            return
        kept = self._application.preferences.answers
        from ui.desktop.screens.questions import QuestionsPage

        page = QuestionsPage(
            practice,
            self._last_answers,
            self._tokens,
            self._language,
            keeping=kept.with_given(Answers(), practice.asks) != kept,
            own_words=own_words,
        )
        page.left.connect(self.page_left)
        page.answered.connect(lambda: self._begin_answered(page, choice))
        self.page_opened.emit(page)

    def assess(self, *, sliding: bool) -> None:
        """Begin to look for the pace of today, in steps or in one slide."""
        self._try_to_begin(lambda: self._application.assess(self._sensor(), sliding=sliding))

    def demonstrate(self) -> None:
        """Begin the demonstration."""
        self._try_to_begin(lambda: self._application.demonstrate(self._sensor()))

    def _begin_answered(self, page: "QuestionsPage", choice: BreathChoice) -> None:
        kept, given, asks = self._application.preferences.answers, page.answers, page.practice.asks
        try:
            answered = page.practice.answered(given)
        except SoftenError as error:
            page.refuse(self._sentence(error))
            return
        self._last_answers = self._last_answers.with_given(given, asks)
        keeping = kept.with_given(given if page.keeping else Answers(), asks)
        if keeping != kept:
            try:
                self._application.prefer(replace(self._application.preferences, answers=keeping))
            except SoftenError as error:
                if page.keeping:
                    # Said once; the next Begin begins, and keeps nothing.
                    page.refuse(self._sentence(error))
                    page.keep.setChecked(False)
                    return
        self.page_left.emit()
        self._begin(answered, choice, page.words_before)

    def _begin(self, practice: Practice, choice: BreathChoice, words_before: str = "") -> None:
        # Late, as the pages below: what passes between the parts of a practice is not needed before there is one.
        from biofeedback.requests import KeepAnswers, WriteNote

        words = (WriteNote("before", words_before),) if words_before.strip() else ()

        def begin() -> Session:
            return self._application.begin(practice, self._sensor(), None, choice)

        try:
            forms = self._application.forms(practice, "before")
            self._application.forms(practice, "after")  # what cannot be asked then is said now
        except SoftenError as error:
            self.failed.emit(error)
            return
        if forms:
            self._ask_forms(forms, lambda answers: self._try_to_begin(begin, (*words, KeepAnswers(answers))))
        else:
            self._try_to_begin(begin, words)

    def _ask_forms(self, forms: "Sequence[Form]", then: "Callable[[tuple[FormAnswered, ...]], object]") -> None:
        from ui.desktop.screens.forms import forms_page

        def go_on() -> None:
            answers = page.answers()
            self.page_left.emit()
            then(answers)

        page = forms_page(forms, "before", self._tokens, self._language)
        page.left.connect(self.page_left)
        page.answered.connect(go_on)
        self.page_opened.emit(page)

    def _ask_passphrase(self, then: Callable[[], object]) -> None:
        from ui.desktop.screens.passphrase import PassphrasePage

        def go_on() -> None:
            self.page_left.emit()
            then()

        page = PassphrasePage(self._application.seals, self._tokens, self._language)
        page.left.connect(self.page_left)
        page.left.connect(self.given_up)
        page.given.connect(go_on)
        self.page_opened.emit(page)

    def _try_to_begin(self, begin: Callable[[], Session], keep: "Sequence[Request]" = ()) -> None:
        self.tried.emit()
        try:
            session = begin()
        except SoftenError as error:
            if error.code == SealErrorCode.PASSPHRASE_NEEDED:
                self._ask_passphrase(lambda: self._try_to_begin(begin, keep))
                return
            self.failed.emit(error)
            self.given_up.emit()
            return
        for request in keep:
            session.request(request)
        self.begun.emit(session)

    def _sentence(self, error: SoftenError) -> str:
        from ui.words.errors import error_sentence

        return error_sentence(error, self._language)
