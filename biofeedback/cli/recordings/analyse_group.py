"""`soften analyse --group`: the hearts of one room together."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.paths import find_recording, from_home
from biofeedback.cli.progress import Progress
from biofeedback.cli.recordings.json_numbers import json_definition, json_known, json_reason
from biofeedback.cli.say import say, say_json
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.recordings.recorded_group import RecordedGroup
    from biofeedback.signals.group.in_step import GroupMoment
    from biofeedback.signals.group.record import GroupRecord, HeartCourse
    from biofeedback.signals.timing.beats import FloatArray


def analyse_group(language: Language, where: Path, *, as_json: bool, beside: Sequence[str] = ()) -> None:
    """Print who was in step when, of all recordings in a folder or of all hearts of one; no option goes ``beside``."""
    for option in beside:
        raise UsageError(CommandErrorCode.GROUP_ALONE, option=option)
    from biofeedback.app.recordings.recorded_group import recorded_group
    from biofeedback.signals.definitions.versions import VERSIONS
    from biofeedback.signals.group.record import group_record
    from biofeedback.signals.progress import part_of
    from ui.words.rooms.group_words import GROUP_NUMBERS, clock_sentence, group_lines

    meant = from_home(where)
    folder = meant if meant.is_dir() else find_recording(where)
    with Progress(language) as progress:
        group = recorded_group(folder, on_progress=part_of(progress, 0.0, _READ_SHARE))
        record = group_record(group.hearts, on_progress=part_of(progress, _READ_SHARE, 1.0))
    for error in (*group.unread, *group.remarks):
        say(error_sentence(error, language), err=True)
    versions = {name: VERSIONS[name] for name in (*_STAGES, *GROUP_NUMBERS)}
    if as_json:
        say_json(_json(group, record, versions))
        return
    heading = f"{shown(folder.name)}: {clock_sentence(len(group.hearts), group.clock, group.uncertain_s, language)}"
    say("\n".join([heading, *group_lines(record, versions, language)]))


_STAGES = ("timeline", "correction", "irregular_beats")
"""What beats pass before a group is looked at."""

_READ_SHARE = 0.5  # of the time, until all is read: as it was once measured


def _json(group: "RecordedGroup", record: "GroupRecord", versions: dict[str, int]) -> dict[str, object]:
    from biofeedback.signals.definitions import DEFINITIONS
    from ui.words.rooms.group_words import GROUP_NUMBERS

    return {
        "clock": {"by": group.clock, "uncertain_s": group.uncertain_s},
        "hearts": [_json_course(course) for course in record.courses],
        "moments": [_json_moment(moment) for moment in record.moments],
        "pairs": {
            "hearts": list(record.names),
            "pair_locking_share": _json_rows(record.pairs.share),
            "chance_share": _json_rows(record.pairs.chance_share),
            "chance_of_all_share": _json_rows(record.pairs.chance_of_all_share),
        },
        "not_read": [error.path for error in group.unread],
        "definitions": {name: json_definition(DEFINITIONS[name]) for name in GROUP_NUMBERS},
        "versions": versions,
    }


def _json_course(course: "HeartCourse") -> dict[str, object]:
    return {
        "name": course.name,
        "counted_share": course.counted_share,
        "in_step_share": json_known(course.in_step_share),
        "group_locking_share": json_known(course.locking_share),
        "reason_code": course.reason and json_reason(course.reason),
    }


def _json_moment(moment: "GroupMoment") -> dict[str, object]:
    return {
        "t_s": moment.t_s,
        "with": "breath" if moment.is_led else "hearts",
        "rate_per_min": json_known(60.0 * moment.rate_hz),
        "in_step_share": json_known(moment.share),
        "in_step_chance_share": json_known(moment.chance_share),
        "reason_code": moment.reason and json_reason(moment.reason),
        "hearts": [
            {
                "name": heart.name,
                "in_step": heart.in_step if heart.is_counted and moment.reason is None else None,
                "group_locking_share": json_known(heart.locking_share),
                "chance_share": json_known(heart.chance_share),
                "lag_rad": json_known(heart.lag_rad),
                "reason_code": heart.reason and json_reason(heart.reason),
            }
            for heart in moment.hearts
        ],
    }


def _json_rows(values: "FloatArray") -> list[list[float | None]]:
    return [[json_known(value) for value in row] for row in values.tolist()]
