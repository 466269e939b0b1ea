"""The clock on the wall, for dates that people read; nothing is measured by it."""

from datetime import UTC, datetime


def local_now() -> datetime:
    """Return the date and time here with the offset from UTC; in UTC where the system's zone cannot be understood."""
    now = datetime.now(UTC)
    try:
        return now.astimezone()
    except (ValueError, OverflowError, OSError):  # an offset of more than a day, or a zone that the system refuses
        return now
