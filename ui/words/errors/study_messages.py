"""What keeps a file of a study from having numbers, or a study from running."""

from collections.abc import Mapping

from biofeedback.error_codes import StudyErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, _: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return {
        StudyErrorCode.NO_BEATS: language.gettext("{path} holds no beats."),
        StudyErrorCode.TOOK_TOO_LONG: language.gettext(
            "{path} took longer than a file may take, and was let go. The next run tries it again."
        ),
        StudyErrorCode.WORKER_DIED: language.gettext(
            "{path} ended the program that analysed it, perhaps for want of memory. The next run tries it again."
        ),
        StudyErrorCode.STUMBLED: language.gettext(
            "{path} met a fault of this program: {problem}. The next run tries it again."
        ),
        StudyErrorCode.CHANGED: language.gettext(
            "{path} changed while it was analysed; perhaps it is being written. The next run tries it again."
        ),
        StudyErrorCode.ALLOCATION_UNREADABLE: language.gettext(
            "{path} does not say who was in which condition. Please take the one that {command} wrote."
        ),
        StudyErrorCode.ALLOCATION_ALONE: language.gettext(
            "Nothing says of which study {path} is. Please put {name} of that study beside it."
        ),
        StudyErrorCode.REPORT_ENDING: language.gettext(
            "{path} is not a name for a report, which ends in one of these: {endings}."
        ),
        StudyErrorCode.NO_FOLDER: language.gettext("{path} is not a folder. Please name the folder of the recordings."),
        StudyErrorCode.NO_FILES: language.gettext("{path} holds no file to analyse."),
        StudyErrorCode.SCHEDULER_ADDRESS: language.gettext(
            "{option} {address}: this is not the address of a scheduler. One looks like tcp://192.168.0.10:8786."
        ),
        StudyErrorCode.NO_SCHEDULER: language.gettext(
            "No scheduler answers at {address}: {problem}. Please look at its address, or leave {option} out to use "
            "this machine."
        ),
        StudyErrorCode.SESSION_NOT_READY: language.gettext(
            "This session is not ready: something that its key names is not there or cannot be read. Please ask "
            "whoever keeps the key."
        ),
        StudyErrorCode.DONOR_MISSING: language.gettext(
            "The light is to show the warmth of another recording here; please name it with --donor."
        ),
        StudyErrorCode.DONOR_OF_OTHER_PROTOCOL: language.gettext(
            "{path} was not recorded with this protocol as its file is now, so its blocks are others."
        ),
        StudyErrorCode.DONOR_WITHOUT_WARMTH: language.gettext("{path} holds no warmth of the light."),
        StudyErrorCode.NOT_WRITTEN: language.gettext(
            "{path} cannot be written: {problem}. What was computed before is kept, and the next run goes on there."
        ),
    }
