"""Keeps the acceleration of the chest of the last minute, and reads the breath from it."""

from collections import deque

import numpy as np

from biofeedback.events import SampleBlock
from biofeedback.signals.breath.chest_motion import LONGEST_S
from biofeedback.signals.breath.respiration import (
    LOWEST_ACCELERATION_HZ,
    NO_BREATH,
    BreathEstimate,
    breath_from_acceleration,
)
from biofeedback.signals.timing.beats import FloatArray

STALE_S = 5.0
"""Acceleration older than this says nothing of now. A choice: as often as the breath is read."""

_AXES = 3  # x, y and z

_LARGEST_STEP_SAMPLES = 2.5
"""From the end of a block to the first sample of the next, in samples; more means that some are missing. A choice that
leaves room for stamps that are rounded."""

_HIGHEST_RATE_HZ = 1000.0  # more is no rate of a strap; a choice


class RecentMotion:
    """The last 64 s of three-axis acceleration, in unbroken order.

    A block that does not follow on the one before (samples are missing, the rate is another, the sensor's clock was
    set) begins anew: the breath is looked for in evenly sampled stretches alone. What has another number of axes, a
    value that is no number, or too slow or implausible a rate, is left out.
    """

    def __init__(self) -> None:
        self._blocks: deque[FloatArray] = deque()
        self._count = 0
        self._rate_hz = 0.0
        self._device_s = 0.0
        self._newest_s = 0.0

    def add(self, block: SampleBlock) -> None:
        """Take in the samples of one packet."""
        device_s = np.frombuffer(block.device_s, dtype="<f8")
        values = np.frombuffer(block.values, dtype="<f8")
        usable = (
            block.channels == _AXES
            and 0 < values.size == _AXES * device_s.size
            and LOWEST_ACCELERATION_HZ <= block.rate_hz <= _HIGHEST_RATE_HZ
            and bool(np.all(np.isfinite(values)))
        )
        if not usable:
            return
        follows = 0.0 < float(device_s[0]) - self._device_s < _LARGEST_STEP_SAMPLES / block.rate_hz
        if not follows or block.rate_hz != self._rate_hz:
            self.clear()
        most = int(LONGEST_S * block.rate_hz)
        self._rate_hz, self._device_s, self._newest_s = block.rate_hz, float(device_s[-1]), block.t_s
        self._blocks.append(values.reshape(-1, _AXES)[-most:])
        self._count += len(self._blocks[-1])
        while self._count - len(self._blocks[0]) >= most:
            self._count -= len(self._blocks.popleft())

    def clear(self) -> None:
        """Forget all samples."""
        self._blocks.clear()
        self._count = 0

    def breath(self, now_s: float) -> BreathEstimate:
        """Return the breath that the motion shows as of ``now_s``; `NO_BREATH` without motion of now."""
        if not self._blocks or abs(now_s - self._newest_s) > STALE_S:
            return NO_BREATH
        return breath_from_acceleration(np.concatenate(self._blocks), self._rate_hz)
