"""What is told of several hearts together: who was in step when, every heart, and every pair."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from biofeedback.signals.definitions import DEFINITIONS
from ui.words.cells import padded, wrapped
from ui.words.language import Language
from ui.words.reason_words import reason_sentence
from ui.words.recordings.version_words import versions_sentence

if TYPE_CHECKING:  # they bring numpy, which no screen may wait for
    from biofeedback.signals.group.in_step import GroupMoment
    from biofeedback.signals.group.record import GroupRecord, HeartCourse

GROUP_NUMBERS = ("in_step_share", "in_step_chance_share", "group_locking_share", "pair_locking_share")
"""The definitions that these numbers have."""

_ROW_S = 60  # seconds from row to row of the course
_MOST_ROWS = 30  # of the course; a longer record has them further apart. A choice: a page
_TEXT_WIDTH = 100  # cells of a line of explanation, as in an analysis
_LONGEST_NAME = 24  # cells of a name in a table
_BAR = 10  # signs of a whole bar
_HOW_WIDTH = 18  # cells of how hearts are in step: a choice, as long as the usual English one
_MARK = "*"


def clock_sentence(hearts: int, clock: str, uncertain_s: float, language: Language) -> str:
    """Return how many hearts there are and what joins them."""
    counted = language.ngettext("{count} heart", "{count} hearts", hearts).format(count=language.whole(hearts))
    match clock:
        case "recording":
            message = language.gettext("{hearts} of one recording, on its clock.")
        case "room":
            message = language.gettext("{hearts} of one room, on the clock of the room.")
        case _ if uncertain_s:
            # Translators: of recordings that were made at the same time.
            message = language.gettext(
                "{hearts}, laid side by side by when each recording says it began: to {seconds} s, and as far as the "
                "clocks of their computers agreed."
            )
        case _:
            message = language.gettext(
                "{hearts}, laid side by side by when each recording says it began, as far as the clocks of their "
                "computers agreed."
            )
    return message.format(hearts=counted, seconds=language.number(uncertain_s))


def group_lines(record: "GroupRecord", versions: dict[str, int], language: Language) -> list[str]:
    """Return what an analysis of a group found, with what each number means and its versions at the end."""
    return [
        "",
        language.gettext("In step, over the two minutes before"),
        *_course_lines(record, language),
        "",
        language.gettext("Each heart"),
        *_heart_lines(record, language),
        "",
        language.gettext("Each pair"),
        *_pair_lines(record, language),
        "",
        *_meanings(language),
        versions_sentence(versions, language),
    ]


def _course_lines(record: "GroupRecord", language: Language) -> Iterator[str]:
    ended_s = record.moments[-1].t_s
    apart_s = _ROW_S * max(1, math.ceil(ended_s / _ROW_S / _MOST_ROWS))
    shown = [moment for moment in record.moments if moment.t_s % apart_s == 0 and moment.t_s > 0]
    for moment in shown or record.moments[-1:]:
        time = language.minutes_and_seconds(moment.t_s)
        yield f"  {time:>7}  {padded(_how(moment, language), _HOW_WIDTH)} {_in_step(moment, language)}".rstrip()


def _how(moment: "GroupMoment", language: Language) -> str:
    if moment.is_led:
        return language.gettext("with the light")
    if math.isnan(moment.rate_hz):
        return language.gettext("together")
    # Translators: hearts with one another, at a rate such as 12.5 waves a minute.
    return language.gettext("together, {rate}/min").format(rate=language.number(60.0 * moment.rate_hz, 1))


def _in_step(moment: "GroupMoment", language: Language) -> str:
    if moment.reason is not None:
        return f"– {reason_sentence(moment.reason, language)}"
    filled = round(moment.share * _BAR)
    bar = "█" * filled + "·" * (_BAR - filled)
    message = language.gettext("{bar} {count} of {counted} (by chance up to {chance})")
    return message.format(
        bar=bar,
        count=language.whole(moment.in_step),
        counted=language.whole(moment.counted),
        chance=language.whole(round(moment.chance_share * moment.counted)),
    )


def _heart_lines(record: "GroupRecord", language: Language) -> Iterator[str]:
    for index, course in enumerate(record.courses, start=1):
        name = padded(_name(course.name), _LONGEST_NAME)
        yield f"  {language.whole(index):>3}  {name} {_heart(course, language)}".rstrip()


def _heart(course: "HeartCourse", language: Language) -> str:
    if course.reason is not None:
        return f"– {reason_sentence(course.reason, language)}"
    if math.isnan(course.in_step_share):
        return "–"
    message = language.gettext("in step {in_step} % of the time, locking {locking}; counted {counted} % of the time")
    return message.format(
        in_step=language.number(100.0 * course.in_step_share),
        locking=language.number(course.locking_share, DEFINITIONS["group_locking_share"].decimals),
        counted=language.number(100.0 * course.counted_share),
    )


def _pair_lines(record: "GroupRecord", language: Language) -> Iterator[str]:
    pairs, hearts = record.pairs, range(len(record.names))
    known = [(row, column) for row in hearts for column in range(row) if not math.isnan(pairs.share[row, column])]
    if not known:
        yield "  – " + language.gettext("No two hearts were there together for long enough.")
        return
    decimals = DEFINITIONS["pair_locking_share"].decimals
    yield "     " + "".join(f"{language.whole(place + 1):>6}" for place in hearts)
    for row in hearts:
        cells = []
        for column in range(row):
            share = float(pairs.share[row, column])
            mark = _MARK if share > pairs.chance_share[row, column] else " "
            cells.append(f"{'–' if math.isnan(share) else language.number(share, decimals):>5}{mark}")
        yield f"  {language.whole(row + 1):>3}{''.join(cells)}".rstrip()
    least = max(known, key=lambda pair: float(pairs.chance_share[pair]))
    yield "  " + language.gettext(
        "{mark} marks what is above the bound that 95 % of pairs of independent hearts stay below: {one} for one "
        "pair, or {all} for all pairs together (both for the pair that was there together for the shortest time)."
    ).format(
        mark=_MARK,
        one=language.number(float(pairs.chance_share[least]), decimals),
        all=language.number(float(pairs.chance_of_all_share[least]), decimals),
    )


def _meanings(language: Language) -> Iterator[str]:
    for name in GROUP_NUMBERS:
        definition = DEFINITIONS[name]
        yield f"  {language.gettext(definition.title)}"
        yield from wrapped(language.gettext(definition.text), _TEXT_WIDTH, first=" " * 6, later=" " * 6)
    yield ""


def _name(name: str) -> str:
    return name if cell_len(name) <= _LONGEST_NAME else set_cell_size(name, _LONGEST_NAME - 1).rstrip() + "…"
