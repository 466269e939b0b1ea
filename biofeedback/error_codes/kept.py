"""What can be wrong with what is kept of a person."""

from enum import StrEnum


class StoreErrorCode(StrEnum):
    """What this machine keeps of a person (`biofeedback/app/profile_store`, `kept_data`)."""

    PREFERENCES_UNREADABLE = "preferences-unreadable"
    PREFERENCES_NOT_KEPT = "preferences-not-kept"
    PACE_NOT_KEPT = "pace-not-kept"
    FOLDER_REFUSES = "folder-refuses"
    FOLDER_GONE = "folder-gone"
    NOT_MOVED = "recording-not-moved"
    NOT_COPIED = "file-not-copied"
    ALREADY_THERE = "already-there"
    REFUSED_BY_SYSTEM = "refused-by-system"
    NO_JSON = "no-json"
    TOO_LONG = "file-too-long"
    OF_OTHER_FORM = "file-of-other-form"
    NOT_ORDINARY = "not-an-ordinary-file"


class PeopleErrorCode(StrEnum):
    """Who practises here (`biofeedback/app/people`)."""

    NAMES_UNREADABLE = "names-unreadable"
    NAMES_NOT_KEPT = "names-not-kept"
    UNKNOWN = "person-unknown"
    SEVERAL = "several-people"
    NAME_EMPTY = "name-empty"
    NAME_TOO_LONG = "name-too-long"
    NAME_TAKEN = "name-taken"
    OWNER_STAYS = "owner-stays"
