"""What a file of another program holds, the same whatever program wrote it: hearts, waves, events and remarks."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from biofeedback.codes import ImportRemarkCode
from biofeedback.event_kinds import SampleKind
from biofeedback.facts import Facts, FactValue, facts

FLAGS = frozenset({"blocker", "no-contact", "large-error", "outlier", "low-confidence"})
"""Words of importers for why a file, or its sensor, says not to trust an interval."""

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ImportRemark:
    """Something to say of how a file was understood: a code and its facts, for a sentence at the edge."""

    code: ImportRemarkCode
    facts: Facts = ()

    @classmethod
    def of(cls, code: ImportRemarkCode, **given: FactValue | tuple[FactValue, ...]) -> "ImportRemark":
        """Return a remark with these facts; several under one name for a tuple."""
        return cls(code, facts(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedHeart:
    """The beats of one heart.

    Attributes
    ----------
    rr_ms : tuple of float
        The interval that ends with each beat, in ms, as the file has it; ``nan`` where there is a break.
    t_s : tuple of float or None
        When each beat was, in seconds from the beginning of the file, never falling; None where the file does not say.
    flags : tuple of str
        A word for each beat that the file itself, or its sensor, says not to trust (``blocker``, ``contact``, ...), and
        an empty one for all others; no flags at all where it marks nothing. The interval is kept, and is a break in
        every computation.
    name : str
        What the file calls the heart or its sensor; empty where it has no name.
    resolution_ms : float
        The step of the intervals, where the format fixes it; else ``nan``.
    """

    rr_ms: tuple[float, ...]
    t_s: tuple[float, ...] | None = None
    flags: tuple[str, ...] = ()
    name: str = ""
    resolution_ms: float = math.nan

    def __post_init__(self) -> None:
        if self.t_s is not None and len(self.t_s) != len(self.rr_ms):
            raise ValueError("each beat has a time, or none has")
        if self.flags and len(self.flags) != len(self.rr_ms):
            raise ValueError("each beat has a flag, or none has")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImportedWave:
    """One wave, of one or several channels.

    Attributes
    ----------
    kind : SampleKind
        What it is of.
    unit : str
        ``uV``, ``mg``, or ``1`` for counts and for what has no unit.
    rate_hz : float
        Samples a second.
    values : array, shape (samples, channels)
        The samples as the file has them; ``nan`` where it has none.
    start_s : float
        When the first one was, in seconds from the beginning of the file.
    t_s : array, shape (samples,), or None
        When each was, rising, where they are not evenly spaced; else None.
    name : str
        What the file calls it.
    """

    kind: SampleKind
    unit: str
    rate_hz: float
    values: FloatArray
    start_s: float = 0.0
    t_s: FloatArray | None = None
    name: str = ""

    @property
    def times_s(self) -> FloatArray:
        """When each sample was, in seconds from the beginning of the file."""
        return self.start_s + np.arange(len(self.values)) / self.rate_hz if self.t_s is None else self.t_s


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEvent:
    """A moment that is marked in the file, in seconds from its beginning.

    Attributes
    ----------
    t_s : float
        When it was.
    text : str
        What is said of it.
    words : {"format", "label", "note"}
        Whose the text is: one of the words of the format, a label that somebody or some program wrote, or a note that
        somebody wrote for themselves. What may be of a person goes out of a recording only where notes do.
    """

    t_s: float
    text: str
    words: Literal["format", "label", "note"] = "format"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """All that was taken from a file, or from files that belong together.

    Attributes
    ----------
    kind : str
        The name of the importer that read it, such as ``hrv_logger``.
    hearts : tuple of ImportedHeart
        The hearts whose beats it tells, the first one first. Where there is none, beats are looked for in the waves.
    waves : tuple of ImportedWave
        Its waves. Beats are found in the first ECG, or else in the first pulse wave.
    events : tuple of ImportedEvent
        What is marked in it, in order.
    started_at : datetime or None
        When it begins, with a zone or, where it tells none, without; None where it does not say.
    day : date or None
        The day of its beginning, where it tells no hour.
    clock_s : float
        Seconds of the day at its beginning, where it tells no day; else ``nan``.
    has_unread_dates : bool
        Whether something that looks like a date was not understood.
    remarks : tuple of ImportRemark
        How it was understood: units, and all that was not used.
    beside : tuple of str
        The names of the files beside it that were read with it, without folders.
    belonging : tuple of str
        The names of all files in its folder that are of the same thing, so that none makes another recording of it.
    after_s, before_s : float
        How many seconds after the first session of the file, and before the last one, it began.
    later : tuple of ImportedFile
        Further sessions in the same file, in order, each with its own beginning; none of them has later ones.
    """

    kind: str
    hearts: tuple[ImportedHeart, ...] = ()
    waves: tuple[ImportedWave, ...] = ()
    events: tuple[ImportedEvent, ...] = ()
    started_at: datetime | None = None
    day: date | None = None
    clock_s: float = math.nan
    has_unread_dates: bool = False
    remarks: tuple[ImportRemark, ...] = ()
    beside: tuple[str, ...] = ()
    belonging: tuple[str, ...] = ()
    after_s: float = 0.0
    before_s: float = 0.0
    later: "tuple[ImportedFile, ...]" = ()

    @property
    def sessions(self) -> "tuple[ImportedFile, ...]":
        """All sessions of the file, this one first."""
        return (self, *self.later)
