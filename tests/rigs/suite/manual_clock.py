"""A clock to hold in the hand."""


class ManualClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self._now_s = 0.0

    def now_s(self) -> float:
        return self._now_s

    def until_s(self, t_s: float) -> float:
        return max(0.0, t_s - self._now_s)

    def advance(self, dt_s: float) -> None:
        self._now_s += dt_s
