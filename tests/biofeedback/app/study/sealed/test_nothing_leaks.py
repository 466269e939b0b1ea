"""Nothing that a blinded session leaves, shows or answers tells its condition: neither a word nor a difference."""

import re
from dataclasses import fields

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.app.sensors import factory
from biofeedback.app.study.sealed import beginning
from biofeedback.events import (
    Beat,
    BeatJudged,
    BlockBegan,
    BreathPlanned,
    Contact,
    DeviceFact,
    Gap,
    GuidanceChosen,
    LeadingBegan,
    LinkChanged,
    Metric,
    Notice,
    Packet,
    PracticeEnded,
    StepBegan,
    Tick,
)
from sessions.reader import Recording
from sessions.studies.sealed_allocation import SealedAllocation
from tests.rigs.studies.lab_study import Lab
from tests.rigs.studies.small_studies import CONDITIONS, SEAL

WORDS = (*CONDITIONS, "replayed", "feedback", "condition", "donor", "sham")
"""What no file, screen or answer of a session may say."""

COURSE = (StepBegan, BlockBegan, GuidanceChosen, LeadingBegan, PracticeEnded, DeviceFact)
"""What a session is led through, which no load of the machine changes."""

OF_HEARTS = (Beat, BeatJudged, BreathPlanned, Contact, Gap, LinkChanged, Metric, Notice, Packet, Tick)
"""What else there may be in a recording: of the heart, the breath and the link, none of which knows a condition."""

_TIME = re.compile(r"^\d+:\d\d(?:\.\d)?  ")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A study of four people whose hearts and lengths are the same, so that whatever differs is of the condition."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(factory, "any_seed", lambda: 7)
        patch.setattr(beginning, "drawn_seed", lambda: 5)
        lab = Lab(tmp_path_factory.mktemp("lab"), 4)
        for said in lab.record_donors(2):
            assert said.printed.code == 0, said
        assert lab.draw("--block-size", "4").printed.code == 0
        before = {path: path.read_bytes() for path in lab.study.rglob("*") if path.is_file()}
        said = {code: lab.session(code).printed for code in lab.codes}
        yield lab, said, before


@pytest.fixture(scope="module")
def condition_of(done):
    lab, _, _ = done
    with SealedAllocation(lab.study / "allocation.key", SEAL) as key:
        found = {each.participant: each.condition for each in key.assignments()}
    assert sorted(found.values()) == sorted(CONDITIONS * 2)
    return found


def recorded(lab):
    return {code: lab.study / "recordings" / f"{code}_1.soften" for code in lab.codes}


def test_all_sessions_answer_alike(done):
    _, said, _ = done
    assert {each.code for each in said.values()} == {0}
    assert {each.err for each in said.values()} == {""}
    lines = [shown_in(each.out.replace(code, "CODE")) for code, each in said.items()]
    for each in lines:
        assert each == lines[0]
    assert len(lines[0]) > 5


def shown_in(text):
    """Return what a terminal showed, without when, and without what a busy machine shows oftener or not any more."""
    lines = {_TIME.sub("", line) for line in text.splitlines()}
    return sorted(
        line for line in lines if not line.startswith(("the numbers of the heart rest", "The simulated heart"))
    )


def test_no_word_of_a_condition_is_on_a_screen_or_in_a_file(done):
    lab, said, _ = done
    for each in said.values():
        assert not [word for word in WORDS if word in (each.out + each.err).lower()]
    sealed_or_public = {"lights.toml", "allocation.key", "running.sealed"}
    looked = 0
    for path in lab.folder.rglob("*"):
        inside = path.relative_to(lab.folder)
        assert not [word for word in CONDITIONS if word in str(inside)]
        if path.is_file() and path.name not in sealed_or_public and inside.parts[0] != "earlier":
            content = path.read_bytes().lower()
            of_a_session = "recordings" in inside.parts
            words = WORDS if of_a_session else CONDITIONS
            assert not [word for word in words if word.encode() in content], path
            looked += 1
    assert looked >= 4 + 2  # recordings, and what is public


def test_sealed_files_hold_no_word_in_clear_and_a_session_changes_nothing_in_them(done):
    lab, _, before = done
    for path, content in before.items():
        assert path.read_bytes() == content, path
    for name in ("allocation.key", "running.sealed"):
        content = (lab.study / name).read_bytes()
        assert not [word for word in (*WORDS, *lab.codes) if word.encode() in content]


def test_recordings_of_both_conditions_say_the_same_of_themselves(done):
    lab, _, _ = done
    told = []
    for code, path in recorded(lab).items():
        with Recording(path) as recording:
            facts = dict(recording.facts)
        assert facts.pop("participant") == code
        facts.pop("started_at")
        told.append(facts)
    assert all(facts == told[0] for facts in told)
    assert told[0]["protocol_seed"] == "5"
    assert told[0]["study_session"] == "1"


def test_what_a_recording_holds_is_of_its_ticks_and_beats_alone(done):
    """However many of them a busy machine makes: computed anew without a condition, everything is the same."""
    lab, _, _ = done
    courses, breaths = [], []
    for path in recorded(lab).values():
        with Recording(path) as recording:
            assert replay(recording).identical
            assert {type(event) for _, event in recording.events()} <= {*COURSE, *OF_HEARTS}
            courses.append([without_times(event) for _, event in recording.events(*COURSE)])
            breaths.append({(event.in_s, event.out_s) for _, event in recording.events(BreathPlanned)})
    assert all(course == courses[0] for course in courses)
    assert len(courses[0]) > 5
    assert all(planned == breaths[0] for planned in breaths)


def without_times(event):
    facts = {field.name: getattr(event, field.name) for field in fields(event) if not field.name.endswith("_s")}
    return type(event), facts


def test_file_names_and_rights_are_of_the_code_alone(done):
    lab, _, _ = done
    folder = lab.study / "recordings"
    assert sorted(path.name for path in folder.iterdir()) == [f"{code}_1.soften" for code in lab.codes]
    assert len({path.stat().st_mode for path in folder.iterdir()}) == 1
    beside = sorted(path.name for path in (lab.study / ".running").iterdir())
    assert beside == lab.codes
    assert {each.stat().st_size for path in (lab.study / ".running").iterdir() for each in path.iterdir()} == {0}


def test_what_goes_wrong_is_said_alike_in_both_conditions(done):
    lab, _, _ = done
    donors = lab.study / "donors"
    donors.rename(lab.study / "elsewhere")
    try:
        said = {code: lab.session(code, "--again").printed for code in lab.codes}
    finally:
        (lab.study / "elsewhere").rename(donors)
    assert {each.code for each in said.values()} == {1}
    sentences = {re.sub(r"donor-\d", "DONOR", each.err) for each in said.values()}
    assert len(sentences) == 1
    assert not [path for path in (lab.study / "recordings").iterdir() if "_2" in path.name]


def test_a_session_after_the_key_was_opened_looks_the_same_and_is_marked(done):
    """The last test here: it opens the key."""
    lab, said, _ = done
    with Recording(recorded(lab)["P01"]) as recording:
        assert "blinded" not in recording.facts
    assert lab.open_key().printed.code == 0
    later = lab.session("P01", "--again").printed
    assert later.code == 0
    assert later.err == "The key of this study was opened before, so this session is kept as one that is not blinded.\n"
    assert shown_in(later.out.replace("P01_1_2", "P01_1")) == shown_in(said["P01"].out)
    with Recording(lab.study / "recordings" / "P01_1_2.soften") as recording:
        assert recording.facts["blinded"] == "no"
        assert not [word for word in CONDITIONS if word in str(recording.facts)]
