"""A practice that is running, as the screens know it: a protocol that the composition root fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biofeedback.clock import Clock
    from biofeedback.errors import SoftenError
    from biofeedback.hub import Inbox
    from biofeedback.practice.after.findings import Findings
    from biofeedback.practice.script.model import Practice
    from biofeedback.requests import Request


class Session(Protocol):
    """A practice that is running: its clock, its events, and the requests a person may make.

    Every method returns at once but `settle` and `finish`, and may be called from the main thread at any moment, in any
    order, also after the end.
    """

    @property
    def practice(self) -> Practice:
        """The practice that is being followed."""
        ...

    @property
    def clock(self) -> Clock:
        """The session clock that every time in the events is of."""
        ...

    @property
    def sources(self) -> Sequence[str]:
        """The sources of the hearts in its events, the primary one first; empty in a practice without a sensor."""
        ...

    @property
    def sensor_label(self) -> str:
        """The name of the primary sensor for people, empty without one.

        A strap tells its own only once it was found, so ask anew each time.
        """
        ...

    def label_of(self, source: str) -> str:
        """Return the name of one of its sensors for people, as it is known by now."""
        ...

    @property
    def error(self) -> SoftenError | None:
        """Why the recording had to stop; ``None`` while it is whole."""
        ...

    @property
    def path(self) -> Path:
        """Where the recording is being made."""
        ...

    @property
    def simulated(self) -> bool:
        """Whether the heart is a simulated one; the screen then says so plainly."""
        ...

    def subscribe(self) -> Inbox:
        """Return a new queue of everything that happens, for one reader, until the session is finished.

        Whoever comes late is told first what matters of all before, so that it shows the same as who came early:
        everything but what sensors sent raw, and of numbers that matter only as they are now the latest.
        """
        ...

    def unsubscribe(self, inbox: Inbox) -> None:
        """End a queue that nobody will read any more; one that has ended stays so."""
        ...

    def request(self, request: Request) -> None:
        """Carry out what the person asks; what does not apply now changes nothing."""
        ...

    def findings(self) -> Findings | None:
        """Return the findings of an assessment, once it is settled; ``None`` for a practice. May take a moment."""
        ...

    def settle(self) -> None:
        """Stop the sensor and wait for the last numbers, which are then in every inbox.

        Words can still be kept, until `finish`. May take a moment; calling it again changes nothing.
        """
        ...

    def finish(self) -> Path:
        """Stop everything, close the recording and return its path.

        May take a moment; calling it again returns the same path.
        """
        ...
