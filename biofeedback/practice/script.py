"""A practice as data: its steps, their words and how breath is led, read from TOML that a facilitator can write.

The text of a practice file, with every key there is (``?`` may be left out)::

    name = "compassionate_pause"      # a to z, digits and _; what `soften begin` takes
    title = "A compassionate pause"
    subtitle = "One settled minute, and a silence"
    credit = "..."                    # ? who thought of it

    [breath]
    start_per_min = 8                 # breaths a minute at which leading begins, 3 to 12
    aim_per_min = 6                   # where it leans, 3 to 12
    lean_s = 0.2                      # ? how much longer than the one before a breath may be, 0.01 to 0.2 (0.2)
    in_share = 0.4                    # ? the in-breath's share, 0.2 to 0.8 (0.4)
    rest_in_s = 0                     # ? rest after the in-breath, 0 to 10 (0)
    rest_out_s = 0                    # ? rest after the out-breath, 0 to 10 (0)

    [[steps]]                         # one or more
    name = "arrive"                   # as above; each step its own
    title = "Arrive"
    purpose = "..."                   # for the facilitator, shown to nobody else
    length_s = 30                     # more than 0, at most 7200
    pacing = "listen"                 # listen: nothing is led; lead: the light leads; vanish: the light lets go
    heart_display = "shown"           # ? shown or resting (shown)
    prompts = [                       # ? in order of time
        { at_s = 4, text = "One or two short sentences.", voice = "arrive.wav" },
    ]                                 # ? voice: these words spoken, a WAV file beside the practice file

Words are asked for at ``at_s`` seconds of their step and stay `reading_s` seconds. They need that much time before the
next words and before the end of their step. Where breath is led they wait for the next out-breath if there is still
time for them then, so leave a breath more. This module must not open files.
"""

import math
import re
import tomllib
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from biofeedback.errors import PracticeError, UsageError
from biofeedback.events import HeartDisplay
from biofeedback.practice.breath import (
    FASTEST_PER_MIN,
    LARGEST_IN_SHARE,
    SLOWEST_PER_MIN,
    SMALLEST_IN_SHARE,
    BreathPattern,
)
from biofeedback.practice.checked_table import CheckedTable
from biofeedback.practice.pacing import LARGEST_LEAN_S

Pacing: TypeAlias = Literal["listen", "lead", "vanish"]

LONGEST_PROMPT = 120
"""The most characters that one prompt may have."""

_LONGEST_LINE = 80
_LONGEST_NOTE = 400
_LONGEST_STEP_S = 7200.0
_LONGEST_REST_S = 10.0
_SHORTEST_LEAN_S = 0.01
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VOICE_FILE = re.compile(r"[^./\\:][^/\\:]*\.wav", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…]+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words asked for ``at_s`` seconds into their step; ``voice`` is the file in which they are spoken, or empty."""

    text: str
    at_s: float
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a practice; ``purpose`` is a note for facilitators."""

    name: str
    title: str
    purpose: str
    length_s: float
    pacing: Pacing
    heart_display: HeartDisplay
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class BreathGuidance:
    """How breath is led: from one pattern to another, a breath at most ``lean_s`` longer than the one before."""

    start: BreathPattern
    aim: BreathPattern
    lean_s: float


@dataclass(frozen=True, slots=True)
class Practice:
    """A whole practice."""

    name: str
    title: str
    subtitle: str
    credit: str
    breath: BreathGuidance
    steps: tuple[Step, ...]

    @property
    def length_s(self) -> float:
        """Planned length in seconds; the last breath may end a little later."""
        return math.fsum(step.length_s for step in self.steps)


def reading_s(text: str) -> float:
    """Return how long words stay, in seconds: 6 to 10, by their length."""
    return min(10.0, max(6.0, 3.0 + 0.08 * len(text)))


def parse_practice(text: str, file: str) -> Practice:
    """Read a practice from the text of its file.

    Parameters
    ----------
    text : str
        The TOML text.
    file : str
        The file's name, for errors.

    Raises
    ------
    PracticeError
        With the file, the key (``steps[3].prompts[1].at_s``, counted from 1) and what is wrong there; for text that is
        not TOML, the line and column.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PracticeError(file, "", f"this is not valid TOML: {error}") from error
    table = CheckedTable(file, "", content, ("name", "title", "subtitle", "credit", "breath", "steps"))
    steps = tuple(_step(step) for step in table.tables("steps", _STEP_KEYS))
    if not steps:
        raise table.error("steps", "a practice has at least one step")
    names = [step.name for step in steps]
    for number, name in enumerate(names, start=1):
        if name in names[: number - 1]:
            raise table.error(f"steps[{number}].name", f"an earlier step is called {name!r} already")
    return Practice(
        name=_name(table),
        title=table.text("title", _LONGEST_LINE),
        subtitle=table.text("subtitle", _LONGEST_LINE),
        credit=table.text("credit", _LONGEST_NOTE, default=""),
        breath=_guidance(table.table("breath", _BREATH_KEYS)),
        steps=steps,
    )


_BREATH_KEYS = ("start_per_min", "aim_per_min", "lean_s", "in_share", "rest_in_s", "rest_out_s")
_STEP_KEYS = ("name", "title", "purpose", "length_s", "pacing", "heart_display", "prompts")


def _name(table: CheckedTable) -> str:
    name = table.text("name", _LONGEST_LINE)
    if _NAME.fullmatch(name) is None:
        raise table.error(
            "name", f"{name!r} has more than small letters a to z, digits and _, or begins with no letter"
        )
    return name


def _guidance(table: CheckedTable) -> BreathGuidance:
    in_share = table.number("in_share", SMALLEST_IN_SHARE, LARGEST_IN_SHARE, default=0.4)
    rest_in_s = table.number("rest_in_s", 0.0, _LONGEST_REST_S, default=0.0)
    rest_out_s = table.number("rest_out_s", 0.0, _LONGEST_REST_S, default=0.0)

    def pattern(key: str) -> BreathPattern:
        breaths_per_min = table.number(key, SLOWEST_PER_MIN, FASTEST_PER_MIN)
        try:
            return BreathPattern(breaths_per_min, in_share, rest_in_s, rest_out_s)
        except UsageError as error:
            raise table.error(key, str(error)) from error

    return BreathGuidance(
        start=pattern("start_per_min"),
        aim=pattern("aim_per_min"),
        lean_s=table.number("lean_s", _SHORTEST_LEAN_S, LARGEST_LEAN_S, default=LARGEST_LEAN_S),
    )


def _step(table: CheckedTable) -> Step:
    length_s = table.number("length_s", 0.0, _LONGEST_STEP_S)
    if length_s == 0.0:
        raise table.error("length_s", "a step lasts more than 0 seconds")
    return Step(
        name=_name(table),
        title=table.text("title", _LONGEST_LINE),
        purpose=table.text("purpose", _LONGEST_NOTE),
        length_s=length_s,
        pacing=cast("Pacing", table.choice("pacing", ("listen", "lead", "vanish"))),
        heart_display=cast("HeartDisplay", table.choice("heart_display", ("shown", "resting"), default="shown")),
        prompts=_prompts(table, length_s),
    )


def _prompts(step: CheckedTable, length_s: float) -> tuple[Prompt, ...]:
    prompts: list[Prompt] = []
    free_from_s = 0.0
    for table in step.tables("prompts", ("at_s", "text", "voice"), default=()):
        text = table.text("text", LONGEST_PROMPT)
        if len(_SENTENCE_END.findall(text)) > 2:
            raise table.error("text", "a prompt has one or two sentences")
        at_s = table.number("at_s", 0.0, _LONGEST_STEP_S)
        if at_s < free_from_s:
            raise table.error("at_s", f"the words before these need until {free_from_s:g} s")
        free_from_s = at_s + reading_s(text)
        if free_from_s > length_s:
            raise table.error(
                "at_s", f"these words need until {free_from_s:g} s, but their step ends at {length_s:g} s"
            )
        prompts.append(Prompt(text, at_s, _voice(table)))
    return tuple(prompts)


def _voice(prompt: CheckedTable) -> str:
    file = prompt.text("voice", _LONGEST_LINE, default="")
    # A practice may come from anybody, so the files that it names stay in its own folder.
    if file and _VOICE_FILE.fullmatch(file) is None:
        raise prompt.error("voice", f"{file!r} is not the name of a .wav file beside the practice file")
    return file
