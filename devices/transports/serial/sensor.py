"""A sensor at a serial port, as a `Sensor`.

It joins the parts: the supervisor that keeps the link, the search for the port, the single connection, and the
publisher that outlives them all.
"""

from dataclasses import dataclass

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.events import LinkState
from biofeedback.facts import Facts, facts
from biofeedback.sensors import UNNAMED_SENSOR
from devices.sensor import Publish
from devices.serial_spec import SerialSpec
from devices.supervisor import Patience, Supervisor, Watch
from devices.transports.packet_publisher import PacketPublisher
from devices.transports.serial.errors import said_of
from devices.transports.serial.link import SerialLink
from devices.transports.serial.ports import ListPorts, Port, find_port, ports_in_reach
from devices.transports.serial.protocol import SerialProtocol


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPatience(Patience):
    """How long to wait for what, in session seconds; see `SerialLink`."""

    first_listen_s: float = 5.0
    listen_s: float = 3.0


class SerialSensor:
    """A pulse sensor, an ECG board or an oximeter at a serial port.

    Parameters
    ----------
    spec : SerialSpec
        Which port, and what is known of the sensor. Once it was heard, the very same device is sought after a loss,
        wherever it is plugged in then.
    list_ports : callable
        Returns the ports in reach.
    """

    simulated = False
    speed_allowed = False

    def __init__(
        self, spec: SerialSpec, patience: SerialPatience | None = None, *, list_ports: ListPorts = ports_in_reach
    ) -> None:
        self._spec = spec
        self._patience = patience or SerialPatience()
        self._list_ports = list_ports
        self._name = spec.port or ""
        self.source = f"serial:{spec.port}" if spec.port else "serial"
        self._publisher: PacketPublisher | None = None

    @property
    def label(self) -> str:
        """Its own name, once it was found; before that, its port."""
        return self._name or UNNAMED_SENSOR

    async def run(self, publish: Publish, clock: Clock) -> None:
        """Publish what the sensor sends until cancelled; then let the port go and say so."""
        # Whoever runs again goes on counting where they were.
        publisher = self._publisher = self._publisher or PacketPublisher(self.source, publish, clock)
        known: list[Port] = []

        def find() -> Port:
            received = known[-1] if known and publisher.has_packets else None
            return find_port(self._spec.port, received, self._list_ports())

        def met(port: Port, protocol: SerialProtocol) -> None:
            known.append(port)
            self._name = port.label
            publisher.fact("port", port.device)
            publisher.fact("name", port.label)
            publisher.fact("protocol", protocol.kind.name)
            publisher.fact("model", protocol.kind.spoken_by)
            publisher.fact("port_settings", str(protocol.settings))
            if port.vid is not None and port.pid is not None:
                publisher.fact("usb", f"{port.vid:04x}:{port.pid:04x}")

        def new_link(watch: Watch) -> SerialLink:
            return SerialLink(
                find,
                self._spec,
                met,
                publisher,
                watch,
                clock,
                first_listen_s=self._patience.first_listen_s,
                listen_s=self._patience.listen_s,
            )

        def told(state: LinkState) -> tuple[LinkCode, Facts]:
            return said_of(state, self._name)

        def nothing_came(let_go: bool) -> tuple[LinkCode, Facts]:
            port = known[-1].device if known else self._spec.port or ""
            return LinkCode.PORT_BROKE_OFF if let_go else LinkCode.PORT_SILENT, facts(port=port)

        try:
            await Supervisor(self.source, new_link, told, self._patience, publisher.say, clock, nothing_came).run()
        finally:
            publisher.final_statistics()
