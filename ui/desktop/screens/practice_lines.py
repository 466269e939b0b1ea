"""The small lines of the practice screen: its title, what is left of it, the keys, the sensor and the two legends."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from ui.desktop.screens.feed import is_room
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import fitting_lines, font, scaled
from ui.presenter.view_model import PracticeViewModel
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.practice_words import hints, left_words, room_line, usual_hints
from ui.words.sensors.sensor_words import among, heart_legend, status_words

_LINE_PX, _SMALLEST_LINE_PX = 13, 10  # px of the keys and the sensor; a choice: small, and still to be read


class PracticeLines:
    """What stands in small letters around the light.

    Parameters
    ----------
    session : Session
        The practice.
    view : PracticeViewModel
        The latest of everything in it.
    tokens, language
        As for every widget.

    Attributes
    ----------
    title, left : Words
        The title of the practice, and how long it still takes.
    hints, status : Words
        The keys, and how it stands with the sensor or of a room how many hearts are in it.
    heart_legend, breath_legend : Words
        What the two curves beneath the light are.
    """

    def __init__(self, session: Session, view: PracticeViewModel, tokens: Tokens, language: Language) -> None:
        self._session = session
        self._view = view
        self._tokens = tokens
        self._language = language
        self._takes_requests = not session.practice.assesses and session.practice.protocol is None
        self._measured = ("", 4)  # the line of the keys, and its width
        self.title = Words(session.practice.title, font(15), tokens.muted)
        self.left = Words("", font(15), tokens.muted)
        self.hints = Words(usual_hints(language, details=session.practice.shows_numbers), font(_LINE_PX), tokens.muted)
        self.status = Words("", font(_LINE_PX), tokens.muted, wrap=True)
        self.heart_legend = Words(heart_legend(view, language), font(13), tokens.ink)
        self.breath_legend = Words(language.gettext("the breath"), font(13), tokens.honey)
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    @property
    def hints_width(self) -> int:
        """How wide the line of the keys is, in logical pixels; measured once, and not ten times a second."""
        text = self.hints.text()
        if text != self._measured[0]:
            self._measured = text, QFontMetrics(font(_LINE_PX)).horizontalAdvance(text) + 4
        return self._measured[1]

    def fit(self) -> None:
        """Write smaller what would be cut off otherwise, as it may be in a language of long words."""
        for line in (self.hints, self.status):
            face = font(_LINE_PX)
            if line.wordWrap():
                # However large other words are, none of these is cut off.
                least_px = round(_SMALLEST_LINE_PX * 100 / scaled(100))
                face = fitting_lines(line.text(), line.size(), face, least_px)
            line.setFont(face)

    def refresh(self, now_s: float, *, hand: bool, details_open: bool, awake: bool) -> None:
        """Say how it is now.

        Parameters
        ----------
        now_s : float
            This moment, in session time.
        hand : bool
            Whether the person may show their breath by hand.
        details_open : bool
            Whether the numbers are shown, which have legends of their own.
        awake : bool
            Whether somebody moved lately, who would read the keys.
        """
        view, language = self._view, self._language
        moment = view.progress.at(now_s)
        self.left.setText(left_words(moment.left_s, moment.waiting, language))
        status = self._status()
        if status != self.status.text():
            self.status.setText(status)
            self.fit()
        self.heart_legend.setText(heart_legend(view, language))
        shown = view.listened and not view.heart_hidden
        self.heart_legend.set_colour(self._tokens.ink if shown else self._tokens.muted)
        led = self._takes_requests and view.breath.led_at(now_s).phase != "still"
        details = self._session.practice.shows_numbers
        self.hints.setText(hints(language, hand=hand, led=led, whole=details_open, details=details))
        self.hints.setVisible(details_open or awake)
        for legend in (self.heart_legend, self.breath_legend):
            legend.setVisible(bool(legend.text()) and not details_open and not awake)

    def _status(self) -> str:
        session = self._session
        if is_room(session):
            return room_line(sum(seat.present for seat in session.seats), self._language)
        which = among(next(iter(session.sources), ""), session.sources, session.label_of)
        label, simulated = session.sensor_label, session.simulated
        return status_words(self._view.heart, label, self._language, simulated=simulated, which=which)
