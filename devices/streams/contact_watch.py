"""Tells when the contact with the skin changes, of sensors that say when they lost it.

A sensor that never says so has an unknown contact.
"""

from biofeedback.events import Contact, ContactState, Event


class ContactWatch:
    """The contact of one sensor.

    Parameters
    ----------
    source : str
        The name the events carry.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._state: ContactState = "unknown"

    def update(self, state: ContactState, arrived_s: float) -> list[Event]:
        """Take in what the sensor says of its contact; return a `Contact` when that is new."""
        if state == self._state:
            return []
        self._state = state
        return [Contact(source=self._source, t_s=arrived_s, state=state)]

    def on_value(self, arrived_s: float) -> list[Event]:
        """Take in a value or a beat: after a lost contact it says that there is one again."""
        return self.update("yes", arrived_s) if self._state == "no" else []
