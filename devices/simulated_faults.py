"""What may go wrong with the simulated heart, in values and in words.

One grammar, read and written here: options separated by commas, each at most once, except ``dropout``, which may stand
several times (``ectopics=0.02,dropout=5s@30s,dropout=20s@90s``).
"""

import math
import re
from dataclasses import dataclass, replace

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from devices.options import read_option

EXAMPLE = "simulated:ectopics=0.02,dropout=20s@60s"
_DROPOUT_EXAMPLE = "simulated:dropout=20s@60s"

_WITH_COMMA = re.compile(r"(?<=[=@])(\d+),(\d+)")
"""A value as most of the world writes it; the comma would begin another option."""

OPTIONS: tuple[tuple[str, str], ...] = (
    ("ectopics=0.02", "this share of beats comes too early and is followed by a pause"),
    ("missing=0.01", "this share of beats goes undetected: one long interval"),
    ("extra=0.01", "this share of intervals is split by a beat that never was"),
    ("noise=8ms", "every beat is seen with this much more jitter"),
    ("latency=1.5s", "intervals arrive this much later than their beat"),
    ("dropout=20s@60s", "the link is lost for 20 s from 60 s; may be said several times"),
    ("no-rr", "the strap sends a heart rate and no intervals"),
    ("no-contact", "the strap says nothing of its contact with the skin"),
)
"""Every option as one would write it, with what it does."""

# Where a fault ends to be one that a practice can be tried with, and begins to be a slip of the finger; a choice.
LARGEST_SHARE = 0.5
LARGEST_NOISE_MS = 100.0
LARGEST_LATENCY_S = 5.0
LATEST_DROPOUT_S = 86_400.0  # a day


@dataclass(frozen=True, slots=True, order=True)
class Dropout:
    """The link is lost at ``from_s`` of the session, for ``for_s`` seconds."""

    from_s: float
    for_s: float

    @property
    def until_s(self) -> float:
        """The session time in seconds at which the link is back."""
        return self.from_s + self.for_s

    def __str__(self) -> str:
        return f"{_number(self.for_s)}s@{_number(self.from_s)}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedFaults:
    """What goes wrong with a simulated heart and its strap; by default, nothing.

    ``str(faults)`` is the text that `parse_faults` reads, empty when nothing goes wrong.

    Attributes
    ----------
    ectopic_share, missing_share, extra_share : float
        Probability per beat, 0 to 0.5, of a premature beat, of an undetected beat, of a beat that never was.
    noise_ms : float
        Standard deviation of the jitter added to every beat time, 0 to 100 ms.
    latency_s : float or None
        How late the strap gives a beat away, 0 to 5 s; ``None`` leaves it to the seed (0.4 to 1.2 s).
    dropouts : tuple of Dropout
        When the link is lost, in order.
    intervals : bool
        Whether the strap sends RR intervals at all.
    contact : bool
        Whether the strap speaks of its contact with the skin.
    """

    ectopic_share: float = 0.0
    missing_share: float = 0.0
    extra_share: float = 0.0
    noise_ms: float = 0.0
    latency_s: float | None = None
    dropouts: tuple[Dropout, ...] = ()
    intervals: bool = True
    contact: bool = True

    def __str__(self) -> str:
        words = [
            f"{name}={_number(value)}{unit}"
            for name, value, unit in (
                ("ectopics", self.ectopic_share, ""),
                ("missing", self.missing_share, ""),
                ("extra", self.extra_share, ""),
                ("noise", self.noise_ms, "ms"),
            )
            if value
        ]
        if self.latency_s is not None:
            words.append(f"latency={_number(self.latency_s)}s")
        words += [f"dropout={dropout}" for dropout in self.dropouts]
        if not self.intervals:
            words.append("no-rr")
        if not self.contact:
            words.append("no-contact")
        return ",".join(words)


def parse_faults(text: str) -> SimulatedFaults:
    """Read the options of the simulated heart, for example ``ectopics=0.02,dropout=20s@60s``.

    Raises
    ------
    UsageError
        An option is unknown or stands twice, or its value cannot be or has a decimal comma; the facts say what can be
        written.
    """
    if with_comma := _WITH_COMMA.search(text):
        raise UsageError(SensorSpecErrorCode.FAULT_WITH_COMMA, text=with_comma[0], number=".".join(with_comma.groups()))
    faults = SimulatedFaults()
    seen: set[str] = set()
    for name, value in ((option.name, option.value or "") for option in map(read_option, text.split(","))):
        if name in seen and name != "dropout":
            raise UsageError(SensorSpecErrorCode.FAULT_TWICE, option=name, example=EXAMPLE)
        seen.add(name)
        match name:
            case "ectopics":
                faults = replace(faults, ectopic_share=_measure(name, value, "", LARGEST_SHARE))
            case "missing":
                faults = replace(faults, missing_share=_measure(name, value, "", LARGEST_SHARE))
            case "extra":
                faults = replace(faults, extra_share=_measure(name, value, "", LARGEST_SHARE))
            case "noise":
                faults = replace(faults, noise_ms=_measure(name, value, "ms", LARGEST_NOISE_MS))
            case "latency":
                faults = replace(faults, latency_s=_measure(name, value, "s", LARGEST_LATENCY_S))
            case "dropout":
                faults = replace(faults, dropouts=_with(faults.dropouts, _dropout(value)))
            case "no-rr" | "no-contact" if value:
                raise UsageError(SensorSpecErrorCode.FAULT_WITHOUT_VALUE, option=name, example=f"simulated:{name}")
            case "no-rr":
                faults = replace(faults, intervals=False)
            case "no-contact":
                faults = replace(faults, contact=False)
            case _:
                known = [example.partition("=")[0] for example, _ in OPTIONS]
                raise UsageError(SensorSpecErrorCode.FAULT_UNKNOWN, option=name, known=known, example=EXAMPLE)
    return faults


def _measure(name: str, text: str, unit: str, largest: float) -> float:
    try:
        value = float(text.removesuffix(unit))
    except ValueError:
        value = math.nan
    if not 0.0 <= value <= largest:
        example = next(example for example, _ in OPTIONS if example.startswith(f"{name}="))
        raise UsageError(
            SensorSpecErrorCode.FAULT_OUT_OF_RANGE,
            option=name,
            largest=f"{largest:g}{unit}",
            text=text,
            example=f"simulated:{example}",
        )
    return value


def _dropout(text: str) -> Dropout:
    for_text, at, from_text = text.partition("@")
    if not at:
        raise UsageError(SensorSpecErrorCode.DROPOUT_WITHOUT_TIME, example=_DROPOUT_EXAMPLE)
    dropout = Dropout(
        from_s=_measure("dropout", from_text, "s", LATEST_DROPOUT_S),
        for_s=_measure("dropout", for_text, "s", LATEST_DROPOUT_S),
    )
    if dropout.for_s == 0.0:
        raise UsageError(SensorSpecErrorCode.DROPOUT_OF_NOTHING, example=_DROPOUT_EXAMPLE)
    return dropout


def _with(dropouts: tuple[Dropout, ...], another: Dropout) -> tuple[Dropout, ...]:
    for dropout in dropouts:
        if another.from_s <= dropout.until_s and dropout.from_s <= another.until_s:
            raise UsageError(
                SensorSpecErrorCode.DROPOUTS_TOUCH,
                first=str(dropout),
                second=str(another),
                example="simulated:dropout=5s@30s,dropout=20s@60s",
            )
    return tuple(sorted((*dropouts, another)))


def _number(value: float) -> str:
    # repr finds the shortest text that reads back as the very same number.
    return repr(value).removesuffix(".0")
