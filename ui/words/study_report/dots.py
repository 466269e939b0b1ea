"""The picture of what became of a number in the blocks of a study: each person a line of dots, and the medians."""

import math
from collections.abc import Sequence

from biofeedback.document import DotChart, DotGroup, Tick
from biofeedback.studies.people import PeopleChange
from ui.words.language import Language
from ui.words.study_report.wordings import change_text, interval_text, kind_name, number_name

_VALUE_TICKS = 5  # on the vertical axis, at most about so many
_ROOM_SHARE = 0.06  # of the span that is left free above and below, so that no dot is cut


def dot_chart(changes: Sequence[PeopleChange], language: Language) -> DotChart | None:
    """Return the picture of one number, whose changes these are by kind of block and condition; None of nobody."""
    known = [value for each in changes for value in each.of_people if not math.isnan(value)]
    if not known:
        return None
    name = changes[0].number
    kinds = list(dict.fromkeys(each.kind for each in changes))
    conditions = list(dict.fromkeys(each.condition for each in changes))
    by_place = {(each.condition, each.kind): each for each in changes}
    low, high = min(0.0, *known), max(0.0, *known)
    room = _ROOM_SHARE * (high - low) or 1.0
    return DotChart(
        alt=_in_words(changes, language),
        title=language.gettext("{number}: change from the baseline").format(number=number_name(name, language)),
        columns=tuple(kind_name(kind, language) for kind in kinds),
        low=low - room,
        high=high + room,
        ticks=tuple(_ticks(low - room, high + room, language)),
        groups=tuple(_group(each, [by_place[each, kind] for kind in kinds]) for each in conditions),
    )


def _group(condition: str, columns: Sequence[PeopleChange]) -> DotGroup:
    return DotGroup(
        title=condition,
        people=tuple(zip(*(each.of_people for each in columns), strict=True)),
        medians=tuple(each.change.median for each in columns),
        intervals=tuple((each.change.low, each.change.high) for each in columns),
    )


def _in_words(changes: Sequence[PeopleChange], language: Language) -> str:
    said = [
        language.gettext("The changes of each person as dots, with their medians. {number}:").format(
            number=number_name(changes[0].number, language)
        )
    ]
    for each in changes:
        of = kind_name(each.kind, language)
        if each.condition:
            of = language.gettext("{kind} ({condition})").format(kind=of, condition=each.condition)
        numbers = {
            "block": of,
            "median": change_text(each.number, each.change.median, language),
            "interval": interval_text(each, language),
        }
        people = each.change.people
        said.append(
            language.ngettext(
                "{block}: {count} person, median {median}, interval {interval}.",
                "{block}: {count} people, median {median}, interval {interval}.",
                people,
            ).format(count=language.whole(people), **numbers)
        )
    return " ".join(said)


def _ticks(low: float, high: float, language: Language) -> Sequence[Tick]:
    """Return places on the axis at 1, 2 or 5 times a power of ten."""
    rough = (high - low) / _VALUE_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1.0, 2.0, 5.0, 10.0) if times * power >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [Tick(at * step, language.short_number(at * step)) for at in range(first, last + 1)]
