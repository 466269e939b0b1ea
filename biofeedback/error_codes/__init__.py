"""What can be wrong, a code for each, a module a family; `ui/words/errors` has a sentence for every one of them.

Beside each stands who raises it. The values are as logs have them, and no two are alike. A family is loaded when one of
its codes is asked for: a window needs the fewest of them before its first picture.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_FAMILY_OF = {
    "AllocationErrorCode": "allocations",
    "AnswerErrorCode": "practices",
    "BeatEditErrorCode": "recordings",
    "BreathErrorCode": "practices",
    "ChoiceErrorCode": "practices",
    "CommandErrorCode": "commands",
    "DataErrorCode": "data",
    "ImportErrorCode": "imports",
    "LiveErrorCode": "live",
    "PeopleErrorCode": "kept",
    "PracticeErrorCode": "practices",
    "RecordingErrorCode": "recordings",
    "RoomErrorCode": "rooms",
    "SealErrorCode": "recordings",
    "SensorSpecErrorCode": "sensors",
    "SoundErrorCode": "sounds",
    "StoreErrorCode": "kept",
    "StudyCodeErrorCode": "studies",
    "StudyErrorCode": "studies",
    "TextErrorCode": "imports",
    "VerifyErrorCode": "recordings",
}

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


def __getattr__(name: str) -> object:
    """Load the family of a code that is asked for."""
    family = _FAMILY_OF.get(name)
    if family is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{family}"), name)
