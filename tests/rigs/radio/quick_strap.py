"""How patient with a strap a test is, what the strap sends, and how its link went."""

from biofeedback.events import LinkChanged
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth.strap import BluetoothPatience

QUICK = BluetoothPatience(
    weak_after_s=2.0, lost_after_s=4.0, pauses_s=(0.02, 0.05), search_s=0.6, settle_s=0.2, connect_s=2.0, read_s=2.0
)


def one_beat(ticks):
    return HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(ticks,)).encode()


def states(ear):
    return [event.state for event in ear.all(LinkChanged)]
