"""What can be wrong, a code for each, a module a family; `ui/words/errors` has a sentence for every one of them.

Beside each stands who raises it. The values are as logs have them, and no two are alike.
"""

from biofeedback.error_codes.allocations import AllocationErrorCode
from biofeedback.error_codes.commands import CommandErrorCode
from biofeedback.error_codes.data import DataErrorCode
from biofeedback.error_codes.imports import ImportErrorCode, TextErrorCode
from biofeedback.error_codes.kept import PeopleErrorCode, StoreErrorCode
from biofeedback.error_codes.live import LiveErrorCode
from biofeedback.error_codes.practices import AnswerErrorCode, BreathErrorCode, ChoiceErrorCode, PracticeErrorCode
from biofeedback.error_codes.recordings import BeatEditErrorCode, RecordingErrorCode, SealErrorCode, VerifyErrorCode
from biofeedback.error_codes.rooms import RoomErrorCode
from biofeedback.error_codes.sensors import SensorSpecErrorCode
from biofeedback.error_codes.sounds import SoundErrorCode
from biofeedback.error_codes.studies import StudyCodeErrorCode, StudyErrorCode

__all__ = [
    "AllocationErrorCode",
    "AnswerErrorCode",
    "BeatEditErrorCode",
    "BreathErrorCode",
    "ChoiceErrorCode",
    "CommandErrorCode",
    "DataErrorCode",
    "ImportErrorCode",
    "LiveErrorCode",
    "PeopleErrorCode",
    "PracticeErrorCode",
    "RecordingErrorCode",
    "RoomErrorCode",
    "SealErrorCode",
    "SensorSpecErrorCode",
    "SoundErrorCode",
    "StoreErrorCode",
    "StudyCodeErrorCode",
    "StudyErrorCode",
    "TextErrorCode",
    "VerifyErrorCode",
]
