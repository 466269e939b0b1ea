"""The annotations of EDF+: when each data record began, and what is marked at which moment.

Source: Kemp and Olivan, "European data format 'plus' (EDF+)" (doi 10.1016/S1388-2457(03)00123-8), section 2.2: lists of
an onset, perhaps a duration, and texts, between bytes 21, 20 and 0; the first one of a record says when it began.
"""

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_LIST = re.compile(rb"([+-]\d{1,12}(?:\.\d*)?)(?:\x15\d+(?:\.\d*)?)?\x14(.*)", re.DOTALL)
_MOST = 1_000_000
"""Annotations that are kept: a choice; ten days of beats."""


@dataclass(slots=True)
class Annotations:
    """What a channel of annotations says.

    Attributes
    ----------
    began_s : list of float
        When each record began, in seconds after the start of the file; ``nan`` where it does not say.
    marks : list of (float, str)
        Moments in seconds after the start of the file, and their texts.
    left_out : int
        Records whose annotations cannot be read.
    """

    began_s: list[float] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
    left_out: int = 0


def annotations_of(records: NDArray[np.uint8]) -> Annotations:
    """Return what is annotated.

    Parameters
    ----------
    records : array of uint8, shape (records, bytes)
        The bytes of one channel of annotations.
    """
    found = Annotations()
    for record in records:
        written = [each for each in record.tobytes().split(b"\0") if each]
        lists = [match for each in written if (match := _LIST.fullmatch(each))]
        found.left_out += len(written) > len(lists)
        keeps_time = bool(lists) and lists[0][2][:1] in (b"", b"\x14")
        found.began_s.append(float(lists[0][1]) if keeps_time else float("nan"))
        for each in lists:
            for text in each[2].split(b"\x14"):
                if text and len(found.marks) < _MOST:
                    found.marks.append((float(each[1]), text.decode("utf-8", errors="replace")))
    found.marks.sort(key=lambda mark: mark[0])
    return found
