"""The medians of what is shown, and where the middle half of it lay."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from ui.desktop.history.numbers_panel import NumbersGrid
from ui.desktop.theme.surfaces import Panel, Words
from ui.desktop.theme.typeface import font
from ui.presenter.history import Season, season
from ui.presenter.past import PastPractice
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.recordings.history_words import nothing_shown, season_foot


class SeasonPanel(Panel):
    """The panel.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    numbers : NumbersGrid
        A row for each number.
    foot : Words
        Of how many practices they are.
    """

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("What is shown, in medians"))
        self._language = language
        self.numbers = NumbersGrid(tokens, language)
        self.foot = Words("", font(13), tokens.muted, wrap=True)
        title = language.gettext("What is shown, in medians and where the middle half lay")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.addWidget(Words(title, font(14), tokens.muted, wrap=True))
        column.addWidget(self.numbers)
        column.addStretch(1)
        column.addWidget(self.foot)

    def show_practices(self, practices: Sequence[PastPractice], axes: Season, *, everything: bool) -> None:
        """Show the numbers of practices.

        Parameters
        ----------
        practices : sequence of PastPractice
            What is shown.
        axes : Season
            That of all that is kept, so that a number lies at the same place whatever is shown.
        everything : bool
            Whether they are all that is kept.
        """
        around = axes if everything else season(practices)
        self.numbers.show_spreads(around.spreads, axes.least, axes.most)
        language = self._language
        self.foot.setText(season_foot(around, language) if practices else nothing_shown(language))
