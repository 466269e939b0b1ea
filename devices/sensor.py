"""What every sensor can do, whatever wire or radio it hangs on.

A `Sensor` turns what arrives into events and hands them to `Publish`.
"""

from typing import Protocol

from biofeedback.clock import Clock
from biofeedback.events import Event


class Publish(Protocol):
    """Takes events that belong together, in order; it returns at once and never raises."""

    def __call__(self, *events: Event) -> None:
        """Hand over the events; they receive consecutive numbers."""
        ...


class Sensor(Protocol):
    """A source of heartbeats."""

    @property
    def source(self) -> str:
        """The stable name in every event of this sensor, e.g. ``simulated``."""
        ...

    @property
    def label(self) -> str:
        """The name for people."""
        ...

    @property
    def simulated(self) -> bool:
        """Whether no body is behind it; always said plainly on the screen."""
        ...

    @property
    def speed_allowed(self) -> bool:
        """Whether the session clock may run faster than the world."""
        ...

    async def run(self, publish: Publish, clock: Clock) -> None:
        """Publish what arrives until cancelled, then clean up; trouble is published in words, not raised.

        In the same session it may be run again after that, and goes on counting its beats.
        """
        ...
