"""What is wrong with a file of another program that is known and cannot be used."""

from collections.abc import Mapping

from biofeedback.error_codes import ImportErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language
from ui.words.recordings.import_words import format_names


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    given.translate("format", format_names(language))
    return {
        ImportErrorCode.DAMAGED: language.gettext(
            "{path} looks like {format}, but it was cut off or is damaged, so it cannot be read. Please export it "
            "again, or export the intervals as text: one a line, or columns with a header such as: time,rr"
        ),
        ImportErrorCode.DAMAGED_AT: language.gettext(
            "{path} looks like {format}, but at line {line} it was cut off or is damaged, so it cannot be read. Please "
            "export it again, or export the intervals as text: one a line, or columns with a header such as: time,rr"
        ),
        ImportErrorCode.WITHOUT_INTERVALS: language.gettext(
            "{path} looks like {format}, but holds no times from beat to beat. A heart rate alone does not tell them; "
            "please export the RR intervals, or choose a recording of a chest strap."
        ),
        ImportErrorCode.LAYOUT_UNKNOWN: language.gettext(
            "{path} looks like {format}, but its numbers lie in it in a way that is not known here. Please export the "
            "intervals as one list under a name such as “rr”, or as a row for each heartbeat."
        ),
        ImportErrorCode.WITHOUT_HEART: language.gettext(
            "{path} looks like {format}, but none of what it holds is called an ECG, a pulse wave or RR intervals: "
            "{part}. Please give the channel of the heart such a name, or export its intervals as text, one a line."
        ),
        ImportErrorCode.WITHOUT_RATE: language.gettext(
            "{path} looks like {format}, but does not say how many samples a second it has. Please export it again "
            "with a newer version of the program that wrote it."
        ),
        ImportErrorCode.NOT_READ: language.gettext(
            "{path} looks like {format}, but cannot be read: {problem}. Please export it again, or export the "
            "intervals as text: one a line, or columns with a header such as: time,rr"
        ),
        ImportErrorCode.TOO_LONG: language.gettext(
            "{path} looks like {format}, but is longer than what can be read at once. Please export a shorter part of "
            "it."
        ),
        ImportErrorCode.LEADS_OUT: language.gettext(
            "{path} looks like {format}, but names a file that is not beside it, {file}, and nothing outside its "
            "folder is opened. Please put all files of the record into one folder."
        ),
        ImportErrorCode.BESIDE_MISSING: language.gettext(
            "{path} looks like {format}, but {file}, which belongs to it, is not beside it. Please put both into one "
            "folder."
        ),
        ImportErrorCode.EVENTS_ALONE: language.gettext(
            "{path} holds the marked moments of a recording, and no beats. Please name the file of intervals that "
            "lies beside it; this one is then read too."
        ),
        ImportErrorCode.RECORDING_ALREADY: language.gettext(
            "{path} is a recording of Soften already; there is nothing to import. `soften sessions list` shows yours."
        ),
        ImportErrorCode.SEVERAL_INSIDE: language.gettext(
            "{path} holds several files: {name}. `soften import` takes all of them; to look at one, please unpack it."
        ),
        ImportErrorCode.ARCHIVE_TOO_LARGE: language.gettext(
            "{path} holds far more than any export of heartbeats, so it is left alone. Please choose the files that "
            "you need."
        ),
        ImportErrorCode.ARCHIVE_LOCKED: language.gettext(
            "{path} is locked with a password. Please unpack it, and choose the files that are in it."
        ),
        ImportErrorCode.NOTHING_INSIDE: language.gettext("{path} holds no file that could be read."),
        ImportErrorCode.LINK_OUT: language.gettext(
            "{path} is a link that leads out of its folder, and was left alone. Please name the file itself."
        ),
    }
