"""What is said where something cannot be done with a seat of a room."""

from collections.abc import Mapping

from biofeedback.error_codes import RoomErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, _given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return {
        RoomErrorCode.SEAT_TAKEN: language.gettext(
            "The sensor {sensor} is the one of {quoted_name}, who sits here already. Please choose another sensor, or "
            "let this seat be left first."
        ),
        RoomErrorCode.NAME_TAKEN: language.gettext(
            "A seat is called {quoted_name} already. Please choose another name, so that you can tell them apart."
        ),
        RoomErrorCode.SEAT_GONE: language.gettext("There is no seat called {quoted_name} in this room any more."),
        RoomErrorCode.NOT_AGREED: language.gettext(
            "A heart is heard once whoever sits there has agreed. Please show them the card first."
        ),
        RoomErrorCode.FULL: language.gettext(
            "There are seats for {most} people here, and all are taken. Somebody can sit down once one is left."
        ),
        RoomErrorCode.NAME_UNSEEN: language.gettext(
            "The name {quoted_name} holds signs that cannot be seen. Please write it with letters, or choose another."
        ),
        RoomErrorCode.NAME_UNKNOWN: language.gettext(
            "Nobody here is called {quoted_name}. Please use a name as it stands before its sensor."
        ),
        RoomErrorCode.CONSENT_NEEDED: language.gettext(
            "Each heart is heard after a yes of whoever it is, and nobody can be asked here. Please read the card to "
            "them, and say {option} when all agreed."
        ),
        RoomErrorCode.OVER: language.gettext("This practice is over. Seats can be taken in the next one."),
    }
