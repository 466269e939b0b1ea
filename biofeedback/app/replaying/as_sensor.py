"""Makes a sensor of a file: of a recording, of a capture, or of a text or table of intervals."""

import math
import statistics
from collections.abc import Iterator
from typing import get_args

from biofeedback.app.paths import find_recording, from_home, means_recording
from biofeedback.codes import NoticeCode
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Packet
from biofeedback.facts import facts
from devices.streams.stream import ToTell
from devices.transports.replay import Played, ReplayedSensor
from sessions.capture import looks_like_capture, read_capture
from sessions.reader import Recording
from sessions.rr_text import RrText, read_rr_text
from ui.words.language import Language


def played_again(file: str, language: Language, source: str = "replay") -> ReplayedSensor:
    """Return a sensor that plays what is in a file.

    Parameters
    ----------
    file : str
        A recording, of which the primary heart is played, a capture, or a text or table of intervals.
    language : Language
        The language of the sensor's name.
    source : str
        The stable name in the new events.

    Raises
    ------
    RecordingError
        The file cannot be read, or there was no sensor.
    """
    written = from_home(file)
    if looks_like_capture(written):
        return ReplayedSensor(_label(written.name, language), read_capture(written), source)
    if not means_recording(written):
        text = read_rr_text(written)
        return ReplayedSensor(_label(written.name, language), beats_of(text, source), source, how_read(text))
    path = find_recording(written)
    with Recording(path) as recording:
        if recording.sources == ():
            raise RecordingError(RecordingErrorCode.WITHOUT_SENSOR, str(path))
        events = [event for _, event in recording.events(*get_args(Played))]
        primary = recording.sources[0] if recording.sources else ""
    beating = any(isinstance(event, Packet | Beat) and event.source == primary for event in events)
    played = [event for event in events if not beating or getattr(event, "source", "") == primary]
    return ReplayedSensor(_label(path.name, language), played, source)


def beats_of(text: RrText, source: str) -> Iterator[Beat]:
    """Yield the beats that end the intervals of a text, at their times or one after another.

    Where the text has no times, a break takes as long as its typical interval: how long it was is not known.
    """
    t_s, break_ms = 0.0, statistics.median(rr for rr in text.rr_ms if not math.isnan(rr))
    for index, rr_ms in enumerate(text.rr_ms):
        t_s = t_s + (break_ms if math.isnan(rr_ms) else rr_ms) / 1000 if text.t_s is None else text.t_s[index]
        yield Beat(source=source, index=index, arrived_s=t_s, rr_ms=rr_ms)


def how_read(text: RrText) -> ToTell:
    """Return what there is to tell of how a text was understood."""
    given = facts(
        count=text.count,
        unit=text.unit,
        interval_title=text.interval_title,
        time_title=text.time_title,
        backwards_line=text.backwards_line or 0,
        line_set_aside=text.lines_set_aside,
        decimal_commas=int(text.decimal_commas),
        unused_times_title=text.unused_times_title,
        unused_title=text.unused_titles,
        shortened_breaks=text.shortened_breaks,
    )
    return ToTell(NoticeCode.INTERVALS_READ, given)


def _label(file: str, language: Language) -> str:
    return language.gettext("Replay of {file}").format(file=file)
