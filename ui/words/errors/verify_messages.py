"""What is not as it should be in the file of a recording; each is said beneath the name of the file."""

from collections.abc import Mapping

from biofeedback.error_codes import VerifyErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_the_file(language, given) | _of_the_rows(language, given) | _of_the_clock(language, given)


def _of_the_file(language: Language, given: Given) -> dict[str, str]:
    count = given.count("count")
    return {
        VerifyErrorCode.FILE_CUT: language.gettext(
            "The file was cut off: {there} of its {whole} bytes are there, and {rows} rows can be read. "
            "`soften sessions mend` writes them into a new file."
        )
        if given.count("rows") or not given.has("rows")
        else language.gettext(
            "The file was cut off: {there} of its {whole} bytes are there, and nothing of it can be read."
        ),
        VerifyErrorCode.REFUSED: language.ngettext(
            "SQLite does not take the file as it is: what it says of itself does not fit what is in it. {count} row "
            "of it can be read page by page; `soften sessions mend` writes it into a new file.",
            "SQLite does not take the file as it is: what it says of itself does not fit what is in it. {count} rows "
            "of it can be read page by page; `soften sessions mend` writes them into a new file.",
            count,
        ),
        VerifyErrorCode.LENGTH_DIFFERS: language.gettext(
            "By its own account the file has {whole} bytes, and it has {there}: something was added to it, or its "
            "first page was changed."
        ),
        VerifyErrorCode.PAGE_DAMAGED: _page_message(language, given),
        VerifyErrorCode.ROWS_FOUND: language.ngettext(
            "Page {page} of the file is damaged, which leads to rows of the table {table}; {count} row was found "
            "without it.",
            "Page {page} of the file is damaged, which leads to rows of the table {table}; {count} rows were found "
            "without it.",
            count,
        ),
        VerifyErrorCode.ROWS_DAMAGED: language.ngettext(
            "Page {page} of the file is damaged: {count} row of the table {table} cannot be read.",
            "Page {page} of the file is damaged: {count} rows of the table {table} cannot be read.",
            count,
        ),
        VerifyErrorCode.NOT_CLOSED: language.gettext(
            "The recording was cut off, or is still being written. All that was kept until then can be read."
        ),
        VerifyErrorCode.STEP_UNFINISHED: language.gettext(
            "Something was being written into this file, a note perhaps, when that broke off. What was begun is left "
            "out wherever the file is read. `soften sessions mend` writes a copy without it."
        ),
        VerifyErrorCode.LOG_TORN: language.gettext(
            "In the file {log} beside it, {whole} of {frames} pages are whole. What was written after them is not read."
        ),
        VerifyErrorCode.LOG_GONE: language.gettext(
            "The recording was cut off, and the file {log}, which SQLite keeps beside it until then, is not there: "
            "what was written last is not in here. Please look whether it stayed where the recording comes from."
        ),
        VerifyErrorCode.TABLE_CHANGED: language.gettext(
            "The table {table} is not as it was when the recording was closed, or was last added to (rows then: "
            "{were}, now: {rows}). Something was added to it, taken out, or changed."
        ),
        VerifyErrorCode.OTHER_TABLE: language.gettext(
            "There is a table {table}, which this Soften does not know. It was written by a newer Soften or another "
            "program; everything else can be read."
        ),
        VerifyErrorCode.OTHER_COLUMN: language.gettext(
            "The table {table} has a column {column}, which this Soften does not know. It was written by a newer "
            "Soften or another program; everything else can be read."
        ),
        VerifyErrorCode.SOURCE_NOT_NAMED: language.gettext(
            "The recording names a sensor ({quoted_sensor}), but has no entry {name} that says under which name "
            "its events are kept."
        ),
        VerifyErrorCode.VERSIONS_GONE: language.ngettext(
            "With which version of its definition {count} number was computed is not kept any more: {names}.",
            "With which versions of their definitions {count} numbers were computed is not kept any more: {names}.",
            count,
        ),
        VerifyErrorCode.NEWER_DEFINITIONS: language.ngettext(
            "{count} definition is of a newer Soften: {names}. Please update Soften to compute it anew.",
            "{count} definitions are of a newer Soften: {names}. Please update Soften to compute them anew.",
            count,
        ),
        VerifyErrorCode.NOT_COMPARED: language.gettext("Not all of it was computed anew. {said}"),
        VerifyErrorCode.COMES_OUT_OTHERWISE: language.gettext(
            "Computed anew from what the sensor sent, it does not come out as it was recorded: {difference}."
        ),
    }


def _page_message(language: Language, given: Given) -> str:
    """Return what is said of a page, by what is known of the rows that were on it."""
    if not given.has("table"):
        return language.gettext("Page {page} of the file is damaged; nobody can say of which table it was.")
    if given.has("above") and given.has("to"):
        return language.gettext(
            "Page {page} of the file is damaged: rows of the table {table} after number {above}, up to {to}, "
            "cannot be read."
        )
    if given.has("above"):
        return language.gettext(
            "Page {page} of the file is damaged: rows of the table {table} after number {above} cannot be read."
        )
    if given.has("to"):
        return language.gettext(
            "Page {page} of the file is damaged: rows of the table {table} up to number {to} cannot be read."
        )
    return language.gettext("Page {page} of the file is damaged, on which the table {table} begins.")


def _of_the_rows(language: Language, given: Given) -> dict[str, str]:
    count = given.count("count")
    return {
        VerifyErrorCode.NUMBER_TWICE: language.ngettext(
            "{count} number is there twice: {number}, in the tables {table} and {other_table}.",
            "{count} numbers are there twice, the first of them {number}, in the tables {table} and {other_table}.",
            count,
        ),
        VerifyErrorCode.NUMBER_ODD: language.ngettext(
            "{count} event of the table {table} has the number {number}; numbers begin with 1.",
            "{count} events of the table {table} have numbers below 1, the first of them {number}; numbers begin "
            "with 1.",
            count,
        ),
        VerifyErrorCode.NUMBER_GONE: language.ngettext(
            "{count} event is not there: number {number}, at about {near_s} s, before a row of the table "
            "{other_table}.",
            "{count} events are not there: the first is number {number}, at about {near_s} s, before a row of the "
            "table {other_table}.",
            count,
        ),
        VerifyErrorCode.BEAT_OUT_OF_PLACE: language.ngettext(
            "{count} heartbeat is out of its place: row {row} of the table beat, at about {near_s} s, says that it is "
            "beat {place} where beat {expected} comes next.",
            "{count} heartbeats are out of their places, first in row {row} of the table beat, at about {near_s} s, "
            "which says that it is beat {place} where beat {expected} comes next.",
            count,
        ),
        VerifyErrorCode.TIME_WENT_BACK: language.ngettext(
            "In the table {table} time goes back {count} time: row {row} is {by_s} s before row {other_row}, at about "
            "{near_s} s.",
            "In the table {table} time goes back {count} times, first where row {row} is {by_s} s before row "
            "{other_row}, at about {near_s} s.",
            count,
        ),
        VerifyErrorCode.FACTS_ALONE: language.ngettext(
            "{count} row of the table {table} is of an event that is not there, number {number}.",
            "{count} rows of the table {table} are of events that are not there, the first of them number {number}.",
            count,
        ),
    }


def _of_the_clock(language: Language, given: Given) -> dict[str, str]:
    count = given.count("count")
    return {
        VerifyErrorCode.CLOCK_WENT_BACK: language.ngettext(
            "The session clock goes back {count} time: at about {near_s} s by {by_s} s, in row {row} of the table "
            "{table}.",
            "The session clock goes back {count} times, first at about {near_s} s by {by_s} s, in row {row} of the "
            "table {table}.",
            count,
        ),
        VerifyErrorCode.CLOCK_JUMPED: language.ngettext(
            "The session clock goes on by {by_s} s at once after {near_s} s, before row {row} of the table {table}: "
            "nothing was recorded meanwhile, as when the computer sleeps.",
            "The session clock goes on at once {count} times, first by {by_s} s after {near_s} s, before row {row} of "
            "the table {table}: nothing was recorded meanwhile, as when the computer sleeps.",
            count,
        ),
        VerifyErrorCode.NO_MOMENT: language.gettext(
            "When it began is written as {quoted_text}, which is not a moment."
        ),
        VerifyErrorCode.NO_SPEED: language.gettext(
            "The speed, which is how many seconds of the session pass in one second, is written as "
            "{quoted_text}, which is not a speed."
        ),
        VerifyErrorCode.AHEAD_OF_CLOCK: language.gettext(
            "By its own account it ended at {ended}, which is still to come by the clock of this machine."
        ),
        VerifyErrorCode.NOTE_BEFORE: language.gettext(
            "A note was added at {written}, before the session began at {started}."
        ),
    }
