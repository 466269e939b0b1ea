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
        StudyErrorCode.NO_FOLDER: language.gettext("{path} is no folder. Please name the folder of the recordings."),
        StudyErrorCode.NO_FILES: language.gettext("{path} holds no file to analyse."),
        StudyErrorCode.NO_SCHEDULER: language.gettext(
            "No scheduler answers at {address}: {problem}. Please look at its address, or leave {option} out to use "
            "this machine."
        ),
        StudyErrorCode.NOT_WRITTEN: language.gettext(
            "{path} cannot be written: {problem}. What was computed before is kept, and the next run goes on there."
        ),
    }
