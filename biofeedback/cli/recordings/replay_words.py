"""What `soften replay` says of numbers that differ: a fault within one version, a fact between two."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from biofeedback.events import Beat, BeatJudged, BeatKind, Event, Gap, Metric, SampleBlock
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.definitions.definition import UNITLESS
from biofeedback.signals.definitions.versions import VERSIONED
from ui.words.language import Language
from ui.words.reason_words import coded_sentence
from ui.words.recordings.version_words import title_of

if TYPE_CHECKING:
    from biofeedback.app.replaying.changes import ChangedDefinition, ChangedEvents, ChangedNumbers
    from biofeedback.app.replaying.comparison import Difference, NotAgain, NotRecorded
    from biofeedback.app.replaying.replay import ReplayReport

_EVERY_DIGIT = 17  # digits that tell any two floats apart (IEEE 754, binary64)


def partly_lines(report: "ReplayReport", language: Language) -> list[str]:
    """Return how much of a recording was not computed anew, where that is not all of it."""
    lines = []
    if not math.isnan(report.stopped_s):
        message = language.gettext(
            "It was computed anew up to {seconds} s, where something is not there: {packets} of {all_packets} packets "
            "and {beats} of {all_beats} beats. What comes after that was compared with nothing."
        )
        lines.append(
            message.format(
                seconds=language.number(report.stopped_s),
                packets=language.whole(report.packets),
                all_packets=language.whole(report.packets_there),
                beats=language.whole(report.beats),
                all_beats=language.whole(report.beats_there),
            )
        )
    if report.packets_aside or report.events_aside:
        message = language.gettext(
            "There are packets ({packets}) and other events ({events}) of a sensor that the recording does not name; "
            "they were compared with nothing."
        )
        lines.append(
            message.format(packets=language.whole(report.packets_aside), events=language.whole(report.events_aside))
        )
    return lines


def change_lines(report: "ReplayReport", language: Language) -> list[str]:
    """Return which definitions have changed since a recording was made, and what differs by how much."""
    if not report.changed_definitions:
        return []
    lines = [language.gettext("Definitions have changed since this was recorded:")]
    for change in report.changed_definitions:
        lines += [f"  {line}" for line in _definition_lines(change, language)]
    differing = [_numbers_line(each, language) for each in report.changed_numbers if not each.same]
    differing += [_events_line(each, language) for each in report.changed_events if not each.same]
    if not differing:
        return [*lines, language.gettext("Nothing comes out otherwise for it.")]
    lines.append(language.gettext("What comes out otherwise for it:"))
    return lines + [f"  {line}" for line in differing]


def difference_words(difference: "Difference", language: Language) -> str:
    """Return a difference within one version, in words."""
    from biofeedback.app.replaying.comparison import OtherEvent

    if isinstance(difference, OtherEvent):
        recorded, again = (_event_words(event, language) for event in (difference.recorded, difference.again))
        return language.gettext("recorded was {recorded}; what came out is {again}").format(
            recorded=recorded, again=again
        )
    return _count_message(difference, language).format(count=language.whole(difference.count))


def _definition_lines(change: "ChangedDefinition", language: Language) -> Iterator[str]:
    title = title_of(change.name, language)
    if change.recorded == 0:
        yield language.gettext("{title} was not there yet.").format(title=title)
        return
    if change.now == 0:
        yield language.gettext("{title} is not there any more.").format(title=title)
        return
    yield language.gettext("{title}: version {recorded} then, {now} now.").format(
        title=title, recorded=language.whole(change.recorded), now=language.whole(change.now)
    )
    for sentence in VERSIONED[change.name].changes[change.recorded - 1 :]:
        yield f"  {language.gettext(sentence)}"


def _numbers_line(change: "ChangedNumbers", language: Language) -> str:
    title = title_of(change.name, language)
    parts = []
    if change.differing:
        message = language.ngettext(
            "{differing} of {count} value differs", "{differing} of {count} values differ", change.compared
        )
        parts.append(message.format(differing=language.whole(change.differing), count=language.whole(change.compared)))
    if not math.isnan(change.largest):
        parts.append(_largest_words(change, language))
    for count, message in (
        (change.now_known, language.gettext("{count} can be known now and could not then")),
        (change.now_unknown, language.gettext("{count} could be known then and cannot now")),
        (change.otherwise, language.gettext("{count} the same with another quality, window or reason")),
        (change.only_recorded, language.gettext("{count} no longer computed")),
        (change.only_again, language.gettext("{count} not computed then")),
    ):
        if count:
            parts.append(message.format(count=language.whole(count)))
    # Translators: the name of a number, then what is told of it, as in "RMSSD: 3 of 60 values differ".
    return language.gettext("{title}: {told}.").format(title=title, told=language.listed(parts))


def _largest_words(change: "ChangedNumbers", language: Language) -> str:
    return language.gettext("by {largest} at most ({recorded} then, {again} now, at {time} s)").format(
        largest=_value_words(change.name, change.largest, 3, language),
        recorded=_value_words(change.name, change.recorded, 6, language),
        again=_value_words(change.name, change.again, 6, language),
        time=language.short_number(change.largest_at_s, 6),
    )


def _events_line(change: "ChangedEvents", language: Language) -> str:
    match change.name:
        case "Beat":
            message = language.gettext("Heartbeats: {recorded} then, {again} now, {common} of them the same.")
        case "SampleBlock":
            message = language.gettext("Blocks of samples: {recorded} then, {again} now, {common} of them the same.")
        case "Gap":
            message = language.gettext("Gaps: {recorded} then, {again} now, {common} of them the same.")
        case _:
            message = language.gettext(
                "Heartbeats as they were judged: {recorded} then, {again} now, {common} of them the same."
            )
    return message.format(
        recorded=language.whole(change.recorded),
        again=language.whole(change.again),
        common=language.whole(change.common),
    )


def _event_words(event: Event, language: Language) -> str:
    match event:
        case Metric():
            return _metric_words(event, language)
        case BeatJudged(index=index, t_s=t_s, kind=kind, nn_ms=nn_ms):
            return language.gettext("heartbeat {index} at {time} s, {kind}, with an interval of {interval} ms").format(
                index=language.whole(index),
                time=_exactly(t_s, language),
                kind=_kind_words(kind, language),
                interval=_exactly(nn_ms, language),
            )
        case Beat(index=index, arrived_s=arrived_s, rr_ms=rr_ms):
            return language.gettext(
                "heartbeat {index}, which arrived at {time} s, with an interval of {interval} ms"
            ).format(
                index=language.whole(index), time=_exactly(arrived_s, language), interval=_exactly(rr_ms, language)
            )
        case Gap(from_s=from_s, until_s=until_s):
            return language.gettext("a gap from {from_time} to {until_time} s").format(
                from_time=_exactly(from_s, language), until_time=_exactly(until_s, language)
            )
        case SampleBlock(arrived_s=arrived_s, t_s=t_s, values=values):
            return language.gettext(
                "a block of samples that arrived at {arrived} s, of {time} s, with {count} bytes of values"
            ).format(
                arrived=_exactly(arrived_s, language), time=_exactly(t_s, language), count=language.whole(len(values))
            )
        case _:
            return type(event).__name__


def _metric_words(metric: Metric, language: Language) -> str:
    values = {
        "title": title_of(metric.name, language),
        "time": _exactly(metric.t_s, language),
        "value": _value_words(metric.name, metric.value, _EVERY_DIGIT, language),
        "quality": _exactly(metric.quality_share, language),
    }
    reason = coded_sentence(metric.reason, metric.facts, language)
    if reason:
        message = language.gettext("{title} at {time} s: {value}, of quality {quality}, because “{reason}”")
        return message.format(**values, reason=reason)
    return language.gettext("{title} at {time} s: {value}, of quality {quality}").format(**values)


def _value_words(name: str, value: float, digits: int, language: Language) -> str:
    number = language.short_number(value, digits)
    unit = DEFINITIONS[name].unit if name in DEFINITIONS else "1"
    return number if unit in UNITLESS else f"{number} {language.gettext(unit)}"


def _exactly(value: float, language: Language) -> str:
    return language.short_number(value, _EVERY_DIGIT)


def _kind_words(kind: BeatKind, language: Language) -> str:
    words = {
        "normal": language.pgettext("heartbeat", "taken as it came"),
        "range": language.pgettext("heartbeat", "out of range"),
        "ectopic": language.pgettext("heartbeat", "ectopic"),
        "long": language.pgettext("heartbeat", "long"),
        "short": language.pgettext("heartbeat", "short"),
        "missed": language.pgettext("heartbeat", "after one not seen"),
        "extra": language.pgettext("heartbeat", "one too many"),
    }
    return words.get(kind, kind)


def _count_message(difference: "NotAgain | NotRecorded", language: Language) -> str:
    from biofeedback.app.replaying.comparison import NotAgain

    count = difference.count
    if isinstance(difference, NotAgain):
        match difference.what:
            case "beats":
                return language.ngettext(
                    "{count} recorded beat did not come out again",
                    "{count} recorded beats did not come out again",
                    count,
                )
            case "blocks":
                return language.ngettext(
                    "{count} recorded block of samples did not come out again",
                    "{count} recorded blocks of samples did not come out again",
                    count,
                )
            case _:
                return language.ngettext(
                    "{count} recorded number did not come out again",
                    "{count} recorded numbers did not come out again",
                    count,
                )
    match difference.what:
        case "beats":
            return language.ngettext(
                "{count} beat came out that was not recorded", "{count} beats came out that were not recorded", count
            )
        case "blocks":
            return language.ngettext(
                "{count} block of samples came out that was not recorded",
                "{count} blocks of samples came out that were not recorded",
                count,
            )
        case _:
            return language.ngettext(
                "{count} number came out that was not recorded",
                "{count} numbers came out that were not recorded",
                count,
            )
