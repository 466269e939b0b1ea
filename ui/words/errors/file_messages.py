"""What is wrong with a recording, a capture or a text of intervals."""

from collections.abc import Mapping

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    given.put_in_lines("recordings")
    given.translate("kind", _kinds(language))
    return (
        _of_recordings(language, given)
        | _of_unknown(language, given)
        | _of_what_stopped(language)
        | _of_captures(language)
        | _of_texts(language)
        | _of_lines(language, given)
    )


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


def _of_recordings(language: Language, given: Given) -> dict[str, str]:
    return {
        RecordingErrorCode.FILE_MISSING: language.gettext("There is no file {path}."),
        RecordingErrorCode.FILE_UNREADABLE: language.gettext("{path} cannot be read: {problem}."),
        RecordingErrorCode.IS_FOLDER: language.gettext("{path} is a folder; a recording is a single file."),
        RecordingErrorCode.EMPTY: language.gettext("{path} is empty: it was cut off before the first moment was kept."),
        RecordingErrorCode.CUT_SHORT: language.ngettext(
            "{path} was cut off: {count} byte of it is there, and nothing that was recorded can be read.",
            "{path} was cut off: {count} bytes of it are there, and nothing that was recorded can be read.",
            given.count("count"),
        ),
        RecordingErrorCode.NO_RECORDING: language.gettext("{path} is not a recording of Soften."),
        RecordingErrorCode.FOREIGN_PART: language.gettext(
            "{path} holds a part called {quoted_part}, as no recording of Soften does. It is left alone."
        ),
        RecordingErrorCode.NOT_ORDINARY: language.gettext("{path} is not an ordinary file; a recording is one."),
        RecordingErrorCode.LINK: language.gettext(
            "{path} is a link to {place}. Nothing was deleted; please remove the link, or the file that it leads to."
        ),
        RecordingErrorCode.LEADS_OUT: language.gettext("{path} is a link to a place outside this folder."),
        RecordingErrorCode.SLOW: language.gettext(
            "{path} takes far longer to read than any recording of Soften does. It is left alone."
        ),
        RecordingErrorCode.WITHOUT_SENSOR: language.gettext(
            "{path} is a practice without a sensor, so there are no beats in it."
        ),
        RecordingErrorCode.OF_ROOM: language.gettext(
            "{path} is the recording of a room, which has the beats of nobody. Those of the seats lie beside it, and "
            "`soften analyse --group` tells of them together: it takes the folder {folder}."
        ),
        RecordingErrorCode.OTHER_DATABASE: language.gettext(
            "{path} is not a recording of Soften but a database of another program."
        ),
        RecordingErrorCode.NEWER: language.gettext(
            "{path} was made by a newer Soften. Please update Soften to read it."
        ),
        RecordingErrorCode.VERSION_UNTRUE: language.gettext(
            "{path} says that its tables are of version {version}, which they are not: it was changed by another "
            "program, or is damaged. Nothing is read from it; please take another copy of it, if there is one."
        ),
        RecordingErrorCode.CUT_OFF: language.gettext(
            "{path} was cut off, and is therefore read from a passing copy, which could not be made in {folder}: "
            "{problem}. Please make room there, or name another folder as TMPDIR."
        ),
        RecordingErrorCode.HELD: language.gettext(
            "{path} is held by another program. Please try again when that is done."
        ),
        RecordingErrorCode.DAMAGED: language.gettext(
            "{path} is damaged and cannot be read to its end ({problem}). `soften sessions mend` writes what can be "
            "read of it into a new file."
        )
        if given.has("problem")
        else language.gettext(
            "{path} is damaged and cannot be read to its end. `soften sessions mend` writes what can be read of it "
            "into a new file."
        ),
        RecordingErrorCode.PARTLY_THERE: language.gettext(
            "{path} was cut off or is damaged: {there} of its {pages} pages can be read, with {rows} rows on them. "
            "It is read as far as that goes; `soften sessions mend` writes what can be read into a new file."
        )
        if given.count("rows") or not given.has("rows")
        else language.gettext("{path} was cut off or is damaged, and nothing of it can be read."),
        RecordingErrorCode.OF_TODAY: language.gettext(
            "{path} is of version {version} already, which is that of today; there is nothing to upgrade."
        ),
        RecordingErrorCode.NOTHING_TO_MEND: language.gettext(
            "{path} is whole: nothing in it has to be mended. `soften verify` says more."
        ),
        RecordingErrorCode.NOTHING_READ: language.gettext("Nothing in this file could be read; no copy was written."),
        RecordingErrorCode.SEVERAL: language.gettext(
            "Several recordings begin with {quoted_text}; please say which:\n{recordings}"
        ),
        RecordingErrorCode.NOT_FOUND: language.gettext(
            "There is no recording {quoted_text} in {folder}. `soften sessions list` shows those there are."
        ),
        RecordingErrorCode.ENDS_OTHERWISE: language.gettext(
            "{path} does not end in {ending}, so Soften leaves it alone."
        ),
        RecordingErrorCode.NOT_DELETED: language.gettext("{path} cannot be deleted: {problem}."),
        RecordingErrorCode.NOT_GIVEN: language.gettext(
            "{path} cannot be given to another person: {problem}. It stays where it was."
        ),
        RecordingErrorCode.NOTE_NOT_KEPT: language.gettext(
            "Your words cannot be kept in {path}: {problem}. They stay in the window for now."
        ),
        RecordingErrorCode.THERE_ALREADY: language.gettext(
            "{path} is already there, and Soften never writes over a file. Please choose another name."
        ),
        RecordingErrorCode.EXPORT_THERE: language.gettext(
            "{path} is there already, and nothing was written over. Choose another folder, or ask for "
            "it to be replaced."
        ),
        RecordingErrorCode.EXPORT_NOT_MADE: language.gettext(
            "{path} cannot be written: {problem}. Nothing of it is left there; please choose another place."
        ),
        RecordingErrorCode.NOT_MADE: language.gettext(
            "The recording cannot be made at {path}: {problem}. Please choose another place."
        ),
    }


def _of_unknown(language: Language, given: Given) -> dict[str, str]:
    return {
        RecordingErrorCode.UNKNOWN_TABLE: language.gettext(
            "{path} has no table {table} as this Soften knows it. It was written by a newer or another Soften, or is "
            "damaged; everything else in it can be read."
        ),
        RecordingErrorCode.UNKNOWN_VALUE: language.ngettext(
            "{path} holds {quoted_value} in its table {table} (column {column}, row {row}), which this Soften does "
            "not know. It was written by a newer or another Soften, or is damaged; everything else in it can be read.",
            "{path} holds {quoted_value} in {count} rows of its table {table} (column {column}, first in row {row}), "
            "which this Soften does not know. It was written by a newer or another Soften, or is damaged; everything "
            "else in it can be read.",
            given.count("count"),
        ),
    }


def _of_what_stopped(language: Language) -> dict[str, str]:
    return {
        RecordingErrorCode.GONE: language.gettext(
            "The recording {path} was moved or deleted, so nothing more is recorded. The practice can go on."
        ),
        RecordingErrorCode.DISK_FULL: language.gettext(
            "The recording {path} had to stop: the disk is full. Please free some space before the next practice. "
            "What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.DISK_REFUSES: language.gettext(
            "The recording {path} had to stop: the disk takes no more data. Perhaps it is full, or was unplugged. "
            "What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.READ_ONLY: language.gettext(
            "The recording {path} had to stop: the file may no longer be written to. Please look at its permissions. "
            "What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.FOLDER_CLOSED: language.gettext(
            "The recording {path} had to stop: its folder can no longer be written to. Please look whether it is "
            "still there. What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.HELD_WHILE_WRITTEN: language.gettext(
            "The recording {path} had to stop: another program is holding the file. Please close it before the next "
            "practice. What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.CHANGED_BY_OTHERS: language.gettext(
            "The recording {path} had to stop: something else changed the file. Please look at the disk before the "
            "next practice. What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.STOPPED: language.gettext(
            "The recording {path} had to stop: {problem}. "
            "What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.OUR_FAULT: language.gettext(
            "The recording {path} had to stop, through a fault of ours. "
            "What was recorded before stays as it is, and the practice can go on."
        ),
        RecordingErrorCode.NOT_READ_BACK: language.gettext(
            "What was recorded just now cannot be read back. Nothing was deleted: {files} stayed in {folder}. "
            "Please copy all of it to another disk before you use this one again."
        ),
    }


def _of_captures(language: Language) -> dict[str, str]:
    return {
        RecordingErrorCode.CAPTURE_NOT_WRITTEN: language.gettext(
            "The capture {path} cannot be written: {problem}. Please choose another place."
        ),
        RecordingErrorCode.NO_CAPTURE: language.gettext("{path} is not a capture of Soften."),
        RecordingErrorCode.CAPTURE_LINE: language.gettext(
            "{path}, line {line}: a packet is a time in seconds, a channel and its bytes, such as "
            "“1.25 2a37 16 3c 00 04”."
        ),
        RecordingErrorCode.NO_INTERVALS: language.gettext("{file} holds no intervals."),
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
