"""Whatever lies in the person's own folders costs itself alone: the rest is there, and nobody waits."""

import datetime
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeedback.app import profile_store
from biofeedback.app.practices.practice_library import LARGEST_BYTES, own_practices
from biofeedback.files.ordinary import FileFault, UnfitFileError, check_within, read_ordinary
from tests.ui.words.provoked.practices import GOOD
from ui.preferences import Preferences

WAITS_AT_MOST_S = 20
"""Real seconds, far above what any of this takes, after which something waits for ever."""


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    signal.alarm(WAITS_AT_MOST_S)  # its default action ends the process: a test that hangs fails
    yield
    signal.alarm(0)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
    (tmp_path / "data" / "practices").mkdir(parents=True)
    return tmp_path / "data"


def fill(folder: Path, elsewhere: Path) -> None:
    """Put everything there that is no practice, and one that is."""
    os.mkfifo(folder / "a_pipe.toml")
    (folder / "b_zero.toml").symlink_to("/dev/zero")
    (folder / "c_terminal.toml").symlink_to("/dev/tty")
    elsewhere.write_text(GOOD)
    (folder / "d_out.toml").symlink_to(elsewhere)
    (folder / "e_nowhere.toml").symlink_to("nowhere.toml")
    (folder / "f_circle.toml").symlink_to("f_circle.toml")
    (folder / "g_folder.toml").mkdir()
    (folder / "h_large.toml").write_bytes(b"#" * (LARGEST_BYTES + 1))
    (folder / "i_deep.toml").write_text("a = " + "[" * 200_000)
    (folder / "j_keys.toml").write_text(".".join(["a"] * 50_000) + " = 1\n")
    (folder / "k_digits.toml").write_text(GOOD.replace("= 6", "= " + "9" * 400))
    (folder / "l_many_digits.toml").write_text(GOOD.replace("= 6", "= " + "9" * 100_000))
    (folder / "m_exponent.toml").write_text(GOOD.replace("= 6", "= 1e400"))
    (folder / "n_bytes.toml").write_bytes(b"\xff\xfe\x00\x00")
    (folder / "o_nothing.toml").write_bytes(b"")
    (folder / "p_year.toml").write_text(GOOD.replace('"Small"', "9999-12-31T23:59:60+23:59"))
    (folder / "z_good.toml").write_text(GOOD)


def test_a_hostile_file_hides_no_practice(data: Path, tmp_path: Path) -> None:
    folder = data / "practices"
    fill(folder, tmp_path / "elsewhere.toml")
    found = own_practices()
    assert [each.path for each in found] == sorted(folder.iterdir())
    assert [each.path.name for each in found if each.practice is not None] == ["z_good.toml"]
    assert all(each.faults for each in found[:-1])


def test_a_link_within_the_folder_is_a_practice(data: Path) -> None:
    folder = data / "practices"
    (folder / "kept").mkdir()
    (folder / "kept" / "small").write_text(GOOD)
    (folder / "small.toml").symlink_to(folder / "kept" / "small")
    assert own_practices()[0].practice is not None


@pytest.mark.parametrize("kind", ["pipe", "zero", "circle", "deep", "folder"])
def test_hostile_preferences_keep_nobody_from_practising(data: Path, kind: str) -> None:
    for name in (profile_store.PREFERENCES, profile_store.PACE_OF_TODAY):
        path = data / name
        match kind:
            case "pipe":
                os.mkfifo(path)
            case "zero":
                path.symlink_to("/dev/zero")
            case "circle":
                path.symlink_to(path)
            case "deep":
                path.write_text("[" * 60_000)
            case _:
                path.mkdir()
    preferences, error = profile_store.remembered_preferences()
    assert preferences == Preferences()
    assert error is not None
    assert profile_store.pace_of_today(datetime.date(2026, 11, 29)) is None


def test_what_is_kept_of_a_person_is_for_their_own_eyes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0)
    try:
        monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "one" / "two"))
        profile_store.remember(Preferences())
        profile_store.keep_today(6.0, datetime.date(2026, 11, 29))
    finally:
        os.umask(before)
    for folder in (tmp_path / "one", tmp_path / "one" / "two"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list((tmp_path / "one" / "two").iterdir())
    assert {file.name for file in files} == {profile_store.PREFERENCES, profile_store.PACE_OF_TODAY}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_pace_of_today_is_written_through_no_link(data: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (data / profile_store.PACE_OF_TODAY).symlink_to(precious)
    profile_store.keep_today(6.0, datetime.date(2026, 11, 29))
    assert precious.read_text() == "precious"


def test_a_file_that_grows_meanwhile_is_too_large() -> None:
    # Files of the kernel say that they hold nothing, and hold something.
    with pytest.raises(UnfitFileError) as caught:
        read_ordinary(Path("/proc/self/status"), 10)
    assert caught.value.fault is FileFault.TOO_LARGE


def test_a_name_with_dots_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.toml").touch()
    (tmp_path / "in" / "out.toml").symlink_to("../out.toml")
    with pytest.raises(UnfitFileError):
        check_within(tmp_path / "in" / "out.toml", tmp_path / "in")
