"""Every error is said in a sentence that is the same to the letter as when errors still carried it."""

import errno
import json
import os
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback import error_codes
from biofeedback.app.practices import practice_library
from biofeedback.error_codes import (
    BeatEditErrorCode,
    CommandErrorCode,
    DataErrorCode,
    RecordingErrorCode,
    SensorSpecErrorCode,
    SoundErrorCode,
    StoreErrorCode,
)
from biofeedback.errors import MalformedDataError, SoftenError, SoundError, of_system
from biofeedback.facts import FactValue, facts
from devices.registry import bluetooth_extras
from tests.rigs.words.pseudo_language import is_pseudo, pseudo_language
from tests.rigs.words.said_errors import said
from tests.ui.words.provoked.allocations import allocation_errors
from tests.ui.words.provoked.edits import edit_errors
from tests.ui.words.provoked.live import live_errors
from tests.ui.words.provoked.practices import library_errors, practice_errors
from tests.ui.words.provoked.recordings import recording_errors
from tests.ui.words.provoked.reports import report_errors
from tests.ui.words.provoked.rooms import room_errors
from tests.ui.words.provoked.seals import seal_errors
from tests.ui.words.provoked.sounds import sound_errors
from tests.ui.words.provoked.studies import study_errors
from tests.ui.words.provoked.usage import usage_errors
from tests.ui.words.provoked.verify import verify_errors
from ui.words.errors import FAMILIES, error_sentence, message_of
from ui.words.errors.given import Given
from ui.words.languages import english

ROOT = Path(__file__).resolve().parents[3]

SENTENCES: dict[str, list[str]] = json.loads(Path(__file__).with_name("error_sentences.json").read_text("utf-8"))
"""What was said of each case by the errors that were sentences themselves; ``FOLDER`` stands for a folder."""

CORRECTED = {
    "there are 1 phrases": "there is 1 phrase",
    "a length of 1 minutes": "a length of 1 minute",
    "in the 1 minutes": "in the 1 minute",
    "has 1 values": "has 1 value",
}
"""Where a sentence was wrong, it counts one as one."""

CODES: tuple[StrEnum, ...] = tuple(code for name in error_codes.__all__ for code in getattr(error_codes, name))

NOT_PROVOKED = {
    SoundErrorCode.NO_LIBRARY: SoundError(SoundErrorCode.NO_LIBRARY),  # an import that fails
    SoundErrorCode.SPEAKER_LOST: SoundError(SoundErrorCode.SPEAKER_LOST),  # a device that is unplugged
    SoundErrorCode.NO_LIBRARY_TO_HEAR: SoundError(SoundErrorCode.NO_LIBRARY_TO_HEAR),  # an import that fails
    SoundErrorCode.STOPPED: SoundError(SoundErrorCode.STOPPED),  # a fault of ours
    SoundErrorCode.VOICE_NOT_OPENED: SoundError(SoundErrorCode.VOICE_NOT_OPENED, file="a.wav"),  # of no known system
    CommandErrorCode.IN_TERMINAL_INSTEAD: SoftenError(  # printed and not raised
        CommandErrorCode.IN_TERMINAL_INSTEAD, SoftenError(CommandErrorCode.NO_QT, problem="no library")
    ),
    CommandErrorCode.SCREEN_MAY_GO_DARK: SoftenError(CommandErrorCode.SCREEN_MAY_GO_DARK),  # test_screen_awake.py
    CommandErrorCode.FINDINGS_STOPPED: SoftenError(CommandErrorCode.FINDINGS_STOPPED),  # a fault of ours
    BeatEditErrorCode.PASSED_OVER: SoftenError(BeatEditErrorCode.PASSED_OVER, count=2),  # printed and not raised
    DataErrorCode.MALFORMED: MalformedDataError("no frame", b"\x01\x02"),  # counted, never said
}
"""What no case here can bring about."""

WITHOUT_WORDS = {DataErrorCode.MALFORMED, StoreErrorCode.REFUSED_BY_SYSTEM}
"""What the message of has words of its facts alone."""

Caught = dict[str, tuple[SoftenError, ...]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("errors")
    (folder / "file").write_text("x" * 50)
    return folder


@pytest.fixture(scope="module")
def caught(folder: Path) -> Iterator[Caught]:
    """Every case with what it raises or returns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTEN_DATA", str(folder / "data"))
        patch.setattr(practice_library, "practices_folder", lambda: folder / "practices")
        found = {f"practice: {name}": errors for name, errors in (*practice_errors(), *library_errors(folder))}
        for name, ask in (
            *study_errors(folder),
            *edit_errors(folder),
            *live_errors(patch),
            *recording_errors(folder),
            *usage_errors(folder, patch),
            *sound_errors(folder, patch),
            *seal_errors(folder, patch),
            *report_errors(folder),
            *room_errors(folder),
            *verify_errors(folder),
            *allocation_errors(folder, patch),
        ):
            try:
                error = ask()
            except SoftenError as raised:
                error = raised
            assert isinstance(error, SoftenError), name
            assert name not in found
            found[name] = (error,)
        yield found


def corrected(sentence: str) -> str:
    for wrong, right in CORRECTED.items():
        sentence = sentence.replace(wrong, right)
    return sentence


def everything(errors: Iterable[SoftenError]) -> Iterator[SoftenError]:
    for error in errors:
        yield error
        if error.because is not None:
            yield from everything([error.because])


def named(message: str) -> set[str]:
    """Return the facts that a message names."""
    return {name.removeprefix("quoted_") for _, name, _, _ in string.Formatter().parse(message) if name}


def test_every_sentence_is_as_it_was(caught: Caught, folder: Path) -> None:
    now = {name: [said(error).replace(str(folder), "FOLDER") for error in errors] for name, errors in caught.items()}
    before = {name: [corrected(each) for each in sentences] for name, sentences in SENTENCES.items()}
    assert now == before


def test_every_code_is_raised_by_a_case_and_has_a_sentence(caught: Caught) -> None:
    raised = {error.code for error in everything(error for errors in caught.values() for error in errors)}
    assert set(CODES) - raised == set(NOT_PROVOKED)
    for error in NOT_PROVOKED.values():
        assert said(error)


def test_no_two_codes_are_alike() -> None:
    assert [code for code, count in Counter(map(str, CODES)).items() if count > 1] == []


def test_every_message_is_of_one_code() -> None:
    codes = [code for messages in FAMILIES for code in messages(english(), Given((), english()))]
    assert sorted(codes) == sorted(CODES)


def test_what_a_message_names_is_among_the_facts(caught: Caught) -> None:
    for error in everything([*(each for errors in caught.values() for each in errors), *NOT_PROVOKED.values()]):
        given = Given(error.facts, english(), "x" if error.because is not None else "")
        (message,) = (found[error.code] for each in FAMILIES if error.code in (found := each(english(), given)))
        there = {name for name, _ in error.facts} | ({"because"} if error.because is not None else set())
        assert named(message) <= there, error


def test_a_code_without_a_message_is_a_bug() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        message_of("no-such-code", (), english())


@settings(max_examples=20)
@given(st.one_of(st.floats(), st.integers(), st.text()))
def test_whatever_a_fact_is_it_is_said(value: FactValue) -> None:
    told = [each for messages in FAMILIES for each in messages(english(), Given((), english())).values()]
    names = {name for each in told for name in named(each)} - {"because"}
    given_facts = facts(**dict.fromkeys(names, value))
    # As `message_of` says each, which makes all messages of a family for one of them.
    given = Given(given_facts, english(), "x")
    filled = {code: given.filled(each) for messages in FAMILIES for code, each in messages(english(), given).items()}
    assert set(filled) == set(CODES)  # says it, and raises nothing
    code = SensorSpecErrorCode.MODEL_AMBIGUOUS
    assert message_of(code, given_facts, english(), because="x") == filled[code]


def test_every_error_is_said_in_another_language(caught: Caught) -> None:
    with (ROOT / "ui/words/locales/soften.pot").open("rb") as file:
        language = pseudo_language(read_po(file))
    for error in everything([*(each for errors in caught.values() for each in errors), *NOT_PROVOKED.values()]):
        if error.code not in WITHOUT_WORDS:
            assert is_pseudo(error_sentence(error, language)), error


def test_logs_have_the_code_and_the_facts() -> None:
    why = SoftenError(SensorSpecErrorCode.CLOSED)
    error = SoftenError(SensorSpecErrorCode.MODEL_AMBIGUOUS, why, text="it's", models=["One", "Two"])
    assert error.facts == (("models", "One"), ("models", "Two"), ("text", "it's"))
    assert str(error) == ("model-ambiguous (models='One', models='Two', text=\"it's\"), because connection-closed")


def test_what_a_strap_can_be_asked_for_is_two_things_or_more() -> None:
    assert len(bluetooth_extras()) >= 2


@pytest.mark.parametrize("code", ["ENOSPC", "EACCES", "EROFS", "ENOENT", "EISDIR", "ENAMETOOLONG"])
def test_what_the_system_has_against_it_is_said_in_the_language(code: str) -> None:
    number = getattr(errno, code)
    error = SoftenError(RecordingErrorCode.NOT_DELETED, path="a", **of_system(OSError(number, os.strerror(number))))
    assert said(error) == f"a cannot be deleted: {os.strerror(number)}."
    with (ROOT / "ui/words/locales/soften.pot").open("rb") as file:
        language = pseudo_language(read_po(file))
    assert os.strerror(number) not in error_sentence(error, language)


def test_a_rare_code_of_the_system_is_said_in_its_own_words() -> None:
    error = SoftenError(RecordingErrorCode.NOT_DELETED, path="a", **of_system(OSError(errno.EXDEV, "Quite rare")))
    assert said(error) == "a cannot be deleted: Quite rare."
