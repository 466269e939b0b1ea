"""What keeps a study with sealed conditions from being made, gone on with, or opened."""

from collections.abc import Mapping

from biofeedback.error_codes import AllocationErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_plans(language, given) | _of_sessions(language, given) | _of_files(language)


def _of_plans(language: Language, given: Given) -> dict[str, str]:
    count = given.count("count")
    return {
        AllocationErrorCode.TOO_FEW_CONDITIONS: language.ngettext(
            "A study with sealed conditions takes a protocol with two or more of them; this one has {count}.",
            "A study with sealed conditions takes a protocol with two or more of them; this one has {count}.",
            count,
        ),
        AllocationErrorCode.BLOCK_SIZE: language.ngettext(
            "A block of {size} does not hold {count} condition equally often. Please choose a multiple of {count}, up "
            "to {largest}.",
            "A block of {size} does not hold {count} conditions equally often. Please choose a multiple of {count}, up "
            "to {largest}.",
            count,
        ),
        AllocationErrorCode.TOO_LARGE: language.gettext(
            "A study has at most {most} participants, those of all strata together, and {largest} sessions of each. "
            "Please choose fewer."
        ),
        AllocationErrorCode.STRATUM_TWICE: language.gettext("The stratum {stratum} is there twice."),
        AllocationErrorCode.THERE_ALREADY: language.gettext(
            "There is a study in {path} already, and it stays as it is. Please choose another folder."
        ),
        AllocationErrorCode.IN_THE_WAY: language.gettext(
            "{path} is there already, and nothing is written over. Please choose another folder."
        ),
        AllocationErrorCode.DONORS_NEEDED: language.gettext(
            "This protocol replays the feedback of other recordings. Please name their folder with {option}."
        ),
        AllocationErrorCode.DONORS_NOT_NEEDED: language.gettext(
            "This protocol replays no feedback of other recordings, so please leave {option} out."
        ),
        AllocationErrorCode.NO_DONORS: language.gettext(
            "There is no recording in {path} whose feedback could be replayed."
        ),
        AllocationErrorCode.DONOR_SHORT: language.gettext(
            "{path} lasts {length_s} s, and a session of this protocol lasts {needed_s} s or more. Please choose "
            "longer recordings to replay."
        ),
        AllocationErrorCode.PASSPHRASE_NEEDED: language.gettext(
            "The key of a study is sealed with a passphrase, and nobody can be asked for one here. A file gives it: "
            "`soften --passphrase-file FILE study init`."
        ),
        AllocationErrorCode.NOT_CONFIRMED: language.gettext(
            "Opening the key cannot be undone, and nobody can be asked here. {option} says that it is meant."
        ),
    }


def _of_sessions(language: Language, given: Given) -> dict[str, str]:
    count = given.count("count")
    return {
        AllocationErrorCode.PARTICIPANT_UNKNOWN: language.gettext(
            "This study has no participant {participant}. Its participants are {first} to {last}."
        ),
        AllocationErrorCode.SESSION_UNKNOWN: language.ngettext(
            "There is no session {session}; each participant has {count} session.",
            "There is no session {session}; each participant has {count} sessions.",
            count,
        ),
        AllocationErrorCode.SESSION_THERE: language.gettext(
            "{participant} has done session {session}; it lies in {path}. If it is meant to be done once more, "
            "{option} says so, and what is there stays."
        ),
        AllocationErrorCode.SESSION_NOT_WHOLE: language.gettext(
            "Session {session} of {participant} was begun and did not come to its end; it lies in {path}. {option} "
            "begins it once more, and what is there stays."
        ),
        AllocationErrorCode.SESSIONS_DONE: language.ngettext(
            "{participant} has done the session of this study. {option} does it once more.",
            "{participant} has done all {count} sessions of this study. {option} does the last one once more.",
            count,
        ),
        AllocationErrorCode.SESSION_HELD: language.gettext(
            "A session of {participant} goes on just now, here or on another computer. Please wait until it has ended."
        ),
    }


def _of_files(language: Language) -> dict[str, str]:
    return {
        AllocationErrorCode.NO_STUDY: language.gettext("There is no study in {path}. `soften study init` makes one."),
        AllocationErrorCode.UNREADABLE: language.gettext("{path} cannot be read: {problem}."),
        AllocationErrorCode.STUDY_CHANGED: language.gettext(
            "{path} is not as it was when the study was made. Please bring back the file of then."
        ),
        AllocationErrorCode.PROTOCOL_GONE: language.gettext(
            "The protocol of this study, {path}, cannot be read: {problem}. Please bring back the file of then."
        ),
        AllocationErrorCode.PROTOCOL_CHANGED: language.gettext(
            "{path} is not the protocol that this study began with: its SHA-256 is another one. Please bring back the "
            "file of then; a changed protocol is a new study."
        ),
        AllocationErrorCode.BESIDE_CHANGED: language.gettext(
            "{path} belongs to the protocol of this study, and is not as it was when the study was made. Please bring "
            "back the folder of then; a changed protocol is a new study."
        ),
        AllocationErrorCode.RUNNING_GONE: language.gettext(
            "{path} is not there, so the program cannot know what to do in a session. Please bring it back from a copy "
            "of the folder. The recordings and the key are not touched."
        ),
        AllocationErrorCode.KEY_GONE: language.gettext(
            "There is no key in {path}. Where it lies elsewhere, {option} says where."
        ),
        AllocationErrorCode.DAMAGED: language.gettext(
            "{path} is damaged, or is not a file of a study. Nothing of it was used. Please bring back an earlier copy."
        ),
        AllocationErrorCode.OF_ANOTHER: language.gettext("{path} is of another study."),
        AllocationErrorCode.DONOR_CHANGED: language.gettext(
            "{path} is not the recording that was there when the study was made, or is gone. Please bring back the "
            "file of then."
        ),
        AllocationErrorCode.NOT_WRITTEN: language.gettext("{path} cannot be written: {problem}."),
    }
