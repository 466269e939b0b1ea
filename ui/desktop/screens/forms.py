"""The forms of a protocol, a question at a time; nothing hurries, and every question may be passed over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.clock import Clock, HostClock
from biofeedback.event_kinds import FormMoment
from biofeedback.events import FormAnswered
from biofeedback.practice.forms.asking import Asking
from biofeedback.practice.forms.model import LONGEST_WORDS, WIDEST, Form
from ui.desktop.screens.analogue_line import AnalogueLine
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.controls.field import Field
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.studies.form_words import go_on_words, place_words


class FormsPage(QuietPage):
    """The page; ``answered`` follows the last question, or ``left`` where one goes before that.

    Parameters
    ----------
    forms : sequence of Form
        What is asked, in order; at least one.
    moment : FormMoment
        Whether it is before the practice or after it. After it one can leave the rest open, before it one goes back.
    clock : Clock
        Tells how long each question is there.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    answered = Signal()

    def __init__(
        self, forms: Sequence[Form], moment: FormMoment, clock: Clock, tokens: Tokens, language: Language
    ) -> None:
        super().__init__(forms[0].title, tokens, language)
        self._clock, self._moment = clock, moment
        self.asking = Asking(forms, clock.now_s())
        self._asked: QWidget | None = None
        self.answer_widget: QWidget = self
        self.go_on = self.button("", main=True)
        self.take_back = self.button(language.gettext("Take it back"))
        self.before = self.button(language.pgettext("a form", "Back"))
        after = moment == "after"
        self.leave = self.button(language.gettext("Leave the rest open") if after else language.gettext("Back"))
        self.foot.addStretch(1)
        self.go_on.clicked.connect(self._go_on)
        self.take_back.clicked.connect(self._take_back)
        self.before.clicked.connect(self._go_back)
        self.leave.clicked.connect(self.left)
        self._ask()

    def answers(self) -> tuple[FormAnswered, ...]:
        """Return what was answered so far; a question that is there still is left open from now on."""
        self.asking.leave(self._clock.now_s())
        return self.asking.answered(self._moment)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the answer."""
        super().focusInEvent(event)
        self._focus()

    def _go_on(self) -> None:
        self.asking.go_on(self._clock.now_s())
        if self.asking.over:
            self.answered.emit()
        else:
            self._ask()

    def _go_back(self) -> None:
        self.asking.go_back(self._clock.now_s())
        self._ask()

    def _take_back(self) -> None:
        self.asking.answer("")
        self._ask()

    def _take(self, value: str) -> None:
        self.asking.answer(value.strip())
        self._show_answered()

    def _show_answered(self) -> None:
        asking = self.asking
        self.go_on.setText(go_on_words(self._language, answered=bool(asking.value)))
        self.go_on.setAccessibleName(self.go_on.text())
        self.take_back.setVisible(bool(asking.value) and asking.question.kind != "words")

    def _ask(self) -> None:
        """Put the question that is there in place of the one before."""
        asking, tokens = self.asking, self._tokens
        if self._asked is not None:
            self.column.removeWidget(self._asked)
            self._asked.hide()
            self._asked.deleteLater()
        self.title.setText(asking.form.title)
        self.setAccessibleName(asking.form.title)
        self._asked = QWidget()
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if asking.form.subtitle:
            column.addWidget(Words(asking.form.subtitle, font(15), tokens.muted, wrap=True))
            column.addSpacing(8)
        if asking.count > 1:
            place = place_words(asking.number, asking.count, self._language)
            column.addWidget(Words(place, font(13), tokens.muted))
        column.addWidget(Words(asking.question.text, font(21, LIGHT), tokens.ink, wrap=True))
        column.addSpacing(8)
        self.answer_widget = self._answering(column)
        column.addStretch(1)
        self.column.addWidget(self._asked)
        self.before.setVisible(asking.number > 1)
        self.leave.setVisible(asking.number == 1 or self._moment == "after")
        self._show_answered()
        if self.isVisible():
            # The button that was pressed has the focus until its click is over.
            QTimer.singleShot(0, self, self._focus)

    def _answering(self, column: QVBoxLayout) -> QWidget:
        question, value = self.asking.question, self.asking.value
        match question.kind:
            case "visual_analogue":
                ends = question.meaning_of("0")
                line = AnalogueLine(question.text, ends, WIDEST, self._tokens)
                if value:
                    line.place(int(value))
                line.placed.connect(lambda placed: self._take(str(placed)))
                column.addWidget(line)
                column.addLayout(self._ends(question.low, question.high))
                return line
            case "likert":
                choices = [(str(number), words) for number, words in enumerate(question.choices, start=1)]
                flow = ChoiceFlow(question.text, choices, self._tokens, self._language)
                if value:
                    flow.choose(value)
                flow.chosen.connect(self._take)
                column.addWidget(flow)
                return flow.buttons[value or "1"]
            case "words":
                field = Field(question.text, "", LONGEST_WORDS, self._tokens)
                field.setText(value)
                field.textChanged.connect(self._take)
                field.returnPressed.connect(self.go_on.click)
                column.addWidget(field)
                return field

    def _ends(self, low: str, high: str) -> QHBoxLayout:
        ends = QHBoxLayout()
        ends.setSpacing(24)
        for words, side in ((low, Qt.AlignmentFlag.AlignLeading), (high, Qt.AlignmentFlag.AlignTrailing)):
            end = Words(words, font(14), self._tokens.muted, wrap=True)
            end.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            ends.addWidget(end, 1)
        return ends

    def _focus(self) -> None:
        self.answer_widget.setFocus(Qt.FocusReason.OtherFocusReason)


def forms_page(forms: Sequence[Form], moment: FormMoment, tokens: Tokens, language: Language) -> FormsPage:
    """Return a page for these forms that tells the time by the clock of the machine."""
    return FormsPage(forms, moment, HostClock(), tokens, language)
