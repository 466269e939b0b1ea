"""Events of a heart: a beat as it was judged, and a number."""

from biofeedback.events import BeatJudged, BeatKind, Metric
from biofeedback.reasons import Reason


def beat(t_s: float, nn_ms: float = 850.0, kind: BeatKind = "normal", index: int = 0) -> BeatJudged:
    return BeatJudged(source="s", index=index, t_s=t_s, kind=kind, nn_ms=nn_ms)


def metric(name: str, value: float, reason: Reason | None = None) -> Metric:
    why = {"reason": reason.code, "facts": reason.facts} if reason else {}
    return Metric(source="s", name=name, t_s=1.0, value=value, unit="", window_s=1.0, quality_share=1.0, **why)
