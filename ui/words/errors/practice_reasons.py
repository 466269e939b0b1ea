"""What is wrong with a practice file, or another text of ours, at one of its keys."""

from collections.abc import Mapping

from biofeedback.error_codes import PracticeErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    given.translate("found", _kinds(language))
    return (
        _of_values(language, given)
        | _of_steps(language, given)
        | _of_lengths(language, given)
        | _of_protocols(language)
        | _of_forms(language, given)
    )


def _of_forms(language: Language, given: Given) -> dict[str, str]:
    return {
        PracticeErrorCode.FORM_UNKNOWN: language.gettext(
            "there is no form {quoted_name} in the folder “forms” beside this file; with Soften come {known}"
        ),
        PracticeErrorCode.NO_QUESTION: language.gettext("a form needs at least one question"),
        PracticeErrorCode.QUESTION_NAME_TAKEN: language.gettext("another question is called {quoted_name} already"),
        PracticeErrorCode.OF_OTHER_QUESTION: language.gettext(
            "a question of the kind “{question}” has no such key; please leave it out"
        ),
        PracticeErrorCode.TOO_FEW_CHOICES: language.ngettext(
            "a question of this kind has {fewest} choice or more",
            "a question of this kind has {fewest} choices or more",
            given.count("fewest"),
        ),
    }


def _kinds(language: Language) -> Mapping[str, str]:
    """Return what a value of a file can be."""
    return {
        "yes-or-no": language.pgettext("a value of a file", "true or false"),
        "text": language.pgettext("a value of a file", "text"),
        "number": language.pgettext("a value of a file", "a number"),
        "table": language.pgettext("a value of a file", "a table"),
        "list": language.pgettext("a value of a file", "a list"),
        "date": language.pgettext("a value of a file", "a date or time"),
    }


def _of_values(language: Language, given: Given) -> dict[str, str]:
    return {
        PracticeErrorCode.YES_OR_NO_WANTED: language.gettext("true or false is wanted here, not {found}"),
        PracticeErrorCode.TABLE_WANTED: language.gettext("a table is wanted here, not {found}"),
        PracticeErrorCode.TEXT_WANTED: language.gettext("text is wanted here, not {found}"),
        PracticeErrorCode.NUMBER_WANTED: language.gettext("a number is wanted here, not {found}"),
        PracticeErrorCode.TEXTS_WANTED: language.gettext("a list of text is wanted here, not {found}"),
        PracticeErrorCode.NUMBERS_WANTED: language.gettext("a list of numbers is wanted here, not {found}"),
        PracticeErrorCode.TABLES_WANTED: language.gettext("a list of tables is wanted here, not {found}"),
        PracticeErrorCode.NOT_TOML: language.gettext("this is not valid TOML: {problem}"),
        PracticeErrorCode.NOT_UTF8: language.gettext("this is not text in UTF-8: byte {byte} does not belong in it"),
        PracticeErrorCode.UNREADABLE: language.gettext("this cannot be read: {problem}"),
        PracticeErrorCode.FOLDER_UNREADABLE: language.gettext("this folder cannot be read: {problem}"),
        PracticeErrorCode.NOT_ORDINARY: language.gettext("this is not an ordinary file"),
        PracticeErrorCode.FILE_TOO_LARGE: language.gettext("this file is too large for a practice"),
        PracticeErrorCode.LEADS_OUT: language.gettext("this is a link to a file outside this folder; please copy it"),
        PracticeErrorCode.FAULT_OF_OURS: language.gettext("this cannot be read, through a fault of ours"),
        PracticeErrorCode.NAME_TAKEN: language.gettext("another practice is called {quoted_name} already"),
        PracticeErrorCode.VOICE_MISSING: language.gettext("there is no file {voice}"),
        PracticeErrorCode.TRACK_MISSING: language.gettext("there is no file {track} beside this one"),
        PracticeErrorCode.TRACK_OF_OTHER_SIZE: language.gettext(
            "the file {track} is another than this practice was made with; put that one back, or make the practice anew"
        ),
        PracticeErrorCode.KEY_OF_MANY_PARTS: language.gettext("a key here has far too many parts"),
        PracticeErrorCode.KEY_UNKNOWN: language.gettext("this key is not known here; known are {known}"),
        PracticeErrorCode.KEY_MISSING: language.gettext("this is missing"),
        PracticeErrorCode.THERE_TWICE: language.gettext("{quoted_value} is there already"),
        PracticeErrorCode.TOO_MANY: language.ngettext(
            "there is {count} here; {most} fit", "there are {count} here; {most} fit", given.count("count")
        ),
        PracticeErrorCode.TEXT_EMPTY: language.gettext("this text is empty"),
        PracticeErrorCode.TEXT_NO_LINE: language.gettext("this text is one line without control characters"),
        PracticeErrorCode.TEXT_TOO_LONG: language.ngettext(
            "this text has {length} character; {longest} fit",
            "this text has {length} characters; {longest} fit",
            given.count("length"),
        ),
        PracticeErrorCode.OUT_OF_RANGE: language.gettext("{value} is outside of {lowest} to {highest}"),
        PracticeErrorCode.HUGE: language.gettext("this number is outside of {lowest} to {highest}"),
        PracticeErrorCode.NONE_OF: language.gettext("{value} is not one of {choices}"),
        PracticeErrorCode.NOT_WHOLE: language.gettext("{value} is not a whole number"),
        PracticeErrorCode.BAD_NAME: language.gettext(
            "{quoted_name} has more than small letters a to z, digits and _, or begins with no letter"
        ),
        PracticeErrorCode.NO_CHAPTER: language.gettext("a path has at least one chapter"),
        PracticeErrorCode.CHAPTER_EMPTY: language.gettext("a chapter needs at least one entry here"),
        PracticeErrorCode.PAGE_EMPTY: language.gettext("at least one line is needed here"),
    }


def _of_steps(language: Language, given: Given) -> dict[str, str]:
    return {
        PracticeErrorCode.NO_STEP: language.gettext("a practice has at least one step"),
        PracticeErrorCode.STEP_NAME_TAKEN: language.gettext("an earlier step is called {quoted_name} already"),
        PracticeErrorCode.ENDLESS_BEFORE_LAST: language.gettext("the last step alone can be without end"),
        PracticeErrorCode.PRESET_SAYS_THIS: language.gettext("the preset says this already"),
        PracticeErrorCode.BREATHS_NOT_LED: language.gettext(
            "breaths are counted where the light leads them: pacing is lead or vanish"
        ),
        PracticeErrorCode.SILENCE_WITH_WORDS: language.gettext("this step is a silence; it has no words"),
        PracticeErrorCode.LENGTH_MISSING: language.gettext("this is missing; a step has length_s, breaths or endless"),
        PracticeErrorCode.LENGTH_TWICE: language.gettext("a step has one length, and {other} is there already"),
        PracticeErrorCode.LENGTH_ZERO: language.gettext("a step lasts more than 0 seconds"),
        PracticeErrorCode.BELLS_TOO_NEAR: language.gettext("bells are at least {shortest_s} s apart"),
        PracticeErrorCode.BELLS_OUT_OF_ORDER: language.gettext("bells stand in order of time"),
        PracticeErrorCode.BELL_TOO_LATE: language.gettext('the step ends at {ends_s} s; bell = "end" rings there'),
        PracticeErrorCode.COLOUR_NOT_ASKED: language.gettext('for the person\'s own colour, asks has "colour" in it'),
        PracticeErrorCode.PHRASE_MISSING: language.ngettext(
            "there is {count} phrase, so {phrase} is not there",
            "there are {count} phrases, so {phrase} is not there",
            given.count("count"),
        ),
        PracticeErrorCode.PARTS_NOT_ASKED: language.gettext('for the parts of oneself, asks has "parts" in it'),
        PracticeErrorCode.TOO_MANY_SENTENCES: language.gettext("a prompt has one or two sentences"),
        PracticeErrorCode.PROMPT_TOO_LONG: language.ngettext(
            "with long words in it this has {length} character; {longest} fit",
            "with long words in it this has {length} characters; {longest} fit",
            given.count("length"),
        ),
        PracticeErrorCode.BAD_TRACK: language.gettext(
            "{quoted_track} is not the name of a sound file beside the practice file"
        ),
        PracticeErrorCode.BAD_HASH: language.gettext("this is to be {digits} digits, 0 to 9 and a to f"),
        PracticeErrorCode.BAD_VOICE: language.gettext(
            "{quoted_voice} is not the name of a wav file beside the practice file"
        ),
        PracticeErrorCode.PROMPT_TIME_TWICE: language.gettext("at_s already says when these words come"),
        PracticeErrorCode.PROMPT_BREATH_UNCOUNTED: language.gettext(
            "the step counts no breaths; at_s says when these words come"
        ),
        PracticeErrorCode.PROMPT_BREATH_UNKNOWN: language.gettext("{breath} is not one of the breaths 1 to {breaths}"),
        PracticeErrorCode.PROMPT_TOO_EARLY: language.gettext("the words before these need until {until_s} s"),
        PracticeErrorCode.PROMPT_TOO_LATE: language.gettext(
            "these words need until {until_s} s, but their step ends at {ends_s} s"
        ),
    }


def _of_lengths(language: Language, given: Given) -> dict[str, str]:
    minutes = given.count("minutes")
    return {
        PracticeErrorCode.PROMPT_TOO_EARLY_IN_LENGTH: language.ngettext(
            "in the {minutes} minute, the words before these need until {until_s} s",
            "in the {minutes} minutes, the words before these need until {until_s} s",
            minutes,
        ),
        PracticeErrorCode.PROMPT_TOO_LATE_IN_LENGTH: language.ngettext(
            "in the {minutes} minute, these words need until {until_s} s, but their step ends at {ends_s} s",
            "in the {minutes} minutes, these words need until {until_s} s, but their step ends at {ends_s} s",
            minutes,
        ),
        PracticeErrorCode.PROMPT_LENGTH_UNKNOWN: language.ngettext(
            "the practice has no length of {minutes} minute",
            "the practice has no length of {minutes} minutes",
            minutes,
        ),
        PracticeErrorCode.LENGTHS_WITHOUT_END: language.gettext("a practice without end has no lengths"),
        PracticeErrorCode.LENGTHS_NOT_WHOLE: language.gettext(
            "the steps last {together_s} s together; a practice with lengths lasts whole minutes"
        ),
        PracticeErrorCode.LENGTH_TAKEN: language.ngettext(
            "there is a length of {minutes} minute already",
            "there is a length of {minutes} minutes already",
            minutes,
        ),
        PracticeErrorCode.LENGTH_NOT_MET: language.ngettext(
            "these steps last {together_s} s together; {minutes} minute is {minutes_s} s",
            "these steps last {together_s} s together; {minutes} minutes are {minutes_s} s",
            minutes,
        ),
    }


def _of_protocols(language: Language) -> dict[str, str]:
    return {
        PracticeErrorCode.PROTOCOL_MISSING: language.gettext(
            "this is of a protocol; a table [protocol] makes the practice one"
        ),
        PracticeErrorCode.BLOCK_MISSING: language.gettext("this is of a block, and block does not say of which kind"),
        PracticeErrorCode.BLOCK_NOT_TIMED: language.gettext("a block has length_s"),
        PracticeErrorCode.JITTER_TOO_LONG: language.gettext("the step lasts {length_s} s; this is to be less"),
        PracticeErrorCode.JITTER_WITH_TRACK: language.gettext(
            "the steps are those of a sound file, which has one length"
        ),
        PracticeErrorCode.RATE_NOT_LED: language.gettext("a rate holds where the light leads: pacing is lead"),
        PracticeErrorCode.CONDITION_SAYS_THIS: language.gettext("by_condition leaves this to the condition"),
        PracticeErrorCode.CONDITION_RATE_NOT_LED: language.gettext(
            "a rate holds where the light leads, and in the step {step} it does not"
        ),
        PracticeErrorCode.CONDITION_NAME_TAKEN: language.gettext(
            "an earlier condition is called {quoted_name} already"
        ),
        PracticeErrorCode.CONDITION_LIKE_ANOTHER: language.gettext("this condition differs in nothing from {other}"),
        PracticeErrorCode.CONDITIONS_WITHOUT_BLOCK: language.gettext("no step differs by condition"),
        PracticeErrorCode.CONDITIONS_MISSING: language.gettext("there are no conditions to differ by"),
        PracticeErrorCode.PROTOCOL_WITH_LENGTHS: language.gettext("a protocol has one length"),
    }
