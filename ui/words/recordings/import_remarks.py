"""Says how the file of another program was understood, a sentence or a few for each remark of its importer."""

from biofeedback.codes import ImportRemarkCode
from biofeedback.facts import Facts, fact_values
from ui.words.filled import filled
from ui.words.language import Language
from ui.words.recordings.interval_words import intervals_read_sentence
from ui.words.recordings.remark_facts import facts_in_words, written_days


def remark_of_notice(facts: Facts, language: Language) -> str:
    """Return the sentence of a notice that carries a remark; empty where it is of another version of Soften."""
    codes = [str(value) for value in fact_values(facts, "remark")]
    known = [code for code in ImportRemarkCode if code in codes]
    return remark_sentence(known[0], facts, language) if known else ""


def remark_sentence(code: ImportRemarkCode, facts: Facts, language: Language) -> str:
    """Return one sentence on how a file was understood, or a few."""
    if code is ImportRemarkCode.INTERVALS_READ:
        return intervals_read_sentence(facts, language)
    message = _of_intervals(facts, language) | _of_parts(facts, language) | _of_waves(facts, language)
    message |= _of_dates(facts, language)
    return filled(message.get(code, ""), facts_in_words(facts, language), language, **written_days(facts, language))


def _of_intervals(facts: Facts, language: Language) -> dict[ImportRemarkCode, str]:
    count = _count(facts)
    return {
        ImportRemarkCode.INTERVALS_OF_FORMAT: language.ngettext(
            "{count} interval in {unit}.", "{count} intervals in {unit}.", count
        ),
        ImportRemarkCode.INTERVALS_OF_TIMES: language.ngettext(
            "{count} interval, made of the times of beats.", "{count} intervals, made of the times of beats.", count
        ),
        ImportRemarkCode.INTERVALS_OF_TIMES_IN: language.ngettext(
            "{count} interval, made of the times of beats, which were taken to be in {unit}.",
            "{count} intervals, made of the times of beats, which were taken to be in {unit}.",
            count,
        ),
        ImportRemarkCode.UNIT_OF_VALUES: language.gettext(
            "The unit of {title} is given as {title_unit}, in which its values cannot be; they are read as {unit}."
        ),
        ImportRemarkCode.CORRECTED_BEFORE: language.gettext(
            "The program that wrote it had changed some intervals before ({how}), so what the sensor sent is not known."
        ),
        ImportRemarkCode.ROWS_SET_ASIDE: language.ngettext(
            "Line {first_line} was set aside: it has no interval, or no time that is possible.",
            "{count} lines were set aside, the first is line {first_line}: they have no interval, or no time that is "
            "possible.",
            count,
        ),
        ImportRemarkCode.ROWS_TWICE: language.ngettext(
            "{count} line says the very same as the one before it, and was taken once.",
            "{count} lines say the very same as the ones before them, and were taken once.",
            count,
        ),
        ImportRemarkCode.BREAKS_CLOSER: language.ngettext(
            "{count} break was longer than {hours} hours and is kept as that long, so that all of it fits in.",
            "{count} breaks were longer than {hours} hours and are kept as that long, so that all of it fits in.",
            count,
        ),
        ImportRemarkCode.PACKETS_WITHOUT: language.ngettext(
            "{count} packet holds no interval, as is usual.", "{count} packets hold no interval, as is usual.", count
        ),
        ImportRemarkCode.FLAGGED: language.ngettext(
            "{count} interval is marked in the file as not to be trusted ({flag}); it is kept, and left out of every "
            "number.",
            "{count} intervals are marked in the file as not to be trusted ({flag}); they are kept, and left out of "
            "every number.",
            count,
        ),
        ImportRemarkCode.BREAKS: language.ngettext(
            "The file has {count} break, across which nothing is computed.",
            "The file has {count} breaks, across which nothing is computed.",
            count,
        ),
        ImportRemarkCode.STRETCHES_APART: language.gettext(
            "More than {hours} hours without a beat part it into {count} stretches ({minutes} min), each a recording "
            "of its own; this is number {part}."
        ),
        ImportRemarkCode.TIMES_STEADIED: language.ngettext(
            "{count} time goes back a little, and is taken as the one before it.",
            "{count} times go back a little, and are taken as the ones before them.",
            count,
        ),
        ImportRemarkCode.TIMES_SET_ASIDE: language.gettext(
            "The times of {title} do not agree with the intervals and were not used."
        ),
    }


def _of_parts(facts: Facts, language: Language) -> dict[ImportRemarkCode, str]:
    count = _count(facts)
    beside = any(fact_values(facts, "file"))
    read_beside = language.ngettext("{count} marked moment from {file}.", "{count} marked moments from {file}.", count)
    read = language.ngettext("{count} marked moment.", "{count} marked moments.", count)
    return {
        ImportRemarkCode.WAVE_OF_FORMAT: language.ngettext(
            "{title}: {count} sample of {wave} at {rate_hz} Hz, in {unit}.",
            "{title}: {count} samples of {wave} at {rate_hz} Hz, in {unit}.",
            count,
        ),
        ImportRemarkCode.NOT_USED: language.gettext("What was not used: {part}."),
        ImportRemarkCode.READ_WITH: language.gettext("Read with it: {file}."),
        ImportRemarkCode.EVENTS_READ: read_beside if beside else read,
        ImportRemarkCode.EVENTS_AT_BEGINNING: language.ngettext(
            "{count} of them was marked before the first interval, and stands at the beginning.",
            "{count} of them were marked before the first interval, and stand at the beginning.",
            count,
        ),
        ImportRemarkCode.EVENTS_SET_ASIDE: language.ngettext(
            "Line {first_line} of {file} was set aside: it has no words, or no time that is possible.",
            "{count} lines of {file} were set aside, the first of them line {first_line}: they have no words, or no "
            "time that is possible.",
            count,
        ),
    }


def _of_waves(facts: Facts, language: Language) -> dict[ImportRemarkCode, str]:
    count = _count(facts)
    found_in_all = language.ngettext(
        "{count} beat was found in {title}, which was searched as a whole.",
        "{count} beats were found in {title}, which was searched as a whole.",
        count,
    )
    found = language.ngettext(
        "{count} beat was found in {title}, as while practising.",
        "{count} beats were found in {title}, as while practising.",
        count,
    )
    return {
        ImportRemarkCode.INTERVALS_OF_PART: language.ngettext(
            "{title}: {count} interval in {unit}.", "{title}: {count} intervals in {unit}.", count
        ),
        ImportRemarkCode.INTERVALS_HELD: language.ngettext(
            "{title}: {count} interval in {unit}, from a signal that holds each until the next.",
            "{title}: {count} intervals in {unit}, from a signal that holds each until the next.",
            count,
        ),
        ImportRemarkCode.BEATS_MARKED: language.ngettext(
            "{title}: {count} beat as it is marked in the file; none was looked for in a wave.",
            "{title}: {count} beats as they are marked in the file; none was looked for in a wave.",
            count,
        ),
        ImportRemarkCode.BEATS_FOUND: found_in_all if 1 in fact_values(facts, "whole") else found,
        ImportRemarkCode.BEATS_OF_OTHER_KINDS: language.gettext(
            "Among them are beats that the file calls by other kinds, each of them a marked moment: {kind}."
        ),
        ImportRemarkCode.VALUES_SET_ASIDE: language.ngettext(
            "{title}: {count} value was set aside; it cannot be what it stands for.",
            "{title}: {count} values were set aside; they cannot be what they stand for.",
            count,
        ),
        ImportRemarkCode.SEGMENTS_SET_ASIDE: language.ngettext(
            "{title}: {count} segment was set aside; it has another unit or rate there than in the first one.",
            "{title}: {count} segments were set aside; it has another unit or rate there than in the first one.",
            count,
        ),
        ImportRemarkCode.CLOCK_OFFSETS: language.ngettext(
            "{title}: its times were brought to the clock of the others, by {count} offset that was measured "
            "while it was recorded.",
            "{title}: its times were brought to the clock of the others, by {count} offsets that were measured "
            "while it was recorded.",
            count,
        ),
        ImportRemarkCode.BREAKS_SHORTENED: language.ngettext(
            "{count} break was longer than a day and is kept as one day.",
            "{count} breaks were longer than a day and are kept as one day each.",
            count,
        ),
        ImportRemarkCode.RATE_TAKEN: language.gettext(
            "The file does not say how many samples a second it has; at {rate_hz} the wave is that of a heart."
        ),
        ImportRemarkCode.FILE_DAMAGED: language.gettext(
            "The file was cut off or is damaged; what could be read of it was."
        ),
        ImportRemarkCode.PART_DAMAGED: language.gettext(
            "{title}, which belongs to it, is not there or cannot be read, and was not used."
        ),
    }


def _of_dates(facts: Facts, language: Language) -> dict[ImportRemarkCode, str]:
    unclear = {
        "day": language.gettext(
            "Nothing tells in which order the dates of {title} are. With the day first it began on {taken_day}, which "
            "was taken; it could also be {other_day}."
        ),
        "month": language.gettext(
            "Nothing tells in which order the dates of {title} are. With the month first it began on {taken_day}, "
            "which was taken; it could also be {other_day}."
        ),
        "year": language.gettext(
            "Nothing tells in which order the dates of {title} are. With the year first it began on {taken_day}, which "
            "was taken; it could also be {other_day}."
        ),
    }
    first = next((str(value) for value in fact_values(facts, "first")), "")
    is_back = 1 in fact_values(facts, "back")
    forward = language.gettext(
        "After {clock} its clock was put forward by {minutes} minutes while the intervals went on; the times after "
        "that are taken as if it had not been."
    )
    back = language.gettext(
        "After {clock} its clock was put back by {minutes} minutes while the intervals went on; the times after that "
        "are taken as if it had not been."
    )
    maybe_forward = language.gettext(
        "After {clock} comes a break of {break_minutes} minutes. Its times tell no offset from UTC: if the clock was "
        "put forward in it, it is {minutes} minutes shorter. Nothing in the file tells."
    )
    maybe_back = language.gettext(
        "After {clock} comes a break of {break_minutes} minutes. Its times tell no offset from UTC: if the clock was "
        "put back in it, it is {minutes} minutes longer. Nothing in the file tells."
    )
    return {
        ImportRemarkCode.CLOCK_CHANGED: back if is_back else forward,
        ImportRemarkCode.CLOCK_MAY_HAVE_CHANGED: maybe_back if is_back else maybe_forward,
        ImportRemarkCode.DATES_UNCLEAR: unclear.get(first, ""),
        ImportRemarkCode.CLOCK_TAKEN: language.gettext(
            "Its times do not say how far they are from UTC, and are read as those of this machine."
        ),
        ImportRemarkCode.DAYS_OF_SPREADSHEET: language.gettext(
            "The times of {title} are days as spreadsheets count them, from 30 December 1899."
        ),
        ImportRemarkCode.DATE_DOUBTED: language.gettext(
            "It is said to have begun on {taken_day}, which cannot be by the clock of this machine; the moment at "
            "which the file was last changed stands for that."
        ),
        ImportRemarkCode.DATE_OF_READING: language.gettext(
            "Nothing tells a beginning that can be by the clock of this machine; the moment at which the file was "
            "read stands for it."
        ),
        ImportRemarkCode.COMMENTS_NOT_USED: language.ngettext(
            "{count} line of remarks was not used.", "{count} lines of remarks were not used.", _count(facts)
        ),
        ImportRemarkCode.DAY_OF_FILE: language.gettext(
            "The file tells the day and no hour; noon stands for that, by the clock of this machine."
        ),
        ImportRemarkCode.CLOCK_OF_FILE: language.gettext(
            "The file tells the time of day and no day; it is taken to be the last one before the file was changed, "
            "by the clock of this machine."
        ),
        ImportRemarkCode.CLOCK_AND_NAME: language.gettext(
            "The file tells the time of day, and its name the day, by the clock of this machine."
        ),
        ImportRemarkCode.DATES_NOT_READ: language.gettext(
            "The dates in the file were not understood; the moment at which it was last changed stands for when it "
            "began."
        ),
        ImportRemarkCode.DATE_OF_NAME: language.gettext("When it began is taken from the name of the file."),
        ImportRemarkCode.DAY_OF_NAME: language.gettext(
            "The day is taken from the name of the file, and noon stands for the hour, which nothing tells."
        ),
        ImportRemarkCode.DATE_OF_FILE: language.gettext(
            "Nothing in the file tells when it began; the moment at which it was last changed stands for that."
        ),
    }


def _count(facts: Facts) -> int:
    return next((value for value in fact_values(facts, "count") if isinstance(value, int)), 0)
