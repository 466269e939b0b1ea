"""The words for the layers of beats and for what is edited by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from biofeedback.event_kinds import BeatKind, Layer
from biofeedback.outside_text import shown
from biofeedback.reasons import Reason, ReasonCode
from ui.words.language import Language
from ui.words.reason_words import reason_sentence

if TYPE_CHECKING:
    from biofeedback.signals.artefacts.hand_edits import HandEdit
    from ui.presenter.hand_beat import HandBeat, Standing
    from ui.presenter.review import Review


def layer_name(layer: Layer, language: Language) -> str:
    """Return what a layer is called."""
    names: Mapping[Layer, str] = {
        "raw": language.pgettext("layer of beats", "Raw"),
        "automatic": language.pgettext("layer of beats", "Automatic"),
        "hand": language.pgettext("layer of beats", "By hand"),
    }
    return names[layer]


def layer_sentence(layer: Layer, language: Language) -> str:
    """Return of which beats numbers are."""
    sentences: Mapping[Layer, str] = {
        "raw": language.gettext("Layer “Raw”: the numbers are of the beats as the sensor sent them."),
        "automatic": language.gettext(
            "Layer “Automatic”: the numbers are of the beats as they were corrected by rule."
        ),
        "hand": language.gettext(
            "Layer “By hand”: the numbers are of the beats as a person edited them, and corrected by rule elsewhere."
        ),
    }
    return sentences[layer]


def layer_sentences(review: "Review", language: Language) -> tuple[str, ...]:
    """Return of which beats the numbers of a review are, by hand how many were edited, and what is of no layer."""
    said = [layer_sentence(review.layer, language)]
    if review.layer == "hand":
        said.append(reason_sentence(Reason.of(ReasonCode.EDITED_BY_HAND, edited_share=review.edited_share), language))
    if review.layer == "hand" and review.edits_passed_over:
        passed_over = Reason.of(ReasonCode.EDITS_PASSED_OVER, edits=review.edits_passed_over)
        said.append(reason_sentence(passed_over, language))
    if review.layer != "automatic":
        said.append(language.gettext("Warmth and steadiness are those of the light at the time, in every layer."))
    return tuple(said)


def kind_name(kind: BeatKind, language: Language) -> str:
    """Return in a word or two what the automatic correction thinks of a beat; empty for an ordinary one."""
    names: Mapping[BeatKind, str] = {
        "normal": "",
        "range": language.pgettext("kind of beat", "out of range"),
        "ectopic": language.pgettext("kind of beat", "ectopic"),
        "long": language.pgettext("kind of beat", "long"),
        "short": language.pgettext("kind of beat", "short"),
        "missed": language.pgettext("kind of beat", "one not seen"),
        "extra": language.pgettext("kind of beat", "one too many"),
    }
    return names[kind]


def standing_name(standing: "Standing", language: Language) -> str:
    """Return in a few words how a beat stands."""
    names: Mapping[Standing, str] = {
        "came": language.pgettext("how a beat stands", "as it came"),
        "corrected": language.pgettext("how a beat stands", "corrected by rule"),
        "changed": language.pgettext("how a beat stands", "changed by hand"),
        "put_in": language.pgettext("how a beat stands", "put in by hand"),
        "untrusted": language.pgettext("how a beat stands", "by hand: not to be trusted"),
        "kept": language.pgettext("how a beat stands", "by hand: kept as it came"),
    }
    return names[standing]


def beat_sentence(beat: "HandBeat", since_s: float, language: Language) -> str:
    """Return what there is to say of one beat; ``since_s`` is how long after the beginning it is."""
    interval = (
        language.gettext("interval {interval_ms} ms").format(interval_ms=language.number(beat.interval_ms))
        if beat.interval_ms > 0.0
        else language.gettext("no interval")
    )
    kind = kind_name(beat.kind, language)
    said = [
        language.gettext("Beat {number}").format(number=language.whole(beat.place.index)),
        _minutes(since_s, language),
        interval,
        language.gettext("the rule says: {kind}").format(kind=kind) if kind else "",
        standing_name(beat.standing, language),
    ]
    return " · ".join(filter(None, said))


def span_sentence(beats: "Sequence[HandBeat]", since_s: float, language: Language) -> str:
    """Return what there is to say of several beats; ``since_s`` is how long after the beginning the first is."""
    message = language.ngettext(
        "{count} beat from {time} on, {length} s long", "{count} beats from {time} on, {length} s long", len(beats)
    )
    return message.format(
        count=language.whole(len(beats)),
        time=_minutes(since_s, language),
        length=language.number(beats[-1].t_s - beats[0].t_s, 1),
    )


def _minutes(since_s: float, language: Language) -> str:
    """Return a time like ``1:02.3``."""
    minutes, seconds = divmod(max(0.0, round(since_s, 1)), 60.0)
    return f"{language.whole(int(minutes))}:{language.number(seconds, 1).rjust(4, language.whole(0))}"


def edit_sentence(edit: "HandEdit", language: Language) -> str:
    """Return what an edit did."""
    first, last = edit.first.index, edit.last.index
    is_span = edit.first != edit.last
    match edit.kind.value:
        case "delete" if edit.leaves_break:
            message = (
                language.gettext("Deleted beats {first} to {last}, and left a break.")
                if is_span
                else language.gettext("Deleted beat {first}, and left a break.")
            )
        case "delete":
            message = (
                language.gettext("Deleted beats {first} to {last}.")
                if is_span
                else language.gettext("Deleted beat {first}.")
            )
        case "insert":
            message = language.gettext("Put in a beat {before_ms} ms before beat {first}.")
        case "split":
            message = language.gettext("Split the interval before beat {first} into {parts}.")
        case "merge":
            message = language.gettext("Merged the intervals before beats {first} to {last}.")
        case "distrust":
            message = (
                language.gettext("Marked the intervals before beats {first} to {last} as not to be trusted.")
                if is_span
                else language.gettext("Marked the interval before beat {first} as not to be trusted.")
            )
        case _:
            message = (
                language.gettext("Took the intervals before beats {first} to {last} as they came.")
                if is_span
                else language.gettext("Took the interval before beat {first} as it came.")
            )
    return message.format(
        first=language.whole(first),
        last=language.whole(last),
        parts=language.whole(edit.parts),
        before_ms=language.number(edit.first.before_ms),
    )


def entry_line(change: "HandEdit | StrEnum", written: datetime, who: str, language: Language) -> str:
    """Return an entry of the log of edits: when, who, and what."""
    if isinstance(change, StrEnum):
        what = (
            language.gettext("Took the last edit back.")
            if change.value == "undo"
            else language.gettext("Brought an edit back.")
        )
    else:
        what = edit_sentence(change, language)
    # Translators: {who} is a name, or "by hand" where nobody gave one.
    return language.gettext("{day}, {time}, {who}: {what}").format(
        day=language.day(written),
        time=language.time_with_seconds(written),
        who=shown(who) or language.gettext("by hand"),
        what=what,
    )
