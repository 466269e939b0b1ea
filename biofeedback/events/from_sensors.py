"""Events that sensors bring: packets, beats, waves, and what is known of the link and the device."""

import math
from dataclasses import dataclass

from biofeedback.codes import LinkCode
from biofeedback.event_kinds import ContactState, LinkState, SampleKind
from biofeedback.facts import Facts, FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """Bytes exactly as a sensor sent them.

    ``channel`` names the protocol that understands them (``2a37`` for the Heart Rate Measurement).
    """

    source: str
    channel: str
    arrived_s: float
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One interval exactly as the sensor sent it: never rounded, never corrected.

    ``index`` counts the beats of a source from 0 through the whole session. ``rr_ms`` is the interval that *ends* with
    this beat; ``nan`` marks a beat whose interval the sensor did not give. ``quality`` is how likely a beat that was
    found in a wave is right, 0 to 1; ``nan`` where that is not known, as of every beat that the sensor itself tells.
    ``told_s`` is the session time of the beat where its source tells that, as files of other programs do; ``nan`` where
    nothing but its arrival is known. ``flag`` is a word for why the source says not to trust the interval, else empty.
    """

    source: str
    index: int
    arrived_s: float
    rr_ms: float
    quality: float = math.nan
    told_s: float = math.nan
    flag: str = ""

    @property
    def usable_ms(self) -> float:
        """The interval to compute with, in ms; ``nan`` where there is none, or its source says not to trust it."""
        return math.nan if self.flag else self.rr_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBlock:
    """The samples of a wave that one packet brought, exactly as the sensor sent them.

    ``unit`` is ``uV``, ``mg``, or ``1`` for the sensor's own counts. ``device_s`` holds the time of every sample on the
    sensor's own clock, in seconds; a sensor without time stamps has counted samples for a clock. ``values`` holds
    ``channels`` numbers a sample, sample by sample. Both are little-endian doubles. ``t_s`` is the session time of the
    last sample, as far as late packets can tell; ``rate_hz`` how many samples a second the sensor is known to send.
    """

    source: str
    kind: SampleKind
    unit: str
    channels: int
    rate_hz: float
    arrived_s: float
    t_s: float
    device_s: bytes
    values: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What the sensor says of its contact with the skin."""

    source: str
    t_s: float
    state: ContactState


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """The charge of the battery as the sensor gives it, 0 to 100."""

    source: str
    t_s: float
    level_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFact:
    """A fact about a device: ``model``, ``firmware``, ``manufacturer``, ``name``, ``address``, ``simulated``.

    What is a number is one: a count, or a measure whose unit is the end of its name, as in ``resolution_ms``.
    """

    source: str
    t_s: float
    name: str
    value: FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChanged:
    """The link to a sensor changed; ``code`` and ``facts`` say what there is to tell the person of it."""

    source: str
    t_s: float
    state: LinkState
    code: LinkCode
    facts: Facts


def says_simulated(event: object) -> bool:
    """Return whether this event says that the heart is a simulated one, as a replayed recording does."""
    return isinstance(event, DeviceFact) and event.name == "simulated" and event.value == "yes"
