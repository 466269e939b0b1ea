"""What an installed program is asked to do; the later checks use what the earlier ones made."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from installers.smoke.made_files import write_wfdb
from installers.smoke.pictures import is_painted
from installers.smoke.program import Program, SmokeError, end, wait_for
from installers.smoke.screens import screen

PRACTICE = ("begin", "compassionate_pause", "--sensor", "simulated", "--speed", "30")
_LENGTH = "3.0 min"  # of that practice, as `soften verify` says it
SHORT_PRACTICE = ("begin", "three_breaths", "--sensor", "simulated", "--terminal")

_RATE = "Mean heart rate"

EXTRAS = ("files", "lsl", "osc", "report", "sealed", "voice")
"""Those that an installed program has."""

_QT_TELLS = {"QT_LOGGING_RULES": "qt.core.qtranslator=true", "QT_FORCE_STDERR_LOGGING": "1"}
"""With these Qt says in which folder it looks for its own words."""

_PLAIN_SQLITE = b"SQLite format 3\0"


def checks(program: Program, version: str, pictures: Path | None) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield each check with what it is about; a check that fails raises `SmokeError`."""
    yield "says its version", lambda: _version(program, version)
    yield "looks at the computer, with all extras", lambda: _doctor(program)
    yield "lists the practices", lambda: _has(program.say("practices"), "soften_soothe_allow", "free_sitting")
    yield "speaks German and Korean", lambda: _languages(program)
    yield "completes a word for the shell", lambda: _completion(program)
    yield "practises in the terminal", lambda: _has(program.say(*PRACTICE, "--terminal"), "The recording: ")
    yield "opens its window", lambda: _first_window(program, pictures)
    yield "has Qt's own words in German and Korean", lambda: _words_of_qt(program)
    yield "practises in the window", lambda: _practice_in_window(program, pictures)
    yield "replays both, equal bit for bit", lambda: _replays(program)
    yield "finds both whole", lambda: _verifies(program)
    yield "writes reports", lambda: _reports(program)
    yield "exports to other programs", lambda: _exports(program)
    yield "reads what it exported", lambda: _reads_exports(program)
    yield "reads an ECG of PhysioNet", lambda: _reads_waves(program)
    yield "runs a study in processes of its own", lambda: _study(program)
    yield "seals a recording", lambda: _seals(program)
    yield "sends live streams", lambda: _streams(program)


def _has(said: str, *wanted: str) -> None:
    for each in wanted:
        if each not in said:
            raise SmokeError(f"“{each}” is not in what it says:\n{said}")


def _version(program: Program, version: str) -> None:
    if (said := program.say("--version").strip()) != f"soften {version}":
        raise SmokeError(f"it is not soften {version}, but says “{said}”")


def _recordings(program: Program) -> list[str]:
    found = sorted(program.here("data/sessions").glob("*.soften"))
    return [str(program.folder / "data" / "sessions" / path.name) for path in found]


def _one(program: Program, pattern: str, head: bytes) -> str:
    """Return the one file of this pattern as the program has it; it has to begin so."""
    found = sorted(program.here().glob(pattern))
    if not found or not found[0].read_bytes().startswith(head):
        raise SmokeError(f"no {pattern} that begins with {head!r} among {found}")
    return str(program.folder / found[0].relative_to(program.here()).as_posix())


def _doctor(program: Program) -> None:
    said = program.say("doctor")
    _has(said, "numpy", "bleak", "PySide6")
    (installed,) = (line for line in said.splitlines() if "extras that are installed" in line)
    _has(installed, *EXTRAS)


def _languages(program: Program) -> None:
    said = {program.say("practices", environment={"SOFTEN_LANGUAGE": code}) for code in ("en", "de", "ko")}
    helped = {program.say("--help", environment={"SOFTEN_LANGUAGE": code}) for code in ("en", "de", "ko")}
    if len(said) != len(helped) or len(helped) != 3:
        raise SmokeError("a language is not in it: two of three said the same")


def _completion(program: Program) -> None:
    asked = {"_SOFTEN_COMPLETE": "complete_bash", "COMP_WORDS": "soften pra", "COMP_CWORD": "1"}
    _has(program.say(environment=asked), "practices")


def _first_window(program: Program, pictures: Path | None) -> None:
    with screen() as shown:
        before = shown.picture()
        started = program.start(environment=shown.environment)
        wait_for("a painted window", lambda: is_painted(before, shown.picture()), started)
        if pictures is not None:
            shown.picture().write_png(pictures / "first-screen.png")
        end(started)


def _words_of_qt(program: Program) -> None:
    with screen() as shown:
        before = shown.picture()
        started = program.start(environment=shown.environment | _QT_TELLS | {"SOFTEN_LANGUAGE": "de"})
        wait_for("a window in German", lambda: is_painted(before, shown.picture()), started)
        end(started)
    said, _ = started.communicate()
    folder = re.search(r"Searching translation for qtbase_.* in (.+)", said)
    if folder is None:
        raise SmokeError(f"Qt looks for no words of its own:\n{said}")
    for name in ("qtbase_de.qm", "qtbase_ko.qm"):
        if not (program.here(folder[1].strip()) / name).is_file():
            raise SmokeError(f"Qt's own words stay English: {name} is not in {folder[1]}")


def _practice_in_window(program: Program, pictures: Path | None) -> None:
    known = set(_recordings(program))
    with screen() as shown:
        before = shown.picture()
        started = program.start(*PRACTICE, environment=shown.environment)
        wait_for("a painted practice", lambda: is_painted(before, shown.picture()), started)
        if pictures is not None:
            shown.picture().write_png(pictures / "practice.png")
        wait_for("a recording", lambda: len(set(_recordings(program)) - known) == 1, started)
        (recording,) = set(_recordings(program)) - known
        # The recording is closed when somebody leaves what is said afterwards, so its length is what tells the end.
        wait_for("the end of the practice", lambda: _LENGTH in program.say("verify", recording, fails=None), started)
        if pictures is not None:
            shown.picture().write_png(pictures / "afterwards.png")
        if (code := end(started)) and sys.platform != "win32":
            raise SmokeError(f"the window ended with {code}")


def _replays(program: Program) -> None:
    recordings = _recordings(program)
    if len(recordings) != 2:
        raise SmokeError(f"not two recordings: {recordings}")
    for each in recordings:
        _has(program.say("replay", each), "bit for bit")


def _verifies(program: Program) -> None:
    program.say("verify", *_recordings(program))


def _reports(program: Program) -> None:
    to = str(program.folder / "reports")
    for form in ("pdf", "html"):
        program.say("report", _recordings(program)[0], "--format", form, "--to", to)
    _one(program, "reports/*.pdf", b"%PDF-")
    _one(program, "reports/*.html", b"<!")


def _exports(program: Program) -> None:
    formats = [word for name in ("bids", "edf", "parquet", "xdf") for word in ("--format", name)]
    program.say("export", _recordings(program)[0], *formats, "--to", str(program.folder / "exports"))
    _one(program, "exports/*_bids/dataset_description.json", b"{")
    _one(program, "exports/*_parquet/beats.parquet", b"PAR1")


def _reads_exports(program: Program) -> None:
    for pattern, head in (("exports/*_edf/*.edf", b"0  "), ("exports/*_xdf/*.xdf", b"XDF:")):
        _has(program.say("analyse", _one(program, pattern, head)), _RATE)


def _reads_waves(program: Program) -> None:
    header = write_wfdb(program.here("waves"))
    _has(program.say("analyse", str(program.folder / "waves" / header.name)), "beats were found in ECG", _RATE)


def _study(program: Program) -> None:
    sessions = str(program.folder / "data" / "sessions")
    _has(program.say("study", "run", sessions, "--to", str(program.folder / "study")), "2 files")
    _one(program, "study/numbers.parquet", b"PAR1")


def _seals(program: Program) -> None:
    secret = program.here("passphrase")
    secret.write_text("moss, fern and a stone\n", encoding="utf-8")
    secret.chmod(0o644)  # no secret: a chroot has another account
    given = ("--passphrase-file", str(program.folder / "passphrase"))
    program.say(*given, *SHORT_PRACTICE, "--speed", "30", "--sealed")
    (sealed,) = program.here("data/sessions").glob("*_sealed.soften")
    if sealed.read_bytes().startswith(_PLAIN_SQLITE):
        raise SmokeError(f"{sealed.name} is not sealed")
    recording = str(program.folder / "data" / "sessions" / sealed.name)
    _has(program.say(*given, "replay", recording), "bit for bit")
    program.say("replay", recording, fails=True)


def _streams(program: Program) -> None:
    _has(program.say(*SHORT_PRACTICE, "--lsl", "--osc"), "over LSL", "as OSC")
