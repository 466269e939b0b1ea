"""The language a person asked for, from the environment or from the window, as far as there is one."""

from pathlib import Path

import pytest

from tests.rigs.words.catalogues import write_catalogue
from ui.words.languages import available_languages, chosen_before, first_language, preferred_language


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Danish and Brazilian Portuguese, with one message each, and a folder of something else."""
    write_catalogue(tmp_path, "da", {"And now?": "Og nu?"})
    write_catalogue(tmp_path, "pt_BR", {"And now?": "E agora?"})
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_the_languages_there_are(folders, tmp_path_factory):
    assert available_languages(folders) == ("en", "da", "pt_BR")
    assert available_languages(tmp_path_factory.mktemp("none") / "absent") == ("en",)


@pytest.mark.parametrize(
    ("codes", "code"),
    [((), "en"), (("da",), "da"), (("nb", "da"), "da"), (("en_GB", "en", "da"), "en"), (("pt", "nb"), "en")],
)
def test_the_first_language_there_is(folders, codes, code):
    assert first_language(codes, folders).code == code


@pytest.mark.parametrize(
    ("environment", "chosen", "words"),
    [
        ({}, "", "And now?"),
        ({"LANG": "da_DK.UTF-8"}, "", "Og nu?"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "C"}, "", "And now?"),
        ({"LANG": "en_GB", "LANGUAGE": "nb:pt_BR:da"}, "", "E agora?"),
        ({"LANG": "da_DK.UTF-8", "SOFTEN_LANGUAGE": "pt-BR"}, "", "E agora?"),
        ({"LANG": "da_DK.UTF-8"}, "pt_BR", "E agora?"),
        ({"LANG": "da_DK.UTF-8"}, "en", "And now?"),
        ({"LANG": "da_DK.UTF-8"}, "is", "Og nu?"),
        ({"LANG": "da_DK.UTF-8"}, "../da", "Og nu?"),
    ],
)
def test_what_a_person_asked_for(folders, environment, chosen, words):
    assert preferred_language(environment, chosen, folders).gettext("And now?") == words


@pytest.mark.parametrize(
    ("environment", "holds"),
    [
        ({"LANG": "pt_BR"}, "ko"),
        ({"SOFTEN_LANGUAGE": "da"}, ""),
        ({"SOFTEN_LANGUAGE": "DA_dk"}, ""),
        ({"SOFTEN_LANGUAGE": "en"}, ""),
        ({"SOFTEN_LANGUAGE": "xx"}, "ko"),
        ({"SOFTEN_LANGUAGE": ""}, "ko"),
    ],
)
def test_what_this_start_says_goes_before_what_was_chosen_another_time(folders, environment, holds):
    assert chosen_before("ko", environment, folders) == holds
