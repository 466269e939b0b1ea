"""Every string of the product is kind: what a person may read holds no verdict, no game, no order and no medicine.

A word that is a term somewhere is allowed there by its whole text, with the reason. Allowed texts that nobody says any
more have to go.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.cli.command_line import command_line
from biofeedback.languages import ENGLISH
from tests.rigs.words.kind_words import BANNED, Said, said_in_help, said_in_sketch, said_in_source, said_in_toml, unkind
from ui.words.languages import english

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("biofeedback", "devices", "sessions", "ui")

ALLOWED = {
    # What is thought of a beat, as events and recordings spell it.
    "missed": "a kind of beat",
    "normal": "a kind of beat",
    "what is thought of it: normal, range (outside 300 to 2000 ms), ectopic, long, short, missed (put in where the "
    "sensor saw none), extra (seen where there was none); empty where it was not judged": "kinds of beats",
    # States of a link and names of its gaps, as events and recordings spell them.
    "weak": "a state of the link",
    "lost": "a state of the link, and an option of the simulated heart",
    "beats-lost": "why beats are not there, as events and recordings spell it",
    "strap-weak": "the code of a state of the link",
    "strap-lost": "the code of a state of the link",
    "serial-weak": "the code of a state of the link",
    "serial-lost": "the code of a state of the link",
    "simulated-lost": "the code of a state of the link",
    "lost-frames": "why beats are missing between two BITalino frames",
    "wrong-speed": "what recognition says of a serial port set to another speed",
    "score": "the end of coherence_score, the name its authors gave to a formula",
    "subject subj sub patient person participant pid uid user proband vp vpn id name "
    "condition cond group session block trial task visit run teilnehmer bedingung gruppe sujet": (
        "titles of columns in tables of studies"
    ),
    # Options of the simulated heart.
    "missing": "an option of the simulated heart",
    "missing=0.01": "an option of the simulated heart",
    "the link is lost for 20 s from 60 s; may be said several times": "what an option of the simulated heart does",
    # A beat can be lost without anybody losing.
    "A heartbeat was lost on the way.": "a packet, not a person",
    "a lost contact begins with !": "a byte of a protocol",
    # Keys of a file can be missing, and so can a system package.
    "this is missing": "a key of a file",
    "this is missing; a step has length_s, breaths or endless": "a key of a file",
    "The system package libxcb-cursor0 is missing, which windows need here.": "a package",
    "/missing": "a path on the system bus",
    # Names of licences, as SPDX spells them.
    "LGPL-3.0-only": "a licence",
    "LGPL-2.1-only": "a licence",
    # Bytes and code.
    "codesign --force --deep --sign - Soften.app": "a command of macOS",
    "level": "a key of the configuration of LSL",
    "!": "a byte of a protocol",
    " INT!": "what a sketch of others prints",
    " Something is there!": "what a sketch of others prints",
    "a sketch that could not start says !": "a byte of a protocol",
    "a value is a plain number, ! or nan": "a byte of a protocol",
    "A line of 0 is a beat without an interval, a line that begins with ! is contact lost, # a remark.": (
        "a byte of a protocol"
    ),
    "A line of ! means that an electrode is off.": "a byte of a protocol",
    "bad-checksum-lines": "a fact of our firmware's stream, as recordings spell it",
    "lost-lines": "a fact of our firmware's stream, as recordings spell it",
    "[.?!…]+(?=\\s|$)": "a regular expression",
    "(?<!^)(?=[A-Z])": "a regular expression",
    ".?!;:": "where a long line may be broken",
    "win": "the beginning of win32",
    "org.bluez.Error.Failed": "an error of BlueZ by its name",
    "This account may not open {port}: it belongs to the group “{group}”. Join it with "
    "“sudo usermod -aG {group} $USER”, then log out and in again.": "a variable of the shell, to be typed",
    "QToolTip { color: ": "a style sheet",
    "; color: ": "a style sheet",
    "a Battery Level is one byte, 0 to 100": "a characteristic by its name",
    "64 s, cubic spline at 4 Hz, linear trend removed, Hann, 4096 points. Numbers of other windows or tapers are not "
    "comparable. The flank of a swing outside the band is not a peak in it.": "points of a spectrum",
    "Commas were read as decimal points.": "decimal points",
    "The decimal sign is a point here: {number}.": "decimal points",
    "Missing command.": "the command line, as it is known from other programs",
    "Missing argument {name}. Choose from:\n\t{choices}": "the command line",
    "Missing argument {name}.": "the command line",
    "Missing option {name}.": "the command line",
    "Read-only file system": "what the system calls it",
    "Inflection points (PIP)": "points of a curve",
    "progress": "the name of a thread",
    "{path} is held by another program. Please try again when that is done.": "asked of a person about a file",
    "`missing=0.01` — this share of beats goes undetected: one long interval": "an option of the simulated heart",
    "`dropout=20s@60s` — the link is lost for 20 s from 60 s; may be said several times": (
        "what an option of the simulated heart does"
    ),
    # What Soften is not has to be said in the words of the law.
    "Soften is for practice and curiosity; it is not a medical device.": "what Soften is not",
    "Soften is for practice and curiosity; it is not a medical device. Stopping is always fine.": "what Soften is not",
}


@cache
def everything_said() -> tuple[Said, ...]:
    return tuple(_everything_said())


def _everything_said() -> Iterator[Said]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield from said_in_source(file)
        for file in sorted((ROOT / package).rglob("*.toml")):
            # Another language has other words that are unkind.
            within = file.relative_to(ROOT / package).parts
            if within[0] != "practices" or within[1] == ENGLISH:
                yield from said_in_toml(file)
    for ending in ("ino", "h", "c", "cpp"):
        for file in sorted((ROOT / "devices" / "firmware").rglob(f"*.{ending}")):
            yield from said_in_sketch(file)
    yield from said_in_help(command_line(english()))


def test_everything_the_product_says_is_kind():
    found = unkind(everything_said(), ALLOWED)
    assert not found, "\n".join(found)


def test_every_exception_is_still_needed():
    said = {each.text for each in everything_said()}
    assert [text for text in ALLOWED if text not in said] == []
    assert [text for text in ALLOWED if BANNED.search(text) is None] == []


def test_the_check_reads_all_there_is():
    where = [each.where for each in everything_said()]
    for place in (
        "soften begin practice",
        "eight_weeks.toml: chapters[3]",
        "safety.toml: not_now[1]",
        "summary_words.py",
        "soften_protocol.h",
    ):
        assert any(place in each for each in where), place
    assert len(where) > 3000


PLANTED = st.sampled_from(
    [
        "Great job!",
        "only",
        "You missed a day",
        "A streak of 7",
        "Your score",
        "score: ",
        "You should rest",
        "Breathe deeply",
        "That was a failure",
        "Well done.",
        "The user rests",
        "optimal",
        "You must go on",
        "red zone",
        "Take a deep breath",
    ]
)


@given(planted=PLANTED, before=st.text(alphabet="abc .,—", max_size=20), after=st.text(alphabet="abc .,—", max_size=20))
def test_a_planted_word_is_found_wherever_it_stands(tmp_path_factory, planted, before, after):
    text = f"{before} {planted} {after}"
    folder = tmp_path_factory.mktemp("planted")
    (folder / "a.py").write_text(
        f'"""A docstring, only read by us."""\n\nname = "x"\n\n\ndef say(n):\n    return f"{{n}}{text}"\n'
    )
    (folder / "a.toml").write_text(f'title = "a"\n[[steps]]\nprompts = [{{ text = "{text}" }}]\n')
    (folder / "a.ino").write_text(f'void setup() {{ Serial.println("{text}"); }}\n')
    for said in (said_in_source(folder / "a.py"), said_in_toml(folder / "a.toml"), said_in_sketch(folder / "a.ino")):
        found = unkind(said, ALLOWED)
        assert len(found) == 1
        assert text in found[0]


def test_a_word_planted_in_a_help_is_found():
    import typer

    planted = typer.Typer()

    @planted.command()
    def run(pace: float = typer.Option(6.0, help="The best pace.")) -> None:
        """Get a great score."""

    found = unkind(said_in_help(planted), ALLOWED)
    assert len(found) == 2


@pytest.mark.parametrize("kind", ["Soft and small, not deep.", "It beat about 66 times a minute.", "Stay a moment."])
def test_kind_words_are_left_alone(kind):
    assert unkind(iter([Said("here", kind)]), {}) == []
