"""Fuzz targets for texts: intervals and tables of them, captures, practices, and what is remembered of a person."""

import json
import math
import os
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from biofeedback.app.importing.file_events import played
from biofeedback.app.practices.practice_library import own_practices, read_file
from biofeedback.app.practices.practice_outline import course
from biofeedback.app.profile_store import PACE_OF_TODAY, PREFERENCES, pace_of_today, remembered_preferences
from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.events import Packet
from biofeedback.languages import ENGLISH
from biofeedback.practices import BUILT_IN
from devices.streams.decoder import Decoder
from sessions.capture import read_capture
from sessions.importers.rr_text import of_text
from sessions.rr_text import read_rr_text
from tests.fuzz.mutations import NUMBERS, TEXTS, changed_bytes, changed_tokens, encoded
from tests.fuzz.target import Target, expect_sentence
from tests.rigs.files.strange_tables import strange_table
from ui.preferences import Preferences
from ui.words.languages import english
from ui.words.recordings.interval_words import intervals_read_sentence

LEAST_MS, MOST_MS = 10.0, 100_000.0
_TODAY = date(2026, 11, 22)
_DEEP = 3000  # levels of nesting, above any limit of a parser


@cache
def _tables() -> Sequence[bytes]:
    return [strange_table(random.Random(number)).content for number in range(300)]


def _table(folder: Path, chance: random.Random) -> None:
    content = chance.choice(_tables())[: chance.choice((200, 600, 1200))]
    text = content.decode("utf-8", "replace")
    match chance.randrange(4):
        case 0:
            made = changed_bytes(content, chance)
        case 1:
            made = encoded(changed_tokens(text, chance, ",;\t |"), chance)
        case 2:
            made = encoded("\n".join(_tokens(chance) for _ in range(chance.randrange(60))), chance)
        case _:
            made = changed_bytes(encoded(changed_tokens(text, chance, ",;\t |.:-"), chance), chance)
    (folder / "beats.csv").write_bytes(made)


def _tokens(chance: random.Random) -> str:
    alphabet = (*NUMBERS, *TEXTS, "800", "0,8", "812.5", "time", "rr", "#", "[HRData]", "12:30:00", "800 ms", "1.006")
    return chance.choice((",", ";", "\t", " ", "|", "")).join(
        chance.choice(alphabet) for _ in range(chance.randrange(4))
    )


def _read_table(folder: Path) -> bool:
    try:
        read = read_rr_text(folder / "beats.csv")
    except RecordingError as error:
        expect_sentence(error)
        return False
    assert read.count > 0
    assert all(math.isnan(ms) or LEAST_MS <= ms <= MOST_MS for ms in read.rr_ms)
    if read.t_s is not None:
        assert len(read.t_s) == len(read.rr_ms)
        assert all(math.isfinite(t) for t in read.t_s)
        assert all(before <= after for before, after in pairwise(read.t_s))
    file = of_text(read, "rr_text")
    assert sum(isinstance(event, Packet) for event in played(file).events) == len(read.rr_ms)
    assert intervals_read_sentence(file.remarks[0].facts, english())
    return True


_CAPTURES = (
    "# soften capture 1\n# model: Polar H10\n1.25387 2a37 10 3e b1 03\n2.25401 2a37 16 3d cf 03\n",
    "# soften capture 1\n0.5 wave;kind=ecg 31 30 30 0a 31 30 31 0a\n0.7 wave;kind=ecg 31 30 30 0a\n",
    "# soften capture 1\n0.5 cms50 81 20 40 60 10\n0.7 polar_ecg 00 01 02\n",
)


def _capture(folder: Path, chance: random.Random) -> None:
    text = chance.choice(_CAPTURES)
    if chance.random() < 0.5:
        text = changed_tokens(text, chance, " ;=")
    made = encoded(text, chance)
    (folder / "a.capture").write_bytes(changed_bytes(made, chance) if chance.random() < 0.5 else made)


def _read_capture(folder: Path) -> bool:
    decoder = Decoder("capture")
    try:
        for packet in read_capture(folder / "a.capture"):
            decoder.feed(packet.channel, packet.data, packet.arrived_s)
    except RecordingError as error:
        expect_sentence(error)
        return False
    return True


def _practices() -> Sequence[str]:
    from biofeedback import practices

    folder = Path(practices.__file__).parent / ENGLISH
    return [(folder / f"{name}.toml").read_text("utf-8") for name in BUILT_IN]


_PRACTICES = ["[[steps]]".join(text.split("[[steps]]")[:3]) for text in _practices()]  # short, to read many


def _practice(folder: Path, chance: random.Random) -> None:
    text = chance.choice(_PRACTICES)
    match chance.randrange(5):
        case 0:
            made = changed_bytes(text.encode(), chance)
        case 1 | 2:
            made = encoded(changed_tokens(text, chance, '=.,[] "'), chance)
        case 3:
            made = changed_bytes(encoded(changed_tokens(text, chance, "=.,[]"), chance), chance)
        case _:
            opened, closed = chance.choice((("[", "]"), ("{a=", "}"), ("a.", "b=1"), ("[[", "]]"), ("[a.", "]")))
            deep = opened * chance.choice((5, 60, _DEEP))
            made = f"{text}\nx = {deep}{closed * chance.choice((0, 5, _DEEP))}\n".encode()
    (folder / "own.toml").write_bytes(made)


def _read_practice(folder: Path) -> bool:
    own = read_file(folder / "own.toml")
    for fault in own.faults:
        assert fault.code is not PracticeErrorCode.FAULT_OF_OURS, "a foreign exception"
        expect_sentence(fault)
    if own.practice is None:
        return False
    for line in course(own.practice, english()):
        assert isinstance(line, str)
    return True


def _remembered(folder: Path, chance: random.Random) -> None:
    usual = json.dumps(asdict(Preferences()), indent=2)
    for name, text in ((PREFERENCES, usual), (PACE_OF_TODAY, '{"date": "2026-11-22", "breaths_per_min": 6.5}')):
        match chance.randrange(4):
            case 0:
                made = changed_bytes(text.encode(), chance)
            case 1:
                made = encoded(changed_tokens(text, chance, ':,[]{}" '), chance)
            case 2:
                made = changed_bytes(encoded(changed_tokens(text, chance, ":,"), chance), chance)
            case _:
                opened, closed = chance.choice((("[", "]"), ('{"a":', "}"), ('{"answers":', "}"), ('{"sound":', "}")))
                levels = chance.choice((3, 100, _DEEP))
                made = f"{opened * levels}{chance.choice(NUMBERS)}{closed * levels}".encode()
        (folder / name).write_bytes(made)


def _read_remembered(folder: Path) -> bool:
    os.environ["SOFTEN_DATA"] = str(folder)
    preferences, error = remembered_preferences()
    if error is not None:
        expect_sentence(error)
    assert isinstance(preferences, Preferences)
    with suppress(SoftenError):
        own_practices()
    pace = pace_of_today(_TODAY)
    assert pace is None or math.isfinite(pace)
    return error is None


TEXT_TARGETS = (
    Target(name="tables", make=_table, read=_read_table),
    Target(name="captures", make=_capture, read=_read_capture),
    Target(name="practices", make=_practice, read=_read_practice),
    Target(name="preferences", make=_remembered, read=_read_remembered),
)
