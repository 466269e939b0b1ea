"""When a practice was, as one would say it."""

from datetime import datetime

from ui.words.language import Language

# Hours until which a part of the day lasts; a choice of everyday words.
_NIGHT_UNTIL, _MORNING_UNTIL, _AFTERNOON_UNTIL, _EVENING_UNTIL = 5, 12, 17, 22


def moment_words(moment: datetime, language: Language) -> str:
    """Return a day and its part: ``Tuesday morning``."""
    hour = moment.hour
    if hour < _NIGHT_UNTIL or hour >= _EVENING_UNTIL:
        words = language.gettext("{weekday} night")
    elif hour < _MORNING_UNTIL:
        words = language.gettext("{weekday} morning")
    elif hour < _AFTERNOON_UNTIL:
        words = language.gettext("{weekday} afternoon")
    else:
        words = language.gettext("{weekday} evening")
    return words.format(weekday=language.weekday(moment))
