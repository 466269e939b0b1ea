"""Shows the breath light, painted from the clock at the display's own rate.

It reads the breath plan at the present moment for every frame, so that it can neither drift nor jump.
"""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from biofeedback.practice.pacing.pattern import BreathMoment
from biofeedback.practice.script.model import Practice
from ui.desktop.light.glow import INNER_SHARE
from ui.desktop.light.light_picture import LightPicture, Place
from ui.desktop.light.light_state import LightState
from ui.desktop.light.shade import Shade
from ui.words.language import Language


class BreathWidget(QWidget):
    """The light in the middle of the window; ``framed`` comes before each of its frames.

    Parameters
    ----------
    state : LightState
        How the light is; everyone who shows it has the same.
    language : Language
        The person's language.
    still : bool
        Whether the light keeps its size and breathes with its brightness alone.

    Attributes
    ----------
    words_px : int
        How high its words are, in logical pixels; 0 for what suits the light. To be set before `set_circle`.
    """

    framed = Signal()

    def __init__(
        self, state: LightState, language: Language, parent: QWidget | None = None, *, still: bool = False
    ) -> None:
        super().__init__(parent)
        self.state = state
        if state.parent() is None:
            state.setParent(self)
        self._centre = QPointF(320, 240)
        self._ring = 120.0
        self._still = still
        self.words_px = 0
        self._runs = False
        self._picture: LightPicture | None = None
        self._placed_for: tuple[QSize, float] | None = None  # its size, and device pixels in a logical one
        self.frames = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(language.gettext("Breath light"))
        self._language = language
        self._describe()
        state.framed.connect(self._show_frame)

    def set_circle(self, centre: QPointF, ring: float) -> None:
        """Put the light at ``centre`` with the ring of a full breath at radius ``ring``, in logical pixels."""
        if (centre, ring) != (self._centre, self._ring):
            self._centre, self._ring = centre, ring
            self._placed_for = None
            self.update()

    def set_still(self, *, still: bool) -> None:
        """Have the light keep its size and breathe with its brightness alone, or move."""
        if still != self._still:
            self._still, self._placed_for = still, None
            self._describe()
            self.update()

    def set_warmth(self, warmth_share: float) -> None:
        """Ease the glow to a warmth between the floor and 1; ``nan`` leaves it as it is."""
        self.state.set_warmth(warmth_share)

    def show_step(self, practice: Practice, index: int, share: float) -> None:
        """Take the shade of a step of which ``share``, 0 to 1, has passed, and lead as strongly as it does."""
        self.state.show_step(practice, index, share)

    def set_shade(self, shade: Shade) -> None:
        """Change the light to a shade, softly; before `start` at once."""
        self.state.set_shade(shade)

    def set_leading_share(self, leading_share: float) -> None:
        """Set how strongly the light leads, 1 (wholly) to 0 (not at all): it moves and shows its words so much."""
        self.state.set_leading_share(leading_share)

    @property
    def leading_share(self) -> float:
        """How strongly the light leads now."""
        return self.state.leading

    @property
    def warmth_share(self) -> float:
        """The warmth painted now."""
        return self.state.warmth

    def moment(self) -> BreathMoment:
        """Return where the breath is now."""
        return self.state.breath()

    def radius(self, position: float) -> float:
        """Return the visible radius of the light, in logical pixels, for a breath ``position`` of 0 to 1."""
        return self._ring * (INNER_SHARE + (1.0 - INNER_SHARE) * position)

    def words(self) -> str:
        """Return what the light says now."""
        return self.state.words.get(self.moment().phase, "") if self.state.leading > 0.0 else ""

    def start(self) -> None:
        """Start painting at the display's rate."""
        if not self._runs:
            self._runs = True
            self.state.about_to_frame.connect(self.framed)
            self.state.start()

    def stop(self) -> None:
        """Stop painting."""
        if self._runs:
            self._runs = False
            self.state.about_to_frame.disconnect(self.framed)
            self.state.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, the light at this very moment, and its words."""
        picture = self._picture_here()
        look = self.state.look(shared=len(picture.shown_by) > 1)
        with QPainter(self) as painter:
            if picture.paint(painter, event.region(), look):
                self.frames += 1

    def _describe(self) -> None:
        language = self._language
        self.setAccessibleDescription(
            language.gettext("It brightens with the in-breath and settles with the out-breath.")
            if self._still
            else language.gettext("It grows with the in-breath and settles with the out-breath.")
        )

    def _picture_here(self) -> LightPicture:
        size, scale = self.size(), self.devicePixelRatioF()
        if self._picture is None or (size, scale) != self._placed_for:
            place = Place(
                width=size.width(),
                height=size.height(),
                x=self._centre.x(),
                y=self._centre.y(),
                ring=self._ring,
                scale=scale,
                still=self._still,
                words_px=self.words_px,
            )
            if self._picture is not None:
                self._picture.shown_by.discard(self)
            self._placed_for, self._picture = (size, scale), self.state.picture(place)
            self._picture.shown_by.add(self)
        return self._picture

    def _show_frame(self) -> None:
        if not self._runs and self.state.runs:
            return
        picture = self._picture
        if picture is None or picture.dirty is None or not self._runs:
            self.update()
        else:
            self.update(picture.dirty)
