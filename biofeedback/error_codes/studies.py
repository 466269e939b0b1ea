"""What can be wrong with a study."""

from enum import StrEnum


class StudyErrorCode(StrEnum):
    """What keeps a file of a study from having numbers, or a study from running (`biofeedback/app/study`)."""

    NO_BEATS = "study-no-beats"
    TOOK_TOO_LONG = "study-took-too-long"
    WORKER_DIED = "study-worker-died"
    STUMBLED = "study-stumbled"
    """``problem``, in the words of Python."""
    NO_FOLDER = "study-no-folder"
    NO_FILES = "study-no-files"
    NO_SCHEDULER = "study-no-scheduler"
    """``address`` as the ``option`` said it, and ``problem`` in the words of the library."""
    NOT_WRITTEN = "study-not-written"
    """``problem``, in the words of the system."""
