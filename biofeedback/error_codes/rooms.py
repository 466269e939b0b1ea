"""What can be wrong with a room."""

from enum import StrEnum


class RoomErrorCode(StrEnum):
    """What cannot be done with a seat of a room (`biofeedback/app/room`)."""

    SEAT_TAKEN = "seat-taken"
    """``sensor`` is that of ``name``, who sits there."""
    NAME_TAKEN = "seat-name-taken"
    SEAT_GONE = "seat-gone"
    """``name`` was discarded, or is of another room."""
    NOT_AGREED = "seat-not-agreed"
    OVER = "room-over"
    FULL = "room-full"
    """``most`` people sit there."""
    NAME_UNSEEN = "seat-name-unseen"
    NAME_UNKNOWN = "seat-name-unknown"
    CONSENT_NEEDED = "consent-needed"
    """Nobody can be asked; ``option`` says that everybody agreed."""
