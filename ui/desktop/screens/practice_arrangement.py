"""Keeps every widget of the practice screen in its place as the window, the letters and what is shown change."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtWidgets import QStyle, QWidget

from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.glow import BREATH_REACH
from ui.desktop.light.inner_parts_ring import InnerPartsRing
from ui.desktop.light.others_ring import OthersRing
from ui.desktop.light.petal_places import LIGHT_SHARE
from ui.desktop.light.petals import Petals
from ui.desktop.screens.practice_layout import Sizes, arrange
from ui.desktop.screens.practice_lines import PracticeLines
from ui.desktop.widgets.prompt_line import PromptLine


class PracticeArrangement:
    """Puts the widgets where the layout says, mirrored where one reads from right to left.

    Parameters
    ----------
    screen : QWidget
        What all of them are in.
    lines : PracticeLines
        The small lines, whose sizes the layout follows.
    prompt : PromptLine
        The words of the practice, whose letters are larger in a larger window.
    placed : mapping of str to QWidget
        What has a place, by the name of its place in `Places`; where there is none, what `HIDDEN` names is not shown.
    light : BreathWidget
        The light, which fills the screen.
    rings : tuple of InnerPartsRing or OthersRing
        What is around it, in the part of the screen that the light is in.
    petals : Petals or None
        The hearts of a room; the light is smaller within them.
    """

    HIDDEN = ("title", "left", "ribbon")

    def __init__(
        self,
        screen: QWidget,
        lines: PracticeLines,
        prompt: PromptLine,
        placed: Mapping[str, QWidget],
        light: BreathWidget,
        rings: tuple[InnerPartsRing | OthersRing, ...],
        petals: Petals | None,
    ) -> None:
        self._screen = screen
        self._lines = lines
        self._prompt = prompt
        self._placed = placed
        self._light = light
        self._rings = rings
        self._petals = petals
        self._arranged_for: Sizes | None = None

    def arrange(self, details: QWidget | None) -> None:
        """Put everything into its place, when sizes that places follow from are others.

        Parameters
        ----------
        details : QWidget or None
            The numbers, where they are shown.
        """
        sizes = self._sizes(details_open=details is not None)
        if sizes == self._arranged_for:
            return
        self._arranged_for = sizes
        places = arrange(sizes)
        if self._prompt.font().pixelSize() != places.prompt_px:
            self._prompt.setFont(PromptLine.font_at(places.prompt_px))
        self._lines.hints.setWordWrap(places.wrap_hints)
        for name, widget in self._placed.items():
            place = getattr(places, name)
            if name in self.HIDDEN:
                widget.setVisible(place is not None)
            if place is not None:
                widget.setGeometry(self._mirrored(place))
        if details is not None and places.details is not None:
            details.setGeometry(self._mirrored(places.details))
        middle, ring = self._middle(places.centre), places.ring
        if self._petals is not None:
            self._petals.setGeometry(self._mirrored(places.over_light))
            self._petals.set_circle(middle - self._petals.pos(), BREATH_REACH * ring)
            ring *= BREATH_REACH * LIGHT_SHARE
        self._light.setGeometry(self._screen.rect())
        self._light.set_circle(middle - self._light.pos(), ring)
        for each in self._rings:
            each.setGeometry(self._mirrored(places.over_light))
            each.set_circle(middle - each.pos(), ring)
        self._lines.fit()

    def _sizes(self, *, details_open: bool) -> Sizes:
        lines = self._lines
        return Sizes(
            width=self._screen.width(),
            height=self._screen.height(),
            details_open=details_open,
            title_width=lines.title.sizeHint().width(),
            left_width=lines.left.sizeHint().width() if details_open else 0,
            hints_width=lines.hints_width,
            heart_legend_width=lines.heart_legend.sizeHint().width() if lines.heart_legend.text() else 0,
        )

    def _middle(self, centre: QPointF) -> QPointF:
        if not self._screen.isRightToLeft():
            return centre
        return QPointF(self._mirrored(QRect(centre.toPoint(), QSize(1, 1))).topLeft())

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self._screen.layoutDirection(), self._screen.rect(), place)
