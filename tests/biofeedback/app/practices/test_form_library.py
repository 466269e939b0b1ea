"""The forms of a protocol: its own before those of Soften, and what keeps them from being asked."""

from pathlib import Path

import pytest
import typer

from biofeedback.app.practices.form_library import faults_of_forms, forms_of
from biofeedback.app.practices.practice_library import read_file
from biofeedback.cli.practices import check
from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.practice.script.model import Practice
from tests.biofeedback.practice.forms.test_forms import CALM, HEAD
from ui.words.languages import english

PROTOCOL = """
name = "small"
title = "Small"
subtitle = "A small protocol"
[protocol]
forms_before = ["how_it_is", "evening"]
forms_after = ["in_a_word"]
[[steps]]
name = "arrive"
title = "Arrive"
purpose = "To arrive."
pacing = "listen"
length_s = 30
block = "settle"
"""


def protocol(folder: Path, text: str = PROTOCOL) -> Practice:
    (folder / "small.toml").write_text(text)
    own = read_file(folder / "small.toml")
    assert own.practice is not None, own.faults
    return own.practice


def test_a_form_beside_the_protocol_is_found_and_goes_before_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/evening.toml").write_text(HEAD + CALM)
    practice = protocol(tmp_path)
    assert [form.title for form in forms_of(practice, "before")] == ["How it is just now", "This evening"]
    assert [form.name for form in forms_of(practice, "after")] == ["in_a_word"]
    assert not faults_of_forms(practice)
    (tmp_path / "forms/how_it_is.toml").write_text(HEAD.replace('"evening"', '"how_it_is"') + CALM)
    assert forms_of(practice, "before")[0].title == "This evening"


def test_a_form_that_is_not_there_is_told_before_anything_begins(tmp_path: Path) -> None:
    practice = protocol(tmp_path)
    with pytest.raises(PracticeError) as refused:
        forms_of(practice, "before")
    assert (refused.value.code, refused.value.key) == (PracticeErrorCode.FORM_UNKNOWN, "protocol.forms_before[2]")
    assert [fault.code for fault in faults_of_forms(practice)] == [PracticeErrorCode.FORM_UNKNOWN]


def test_a_practice_that_is_no_protocol_asks_nothing(tmp_path: Path) -> None:
    text = (
        PROTOCOL.split("[protocol]")[0] + "[[steps]]" + PROTOCOL.split("[[steps]]")[1].replace('block = "settle"', "")
    )
    practice = protocol(tmp_path, text)
    assert forms_of(practice, "before") == forms_of(practice, "after") == ()


def test_check_knows_a_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evening.toml").write_text(HEAD + CALM)
    check(english(), tmp_path / "evening.toml")
    assert capsys.readouterr().out == "evening.toml can be asked: This evening, 1 question.\n"


def test_check_tells_what_is_wrong_with_a_form_and_with_the_forms_of_a_protocol(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/evening.toml").write_text(HEAD + CALM.replace("low", "lo"))
    protocol(tmp_path)
    with pytest.raises(typer.Exit):
        check(english(), tmp_path / "forms/evening.toml")
    printed = capsys.readouterr().err
    assert "evening.toml: questions[1].low: this is missing\n" in printed
    with pytest.raises(typer.Exit):
        check(english(), tmp_path / "small.toml")
    assert capsys.readouterr().err == printed.splitlines(keepends=True)[0]
