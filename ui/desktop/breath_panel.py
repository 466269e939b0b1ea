"""The breath to ease to: a pace in tenths, a line about its shape, and Begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from biofeedback.practice.breath import FASTEST_PER_MIN, SLOWEST_PER_MIN, BreathPattern
from ui.desktop.surfaces import Panel, Pill, Words
from ui.desktop.typeface import MEDIUM, font
from ui.tokens import Tokens

_TENTH = 0.1


def shape_words(pattern: BreathPattern) -> str:
    """Return one line about how the breath is divided."""
    in_part = round(10 * pattern.in_share)
    parts = f"{in_part} : {10 - in_part}"
    if in_part < 5:
        return f"out-breath a little longer {parts}"
    return "in-breath and out-breath alike" if in_part == 5 else f"in-breath a little longer {parts}"


class BreathPanel(Panel):
    """How the practice breathes; ``begin_wished`` is sent when Begin is pressed."""

    begin_wished = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens, "Breath")
        self._per_min = 6.0
        self.pace = Words("", font(19, MEDIUM), tokens.amber)
        self.shape = Words("", font(13), tokens.muted)
        self.sentence = Words("", font(13), tokens.amber, wrap=True)
        self.slower = Pill("−", tokens, size_px=17)
        self.faster = Pill("+", tokens, size_px=17)
        for button, name in ((self.slower, "A little slower"), (self.faster, "A little faster")):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedSize(44, 40)
            button.setAutoRepeat(True)
        self.slower.clicked.connect(lambda: self.aim_at(self._per_min - _TENTH))
        self.faster.clicked.connect(lambda: self.aim_at(self._per_min + _TENTH))
        self.begin = Pill("Begin", tokens, main=True, size_px=18)
        self.begin.setMinimumHeight(52)
        self.begin.setMaximumHeight(66)
        self.begin.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self.begin.clicked.connect(self.begin_wished)
        self.sentence.hide()

        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 22, 18)
        column.setSpacing(4)
        column.addWidget(Words("Breath", font(13), tokens.muted))
        column.addSpacing(6)
        column.addWidget(Words("Start gently, then ease to", font(15), tokens.ink, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.pace)
        row.addStretch(1)
        row.addWidget(self.slower)
        row.addWidget(self.faster)
        column.addLayout(row)
        column.addWidget(self.shape)
        column.addStretch(1)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(self.begin, 2)

    @property
    def breaths_per_min(self) -> float:
        """The pace to ease to."""
        return self._per_min

    def offer(self, pattern: BreathPattern) -> None:
        """Show the pace and the shape that a practice suggests."""
        self.shape.setText(shape_words(pattern))
        self.aim_at(pattern.breaths_per_min)

    def aim_at(self, breaths_per_min: float) -> None:
        """Ease to this pace, in tenths and within what can be led."""
        self._per_min = round(min(FASTEST_PER_MIN, max(SLOWEST_PER_MIN, breaths_per_min)), 1)
        self.pace.setText(f"{self._per_min:.1f} breaths a minute")
        self.slower.setEnabled(self._per_min > SLOWEST_PER_MIN)
        self.faster.setEnabled(self._per_min < FASTEST_PER_MIN)

    def say(self, sentence: str) -> None:
        """Say why it could not begin; an empty sentence takes it back."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.shape.setVisible(not sentence)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft)
