"""Puts every published event, numbered in one order, into the queue of every consumer.

`Hub.publish` runs no consumer code, so a view that breaks cannot stop a recording, and a slow disk cannot delay a time
stamp.
"""

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from biofeedback.event_history import EventHistory
from biofeedback.events import Event, FormAnswered, Note, Numbered, Tick
from biofeedback.sensors import ROOM_SOURCE

logger = logging.getLogger(__name__)


class Inbox:
    """One consumer's own queue of numbered events."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Numbered | None] = queue.SimpleQueue()
        self._ended = False

    def put(self, item: Numbered | None) -> None:
        """Add an event; ``None`` says that no more will come."""
        self._queue.put(item)

    @property
    def ended(self) -> bool:
        """Whether the end has been read."""
        return self._ended

    @property
    def unread(self) -> int:
        """How many events lie there, about."""
        return self._queue.qsize()

    def wait(self, timeout_s: float | None = None) -> list[Numbered]:
        """Wait for the next event and return it with all that came since.

        Parameters
        ----------
        timeout_s : float or None
            How many real seconds to wait at most; ``None`` waits without end.

        Returns
        -------
        list of Numbered
            In order; empty when nothing came in time that the reader is told of, or the end was reached.
        """
        if self._ended:
            return []
        try:
            first = self._queue.get(timeout=timeout_s)
        except queue.Empty:
            return []
        if first is None:
            self._ended = True
            return []
        return [*self._for_reader(first), *self.drain()]

    def drain(self) -> Iterator[Numbered]:
        """Yield what is there now, in order, without waiting."""
        while not self._ended:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return
            if item is None:
                self._ended = True
                return
            yield from self._for_reader(item)

    def _for_reader(self, item: Numbered) -> Iterator[Numbered]:
        """Yield an event as its reader is told of it."""
        yield item


class FilteredInbox(Inbox):
    """A queue whose reader is told some events otherwise, or not at all.

    Parameters
    ----------
    filtered : callable
        Returns what is told in place of an event; ``None`` where nothing is. It runs where the queue is read.
    """

    def __init__(self, filtered: Callable[[Event], Event | None]) -> None:
        super().__init__()
        self._filtered = filtered

    def _for_reader(self, item: Numbered) -> Iterator[Numbered]:
        if (event := self._filtered(item.event)) is not None:
            yield Numbered(item.number, event)


class OwnInbox(Inbox):
    """A queue of events of one source and of nobody in particular, which counts them anew from 1."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0

    def put(self, item: Numbered | None) -> None:
        """Add an event under the next number of its own."""
        if item is not None:
            self._number += 1
            item = Numbered(self._number, item.event)
        super().put(item)


class Hub:
    """Gives every event its number and hands it to everyone.

    Parameters
    ----------
    history : EventHistory or None
        What is kept for those who come later; ``None`` keeps nothing.
    """

    def __init__(self, history: EventHistory | None = None) -> None:
        self._lock = threading.Lock()
        self._inboxes: list[Inbox] = []
        self._own: dict[str, list[Inbox]] = {}
        self._history = history
        self._number = 0

    def subscribe(self, inbox: Inbox | None = None) -> Inbox:
        """Return a queue, a new one where none is given, that receives every event published from now on."""
        inbox = Inbox() if inbox is None else inbox
        with self._lock:
            self._inboxes.append(inbox)
        return inbox

    def subscribe_late(self, inbox: Inbox | None = None) -> Inbox:
        """Return a queue, as `subscribe` does, with all that the history keeps before that."""
        inbox = Inbox() if inbox is None else inbox
        number, kept = self._kept_by_now()
        for item in kept:
            inbox.put(item)
        with self._lock:
            for item in self._kept_after(number):
                inbox.put(item)
            self._inboxes.append(inbox)
        return inbox

    def subscribe_to(self, source: str, *first: Event) -> OwnInbox:
        """Return a new queue of what is of one source or of nobody in particular: the practice itself, the time.

        What the history keeps of that is in it too, but for the time; then what is to be published ``first``, and all
        that comes after that; nothing comes in between. Notes are of whoever leads a room alone (`ROOM_SOURCE`).
        """
        inbox = OwnInbox()

        def take(items: Iterable[Numbered]) -> None:
            for item in items:
                if _whose(item.event) in ("", source) and not isinstance(item.event, Tick):
                    inbox.put(item)

        number, kept = self._kept_by_now()
        take(kept)
        with self._lock:
            take(self._kept_after(number))
            self._own.setdefault(source, []).append(inbox)
            self._publish(first)
        return inbox

    def publish(self, *events: Event) -> None:
        """Give the events consecutive numbers and put them into every queue."""
        with self._lock:
            self._publish(events)

    def close(self, inbox: Inbox) -> None:
        """Tell one consumer that no more will come; one that was told already is not told again."""
        with self._lock:
            for inboxes in (self._inboxes, *self._own.values()):
                if inbox in inboxes:
                    inboxes.remove(inbox)
                    inbox.put(None)

    def _kept_by_now(self) -> tuple[int, list[Numbered]]:
        """Return the last number and what is kept until then, without holding up whoever publishes meanwhile."""
        with self._lock:
            number, history = self._number, None if self._history is None else self._history.after(0)
        return number, [] if history is None else history.kept()

    def _kept_after(self, number: int) -> list[Numbered]:
        return [] if self._history is None else self._history.after(number).kept()

    def _publish(self, events: Iterable[Event]) -> None:
        for event in events:
            self._number += 1
            item = Numbered(self._number, event)
            if self._history is not None:
                self._history.add(item)
            for inbox in self._inboxes:
                inbox.put(item)
            if self._own:
                self._publish_to_own(item)

    def _publish_to_own(self, item: Numbered) -> None:
        whose = _whose(item.event)
        of_some = (self._own.get(whose, ()),) if whose else self._own.values()
        for inboxes in of_some:
            for inbox in inboxes:
                inbox.put(item)


def _whose(event: Event) -> str:
    """Return the source that an event is of; empty where it is of nobody in particular."""
    return ROOM_SOURCE if isinstance(event, Note | FormAnswered) else getattr(event, "source", "")


def consume(inbox: Inbox, step: Callable[[Event], None], name: str, on_fault: Callable[[], None]) -> threading.Thread:
    """Start a thread that runs ``step`` on every event until the inbox ends, and return it.

    Should ``step`` fail, which is a bug, it is logged, ``on_fault`` is called once, and what still comes is dropped,
    so that nobody else waits and memory does not grow.
    """

    def run() -> None:
        healthy = True
        while not inbox.ended:
            for item in inbox.wait():
                if healthy:
                    healthy = _take(step, item.event, name)
                    if not healthy:
                        on_fault()

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def _take(step: Callable[[Event], None], event: Event, name: str) -> bool:
    try:
        step(event)
    except Exception:
        logger.exception("%s stumbled over %s", name, event)
        return False
    return True
