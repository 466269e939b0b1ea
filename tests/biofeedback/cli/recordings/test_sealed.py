"""Sealed recordings on the command line: who is asked, what opens, and where the passphrase does not lie."""

import os
import select
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sessions.library import SEALS_NEW
from sessions.recording_file import create, mark_closed, tidy
from sessions.sealed.header import is_sealed
from sessions.sealed.opening import opens
from sessions.sealed.passphrases import GIVEN, Passphrase
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[4]
WORDS = "rosemary by the eastern gate"
SEAL = Passphrase(WORDS)
OTHER = Passphrase("lavender")


@pytest.fixture(autouse=True)
def nothing_given():
    yield
    GIVEN.forget()
    GIVEN.asks = None


@pytest.fixture(scope="module")
def one_sealed(tmp_path_factory):
    path = tmp_path_factory.mktemp("sealed") / "2026-03-03_09-05-00_sealed.soften"
    with closing(create(path, {"practice": "three_breaths", "sensor": "none"}, {}, SEAL)) as connection:
        mark_closed(connection)
        tidy(connection)
    return path


@pytest.fixture
def sealed(one_sealed, tmp_path):
    folder = tmp_path / "sessions"
    folder.mkdir()
    return Path(shutil.copy(one_sealed, folder))


@pytest.fixture
def passphrase_file(tmp_path):
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{WORDS}\nand a second line\n")
    return path


@pytest.fixture
def soften(soften):
    """Run ``soften`` as a program that was given no passphrase yet."""

    def run(*words):
        GIVEN.forget()
        return soften(*words)

    return run


@pytest.fixture
def typing(monkeypatch):
    """Somebody types these answers, one after another."""

    def types(*answers):
        left = list(answers)
        questions = []

        def typed(question, stream=None):
            questions.append(question)
            return left.pop(0)

        monkeypatch.setattr("getpass.getpass", typed)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        return questions

    return types


@pytest.mark.parametrize("words", [("replay",), ("analyse",), ("sessions", "show"), ("sessions", "share")])
def test_every_command_that_reads_asks_for_the_passphrase(soften, sealed, typing, monkeypatch, tmp_path, words):
    monkeypatch.chdir(tmp_path)
    questions = typing("another", WORDS)
    code, out, err = soften(*words, sealed.stem)
    assert questions == ["The passphrase of 2026-03-03_09-05-00_sealed.soften: "] * 2
    assert "That one does not open it." in err
    if words == ("analyse",):
        assert "without a sensor" in err  # so it was opened
    else:
        assert code == 0
        assert out
    if words == ("sessions", "share"):
        (copy,) = tmp_path.glob("*shared.soften")
        assert not is_sealed(copy)  # it is for others


def test_a_sealed_recording_that_is_to_be_played_again_is_asked_for_first(soften, sealed, typing, tmp_path):
    (tmp_path / "opening_page_shown").touch()
    questions = typing(WORDS)
    code, _, err = soften("begin", "three_breaths", "--sensor", f"replay:{sealed}", "--terminal", "--speed", "100")
    assert len(questions) == 1
    assert code == 1
    assert "without a sensor" in err  # so it was opened


def test_after_three_answers_the_command_ends_in_a_sentence(soften, sealed, typing):
    questions = typing("one", "one", "one", "four")
    code, _, err = soften("replay", sealed)
    assert code == 1
    assert len(questions) == 3
    assert "does not open with this passphrase" in err


def test_where_nobody_can_be_asked_a_sentence_says_that_it_is_sealed(soften, sealed):
    code, _, err = soften("replay", sealed)
    assert code == 1
    assert "is sealed. It opens with the passphrase" in err


def test_the_list_asks_for_nothing_and_shows_it_as_sealed(soften, sealed, typing, passphrase_file):
    questions = typing()
    code, out, _ = soften("sessions", "list")
    assert (code, out, questions) == (0, "2026-03-03_09-05-00_sealed  sealed\n", [])
    _, out, _ = soften("--passphrase-file", passphrase_file, "sessions", "list")
    assert "Three breaths" in out
    assert "sealed" in out


def test_deleting_takes_no_passphrase(soften, sealed):
    assert soften("sessions", "delete", sealed.stem, "--yes")[0] == 0
    assert not sealed.exists()


def test_there_and_back(soften, sealed, passphrase_file, typing):
    assert soften("--passphrase-file", passphrase_file, "sessions", "unseal", sealed.stem)[0] == 0
    assert not is_sealed(sealed)
    code, _, err = soften("sessions", "unseal", sealed.stem)
    assert code == 1
    assert "is not sealed" in err
    questions = typing("one two", "one to")
    code, _, err = soften("sessions", "seal", "--all")
    assert code == 2
    assert "Nobody can bring a forgotten passphrase back" in err
    assert "The two are not the same" in err
    assert not (sealed.parent / SEALS_NEW).exists()
    questions = typing("one two", "one two")
    code, out, _ = soften("sessions", "seal", "--all")
    assert (code, len(questions)) == (0, 2)
    assert "1 recording is sealed now." in out
    assert is_sealed(sealed)
    assert (sealed.parent / SEALS_NEW).exists()
    typing("one two", WORDS, WORDS)
    assert soften("sessions", "seal", "--all", "--change")[0] == 0
    assert soften("--passphrase-file", passphrase_file, "sessions", "unseal", "--all")[0] == 0
    assert not is_sealed(sealed)
    assert not (sealed.parent / SEALS_NEW).exists()


def test_a_wrong_passphrase_does_not_end_the_sealing_of_new_recordings(soften, sealed, passphrase_file, tmp_path):
    (sealed.parent / SEALS_NEW).touch()
    other = tmp_path / "other.txt"
    other.write_text("lavender")
    code, out, err = soften("--passphrase-file", other, "sessions", "unseal", "--all")
    assert code == 1
    assert "0 recordings are plain files now." in out
    assert "New recordings are sealed as before." in err
    assert is_sealed(sealed)
    assert (sealed.parent / SEALS_NEW).exists()
    assert soften("--passphrase-file", passphrase_file, "sessions", "unseal", "--all")[::2] == (0, "")
    assert not (sealed.parent / SEALS_NEW).exists()


def test_a_passphrase_from_a_file_is_compared_with_what_is_sealed(soften, sealed, passphrase_file, tmp_path):
    begin = ("begin", "three_breaths", "--sensor", "simulated", "--terminal", "--speed", "100", "--sealed")
    other = tmp_path / "other.txt"
    other.write_text("rosemary by the eastern gat")
    (tmp_path / "opening_page_shown").touch()
    code, _, err = soften("--passphrase-file", other, *begin)
    assert code == 1
    assert "does not open with this passphrase" in err
    assert list(sealed.parent.glob("*.soften")) == [sealed]
    code, _, err = soften("--passphrase-file", passphrase_file, *begin)
    assert code == 0
    assert "Nobody can bring a forgotten passphrase back" not in err
    for path in sealed.parent.glob("*.soften"):
        path.unlink()
    code, _, err = soften("--passphrase-file", other, *begin)
    assert code == 0
    assert "Nobody can bring a forgotten passphrase back" in err
    (path,) = sealed.parent.glob("*.soften")
    assert opens(path, Passphrase("rosemary by the eastern gat"))


@pytest.fixture
def sealed_otherwise(sealed):
    """A newer recording, which is sealed with another passphrase."""
    path = sealed.with_name("2026-03-04_09-05-00_sealed.soften")
    with closing(create(path, {"practice": "three_breaths", "sensor": "none"}, {}, OTHER)) as connection:
        mark_closed(connection)
        tidy(connection)
    return path


def test_a_passphrase_is_changed_with_that_of_the_recording_itself(soften, sealed, sealed_otherwise, typing):
    questions = typing(WORDS, "one two", "one two")
    code, _, err = soften("sessions", "seal", "--change", sealed.stem)
    assert (code, questions[0]) == (0, f"The passphrase of {sealed.name}: "), err
    assert opens(sealed, Passphrase("one two"))
    assert opens(sealed_otherwise, OTHER)
    questions = typing("lavender", "lavender", "lavender")  # which opens the newest, and not this one
    code, _, err = soften("sessions", "seal", "--change", sealed.stem)
    assert (code, len(questions)) == (1, 3)  # nobody was asked for a new one
    assert f"{sealed.name} does not open with this passphrase" in err


def test_where_all_get_another_passphrase_it_is_told_which_stay_closed(soften, sealed, sealed_otherwise, typing):
    questions = typing("lavender", "one two", "one two")
    code, out, err = soften("sessions", "seal", "--all", "--change")
    assert (code, questions) == (1, ["Your passphrase: ", "A new passphrase: ", "Once more: "])
    assert err.count(f"{sealed.name} does not open with this passphrase") == 1
    assert err.index("does not open") < err.index("Nobody can bring")
    assert "1 recording is sealed now." in out
    assert opens(sealed, SEAL)
    assert opens(sealed_otherwise, Passphrase("one two"))


def test_a_practice_is_sealed_by_a_file_descriptor_and_nothing_lies_in_clear(tmp_path, passphrase_file):
    reading, writing = os.pipe()
    os.write(writing, f"{WORDS}\n".encode())
    os.close(writing)
    command = [sys.executable, "-m", "biofeedback", "--passphrase-file", f"/dev/fd/{reading}", "begin", "three_breaths"]
    programs.run(
        [*command, "--sensor", "simulated", "--terminal", "--speed", "100", "--sealed"],
        env=os.environ | {"SOFTEN_DATA": str(tmp_path)},
        cwd=ROOT,
        pass_fds=(reading,),
        capture_output=True,
        check=True,
    )
    os.close(reading)
    (path,) = (tmp_path / "sessions").glob("*.soften")
    assert path.stem.endswith("_sealed")
    assert is_sealed(path)
    for each in tmp_path.rglob("*"):
        if each.is_file() and each != passphrase_file:
            content = each.read_bytes()
            assert b"three_breaths" not in content
            assert WORDS.encode() not in content


def test_where_new_recordings_are_sealed_none_is_made_without_the_passphrase(soften, tmp_path):
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / SEALS_NEW).touch()
    (tmp_path / "preferences.json").write_text("{ broken")
    code, _, err = soften("begin", "three_breaths", "--sensor", "simulated", "--terminal", "--speed", "100")
    assert code == 2
    assert "Nothing is recorded without it" in err
    assert not list((tmp_path / "sessions").glob("*.soften"))


def test_what_is_imported_is_sealed_where_new_recordings_are(soften, tmp_path, passphrase_file):
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / SEALS_NEW).touch()
    intervals = tmp_path / "fern_in_the_morning.txt"
    intervals.write_text("".join(f"{800 + 7 * (place % 9)}\n" for place in range(60)))
    code, _, err = soften("import", intervals)
    assert code == 2
    assert "Nothing is recorded without it" in err
    assert not list((tmp_path / "sessions").glob("*.soften"))
    assert soften("--passphrase-file", passphrase_file, "import", intervals)[0] == 0
    (path,) = (tmp_path / "sessions").glob("*.soften")
    assert is_sealed(path)
    assert b"fern" not in path.read_bytes()
    soften("--passphrase-file", passphrase_file, "import", intervals)
    assert list((tmp_path / "sessions").glob("*.soften")) == [path]  # it was known again


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")
def test_what_is_typed_in_a_real_terminal_is_not_shown(tmp_path):
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.environ["SOFTEN_DATA"] = str(tmp_path)
        (tmp_path / "sessions").mkdir()
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "biofeedback", "sessions", "seal", "--all"])
    shown = b""
    answers = [f"{WORDS}\n".encode()] * 2
    while select.select([terminal], [], [], 30.0)[0]:
        try:
            read = os.read(terminal, 4096)
        except OSError:  # it has ended
            break
        if not read:
            break
        shown += read
        if answers and shown.count(b"passphrase:") + shown.count(b"Once more:") > 2 - len(answers):
            os.write(terminal, answers.pop())
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert not answers
    assert b"rosemary" not in shown
    assert (tmp_path / "sessions" / SEALS_NEW).exists()
