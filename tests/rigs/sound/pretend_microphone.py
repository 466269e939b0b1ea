"""A microphone that hears what a test gives it, and notes when it was open."""

import numpy as np
from numpy.typing import NDArray

from ui.sound.takes.microphone import OnSamples


class PretendMicrophone:
    """Hears blocks of 10 ms whenever a test lets it."""

    def __init__(self, rate_hz: float = 48_000.0) -> None:
        self.rate_hz = rate_hz
        self.open = False
        self.closed = 0
        self._on_samples: OnSamples | None = None

    def start(self, on_samples: OnSamples) -> None:
        self.open = True
        self._on_samples = on_samples

    def close(self) -> None:
        self.open = False
        self.closed += 1

    def hear(self, samples: NDArray[np.float64]) -> None:
        """Let these samples come in, as the device's own thread would bring them."""
        assert self.open
        assert self._on_samples is not None
        block = round(0.01 * self.rate_hz)
        for begins in range(0, len(samples), block):
            self._on_samples(samples[begins : begins + block])


def speech(length_s: float, rate_hz: float, *, level: float = 0.2, seed: int = 1) -> NDArray[np.float64]:
    """Something like words: syllables of a buzzing voice, four a second, with breaths between them."""
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    pitch = 140.0 + 20.0 * np.sin(2.0 * np.pi * 0.7 * t_s)
    phase = 2.0 * np.pi * np.cumsum(pitch) / rate_hz
    buzz = sum(np.sin(number * phase) / number for number in range(1, 12))
    syllables = 0.25 + 0.75 * np.sin(np.pi * ((4.0 * t_s) % 1.0)) ** 2
    hiss = np.random.default_rng(seed).normal(0.0, 0.05, len(t_s))
    return level * syllables * (buzz / 2.0 + hiss)


def room(length_s: float, rate_hz: float, *, level_db: float = -62.0, seed: int = 2) -> NDArray[np.float64]:
    """The quiet of a room: noise, and a hum."""
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    noise = np.random.default_rng(seed).normal(0.0, 1.0, len(t_s))
    return 10.0 ** (level_db / 20.0) * (0.8 * noise + 0.6 * np.sqrt(2.0) * np.sin(2.0 * np.pi * 50.0 * t_s))
