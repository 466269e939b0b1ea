"""The few frozen types, the events, that the parts of Soften pass to one another.

An event is a fact with a time. Times are seconds of the session clock (``t_s``, ``arrived_s``): 0 is the moment the
session began. A float that could not be known is ``nan``. Field types are only ``int``, ``float``, ``str``, ``bool``
and ``bytes``, so that an event can be written to a recording and read back exactly: the recording has one table a
type, with these very names.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

BeatKind: TypeAlias = Literal["normal", "range", "ectopic", "long", "short", "missed", "extra"]
"""What is thought of a beat (Lipponen and Tarvainen 2019).

``normal``: taken as it is. ``range``: its interval is outside 300 to 2000 ms. ``ectopic``: too early or too late
between two ordinary ones. ``long``, ``short``: far from where it should lie in another way. ``missed``: the sensor did
not see a beat. ``extra``: the sensor saw one that was none.
"""

LinkState: TypeAlias = Literal["searching", "connecting", "streaming", "weak", "lost", "unavailable", "closed"]

ContactState: TypeAlias = Literal["yes", "no", "unknown"]

SampleKind: TypeAlias = Literal["ecg", "pulse", "acceleration"]

PauseMode: TypeAlias = Literal["pause", "rest"]
"""``pause``: everything stands still. ``rest``: words and steps wait, the breath light goes on as it is."""

PAUSE_STEPS: PauseMode = "rest"
"""To pause the steps alone, in the word that recordings have for it."""

HeartDisplay: TypeAlias = Literal["shown", "resting"]

NoteKind: TypeAlias = Literal["before", "after", "note"]

Offer: TypeAlias = Literal["own_pace", "stay"]
"""``own_pace``: the light can begin at the pace the heart shows. ``stay``: the pace can stay where it is."""


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
    this beat; ``nan`` marks a beat whose interval the sensor did not give.
    """

    source: str
    index: int
    arrived_s: float
    rr_ms: float


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
class BeatJudged:
    """Where a beat lies on the rebuilt timeline and what is thought of it, known two beats later.

    ``t_s`` is the end of the interval. ``nn_ms`` is the interval to compute with, ``nan`` when there is none. ``kind``
    is a `BeatKind`. Raw beats stay beside it, untouched: each `Beat` has exactly one judgement that is not ``missed``.

    Correction keeps the time that passed. ``ectopic``, ``long``, ``short``: the beat was moved to the middle between
    its neighbours, and the interval after it changed as well, unless the beat before was moved already. ``extra``: the
    beat goes (``nn_ms`` is ``nan``) and the interval of the next beat holds both. ``missed``: a beat was put in the
    middle of the interval, one judgement more, with the ``index`` of the beat after it, which follows as ``normal``
    with the other half. ``range``, and what cannot be mended because its neighbour is missing: nothing to compute with,
    and no difference is taken across it.
    """

    source: str
    index: int
    t_s: float
    kind: BeatKind
    nn_ms: float


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
    """A fact about a device: ``model``, ``firmware``, ``manufacturer``, ``name``, ``address``, ``simulated``."""

    source: str
    t_s: float
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChanged:
    """The link to a sensor changed. ``sentence`` is one plain, kind sentence for the person."""

    source: str
    t_s: float
    state: LinkState
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Beats are missing from ``from_s`` to ``until_s`` on the rebuilt timeline; no interval is ever made across it."""

    source: str
    from_s: float
    until_s: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A moment that somebody wanted to find again."""

    t_s: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words that the person wrote, for nobody but themselves.

    ``before`` and ``after``: how it is, in a word or two, before a practice and after it. ``note``: anything else.
    """

    t_s: float
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBegan:
    """A step of the practice began. ``index`` counts from 0; ``heart_display`` says whether the heart is shown."""

    t_s: float
    index: int
    name: str
    title: str
    heart_display: HeartDisplay


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptShown:
    """Words were placed, for ``for_s`` seconds."""

    t_s: float
    text: str
    for_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BreathPlanned:
    """A breath, announced one breath ahead: it begins with the in-breath at ``t_s``.

    It replaces every breath planned to begin at or after ``t_s``.
    """

    t_s: float
    in_s: float
    hold_in_s: float
    out_s: float
    hold_out_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMoved:
    """The person showed by hand that the breath turned: ``inward`` when breathing in began, else out."""

    t_s: float
    inward: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade:
    """Something is offered that the person may accept with one key. By itself it changes nothing."""

    t_s: float
    offer: Offer
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRang:
    """A bell rang, exactly at ``t_s``."""

    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The practice waits. With mode ``pause`` every breath planned to begin after ``t_s`` is withdrawn."""

    t_s: float
    mode: PauseMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The practice goes on."""

    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeEnded:
    """The practice came to its end: ``complete``, or ``early`` because the person ended it."""

    t_s: float
    mode: Literal["complete", "early"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged:
    """A setting took this value, at the start or later."""

    t_s: float
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A second passed; so that time goes on for the pipeline even in a dropout."""

    t_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number computed from events.

    ``name`` is a key of `biofeedback.signals.definitions`. ``value`` is ``nan`` when it cannot be known, and ``reason``
    then says why. ``quality_share`` (0 to 1) is the share of the window that was covered by accepted beats.
    """

    name: str
    t_s: float
    value: float
    unit: str
    window_s: float
    quality_share: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One plain, kind sentence that the person should read now, of something other than the link."""

    t_s: float
    sentence: str


Event: TypeAlias = (
    Packet
    | Beat
    | SampleBlock
    | BeatJudged
    | Contact
    | Battery
    | DeviceFact
    | LinkChanged
    | Gap
    | Marker
    | Note
    | StepBegan
    | PromptShown
    | BreathPlanned
    | HandMoved
    | OfferMade
    | BellRang
    | Paused
    | Resumed
    | PracticeEnded
    | SettingChanged
    | Tick
    | Metric
    | Notice
)

EVENT_TYPES: tuple[type[Event], ...] = get_args(Event)
"""Every event type once: what the recording makes its tables from."""


class Numbered(NamedTuple):
    """An event with its place in the one order of the session, counted from 1."""

    number: int
    event: Event
