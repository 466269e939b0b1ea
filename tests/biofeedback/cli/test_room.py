"""`soften room`: who sits down agreed first, and what nobody kept is gone from the disk."""

import sys

import pytest
import typer

from biofeedback.__main__ import main
from sessions.library.held import HELD
from sessions.library.rooms import mark_guests
from sessions.reader import Recording
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN
from tests.rigs.files.recorded_practice import record
from tests.rigs.live.osc_receiver import Receiver
from ui.words.languages import english
from ui.words.rooms.consent_words import consent_text

QUICKLY = ("--terminal", "--speed", "100", "--seed", "3")


@pytest.fixture
def soften(tmp_path, monkeypatch, capfd):
    """Run ``soften room`` in this process, where no page has to be read first; return code, output and errors."""
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    (tmp_path / "opening_page_shown").touch()

    def run(*words: str, before: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["soften", *before, "room", "three_breaths", *QUICKLY, *words])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return run


def recordings(folder):
    return sorted(path.name.rpartition("_")[2] for path in folder.rglob("*.soften"))


def test_what_nobody_kept_is_gone_and_the_consent_lies_with_what_is_kept(soften, tmp_path):
    code, printed, _ = soften("--seat", "Fern=simulated", "--seat", "Moss=simulated", "--keep", "moss", "--consent")
    assert code == 0
    assert "Here: Fern, Moss" in printed
    assert "Moss: The simulated heart is beating." in printed
    assert "the recording of Fern is deleted" in printed
    assert "The recording of Moss is kept." in printed
    assert recordings(tmp_path) == ["Moss.soften", "room.soften"]
    (kept,) = tmp_path.rglob("*Moss.soften")
    with Recording(kept) as recording:
        assert recording.facts["seat"] == "Moss"
        assert recording.facts["consent"] == consent_text(english())
    (room,) = tmp_path.rglob("*room.soften")
    assert b"Fern" not in room.read_bytes()
    assert b"Moss" not in room.read_bytes()


def test_by_osc_go_the_light_and_the_beats_of_whoever_said_so_without_a_name(soften):
    with Receiver() as receiver:
        osc = ("--osc-to", str(receiver.port), "--beats", "Moss")
        # A third of a second, as the others take, may be over before somebody's beats are let out on a busy machine.
        slower = ("--speed", "20")
        code, printed, _ = soften("--seat", "Fern=simulated", "--seat", "Moss=simulated", "--consent", *osc, *slower)
        assert receiver.wait_for("/soften/ended").values == ("complete",)
    assert code == 0
    assert f"to port {receiver.port} of this computer and to no other" in printed
    assert [each.values for each in receiver.of("/soften/seat")] == [(1, 1, "")]
    assert {each.values[0] for each in receiver.of("/soften/beat")} == {1}
    assert receiver.of("/soften/warmth")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seat", "A=serial:/dev/ttyUSB0", "--seat", "B=serial:/dev/ttyUSB0"), "who sits here already"),
        (("--seat", "Fern=simulated", "--seat", "FERN=simulated"), "is called 'FERN' already"),
        (("--seat", "Fern=simulated", "--keep", "Moss"), "Nobody here is called 'Moss'"),
        (("--seat", "Fern=simulated", "--warmth", "Moss"), "Nobody here is called 'Moss'"),
        (("--seat", "Fern=simulated", "--beats", "Moss"), "Nobody here is called 'Moss'"),
        (("--seat", "Fern=simulated", "--osc-to", "192.168.1.20:9000"), "OSC goes to programs on this computer"),
        (("--seat", "\x1b[2JFern=simulated"), "signs that cannot be seen"),
        (31 * ("--seat", "simulated"), "seats for 30 people"),
        (("--seat", "Fern=theremin"), "theremin"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_begins(soften, tmp_path, words, said):
    code, printed, errors = soften(*words, "--consent")
    assert code == 2
    assert said in errors
    assert "\x1b" not in printed + errors
    assert recordings(tmp_path) == []


def test_nobody_is_heard_whom_nobody_could_ask(soften, tmp_path):
    code, printed, errors = soften("--seat", "Fern=simulated")
    assert code == 2
    assert consent_text(english()) in printed
    assert "--consent" in errors
    assert recordings(tmp_path) == []


def test_each_is_asked_and_whoever_says_no_does_not_sit_down(soften, monkeypatch):
    answers = {"Fern": True, "Ash": False}
    asked = []

    def confirm(question: str, default: bool) -> bool:
        asked.append((question, default))
        return answers[question.partition(":")[0]]

    monkeypatch.setattr(typer, "confirm", confirm)
    # For whoever answers, and not for the practice, which would read single keys from it.
    monkeypatch.setattr(sys.stdin, "isatty", lambda: len(asked) < len(answers))
    code, printed, _ = soften("--seat", "Fern=simulated", "--seat", "Ash=simulated")
    assert code == 0
    assert [default for _, default in asked] == [False, False]
    assert "Here: Fern\n" in printed


def test_a_seat_without_a_name_is_called_after_a_plant(soften):
    _, printed, _ = soften("--seat", "simulated:ectopics=0.02", "--consent")
    (line,) = (line for line in printed.splitlines() if line.startswith("Here: "))
    assert line.removeprefix("Here: ").isalpha()


def test_what_a_killed_room_left_of_guests_is_deleted_first(soften, tmp_path):
    folder = tmp_path / "sessions" / "2026-03-03_09-05-00 room"
    folder.mkdir(parents=True)
    left = record(folder / "2026-03-03_09-05-00_Fern.soften", "three_breaths")
    mark_guests(left, is_guests=True)
    (folder / HELD).touch()  # whoever held it is gone
    code, printed, _ = soften("--seat", "Moss=simulated", "--consent")
    assert code == 0
    assert "1 practice of a guest, left from an earlier time, is gone now." in printed
    assert recordings(tmp_path) == ["room.soften"]


def test_of_who_could_not_sit_down_nothing_is_said_to_be_deleted(soften):
    code, printed, errors = soften("--seat", "Moss=none", "--seat", "Fern=simulated", "--consent")
    assert code == 0
    assert "so a sensor" in errors
    assert "the recording of Fern is deleted" in printed
    assert "Moss" not in printed


@pytest.fixture
def passphrased(soften, tmp_path):
    """Run ``soften --passphrase-file FILE room`` in this process; return code, output and errors."""
    (file := tmp_path / "passphrase").write_text("quite long enough", "utf-8")
    given = ("--passphrase-file", str(file))
    yield lambda *words: soften(*words, before=given)
    GIVEN.forget()
    GIVEN.asks = None


def test_a_room_is_sealed_whole_where_that_is_asked_and_no_file_is_called_as_a_person(passphrased, tmp_path):
    code, _, errors = passphrased("--seat", "Anna=simulated", "--keep", "Anna", "--consent", "--sealed")
    assert code == 0, errors
    assert "is not sealed" not in errors
    files = sorted(tmp_path.rglob("*.soften"))
    assert len(files) == 2
    assert all(is_sealed(path) for path in files)
    assert not any("Anna" in path.name or b"Anna" in path.read_bytes() for path in files)


def test_a_passphrase_that_seals_nothing_is_said_to_seal_nothing(passphrased, tmp_path):
    code, _, errors = passphrased("--seat", "Anna=simulated", "--keep", "Anna", "--consent")
    assert code == 0
    assert "what is recorded now is not sealed" in errors
    assert not any(is_sealed(path) for path in tmp_path.rglob("*.soften"))
