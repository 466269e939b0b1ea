"""What is wrong with a recording or a capture."""

from collections.abc import Mapping

from biofeedback.error_codes import RecordingErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    given.put_in_lines("recordings")
    return (
        _of_recordings(language, given)
        | _of_unknown(language, given)
        | _of_what_stopped(language)
        | _of_captures(language)
    )


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
