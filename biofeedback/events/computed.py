"""Events that are computed from others: the judgement of beats, gaps, and the numbers."""

from dataclasses import dataclass

from biofeedback.event_kinds import BeatKind
from biofeedback.facts import Facts
from biofeedback.reasons import GapReason, ReasonCode


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatJudged:
    """Where a beat lies on the rebuilt timeline and what is thought of it, known two beats later.

    ``t_s`` is the end of the interval. ``nn_ms`` is the interval to compute with, ``nan`` when there is none. ``kind``
    is a `BeatKind`. Raw beats stay beside it, untouched: each `Beat` has exactly one judgement that is not ``missed``.

    Correction keeps the time that passed. ``ectopic``, ``long``, ``short``: the beat was moved to the middle between
    its neighbours, and the interval after it changed as well, unless the beat before was moved already. ``extra``: the
    beat goes (``nn_ms`` is ``nan``) and the interval of the next beat holds both. ``missed``: a beat was put in the
    middle of the interval, one judgement more, with the ``index`` of the beat after it, which follows as ``normal``
    with the other half. ``range``, and what cannot be mended because its neighbour is missing: nothing to compute with,
    and no difference is taken across it.
    """

    source: str
    index: int
    t_s: float
    kind: BeatKind
    nn_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Beats are missing from ``from_s`` to ``until_s`` on the rebuilt timeline; no interval is ever made across it."""

    source: str
    from_s: float
    until_s: float
    reason: GapReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A second passed; so that time goes on for the pipeline even in a dropout."""

    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number of one heart, computed from events.

    ``name`` is a key of `biofeedback.signals.definitions`. ``value`` is ``nan`` when it cannot be known; ``reason``
    then says why, with its ``facts``. ``quality_share`` (0 to 1) is how far it can be trusted: mostly the share of its
    window between beats that count.
    """

    source: str
    name: str
    t_s: float
    value: float
    unit: str
    window_s: float
    quality_share: float
    reason: ReasonCode = ReasonCode.KNOWN
    facts: Facts = ()
