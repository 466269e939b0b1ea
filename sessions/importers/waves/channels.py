"""Tells what a channel of somebody else's file is of, by what it is called and by its unit."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from biofeedback.codes import ImportRemarkCode
from biofeedback.event_kinds import SampleKind
from sessions.importers.imported import ImportRemark
from sessions.tables.titles import is_interval_title, words_of
from sessions.tables.units import Unit, unit_of

Meaning = Literal["ecg", "pulse", "acceleration", "breath", "intervals"]

_WORDS: Mapping[Meaning, str] = MappingProxyType(
    {
        "ecg": "ecg ekg ecgbit electrocardiogram elektrokardiogramm mlii mliii mli mcl",
        "pulse": "ppg pleth plethysmogram plethysmograph photoplethysmogram bvp bvpbit abp art pulsebit",
        "breath": "resp respiration respiratory rsp rip breath breathing thorax thoracic abdomen abdominal airflow pzt "
        "respbit respiban",
        "acceleration": "acc accel accelerometer acceleration accbit xyz",
    }
)
"""Words of labels, in the order in which they are asked: those of EDF+ ("ECG II", "Resp chest"), of PhysioNet
("MLII", "PLETH", "ABP"), of OpenSignals ("ECGBIT") and of lab streaming ("PPG")."""

_LEADS = re.compile(r"(?:lead )?(?:i|ii|iii|av[rlf]|v[1-9]|mcl\d|modified lead \w+|d[1-4]|cm\d|ml\w{1,3})")
"""Leads of an ECG as WFDB and PTB call them, where nothing else is said."""

_RATES = frozenset({"bpm", "1/min", "/min", "min-1", "count/min", "%", "beats/min"})
"""Units of numbers that are computed from a wave: a heart rate, a saturation."""

# Microvolts and milli-g of one unit, by what files call it.
_VOLTS_UV: Mapping[str, float] = MappingProxyType(
    {"nv": 1e-3, "uv": 1.0, "µv": 1.0, "μv": 1.0, "microvolts": 1.0, "microvolt": 1.0, "mv": 1e3, "millivolts": 1e3}
    | {"v": 1e6, "volts": 1e6}
)
_FORCES_MG: Mapping[str, float] = MappingProxyType(
    {"mg": 1.0, "g": 1e3, "m/s^2": 1e3 / 9.80665, "m/s2": 1e3 / 9.80665, "m/s²": 1e3 / 9.80665}
)
"""Standard gravity is 9.80665 m/s² (SI)."""

_INTERVAL_UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "ms": "ms",
        "msec": "ms",
        "milliseconds": "ms",
        "s": "s",
        "sec": "s",
        "seconds": "s",
        "us": "us",
        "µs": "us",
        "microseconds": "us",
        "ns": "ns",
    }
)


class Scale(NamedTuple):
    """The unit in which a wave is kept, and what its values are multiplied by for it."""

    unit: str
    factor: float


def meaning_of(label: str, unit: str = "", type_name: str = "") -> Meaning | None:
    """Return what a channel holds; None where that is nothing of use here, or cannot be told.

    Parameters
    ----------
    label : str
        What the file calls it.
    unit : str
        The unit of its values, where it is told.
    type_name : str
        What it is of, where the file says that beside the label.
    """
    plain_unit = unit.strip().lower()
    if plain_unit in _RATES:
        return None
    for text in (type_name, label):
        words = {part for word in words_of(text) for part in (word, word.rstrip("0123456789"))}
        for meaning, known in _WORDS.items():
            if words.intersection(known.split()):
                return meaning
        if is_interval_title(text) or (words == {"hrv"} and plain_unit in _INTERVAL_UNITS):
            return "intervals"
    return "ecg" if _LEADS.fullmatch(label.lower().strip(" ,.:")) and plain_unit in ("", *_VOLTS_UV) else None


def scale_of(kind: SampleKind, unit: str) -> Scale:
    """Return in what unit a wave is kept: ECG in uV and acceleration in mg where the file's unit is one of these."""
    known = _VOLTS_UV if kind == "ecg" else _FORCES_MG if kind == "acceleration" else {}
    factor = known.get(unit.strip().lower())
    return Scale("1", 1.0) if factor is None else Scale("mg" if kind == "acceleration" else "uV", factor)


def interval_unit(named: str, values: Sequence[float], title: str, remarks: list[ImportRemark]) -> Unit | None:
    """Return the unit of the intervals of a channel; None where it can be none.

    Parameters
    ----------
    named : str
        The unit that the file names; values that cannot be in it are not believed to be, which is said.
    values : sequence of float
        The intervals, all of them above 0.
    title : str
        What the channel is called.
    remarks : list of ImportRemark
        Takes what is said.
    """
    of_title = _INTERVAL_UNITS.get(named.strip().lower())
    unit = (unit_of(values) if len(values) else None) or of_title
    if of_title is not None and unit != of_title:
        facts = {"title": title, "title_unit": of_title, "unit": str(unit)}
        remarks.append(ImportRemark.of(ImportRemarkCode.UNIT_OF_VALUES, **facts))
    return unit
