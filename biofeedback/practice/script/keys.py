"""Declares every key of a practice file: what may stand there and what it means.

`biofeedback.practice.script.file` reads by these, and docs/practices.md is written from them.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.practice.pacing.pattern import (
    FASTEST_PER_MIN,
    LARGEST_IN_SHARE,
    LARGEST_RAMP_S,
    SLOWEST_PER_MIN,
    SMALLEST_IN_SHARE,
)
from biofeedback.practice.script.answers import (
    HUES,
    LATEST_BELL_S,
    LONGEST_PART,
    LONGEST_PHRASE,
    MOST_BELLS,
    MOST_PARTS,
    MOST_PHRASES,
    QUESTIONS,
)
from biofeedback.practice.script.key_kinds import (
    Choice,
    Choices,
    Key,
    Number,
    Numbers,
    Table,
    Tables,
    Text,
    Texts,
    YesNo,
)
from biofeedback.practice.script.model import MOST_OTHERS
from biofeedback.practice.script.presets import PRESETS
from biofeedback.practice.script.protocol_keys import BLOCK_KEYS, CONDITION_KEYS, PROTOCOL_KEYS

LONGEST_PROMPT = 120
"""The most characters of one prompt: a choice, two short lines under the light."""

LONGEST_STEP_S, LONGEST_MIN = 14_400.0, 120.0
"""The longest step in seconds: a choice, four hours, for a recording of that length; and the longest of the other
lengths of a practice in minutes: a choice, two hours."""

LARGEST_TRACK_BYTES = 2.0**40
"""Of a sound file: 1 TiB, above four hours of whatever can be recorded (8 channels at 192 kHz are 90 GB)."""

MOST_BREATHS = 500.0
"""The most breaths that one step counts: a choice, about as many as two hours hold at 4 a minute."""

CATEGORIES = ("short", "breath", "compassion", "kindness", "sitting")
"""With what a practice is shown."""

# In characters, a choice each: a line as wide as a page, a note of a short paragraph, a file name as long as a line.
_LONGEST_LINE = 80
_LONGEST_NOTE = 400
_LONGEST_FILE_NAME = 80

_LONGEST_HOLD_S = 10.0
"""The longest hold of breath, in seconds: a choice, half of the slowest breath that can be led."""

_SHORTEST_RAMP_S = 0.01
"""The least by which a breath may be longer than the one before, in seconds: a choice; 0 would never arrive."""

_NAME = "Small letters a to z, digits and `_`, a letter first."


def _table(**keys: Key) -> Mapping[str, Key]:
    return MappingProxyType(keys)


# The bounds of what can be led; what is left out is breathed 40:60 and without holds.
BREATH_KEYS = _table(
    start_per_min=Number(
        meaning="Breaths a minute at which leading begins for somebody whose own pace is not known.",
        lowest=SLOWEST_PER_MIN,
        highest=FASTEST_PER_MIN,
    ),
    aim_per_min=Number(
        meaning="Breaths a minute toward which it leans. With a `preset` it may be left out: the preset has its own.",
        lowest=SLOWEST_PER_MIN,
        highest=FASTEST_PER_MIN,
        default=math.nan,
    ),
    lean_s=Number(
        meaning="How much longer than the one before a breath may be, in seconds.",
        lowest=_SHORTEST_RAMP_S,
        highest=LARGEST_RAMP_S,
        default=LARGEST_RAMP_S,
    ),
    preset=Choice(
        meaning="A shape of breath by its name, instead of `in_share`, `rest_in_s` and `rest_out_s`. Leading begins "
        "without its rests and grows into them.",
        choices=tuple(preset.name for preset in PRESETS),
        default="",
    ),
    in_share=Number(
        meaning="The in-breath's share of the moving time; 0.4 is 40:60.",
        lowest=SMALLEST_IN_SHARE,
        highest=LARGEST_IN_SHARE,
        default=0.4,
    ),
    rest_in_s=Number(meaning="Rest after the in-breath, in seconds.", lowest=0.0, highest=_LONGEST_HOLD_S, default=0.0),
    rest_out_s=Number(
        meaning="Rest after the out-breath, in seconds.", lowest=0.0, highest=_LONGEST_HOLD_S, default=0.0
    ),
)

# A practice has hardly more than eight lengths in which to say a prompt.
PROMPT_KEYS = _table(
    text=Text(
        meaning="One or two short sentences. `{phrase1}` and `{part1}` (and 2, 3, ...) stand for the person's own.",
        longest=LONGEST_PROMPT,
    ),
    at_s=Number(
        meaning="When they are asked for, in seconds from the beginning of the step.",
        lowest=0.0,
        highest=LONGEST_STEP_S,
        default=math.nan,
    ),
    at_breath=Number(
        meaning="Instead of `at_s`, in a step that counts breaths: with which breath, the first being 1.",
        lowest=1.0,
        highest=MOST_BREATHS,
        default=math.nan,
    ),
    voice=Text(
        meaning="A sound file beside this one (`wav`) in which somebody speaks these words.",
        longest=_LONGEST_FILE_NAME,
        default="",
    ),
    keep=YesNo(meaning="Whether they are said also to somebody who asked for fewer words.", default=False),
    minutes=Numbers(
        meaning="In which lengths of the practice these words are said, for example `[15, 25]`; in all if left out.",
        lowest=1.0,
        highest=LONGEST_MIN,
        most=8,
    ),
)

# A light of less than a tenth of full could not be seen.
LIGHT_KEYS = _table(
    hue=Choice(
        meaning="The colour of the light; `own` is the colour the person chose (`asks` then has `colour`).",
        choices=(*HUES, "own"),
        default="honey",
    ),
    brightness_share=Number(meaning="How bright it is, as a share of full.", lowest=0.1, highest=1.0, default=1.0),
    others=Number(
        meaning="How many small lights gather around it, a whole number: for a practice that widens.",
        lowest=0.0,
        highest=MOST_OTHERS,
        default=0.0,
    ),
)

SOUND_KEYS = _table(
    bell=Choice(
        meaning="Where a bell rings.",
        choices=("none", "begin", "end", "both"),
        default="none",
    ),
    breath=YesNo(meaning="Whether the breath may be heard, for those who have its sound on.", default=True),
)

STEP_KEYS = _table(
    name=Text(meaning=f"{_NAME} Each step its own.", longest=_LONGEST_LINE),
    title=Text(meaning="What the person reads.", longest=_LONGEST_LINE),
    purpose=Text(meaning="What the step is for. A note for facilitators, shown to nobody else.", longest=_LONGEST_NOTE),
    length_s=Number(
        meaning="How long it is, in seconds, more than 0. A step has `length_s`, `breaths` or `endless`.",
        lowest=0.0,
        highest=LONGEST_STEP_S,
        default=math.nan,
    ),
    breaths=Number(
        meaning="Instead of `length_s`: after how many led breaths it ends, a whole number. For `lead` and `vanish`.",
        lowest=1.0,
        highest=MOST_BREATHS,
        default=math.nan,
    ),
    endless=YesNo(
        meaning="Instead of `length_s`, in the last step: it goes on until the person ends it.", default=False
    ),
    pacing=Choice(
        meaning="`listen`: nothing is led. `lead`: the light leads. `follow`: the light keeps the person's own pace, "
        "once it is known, and leans nowhere. `vanish`: the light leads ever more faintly and lets go.",
        choices=("listen", "lead", "follow", "vanish"),
    ),
    heart_display=Choice(
        meaning="Whether the heart is shown. Let it rest where somebody turns toward a difficulty.",
        choices=("shown", "resting"),
        default="shown",
    ),
    silence=YesNo(meaning="No words are wanted here; prompts are then a fault.", default=False),
    prompts=Tables(meaning="The words of the step, in order of time.", keys=PROMPT_KEYS),
    light=Table(meaning="The light of the step.", keys=LIGHT_KEYS),
    sound=Table(meaning="The sound of the step.", keys=SOUND_KEYS),
    bells_at_s=Numbers(
        meaning="Bells inside the step, in seconds from its beginning, in order.",
        lowest=1.0,
        highest=LATEST_BELL_S,
        most=MOST_BELLS,
    ),
    bell_every_s=Number(
        meaning="Bells at equal times, every so many seconds; 0 for none. At least 10 otherwise.",
        lowest=0.0,
        highest=LONGEST_STEP_S,
        default=0.0,
    ),
    **BLOCK_KEYS,
)

# SHA-256 has 64 hexadecimal digits; a volume is a share of full.
TRACK_KEYS = _table(
    file=Text(meaning="A sound file beside this one: MP3, FLAC, OGG or WAV.", longest=_LONGEST_FILE_NAME),
    sha256=Text(meaning="Its hash, 64 hexadecimal digits: a recording keeps which sound it was.", longest=64),
    size_bytes=Number(meaning="How large it is, in bytes.", lowest=1.0, highest=LARGEST_TRACK_BYTES),
    volume=Number(meaning="How loud it is, 0 (silent) to 1.", lowest=0.0, highest=1.0, default=1.0),
)

MINUTES = Number(meaning="How long the practice is then, in minutes.", lowest=1.0, highest=LONGEST_MIN)

PRACTICE_KEYS = _table(
    name=Text(meaning=f"{_NAME} It is what `soften begin` takes.", longest=_LONGEST_LINE),
    title=Text(meaning="What the person reads.", longest=_LONGEST_LINE),
    subtitle=Text(meaning="The line below the title.", longest=_LONGEST_LINE),
    credit=Text(meaning="Who thought of the practice.", longest=_LONGEST_NOTE, default=""),
    category=Choice(meaning="With what it is shown.", choices=CATEGORIES, default="kindness"),
    counts=YesNo(meaning="Whether it is kept among what was practised.", default=True),
    compares=YesNo(
        meaning="Whether at its end the waves of the heart before breath was led and while it was are laid side by "
        "side, told in three sentences: for a demonstration.",
        default=False,
    ),
    asks=Choices(
        meaning="What the person is asked before it. Every question may be left unanswered: the colour is then honey, "
        "the phrases and parts are those below, the bells those of the steps.",
        choices=QUESTIONS,
    ),
    phrases=Texts(
        meaning="The phrases for somebody who gives none of their own.", longest=LONGEST_PHRASE, most=MOST_PHRASES
    ),
    parts=Texts(
        meaning="The parts of oneself for somebody who names none. Words that name a part or a phrase which is not "
        "there are left unsaid.",
        longest=LONGEST_PART,
        most=MOST_PARTS,
    ),
    breath=Table(
        meaning="How breath is led. Left out, it leans from 9 to 6 breaths a minute by 0.1 s a breath.",
        keys=BREATH_KEYS,
    ),
    track=Table(
        meaning="One recording that the whole practice is; `soften practices new FILE.mp3` writes this. Words are then "
        "shown and not spoken, and breath and bells are silent. The steps are its chapters.",
        keys=TRACK_KEYS,
    ),
    steps=Tables(meaning="The steps, one or more.", keys=STEP_KEYS, optional=False),
    lengths=Tables(
        meaning="Other lengths of the practice. Each has `minutes` and, for every step whose length changes, the "
        "step's name with its seconds (or breaths); 0 leaves the step out. Together they make the minutes. "
        "Words and bells keep their place in their step.",
    ),
    protocol=Table(
        meaning="Makes the practice a protocol, whose steps may be blocks (see `block`), even where it is empty.",
        keys=PROTOCOL_KEYS,
    ),
    conditions=Tables(
        meaning="The conditions of a protocol: what holds in the steps that say `by_condition`.", keys=CONDITION_KEYS
    ),
)
