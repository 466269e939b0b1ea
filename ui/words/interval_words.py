"""Says how a text of RR intervals was understood."""

from typing import Literal

from ui.words.language import Language


def interval_text_sentence(
    count: int,
    unit: Literal["ms", "s"],
    language: Language,
    *,
    interval_title: str = "",
    time_title: str = "",
    backwards_line: int | None = None,
) -> str:
    """Return how many intervals there were, in which unit, and from where.

    Parameters
    ----------
    count : int
        How many intervals.
    unit : {"ms", "s"}
        The unit they had in the text.
    language : Language
        In which language.
    interval_title, time_title : str
        What their columns are called; empty where there are none.
    backwards_line : int or None
        The line in which the times go backwards; ``None`` when they never do.
    """
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
    units = {
        "ms": language.pgettext("intervals in a unit", "milliseconds"),
        "s": language.pgettext("intervals in a unit", "seconds"),
    }
    return message.format(
        count=language.whole(count),
        unit=units[unit],
        interval_title=repr(interval_title),  # what is not printed would upset a terminal
        time_title=repr(time_title),
        line="" if backwards_line is None else language.whole(backwards_line),
    )
