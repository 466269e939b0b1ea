"""The name of a channel of Polar data frames: ``pmd``, with what the frames themselves do not say.

``pmd`` alone means acceleration as it is usually asked for. Other sensors are written down in full, for example
``pmd;acc_rate_hz=52;acc_factor=0.000244140625``, so that a recording can be replayed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from devices.channel import Channel
from devices.protocols.polar_measurement import POLAR_CHANNEL

USUAL_ACC_RATE_HZ = 50.0  # samples a second, of the 25, 50, 100 and 200 that a Polar H10 offers


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
        rate = "" if self.acc_rate_hz == USUAL_ACC_RATE_HZ else f"{self.acc_rate_hz:g}"
        factor = "" if math.isnan(self.acc_factor) else repr(self.acc_factor)
        return str(Channel(POLAR_CHANNEL, {"acc_rate_hz": rate, "acc_factor": factor}))

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> Self:
        """Read the options of a channel.

        Raises
        ------
        UsageError
            They are none of a Polar sensor.
        """
        channel = Channel(POLAR_CHANNEL, options)
        values = {name: channel.number(name) for name in options}
        known = {name: value for name, value in values.items() if value is not None}
        if len(known) < len(options) or not known.keys() <= {"acc_rate_hz", "acc_factor"}:
            raise UsageError(SensorSpecErrorCode.POLAR_CHANNEL_UNKNOWN, channel=str(channel))
        return cls(**known)
