"""Any Bluetooth strap that offers the standard Heart Rate Service, as a `Sensor`.

It joins the parts: the supervisor that keeps the link, the search, the single connection, and the stream that makes
beats of packets and outlives them all. It must not know what the beats are used for.
"""

from dataclasses import dataclass

from biofeedback.clock import Clock
from biofeedback.events import Battery, DeviceFact, LinkState, Notice, Packet
from devices.heart_rate_stream import HeartRateStream
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
from devices.sensor import Publish
from devices.supervisor import Patience, Supervisor, Watch
from devices.transports.bluetooth_link import BluetoothLink
from devices.transports.bluetooth_scan import Sighting, find_strap, watch_straps
from devices.transports.bluetooth_words import YOURS, state_sentence

__all__ = ["BluetoothPatience", "BluetoothStrap", "watch_straps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BluetoothPatience(Patience):
    """How long to wait for what, in session seconds; see `find_strap` and `BluetoothLink`."""

    search_s: float = 15.0
    settle_s: float = 2.0
    connect_s: float = 20.0
    read_s: float = 5.0


class BluetoothStrap:
    """A heart-rate strap.

    Parameters
    ----------
    wanted : str or None
        Its address, its name or a part of the name; ``None`` for the only one in sight. Once its heart has been
        heard, the very same strap is sought again after a loss.
    """

    simulated = False
    speed_allowed = False

    def __init__(self, wanted: str | None, patience: BluetoothPatience | None = None) -> None:
        self._wanted = wanted
        self._patience = patience or BluetoothPatience()
        self._label = wanted or YOURS
        self.source = f"bluetooth:{wanted}" if wanted else "bluetooth"

    @property
    def label(self) -> str:
        """Its own name, once it was found; before that, what was asked for."""
        return self._label

    async def run(self, publish: Publish, clock: Clock) -> None:
        """Publish the strap's packets, beats and facts until cancelled; then disconnect and say so."""
        listener = _Publisher(self.source, publish, clock)
        met: list[Sighting] = []

        async def find() -> Sighting:
            known = met[-1].address if met and listener.has_heard else self._wanted
            sighting = await find_strap(
                known,
                clock,
                called=self._label,
                search_s=self._patience.search_s,
                settle_s=self._patience.settle_s,
            )
            met.append(sighting)
            self._label = sighting.label
            return sighting

        def new_link(watch: Watch) -> BluetoothLink:
            return BluetoothLink(
                find, listener, watch, clock, connect_s=self._patience.connect_s, read_s=self._patience.read_s
            )

        def sentence_for(state: LinkState) -> str:
            return state_sentence(state, self._label)

        try:
            await Supervisor(self.source, new_link, sentence_for, self._patience, publish, clock).run()
        finally:
            listener.account()


class _Publisher:
    """Makes events of what a link hears, through all the links of a session; says nothing twice."""

    def __init__(self, source: str, publish: Publish, clock: Clock) -> None:
        self._source = source
        self._publish = publish
        self._clock = clock
        self._stream = HeartRateStream(source)
        self._facts: dict[str, str] = {}
        self._battery_percent: int | None = None
        self._rr_sentence = ""
        self.has_heard = False

    def packet(self, data: bytes, arrived_s: float) -> None:
        self.has_heard = True
        packet = Packet(source=self._source, channel=MEASUREMENT_CHANNEL, arrived_s=arrived_s, data=data)
        self._publish(packet, *self._stream.feed(data, arrived_s))
        if self._stream.rr_sentence != self._rr_sentence:
            self._rr_sentence = self._stream.rr_sentence
            if self._rr_sentence:
                self._publish(Notice(t_s=arrived_s, sentence=self._rr_sentence))

    def fact(self, name: str, value: str) -> None:
        if self._facts.get(name) != value:
            self._facts[name] = value
            self._publish(DeviceFact(source=self._source, t_s=self._clock.now_s(), name=name, value=value))

    def account(self) -> None:
        self._publish(*self._stream.account(self._clock.now_s()))

    def battery(self, level_percent: int) -> None:
        if level_percent != self._battery_percent:
            self._battery_percent = level_percent
            self._publish(Battery(source=self._source, t_s=self._clock.now_s(), level_percent=level_percent))
