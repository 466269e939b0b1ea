"""Sentences for too few heartbeats, and for such as cannot be computed with."""

from biofeedback.reasons import ReasonCode
from ui.words.language import Language
from ui.words.reasons.reason_facts import (
    ReasonFacts,
    beats_there,
    seconds_needed,
    seconds_there,
    unbroken_seconds_needed,
)


def of_beats(code: ReasonCode, given: ReasonFacts, language: Language) -> str | None:
    """Return the sentence of a reason that is of the heartbeats; ``None`` where it is of something else."""
    match code:
        case ReasonCode.NO_BEATS:
            return language.gettext("There are no heartbeats.")
        case ReasonCode.NO_BEATS_IN_WINDOW:
            return language.gettext("No heartbeats in the last {window} s.").format(window=given.number("window_s"))
        case ReasonCode.NO_RECENT_BEATS:
            return language.gettext("No heartbeats came for a while.")
        case ReasonCode.NO_HEARD_BEATS:
            return language.gettext("No heartbeats to listen to yet.")
        case ReasonCode.NO_USABLE_BEATS:
            return language.gettext("No heartbeats to compute with.")
        case ReasonCode.NO_USABLE_BEATS_YET:
            return language.gettext("No heartbeats to compute with yet.")
        case ReasonCode.NO_USABLE_BEATS_IN_WINDOW:
            message = language.gettext("No heartbeats to compute with in the last {window} s.")
            return message.format(window=given.number("window_s"))
        case ReasonCode.TOO_FEW_BEATS:
            needed = language.ngettext(
                "Needs {needed} heartbeat.", "Needs {needed} heartbeats.", given.whole("needed_beats")
            )
            return given.needed_and_there(needed, beats_there(given, language), "beats")
        case ReasonCode.TOO_FEW_SECONDS:
            return given.needed_and_there(seconds_needed(given, language), seconds_there(given, language), "s")
        case ReasonCode.TOO_FEW_UNBROKEN_SECONDS:
            return given.needed_and_there(unbroken_seconds_needed(given, language), seconds_there(given, language), "s")
        case ReasonCode.BEATS_SET_ASIDE:
            return language.ngettext(
                "{set_aside} of {beats} heartbeat could not be used.",
                "{set_aside} of {beats} heartbeats could not be used.",
                given.whole("beats"),
            ).format(set_aside=given.number("set_aside_beats"), beats=given.number("beats"))
        case ReasonCode.BEATS_CORRECTED:
            message = language.gettext("{percent} % of the heartbeats had to be corrected.")
            return message.format(percent=given.percent("corrected_share"))
        case ReasonCode.BEATS_IRREGULAR:
            return language.gettext("These beats come too irregularly for this number.")
        case ReasonCode.BEATS_DOUBTFUL:
            return language.gettext("Movement or noise hides the heartbeats in the wave for most of the time.")
        case ReasonCode.TOO_FEW_UNCORRECTED:
            return language.gettext(
                "Less than half of the last minute is covered by heartbeats that could be taken as they came."
            )
        case ReasonCode.NO_NEIGHBOURS:
            return language.gettext("No two neighbouring heartbeats could be compared.")
        case ReasonCode.BEATS_ABSENT:
            return language.gettext("Heartbeats are not there for a while.")
        case _:
            return None
