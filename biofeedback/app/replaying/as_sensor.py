"""Makes a sensor of a file: of a recording, of a capture, or of a file of another program."""

from typing import get_args

from biofeedback.app.importing.file_events import played
from biofeedback.app.importing.several_files import read_one
from biofeedback.app.paths import find_recording, from_home, means_recording
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Notice, Packet
from devices.streams.stream import Announcement
from devices.transports.replay import Played, ReplayedSensor
from sessions.capture import looks_like_capture, read_capture
from sessions.reader import Recording
from ui.words.language import Language


def played_again(file: str, language: Language, source: str = "replay") -> ReplayedSensor:
    """Return a sensor that plays what is in a file.

    Parameters
    ----------
    file : str
        A recording, of which the primary heart is played, a capture, or a file of another program, of which the
        first heart of the first session is played.
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
        read = played(read_one(written), source)
        own_events = [event for event in read.events if getattr(event, "source", source) == source]
        remarks = [Announcement(event.code, event.facts) for event in own_events if isinstance(event, Notice)]
        return ReplayedSensor(_label(written.name, language), own_events, source, remarks)
    path = find_recording(written)
    with Recording(path) as recording:
        if recording.sources == ():
            raise RecordingError(RecordingErrorCode.WITHOUT_SENSOR, str(path))
        events = [event for _, event in recording.events(*get_args(Played))]
        primary = recording.sources[0] if recording.sources else ""
    beating = any(isinstance(event, Packet | Beat) and event.source == primary for event in events)
    recorded = [event for event in events if not beating or getattr(event, "source", "") == primary]
    return ReplayedSensor(_label(path.name, language), recorded, source)


def _label(file: str, language: Language) -> str:
    return language.gettext("Replay of {file}").format(file=file)
