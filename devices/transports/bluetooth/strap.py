"""A Bluetooth sensor of whatever profiles the registry knows, as a `Sensor`.

It joins the parts: the supervisor that keeps the link, the search, the single connection, and the publisher that
outlives them all.
"""

from collections.abc import Collection

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.events import LinkState
from biofeedback.facts import Facts
from biofeedback.sensors import UNNAMED_STRAP
from devices.sensor import Publish
from devices.supervisor import Supervisor, Watch
from devices.transports.bluetooth.errors import name_facts, said_of
from devices.transports.bluetooth.link import BluetoothLink, BluetoothPatience
from devices.transports.bluetooth.profile import new_profiles
from devices.transports.bluetooth.scan import Sighting, find_strap, watch_straps
from devices.transports.bluetooth.strap_search import StrapSearch
from devices.transports.packet_publisher import PacketPublisher

__all__ = ["BluetoothPatience", "BluetoothStrap", "watch_straps"]


class BluetoothStrap:
    """A strap, a ring or an oximeter.

    Parameters
    ----------
    wanted : str or None
        Its address, its name or a part of the name; ``None`` for the only one in sight. Once its heart has been
        heard, the very same strap is sought again after a loss.
    also : collection of str
        What to hear of a Polar strap beside its heart: ``ecg``, ``acc``.
    search : StrapSearch or None
        The search to share with all others of the program; ``None`` when nobody else looks for straps.
    """

    simulated = False
    speed_allowed = False

    def __init__(
        self,
        wanted: str | None,
        patience: BluetoothPatience | None = None,
        *,
        also: Collection[str] = (),
        search: StrapSearch | None = None,
    ) -> None:
        self._wanted = wanted
        self._patience = patience or BluetoothPatience()
        self._also = also
        self._search = search or StrapSearch()
        self._label = wanted or UNNAMED_STRAP
        self._called = name_facts(wanted or "", met=False)
        self.source = f"bluetooth:{wanted}" if wanted else "bluetooth"
        self._publisher: PacketPublisher | None = None

    @property
    def label(self) -> str:
        """Its own name, once it was found; before that, what was asked for."""
        return self._label

    async def run(self, publish: Publish, clock: Clock) -> None:
        """Publish the strap's packets, beats and facts until cancelled; then disconnect and say so."""
        # Whoever runs again goes on counting where they were.
        publisher = self._publisher = self._publisher or PacketPublisher(self.source, publish, clock)
        profiles = new_profiles()
        met: list[Sighting] = []
        links: list[BluetoothLink] = []

        async def find() -> Sighting:
            known = met[-1].address if met and publisher.has_packets else self._wanted
            sighting = await find_strap(
                known,
                clock,
                self._search,
                called=self._called,
                search_s=self._patience.search_s,
                settle_s=self._patience.settle_s,
            )
            met.append(sighting)
            self._label = sighting.label
            self._called = name_facts(sighting.name)
            return sighting

        def new_link(watch: Watch) -> BluetoothLink:
            link = BluetoothLink(
                find,
                publisher,
                watch,
                clock,
                profiles,
                self._also,
                self._search,
                self._patience,
            )
            links[:] = [link]
            return link

        def told(state: LinkState) -> tuple[LinkCode, Facts]:
            if state == "streaming" and links[0].output == "rate":
                return LinkCode.OXIMETER_STREAMING, self._called
            return said_of(state, self._called)

        def nothing_came(let_go: bool) -> tuple[LinkCode, Facts]:
            return LinkCode.STRAP_LETS_GO if let_go else LinkCode.STRAP_SILENT, self._called

        try:
            await Supervisor(self.source, new_link, told, self._patience, publisher.say, clock, nothing_came).run()
        finally:
            publisher.final_statistics()
