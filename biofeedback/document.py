"""A page for people as blocks of text, tables and charts, the same for every form it is written in.

Nothing here is markup: a text means itself, whatever signs it holds.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["ink", "muted", "amber", "sage", "wave"]
"""What a line or a word is drawn in; the colours are those of the window on light paper."""

Style: TypeAlias = Literal["plain", "lead", "quiet"]
"""How a paragraph is set: as usual, larger, or stepping back."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; of the first level are those of a whole part."""

    text: str
    level: Literal[1, 2] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    head : tuple of str
        The names of the columns.
    rows : tuple of tuple of str
        As many cells in each as there are columns.
    numbers_from : int
        From this column on there are numbers, which stand to the right.
    widths : tuple of int
        How wide the columns are, in shares of the whole; empty for as wide as what is in them.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers_from: int = 1
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows) or len(self.widths) not in (0, len(self.head)):
            raise ValueError("every row has as many cells as the table has columns")


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, with what stands there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A course: points (seconds, value) in order of time; ``nan`` where it is not known, and breaks off.

    ``steps``: a value holds until the next point, as with something that was led.
    """

    points: tuple[tuple[float, float], ...]
    tone: Tone
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves above one another's time, with a vertical axis of their own.

    Attributes
    ----------
    title : str
        What is drawn, with its unit.
    low, high : float
        The values at the lower and the upper edge.
    ticks : tuple of Tick
        Of the vertical axis.
    curves : tuple of Curve
        What is drawn; none where there is nothing to know.
    """

    title: str
    low: float
    high: float
    ticks: tuple[Tick, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels over the same time.

    Attributes
    ----------
    alt : str
        What is to be seen, in words, for who cannot see it; never empty.
    from_s, until_s : float
        The time, in seconds.
    ticks : tuple of Tick
        Of the axis of time.
    bands : tuple of (float, float, str)
        Stretches that are told apart by their ground, such as steps: from, until, and a short name.
    marks : tuple of float
        Moments that were marked, in seconds.
    panels : tuple of Panel
        What is drawn, from the top down.
    """

    alt: str
    from_s: float
    until_s: float
    ticks: tuple[Tick, ...]
    bands: tuple[tuple[float, float, str], ...]
    marks: tuple[float, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class DotGroup:
    """The people of one group.

    Attributes
    ----------
    title : str
        What the group is called; empty where there is one.
    people : tuple of tuple of float
        A value a column for each person; ``nan`` where it is not known.
    medians : tuple of float
        The median of each column; ``nan`` where it is not known.
    intervals : tuple of (float, float)
        The bounds of its interval; ``nan`` where none is told.
    """

    title: str
    people: tuple[tuple[float, ...], ...]
    medians: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class DotChart:
    """A line of dots a person over the same columns, groups beside one another, with the median of each column.

    Attributes
    ----------
    alt : str
        What is to be seen, in words, for who cannot see it; never empty.
    title : str
        What is drawn, with its unit.
    columns : tuple of str
        What the columns are called.
    low, high : float
        The values at the lower and the upper edge.
    ticks : tuple of Tick
        Of the vertical axis.
    groups : tuple of DotGroup
        What is drawn, from the left.
    """

    alt: str
    title: str
    columns: tuple[str, ...]
    low: float
    high: float
    ticks: tuple[Tick, ...]
    groups: tuple[DotGroup, ...]


Picture: TypeAlias = Chart | DotChart
"""What is drawn."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page of its own."""


Block: TypeAlias = Heading | Paragraph | Table | Picture | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document.

    Attributes
    ----------
    title : str
        Its title, which stands at its beginning as well.
    language : str
        The language as `LANG` names it, such as ``de`` or ``pt_BR``.
    right_to_left : bool
        Whether that is written from right to left.
    foot : str
        What stands at the foot of every page.
    blocks : tuple of Block
        What it says, in order.
    colours : tuple of (Tone, str)
        Each tone as ``#rrggbb``.
    """

    title: str
    language: str
    right_to_left: bool
    foot: str
    blocks: tuple[Block, ...]
    colours: tuple[tuple[Tone, str], ...]
