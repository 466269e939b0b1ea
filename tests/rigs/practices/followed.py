"""The inbox in which a test follows a session: the same one each time it is asked for."""

from weakref import WeakKeyDictionary

from biofeedback.hub import Inbox
from ui.session import Session

_inboxes: WeakKeyDictionary[Session, Inbox] = WeakKeyDictionary()


def inbox_of(session: Session) -> Inbox:
    """Return the test's inbox of a session; raw packets and beats are in it from the first call on."""
    if session not in _inboxes:
        _inboxes[session] = session.subscribe()
    return _inboxes[session]
