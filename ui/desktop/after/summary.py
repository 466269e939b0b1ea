"""The summary after a practice: sentences, curves, facts, where the recording is, and lines for own words."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.events import NoteKind
from biofeedback.practice.after.findings import Findings
from biofeedback.wall_clock import local_now
from ui.desktop.after.facts_panel import FactsPanel
from ui.desktop.after.findings_panel import FindingsPanel
from ui.desktop.after.summary_curves import Band, SummaryCurves
from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, MEDIUM, font
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.give_to import GiveTo
from ui.people import People
from ui.presenter.view_model import PracticeViewModel
from ui.session import Session
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.moment_words import moment_words
from ui.words.own_words import own_note, words_after
from ui.words.sensors.sensor_words import among, distinct_name, sensor_name
from ui.words.summary_words import summary_facts, summary_lines, without_numbers

LONGEST_NOTE = 500  # characters; a choice: a paragraph
LONGEST_WORDS = 80  # characters of a word or two; a choice: half a sentence

_NARROW = 1000  # px; in a narrower window the facts stand closer together; a choice by eye
_LOW = 560  # px; in a lower window all stands closer, in smaller letters; a choice by eye
_LITTLE = 700  # px; in a lower window the table of an assessment stands alone; a choice by eye


class SummaryScreen(QWidget):
    """The summary; it stays until it is left.

    Parameters
    ----------
    view : PracticeViewModel
        Everything there is to show of the practice.
    session : Session
        What was practised, and with which sensor.
    path : Path
        The recording.
    error_message : str
        One sentence when the recording is not whole, else empty.
    own_words : bool
        Whether to ask how it is now.
    findings : Findings or None
        What an assessment came to; its sentences then stand where a practice has its own, its table above the curves.
    people : People
        Those who practise here.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    help_name = "summary"

    home_requested = Signal()
    """The person asks to go back to the first screen."""

    close_requested = Signal()
    """The person asks to close the window."""

    discard_requested = Signal()
    """The person would rather not keep the practice, and has said so twice."""

    review_requested = Signal()
    """The person would like to look back on the practice."""

    def __init__(
        self,
        view: PracticeViewModel,
        session: Session,
        path: Path,
        error_message: str,
        tokens: Tokens,
        language: Language,
        *,
        own_words: bool = False,
        findings: Findings | None = None,
        people: People,
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self._language = language
        numbers = session.practice.shows_numbers
        self._shows_numbers = numbers
        self._listened = view.listened and numbers
        self.setAccessibleName(language.gettext("Summary"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        summary = view.summariser.summary()
        self.title = Words(moment_words(local_now(), language), font(30, MEDIUM), tokens.ink)
        sensor = sensor_name(session.sensor_label, language, simulated=session.simulated or view.heart.simulated)
        which = among(next(iter(session.sources), ""), session.sources, session.label_of)
        sensor = distinct_name(sensor, which, language)
        self.subtitle = Words(f"{session.practice.title} · {sensor}", font(15), tokens.muted)
        sentences = summary_lines(summary.statistics, language) if findings is None else findings.lines
        if not numbers:
            sentences = (without_numbers(language),)
        if findings is not None and findings.error is not None:
            sentences = (error_sentence(findings.error, language),)
        self.lines = [Words(line, font(19, LIGHT), tokens.amber, wrap=True) for line in sentences]
        bands = [Band(step.title, step.began_s) for step in summary.steps]
        self.curves = SummaryCurves(summary.heart_rate, summary.coherence, bands, tokens, language)
        self.findings = FindingsPanel(findings, tokens, language) if findings is not None and findings.rows else None
        facts = summary_facts(summary.statistics, language) if numbers else ()
        self.facts = FactsPanel(facts, tokens, language)
        self.error_message = Words("", font(15), tokens.rose, wrap=True)
        self.after = Field(words_after(language), words_after(language), LONGEST_WORDS, tokens)
        self.after.setVisible(own_words)
        self.note = Field(language.gettext("A note to yourself"), own_note(language), LONGEST_NOTE, tokens)
        self.said = Words("", font(13), tokens.muted, wrap=True)
        self.path = Words(str(path), font(13), tokens.ink, wrap=True)
        self.path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.path.setAccessibleDescription(str(path))
        self.home = Pill(language.gettext("Back home"), tokens, main=True)
        self.close_button = Pill(language.pgettext("window", "Close"), tokens)
        self.look_back = Pill(language.gettext("Look back"), tokens)
        self.look_back.clicked.connect(self.review_requested)
        if not numbers:
            self.facts.hide()
            self.look_back.hide()
        self.discard = AskOnce(
            language.gettext("Discard this practice…"),
            language.gettext("Delete {name}? It cannot be brought back.").format(name=path.name),
            language.gettext("Delete"),
            language.gettext("Keep it"),
            tokens,
        )
        self.discard.confirmed.connect(self.discard_requested)
        self.give = GiveTo(people, path, tokens, language)
        self.give.given.connect(self._show_given)
        self.give.asking.connect(self._make_room_to_give)
        self.after.returnPressed.connect(self.note.setFocus)
        self.note.returnPressed.connect(self.home.setFocus)
        self.home.clicked.connect(self.home_requested)
        self.close_button.clicked.connect(self.close_requested)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.home_requested.emit})

        self._column = QVBoxLayout(self)
        self._column.addLayout(self._heading())
        self._column.addSpacing(8)
        for line in self.lines:
            self._column.addWidget(line)
        self._column.addWidget(self.error_message)
        self._column.addSpacing(8)
        if self.findings is not None:
            self._column.addWidget(self.findings, 2)
        self._column.addWidget(self.curves, 1)
        lower = QHBoxLayout()
        lower.setSpacing(20)
        lower.addWidget(self.facts, 62)
        lower.addWidget(self._recording_panel(), 38)
        self._column.addLayout(lower)
        if not self._listened:
            self._column.addStretch(1)
        # What opens an explanation comes after what most are here for.
        for before, after in pairwise((self.close_button, *self.facts.names)):
            self.setTabOrder(before, after)
        self.show_error(error_message)

    @property
    def recording(self) -> Path:
        """Where the recording is now."""
        return self.give.path

    @property
    def own_words(self) -> tuple[tuple[NoteKind, str], ...]:
        """What the person wrote, by its kind."""
        written: tuple[tuple[NoteKind, str], ...] = (("after", self.after.text()), ("note", self.note.text()))
        return tuple((kind, text) for kind, text in written if text.strip())

    def show_error(self, error_message: str) -> None:
        """Say why the recording is not whole; an empty sentence says that it is."""
        self.error_message.setText(error_message)
        self.error_message.setVisible(bool(error_message))
        kept = self._language.gettext("The recording is not whole; this much is kept:")
        self.said.setText(kept if error_message else self._language.gettext("The recording is on this computer"))
        if self.isVisible():
            self._make_room()

    def _make_room_to_give(self, asking: bool) -> None:
        """In a low window, hide what stands above the list of people while it is asked to whom."""
        for each in (self.said, self.path, *((self.look_back,) if self._shows_numbers else ())):
            each.setHidden(asking and self.height() < _LITTLE)

    def _show_given(self, path: Path) -> None:
        """Say where it is now; words of one's own are in it already, and can be changed by looking back."""
        self.path.setText(str(path))
        self.path.setAccessibleDescription(str(path))
        for each in (self.after, self.note):
            each.setReadOnly(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the design in proportion; in a low window hide the curves for the table."""
        side = max(24, min(round(0.039 * self.width()), 96))
        low = self.height() < _LOW
        over = 8 if low else max(18, min(round(0.045 * self.height()), 56))
        for line in self.lines:
            line.setFont(font(16 if low else 19, LIGHT))
        self._column.setContentsMargins(side, over, side, over)
        self._column.setSpacing(max(4, min(round(0.01 * self.height()), 12)))
        # In a low window the way to discard it lies behind "Look back".
        self.discard.setHidden(self.height() < _LITTLE)
        self._space_panels()
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Hide the curves where the table or the sentences need their place."""
        hidden = not self._listened or (self.findings is not None and self.height() < _LITTLE)
        self.curves.setHidden(hidden)
        if not hidden:
            self.curves.setHidden(self._column.totalMinimumHeightForWidth(self.width()) > self.height())

    def _heading(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(6)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        heading = QHBoxLayout()
        heading.setSpacing(20)
        heading.addLayout(names, 62)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.after)
        words.addWidget(self.note)
        heading.addLayout(words, 38)
        return heading

    def _space_panels(self) -> None:
        """Keep the space within both panels of the design, where there is enough."""
        narrow, low = self.width() < _NARROW, self.height() < _LOW
        side, over = 16 if narrow else 28, 10 if low else 20
        self.facts.space(side, over, narrow=narrow, low=low)
        self._recording_column.setContentsMargins(side, over, side, over)
        self._recording_column.setSpacing(2 if low else 6)
        for words in (self.said, self.path):
            words.setFont(font(11 if low else 13))

    def _recording_panel(self) -> Panel:
        panel = Panel(self._tokens, self._language.gettext("Recording"))
        column = QVBoxLayout(panel)
        self._recording_column = column
        column.addWidget(self.said)
        column.addWidget(self.path)
        column.addStretch(1)
        column.addSpacing(10)
        column.addWidget(self.look_back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.give)
        column.addWidget(self.discard)
        row = QHBoxLayout()
        row.addWidget(self.home)
        row.addWidget(self.close_button)
        row.addStretch(1)
        column.addLayout(row)
        return panel
