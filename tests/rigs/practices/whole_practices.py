"""A practice that is lived until something comes, and what came."""

from tests.rigs.practices.followed import inbox_of

PATIENCE_S = 60


def live_until(session, wanted, *, count=1):
    """Read the inbox until ``count`` events of type ``wanted`` have come, and return all events read."""
    events, seen = [], 0
    while seen < count:
        items = inbox_of(session).wait(PATIENCE_S)
        assert items, f"nothing came for {PATIENCE_S} s; {seen} of {count} {wanted.__name__} so far"
        for _, event in items:
            events.append(event)
            seen += isinstance(event, wanted)
    return events


def of_type(events, wanted):
    return [event for event in events if isinstance(event, wanted)]
