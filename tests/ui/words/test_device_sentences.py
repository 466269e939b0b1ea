"""What devices and the practice tell a person: a sentence for every code, to the letter as it always was."""

import json
import math
import re
from pathlib import Path

import pytest

from biofeedback.codes import ImportRemarkCode, LinkCode, NoticeCode
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.facts import Facts
from biofeedback.outside_text import shown
from devices.registry import serial_kinds
from tests.rigs.words.said_errors import said
from ui.words.filled import filled
from ui.words.languages import english
from ui.words.notice_words import notice_sentence
from ui.words.sensors.link_words import link_sentence

FROZEN = json.loads(Path(__file__).with_name("device_sentences.json").read_text(encoding="utf-8"))
"""Every sentence as it was while devices still made them themselves, beside the facts that go with its code."""


def _facts(entry: dict[str, list[list[str | int]]]) -> Facts:
    return tuple((name, value) for name, value in entry["facts"])


def link(code: LinkCode, facts: Facts = ()) -> str:
    return link_sentence(code, facts, english())


def notice(code: NoticeCode, facts: Facts = ()) -> str:
    return notice_sentence(code, facts, english())


@pytest.mark.parametrize("entry", FROZEN, ids=[f"{n}-{entry['code']}" for n, entry in enumerate(FROZEN)])
def test_every_sentence_is_as_it_was(entry) -> None:
    if entry["enum"] == "link":
        assert link(LinkCode(entry["code"]), _facts(entry)) == entry["sentence"]
    else:
        assert notice(NoticeCode(entry["code"]), _facts(entry)) == entry["sentence"]


def test_every_code_is_among_them() -> None:
    told = {(entry["enum"], entry["code"]) for entry in FROZEN}
    codes = {("link", code.value) for code in LinkCode} | {("notice", code.value) for code in NoticeCode}
    others = {("link", "recorded-sentence"), ("notice", "recorded-sentence"), ("notice", "error")}
    assert codes - told == others


def test_every_remark_on_a_file_is_among_them() -> None:
    told = {value for entry in FROZEN for name, value in entry["facts"] if name == "remark"}
    assert told == set(ImportRemarkCode) - {ImportRemarkCode.INTERVALS_READ}
    as_a_text = next(_facts(entry) for entry in FROZEN if entry["code"] == NoticeCode.INTERVALS_READ)
    remarked = (("remark", ImportRemarkCode.INTERVALS_READ.value), *as_a_text)
    assert notice(NoticeCode.FILE_UNDERSTOOD, remarked) == notice(NoticeCode.INTERVALS_READ, as_a_text)


def test_an_error_is_told_as_it_is_said_elsewhere() -> None:
    error = RecordingError(RecordingErrorCode.EMPTY, "/a/b.soften")
    kept: Facts = (("error", str(error.code)), *error.facts)
    assert notice(NoticeCode.ERROR, kept) == said(error) != ""


def test_every_sentence_is_another() -> None:
    by_sentence: dict[str, set[str]] = {}
    for entry in FROZEN:
        by_sentence.setdefault(entry["sentence"], set()).add(entry["code"])
    several = [codes for codes in by_sentence.values() if len(codes) > 1]
    assert several == [{"strap-closed", "serial-closed"}] or not several


@pytest.mark.parametrize("sentence", sorted({entry["sentence"] for entry in FROZEN}))
def test_words_are_plain_and_kind(sentence: str) -> None:
    assert sentence[0].isupper() or sentence[0].isdigit() or sentence.startswith(("a heart-rate strap", "/dev/"))
    assert sentence.endswith(".")
    assert not re.search(r"!|\b(error|fail\w*|invalid|wrong|must|only|missed)\b", sentence, re.IGNORECASE)


@pytest.mark.parametrize("sentence", sorted({entry["sentence"] for entry in FROZEN if "polar" in entry["code"]}))
def test_what_a_polar_sensor_does_not_send_is_no_trouble(sentence: str) -> None:
    unkind = r"!|\b(?:fail\w*|wrong\w*|only|must|should|error|invalid|missing|lost|sorry|unable|cannot)\b"
    assert not re.search(unkind, sentence, re.IGNORECASE)


def test_an_old_sentence_is_told_as_it_was_recorded() -> None:
    kept: Facts = (("sentence", "It is {quiet} here."),)
    assert link(LinkCode.RECORDED_SENTENCE, kept) == "It is {quiet} here."
    assert notice(NoticeCode.RECORDED_SENTENCE, kept) == "It is {quiet} here."


def test_sensors_that_wait_to_be_asked_are_all_named() -> None:
    silent = link(LinkCode.PORT_SILENT, (("port", "COM3"),))
    for kind in serial_kinds().values():
        asked = f"for {kind.called} write serial:COM3,protocol={kind.name}".replace(" write", "")
        assert (asked in silent.replace(" write", "")) == bool(kind.called)


@pytest.mark.parametrize("code", [*LinkCode, *NoticeCode])
@pytest.mark.parametrize(
    "facts",
    [(), (("label", "H10"),), (("measurement", "odd"),), (("error", "odd"),), (("error", "recording-empty"),),
     (("seen_name", "a"), ("seen_port", "b")), (("rate_hz", 1.5), ("sentence", 3)),
     (("rate_hz", "many"),), (("rate_hz", math.nan),)],
)  # fmt: skip
def test_a_strange_recording_is_told_somehow(code: LinkCode | NoticeCode, facts: Facts) -> None:
    told = link(code, facts) if isinstance(code, LinkCode) else notice(code, facts)
    assert "{" not in told


@pytest.mark.parametrize("character", ["\x1b", "\n", "\r", "\x07", "\x9b", "\u202e", "\u2028"])
def test_a_name_from_outside_moves_no_cursor(character: str) -> None:
    notices = [
        link(LinkCode.STRAP_STREAMING, (("label", f"Polar{character}[31m"),)),
        link(LinkCode.SEVERAL_STRAPS, (("seen_address", "A"), ("seen_name", f"Polar{character}"))),
        link(LinkCode.SEVERAL_PORTS, (("seen_label", f"Uno{character}"), ("seen_port", f"COM{character}"))),
        link(LinkCode.PORT_UNKNOWN_LINES, (("line", f"x{character}"), ("port", "COM3"))),
        notice(NoticeCode.POLAR_FIRST_BEATS_LATE, (("label", f"H10{character}"),)),
    ]
    assert all(character not in sentence and shown(character) in sentence for sentence in notices)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert filled("{a} {b} {c}", (("a", 1.5), ("b", 115200), ("c", "x"), ("c", "y")), english()) == "1.5 115200 x, y"
