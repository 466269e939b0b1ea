"""The few frozen types, the events, that the parts of Soften pass to one another.

An event is a fact with a time. Times are seconds of the session clock (``t_s``, ``arrived_s``): 0 is the moment the
session began. A float that could not be known is ``nan``. Field types are only ``int``, ``float``, ``str``, ``bool``,
``bytes`` and `Facts`, so that an event can be written to a recording and read back exactly: the recording has one table
a type, with these very names.
"""

from typing import NamedTuple, TypeAlias, get_args

from biofeedback.event_kinds import (
    PAUSE_STEPS,
    AnswerKind,
    BeatKind,
    BlockKind,
    ContactState,
    FormMoment,
    HeartDisplay,
    LinkState,
    NoteKind,
    Offer,
    PaceOrigin,
    PaceRequest,
    PauseMode,
    QuestionKind,
    SampleKind,
)
from biofeedback.events.computed import BeatJudged, Gap, Metric, Tick
from biofeedback.events.from_sensors import Battery, Beat, Contact, DeviceFact, LinkChanged, Packet, SampleBlock
from biofeedback.events.of_practice import (
    FROM_FILE,
    AnswerKept,
    BellRang,
    BreathPlanned,
    ClosingBegan,
    GuidanceChosen,
    HandMoved,
    LeadingBegan,
    Marker,
    Note,
    Notice,
    OfferMade,
    PaceChanged,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    SoundMuted,
    StepBegan,
    WordsSpared,
)
from biofeedback.events.of_room import SeatBeatsChosen, SeatGreeted, SeatLeft, SeatTaken, SeatWarmthChosen
from biofeedback.events.of_study import BlockBegan, FormAnswered

__all__ = [
    "EVENT_TYPES",
    "FROM_FILE",
    "PAUSE_STEPS",
    "AnswerKept",
    "AnswerKind",
    "Battery",
    "Beat",
    "BeatJudged",
    "BeatKind",
    "BellRang",
    "BlockBegan",
    "BlockKind",
    "BreathPlanned",
    "ClosingBegan",
    "Contact",
    "ContactState",
    "DeviceFact",
    "Event",
    "FormAnswered",
    "FormMoment",
    "Gap",
    "GuidanceChosen",
    "HandMoved",
    "HeartDisplay",
    "LeadingBegan",
    "LinkChanged",
    "LinkState",
    "Marker",
    "Metric",
    "Note",
    "NoteKind",
    "Notice",
    "Numbered",
    "Offer",
    "OfferMade",
    "PaceChanged",
    "PaceOrigin",
    "PaceRequest",
    "Packet",
    "PauseMode",
    "Paused",
    "PracticeEnded",
    "PromptShown",
    "QuestionKind",
    "Resumed",
    "SampleBlock",
    "SampleKind",
    "SeatBeatsChosen",
    "SeatGreeted",
    "SeatLeft",
    "SeatTaken",
    "SeatWarmthChosen",
    "SoundMuted",
    "StepBegan",
    "Tick",
    "WordsSpared",
]

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
    | GuidanceChosen
    | AnswerKept
    | LeadingBegan
    | PaceChanged
    | WordsSpared
    | SoundMuted
    | ClosingBegan
    | SeatTaken
    | SeatLeft
    | SeatGreeted
    | SeatWarmthChosen
    | SeatBeatsChosen
    | BlockBegan
    | FormAnswered
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
