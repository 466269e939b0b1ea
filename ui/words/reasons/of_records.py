"""Sentences for records that are too short or too irregular, and for the cautions about their numbers."""

from biofeedback.reasons import ReasonCode
from ui.words.language import Language
from ui.words.reasons.reason_facts import ReasonFacts, seconds_needed, unbroken_seconds_needed


def of_a_record(code: ReasonCode, given: ReasonFacts, language: Language) -> str | None:
    """Return the sentence of a reason that is of the whole record; ``None`` where it is of something else."""
    match code:
        case ReasonCode.RECORD_TOO_SHORT:
            return seconds_needed(given, language).format(needed=given.number("needed_s"))
        case ReasonCode.NO_UNBROKEN_RUN:
            return unbroken_seconds_needed(given, language).format(needed=given.number("needed_s"))
        case ReasonCode.BANDS_TOO_SHORT:
            message = language.gettext("Band powers need {needed} s of unbroken heartbeats.")
            return message.format(needed=given.number("needed_s"))
        case ReasonCode.VLF_TOO_SHORT:
            return language.gettext("Very slow waves need five minutes of unbroken heartbeats.")
        case ReasonCode.NO_HF_POWER:
            return language.gettext("There is no power in the HF band to compare with.")
        case ReasonCode.NO_CONSECUTIVE_BEATS:
            return language.gettext("Needs heartbeats that follow one another.")
        case ReasonCode.TOO_FEW_VARYING_BEATS:
            return language.ngettext(
                "Needs {needed} heartbeat that varies.",
                "Needs {needed} heartbeats that vary.",
                given.whole("needed_beats"),
            ).format(needed=given.number("needed_beats"))
        case ReasonCode.TOO_FEW_REPEATING_BEATS:
            return language.ngettext(
                "Needs {needed} heartbeat that varies and in part repeats.",
                "Needs {needed} heartbeats that vary and in part repeat.",
                given.whole("needed_beats"),
            ).format(needed=given.number("needed_beats"))
        case ReasonCode.MANY_WINDOWS_CORRECTED:
            message = language.gettext("More than {percent} % of the heartbeats were corrected.")
            return message.format(percent=given.percent("largest_corrected_share"))
        case ReasonCode.IRREGULAR_RECORD:
            return language.gettext(
                "These beats come too irregularly for numbers of variability, so there are none of them here. A sensor "
                "that sits loosely often sends such beats."
            )
        case ReasonCode.IRREGULAR_STRETCHES:
            message = language.gettext(
                "For {percent} % of the time the beats come too irregularly for these numbers; that time is left out."
            )
            return message.format(percent=given.percent("irregular_share"))
        case ReasonCode.DOUBTFUL_RECORD:
            message = language.gettext(
                "For {percent} % of the time movement or noise hides the heartbeats in the wave, so there are no "
                "numbers of variability here."
            )
            return message.format(percent=given.percent("doubtful_share"))
        case ReasonCode.DOUBTFUL_STRETCHES:
            message = language.gettext(
                "For {percent} % of the time movement or noise hides the heartbeats in the wave; that time is left out."
            )
            return message.format(percent=given.percent("doubtful_share"))
        case ReasonCode.DOUBTFUL_TAKEN:
            message = language.gettext(
                "For {percent} % of the time movement or noise hides the heartbeats in the wave; nothing is left out "
                "here, so these numbers tell of that as well."
            )
            return message.format(percent=given.percent("doubtful_share"))
        case ReasonCode.MUCH_CORRECTED:
            message = language.gettext(
                "{percent} % of the heartbeats were corrected; the differences, the powers and the non-linear numbers "
                "tell more of the correction than of the heart."
            )
            return message.format(percent=given.percent("corrected_share"))
        case ReasonCode.NO_RHYTHM:
            message = language.gettext(
                "For {percent} % of the time the beats scatter with no rhythm in them, neither that of a breath nor a "
                "slower one; the variability may be that of the sensor and not of the heart."
            )
            return message.format(percent=given.percent("of_time_share"))
        case ReasonCode.RMSSD_OF_SENSOR:
            message = language.gettext(
                "The sensor and the noise in its signal make an RMSSD of about {own} ms by themselves: at least "
                "{percent} % of the RMSSD here is not the heart's, and other numbers of quick changes are too large "
                "too."
            )
            return message.format(own=given.number("own_ms"), percent=given.percent("own_share"))
        case ReasonCode.EARLY_BEATS_LEFT:
            message = language.gettext(
                "For {percent} % of the time beats come early that the correction cannot tell from the breath; the "
                "differences are then too large, and the rhythm coherence too small."
            )
            return message.format(percent=given.percent("of_time_share"))
        case ReasonCode.LOW_COVERAGE:
            message = language.gettext(
                "Heartbeats cover {percent} % of the time; these numbers are of that part and need not hold for all "
                "of it."
            )
            return message.format(percent=given.percent("coverage_share"))
        case ReasonCode.EDITED_BY_HAND:
            if given.value("edited_share") == 0.0:
                return language.gettext(
                    "No heartbeat was edited by hand, so these numbers are those of the automatic correction."
                )
            message = language.gettext(
                "{percent} % of the heartbeats were edited by hand; the numbers rest on the judgement of whoever did."
            )
            percent = language.short_number(100.0 * given.value("edited_share"), 2)
            return message.format(percent=percent)
        case ReasonCode.EDITS_PASSED_OVER:
            message = language.ngettext(
                "{count} edit by hand does not fit the beats here, and was passed over.",
                "{count} edits by hand do not fit the beats here, and were passed over.",
                given.whole("edits"),
            )
            return message.format(count=language.whole(given.whole("edits")))
        case ReasonCode.INTERVALS_IN_MS:
            return language.gettext(
                "The sensor counts the time from beat to beat in another unit than the standard: all intervals here "
                "are 2.3 % too short, and heart rates 2.4 % too high."
            )
        case _:
            return None
