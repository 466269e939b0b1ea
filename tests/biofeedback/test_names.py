"""Names that people give: how they are kept and compared, and which are refused."""

import pytest

from biofeedback.error_codes import PeopleErrorCode, RoomErrorCode
from biofeedback.errors import UsageError
from biofeedback.names import alike, kept_name, seat_name
from biofeedback.outside_text import LONGEST_NAME
from tests.rigs.files.hostile_text import HOSTILE


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", PeopleErrorCode.NAME_EMPTY),
        (" \u3000 ", PeopleErrorCode.NAME_EMPTY),
        ("\u200b", PeopleErrorCode.NAME_EMPTY),
        ("a" * (LONGEST_NAME + 1), PeopleErrorCode.NAME_TOO_LONG),
        (HOSTILE[:LONGEST_NAME], RoomErrorCode.NAME_UNSEEN),
        ("Moss\x1b[2J", RoomErrorCode.NAME_UNSEEN),
        ("Mo\u200bss", RoomErrorCode.NAME_UNSEEN),
        ("\u202eMoss", RoomErrorCode.NAME_UNSEEN),
    ],
)
def test_what_cannot_be_the_name_of_a_seat_is_refused(name: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        seat_name(name)
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["Moss", "Łukasz", "مريم", "<b>Fern</b>", "林", "🌿"])
def test_any_name_that_can_be_seen_is_kept_as_it_is(name: str) -> None:
    assert seat_name(f"  {name} ") == name


def test_letters_that_are_put_together_are_the_same_letter() -> None:
    assert kept_name("Zoe\u0308") == "Zoë"
    assert alike("ZOE\u0308") == alike("Zoë")
