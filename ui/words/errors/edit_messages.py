"""Why an edit of beats by hand cannot be done or kept, each with what to do instead."""

from collections.abc import Mapping

from biofeedback.error_codes import BeatEditErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_edits(language) | _of_logs(language, given)


def _of_edits(language: Language) -> dict[str, str]:
    return {
        BeatEditErrorCode.NO_SUCH_BEAT: language.gettext(
            "There is no beat {beat} here now; it was deleted, or the recording never had it."
        ),
        BeatEditErrorCode.BACKWARDS: language.gettext(
            "The span runs from beat {first} back to beat {last}; please name the earlier beat first."
        ),
        BeatEditErrorCode.ACROSS_BREAK: language.gettext(
            "Between beat {first} and beat {last} heartbeats did not arrive, so these intervals cannot be joined. "
            "Please edit each side by itself."
        ),
        BeatEditErrorCode.NOTHING_TO_MERGE: language.gettext(
            "One interval has nothing to be merged with; please choose the interval before beat {beat} and the next "
            "one."
        ),
        BeatEditErrorCode.NOT_IN_INTERVAL: language.gettext(
            "That place does not lie within an interval, so no beat can be put in there. Please choose a place between "
            "two beats that follow each other."
        ),
        BeatEditErrorCode.PARTS_OUT_OF_RANGE: language.gettext(
            "An interval can be split into 2 to {most} parts, not into {parts}."
        ),
        BeatEditErrorCode.NO_INTERVAL: language.gettext(
            "The sensor told no interval before beat {beat}, so there is nothing to split."
        ),
        BeatEditErrorCode.NO_LENGTH: language.gettext(
            "One of these intervals has no length, so they cannot be joined. A break can be left in their place."
        ),
        BeatEditErrorCode.TOO_SHORT: language.gettext(
            "That would leave an interval of {interval_ms} ms. Below {shortest_ms} ms no two heartbeats follow each "
            "other, so nothing was changed."
        ),
        BeatEditErrorCode.TOO_LONG: language.gettext(
            "That would leave an interval of {interval_ms} ms. Above {longest_ms} ms it is not a time between two "
            "neighbouring heartbeats, so nothing was changed. A break can be left there, or the beats marked as not "
            "to be trusted."
        ),
    }


def _of_logs(language: Language, given: Given) -> dict[str, str]:
    return {
        BeatEditErrorCode.NOTHING_TO_UNDO: language.gettext("There is no edit to take back."),
        BeatEditErrorCode.NOTHING_TO_REDO: language.gettext("There is no edit to bring back."),
        BeatEditErrorCode.NOT_KEPT: language.gettext(
            "The edit cannot be kept in {path}: {problem}. The recording is as it was."
        ),
        BeatEditErrorCode.PASSED_OVER: language.ngettext(
            "{count} edit by hand does not fit the beats of this recording, and was passed over.",
            "{count} edits by hand do not fit the beats of this recording, and were passed over.",
            given.count("count"),
        ),
        BeatEditErrorCode.FILE_UNREADABLE: language.gettext("{file} cannot be read: {problem}."),
        BeatEditErrorCode.FILE_NOT_ORDINARY: language.gettext(
            "{file} is not an ordinary file; it may be a pipe, for example. Nothing was edited. Please write the "
            "list into a file and give that."
        ),
        BeatEditErrorCode.FILE_NO_LIST: language.gettext(
            "{file} is not a list of edits in JSON. One entry looks like {example}."
        ),
        BeatEditErrorCode.ENTRY_UNKNOWN: language.gettext(
            "{file}, entry {number}: that is not an edit. One looks like {example}; “do” is delete, insert, split, "
            "merge, distrust or keep, and the beats are named by “beat”, “from” and “to”, or by “at_s”, “from_s” and "
            "“to_s”."
        ),
        BeatEditErrorCode.ENTRY_KEYS: language.gettext(
            "{file}, entry {number}: {given} does not go with “{do}”, which takes one of these: {option}. Nothing was "
            "edited."
        ),
        BeatEditErrorCode.LAYER_OF_TEXT: language.gettext(
            "--layer hand: beats edited by hand are kept in recordings, and {file} is not one."
        ),
        BeatEditErrorCode.LAYERS_AT_ODDS: language.gettext(
            "--no-correction is the raw layer; please leave it out, or ask for --layer raw."
        ),
        BeatEditErrorCode.SEVERAL_REQUESTS: language.gettext(
            "Please ask for one thing at a time: --edits, --undo, --redo or --list."
        ),
    }
