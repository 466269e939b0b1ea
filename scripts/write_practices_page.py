"""Write docs/practices.md from the keys that a practice file may have.

Run it with ``make docs``; a test sees to it that the page is what this writes.
"""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from biofeedback.practice.forms.keys import FORM_KEYS
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
from biofeedback.practice.script.keys import PRACTICE_KEYS
from biofeedback.practice.script.presets import PRESETS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "practices.md"

OPENING = """\
# Writing a practice

A practice is one text file in [TOML](https://toml.io). This page is written by `make docs` from the keys that are read;
please change those.

    soften practices new morning.toml        a template to begin with
    soften practices check morning.toml      everything that is wrong: file, key, reason
    soften practices preview morning.toml    its whole course: time, step, words, breath, silence
    soften begin morning.toml                practise it

Files in the folder that `soften practices` names are offered beside the built-in ones, and are begun by their name.

## The smallest one

```toml
name = "one_quiet_minute"
title = "One quiet minute"
subtitle = "A few soft breaths"

[[steps]]
name = "arrive"
title = "Arrive"
purpose = "Sit down; nothing is asked."
length_s = 20
pacing = "listen"
prompts = [
    { at_s = 3, text = "Here you are." },
]

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "A few breaths in quiet."
length_s = 60
pacing = "lead"
silence = true
```

## Words and silence

Words stay 6 to 10 seconds, by their length. They need that much time before the next words and before the end of their
step. Where breath is led they wait for the next out-breath, if there is still time for them then; leave a breath more.
One instruction, then several breaths; longer gaps toward the end. Silence is what remains.

Where somebody turns toward a difficulty, `heart_display = "resting"`. Say early that stopping is always fine.

## Lengths

```toml
[[lengths]]
minutes = 9
arrive = 45
soften = 60
```

Steps that are not named keep their length, 0 leaves a step out, and together they last the minutes. A word that has no
time any more in a shorter length is a fault; `minutes = [15, 25]` beside its text says in which lengths it is said.

## Protocols

    soften practices new --protocol lab.toml     a template: settle, baseline, practice, recovery, deep breathing
    soften begin lab.toml --condition real       practise it in one of its conditions

A table `[protocol]` makes a practice the protocol of a study. Its steps may then be blocks: what the step is for, how
far its length is drawn (`jitter_s`), what the light shows of the heart (`feedback`), at which one pace breath is led
(`rate_per_min`), and a `label` that the recording keeps. Steps that say `by_condition` take feedback and pace from the
condition of the session. How breath is led is then as the file says: no key, no offer and no number of the heart
changes it, and no step is left out; the person can always pause and end. [studies.md](studies.md) says how a study is
blinded.

```toml
[protocol]
forms_before = ["how_it_is"]

[[conditions]]
name = "real"

[[conditions]]
name = "sham"
feedback = "replayed"

[[steps]]
name = "practice"
title = "Breathe with the light"
purpose = "What the study is about."
length_s = 600
jitter_s = 30
pacing = "lead"
block = "practice"
label = "P1"
by_condition = true
```
"""

FORMS = """\
# Writing a form

A form is a few quiet questions that a protocol asks before it (`forms_before`) or after it (`forms_after`). It lies in
the folder `forms` beside the protocol's file, called as the form is: `forms/evening.toml`. Every question may be passed
over. What was answered is kept in the recording of the practice, with how long each question was there (the table
`form_answered`); free words are the person's own, and leave it only where notes do. `soften practices check FILE` knows
a form. `how_it_is`, `with_yourself` and `in_a_word` come with Soften; they are examples, and no tested scales.

```toml
name = "evening"
title = "This evening"

[[questions]]
name = "calm"
kind = "visual_analogue"
text = "How calm is it in you?"
low = "not calm at all"
high = "as calm as can be"

[[questions]]
name = "day"
kind = "likert"
text = "The day had a quiet moment."
choices = ["none", "one", "a few"]

[[questions]]
name = "word"
kind = "words"
text = "A word for it, if there is one."
```
"""


def page() -> str:
    """Return the whole page."""
    whole = _tables("", "The whole file", PRACTICE_KEYS)
    form = _tables("", "A whole form", FORM_KEYS)
    return "\n".join([OPENING, *whole, *_presets(), FORMS, *form]).rstrip() + "\n"


def _tables(path: str, title: str, keys: Mapping[str, Key]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| key | what may stand there | left out | meaning |"
    yield "|---|---|---|---|"
    for name, key in keys.items():
        yield f"| `{name}` | {_kind(key)} | {_left_out(key)} | {key.meaning} |"
    yield ""
    for name, key in keys.items():
        match key:
            case Table(keys=inner):
                yield from _tables(f"{path}{name}.", f"`{path}{name}`", inner)
            case Tables(keys=inner) if inner:
                yield from _tables(f"{path}{name}.", f"`[[{path}{name}]]`, one or more", inner)
            case _:
                pass


def _kind(key: Key) -> str:
    match key:
        case Text(longest=longest):
            return f"text, up to {longest} characters"
        case Texts(longest=longest, most=most):
            return f"up to {most} texts, each up to {longest} characters"
        case Number(lowest=lowest, highest=highest):
            return f"{lowest:g} to {highest:g}"
        case Numbers(lowest=lowest, highest=highest, most=most):
            return f"up to {most} numbers, {lowest:g} to {highest:g}"
        case Choice(choices=choices):
            return ", ".join(f"`{choice}`" for choice in choices)
        case Choices(choices=choices):
            return f"some of {', '.join(f'`{choice}`' for choice in choices)}"
        case YesNo():
            return "`true`, `false`"
        case Table():
            return "a table, see below"
        case Tables():
            return "tables, see below"


def _left_out(key: Key) -> str:
    match key:
        case Text(default=None) | Number(default=None) | Choice(default=None) | Tables(optional=False):
            return "never"
        case Number(default=default) if default is not None and not math.isnan(default):
            return f"{default:g}"
        case Choice(default=default) if default:
            return f"`{default}`"
        case YesNo(default=default):
            return "`true`" if default else "`false`"
        case _:
            return "none"


def _presets() -> Iterator[str]:
    yield "## Shapes of breath with a name\n"
    yield "| preset | | breaths a minute | in | rest | out | rest |"
    yield "|---|---|---|---|---|---|---|"
    for preset in PRESETS:
        shape = preset.pattern
        seconds = (shape.in_s, shape.hold_in_s, shape.out_s, shape.hold_out_s)
        times = " | ".join(f"{each:.1f} s" for each in seconds)
        yield f"| `{preset.name}` | {preset.title} | {shape.breaths_per_min:.3g} | {times} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
