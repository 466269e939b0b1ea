"""The head of the view of who leads: what is practised, what the wall shows and where, and what changes that."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.desktop.audience.audience import Audience
from ui.desktop.audience.screens import name_of
from ui.desktop.screens.practice_keys import key_of
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.toggle import Toggle
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.rooms.operator_words import keyed, screen_words, wall_words


class Head(QWidget):
    """What is practised, and the wall.

    Parameters
    ----------
    title, length : str
        What is practised, and how long it is.
    audience : Audience
        Those who look on.
    acts : mapping
        What is done for each switch.
    tokens, language
        As for every widget.

    Attributes
    ----------
    switches : dict of KeyUse to Toggle
        Black-out, words, grounding, and whether others look on at all.
    """

    def __init__(
        self,
        title: str,
        length: str,
        audience: Audience,
        acts: Mapping[KeyUse, Callable[[], None]],
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__()
        self._audience, self._language, self._length = audience, language, length
        self.title = Words(title, font(27, LIGHT), tokens.ink, wrap=True)
        self.wall = Words("", font(13), tokens.muted, wrap=True)
        self.where = Words("", font(13), tokens.muted, wrap=True)
        self.switches: dict[KeyUse, Toggle] = {}
        row = FlowRow()
        for use, words in (
            (KeyUse.BLACK, language.gettext("black-out")),
            (KeyUse.ROOM_WORDS, language.gettext("words on the wall")),
            (KeyUse.GROUND, language.gettext("grounding")),
            (KeyUse.AUDIENCE, language.gettext("show to others")),
        ):
            toggle = Toggle(keyed(key_of(use, language), words, language), tokens, size_px=12)
            toggle.setAccessibleName(words)
            toggle.clicked.connect(acts[use])
            self.switches[use] = toggle
            row.add(toggle)
        of_wall = QWidget()
        of_wall.setMaximumWidth(row.sizeHint().width())
        said, wall = QVBoxLayout(), QVBoxLayout(of_wall)
        for column, widgets in ((said, (self.title, self.wall)), (wall, (row, self.where))):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addLayout(said, 3)
        self._box.addWidget(of_wall, 7)
        audience.wall.changed.connect(self.refresh)
        audience.moved.connect(self.refresh)
        self.refresh()

    def stack(self, *, stacked: bool) -> None:
        """Put the wall beneath what is practised, or beside it."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def refresh(self) -> None:
        """Say what others see now."""
        wall, window = self._audience.wall, self._audience.window
        self.switches[KeyUse.BLACK].show_on(on=wall.black)
        self.switches[KeyUse.ROOM_WORDS].show_on(on=wall.shows_words)
        self.switches[KeyUse.GROUND].show_on(on=wall.grounds)
        self.switches[KeyUse.AUDIENCE].show_on(on=window is not None)
        seen = wall_words(
            self._language,
            shown_there=window is not None,
            black=wall.black,
            words=wall.shows_words,
            grounds=wall.grounds,
        )
        self.wall.setText(" · ".join((self._length, seen)))
        screen = self._audience.screen
        if screen is not None:
            size = screen.size() * screen.devicePixelRatio()
            where = screen_words(name_of(screen), size.width(), size.height(), self._language)
        elif window is not None:
            where = self._language.gettext("a small window beside this one")
        else:
            where = ""
        self.where.setText(where)
