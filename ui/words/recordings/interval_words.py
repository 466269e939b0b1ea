"""Says how a text of RR intervals was understood."""

from collections.abc import Sequence
from typing import Literal, TypeAlias, cast, get_args

from biofeedback.facts import Facts, fact_values
from ui.words.language import Language

Unit: TypeAlias = Literal["ms", "s", "us", "ns", "ticks"]
"""The unit of intervals in a text."""

_USUAL_TICKS = 1024  # counts of a second in the Bluetooth Heart Rate Service


def intervals_read_sentence(facts: Facts, language: Language) -> str:
    """Return the same from the facts of a notice; empty where they are of another version of Soften."""
    lines = [line for line in fact_values(facts, "line_set_aside") if isinstance(line, int)]
    numbers = {name: value for name, value in facts if isinstance(value, int)}
    texts = {name: value for name, value in facts if isinstance(value, str)}
    if texts.get("unit") not in get_args(Unit):
        return ""
    return interval_text_sentence(
        numbers.get("count", 0),
        cast("Unit", texts["unit"]),
        language,
        ticks_hz=numbers.get("ticks_hz", _USUAL_TICKS),
        interval_title=texts.get("interval_title", ""),
        time_title=texts.get("time_title", ""),
        backwards_line=numbers.get("backwards_line") or None,
        lines_set_aside=lines,
        decimal_commas=bool(numbers.get("decimal_commas")),
        unused_times_title=texts.get("unused_times_title", ""),
        unused_titles=[str(title) for title in fact_values(facts, "unused_title")],
        shortened_breaks=numbers.get("shortened_breaks", 0),
    )


def unit_name(unit: str, language: Language, ticks_hz: int = _USUAL_TICKS) -> str:
    """Return what a unit of intervals or of times is called within a sentence; itself where it has no name."""
    ticks = language.pgettext("intervals in a unit", "counts of 1/{ticks} second")
    units = {
        "ms": language.pgettext("intervals in a unit", "milliseconds"),
        "s": language.pgettext("intervals in a unit", "seconds"),
        "us": language.pgettext("intervals in a unit", "microseconds"),
        "ns": language.pgettext("intervals in a unit", "nanoseconds"),
        "min": language.pgettext("intervals in a unit", "minutes"),
        "h": language.pgettext("intervals in a unit", "hours"),
        "days": language.pgettext("intervals in a unit", "days"),
        "ticks": ticks.format(ticks=language.whole(ticks_hz)),
    }
    return units.get(unit, unit)


def interval_text_sentence(
    count: int,
    unit: Unit,
    language: Language,
    *,
    ticks_hz: int = _USUAL_TICKS,
    interval_title: str = "",
    time_title: str = "",
    backwards_line: int | None = None,
    lines_set_aside: Sequence[int] = (),
    decimal_commas: bool = False,
    unused_times_title: str = "",
    unused_titles: Sequence[str] = (),
    shortened_breaks: int = 0,
) -> str:
    """Return how many intervals there were, in which unit, from where, and what was assumed or not used.

    Parameters
    ----------
    count : int
        How many intervals.
    unit : {"ms", "s", "us", "ns", "ticks"}
        The unit they had in the text.
    language : Language
        In which language.
    ticks_hz : int
        How many ticks make a second.
    interval_title, time_title : str
        What their columns are called; empty where there are none.
    backwards_line : int or None
        The line in which the times go backwards; ``None`` when they never do.
    lines_set_aside : sequence of int
        The lines that hold no interval.
    decimal_commas : bool
        Whether commas were read as decimal points.
    unused_times_title : str
        A column of times that does not agree with the intervals.
    unused_titles : sequence of str
        What other columns are called.
    shortened_breaks : int
        How many breaks of more than a day were brought to a day.
    """
    shortened = language.ngettext(
        "{count} break of more than a day is taken as one of a day.",
        "{count} breaks of more than a day are taken as one of a day each.",
        shortened_breaks,
    ).format(count=language.whole(shortened_breaks))
    remarks = [
        shortened if shortened_breaks else "",
        language.gettext("Commas were read as decimal points.") if decimal_commas else "",
        _set_aside(lines_set_aside, language),
        _not_used(unused_times_title, unused_titles, language),
    ]
    found = _found(count, unit_name(unit, language, ticks_hz), language, interval_title, time_title, backwards_line)
    return " ".join(filter(None, [found, *remarks]))


def _set_aside(lines: Sequence[int], language: Language) -> str:
    if not lines:
        return ""
    message = language.ngettext(
        "Line {first} was set aside: it has no interval, or no time that is possible.",
        "{count} lines were set aside, the first is line {first}: they have no interval, or no time that is possible.",
        len(lines),
    )
    return message.format(count=language.whole(len(lines)), first=language.whole(lines[0]))


def _not_used(times_title: str, titles: Sequence[str], language: Language) -> str:
    said = []
    if times_title:
        message = language.gettext("The times of {title} do not agree with the intervals and were not used.")
        said.append(message.format(title=repr(times_title)))
    if titles:
        message = language.gettext("Columns that were not used: {titles}.")
        said.append(message.format(titles=language.listed([repr(title) for title in titles])))
    return " ".join(said)


def _found(
    count: int,
    unit: str,
    language: Language,
    interval_title: str,
    time_title: str,
    backwards_line: int | None,
) -> str:
    if not interval_title:
        message = language.ngettext("{count} interval in {unit}.", "{count} intervals in {unit}.", count)
    elif not time_title:
        message = language.ngettext(
            "{count} interval in {unit}, from the column {interval_title}.",
            "{count} intervals in {unit}, from the column {interval_title}.",
            count,
        )
    elif backwards_line is None:
        message = language.ngettext(
            "{count} interval in {unit}, from the column {interval_title}, with the times of {time_title}.",
            "{count} intervals in {unit}, from the column {interval_title}, with the times of {time_title}.",
            count,
        )
    else:
        message = language.ngettext(
            "{count} interval in {unit}, from the column {interval_title}; "
            "the times of {time_title} go backwards in line {line}, so they are set aside.",
            "{count} intervals in {unit}, from the column {interval_title}; "
            "the times of {time_title} go backwards in line {line}, so they are set aside.",
            count,
        )
    return message.format(
        count=language.whole(count),
        unit=unit,
        interval_title=repr(interval_title),  # what is not printed would upset a terminal
        time_title=repr(time_title),
        line="" if backwards_line is None else language.whole(backwards_line),
    )
