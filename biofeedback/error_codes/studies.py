"""What can be wrong with a study."""

from enum import StrEnum


class StudyErrorCode(StrEnum):
    """What keeps a file of a study from having numbers, or a study from running (`biofeedback/app/study`)."""

    NO_BEATS = "study-no-beats"
    TOOK_TOO_LONG = "study-took-too-long"
    WORKER_DIED = "study-worker-died"
    STUMBLED = "study-stumbled"
    """``problem``, in the words of Python."""
    CHANGED = "study-changed"
    ALLOCATION_UNREADABLE = "study-allocation-unreadable"
    """``command`` that writes it."""
    ALLOCATION_ALONE = "study-allocation-alone"
    """``name`` of the file that is to be beside it."""
    REPORT_ENDING = "study-report-ending"
    """``endings`` that a report may have, every one."""
    NO_FOLDER = "study-no-folder"
    NO_FILES = "study-no-files"
    SCHEDULER_ADDRESS = "study-scheduler-address"
    """``address`` as the ``option`` said it."""
    NO_SCHEDULER = "study-no-scheduler"
    """``address`` as the ``option`` said it, and ``problem`` in the words of the library."""
    NOT_WRITTEN = "study-not-written"
    """``problem``, in the words of the system."""
    SESSION_NOT_READY = "study-session-not-ready"
    """Of a blinded session, whatever is missing: what it is could tell the condition."""
    DONOR_MISSING = "donor-not-chosen"
    DONOR_OF_OTHER_PROTOCOL = "donor-of-other-protocol"
    DONOR_WITHOUT_WARMTH = "donor-without-warmth"


class StudyCodeErrorCode(StrEnum):
    """What a code of a participant or a session looks like that cannot be one (`biofeedback/study_codes`)."""

    EMPTY = "study-code-empty"
    MAIL = "study-code-like-mail"
    DATE = "study-code-like-date"
    TELEPHONE = "study-code-like-telephone"
    LONG_NUMBER = "study-code-like-long-number"
    YEAR = "study-code-like-year"
    NAME = "study-code-like-name"
    LETTERS_ALONE = "study-code-letters-alone"
    OTHER_SIGNS = "study-code-other-signs"
    TOO_LONG = "study-code-too-long"
