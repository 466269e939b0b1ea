"""Whatever is changed, cut or somebody else's in a sealed recording is noticed, and said rightly."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.app.recordings.verifying import verify
from biofeedback.errors import RecordingError
from sessions.copying import mend
from sessions.opened_file import is_recording, looks_like_recording
from sessions.reader import Recording
from sessions.sealed.header import PAGE_BYTES, has_seal
from sessions.sealed.passphrases import GIVEN
from tests.rigs.files.sealed_files import code_of, make, run_child
from tests.rigs.words.said_errors import said
from tests.sessions.sealed.conftest import OTHER, SEAL


def test_a_damaged_beginning_is_told_from_another_passphrase(sealed):
    data = bytearray(sealed.read_bytes())
    data[300] ^= 1
    sealed.write_bytes(data)
    assert code_of(lambda: Recording(sealed)) == "sealed-beginning-damaged"
    GIVEN.forget()
    GIVEN.remember(OTHER)
    assert code_of(lambda: Recording(sealed)) == "sealed-otherwise"


def test_every_changed_byte_is_noticed(tmp_path):
    path = make(tmp_path / "one.soften", SEAL)
    data = path.read_bytes()
    chance = random.Random(20261130)
    for place in chance.sample(range(24, len(data)), 40):
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        with pytest.raises(RecordingError):
            read_all(path)


def flipped(data):
    data[len(data) // 2] ^= 1


def swapped(data):
    last = len(data) - PAGE_BYTES
    data[2 * PAGE_BYTES : 3 * PAGE_BYTES], data[last:] = data[last:], data[2 * PAGE_BYTES : 3 * PAGE_BYTES]


def cut_in_half(data):
    del data[len(data) // 2 :]


def cut_by_a_byte(data):
    del data[-1]


@pytest.mark.parametrize("spoil", [flipped, swapped, cut_in_half, cut_by_a_byte])
def test_where_pages_are_damaged_nobody_is_sent_in_a_circle(sealed, tmp_path, spoil):
    data = bytearray(sealed.read_bytes())
    spoil(data)
    sealed.write_bytes(data)
    verdict = verify(sealed, quick=True)
    found = verdict.looked.found if verdict.looked else (verdict.refused,)
    assert "sealed-pages-damaged" in [str(each.code) for each in found]
    assert not any("soften sessions mend" in said(each) for each in found)
    copy = tmp_path / "copy.soften"
    assert code_of(lambda: mend(sealed, copy)) == "sealed-pages-damaged"
    assert not copy.exists()
    assert sealed.read_bytes() == data


def read_all(path):
    with Recording(path) as recording:
        list(recording.events())
        recording.check()


@given(data=st.binary(max_size=200))
def test_bytes_of_chance_are_no_sealed_recording(data):
    assert not has_seal(data)


@pytest.mark.parametrize("seed", range(3))
def test_a_file_of_chance_is_no_recording(tmp_path, seed):
    path = tmp_path / "one.soften"
    path.write_bytes(random.Random(seed).randbytes(20_000))
    assert not is_recording(path)
    assert not looks_like_recording(path)
    assert code_of(lambda: Recording(path)) == "no-recording"


def test_a_sealed_database_of_somebody_else_is_none_of_ours(tmp_path):
    path = make(tmp_path / "one.soften", SEAL)
    run_child("opened(Path(sys.argv[1]), 'rw').execute('PRAGMA application_id = 7')", path)
    assert code_of(lambda: Recording(path)) == "other-database"
