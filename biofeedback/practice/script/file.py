"""Reads a practice from the TOML that a facilitator wrote; `docs/practices.md` lists every key.

Words are due at ``at_s`` seconds of their step and stay `reading_s` seconds. They need that much time before the next
words and before the end of their step. Where breath is led they wait for the next out-breath if there is still time for
them then, so leave a breath more.
"""

import math
import re
from dataclasses import replace
from typing import cast

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError, UsageError
from biofeedback.event_kinds import HeartDisplay
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.answers import Answers, placeholders
from biofeedback.practice.script.checked_file import read_all
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.keys import PRACTICE_KEYS
from biofeedback.practice.script.lengths import lengths_of
from biofeedback.practice.script.model import (
    OWN_HUE,
    BellPlace,
    BreathGuidance,
    Pacing,
    Practice,
    Step,
    StepLight,
    StepSound,
    Track,
)
from biofeedback.practice.script.names import is_name
from biofeedback.practice.script.presets import preset_named
from biofeedback.practice.script.prompts import WrittenPrompt, prompts_of, written_prompts
from biofeedback.practice.script.protocol_file import block_of, protocol_of

DEFAULT_BREATH = BreathGuidance(BreathPattern(9.0), BreathPattern(6.0), 0.1)
"""How breath is led in a practice that does not say: from 9 to 6 breaths a minute by 0.1 s a breath."""

_SHORTEST_BELL_S = 10.0
"""The least time between bells that ring again and again, in seconds: a choice; one bell has faded by then."""

_TRACK = re.compile(r"\w[\w .-]*\.\w+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


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
        not TOML, the line and column. Where several things are wrong, the first of them.
    """
    practice, faults = read_practice(text, file)
    if practice is None:
        raise faults[0]
    return practice


def read_practice(text: str, file: str) -> tuple[Practice | None, tuple[PracticeError, ...]]:
    """Return the practice in this text, or ``None`` and everything that is wrong with it."""
    return read_all(text, file, PRACTICE_KEYS, _practice)


def _practice(table: CheckedTable) -> Practice:
    name, title, subtitle = _name(table), table.text("title"), table.text("subtitle")
    breath = _guidance(table)
    asks, phrases = table.choices("asks"), table.texts("phrases")
    tables = table.tables("steps")
    if not (tables or table.faulty):
        table.fault("steps", PracticeErrorCode.NO_STEP)
    written = [_step(each, breath.aim) for each in tables]
    names = [step.name for step, _ in written]
    for number, (own, each) in enumerate(zip(tables, names, strict=True), start=1):
        if not own.faulty and each in names[: number - 1]:
            own.fault("name", PracticeErrorCode.STEP_NAME_TAKEN, name=each)
        _check_asked(own, *written[number - 1], asks, phrases)
        if written[number - 1][0].endless and number < len(tables):
            own.fault("endless", PracticeErrorCode.ENDLESS_BEFORE_LAST)
    parts = table.texts("parts")
    protocol = protocol_of(table, tables, [step for step, _ in written], breath.aim)
    lengths = () if table.faulty or any(each.faulty for each in tables) else lengths_of(table, tables, written)
    steps = lengths[0][1] if lengths else tuple(replace(step, prompts=prompts_of(step, said)) for step, said in written)
    return Practice(
        name=name,
        title=title,
        subtitle=subtitle,
        credit=table.text("credit"),
        breath=breath,
        steps=steps,
        category=table.choice("category"),
        counts=table.yes("counts"),
        compares=table.yes("compares"),
        asks=asks,
        phrases=phrases,
        parts=parts,
        lengths=lengths,
        answers=Answers(phrases=phrases, parts=parts),
        track=_track(table.table("track")) if "track" in table else None,
        protocol=protocol,
    )


def _track(table: CheckedTable) -> Track:
    file, sha256 = table.text("file"), table.text("sha256")
    size_bytes = table.number("size_bytes")
    if file and (_TRACK.fullmatch(file) is None or ".." in file):
        table.fault("file", PracticeErrorCode.BAD_TRACK, track=file)
    if sha256 and _SHA256.fullmatch(sha256) is None:
        table.fault("sha256", PracticeErrorCode.BAD_HASH, digits=64)
    if size_bytes != math.floor(size_bytes):
        table.fault("size_bytes", PracticeErrorCode.NOT_WHOLE, value=size_bytes)
        return Track(file, sha256, 0)
    return Track(file, sha256, int(size_bytes), table.number("volume"))


def _name(table: CheckedTable) -> str:
    name = table.text("name")
    if name and not is_name(name):
        table.fault("name", PracticeErrorCode.BAD_NAME, name=name)
    return name


def _guidance(whole: CheckedTable) -> BreathGuidance:
    if "breath" not in whole:
        return DEFAULT_BREATH
    table = whole.table("breath")
    start_per_min, aim_per_min = table.number("start_per_min"), table.number("aim_per_min")
    in_share, hold_in_s, hold_out_s = (table.number(key) for key in ("in_share", "rest_in_s", "rest_out_s"))
    start_holds_s = (hold_in_s, hold_out_s)
    ramp_s = table.number("lean_s")
    preset = table.choice("preset")
    if preset:
        shape = preset_named(preset).pattern
        for key in ("in_share", "rest_in_s", "rest_out_s"):
            if key in table:
                table.fault(key, PracticeErrorCode.PRESET_SAYS_THIS)
        in_share, hold_in_s, hold_out_s = shape.in_share, shape.hold_in_s, shape.hold_out_s
        start_holds_s = (0.0, 0.0)
        aim_per_min = shape.breaths_per_min if math.isnan(aim_per_min) else aim_per_min
    elif math.isnan(aim_per_min):
        table.fault("aim_per_min", PracticeErrorCode.KEY_MISSING)
    if table.faulty:
        return DEFAULT_BREATH

    def pattern(key: str, breaths_per_min: float, hold_in_s: float, hold_out_s: float) -> BreathPattern:
        try:
            return BreathPattern(breaths_per_min, in_share, hold_in_s, hold_out_s)
        except UsageError as error:
            table.fault(key, error.code, **dict(error.facts))
            return BreathPattern()

    return BreathGuidance(
        start=pattern("start_per_min", start_per_min, *start_holds_s),
        aim=pattern("aim_per_min", aim_per_min, hold_in_s, hold_out_s),
        ramp_s=ramp_s,
    )


def _step(table: CheckedTable, aim: BreathPattern) -> tuple[Step, tuple[WrittenPrompt, ...]]:
    breath_s = 60.0 / aim.breaths_per_min
    name, title, purpose = _name(table), table.text("title"), table.text("purpose")
    breaths, length_s = _length(table, breath_s)
    pacing = cast("Pacing", table.choice("pacing"))
    if breaths and pacing not in ("lead", "vanish"):
        table.fault("breaths", PracticeErrorCode.BREATHS_NOT_LED)
    sound = table.table("sound")
    block = block_of(table, pacing, length_s, aim)
    shortest_s = length_s - (0 if block is None else block.jitter_s)
    bells_at_s, bell_every_s = _bells(table, shortest_s)
    step = Step(
        name=name,
        title=title,
        purpose=purpose,
        length_s=length_s,
        pacing=pacing,
        heart_display=cast("HeartDisplay", table.choice("heart_display")),
        prompts=(),
        breaths=breaths,
        silence=table.yes("silence"),
        light=_light(table.table("light")),
        sound=StepSound(cast("BellPlace", sound.choice("bell")), sound.yes("breath")),
        bells_at_s=bells_at_s,
        bell_every_s=bell_every_s,
        block=block,
    )
    if step.silence and "prompts" in table:
        table.fault("prompts", PracticeErrorCode.SILENCE_WITH_WORDS)
    return step, written_prompts(table, step, breath_s)


def _length(table: CheckedTable, breath_s: float) -> tuple[int, float]:
    """Return how many breaths a step counts (0: none), and how long it is."""
    length_s, breaths, endless = table.number("length_s"), table.number("breaths"), table.yes("endless")
    given = [key for key in ("length_s", "breaths", "endless") if key in table and (key != "endless" or endless)]
    if not given:
        table.fault("length_s", PracticeErrorCode.LENGTH_MISSING)
    elif len(given) > 1:
        table.fault(given[1], PracticeErrorCode.LENGTH_TWICE, other=given[0])
    elif length_s == 0.0 and not table.faulty_at("length_s"):
        table.fault("length_s", PracticeErrorCode.LENGTH_ZERO)
    if not math.isnan(breaths) and breaths != math.floor(breaths):
        table.fault("breaths", PracticeErrorCode.NOT_WHOLE, value=breaths)
    if endless:
        return 0, math.inf
    if not math.isnan(breaths):
        return int(breaths), breaths * breath_s
    return 0, length_s


def _light(table: CheckedTable) -> StepLight:
    others = table.number("others")
    if others != math.floor(others):
        table.fault("others", PracticeErrorCode.NOT_WHOLE, value=others)
    return StepLight(table.choice("hue"), table.number("brightness_share"), int(others))


def _bells(table: CheckedTable, length_s: float) -> tuple[tuple[float, ...], float]:
    at_s, every_s = table.numbers("bells_at_s"), table.number("bell_every_s")
    if 0.0 < every_s < _SHORTEST_BELL_S:
        table.fault("bell_every_s", PracticeErrorCode.BELLS_TOO_NEAR, shortest_s=_SHORTEST_BELL_S)
    for number, bell_s in enumerate(at_s, start=1):
        if number > 1 and bell_s <= at_s[number - 2]:
            table.fault(f"bells_at_s[{number}]", PracticeErrorCode.BELLS_OUT_OF_ORDER)
        elif bell_s >= length_s:
            table.fault(f"bells_at_s[{number}]", PracticeErrorCode.BELL_TOO_LATE, ends_s=length_s)
    return at_s, every_s


def _check_asked(
    table: CheckedTable, step: Step, prompts: tuple[WrittenPrompt, ...], asks: tuple[str, ...], phrases: tuple[str, ...]
) -> None:
    """Check that what a step does with the person's own is asked of them."""
    if step.light.hue == OWN_HUE and "colour" not in asks:
        table.fault("light.hue", PracticeErrorCode.COLOUR_NOT_ASKED)
    for prompt in prompts:
        for kind, number in placeholders(prompt.text):
            if kind == "phrase" and number > len(phrases):
                table.fault(
                    f"prompts[{prompt.number}].text",
                    PracticeErrorCode.PHRASE_MISSING,
                    count=len(phrases),
                    phrase=f"phrase{number}",
                )
            elif kind == "part" and "parts" not in asks:
                table.fault(f"prompts[{prompt.number}].text", PracticeErrorCode.PARTS_NOT_ASKED)
