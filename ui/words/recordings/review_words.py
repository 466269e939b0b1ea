"""What is said of a practice that is looked back on: its marks, its curves, its corrected beats."""

import math
from collections.abc import Sequence
from datetime import datetime

from biofeedback.events import BeatKind, Gap, Marker
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.reasons import GapReason
from ui.presenter.review import Review, WrittenNote
from ui.words.language import Language
from ui.words.reason_words import reason_sentence


def corrected_sentence(kind: BeatKind, language: Language) -> str:
    """Return what was thought of a beat that was not taken as it came; empty for one that was."""
    match kind:
        case "normal":
            return ""
        case "range":
            return language.gettext(
                "The time before this beat is shorter than 0.3 s or longer than 2 s, so nothing is computed with it."
            )
        case "ectopic":
            return language.gettext(
                "This beat came early or late between two ordinary ones; it was moved to the middle between them."
            )
        case "long":
            return language.gettext(
                "This beat came later than those around it let expect; it was moved to the middle between them."
            )
        case "short":
            return language.gettext(
                "This beat came earlier than those around it let expect; it was moved to the middle between them."
            )
        case "missed":
            return language.gettext("The sensor did not see a beat here; one was put in the middle of the pause.")
        case "extra":
            return language.gettext("The sensor told of a beat that was none; it was left out.")


def gap_sentence(gap: Gap, language: Language) -> str:
    """Return why beats are not there, and for how long."""
    seconds = max(1, round(gap.until_s - gap.from_s))
    match gap.reason:
        case GapReason.NO_BEATS:
            message = language.ngettext(
                "For {seconds} s no heartbeats came, though the sensor was there.",
                "For {seconds} s no heartbeats came, though the sensor was there.",
                seconds,
            )
        case GapReason.BEATS_LOST:
            message = language.ngettext(
                "For {seconds} s some heartbeats did not arrive.",
                "For {seconds} s some heartbeats did not arrive.",
                seconds,
            )
        case GapReason.NOT_IN_FILE:
            message = language.ngettext(
                "For {seconds} s the file tells no heartbeats.",
                "For {seconds} s the file tells no heartbeats.",
                seconds,
            )
        case GapReason.LINK_BROKEN:
            message = language.ngettext(
                "For {seconds} s there was no link to the sensor.",
                "For {seconds} s there was no link to the sensor.",
                seconds,
            )
    return message.format(seconds=language.whole(seconds))


def marker_sentence(marker: Marker, language: Language) -> str:
    """Return what is said of a moment that was marked, by the person or from outside."""
    label = shown(marker.label, LONGEST_NAME)
    if marker.origin:
        return language.gettext("A marker came from outside: {label}").format(label=label)
    if marker.label in ("", "marked"):
        return language.gettext("You marked this moment.")
    return language.gettext("You marked this moment: {label}").format(label=label)


def unknown_sentences(review: Review, language: Language) -> tuple[str, ...]:
    """Return for how long the coherence cannot be known, or who was in step, and why, a sentence for each reason."""
    if review.of_room:
        message = language.gettext("For {length} min it cannot be told how many were in step. {reason}")
    else:
        # Translators: {reason} is a whole sentence or two.
        message = language.gettext("Coherence is not known for {length} min. {reason}")
    lengths_s: dict[str, float] = {}
    for each in review.unknown:
        sentence = reason_sentence(each.reason, language)
        lengths_s[sentence] = lengths_s.get(sentence, 0.0) + each.until_s - each.from_s
    return tuple(
        message.format(length=language.minutes_and_seconds(round(length_s)), reason=reason)
        for reason, length_s in lengths_s.items()
    )


def heart_summary(review: Review, language: Language) -> str:
    """Return the curve of the heart rate in words; empty where there is none."""
    rates = [60_000.0 / beat.nn_ms for beat in review.beats if beat.nn_ms > 0.0]
    if not rates:
        return ""
    said = [
        language.gettext("Heart rate between {low_bpm} and {high_bpm} beats a minute.").format(
            low_bpm=language.number(min(rates)), high_bpm=language.number(max(rates))
        )
    ]
    if count := sum(beat.kind != "normal" for beat in review.beats):
        said.append(
            language.ngettext("{count} beat was corrected.", "{count} beats were corrected.", count).format(
                count=language.whole(count)
            )
        )
    said += [gap_sentence(gap, language) for gap in review.gaps]
    return " ".join(said)


def shares_summary(review: Review, language: Language) -> str:
    """Return the curves of coherence, or of who was in step, and warmth in words; empty where there are none."""
    said = []
    between = (
        language.gettext("In step between {low} and {high}, of 1.")
        if review.of_room
        else language.gettext("Rhythm coherence between {low} and {high}, of 1.")
    )
    coherence = [share for _, share in review.coherence if not math.isnan(share)]
    if coherence:
        said.append(between.format(low=language.number(min(coherence), 2), high=language.number(max(coherence), 2)))
    said += unknown_sentences(review, language)
    warmth = [share for _, share in review.warmth if not math.isnan(share)]
    if warmth:
        said.append(
            language.gettext("Warmth of the light between {low} and {high}, of 1.").format(
                low=language.number(min(warmth), 2), high=language.number(max(warmth), 2)
            )
        )
    return " ".join(said)


def six_a_minute_sentences(review: Review, language: Language) -> tuple[str, ...]:
    """Return the mean swing of each step in which breath was led at about six a minute, with how well it is known."""
    return tuple(
        language.ngettext(
            "{step}: over {count} breath at about six a minute the heart rate swung by {swing} ± {error} bpm "
            "(mean and standard error).",
            "{step}: over {count} breaths at about six a minute the heart rate swung by {swing} ± {error} bpm "
            "(mean and standard error).",
            each.deep.breaths,
        ).format(
            step=each.step.title,
            count=language.whole(each.deep.breaths),
            swing=language.number(each.deep.swing_bpm, 1),
            error=language.number(each.deep.error_bpm, 1),
        )
        for each in review.steps
        if each.deep.reason is None
    )


def earlier_words(versions: Sequence[WrittenNote], language: Language) -> tuple[str, ...]:
    """Return what a note said before, the latest first, each with when it was written."""
    return tuple(
        language.gettext("After the practice it said: {note}").format(note=shown(each.text))
        if each.written is None
        else language.gettext("On {day} at {time} it said: {note}").format(
            day=language.day(each.written), time=language.time_of_day(each.written), note=shown(each.text)
        )
        for each in reversed(versions[:-1])
        if each.text.strip()
    )


def later_words(written: datetime, text: str, language: Language) -> str:
    """Return a note that was written after the practice, with when that was."""
    return language.gettext("Written on {day} at {time}: {note}").format(
        day=language.day(written), time=language.time_of_day(written), note=shown(text)
    )


def day_words(started: datetime, length_s: float, language: Language) -> str:
    """Return a practice of a list: its day, its time and its length."""
    return language.gettext("{day}, {time}, {minutes} min").format(
        day=language.day(started), time=language.time_of_day(started), minutes=language.number(length_s / 60.0, 1)
    )
