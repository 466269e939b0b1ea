"""The breaths that are being led: the one that runs, the one announced after it, and when the next is due.

This module must not know steps or words; whether breath is led at a moment is asked of whoever does.
"""

import math
from collections import deque
from collections.abc import Callable

from biofeedback.events import BreathPlanned
from biofeedback.practice.breath import ends_s, out_begins_s
from biofeedback.practice.pacing import Pacer, again


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

    @property
    def due_s(self) -> float:
        """When the running breath ends and another is to be announced; ``inf`` when none runs."""
        return ends_s(self._ahead[0]) if self._ahead else math.inf

    @property
    def ends_s(self) -> float:
        """When the latest breath announced ends or ended; ``-inf`` when there was none."""
        return -math.inf if self._latest is None else ends_s(self._latest)

    def announce(self, t_s: float, led_at: Callable[[float], bool], lean: bool) -> list[BreathPlanned]:
        """Return the breaths to announce at ``t_s`` so that the one after the running one is known.

        Parameters
        ----------
        t_s : float
            Now.
        led_at : callable
            Says whether a breath may begin at a moment.
        lean : bool
            Whether the pace goes on toward its aim; else it stays as it is.
        """
        self._forget_ended(t_s)
        announced = []
        while len(self._ahead) < 2:
            begins_s = max(t_s, self.ends_s)
            if not led_at(begins_s):
                break
            breath = self._next(begins_s, lean)
            self._ahead.append(breath)
            self._latest = breath
            announced.append(breath)
        return announced

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

    def close(self, t_s: float, count: int) -> float:
        """Let the running breath complete and ``count`` more follow at its pace; return when the last of them ends."""
        self._forget_ended(t_s)
        begins_s = max(t_s, self.ends_s)
        for _ in range(count - sum(breath.t_s > t_s for breath in self._ahead)):
            breath = self._same(begins_s)
            self._closing.append(breath)
            begins_s = ends_s(breath)
        return begins_s

    def out_begins_from(self, t_s: float) -> float:
        """Return when the next out-breath from ``t_s`` on begins; ``nan`` when no breath runs or none is known."""
        if not self._ahead or self._ahead[0].t_s > t_s:
            return math.nan
        return next((out_begins_s(breath) for breath in self._ahead if out_begins_s(breath) >= t_s), math.nan)

    def _next(self, begins_s: float, lean: bool) -> BreathPlanned:
        if lean and self._ahead:
            return self._pacer.after(self._ahead[-1])
        return self._same(begins_s)

    def _same(self, begins_s: float) -> BreathPlanned:
        return self._pacer.first(begins_s) if self._latest is None else again(self._latest, begins_s)

    def _forget_ended(self, t_s: float) -> None:
        while self._ahead and ends_s(self._ahead[0]) <= t_s:
            self._ahead.popleft()
