"""The page of questions before a practice: a colour, phrases, parts of oneself, bells, how it is."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from biofeedback.practice.script.answers import LATEST_BELL_S, LONGEST_PART, LONGEST_PHRASE, MOST_BELLS, Answers
from biofeedback.practice.script.model import Practice
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.colour_ring import ColourRing
from ui.desktop.widgets.controls.choice_row import ChoiceRow
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.controls.switch import Switch
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.own_words import words_before

LONGEST_WORDS = 80  # characters of a word or two; a choice: half a sentence
PHRASES_SHOWN, PARTS_SHOWN = 4, 6  # fields; a choice: the page stays short
BELL_EVERY_MIN = (0, 5, 10, 15, 20, 30)  # minutes, 0 for the bells of the practice; a choice of round numbers


class QuestionsPage(QuietPage):
    """The questions of one practice; ``answered`` is sent when the person goes on.

    Parameters
    ----------
    practice : Practice
        What asks.
    known : Answers
        What was said before, and is there already.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    keeping : bool
        Whether the answers are being kept.
    own_words : bool
        Whether to ask how it is just now.
    """

    answered = Signal()

    def __init__(
        self,
        practice: Practice,
        known: Answers,
        tokens: Tokens,
        language: Language,
        *,
        keeping: bool,
        own_words: bool,
    ) -> None:
        super().__init__(practice.title, tokens, language)
        self.practice = practice
        self.say(language.gettext("Everything here may be left as it is."), colour=tokens.muted, size_px=15)
        self.ring: ColourRing | None = None
        self.bells: ChoiceRow | None = None
        self.phrase_fields: list[Field] = []
        self.part_fields: list[Field] = []
        self.before: Field | None = None
        if own_words:
            before = words_before(language)
            self._ask(before)
            self.before = Field(before, "", LONGEST_WORDS, tokens)
            self.column.addWidget(self.before)
        if "colour" in practice.asks:
            self._ask_colour(known)
        if "phrases" in practice.asks:
            self._ask(language.gettext("Which words would you be glad to hear?"))
            self.phrase_fields = self._fields(
                language.gettext("Phrase {number}"),
                PHRASES_SHOWN,
                LONGEST_PHRASE,
                practice.phrases,
                known.phrases,
                columns=1,
            )
        if "parts" in practice.asks:
            self._ask(language.gettext("Who is there today? A word for each is enough."))
            name = language.pgettext("part of oneself", "Part {number}")
            self.part_fields = self._fields(name, PARTS_SHOWN, LONGEST_PART, practice.parts, known.parts, columns=2)
        if "bells" in practice.asks:
            self._ask_bells(known)
        self.sentence = Words("", font(15), tokens.amber, wrap=True)
        self.sentence.hide()
        self.column.addWidget(self.sentence)
        self.column.addStretch(1)
        self.keep = Switch(language.gettext("Keep for next time"), tokens)
        self.keep.setMaximumWidth(max(220, self.keep.sizeHint().width()))
        self.keep.setChecked(keeping)
        self.keep.setVisible(bool(practice.asks))
        self.begin = self.button(language.gettext("Begin"), main=True)
        self.back = self.back_button()
        self.foot.addStretch(1)
        self.foot.addWidget(self.keep)
        self.begin.clicked.connect(self.answered)
        self._lead_on()

    @property
    def answers(self) -> Answers:
        """What was answered."""
        every_s = 60.0 * int(self.bells.key or 0) if self.bells is not None else 0.0
        bells = int(min(MOST_BELLS, LATEST_BELL_S // every_s)) if every_s else 0
        return Answers(
            colour=self.ring.colour if self.ring is not None else "",
            phrases=tuple(_written(self.phrase_fields)),
            parts=tuple(_written(self.part_fields)),
            bells_at_s=tuple(every_s * number for number in range(1, bells + 1)),
        )

    @property
    def words_before(self) -> str:
        """How it is just now, in words of the person's own; empty when they have none."""
        return self.before.text() if self.before is not None else ""

    @property
    def keeping(self) -> bool:
        """Whether the answers may be kept for next time."""
        return self.keep.isChecked()

    def refuse(self, sentence: str) -> None:
        """Say why an answer cannot be taken."""
        self.sentence.setText(sentence)
        self.sentence.show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the first question."""
        super().focusInEvent(event)
        fields = self.phrase_fields or self.part_fields
        first = self.before or self.ring or (fields[0] if fields else self.begin)
        first.setFocus()

    def _lead_on(self) -> None:
        """Let Enter in a field go to the next one, and from the last to the button that begins."""
        first = [] if self.before is None else [self.before]
        for here, after in pairwise((*first, *self.phrase_fields, *self.part_fields, self.begin)):
            if isinstance(here, Field):
                here.returnPressed.connect(after.setFocus)

    def _ask(self, question: str) -> None:
        self.column.addSpacing(14)
        self.say(question, size_px=17)

    def _ask_colour(self, known: Answers) -> None:
        self._ask(self._language.gettext("Which colour has kindness for you?"))
        self.ring = ColourRing(self._tokens, self._language)
        name = Words("", font(15), self._tokens.muted)
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        ring = self.ring
        ring.picked.connect(lambda _colour: name.setText(ring.name))
        ring.pick(known.colour)
        self.column.addWidget(ring, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(name)

    def _ask_bells(self, known: Answers) -> None:
        language = self._language
        self._ask(language.gettext("How often may a bell ring?"))
        every_words = language.gettext("every {minutes} min")
        choices = [
            (
                str(each),
                every_words.format(minutes=language.whole(each))
                if each
                # Translators: of bells, beside "every 5 min".
                else language.pgettext("bells", "as in the practice"),
            )
            for each in BELL_EVERY_MIN
        ]
        self.bells = ChoiceFlow(language.gettext("Bells"), choices, self._tokens, language)
        every = round(known.bells_at_s[0] / 60.0) if known.bells_at_s else 0
        self.bells.choose(str(every if every in BELL_EVERY_MIN else 0))
        self.column.addWidget(self.bells)

    def _fields(
        self, name: str, number: int, longest: int, hints: tuple[str, ...], known: tuple[str, ...], *, columns: int
    ) -> list[Field]:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        fields = []
        for index in range(number):
            hint = hints[index] if index < len(hints) else ""
            field = Field(name.format(number=self._language.whole(index + 1)), hint, longest, self._tokens)
            field.setText(known[index] if index < len(known) else "")
            grid.addWidget(field, index // columns, index % columns)
            fields.append(field)
        self.column.addWidget(holder)
        return fields


def _written(fields: Iterable[Field]) -> Iterable[str]:
    return (text for field in fields if (text := field.text().strip()))
