"""Knows what the titles of columns name, in the languages of many programs."""

import re

from sessions.tables.units import UNIT_OF_WORD, Unit


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEATS = _words("rr r rri ibi nn n nni pp p ppi beat heartbeat heart inter to")
"""Words for the beats between which an interval lies."""

_NAMES_INTERVAL = _words("rr rri ibi nn nni pp ppi")
"""Those that name the interval by themselves; so do two R, N or P."""

_INTERVAL = _words(
    "interval intervals intervall intervalle intervalles intervallen intervaller intervallet intervalo intervalos "
    "intervallo intervalli intervallum abstand abstände distanza distance odstęp odstępy väli välit aralığı aralıkları "
    "интервал интервалы інтервал інтервали διάστημα διαστήματα 間隔 间隔 间期 間期 간격 فترة מרווח अंतराल khoảng"
)
_SAID_OF_IT = _words("raw corrected filtered the of")

_TIME = _words(
    "time times t timestamp timestamps timecode zeit uhrzeit datum date datetime unix epoch arrived elapsed since "
    "start seconds clock temps heure horodatage tiempo hora fecha tempo ora data tijd tijdstip tid tidspunkt "
    "klokkeslett aika czas godzina čas idő zaman saat время час χρόνος ώρα 時刻 時間 时间 日期 "
    "시간 시각 날짜 الوقت זמן समय giờ"
)
_OTHER = _TIME | _words("hr bpm heart rate puls pulse herzfrequenz index error quality power cadence speed")
"""Words of titles of columns that hold something else than intervals."""

_UNITS = frozenset(UNIT_OF_WORD) | _words("min minutes")

_FRACTION = re.compile(r"1\s*/\s*(?P<ticks>\d{2,3}|10[1-9]\d|1[1-9]\d\d|[2-9]\d{3})\s*s|(?:^|\D)1024(?:\D|$)")
"""A title that counts intervals in ticks, as ``RR [1/1024 s]``; a thousand of them are milliseconds."""

_RATE = re.compile(r"(?P<hz>\d{2,5}(?:[.,]\d{1,3})?)\s*Hz\b", re.IGNORECASE)

_USUAL_TICKS = 1024
"""Counts of a second in the Bluetooth Heart Rate Service, which many programs hand on."""

_PARTED = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=RR|NN|PP)(?=ms|s\b|[A-Z][a-z]{3})|(?<=IBI)(?=ms|s\b)|(?<=IBI|RRI|NNI|PPI)(?=[A-Z][a-z]{2})"
)
"""Where a word ends and no space follows, as in ``RRms`` and ``RRIntervals``."""

_SEVERAL = re.compile(r"[A-Za-z]['’]?s\W*$")  # as in ``RRs``, where the last letter is no second

_BEFORE_CJK = re.compile(r"(?<=[a-z])(?=[\u2e80-\u9fff\uac00-\ud7a3])")
"""Between a Latin letter and a Chinese, Japanese or Korean one, where there is no space."""


def words_of(title: str) -> list[str]:
    """Return the words of a title, without a unit behind them."""
    words = _all_words(title)
    return words[:-1] if len(words) > 1 and words[-1] in _UNITS else words


def unit_in(title: str) -> Unit | None:
    """Return the unit that a title names behind its other words, as ``RR [ms]`` and ``rr_s`` do; None where none."""
    words = _all_words(title)
    if len(words) < 2 or (words[-1] == "s" and _SEVERAL.search(title)):
        return None
    return UNIT_OF_WORD.get(words[-1])


def ticks_in(title: str) -> int | None:
    """Return how many of its counts make a second, where a title says so: 1024 for ``RR [1/1024 s]``; else None."""
    found = _FRACTION.search(title)
    return None if found is None else int(found["ticks"] or _USUAL_TICKS)


def rate_in(title: str) -> float | None:
    """Return the rate in Hz that a title names, as ``R peak (250 Hz)`` does; None where it names none."""
    found = _RATE.search(title)
    return float(found["hz"].replace(",", ".")) if found and float(found["hz"].replace(",", ".")) > 0 else None


def _all_words(title: str) -> list[str]:
    return re.findall(r"[^\W_]+", _BEFORE_CJK.sub(" ", _PARTED.sub(" ", title).lower()))


def is_interval_title(title: str) -> bool:
    """Return whether a title names intervals, with or without a unit: ``RR-interval [ms]``, ``rawIBI``, ``RRms``."""
    words = [word for word in words_of(title) if word not in _SAID_OF_IT]
    beats = [word for word in words if word in _BEATS]
    others = [word for word in words if word not in _BEATS and word not in _INTERVAL]
    if others or not words:
        return False
    doubled = any(beats.count(letter) == 2 for letter in "rnp")
    if doubled or _NAMES_INTERVAL.intersection(beats):
        return True
    if {"beat", "heartbeat"}.intersection(beats):
        return len(beats) < len(words) or words == ["beat", "to", "beat"]
    return len(words) == 1 and words[0] in _INTERVAL


def is_time_title(title: str) -> bool:
    """Return whether a title names times."""
    return bool(_TIME.intersection(words_of(title)))


def is_other_title(title: str) -> bool:
    """Return whether a title names something else than intervals."""
    return bool(_OTHER.intersection(words_of(title)))
