"""The tables that a recording is read as: beats, events, steps, breaths, numbers, answers; what each column holds."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from sessions.arrays.table import ArrayTable, FloatArray, Holds, TextArray, WholeArray

LIVE = "live"
"""How a beat was judged: by the causal correction, while it was recorded."""

HAND = "hand"
"""The layer of beats that a person edited."""

_FLAG = (
    "why an imported file or its sensor says not to trust the interval (blocker, no-contact, ...), which stands here "
    "all the same and is computed with nowhere, its kind being range; empty where it does not"
)
_SOURCE = "which heart it is of; empty where it is of none"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beats(ArrayTable):
    """The heartbeats: raw interval and corrected interval side by side, each beat with what was thought of it."""

    NAME: ClassVar[str] = "beats"

    source: Annotated[TextArray, Holds("", _SOURCE)]
    index: Annotated[
        WholeArray, Holds("1", "the number of the beat, from 0; a beat that was put in has that of the beat after it")
    ]
    time_s: Annotated[
        FloatArray,
        Holds(
            "s",
            "when the beat was, in seconds after the recording began: of an imported file as the file tells it, or at "
            "the peak or rise of its wave; of a sensor by the rebuilt timeline; not a number where not judged",
        ),
    ]
    arrived_s: Annotated[
        FloatArray,
        Holds(
            "s",
            "when it arrived, or was found in a wave, in seconds after the recording began; not a number for a beat "
            "that was put in",
        ),
    ]
    rr_ms: Annotated[
        FloatArray,
        Holds("ms", "the interval that ends with the beat, raw: as the sensor told it, never rounded or corrected"),
    ]
    nn_ms: Annotated[
        FloatArray, Holds("ms", "the corrected interval to compute with; not a number where there is none")
    ]
    kind: Annotated[
        TextArray,
        Holds(
            "",
            "what is thought of it: normal, range (outside 300 to 2000 ms), ectopic, long, short, missed (put in where "
            "the sensor saw none), extra (seen where there was none); empty where it was not judged",
        ),
    ]
    judged: Annotated[
        TextArray,
        Holds("", "how it was judged: live (by the causal correction, as it was recorded); empty where it was not"),
    ]
    quality: Annotated[
        FloatArray,
        Holds("1", "how likely a beat found in a wave is right, 0 to 1; not a number where the sensor told the beat"),
    ]
    flag: Annotated[TextArray, Holds("", _FLAG)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BeatLayers(ArrayTable):
    """The heartbeats in each of their layers: corrected by rule afterwards, and edited by hand where somebody did."""

    NAME: ClassVar[str] = "beat_layers"

    source: Annotated[TextArray, Holds("", _SOURCE)]
    layer: Annotated[
        TextArray,
        Holds(
            "",
            "of which layer it is: automatic (corrected by rule from both sides, after the recording) or hand (as a "
            "person edited it, by rule elsewhere); hand is there where somebody edited",
        ),
    ]
    index: Annotated[
        WholeArray, Holds("1", "the number of the beat, from 0; a beat that was put in has that of the beat after it")
    ]
    time_s: Annotated[FloatArray, Holds("s", "when the beat was, in seconds after the recording began")]
    rr_ms: Annotated[FloatArray, Holds("ms", "the raw interval; not a number for a beat that was put in")]
    nn_ms: Annotated[
        FloatArray, Holds("ms", "the interval of this layer to compute with; not a number where there is none")
    ]
    kind: Annotated[TextArray, Holds("", "what the correction by rule thinks of it, as in the beats")]
    by_hand: Annotated[WholeArray, Holds("1", "1 where a person edited it, else 0")]
    flag: Annotated[TextArray, Holds("", _FLAG)]

    def of_layer(self, layer: str, source: str | None = None) -> "BeatLayers":
        """Return the beats of one layer, of one heart where several were recorded."""
        wanted = self.layer == layer
        if source is not None:
            wanted &= self.source == source
        return self.where(wanted)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Events(ArrayTable):
    """What happened beside beats and numbers, in order; breaths as they were planned, also those planned anew."""

    NAME: ClassVar[str] = "events"

    time_s: Annotated[FloatArray, Holds("s", "when, in seconds after the recording began")]
    duration_s: Annotated[FloatArray, Holds("s", "for how long; not a number for a moment")]
    source: Annotated[TextArray, Holds("", _SOURCE)]
    event: Annotated[TextArray, Holds("", "what kind of event, such as marker, step_began, gap, breath_planned")]
    name: Annotated[TextArray, Holds("", "its name or word: the label of a marker, the name of a step, a code")]
    value: Annotated[FloatArray, Holds("", "its number, where it has one: battery in per cent, breaths a minute")]
    details: Annotated[TextArray, Holds("", "all else that it says, as a JSON object")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps(ArrayTable):
    """The steps of the practice."""

    NAME: ClassVar[str] = "steps"

    index: Annotated[WholeArray, Holds("1", "the place of the step, from 0")]
    name: Annotated[TextArray, Holds("", "its name in the practice file")]
    title: Annotated[TextArray, Holds("", "its title")]
    begins_s: Annotated[FloatArray, Holds("s", "when it began, in seconds after the recording began")]
    ends_s: Annotated[FloatArray, Holds("s", "when the next one began, or the practice ended")]
    heart_display: Annotated[TextArray, Holds("", "whether the heart was shown: shown or resting")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Breaths(ArrayTable):
    """The breaths as they were led; those that were withdrawn are not among them."""

    NAME: ClassVar[str] = "breaths"

    begins_s: Annotated[FloatArray, Holds("s", "when the in-breath began, in seconds after the recording began")]
    in_s: Annotated[FloatArray, Holds("s", "length of the in-breath")]
    hold_in_s: Annotated[FloatArray, Holds("s", "length of the pause after it")]
    out_s: Annotated[FloatArray, Holds("s", "length of the out-breath")]
    hold_out_s: Annotated[FloatArray, Holds("s", "length of the pause after it")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Metrics(ArrayTable):
    """The numbers as they were computed live, a row for each value; what each means is in docs/signals.md."""

    NAME: ClassVar[str] = "metrics"

    time_s: Annotated[FloatArray, Holds("s", "the end of its window, in seconds after the recording began")]
    source: Annotated[TextArray, Holds("", _SOURCE)]
    name: Annotated[TextArray, Holds("", "which number; its definition has a version, which the export names")]
    value: Annotated[FloatArray, Holds("", "the value, in its unit; not a number where it cannot be known")]
    unit: Annotated[TextArray, Holds("", "the unit of the value")]
    window_s: Annotated[FloatArray, Holds("s", "over how long it was computed")]
    quality_share: Annotated[FloatArray, Holds("1", "how far it can be trusted, 0 to 1; docs/signals.md")]
    reason: Annotated[TextArray, Holds("", "why the value is not known; known where it is")]

    def named(self, name: str, source: str | None = None) -> "Metrics":
        """Return the course of one number, of one heart where several were recorded."""
        wanted = self.name == name
        if source is not None:
            wanted &= self.source == source
        return self.where(wanted)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers(ArrayTable):
    """What was answered to forms before the practice and after it, a row for each question that was asked."""

    NAME: ClassVar[str] = "answers"

    time_s: Annotated[
        FloatArray,
        Holds("s", "when it was kept, in seconds after the recording began; forms before are kept at its beginning"),
    ]
    form: Annotated[TextArray, Holds("", "the name of the form")]
    moment: Annotated[TextArray, Holds("", "when it was asked: before or after the practice")]
    question: Annotated[TextArray, Holds("", "the name of the question")]
    kind: Annotated[TextArray, Holds("", "what kind of question: visual_analogue, likert or words")]
    value: Annotated[
        TextArray,
        Holds(
            "",
            "0 to 100 of a visual analogue, the number of a choice from 1 of a Likert question, or free words; empty "
            "where it was passed over",
        ),
    ]
    meaning: Annotated[TextArray, Holds("", "what the value means in the words of the form: both ends, or the choice")]
    took_s: Annotated[FloatArray, Holds("s", "how long the question was there")]
    asked: Annotated[TextArray, Holds("", "the question, as it was put")]


TABLES: tuple[type[ArrayTable], ...] = (Beats, BeatLayers, Events, Steps, Breaths, Metrics)
"""The tables of every recording."""
