"""One seat of a room: a sensor, and a recording of its own that has the practice and this heart alone."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from biofeedback.errors import RecordingError
from biofeedback.events import SeatBeatsChosen, SeatGreeted, SeatWarmthChosen
from biofeedback.hub import Inbox
from biofeedback.requests import GreetSeat, SeatRequest, SendSeatBeats, ShowSeatWarmth
from devices.catalogue import SensorSpec
from devices.sensor import Sensor
from sessions.library.rooms import delete_seat, mark_guests
from sessions.recorder import Recorder
from sessions.recorders import Recorders
from sessions.sealed.passphrases import Passphrase
from ui.people import Person
from ui.rooms import Seat


class OpenedSensor(NamedTuple):
    """A sensor for a seat, and what the recording says of it."""

    sensor: Sensor
    facts: Mapping[str, str]


class RoomSeat:
    """A seat as the session holds it; what screens see of it is a `Seat`.

    Parameters
    ----------
    spec : SensorSpec
        The sensor as it was asked for.
    sensor : Sensor
        It.
    name : str
        What the seat is called.
    """

    def __init__(self, spec: SensorSpec, sensor: Sensor, name: str) -> None:
        self.spec = spec
        self.sensor = sensor
        self.name = name
        self.kept = False
        self.person: Person | None = None
        self.shows_warmth = False
        self.sends_beats = False
        self.present = False
        self.path = Path()
        self.inbox: Inbox | None = None
        self._recorder: Recorder | None = None

    @property
    def source(self) -> str:
        """What it is known by."""
        return self.sensor.source

    @property
    def shown(self) -> Seat:
        """It, as screens see it now."""
        return Seat(
            source=self.source,
            name=self.name,
            sensor_label=self.sensor.label,
            kept=self.kept,
            person=self.person,
            shows_warmth=self.shows_warmth,
            sends_beats=self.sends_beats,
            present=self.present,
        )

    def record(
        self,
        path: Path,
        facts: Mapping[str, str],
        subscribe: Callable[[], Inbox],
        recorders: Recorders,
        on_error: Callable[[RecordingError], None],
        seal: Passphrase | None,
    ) -> None:
        """Begin the recording, of a guest until something else is said.

        Raises
        ------
        SoftenError
            It cannot be made; nothing is left of it then.
        """
        mark_guests(path, is_guests=True)
        recorder = Recorder(path, facts, on_error, seal=seal)
        try:
            recorder.create()
        except BaseException:
            mark_guests(path, is_guests=False)
            raise
        self.path, self.inbox, self._recorder = path, subscribe(), recorder
        recorders.begin(recorder, self.inbox)

    def take(self, request: SeatRequest, now_s: float) -> SeatGreeted | SeatWarmthChosen | SeatBeatsChosen:
        """Take in what is asked of the seat, and return what that is to everybody."""
        match request:
            case GreetSeat(source=source):
                return SeatGreeted(t_s=now_s, source=source)
            case ShowSeatWarmth(source=source, shown=shown):
                self.shows_warmth = shown
                return SeatWarmthChosen(t_s=now_s, source=source, shown=shown)
            case SendSeatBeats(source=source, sent=sent):
                self.sends_beats = sent
                return SeatBeatsChosen(t_s=now_s, source=source, sent=sent)

    def keep(self, *, kept: bool) -> None:
        """Let the recording stay, or not; raises a `RecordingError` where that cannot be kept."""
        mark_guests(self.path, is_guests=not kept)
        self.kept = kept
        if not kept:
            self.person = None

    def join(self) -> None:
        """Wait until the recording is closed."""
        if self._recorder is not None:
            self._recorder.join()

    def delete(self) -> None:
        """Delete the recording, which is closed; raises a `RecordingError` where the system does not let it go."""
        delete_seat(self.path)
