"""A library lists, finds, deletes and gives sealed recordings, and keeps nothing of what they hold."""

from biofeedback.events import Note
from sessions.index.recording_index import RecordingIndex
from sessions.index.store import INDEX_NAME
from sessions.later.tags import write_tag
from sessions.library import Library
from sessions.library.giving import give
from sessions.reader import Recording
from sessions.sealed.passphrases import GIVEN
from tests.rigs.files.sealed_files import HALFWAY, NOTED, SECRET, code_of, make, run_child
from tests.sessions.sealed.conftest import OTHER, SEAL


def test_the_library_lists_it_as_sealed_finds_it_and_deletes_it(sealed):
    library = Library(sealed.parent)
    GIVEN.forget()
    (entry,) = library.entries()
    assert entry.error is not None
    assert entry.error.code == "sealed"
    assert (entry.practice, entry.beats) == ("", None)
    assert library.find("one") == sealed
    library.delete(sealed)
    assert list(sealed.parent.iterdir()) == []


def test_the_index_keeps_that_a_recording_is_sealed_and_nothing_of_it(tmp_path):
    folder = tmp_path / "sessions"
    path = make(folder / "2026-03-03_09-05-00_sealed.soften", SEAL)
    write_tag(path, "lavender", NOTED, is_there=True)
    index = RecordingIndex(folder)
    (entry,) = index.refresh()
    assert (entry.entry.practice, entry.note, entry.tags) == (SECRET, SECRET, ("lavender",))
    GIVEN.forget()
    for known in (index.known(), index.refresh(), RecordingIndex(folder).known(), RecordingIndex(folder).refresh()):
        (entry,) = known
        assert entry.entry.error is not None
        assert entry.entry.error.code == "sealed"
        assert entry.entry.started is not None  # its name says so
        assert (entry.entry.practice, entry.note, entry.tags) == ("", "", ())
    kept = (folder / INDEX_NAME).read_bytes()
    assert SECRET.encode() not in kept
    assert b"lavender" not in kept
    GIVEN.remember(SEAL)
    for again in (index, RecordingIndex(folder)):
        assert again.refresh()[0].entry.practice == SECRET


def test_whoever_lists_recordings_is_not_asked_for_passphrases(sealed, monkeypatch):
    asked = []
    monkeypatch.setattr(GIVEN, "asks", lambda path, again: asked.append((path, again)) or [OTHER, SEAL][again])
    GIVEN.forget()
    Library(sealed.parent).entries()
    RecordingIndex(sealed.parent).refresh()
    assert not asked
    with Recording(sealed) as recording:
        assert recording.facts["practice"] == SECRET
    assert asked == [(sealed, False), (sealed, True)]


def test_it_is_given_to_somebody_as_it_is_and_one_that_was_cut_off_with_its_passphrase(tmp_path):
    path = make(tmp_path / "one.soften", SEAL)
    GIVEN.forget()
    path = give(path, tmp_path / "fern")
    GIVEN.remember(SEAL)
    assert Recording(path).count(Note) == 1
    run_child(HALFWAY, path)
    GIVEN.forget()
    assert code_of(lambda: give(path, tmp_path / "willow")) == "sealed"
    GIVEN.remember(SEAL)
    path = give(path, tmp_path / "willow")
    assert [each.name for each in path.parent.iterdir()] == ["one.soften"]
    with Recording(path) as recording:
        assert [item.number for item in recording.events()] == [1, 2]
