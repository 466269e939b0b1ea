"""Recordings of the seats of one room, made without waiting."""

from contextlib import closing

from biofeedback.events import Beat, Numbered
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.recording_file import create, mark_closed, tidy, write
from tests.rigs.hearts.led_hearts import even_breaths
from tests.rigs.hearts.made_groups import beats_of

STARTED = "2026-03-03T09:05:00+01:00"


def seat(path, hearts, *, breaths=(), **facts):
    """Write a recording of one heart or several and return where it lies.

    ``hearts`` maps the source of each to its intervals (ms) and times of arrival (s).
    """
    kept = {"practice": "in_the_hall", "practice_title": "In the hall", "started_at": STARTED, "program_version": "1"}
    for place, source in enumerate(hearts, start=1):
        end = f"_{place}" if place > 1 else ""
        kept |= {f"sensor{end}": f"bluetooth:{source}", f"source{end}": source}
    events = [*breaths]
    for source, (rr_ms, arrived_s) in hearts.items():
        rows = zip(rr_ms.tolist(), arrived_s.tolist(), strict=True)
        events += [Beat(source=source, index=i, arrived_s=t_s, rr_ms=rr) for i, (rr, t_s) in enumerate(rows) if t_s > 0]
    numbered = [Numbered(number, event) for number, event in enumerate(events, start=1)]
    with closing(create(path, kept | facts, dict(VERSIONS))) as connection:
        write(connection, numbered)
        mark_closed(connection)
        tidy(connection)
    return path


def room(folder, manners, *, until_s=240.0, led_per_min=6.0, facts=lambda _: {}):
    """Write a recording for each person of a room: how they breathe by their name."""
    folder.mkdir(exist_ok=True)
    breaths = even_breaths(0.0, until_s, led_per_min)
    for place, (name, manner) in enumerate(manners.items()):
        made = facts(place)
        beats = beats_of(place, manner, breaths, until_s)
        seat(folder / f"{name}.soften", {f"00:{place:02d}": beats}, breaths=breaths, **made)
    return folder
