"""`soften practices`: one's own practices beside the built-in ones, written, checked and previewed."""

import hashlib

import pytest
from typer.testing import CliRunner

from biofeedback.app.application import LiveApplication
from biofeedback.app.practices.practice_library import own_practices, practice_meant, read_file
from biofeedback.app.practices.practice_outline import course
from biofeedback.app.practices.practice_template import template
from biofeedback.cli.command_line import command_line
from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError, UsageError
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from biofeedback.practice.script.protocol import drawn, with_condition
from biofeedback.practices import built_in_practices
from tests.rigs.words.said_errors import raises_saying, said
from ui.preferences import Preferences
from ui.sound.settings import SoundSettings
from ui.words.languages import english

ENDLESS = """
name = "sit"
title = "Sit"
subtitle = "s"
[[steps]]
name = "sit"
title = "Sit"
purpose = "p"
endless = true
pacing = "listen"
silence = true
bell_every_s = 600
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
    (tmp_path / "data" / "practices").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def folder(home):
    return home / "data" / "practices"


def soften(*arguments):
    return CliRunner().invoke(command_line(english()), [str(each) for each in arguments])


def test_a_new_practice_can_be_checked_previewed_and_begun_as_it_is(home):
    path = home / "My morning.toml"
    assert soften("practices", "new", home / "My morning").exit_code == 0
    assert "can be practised: My morning, 5 min" in soften("practices", "check", path).output
    preview = soften("practices", "preview", path).output
    assert "— Soften — 120 s, the light leads" in preview
    assert "Where something is tight" in preview
    assert practice_meant(str(path)).name == "my_morning"
    again = soften("practices", "new", path)
    assert isinstance(again.exception, UsageError)
    assert "left as it is" in said(again.exception)


def test_a_new_protocol_can_be_checked_and_previewed(home):
    path = home / "lab.toml"
    made = soften("practices", "new", "--protocol", home / "lab").output
    assert "--condition real" in made
    checked = soften("practices", "check", path).output
    assert "It is a protocol of 5 blocks, in one of these conditions: real, sham, twelve." in checked
    preview = soften("practices", "preview", path).output
    assert "practice, label P1, 30 s more or less, by condition" in preview
    assert "full breathing, label D1, the light follows no heart, 6 breaths a minute" in preview
    assert "In the condition sham: the light follows the heart of another recording." in preview
    protocol = practice_meant(str(path))
    assert protocol.protocol.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    for condition in protocol.protocol.conditions:
        assert drawn(with_condition(protocol, condition.name), 1).length_s < 1351.0
    refused = soften("begin", path, "--sensor", "simulated", "--terminal", "--speed", "100")
    assert "--condition" in said(refused.exception)


def test_all_that_is_wrong_is_said_with_file_and_key(home):
    path = home / "broken.toml"
    path.write_text(
        template("broken", "broken.toml").replace('"lead"', '"led"').replace("length_s = 60", "length_s = 0")
    )
    checked = soften("practices", "check", path)
    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("broken.toml: steps[") for line in lines)


def test_a_syntax_error_names_its_line(home):
    path = home / "broken.toml"
    path.write_text('name = "a"\ntitle = A\n')
    assert "broken.toml: this is not valid TOML" in (output := soften("practices", "check", path).output)
    assert "line 2" in output


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"name = 3"])
def test_a_file_that_is_no_practice_is_a_fault_and_no_crash(home, content):
    path = home / "odd.toml"
    path.write_bytes(content)
    assert read_file(path).faults
    assert read_file(home / "none.toml").faults[0].code == PracticeErrorCode.UNREADABLE


def test_a_voice_that_is_not_there_is_a_fault(home):
    path = home / "voice.toml"
    text = template("voice", "voice.toml").replace('"Let yourself arrive."', '"Let yourself arrive.", voice = "a.wav"')
    path.write_text(text)
    assert read_file(path).faults[0].key == "steps[1].prompts[1].voice"
    (home / "a.wav").touch()
    assert read_file(path).practice is not None


def test_the_voices_of_a_practice_are_sought_beside_its_file(home, monkeypatch):
    sought = []

    class Quiet:
        def __init__(self, settings, *, voice_folder, takes, source, device):
            sought.append(voice_folder)

        def follow(self, *_):
            pass

        def go_to(self, device):
            pass

        def settle(self):
            pass

        def change(self, settings):
            sought.append(settings.volume)

        def close(self):
            pass

    monkeypatch.setattr("ui.sound.sound_out.SoundOut", Quiet)
    path = home / "voice.toml"
    path.write_text(template("voice", "voice.toml"))
    with LiveApplication(seed=1, preferences=Preferences()) as application:
        application.begin(practice_meant(str(path)), "simulated", None).finish()
        application.begin(practice_meant("three_breaths"), "simulated", None).finish()
        application.prefer(Preferences(sound=SoundSettings(volume=0.25)))
    assert sought == [home, None, 0.25, 0.25]


def test_a_broken_file_hides_no_other_and_is_listed_with_its_error(folder):
    (folder / "a_broken.toml").write_text("name = 1")
    (folder / "b_morning.toml").write_text(template("morning", "b_morning.toml"))
    (folder / "c_taken.toml").write_text(template("compassionate_pause", "c_taken.toml"))
    (folder / "notes.txt").write_text("not a practice")
    assert [own.practice is not None for own in own_practices()] == [False, True, False]
    listed = soften("practices").output
    assert "morning  Morning, 5 min" in listed
    assert "a_broken.toml: name: text is wanted here" in listed
    assert "called 'compassionate_pause' already" in listed
    assert practice_meant("morning").title == "Morning"
    assert practice_meant("compassionate_pause") in built_in_practices()
    with raises_saying(PracticeError, r"a_broken\.toml"):
        practice_meant("a_broken")
    with raises_saying(UsageError, "morning"):
        practice_meant("juggling")
    with LiveApplication() as application:
        assert [practice.name for practice in application.practices][-1] == "morning"
        assert len(application.practice_errors) == 2


def test_without_a_folder_there_are_the_built_in_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "nowhere"))
    assert own_practices() == ()


def test_every_practice_of_every_length_comes_to_its_end(home):
    for practice in built_in_practices():
        for minutes in practice.minutes or (None,):
            whole = practice if minutes is None else practice.lasting(minutes)
            lines = list(course(whole, english()))
            assert lines[-1].endswith("The end.") or whole.endless
            guide = Guide(whole)
            while (due_s := guide.next_due_s) is not None and due_s < 3.0 * 3600.0:
                guide.advance(due_s)
            assert guide.ended or whole.endless


def test_what_has_no_end_is_written_out_for_half_an_hour():
    lines = list(course(parse_practice(ENDLESS, "sit.toml"), english()))
    assert [line for line in lines if "bell" in line] == [" 10:00  (a bell)", " 20:00  (a bell)", " 30:00  (a bell)"]
    assert "until the person ends it" in lines[-1]
