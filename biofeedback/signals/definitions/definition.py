"""What a definition of a number holds, and the groups in which numbers are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Group: TypeAlias = Literal["record", "time", "frequency", "coherence", "breath", "nonlinear", "practice", "together"]

GROUP_TITLES: Mapping[Group, str] = MappingProxyType(
    {
        "record": "The record",
        "time": "Intervals",
        "frequency": "Power by frequency",
        "coherence": "Rhythm coherence",
        "breath": "Breath",
        "nonlinear": "Scaling and repetition",
        "practice": "While practising",
        "together": "Several hearts",
    }
)
"""The groups in which numbers are shown, in order."""

TASK_FORCE = "Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043"
OURS = "Soften's own definition"

UNITLESS = frozenset({"1", "count", "ratio", "share"})
"""What a unit says of numbers that are written without one."""


@dataclass(frozen=True, slots=True)
class ScreenForm:
    """How a number is written where it changes every second.

    Attributes
    ----------
    unit : str
        The unit that stands beside it.
    decimals : int
        How many decimals are shown.
    factor : float
        What a value is multiplied by to be in this unit: 100 for a share in per cent.
    """

    unit: str
    decimals: int
    factor: float = 1.0

    def text(self, value: float) -> str:
        """Return a value as text, without its unit."""
        return f"{self.factor * value:.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a number means.

    Attributes
    ----------
    name : str
        The name of the metric and the key in an analysis.
    title : str
        Its name for people.
    unit : str
        The unit of its value; ``share`` is a part of a whole, 0 to 1.
    window_s : float
        How many seconds it looks back on while practising; ``nan`` for a whole record or a whole breath.
    text : str
        What it is.
    source : str
        Where the definition comes from.
    group : str
        Under which heading of `GROUP_TITLES` it belongs.
    cannot : str
        What it cannot say.
    deviation : str
        Where we compute it otherwise than its source or than common programs; empty when we do not.
    decimals : int
        How many decimals carry meaning for a person, in an analysis.
    label : str
        A short word for it beside its number, where there is no room for the title; empty where none is needed.
    screen : ScreenForm or None
        How it is written while practising, where that is otherwise than in an analysis.
    changes : tuple of str
        What is computed otherwise since its first version, a sentence for each later version, the oldest first.
    rests_on : tuple of str
        The stages and the other numbers that it is computed from while practising, by name.
    """

    name: str
    title: str
    unit: str
    window_s: float
    text: str
    source: str
    group: Group = "practice"
    cannot: str = ""
    deviation: str = ""
    decimals: int = 1
    label: str = ""
    screen: ScreenForm | None = None
    changes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ("live_correction", "irregular_beats")

    @property
    def version(self) -> int:
        """Which version of it this is, from 1 on; numbers of two versions need not agree."""
        return 1 + len(self.changes)

    @property
    def on_screen(self) -> ScreenForm:
        """How it is written while practising."""
        return self.screen or ScreenForm(self.unit, self.decimals)
