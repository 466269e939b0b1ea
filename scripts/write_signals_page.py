"""Write docs/signals.md from the registry of definitions and the docstrings of `biofeedback.signals`.

Run it with ``make docs``; a test sees to it that the page is what this writes.
"""

import importlib
import inspect
import math
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import biofeedback.signals
from biofeedback.signals.definitions import DEFINITIONS, GROUP_TITLES, OF_A_PRACTICE, Definition
from biofeedback.signals.definitions.stages import STAGES, Stage

PAGE = Path(__file__).resolve().parents[1] / "docs" / "signals.md"

_OPENING = """\
# The numbers

What every number of Soften is, where it comes from, what it cannot say, and where we compute it otherwise than others.
This page is written by `make docs` from the registry of definitions and the docstrings; please change those.

None of these numbers says how well somebody did, and none is a diagnosis. Soften is not a medical device. A number that
cannot be known is `nan` (in JSON `null`) with a reason, never 0. Intervals of 300 to 2000 ms are computed with; others
are kept and marked. No difference is taken, and no curve drawn, across a gap of more than 2.5 s.

Numbers are of one of three layers of beats, and whatever tells them says of which. *Raw*: as the sensor sent them.
*Automatic*: as they were corrected by rule. *By hand*: where a person deleted, inserted, split, merged, distrusted or
kept beats, what they made of the raw ones, and the automatic layer everywhere else; definitions are the same, and a
caution says how many beats were edited. Edits are kept beside the recording with who and when, and nothing that was
recorded is changed (`artefacts.by_hand`).

In a notebook: `from biofeedback import signals`, then `signals.analyse(rr_ms)`; its `numbers()` are those below, its
`series` holds the arrays behind them.

Every definition has a version, and so has every stage before it. A recording keeps those that it was computed with;
`soften replay` says which have changed since and what differs by how much.
"""

_OF_A_PRACTICE = """\
## Of a whole practice

What a summary, the table of its steps and an assessment tell, made of the numbers above when a practice is over.
"""

_STAGES = """\
## What the numbers rest on

Stages between the bytes of a sensor and the numbers, each with a version too.
"""

# A section of a numpydoc docstring: its title underlined with hyphens.
_SECTION = re.compile(r"^(?P<title>[A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)


def page() -> str:
    """Return the whole page."""
    return "\n".join([_OPENING, *_numbers(), *_stages(), *_ways()]).rstrip() + "\n"


def _numbers() -> Iterator[str]:
    for group, title in GROUP_TITLES.items():
        yield f"## {title}\n"
        for definition in DEFINITIONS.values():
            if definition.group == group:
                yield _number(definition)
    yield _OF_A_PRACTICE
    for definition in OF_A_PRACTICE.values():
        yield _number(definition)


def _number(definition: Definition) -> str:
    unit = {"1": "no unit", "share": "share, 0 to 1", "count": "count"}.get(definition.unit, definition.unit)
    facts = [f"`{definition.name}`", f"version {definition.version}", unit]
    if not math.isnan(definition.window_s):
        facts.append(f"live over {definition.window_s:.0f} s")
    lines = [f"### {definition.title}", "", ", ".join(facts), "", definition.text, ""]
    if definition.cannot:
        lines += [f"*What it cannot say.* {definition.cannot}", ""]
    if definition.deviation:
        lines += [f"*Ours.* {definition.deviation}", ""]
    lines += [f"*Source.* {definition.source}.", ""]
    return "\n".join([*lines, *_changes(definition)])


def _stages() -> Iterator[str]:
    yield _STAGES
    for stage in STAGES:
        yield "\n".join(
            [f"* {stage.title}: `{stage.name}`, version {stage.version}, in `{stage.code}`", *_changes(stage)]
        )
    yield ""


def _changes(versioned: Definition | Stage) -> Iterator[str]:
    for version, change in enumerate(versioned.changes, start=2):
        yield f"*Since version {version}.* {change}\n"


def _ways() -> Iterator[str]:
    yield "# How they are computed\n"
    prefix = "biofeedback.signals."
    for info in sorted(pkgutil.walk_packages(biofeedback.signals.__path__, prefix), key=lambda each: each.name):
        if info.name.startswith(f"{prefix}definitions."):
            continue  # they compute nothing, and the first half of the page is made of them
        module = importlib.import_module(info.name)
        short_name = info.name.removeprefix(prefix)
        yield f"## `{short_name}`\n\n{inspect.getdoc(module)}\n"
        for name, member in _public(module):
            notes = _notes(member)
            if notes:
                yield f"### `{short_name}.{name}`\n\n{notes}\n"


def _public(module: ModuleType) -> list[tuple[str, object]]:
    return [
        (name, member)
        for name, member in vars(module).items()
        if not name.startswith("_")
        and (inspect.isfunction(member) or inspect.isclass(member))
        and member.__module__ == module.__name__
    ]


def _notes(member: object) -> str:
    """Return the first sentence of a docstring and its notes, where it has any."""
    text = inspect.getdoc(member) or ""
    titles = list(_SECTION.finditer(text))
    for index, found in enumerate(titles):
        if found["title"] == "Notes":
            end = titles[index + 1].start() if index + 1 < len(titles) else len(text)
            return f"{text.split(chr(10) * 2)[0]}\n\n{text[found.end() : end].strip()}"
    return ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
