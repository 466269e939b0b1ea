"""Announces the breaths that are led, one ahead: the one that runs, the one after it, and when the next is due."""

from collections import deque
from collections.abc import Callable

from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import ends_s, out_begins_s
from biofeedback.practice.pacing.moments import latest
from biofeedback.practice.pacing.pace import Pacer, again
from biofeedback.practice.pacing.pattern import BreathPattern


class Leading:
    """Announces breaths one ahead.

    Parameters
    ----------
    pacer : Pacer
        Plans the successive breaths.
    """

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._ahead: deque[BreathPlanned] = deque()  # the breath that runs and the one announced
        self._closing: deque[BreathPlanned] = deque()
        self._latest: BreathPlanned | None = None
        self._from_s: float | None = None  # before which the first breath does not begin
        self._led_since_s: float | None = None

    @property
    def due_s(self) -> float | None:
        """When the running breath ends and another is to be announced; None when none runs."""
        return ends_s(self._ahead[0]) if self._ahead else None

    @property
    def ends_s(self) -> float | None:
        """When the latest breath announced ends or ended; None when there was none."""
        return None if self._latest is None else ends_s(self._latest)

    @property
    def idle_from_s(self) -> float | None:
        """When the latest breath ended, if none runs or is known; else None."""
        return None if self._ahead else self.ends_s

    @property
    def outs_s(self) -> tuple[float, ...]:
        """When the out-breaths of the breaths that run or are known begin, in order."""
        return tuple(out_begins_s(breath) for breath in self._ahead)

    @property
    def running(self) -> BreathPlanned | None:
        """The breath that runs, or the next one; None when none is known."""
        return self._ahead[0] if self._ahead else None

    @property
    def led_since_s(self) -> float | None:
        """Since when one breath has followed another; None while none runs or is known."""
        return self._led_since_s if self._ahead else None

    @property
    def begun(self) -> bool:
        """Whether any breath was led."""
        return self._latest is not None

    def runs_at(self, t_s: float) -> bool:
        """Return whether breath is led at ``t_s``, as far as is known."""
        return self.led_since_s is not None and self.led_since_s <= t_s

    def start_with(self, pattern: BreathPattern, from_s: float) -> None:
        """Make the first breath one of ``pattern``, beginning at ``from_s`` or later."""
        self._pacer.start = pattern
        self._from_s = from_s

    def ramp_toward(self, aim: BreathPattern, ramp_s: float) -> None:
        """Move the breaths to be planned from now on toward ``aim``, by ``ramp_s`` a breath."""
        self._pacer.aim = aim
        self._pacer.ramp_s = ramp_s

    def announce(
        self,
        t_s: float,
        led_at: Callable[[float], bool],
        ramps_at: Callable[[float], bool],
        fixed_at: Callable[[float], BreathPattern | None] = lambda _: None,
    ) -> BreathPlanned | None:
        """Return the next breath to announce at ``t_s``, until the one after the running one is known.

        Parameters
        ----------
        t_s : float
            Now.
        led_at : callable
            Says whether a breath may begin at a moment.
        ramps_at : callable
            Says whether the pace goes on toward its aim with a breath that begins at a moment; else it stays as it is.
        fixed_at : callable
            Says of which one pattern a breath is that begins at a moment; None where it is not fixed.
        """
        self._forget_ended(t_s)
        if len(self._ahead) >= 2:
            return None
        begins_s = latest(t_s, self.ends_s, self._from_s)
        if not led_at(begins_s):
            return None
        if not self._ahead and (self.ends_s is None or begins_s > self.ends_s):
            self._led_since_s = begins_s
        fixed = fixed_at(begins_s)
        breath = self._next(begins_s, ramps_at(begins_s)) if fixed is None else fixed.breath(begins_s)
        self._ahead.append(breath)
        self._latest = breath
        return breath

    def announce_closing(self, t_s: float) -> list[BreathPlanned]:
        """Return the breaths to announce at ``t_s`` of those that `close` chose."""
        self._forget_ended(t_s)
        announced = []
        while self._closing and len(self._ahead) < 2:
            self._latest = self._closing.popleft()
            self._ahead.append(self._latest)
            announced.append(self._latest)
        return announced

    def withdraw_after(self, t_s: float) -> None:
        """Take back what was announced to begin after ``t_s``; the pace is then that of the breath before."""
        while len(self._ahead) > 1 and self._ahead[-1].t_s > t_s:
            self._ahead.pop()
            self._latest = self._ahead[-1]

    def announced_after(self, t_s: float) -> tuple[BreathPlanned, ...]:
        """Return the breaths that were announced to begin after ``t_s``."""
        return tuple(breath for breath in self._ahead if breath.t_s > t_s)

    def close(self, t_s: float, count: int) -> float:
        """Plan that ``count`` more breaths follow the running one at its pace; return when the last of them ends."""
        self._forget_ended(t_s)
        begins_s = latest(t_s, self.ends_s)
        for _ in range(count - sum(breath.t_s > t_s for breath in self._ahead)):
            breath = self._same(begins_s)
            self._closing.append(breath)
            begins_s = ends_s(breath)
        return begins_s

    def _next(self, begins_s: float, ramp: bool) -> BreathPlanned:
        if ramp and self._ahead:
            return self._pacer.after(self._ahead[-1])
        return self._same(begins_s)

    def _same(self, begins_s: float) -> BreathPlanned:
        return self._pacer.first(begins_s) if self._latest is None else again(self._latest, begins_s)

    def _forget_ended(self, t_s: float) -> None:
        while self._ahead and ends_s(self._ahead[0]) <= t_s:
            self._ahead.popleft()
