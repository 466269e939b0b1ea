"""Help is found by what somebody types who is not well, in their own words and with the keys they have."""

import pytest

from biofeedback.languages import preferred_languages
from biofeedback.practices import care_page, opening_page
from ui.words.help_words import SAFETY, found, safety_page
from ui.words.languages import first_language
from ui.words.recordings.seal_words import SEALS, seal_page
from ui.words.rooms.care_words import CARE, care_help

WORDS = {
    "en": ("dizzy", "Panic", "numb", "tingling", "racing heart"),
    "de": ("Schwindel", "Taubheit", "kribbeln", "PANIK", "Herzrasen"),
    "ko": ("어지러움", "저림", "공황", "두근거림"),
}
PASSWORD = {"en": ("password",), "de": ("Passwort", "Verschluesselung"), "ko": ("비밀번호",)}


def names_found(code: str, sought: str) -> set[str]:
    language, languages = first_language([code]), preferred_languages({"LANG": code})
    pages = (
        care_help(care_page(languages), language),
        safety_page(opening_page(languages), language),
        seal_page(language),
    )
    return {page.name for page in found(pages, sought)}


@pytest.mark.parametrize(("code", "sought"), [(code, word) for code, words in WORDS.items() for word in words])
def test_what_helps_when_it_is_too_much_is_found(code: str, sought: str) -> None:
    assert names_found(code, sought) == {SAFETY, CARE}


@pytest.mark.parametrize(("code", "sought"), [(code, word) for code, words in PASSWORD.items() for word in words])
def test_the_page_of_the_passphrase_is_found_by_what_others_call_it(code: str, sought: str) -> None:
    assert names_found(code, sought) == {SEALS}


@pytest.mark.parametrize("sought", ["Verschlüsselung", "verschluesselung", "Verschlu\u0308sselung", "VERSCHLÜSSELUNG"])
def test_an_umlaut_is_found_however_it_is_typed(sought: str) -> None:
    assert SEALS in names_found("de", sought)


def test_words_to_be_found_by_are_not_shown() -> None:
    page = seal_page(first_language(["de"]))
    assert "Kennwort" in page.found_by
    assert all("Kennwort" not in text for part in page.parts for text in part)
