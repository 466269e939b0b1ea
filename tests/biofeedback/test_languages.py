"""Texts in the languages there are, and English where one has nothing."""

import pytest
import typer.main
from typer._click.exceptions import UsageError

from biofeedback.cli.command_line import OPTIONS_WITH_VALUE, command_line
from biofeedback.languages import OPTION, asked_language, preferred_languages, words_of
from biofeedback.practices import practice_named
from ui.words.languages import english


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
        ({"LANGUAGE": "it", "SOFTEN_LANGUAGE": "pt-BR"}, ("pt_BR", "pt", "it")),
        ({"LANG": "it", "LANGUAGE": "de", "SOFTEN_LANGUAGE": "xx"}, ("xx", "de")),
        ({"SOFTEN_LANGUAGE": "DE"}, ("de",)),
        ({"LANG": "Pt_br.UTF-8"}, ("pt_BR", "pt")),
        ({"LANG": "zh_HANT"}, ("zh_Hant", "zh")),
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
        (("--passphrase-file", "a", "--language", "de", "begin"), "de"),
        (("--passphrase-file", "--language", "de", "begin"), ""),
        (("--language", "de", "--language", "ko"), "ko"),
        (("begin", "--language", "de"), ""),
        (("--language",), ""),
        (("--version",), ""),
        ((), ""),
    ],
)
def test_a_command_line_may_ask_for_a_language_before_its_command(words, language):
    assert asked_language(words, OPTIONS_WITH_VALUE) == language


def test_every_option_before_a_command_that_takes_a_value_is_known():
    options = typer.main.get_command(command_line(english())).params
    with_value = {name for each in options if not each.is_flag for name in each.opts}
    assert with_value - {OPTION} == OPTIONS_WITH_VALUE


@pytest.mark.parametrize("code", ["DE", "de_AT", "Ko"])
def test_a_language_may_be_asked_for_in_any_letters(code):
    command_line(english())(["--language", code, "practices"], standalone_mode=False)
    with pytest.raises(UsageError, match="'xx' is not one of"):
        command_line(english())(["--language", "xx", "practices"], standalone_mode=False)


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
