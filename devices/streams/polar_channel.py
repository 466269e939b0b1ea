"""The name of a channel of Polar data frames: ``pmd``, with what the frames themselves do not say.

``pmd`` alone means acceleration as it is usually asked for. Other sensors are written down in full, for example
``pmd;acc_rate_hz=52;acc_factor=0.000244140625``, so that a recording can be replayed. This module must not read frames.
"""

import math
from dataclasses import dataclass
from typing import Self

from devices.protocols.polar_measurement import POLAR_CHANNEL

USUAL_ACC_RATE_HZ = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolarChannel:
    """What the data frames of one sensor leave unsaid.

    Attributes
    ----------
    acc_rate_hz : float
        Nominal sampling rate of the acceleration.
    acc_factor : float
        A compressed value of the acceleration times this is in g; ``nan`` when the sensor told none.
    """

    acc_rate_hz: float = USUAL_ACC_RATE_HZ
    acc_factor: float = math.nan

    def __str__(self) -> str:
        rate = "" if self.acc_rate_hz == USUAL_ACC_RATE_HZ else f";acc_rate_hz={self.acc_rate_hz:g}"
        factor = "" if math.isnan(self.acc_factor) else f";acc_factor={self.acc_factor!r}"
        return f"{POLAR_CHANNEL}{rate}{factor}"

    @classmethod
    def read(cls, channel: str) -> Self | None:
        """Read a channel's name; ``None`` when it is none of these."""
        name, *options = channel.split(";")
        values: dict[str, float] = {}
        for option in options:
            key, _, text = option.partition("=")
            try:
                values[key] = float(text)
            except ValueError:
                return None
        believable = all(math.isfinite(value) and value > 0.0 for value in values.values())
        if name != POLAR_CHANNEL or not believable or not values.keys() <= {"acc_rate_hz", "acc_factor"}:
            return None
        return cls(**values)
