"""The sealed files of a study: read as they were written, or refused; nothing in between, and nothing in clear."""

from contextlib import closing

import pytest

from biofeedback.error_codes import AllocationErrorCode, RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, SoftenError
from sessions.sealed.opening import open_new
from sessions.sealed.passphrases import GIVEN, Passphrase
from sessions.studies.sealed_allocation import Assignment, Donor, Opening, SealedAllocation, write_allocation
from tests.rigs.studies.small_studies import SEAL

ASSIGNMENTS = [
    Assignment(f"P{number:02d}", "A", 1, 4, ("genuine", "borrowed")[number % 2]) for number in (3, 1, 2, *range(4, 40))
]
DONORS = [Donor(each.participant, session, "donor-1.soften", "ab" * 32) for each in ASSIGNMENTS for session in (1, 2)]
FACTS = {"study": "lights-00000000", "seed": "12345678901234567890"}
OPENING = Opening("2026-11-30T10:00:00+00:00", "AB", "all done")


@pytest.fixture(autouse=True)
def nothing_given():
    GIVEN.forget()
    yield
    GIVEN.forget()


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "allocation.key"
    write_allocation(path, SEAL, FACTS, ASSIGNMENTS, DONORS)
    return path


def test_it_is_read_as_it_was_written(key):
    with SealedAllocation(key, SEAL) as allocation:
        assert allocation.facts == FACTS
        assert list(allocation.assignments()) == ASSIGNMENTS
        assert sorted(allocation.donors()) == sorted(DONORS)
        assert allocation.openings() == ()
        assert allocation.assignment_of("P02") == ASSIGNMENTS[2]
        assert allocation.assignment_of("P99") is None


def test_openings_are_kept_one_after_another(key):
    with SealedAllocation(key, SEAL, writes=True) as allocation:
        allocation.record(OPENING)
        allocation.record(OPENING._replace(why=""))
    with SealedAllocation(key, SEAL) as allocation:
        assert allocation.openings() == (OPENING, OPENING._replace(why=""))


def test_nothing_of_it_is_in_clear_and_nobody_else_may_read_it(key):
    data = key.read_bytes()
    for word in (b"genuine", b"borrowed", b"lights-00000000", b"12345678901234567890", b"participant", b"CREATE"):
        assert word not in data
    # Three letters are found by chance in one of some hundred files, five such words in none of a million.
    assert sum(assignment.participant.encode() in data for assignment in ASSIGNMENTS) < 5
    assert [each.name for each in key.parent.iterdir()] == [key.name]
    assert key.stat().st_mode & 0o077 == 0


def test_it_opens_with_its_passphrase_alone(key):
    with pytest.raises(RecordingError) as caught:
        SealedAllocation(key, Passphrase("thyme by the northern wall"))
    assert caught.value.code is SealErrorCode.OTHER_PASSPHRASE
    with pytest.raises(RecordingError) as caught:
        SealedAllocation(key, None)
    assert caught.value.code is SealErrorCode.SEALED
    GIVEN.remember(SEAL)
    with SealedAllocation(key, None) as allocation:
        assert allocation.facts == FACTS


def test_a_changed_byte_anywhere_is_noticed_and_changes_nothing_that_is_read(key):
    """Every page has a seal; where SQLite passes over a byte of the header, all is read as it was."""
    whole = key.read_bytes()
    seen = []
    for at in (*range(0, 100, 7), *range(100, len(whole), 997), len(whole) - 1):
        key.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        seen.append(read(key))
    unchanged = (FACTS, ASSIGNMENTS, sorted(DONORS), ())
    assert all(each == unchanged for each in seen if not isinstance(each, str))
    refused = [each for each in seen if isinstance(each, str)]
    assert len(refused) > 30
    assert set(refused) == {AllocationErrorCode.DAMAGED, SealErrorCode.OTHER_PASSPHRASE}


def read(path):
    """Return all that a key says, or the code of the error that it is refused with."""
    try:
        with SealedAllocation(path, SEAL) as allocation:
            return allocation.facts, list(allocation.assignments()), sorted(allocation.donors()), allocation.openings()
    except SoftenError as error:
        return error.code


@pytest.mark.parametrize("size", [0, 10, 100, 4096, 5000, 12288])
def test_a_file_that_was_cut_off_is_refused(key, size):
    key.write_bytes(key.read_bytes()[:size])
    assert read(key) in (AllocationErrorCode.DAMAGED, SealErrorCode.OTHER_PASSPHRASE)


def test_what_is_no_such_file_is_refused(tmp_path):
    text = tmp_path / "text.key"
    text.write_text("P01,genuine\n" * 1000)
    other = tmp_path / "other.key"
    other.touch()
    with closing(open_new(other, SEAL, 0.0)) as connection:
        connection.execute("CREATE TABLE fact (name TEXT, value TEXT)")
    for path in (text, other):
        with pytest.raises(RecordingError) as caught:
            SealedAllocation(path, SEAL)
        assert caught.value.code is AllocationErrorCode.DAMAGED
    with pytest.raises(RecordingError) as caught:
        SealedAllocation(tmp_path / "nothing.key", SEAL)
    assert caught.value.code is RecordingErrorCode.FILE_UNREADABLE


def test_nothing_is_written_over_and_nothing_stays_of_what_fails(key, tmp_path):
    before = key.read_bytes()
    with pytest.raises(FileExistsError):
        write_allocation(key, SEAL, FACTS, ASSIGNMENTS, DONORS)
    assert key.read_bytes() == before
    with pytest.raises(RecordingError):  # the same person twice
        write_allocation(tmp_path / "new.key", SEAL, FACTS, [ASSIGNMENTS[0], ASSIGNMENTS[0]], DONORS)
    assert [each.name for each in tmp_path.iterdir()] == [key.name]


def test_who_else_holds_it_is_told(key):
    with SealedAllocation(key, SEAL, writes=True) as first:
        first._connection.execute("BEGIN IMMEDIATE")
        with SealedAllocation(key, SEAL, writes=True) as second:
            second._connection._connection.set_busy_timeout(0)
            with pytest.raises(RecordingError) as caught:
                second.record(OPENING)
    assert caught.value.code is RecordingErrorCode.HELD
    with SealedAllocation(key, SEAL) as allocation:
        assert allocation.openings() == ()


def test_a_full_disk_is_told_and_the_file_stays_as_it_was(key):
    with SealedAllocation(key, SEAL, writes=True) as allocation:
        (pages,) = allocation._connection.execute("PRAGMA page_count").fetchone()
        allocation._connection.execute(f"PRAGMA max_page_count = {pages}")  # what SQLite then says is SQLITE_FULL
        with pytest.raises(RecordingError) as caught:
            allocation.record(OPENING._replace(why="x" * 10_000))
    assert caught.value.code is AllocationErrorCode.NOT_WRITTEN
    with SealedAllocation(key, SEAL) as allocation:
        assert (allocation.openings(), list(allocation.assignments())) == ((), ASSIGNMENTS)
