"""The people of this machine: names in one private file, a folder each, and what is kept of each of them."""

import datetime
import json
import stat

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.people import LivePeople
from biofeedback.app.people_names import NAMES, PUT_ASIDE
from biofeedback.app.profile_store import remembered_preferences
from biofeedback.error_codes import PeopleErrorCode, StoreErrorCode
from biofeedback.errors import UsageError
from biofeedback.practice.script.answers import Answers
from sessions import recording_file
from tests.rigs.files.hostile_text import HOSTILE
from ui.people import Person
from ui.preferences import Preferences
from ui.words.languages import english
from ui.words.people_words import person_name, plant_names

NOW = datetime.datetime(2026, 11, 22, 14, 5, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()
NAMES_OF_STRANGERS = [
    HOSTILE[:80],
    "../../../etc",
    "-rf",
    "{name}",
    "%s",
    "Ana\udcff",
    "\u202eGnirts",
    "Ana\nBen",
    "<b>Ana</b>",
    "\U0001f33f",
]
OWNER = Person("", "")


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def people(data):
    return LivePeople()


def record(path):
    recording_file.create(path, {}, {}).close()


def refused(act, *given):
    with pytest.raises(UsageError) as caught:
        act(*given)
    return caught.value.code


def test_by_default_there_is_one_and_nothing_is_kept(people, data):
    assert list(people.everybody) == [OWNER]
    assert people.here == OWNER
    assert people.library.folder == data / "sessions"
    assert not data.exists()


def test_names_lie_in_one_private_file(people, data):
    fern, willow = people.add(" Fern "), people.add("Willow")
    assert [person.name for person in people.everybody] == ["", "Fern", "Willow"]
    assert stat.S_IMODE((data / NAMES).stat().st_mode) == 0o600
    assert json.loads((data / NAMES).read_text()) == {"people": {fern.key: "Fern", willow.key: "Willow"}}
    assert not (data / "sessions").exists()
    assert people.rename(fern, "Fern").name == "Fern"
    assert people.rename(OWNER, "Hazel").name == "Hazel"
    assert [person.name for person in LivePeople().everybody] == ["Hazel", "Fern", "Willow"]


def test_a_name_is_that_of_one(people):
    people.add("Fern")
    moss = people.add("Moss")
    for name in ("fern", "FERN", " Fern", "\uff26ern"):
        assert refused(people.add, name) == PeopleErrorCode.NAME_TAKEN
    assert refused(people.rename, moss, "Fern") == PeopleErrorCode.NAME_TAKEN
    for name in ("", "  ", "\u200b", "\n"):
        assert refused(people.add, name) == PeopleErrorCode.NAME_EMPTY
    assert refused(people.add, "a" * 81) == PeopleErrorCode.NAME_TOO_LONG


@pytest.mark.parametrize("name", NAMES_OF_STRANGERS)
def test_hostile_names_are_kept_and_shown_so_that_all_is_seen(people, name):
    person = people.add(name)
    assert person_name(LivePeople().everybody[1], english()).isprintable()
    assert people.named(person.name, "Yourself") == person
    assert people.library.of(person.key).folder.name == person.key


def test_somebody_is_found_by_the_beginning_of_their_name(people):
    rowan, rose = people.add("Rowan"), people.add("Rose")
    assert people.named("row", "Yourself") == rowan
    assert people.named("Rose", "Yourself") == rose
    assert people.named("yourself", "Yourself") == OWNER
    assert refused(people.named, "ro", "Yourself") == PeopleErrorCode.SEVERAL
    assert refused(people.named, "", "Yourself") == PeopleErrorCode.UNKNOWN


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("no json", StoreErrorCode.NO_JSON),
        ("[]", StoreErrorCode.OF_OTHER_FORM),
        ('{"people": 3}', StoreErrorCode.OF_OTHER_FORM),
        ("{" * 100_000, StoreErrorCode.OF_OTHER_FORM),
        (" " * 1_048_577, StoreErrorCode.TOO_LONG),
    ],
)
def test_a_broken_file_of_names_keeps_nobody_from_their_recordings(people, data, content, why):
    fern = people.add("Fern")
    record(people.library.of(fern.key).new_path(NOW))
    (data / NAMES).write_text(content)
    assert people.error.because.code == why or content.startswith("{{")
    assert [person.key for person in people.everybody] == ["", fern.key]
    people.rename(fern, "Fern")
    assert people.error is None
    assert (data / PUT_ASIDE).read_text() == content


def test_keys_of_a_file_lead_nowhere_else(people, data):
    data.mkdir()
    (data / NAMES).write_text(json.dumps({"people": {"../..": "Up", "guest-0123456789abcdef": "Guest", "x": "X"}}))
    assert list(people.everybody) == [OWNER]


def test_removed_somebody_leaves_nothing(people, data):
    fern = people.add("Fern")
    people.choose(fern)
    record(people.library.new_path(NOW))
    people.keep_today(5.5, TODAY)
    people.remove(fern)
    assert list(people.everybody) == [OWNER]
    assert people.here == OWNER
    assert not [path for path in data.rglob("*") if fern.key in str(path)]
    assert fern.key not in (data / NAMES).read_text()
    assert refused(people.remove, OWNER) == PeopleErrorCode.OWNER_STAYS


def test_each_has_their_own_pace_and_answers(data):
    owners = Preferences(own_words=True, answers=Answers(colour="rose"))
    with LiveApplication(preferences=owners) as application:
        application.prefer(owners)
        people = application.people
        people.keep_today(6.0, TODAY)
        people.choose(fern := people.add("Fern"))
        assert application.preferences == Preferences(own_words=True)
        assert people.pace_of_today(TODAY) is None
        people.keep_today(5.0, TODAY)
        application.prefer(Preferences(answers=Answers(colour="sage")))
        assert (application.preferences.answers.colour, people.pace_of_today(TODAY)) == ("sage", 5.0)
        people.choose_guest()
        people.keep_today(4.5, TODAY)
        assert (application.preferences.answers.colour, people.pace_of_today(TODAY)) == ("", None)
        application.prefer(Preferences(answers=Answers(colour="sky")))
        assert application.preferences.answers.colour == "sky"
        people.choose(fern)
        assert (application.preferences.answers.colour, people.pace_of_today(TODAY)) == ("sage", 5.0)
        people.choose(OWNER)
        assert (application.preferences.answers.colour, people.pace_of_today(TODAY)) == ("rose", 6.0)
    assert remembered_preferences() == (Preferences(answers=Answers(colour="rose")), None)


def test_a_guests_recording_goes_with_the_guest(data):
    with LiveApplication() as application:
        people = application.people
        people.choose_guest()
        assert people.here is None
        path = people.library.new_path(NOW)
        record(path)
        assert people.is_guests(path)
        kept = people.give(path, fern := people.add("Fern"))
        assert not people.is_guests(kept)
        record(path)
        people.say_goodbye()
        assert not path.exists()
        record(path)
    assert not path.exists()
    assert [entry.path for entry in people.library.of(fern.key).entries()] == [kept]


def test_plants_are_offered_that_nobody_is_called():
    plants = plant_names(english())
    assert len(plants) == 12
    assert plant_names(english(), [Person("", plants[0].upper())]) == plants[1:]
