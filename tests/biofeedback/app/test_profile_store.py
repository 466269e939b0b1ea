"""What is kept of a person from one start to the next: whole, and never lost to a broken file."""

import datetime
import json
import math
import os
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.app.application import LiveApplication
from biofeedback.app.profile_store import (
    LARGEST_BYTES,
    PREFERENCES,
    PUT_ASIDE,
    PreferencesError,
    keep_today,
    keep_window,
    opening_page_to_show,
    opening_page_was_shown,
    pace_of_today,
    remember,
    remembered_preferences,
)
from biofeedback.osc import Osc
from biofeedback.practice.script.answers import Answers
from tests.rigs.words.said_errors import raises_saying, said
from ui.preferences import Preferences, WindowPlace
from ui.sound.settings import SoundSettings

TURNED = Preferences(
    sound=SoundSettings(breath="waves", voice="off", volume=0.3, bells_volume=0.65),
    attuned=False,
    theme="high-contrast",
    text_percent=175,
    motion="still",
    sensor="serial:/dev/ttyUSB0",
    recordings="/media/stick/sessions",
    exports="/media/stick/for_the_lab",
    window=WindowPlace(x=-1200, y=40, width=1280, height=860, maximised=True, dark=True),
    own_words=True,
    language="pt_BR",
    answers=Answers(colour="#b49ad6", phrases=("Sei sanft, für heute.",), parts=("the worrier",), bells_at_s=(600.0,)),
    lsl="network",
    audience_speaker="HDMI 0",
    osc=Osc(on=True, port=57120, beats=True),
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("SOFTEN_DATA", str(folder))
    return folder


def test_before_anything_was_turned_everything_is_as_it_came(folder):
    assert remembered_preferences() == (Preferences(), None)
    assert not folder.exists()


def test_what_was_turned_is_there_at_the_next_start(folder):
    remember(TURNED)
    assert remembered_preferences() == (TURNED, None)
    remember(Preferences())
    assert remembered_preferences() == (Preferences(), None)
    assert [path.name for path in folder.iterdir()] == [PREFERENCES]


def test_an_application_remembers_what_is_preferred(folder):
    LiveApplication().prefer(TURNED)
    assert remembered_preferences() == (TURNED, None)


def test_what_a_file_does_not_say_is_as_it_came(folder):
    folder.mkdir()
    (folder / PREFERENCES).write_text('{"still_light": true, "from_another_time": 1}', encoding="utf-8")
    assert remembered_preferences() == (Preferences(motion="still"), None)


def test_what_a_later_version_wrote_stays_beside_what_is_turned_here(folder):
    folder.mkdir()
    later = {"version": 9, "moon": {"phase": "new"}, "attuned": False, "still_light": True}
    (folder / PREFERENCES).write_text(json.dumps(later), encoding="utf-8")
    preferences, error = remembered_preferences()
    assert (preferences, error) == (Preferences(attuned=False, motion="still"), None)
    remember(TURNED)
    content = json.loads((folder / PREFERENCES).read_text(encoding="utf-8"))
    assert (content["version"], content["moon"]) == (9, {"phase": "new"})
    assert "still_light" not in content
    assert remembered_preferences() == (TURNED, None)


def test_where_the_window_was_is_kept_without_what_was_turned_for_one_start(folder):
    remember(TURNED)
    place = WindowPlace(x=10, y=20, width=900, height=620, full_screen=True)
    keep_window(place)
    assert remembered_preferences() == (replace(TURNED, window=place), None)


def test_a_broken_file_is_not_overwritten_by_where_the_window_was(folder):
    folder.mkdir()
    (folder / PREFERENCES).write_text("{broken", encoding="utf-8")
    keep_window(WindowPlace(x=10, y=20, width=900, height=620))
    assert (folder / PREFERENCES).read_text(encoding="utf-8") == "{broken"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"theme": "pink"}', "not written as Soften writes it"),
        ('{"text_percent": 20}', "not written as Soften writes it"),
        ('{"motion": "fast"}', "not written as Soften writes it"),
        ('{"window": {"x": 1}}', "not written as Soften writes it"),
        ('{"window": {"x": 1, "y": 1, "width": 1e300, "height": 2}}', "not written as Soften writes it"),
        ('{\n"attuned": tr', "line 2 is not JSON"),
        ("", "line 1 is not JSON"),
        ("[]", "not written as Soften writes it"),
        ("[" * 25_000 + "]" * 25_000, "not written as Soften writes it"),
        ('{"attuned": "no"}', "not written as Soften writes it"),
        ('{"sound": {"volume": "loud"}}', "not written as Soften writes it"),
        ('{"sound": {"trumpet": 1}}', "not written as Soften writes it"),
        ('{"sound": {"volume": 3}}', "The volume is 3; it can be from 0 (silent) to 1"),
        ('{"sound": {"volume": NaN}}', "The volume is nan"),
        ('{"answers": {"phrases": "be well"}}', "not written as Soften writes it"),
        ('{"answers": {"phrases": ["be {well}"]}}', "braces"),
        ('{"answers": {"bells_at_s": [-5]}}', "Bells ring at most"),
        ('{"answers": null}', "not written as Soften writes it"),
        (" " * (LARGEST_BYTES + 1), "far too long"),
    ],
)
def test_a_broken_file_is_one_sentence_and_nothing_of_it_is_lost(folder, content, why):
    folder.mkdir()
    path = folder / PREFERENCES
    path.write_text(content, encoding="utf-8")
    preferences, error = remembered_preferences()
    sentence = said(error)
    assert preferences == Preferences()
    assert why in sentence
    assert str(path) in sentence
    assert sentence.endswith(". Everything begins as it was at first.")
    assert "\n" not in sentence
    assert path.read_text(encoding="utf-8") == content
    remember(TURNED)
    assert remembered_preferences() == (TURNED, None)
    assert (folder / PUT_ASIDE).read_text(encoding="utf-8") == content


@given(content=st.binary(max_size=200))
def test_whatever_stands_in_the_file_somebody_can_practise(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("data")
    (folder / PREFERENCES).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTEN_DATA", str(folder))
        preferences, error = remembered_preferences()
    assert preferences == Preferences()
    assert error is not None or json.loads(content) == {}


def test_a_file_that_cannot_be_written_is_said_and_what_was_there_stays(folder):
    remember(TURNED)
    before = (folder / PREFERENCES).read_bytes()
    folder.chmod(0o500)
    try:
        if _may_write(folder):
            pytest.skip("this user may write everywhere")
        with raises_saying(PreferencesError, r"could not be kept in .*: Permission denied"):
            remember(Preferences())
    finally:
        folder.chmod(0o700)
    assert (folder / PREFERENCES).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [PREFERENCES]


def test_a_folder_that_is_a_file_is_said(folder):
    folder.write_text("in the way", encoding="utf-8")
    with raises_saying(PreferencesError, "could not be kept in"):
        remember(TURNED)
    _, error = remembered_preferences()
    sentence = said(error)
    assert sentence.startswith("Your settings could not be read") or sys.platform == "win32"


def test_a_disk_that_fills_up_leaves_what_was_there(folder, monkeypatch):
    remember(TURNED)
    before = (folder / PREFERENCES).read_bytes()

    opened = os.fdopen

    def full(descriptor, mode, **options):
        if "w" in mode:
            raise OSError(28, "No space left on device")
        return opened(descriptor, mode, **options)

    monkeypatch.setattr("biofeedback.files.private.os.fdopen", full)
    with raises_saying(PreferencesError, "No space left on device"):
        remember(Preferences())
    assert (folder / PREFERENCES).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [PREFERENCES]


def test_the_file_is_plain_to_read(folder):
    remember(TURNED)
    content = json.loads((folder / PREFERENCES).read_text(encoding="utf-8"))
    assert content["sound"]["breath"] == "waves"
    assert content["answers"]["phrases"] == ["Sei sanft, für heute."]


def _may_write(folder) -> bool:
    try:
        (folder / "try").touch()
    except PermissionError:
        return False
    (folder / "try").unlink()
    return True


def test_the_pace_of_today_is_gone_tomorrow(folder):
    today = datetime.date(2026, 11, 25)
    assert pace_of_today(today) is None
    keep_today(math.nan, today)
    assert pace_of_today(today) is None
    keep_today(5.638, today)
    assert pace_of_today(today) == 5.6
    assert pace_of_today(today + datetime.timedelta(days=1)) is None
    assert pace_of_today(today) is None


def test_a_spoilt_pace_of_today_is_none(folder):
    folder.mkdir()
    (folder / "pace_of_today.json").write_text('{"date": "2026-11-25", "breaths_per_min": 99}')
    assert pace_of_today(datetime.date(2026, 11, 25)) is None
    (folder / "pace_of_today.json").write_text("[")
    assert pace_of_today(datetime.date(2026, 11, 25)) is None


def test_the_opening_page_is_shown_until_it_was(folder):
    assert opening_page_to_show() is not None
    opening_page_was_shown()
    assert opening_page_to_show() is None


def test_where_nothing_can_be_kept_the_opening_page_comes_again(folder):
    folder.write_text("a file where the folder should be")
    opening_page_was_shown()
    assert opening_page_to_show() is not None
