"""What is wrong with a choice: how breath is led, what was answered, which practice."""

from collections.abc import Mapping

from biofeedback.error_codes import AnswerErrorCode, BreathErrorCode, ChoiceErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_breath(language) | _of_answers(language, given) | _of_practices(language, given)


def _of_breath(language: Language) -> dict[str, str]:
    return {
        BreathErrorCode.PACE_OUT_OF_RANGE: language.gettext(
            "Soften leads {slowest} to {fastest} breaths a minute; {per_min} is outside of that."
        ),
        BreathErrorCode.IN_SHARE_OUT_OF_RANGE: language.gettext(
            "The in-breath can take {smallest} to {largest} of a breath, not {in_share}."
        ),
        BreathErrorCode.HOLD_BELOW_ZERO: language.gettext("A rest between breaths lasts 0 seconds or more."),
        BreathErrorCode.NO_TIME_TO_BREATHE: language.gettext(
            "At {per_min} breaths a minute these rests leave too little time to breathe in and out."
        ),
        BreathErrorCode.RAMP_OUT_OF_RANGE: language.gettext(
            "A breath can be {smallest_s} to {largest_s} s longer than the one before, not {ramp_s}."
        ),
        BreathErrorCode.NO_NUMBER: language.gettext(
            "A pace is a number of breaths a minute, and a rest a number of seconds."
        ),
        BreathErrorCode.PRESET_UNKNOWN: language.gettext(
            "There is no breath called {quoted_name}. There are: {known}."
        ),
        BreathErrorCode.NO_PACE_TO_ASSESS: language.gettext("An assessment needs at least one pace."),
        BreathErrorCode.ASSESSMENT_TOO_SHORT: language.gettext(
            "An assessment leads each pace for a minute or more, with rests of 0 seconds or more."
        ),
        BreathErrorCode.NO_STEP_TO_ASSESS: language.gettext("An assessment needs at least one step."),
    }


def _of_answers(language: Language, given: Given) -> dict[str, str]:
    most, longest = given.count("most"), given.count("longest")
    return {
        AnswerErrorCode.COLOUR_UNKNOWN: language.gettext(
            "{quoted_colour} is not a colour known here. Known are {known}, and any like #e9a53b."
        ),
        AnswerErrorCode.TOO_MANY_PHRASES: language.ngettext(
            "There is room for {most} phrase here; these are {count}.",
            "There is room for {most} phrases here; these are {count}.",
            most,
        ),
        AnswerErrorCode.TOO_MANY_PARTS: language.ngettext(
            "There is room for {most} part here; these are {count}.",
            "There is room for {most} parts here; these are {count}.",
            most,
        ),
        AnswerErrorCode.PHRASE_NO_LINE: language.ngettext(
            "A phrase is one line of at most {longest} character; {quoted_line} has {length}.",
            "A phrase is one line of at most {longest} characters; {quoted_line} has {length}.",
            longest,
        ),
        AnswerErrorCode.PART_NO_LINE: language.ngettext(
            "A part is one line of at most {longest} character; {quoted_line} has {length}.",
            "A part is one line of at most {longest} characters; {quoted_line} has {length}.",
            longest,
        ),
        AnswerErrorCode.PHRASE_WITH_BRACES: language.gettext("A phrase has no braces in it; {quoted_line} has."),
        AnswerErrorCode.PART_WITH_BRACES: language.gettext("A part has no braces in it; {quoted_line} has."),
        AnswerErrorCode.TOO_MANY_BELLS: language.ngettext(
            "Bells ring at most {most} time, within the first {hours} hours.",
            "Bells ring at most {most} times, within the first {hours} hours.",
            most,
        ),
    }


def _of_practices(language: Language, given: Given) -> dict[str, str]:
    return {
        ChoiceErrorCode.PRACTICE_UNKNOWN: language.gettext(
            "There is no practice called {quoted_name}. There are: {known}."
        ),
        ChoiceErrorCode.NO_LENGTH: language.gettext("{practice} has no length; it goes on until you end it."),
        ChoiceErrorCode.LENGTH_UNKNOWN: language.ngettext(
            "{practice} does not come in {minutes} minute. There are: {offered}.",
            "{practice} does not come in {minutes} minutes. There are: {offered}.",
            given.count("minutes"),
        ),
        ChoiceErrorCode.NO_CONDITIONS: language.gettext("{practice} has no conditions; it is practised as it is."),
        ChoiceErrorCode.CONDITION_UNKNOWN: language.gettext(
            "There is no condition called {quoted_name}. There are: {known}."
        ),
        ChoiceErrorCode.CONDITION_MISSING: language.gettext(
            "{practice} is practised in one of its conditions; please choose it with --condition. There are: {known}."
        ),
        ChoiceErrorCode.NO_PROTOCOL: language.gettext(
            "{practice} is not a protocol; its file has no table [protocol]."
        ),
        ChoiceErrorCode.PROTOCOL_IN_ROOM: language.gettext(
            "{practice} is a protocol, which one person practises at a time; it cannot be led in a room."
        ),
        ChoiceErrorCode.CHAPTER_UNKNOWN: language.gettext(
            "There is no chapter {chapter}; the path has chapters 1 to {last}."
        ),
        ChoiceErrorCode.FILE_WITHOUT_NAME: language.gettext(
            "{file}: a practice has a name of letters a to z; please call the file by one."
        ),
        ChoiceErrorCode.FILE_THERE_ALREADY: language.gettext("{path} is there already, and is left as it is."),
        ChoiceErrorCode.FILE_NOT_WRITTEN: language.gettext("{path} cannot be written: {problem}."),
    }
