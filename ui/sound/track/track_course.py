"""Where in its track a practice is, from its events: it stands still while the practice waits."""

from biofeedback.events import ClosingBegan, Event, Paused, PracticeEnded, Resumed, StepBegan


class TrackCourse:
    """The place in the track over session time.

    Attributes
    ----------
    closing : bool
        Whether the person has ended the practice, so that the track fades.
    """

    def __init__(self) -> None:
        self._origin_s: float | None = None  # when the track began, or would have, had nothing waited
        self._waiting_since_s: float | None = None
        self._ended = False
        self.closing = False

    def apply(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case StepBegan(t_s=t_s) if self._origin_s is None:
                self._origin_s = t_s
            case Paused(t_s=t_s) if self._waiting_since_s is None:
                self._waiting_since_s = t_s
            case Resumed(t_s=t_s) if self._waiting_since_s is not None and self._origin_s is not None:
                self._origin_s += t_s - self._waiting_since_s
                self._waiting_since_s = None
            case ClosingBegan():
                self.closing = True
            case PracticeEnded():
                self._ended = True
            case _:
                pass

    def at(self, t_s: float) -> float | None:
        """Return which second of the track is heard at ``t_s``; None before it begins, while it waits and after all."""
        if self._origin_s is None or self._ended or t_s < self._origin_s:
            return None
        if self._waiting_since_s is not None and t_s >= self._waiting_since_s:
            return None
        return t_s - self._origin_s
