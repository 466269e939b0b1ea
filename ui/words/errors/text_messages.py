"""What is wrong with a text of intervals."""

from collections.abc import Mapping

from biofeedback.error_codes import TextErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    given.translate("kind", _kinds(language))
    return _of_texts(language) | _of_lines(language, given)


def _kinds(language: Language) -> Mapping[str, str]:
    """Return what a file can be instead of a text of intervals."""
    return {
        "fit": language.pgettext("a kind of file", "a FIT file"),
        "pdf": language.pgettext("a kind of file", "a PDF"),
        "picture": language.pgettext("a kind of file", "a picture"),
        "sound": language.pgettext("a kind of file", "a sound"),
        "database": language.pgettext("a kind of file", "a database"),
        "data": language.pgettext("a kind of file", "scientific data"),
        "edf": language.pgettext("a kind of file", "an EDF recording"),
        "html": language.pgettext("a kind of file", "a web page"),
        "xml": language.pgettext("a kind of file", "XML"),
        "json": language.pgettext("a kind of file", "JSON"),
    }


def _of_texts(language: Language) -> dict[str, str]:
    return {
        TextErrorCode.NO_TEXT: language.gettext(
            "{path} is not a text file, or is saved in a coding that cannot be told. Please save it as text in UTF-8."
        ),
        TextErrorCode.IS_FOLDER: language.gettext("{path} is a folder, not a file."),
        TextErrorCode.NOT_ORDINARY: language.gettext("{path} is not an ordinary file."),
        TextErrorCode.TOO_LARGE: language.gettext("{path} is far too large for a text of intervals."),
        TextErrorCode.OTHER_KIND: language.gettext(
            "{path} looks like {kind}, which cannot be read as a text of intervals. "
            "Please export the intervals as text: one a line, or columns with a header such as: time,rr"
        ),
        TextErrorCode.SPREADSHEET: language.gettext(
            "{path} looks like a spreadsheet. Please open it in its program and save the sheet as CSV."
        ),
        TextErrorCode.PACKED: language.gettext(
            "{path} looks like a packed file. Please unpack it, and choose the text of intervals that is in it."
        ),
        TextErrorCode.CAPTURE: language.gettext(
            "{path} looks like a capture of Soften. `soften begin --sensor replay:FILE` plays and records it."
        ),
        TextErrorCode.RTF: language.gettext(
            "{path} looks like a text with formats (RTF). Please save it as plain text."
        ),
        TextErrorCode.HEADER_ALONE: language.gettext("{path} holds a header but no intervals."),
        TextErrorCode.TIMES_OF_BEATS: language.gettext(
            "{path}: each value is larger than the one before, so these seem to be the times of beats. "
            "Please give the intervals between them."
        ),
        TextErrorCode.SAMPLES_UNCLEAR: language.gettext(
            "{path}: these may be times of beats in milliseconds ({bpm} beats a minute), or numbers of samples (at "
            "{rate_hz} Hz {other_bpm} beats a minute). Please give the times in seconds, or the intervals between them."
        ),
        TextErrorCode.INTERVALS_IN_SAMPLES: language.gettext(
            "{path}: these may be intervals in milliseconds ({bpm} beats a minute), or in samples (at {rate_hz} Hz "
            "{other_bpm} beats a minute). Please give them in seconds, or under a header such as: rr_ms"
        ),
        TextErrorCode.EVENLY_SAMPLED: language.gettext(
            "{path}: this seems to be a series of intervals that was sampled at an even rate, so its rows are not "
            "beats. Please give the beats themselves: one interval a line, or the time and the interval of each."
        ),
        TextErrorCode.NO_UNIT: language.gettext(
            "{path}: the typical value is {typical}, which is an interval neither in milliseconds (200 to 3000) "
            "nor in seconds (0.2 to 3). Perhaps these are heart rates or counts."
        ),
    }


def _of_lines(language: Language, given: Given) -> dict[str, str]:
    count = given.count("count")
    return {
        TextErrorCode.LINE_TOO_LONG: language.gettext(
            "{path}, line {line}: {quoted_text} is far too long a line. Please give one interval a line."
        ),
        TextErrorCode.SEVERAL_COLUMNS: language.gettext(
            "{path}, line {line}: {quoted_text} names several columns of intervals. Please keep one of them."
        ),
        TextErrorCode.SEVERAL_GROUPS: language.ngettext(
            "{path}: the column {title} parts the rows into {count} group, which is not one heart in one go. Please "
            "give each a file of its own.",
            "{path}: the column {title} parts the rows into {count} groups, which are not one heart in one go. "
            "Please give each a file of its own.",
            count,
        ),
        TextErrorCode.OTHER_WIDTH: language.ngettext(
            "{path}, line {line}: {quoted_text} has {count} value where the header names {columns}.",
            "{path}, line {line}: {quoted_text} has {count} values where the header names {columns}.",
            count,
        ),
        TextErrorCode.OTHER_WIDTH_COMMAS: language.ngettext(
            "{path}, line {line}: {quoted_text} has {count} value where the header names {columns}. "
            "A decimal comma needs semicolons between the columns.",
            "{path}, line {line}: {quoted_text} has {count} values where the header names {columns}. "
            "A decimal comma needs semicolons between the columns.",
            count,
        ),
        TextErrorCode.SEVERAL_VALUES: language.ngettext(
            "{path}, line {line}: {quoted_text} has {count} value. "
            "Please give one interval a line, or a header such as: time,rr",
            "{path}, line {line}: {quoted_text} has {count} values. "
            "Please give one interval a line, or a header such as: time,rr",
            count,
        ),
        TextErrorCode.COMMA_UNCLEAR: language.gettext(
            "{path}, line {line}: {quoted_text} may be one number with a decimal comma, or two columns. "
            "Please write decimals with a dot, or a header that names both columns, such as: rr,hr"
        ),
        TextErrorCode.PACKETS_UNCLEAR: language.gettext(
            "{path}, line {line}: {quoted_text} may hold several intervals, or one with a decimal comma. "
            "Please write decimals with a dot, or give one interval a line."
        ),
        TextErrorCode.NO_INTERVAL: language.gettext(
            "{path}, line {line}: {quoted_text} is not an interval. "
            "Please give one number a line, or a header such as: time,rr"
        ),
        TextErrorCode.IMPOSSIBLE_INTERVAL: language.gettext(
            "{path}, line {line}: {quoted_text} cannot be an interval. "
            "Please correct it, or leave it out by putting # before it."
        ),
        TextErrorCode.OTHERS_IN_MS: language.gettext(
            "{path}, line {line}: {quoted_text} does not fit: the other intervals are in milliseconds."
        ),
        TextErrorCode.OTHERS_IN_S: language.gettext(
            "{path}, line {line}: {quoted_text} does not fit: the other intervals are in seconds."
        ),
    }
