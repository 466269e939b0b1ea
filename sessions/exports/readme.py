"""The README of an export: what each file holds, how beats were judged, how much is covered, what was left out.

It is in English, as recordings are: it goes along with the files to whoever reads them.
"""

import textwrap
from collections.abc import Mapping
from typing import cast

_WIDTH = 110  # characters of a line: a choice

_TIMES = (
    "Times are seconds after the recording began, by one clock, unless a file says otherwise. Raw intervals are as the "
    "sensor told them; corrected ones stand beside them, never instead."
)
_VERSIONS = (
    "about.json has the version of every definition that the numbers rest on; what each number means is in "
    "docs/signals.md of Soften."
)
_GIVEN_ON = "A heart can be known again by its beats, so give this to those you trust."
_MARKERS = "Markers, names of steps and the words of the practice are in it."
_NOTES = "Notes and answers of the person are in it."
_BROKE_OFF = "The recording broke off; all that was kept until then is here."


def readme(about: Mapping[str, object], described: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text.

    Parameters
    ----------
    about : mapping
        What the export says of itself (`Content.about`).
    described : mapping of str to mapping
        By folder, empty for none: what is in each file.
    """
    coverage = cast("Mapping[str, float | None]", about["coverage_share"])
    shares = [f"{heart} {'unknown' if share is None else f'{share:.3f}'}" for heart, share in coverage.items()]
    said = {
        "Practice": about["practice"],
        "Begun": f"{about['started_at']} ({about['started_at_is']})" if about["started_at"] else "",
        "Program": about["made_by"],
        "Judged": about["beats_judged"],
        "Coverage": "; ".join([*shares, str(about["coverage_is"])]) if shares else "",
        "Withheld": ", ".join(cast("list[str]", about["left_out"])),
    }
    lines = [f"{name}: {value or '-'}" for name, value in said.items()]
    lines += ["", _TIMES, _VERSIONS, " ".join([_MARKERS, _NOTES] if about["holds_notes"] else [_MARKERS]), _GIVEN_ON]
    if about["ended_unexpectedly"]:
        lines.append(_BROKE_OFF)
    for folder, files in described.items():
        lines += ["", folder or "Files", ""]
        for name, what in sorted(files.items()):
            lines += [f"  {name}", *textwrap.wrap(what, _WIDTH, initial_indent="      ", subsequent_indent="      ")]
    wrapped = ("\n".join(textwrap.wrap(each, _WIDTH)) if len(each) > _WIDTH else each for each in lines)
    return "\n".join(wrapped) + "\n"
