"""Hands the events of a session to what follows it beside the screen, its sound for one, and mutes it."""

from collections.abc import Callable, Sequence
from typing import Protocol

from biofeedback.clock import Clock
from biofeedback.errors import SoftenError
from biofeedback.hub import Hub, Inbox
from biofeedback.practice.script.model import Practice


class Observer(Protocol):
    """Something that follows a practice beside the screen: its sound, for one."""

    @property
    def is_audible(self) -> bool:
        """Whether it is heard, and so can be muted."""
        ...

    def follow(self, practice: Practice, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        """Begin to follow, on a thread of one's own.

        ``inbox`` has every event from the first on and ends with the session. ``on_error`` takes what is to be
        said to the person and may be called from any thread.
        """
        ...

    def mute(self, *, muted: bool) -> None:
        """Be quiet for now, or no longer."""
        ...

    def settle(self) -> None:
        """Say what is left to be said, while it can still be recorded; the session is about to close."""
        ...


class Observers:
    """The observers of one session.

    Parameters
    ----------
    observers : sequence of Observer
        What follows it.
    hub : Hub
        Where its events come from.
    inbox : callable
        Makes the queue in which each of them reads what it is told.
    """

    def __init__(self, observers: Sequence[Observer], hub: Hub, inbox: Callable[[], Inbox] = Inbox) -> None:
        self._observers = tuple(observers)
        self._hub = hub
        self._inboxes = [hub.subscribe(inbox()) for _ in observers]
        self._muted = False

    @property
    def is_audible(self) -> bool:
        """Whether any of them is heard."""
        return any(observer.is_audible for observer in self._observers)

    def follow(self, practice: Practice, clock: Clock, on_error: Callable[[SoftenError], None]) -> None:
        """Make each of them begin to follow."""
        for observer, inbox in zip(self._observers, self._inboxes, strict=True):
            observer.follow(practice, clock, inbox, on_error)

    def toggle_mute(self) -> bool:
        """Mute them, or unmute them, and return whether they are muted now."""
        self._muted = not self._muted
        for observer in self._observers:
            observer.mute(muted=self._muted)
        return self._muted

    def settle(self) -> None:
        """Let each of them say what is left to be said."""
        for observer in self._observers:
            observer.settle()

    def close(self) -> None:
        """Tell them that no more events will come."""
        for inbox in self._inboxes:
            self._hub.close(inbox)
