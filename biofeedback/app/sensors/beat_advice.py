"""Tells the person, now and then, that beats come too irregularly for the numbers of their heart."""

from collections.abc import Iterable

from biofeedback.codes import NoticeCode
from biofeedback.events import Event, Metric, Notice
from biofeedback.reasons import ReasonCode

_AGAIN_S = 180.0
"""The same is not said again for three minutes, as with an error that comes and goes."""


class BeatAdvice:
    """Tells of each sensor when its numbers begin to be withheld."""

    def __init__(self) -> None:
        self._last_s: dict[str, float] = {}

    def notices(self, results: Iterable[Event]) -> list[Notice]:
        """Return what is to be said of these numbers; mostly nothing."""
        return [
            Notice(t_s=metric.t_s, source=metric.source, code=NoticeCode.BEATS_IRREGULAR, facts=())
            for metric in results
            if isinstance(metric, Metric)
            and metric.reason is ReasonCode.BEATS_IRREGULAR
            and self._is_due(metric.source, metric.t_s)
        ]

    def _is_due(self, source: str, t_s: float) -> bool:
        last_s = self._last_s.get(source)
        if last_s is not None and t_s < last_s + _AGAIN_S:
            return False
        self._last_s[source] = t_s
        return True
