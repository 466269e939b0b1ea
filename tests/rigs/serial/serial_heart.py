"""A simulated heart at a serial port: it speaks any of our protocols through a pseudo-terminal, in its own time.

By hand, in one terminal::

    python -m tests.rigs.serial.serial_heart cms50

which says the port to listen to in another: ``soften begin --sensor serial:/tmp/…/ttySENSOR``.
"""

import argparse
import contextlib
import sys
import threading

import numpy as np

from biofeedback.clock import HostClock
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart_model import HeartModel
from tests.rigs.serial import line_speakers, oximeter_wave
from tests.rigs.serial.serial_port import FakePort
from tests.rigs.suite.held_time import HeldTime

SPEAKERS = {
    "soften": line_speakers.soften_bytes,
    "ibi": line_speakers.ibi_bytes,
    "pulsesensor": line_speakers.pulse_sensor_bytes,
    "plotter": line_speakers.plotter_bytes,
    "wave": line_speakers.wave_bytes,
    "values": line_speakers.values_bytes,
    "max3010x": line_speakers.max3010x_bytes,
    "cms50": oximeter_wave.cms50_bytes,
    "cms50-new": oximeter_wave.cms50_new_bytes,
    "nonin2": lambda beats_s, until_s: oximeter_wave.nonin_bytes(beats_s, until_s, 2),
    "nonin7": lambda beats_s, until_s: oximeter_wave.nonin_bytes(beats_s, until_s, 7),
    "bitalino": oximeter_wave.bitalino_bytes,
}
"""Times of beats and an end to (second, bytes), by protocol."""

WAKING = {"cms50-new": b"\x7d\x81\xa1", "bitalino": b"\x05"}
"""What must be written to those that wait to be asked before they speak."""

_SPOKEN_EVERY_S = 0.01
_OPENING_S = 0.1


def heartbeats(until_s, seed=7):
    """The beats of a simulated heart that breathes as it likes."""
    beats_s = HeartModel(seed, SimulatedFaults()).advance(until_s)
    return np.array([beat_s for beat_s in beats_s if beat_s > 0.0])


class SerialHeart:
    """Speaks through a port once somebody listens to it; a context manager.

    ``speed`` is how many of its seconds pass in a real one, or in one of ``held`` time. While ``silent`` is set, it
    says nothing.
    """

    def __init__(
        self, port: FakePort, spoken, *, speed: float = 1.0, waking: bytes = b"", held: HeldTime | None = None
    ) -> None:
        self._port = port
        self._spoken = spoken
        self._held = held
        self._clock = HostClock(speed) if held is None else HostClock(speed, held.now_ns)
        self._waking = waking
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._speak, name="serial heart", daemon=True)
        self._is_there = threading.Event()
        self.silent = threading.Event()
        self.received = b""
        self.done = threading.Event()

    def __enter__(self):
        self._thread.start()
        # When it begins is not for the machine to say: who holds the time meanwhile lets it go on with us.
        if self._held is not None and self._waking:
            self._held.ask(self._question)
        elif self._held is not None:
            self._is_there.wait()
        return self

    def __exit__(self, *_):
        if self._held is not None:
            self._held.stop_asking(self._question)
        self._stop.set()
        self._thread.join()

    def _question(self):
        """Return what says whether all that was asked of it has been heard, and if it is awake, that it speaks."""
        return lambda: (
            self._is_there.is_set() or (self._waking not in self.received and len(self.received) >= self._port.written)
        )

    def _speak(self) -> None:
        while self._waking not in self.received:
            if self._stop.is_set():
                return
            self._receive()
        with contextlib.nullcontext() if self._held is None else self._held.taking_part():
            self._is_there.set()
            self._say_all()
        self.done.set()
        while not self._stop.is_set():
            self._receive()

    def _receive(self) -> None:
        with contextlib.suppress(OSError, AssertionError):
            self.received += self._port.received(0.05)

    def _say_all(self) -> None:
        while not self._port.is_set_up and not self._stop.is_set():
            self._pause(_SPOKEN_EVERY_S)
        self._pause(_OPENING_S)  # whoever opens a port first throws away what lies in it
        begun_s = self._clock.now_s()
        at, gathered = 0, b""
        while at < len(self._spoken) and not self._stop.is_set():
            now_s = self._clock.now_s() - begun_s
            while at < len(self._spoken) and self._spoken[at][0] <= now_s:
                gathered += self._spoken[at][1]
                at += 1
            if gathered and not self.silent.is_set():
                self._port.send(gathered)
            gathered = b""
            self._pause(_SPOKEN_EVERY_S)

    def _pause(self, for_s: float) -> None:
        if self._held is None:
            self._stop.wait(for_s)
        else:
            self._held.wait_until(self._held.now_s() + for_s, self._stop)


def main() -> None:
    reading = argparse.ArgumentParser(description="A simulated heart at a serial port.")
    reading.add_argument("protocol", choices=SPEAKERS)
    reading.add_argument("--seconds", type=float, default=600.0)
    reading.add_argument("--seed", type=int, default=7)
    requested = reading.parse_args()
    spoken = SPEAKERS[requested.protocol](heartbeats(requested.seconds, requested.seed), requested.seconds)
    with FakePort() as port, SerialHeart(port, spoken, waking=WAKING.get(requested.protocol, b"")) as heart:
        sys.stdout.write(f"serial:{port.device}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            heart.done.wait()


if __name__ == "__main__":
    main()
