"""Texts in the languages there are, and English where one has nothing."""

import pytest

from biofeedback.languages import asked_language, chosen_before, preferred_languages, words_of
from biofeedback.practices import practice_named


@pytest.mark.parametrize(
    ("environment", "requested"),
    [
        ({}, ()),
        ({"LANG": "C"}, ()),
        ({"LANG": "C.UTF-8"}, ()),
        ({"LANG": "POSIX"}, ()),
        ({"LANG": "de_AT.UTF-8"}, ("de_AT", "de")),
        ({"LANG": "ca_ES@valencia"}, ("ca_ES", "ca")),
        ({"LANG": "en_GB.UTF-8"}, ("en_GB", "en")),
        ({"LANG": "fr_FR", "LC_MESSAGES": "de_DE"}, ("de_DE", "de")),
        ({"LANG": "fr_FR", "LC_MESSAGES": ""}, ("fr_FR", "fr")),
        ({"LANG": "fr_FR", "LANGUAGE": "de_AT:de_DE:it"}, ("de_AT", "de", "de_DE", "it")),
        ({"LANGUAGE": "it", "SOFTEN_LANGUAGE": "pt-BR"}, ("pt_BR", "pt")),
        ({"SOFTEN_LANGUAGE": "../../etc:/root:de"}, ("de",)),
    ],
)
def test_the_preferred_languages_come_from_the_usual_variables(environment, requested):
    assert preferred_languages(environment) == requested


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("--language", "de", "begin"), "de"),
        (("--language=ko",), "ko"),
        (("--passphrase-file=a", "--language", "de"), "de"),
        (("begin", "--language", "de"), ""),
        (("--language",), ""),
        (("--version",), ""),
        ((), ""),
    ],
)
def test_a_command_line_may_ask_for_a_language_before_its_command(words, language):
    assert asked_language(words) == language


def test_what_this_start_says_goes_before_what_was_chosen_another_time():
    assert chosen_before("ko", {"LANG": "de_DE"}) == "ko"
    assert chosen_before("ko", {"SOFTEN_LANGUAGE": "de"}) == ""


def test_what_was_chosen_elsewhere_goes_before_the_variables():
    assert preferred_languages({"LANG": "de_AT"}, "pt_BR") == ("pt_BR", "pt", "de_AT", "de")
    assert preferred_languages({"LANG": "de_AT"}, "../etc") == ("de_AT", "de")


@pytest.fixture
def folders(tmp_path):
    for language, file, text in (
        ("en", "a.toml", "hello"),
        ("en", "b.toml", "rest"),
        ("de", "a.toml", "grüß dich"),
        ("de_AT", "c.toml", "servus"),
    ):
        (tmp_path / language).mkdir(exist_ok=True)
        (tmp_path / language / file).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "languages", "text"),
    [
        ("a.toml", (), "hello"),
        ("a.toml", ("de_AT", "de"), "grüß dich"),
        ("a.toml", ("en", "de"), "hello"),
        ("b.toml", ("de_AT", "de"), "rest"),
        ("c.toml", ("de_AT", "de"), "servus"),
    ],
)
def test_a_text_comes_from_the_first_language_that_has_it_else_from_english(folders, file, languages, text):
    assert words_of(file, languages, folders) == text


def test_a_language_that_nobody_wrote_yet_is_answered_in_english():
    assert practice_named("compassionate_pause", ("tlh_QO", "tlh")) == practice_named("compassionate_pause")
