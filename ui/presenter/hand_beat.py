"""A beat of a recording as it is shown to whoever edits beats by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from biofeedback.event_kinds import BeatKind
    from biofeedback.signals.artefacts.hand_edits import BeatPlace

Standing: TypeAlias = Literal["came", "corrected", "changed", "put_in", "untrusted", "kept"]
"""How a beat stands: as it came, corrected by rule, and by hand: its interval changed, put in, not to be trusted, or
kept as it came."""


@dataclass(frozen=True, slots=True)
class HandBeat:
    """A beat to be edited.

    Attributes
    ----------
    place : BeatPlace
        Which beat it is.
    t_s : float
        When it is, in seconds of the session.
    interval_ms : float
        The interval that ends there, ``nan`` or 0 where there is none.
    kind : BeatKind
        What the automatic correction thinks of it.
    standing : Standing
        How it stands now.
    """

    place: BeatPlace
    t_s: float
    interval_ms: float
    kind: BeatKind
    standing: Standing
