"""Tables of heartbeats as programs and people of many lands write them, each with what is truly in it."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

GAP_S = 60.0

TITLES: tuple[tuple[str, str], ...] = (
    ("time", "rr"),
    ("timestamp", "RR interval (ms)"),
    ("Zeit", "RR-Intervall"),
    ("Uhrzeit", "RR-Abstand"),
    ("temps", "intervalle RR"),
    ("heure", "Intervalle R-R"),
    ("tiempo", "intervalo RR"),
    ("hora", "Intervalos RR"),
    ("tempo", "intervallo RR"),
    ("data", "distanza RR"),
    ("tempo", "intervalo RR"),
    ("tijd", "RR-interval"),
    ("tid", "RR-intervall"),
    ("klokkeslett", "RR-intervaller"),
    ("aika", "RR-väli"),
    ("czas", "odstęp RR"),
    ("čas", "interval RR"),
    ("idő", "RR-intervallum"),
    ("zaman", "RR aralığı"),
    ("время", "интервал RR"),
    ("час", "інтервал RR"),
    ("χρόνος", "διάστημα RR"),
    ("時刻", "RR間隔"),
    ("时间", "RR间期"),
    ("시간", "RR 간격"),
    ("الوقت", "فترة RR"),
    ("זמן", "מרווח RR"),
    ("समय", "RR अंतराल"),
    ("thời gian", "khoảng RR"),
    ("when", "IBI"),
    ("Phone timestamp", "RR-interval [ms]"),
    ("Elapsed", "NN"),
    ("x", "y"),
    ("col1", "col2"),
    ("Date", "HeartBeat interval"),
    ("t[s]", "rr[ms]"),
    ("time_s", "beat_interval"),
)

_BEGAN = datetime(2026, 3, 5, 23, 58, 10, 340_000, tzinfo=UTC)  # so that midnight comes


def _moment(t_s: float) -> datetime:
    return _BEGAN + timedelta(seconds=t_s)


def _clock(t_s: float, decimals: int = 3, mark: str = ".") -> str:
    moment = _moment(t_s)
    rest = f"{mark}{moment.microsecond // 10 ** (6 - decimals):0{decimals}d}" if decimals else ""
    return f"{moment:%H:%M:%S}{rest}"


def _elapsed(t_s: float) -> str:
    minutes, seconds = divmod(t_s, 60.0)
    return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}:{seconds:06.3f}"


TIMES: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        "s": lambda t: f"{t:.3f}",
        "s, coarse": lambda t: f"{t:.1f}",
        "ms": lambda t: f"{t * 1e3:.0f}",
        "us": lambda t: f"{t * 1e6:.0f}",
        "ns": lambda t: f"{t * 1e9:.0f}",
        "s since 1970": lambda t: f"{1_772_694_615 + t:.3f}",
        "whole s since 1970": lambda t: f"{1_772_694_615 + t:.0f}",
        "ms since 1970": lambda t: f"{(1_772_694_615 + t) * 1e3:.0f}",
        "us since 1970": lambda t: f"{(1_772_694_615 + t) * 1e6:.0f}",
        "ns since 1970": lambda t: f"{1_772_694_615_000_000_000 + round(t * 1e9)}",
        "scientific": lambda t: f"{t:.6e}",
        "minutes": lambda t: f"{t / 60:.6f}",
        "hours": lambda t: f"{t / 3600:.8f}",
        "days": lambda t: f"{46086.3 + t / 86400:.10f}",
        "iso": lambda t: _moment(t).isoformat(timespec="milliseconds"),
        "iso, zulu": lambda t: f"{_moment(t):%Y-%m-%dT%H:%M:%S}.{_moment(t).microsecond // 1000:03d}Z",
        "iso, no offset": lambda t: f"{_moment(t):%Y-%m-%dT%H:%M:%S.%f}",
        "iso, offset of minutes": lambda t: f"{_moment(t):%Y-%m-%dT%H:%M:%S.%f}+0530",
        "iso with a space": lambda t: f"{_moment(t):%Y-%m-%d} {_clock(t)}",
        "iso, whole seconds": lambda t: f"{_moment(t):%Y-%m-%d %H:%M:%S}",
        "compact": lambda t: f"{_moment(t):%Y%m%dT%H%M%S}.{_moment(t).microsecond // 1000:03d}",
        "german": lambda t: f"{_moment(t):%d.%m.%Y} {_clock(t)}",
        "german, whole seconds": lambda t: f"{_moment(t):%d.%m.%Y %H:%M:%S}",
        "german, short": lambda t: f"{_moment(t):%d.%m.%y %H:%M:%S}",
        "german with a comma": lambda t: f"{_moment(t):%d.%m.%Y}, {_clock(t, mark=',')}",
        "british": lambda t: f"{_moment(t):%d/%m/%Y} {_clock(t)}",
        "american": lambda t: f"{_moment(t):%m/%d/%Y %I:%M:%S %p}",
        "american, fractions": lambda t: (
            f"{_moment(t):%m/%d/%Y %I:%M:%S}.{_moment(t).microsecond // 1000:03d} PM"
            if _moment(t).hour >= 12
            else f"{_moment(t):%m/%d/%Y %I:%M:%S}.{_moment(t).microsecond // 1000:03d} AM"
        ),
        "dutch": lambda t: f"{_moment(t):%d-%m-%Y %H:%M:%S}",
        "slashes, year first": lambda t: f"{_moment(t):%Y/%m/%d} {_clock(t)}",
        "korean": lambda t: f"{_moment(t):%Y. %m. %d. %H:%M:%S}",
        "chinese": lambda t: f"{_moment(t).year}年{_moment(t).month}月{_moment(t).day}日 {_clock(t, 0)}",
        "english month": lambda t: f"{_moment(t):%d %b %Y %H:%M:%S}",
        "clock": lambda t: _clock(t),
        "clock, comma": lambda t: _clock(t, mark=","),
        "clock, colon": lambda t: _clock(t, mark=":"),
        "clock, us": lambda t: _clock(t, 6),
        "clock, whole seconds": lambda t: _clock(t, 0),
        "clock, halves": lambda t: f"{_moment(t):%I:%M:%S %p}",
        "elapsed": _elapsed,
    }
)

_PLAIN_TIMES = frozenset({"s", "s, coarse", "s since 1970", "minutes", "hours", "days"})

INTERVALS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "ms": str,
        "ms, with a point": lambda ms: f"{ms}.0",
        "s": lambda ms: f"{ms / 1000:.3f}",
        "s, short": lambda ms: f"{ms / 1000:g}",
        "us": lambda ms: str(ms * 1000),
        "ns": lambda ms: str(ms * 1_000_000),
        "scientific": lambda ms: f"{ms / 1000:.6E}",
        "ms with its unit": lambda ms: f"{ms} ms",
    }
)

_MORE: Mapping[str, Callable[[int, int], str]] = MappingProxyType(
    {
        "hr": lambda beat, ms: f"{60_000 / ms:.0f}",
        "index": lambda beat, ms: str(beat),
        "contact": lambda beat, ms: "1",
        "ok": lambda beat, ms: "true",
        "note": lambda beat, ms: "" if beat % 7 else "quiet",
        "device": lambda beat, ms: "Polar H10",
        "battery": lambda beat, ms: "87",
        "": lambda beat, ms: "",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangeTable:
    """One table: its bytes, a word on how it was made, and what is in it."""

    content: bytes
    made: str
    rr_ms: tuple[int, ...]
    t_s: tuple[float, ...]
    has_times: bool
    bad_line: int
    """The line that holds no beat, counted from 1; 0 where there is none."""


def strange_table(chance: random.Random) -> StrangeTable:
    """Return a table of some layout; every choice comes from ``chance``."""
    rr_ms, t_s = _heart(chance)
    between = chance.choice([",", ";", "\t", ";", "\t", " ", "|", ", ", "; "])
    time = chance.choice(["", *TIMES, *TIMES]) if between != " " else chance.choice(["", *_PLAIN_TIMES, "ms"])
    interval = chance.choice([*INTERVALS, "ms", "ms", "s"]) if between != " " else chance.choice(["ms", "s"])
    comma = chance.random() < 0.35 and between.strip() != ","
    quoted = chance.choice(["", "", "", "all", "words"])
    titles = chance.choice([None, *TITLES, *TITLES])
    more = chance.choice([*_MORE, "", "", ""]) if titles is not None and between != " " else ""
    column = "more" if more or (chance.random() < 0.1 and titles is not None and between != " ") else ""
    order = ["time"] * bool(time) + ["rr"] + ["more"] * bool(column)
    chance.shuffle(order)
    began_with_first = chance.random() < 0.3

    def cells(beat: int) -> list[str]:
        at = t_s[beat] - (rr_ms[beat] / 1000 if began_with_first else 0.0)
        held = {"rr": INTERVALS[interval](rr_ms[beat]), "more": _MORE[more](beat, rr_ms[beat])}
        if time:
            held["time"] = TIMES[time](at)
        if comma:
            held["rr"] = held["rr"].replace(".", ",")
            if time in _PLAIN_TIMES:
                held["time"] = held["time"].replace(".", ",")
        return [held[each] for each in order]

    def line(texts: list[str]) -> str:
        if quoted == "all":
            texts = [f'"{text}"' for text in texts]
        elif quoted == "words":
            texts = [f'"{text}"' if not text.replace(".", "").isdigit() else text for text in texts]
        elif between.strip() == "," and any("," in text for text in texts):
            texts = [f'"{text}"' if "," in text else text for text in texts]
        return between.join(texts)

    lines = [line(cells(beat)) for beat in range(len(rr_ms))]
    names = {"time": (titles or ("",))[0], "rr": (titles or ("",))[-1], "more": more}
    header = [] if titles is None else [line([names[each] for each in order])]
    if header and chance.random() < 0.1:
        lines.insert(len(lines) // 2, header[0])
    bad = chance.random() < 0.2
    at = chance.randrange(1, len(lines))
    if bad:
        lines.insert(at, line(["?" if each == "rr" else text for each, text in zip(order, cells(at - 1), strict=True)]))
    before = chance.choice(
        [[], [], [], ["# made by a program"], ["# a", "# b: 1", ""], ["Heart of nobody", ""], ["// v2"]]
    )
    if header and chance.random() < 0.08 and len(order) > 1:
        header.append(line([{"time": "[s]", "rr": "[ms]", "more": "-"}[each] for each in order]))
    end = chance.choice(["\n", "\n", "\r\n", "\r"])
    trailing = between.strip() if chance.random() < 0.08 and between.strip() else ""
    text = end.join([*before, *(each + trailing for each in [*header, *lines]), *chance.choice([[], [""], ["", ""]])])
    try:
        coding = chance.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252"])
        content = text.encode(coding)
    except UnicodeEncodeError:
        content = text.encode()
    made = f"{between!r} {time=} {interval=} {comma=} {quoted=} {titles=} {more=} {order=} {before=} {end=} {trailing=}"
    return StrangeTable(
        content=content,
        made=f"{made} {bad=} {len(header)=} {began_with_first=}",
        rr_ms=tuple(rr_ms),
        t_s=tuple(t_s),
        has_times=bool(time),
        bad_line=len(before) + len(header) + at + 1 if bad else 0,
    )


def _heart(chance: random.Random) -> tuple[list[int], list[float]]:
    """Return intervals in ms that breathe, and when each ended in seconds, mostly with a gap in the middle."""
    beats = chance.randrange(40, 130)
    mean = chance.uniform(560.0, 1150.0)
    rr_ms = [round(mean + 60 * math.sin(beat / 2.4) + chance.gauss(0, 12)) for beat in range(beats)]
    gap_s = chance.choice([0.0, GAP_S, GAP_S])
    t_s, at = [], 100.0
    for beat, rr in enumerate(rr_ms):
        at += rr / 1000 + (gap_s if beat == beats // 2 else 0.0)
        t_s.append(at)
    return rr_ms, t_s
