"""How the breath light is at a moment: how warm, in which shade, and how strongly it leads.

Every window that shows one practice has the same light: it is eased once, at the display's own rate, and all of them
paint the same moment.
"""

from typing import Protocol
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from biofeedback.clock import Clock
from biofeedback.practice.guide.vanishing import leading_share
from biofeedback.practice.pacing.pattern import BreathMoment
from biofeedback.practice.script.model import Practice
from biofeedback.practice.warmth import HELD_SHARE
from ui.desktop.light.glow import Grain
from ui.desktop.light.light_picture import LightLook, LightPicture, Place
from ui.desktop.light.petal_sprites import PetalSprites
from ui.desktop.light.shade import Shade, colour_of
from ui.desktop.light.transitions import ShadeTransition
from ui.tokens import Tokens
from ui.words.language import Language

_FRESH_S = 0.004  # a frame is painted within so many seconds of being asked for, mostly
_SHARED_FRESH_S = 0.016  # within which everyone has painted a frame that several show: until the next one
_FRAME_MS = 16  # between two frames: about 60 a second, the rate of a common display
_WARMTH_EASE_S = 1.2  # seconds; warmth comes once a second, and is eased over a little more
_LEADING_EASE_S = 4.0  # seconds from leading wholly to not at all, where one step follows another; a choice


class Breaths(Protocol):
    """Where the breath is at any moment."""

    def at(self, t_s: float, /) -> BreathMoment:
        """Return where the breath is at ``t_s``, in seconds."""
        ...


class LightState(QObject):
    """The light of one practice.

    Parameters
    ----------
    plan, clock
        Where the breath is, and what time it is.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    parent : QObject or None
        What it ends with; ``None`` takes the first widget that shows it. Without one Python would end it, in whichever
        thread it happens to collect.

    ground : str
        The colour that it shines on; empty for that of the window.

    Attributes
    ----------
    words : dict of str to str
        What the light says in each phase; in a hold it says nothing.
    warmth, leading : float
        The warmth painted now, and how strongly the light leads now.
    transition : ShadeTransition
        The shade, or the two between which the light glides.
    petal_sprites : PetalSprites
        The pictures of the petals of a room.
    """

    about_to_frame = Signal()
    """Comes before each frame: what is set now is painted with it."""

    framed = Signal()
    """The light has moved on to the next frame."""

    def __init__(
        self,
        plan: Breaths,
        clock: Clock,
        tokens: Tokens,
        language: Language,
        parent: QObject | None = None,
        *,
        ground: str = "",
    ) -> None:
        super().__init__(parent)
        self.words = {"in": language.gettext("breathe in"), "out": language.gettext("breathe out")}
        self._plan = plan
        self._clock = clock
        self._in_light = tokens.in_light
        self._background = QColor(ground or tokens.background)
        self._seen_s = clock.now_s()
        self._warmth_aim = HELD_SHARE
        self.warmth = HELD_SHARE
        self._leading_aim = 1.0
        self.leading = 1.0
        self.transition = ShadeTransition(Shade(colour_of("honey")))
        self._grain = Grain()
        self.petal_sprites = PetalSprites(self._background, self._grain)
        self._pictures: WeakValueDictionary[Place, LightPicture] = WeakValueDictionary()
        self._frame: LightLook | None = None
        self._runs = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._next_frame)

    def start(self) -> None:
        """Move on at the display's rate, until `stop` was called as often."""
        self._runs += 1
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Move on no more, unless it was started more often."""
        self._runs -= 1
        if not self._runs:
            self._timer.stop()

    @property
    def runs(self) -> bool:
        """Whether it moves on."""
        return self._runs > 0

    def set_warmth(self, warmth_share: float) -> None:
        """Ease the glow to a warmth between the floor and 1; ``nan`` leaves it as it is."""
        if warmth_share == warmth_share:
            self._warmth_aim = min(1.0, max(HELD_SHARE, warmth_share))

    def show_step(self, practice: Practice, index: int, share: float) -> None:
        """Take the shade of a step of which ``share``, 0 to 1, has passed, and lead as strongly as it does."""
        step = practice.steps[index]
        self.set_shade(Shade(colour_of(practice.hue(index)), step.light.brightness_share))
        self.set_leading_share(leading_share(step, share))

    def set_shade(self, shade: Shade) -> None:
        """Change the light to a shade, softly; before `start` at once."""
        if self._runs:
            self.transition.change_to(shade)
        elif shade != self.transition.after:
            self.transition = ShadeTransition(shade)
            self._frame = None
            for picture in self._pictures.values():
                picture.forget()
            self.framed.emit()

    def set_leading_share(self, leading_share: float) -> None:
        """Set how strongly the light leads, 1 (wholly) to 0 (not at all): it moves and shows its words so much."""
        self._leading_aim = leading_share
        if not self._runs and self.leading != leading_share:
            self.leading = leading_share
            self._frame = None
            self.framed.emit()

    def breath(self) -> BreathMoment:
        """Return where the breath is now."""
        return self._plan.at(self._clock.now_s())

    def look(self, *, shared: bool) -> LightLook:
        """Return how the light is in this frame; of one that several paint for as long as a frame lasts."""
        now_s = self._clock.now_s()
        fresh_s = _SHARED_FRESH_S if shared else _FRESH_S
        if self._frame is None or not 0.0 <= now_s - self._frame.now_s <= fresh_s:
            self._frame = self._look_at(now_s)
        return self._frame

    def picture(self, place: Place) -> LightPicture:
        """Return the picture of the light at a place, the same for everyone who shows it there."""
        picture = self._pictures.get(place)
        if picture is None:
            ink = QColor(self._in_light)
            picture = LightPicture(place, self._background, ink, self._grain, self.words)
            self._pictures[place] = picture
        return picture

    def _next_frame(self) -> None:
        self.about_to_frame.emit()
        now_s = self._clock.now_s()
        passed_s, self._seen_s = max(0.0, now_s - self._seen_s), now_s
        self.warmth += (self._warmth_aim - self.warmth) * min(1.0, passed_s / _WARMTH_EASE_S)
        step = passed_s / _LEADING_EASE_S
        self.leading += max(-step, min(step, self._leading_aim - self.leading))
        changed = self.transition.advance(now_s)
        self._frame = self._look_at(now_s)
        for kept in self._pictures.valuerefs():
            picture = kept()
            if picture is not None:
                picture.move_on(self._frame, shades_changed=changed)
        self.framed.emit()

    def _look_at(self, now_s: float) -> LightLook:
        return LightLook(now_s, self._plan.at(now_s), self.warmth, self.leading, self.transition)
