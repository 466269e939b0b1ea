"""The passphrase of whoever practises now: given once a run, compared, and forgotten with the person."""

from contextlib import closing

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.recordings.seals import LiveSeals
from biofeedback.errors import SoftenError
from sessions.library import SEALS_NEW, Library
from sessions.library.whole_folder import kept_in
from sessions.recording_file import create
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN, Passphrase

WORDS = "rosemary by the eastern gate"
SEAL = Passphrase(WORDS)


@pytest.fixture(autouse=True)
def nothing_given():
    yield
    GIVEN.forget()


@pytest.fixture
def library(tmp_path):
    library = Library(tmp_path / "sessions")
    create(library.folder / "one.soften", {}, {}).close()
    create(library.folder / "two.soften", {}, {}, SEAL).close()
    return library


def test_a_passphrase_is_compared_with_what_is_sealed(library):
    seals = LiveSeals(lambda: library)
    assert (seals.sealed, seals.plain, seals.is_open, seals.wanted) == (1, 1, False, False)
    with pytest.raises(SoftenError, match="sealed-otherwise"):
        seals.give("something else")
    assert not seals.is_open
    seals.give(WORDS)
    assert seals.is_open
    assert seals.for_new() is None  # new ones are to be plain
    seals.forget()
    assert not seals.is_open


def test_all_are_sealed_with_a_new_passphrase_and_opened_again(library):
    seals = LiveSeals(lambda: library)
    seals.give(WORDS)
    with pytest.raises(SoftenError, match="passphrases-differ"):
        seals.choose("lavender", "lavendar")
    assert not seals.wanted
    seals.choose("lavender", "lavender")
    assert seals.wanted
    assert seals.for_new() == Passphrase("lavender")
    assert library.folder / SEALS_NEW in kept_in(library.folder)
    seen = []
    assert seals.seal_all(lambda: seen.append(1)).done == 2
    assert len(seen) == 2
    assert seals.seal_all().done == 0  # they are, by now
    again = LiveSeals(lambda: library)
    GIVEN.forget()
    with pytest.raises(SoftenError, match="passphrase-needed"):
        again.for_new()
    with pytest.raises(SoftenError, match="sealed-otherwise"):
        again.give(WORDS)
    again.give("lavender")
    assert again.unseal_all().done == 2
    assert not any(map(is_sealed, library.paths()))
    assert not again.wanted


def test_new_recordings_are_sealed_until_everything_was_opened(library):
    seals = LiveSeals(lambda: library)
    seals.choose(WORDS, WORDS)
    GIVEN.forget()
    done = seals.unseal_all()
    assert (done.done, len(done.left)) == (0, 1)
    assert seals.wanted
    seals.give(WORDS)
    assert not seals.unseal_all().left
    assert not seals.wanted


def test_each_person_has_their_own_and_it_is_forgotten_with_them(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with LiveApplication() as application:
        application.seals.choose("lavender", "lavender")
        fern = application.people.add("Fern")
        application.people.choose(fern)
        assert not application.seals.wanted
        assert not application.seals.is_open
        assert not len(GIVEN)
        application.seals.choose("rosemary", "rosemary")
        application.people.choose(application.people.everybody[0])
        assert application.seals.wanted
        assert not application.seals.is_open
        application.people.choose_guest()
        assert not application.seals.wanted
        application.seals.choose("thyme", "thyme")
        guests = application.people.library.folder
        with closing(create(guests / "one.soften", {}, {}, application.seals.for_new())):
            assert is_sealed(guests / "one.soften")
        application.people.say_goodbye()
        application.people.choose(fern)
        assert not guests.exists()
        application.delete_everything()
    assert not list((tmp_path / "sessions").rglob("*"))
