"""A study that cannot be made leaves nothing, and whatever was there before stays."""

from contextlib import contextmanager

import pytest

from biofeedback.app.study.sealed import founding
from biofeedback.app.study.sealed.founding import found
from biofeedback.app.study.sealed.study_file import KEY
from biofeedback.error_codes import AllocationErrorCode, RecordingErrorCode, StudyCodeErrorCode, StudyErrorCode
from biofeedback.errors import SoftenError
from tests.rigs.studies.founded_studies import names
from tests.rigs.studies.small_studies import RATES, REPLAYED, SEAL, make_study, plan_of, write_donors, write_protocol


def refused(tmp_path, **plan):
    with pytest.raises(SoftenError) as caught:
        make_study(tmp_path, **plan)
    assert not (tmp_path / "study").exists()
    return caught.value.code


def test_what_cannot_be_made_is_refused_and_leaves_nothing(tmp_path):
    assert refused(tmp_path, block_sizes=(3,)) is AllocationErrorCode.BLOCK_SIZE
    assert refused(tmp_path, strata=("A", "A")) is AllocationErrorCode.STRATUM_TWICE
    assert refused(tmp_path, strata=("A", "a")) is AllocationErrorCode.STRATUM_TWICE
    assert refused(tmp_path, strata=("",)) is StudyCodeErrorCode.OTHER_SIGNS
    assert refused(tmp_path, strata=("A-B-C-D-E",), participants=100) is StudyCodeErrorCode.TOO_LONG
    assert refused(tmp_path, participants=6000, strata=("A", "B")) is AllocationErrorCode.TOO_LARGE
    assert refused(tmp_path, sessions=101) is AllocationErrorCode.TOO_LARGE
    assert refused(tmp_path, strata=("A", "Anna")) is StudyCodeErrorCode.NAME
    assert refused(tmp_path, donors=None) is AllocationErrorCode.DONORS_NEEDED
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path, donors=tmp_path / "empty") is AllocationErrorCode.NO_DONORS
    rates = write_protocol(tmp_path / "rates.toml", RATES)
    assert refused(tmp_path, protocol=rates) is AllocationErrorCode.DONORS_NOT_NEEDED
    one = write_protocol(tmp_path / "one.toml", REPLAYED.replace('[[conditions]]\nname = "borrowed"\n', ""))
    assert refused(tmp_path, protocol=one) is AllocationErrorCode.TOO_FEW_CONDITIONS


def test_donors_that_cannot_be_replayed_are_refused_and_leave_nothing(tmp_path):
    protocol = write_protocol(tmp_path / "lights.toml")
    other = write_protocol(tmp_path / "other.toml", practice_s=41)
    short = write_donors(tmp_path / "short", protocol, length_s=54.0)  # 20 + 40 s, and 5 s of jitter
    assert refused(tmp_path, donors=short) is AllocationErrorCode.DONOR_SHORT
    paused = write_donors(tmp_path / "paused", protocol, length_s=70.0, paused_s=16.0)
    assert refused(tmp_path, donors=paused) is AllocationErrorCode.DONOR_SHORT
    assert refused(tmp_path, donors=write_donors(tmp_path / "silent", protocol, beats=False)) is StudyErrorCode.NO_BEATS
    cold = write_donors(tmp_path / "cold", protocol, warmth=False)
    assert refused(tmp_path, donors=cold) is StudyErrorCode.DONOR_WITHOUT_WARMTH
    assert refused(tmp_path, donors=write_donors(tmp_path / "o", other)) is StudyErrorCode.DONOR_OF_OTHER_PROTOCOL
    other = write_donors(tmp_path / "of any practice", None, length_s=64.0)  # has to be there for the longest session
    assert refused(tmp_path, donors=other) is AllocationErrorCode.DONOR_SHORT
    assert make_study(tmp_path, "any", donors=write_donors(tmp_path / "long", None, length_s=66.0)).participants
    torn = write_donors(tmp_path / "torn", protocol)
    (torn / "torn.soften").write_text("nothing")
    assert refused(tmp_path, donors=torn) is RecordingErrorCode.NO_RECORDING


def test_a_study_that_is_there_stays(tmp_path):
    made = make_study(tmp_path)
    before = {path: path.read_bytes() for path in made.folder.iterdir() if path.is_file()}
    with pytest.raises(SoftenError) as caught:
        make_study(tmp_path)
    assert caught.value.code is AllocationErrorCode.THERE_ALREADY
    (made.path).rename(tmp_path / "study.toml")  # two who make one at once: the other has begun, and not ended
    with pytest.raises(SoftenError) as caught:
        make_study(tmp_path)
    assert caught.value.code is AllocationErrorCode.IN_THE_WAY
    (tmp_path / "study.toml").rename(made.path)
    assert {path: path.read_bytes() for path in made.folder.iterdir() if path.is_file()} == before


def test_other_files_of_the_folder_stay_where_a_study_cannot_be_made(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear all")
    with pytest.raises(SoftenError):
        make_study(tmp_path, block_sizes=(3,))
    (folder / "allocation.key").write_text("of somebody")
    with pytest.raises(SoftenError) as caught:
        make_study(tmp_path)
    assert caught.value.code is AllocationErrorCode.IN_THE_WAY
    assert names(folder) == ["allocation.key", "letter.txt"]
    assert (folder / "allocation.key").read_text() == "of somebody"


@pytest.mark.parametrize("at", range(1, 8))
def test_a_disk_that_is_full_at_any_file_leaves_nothing(tmp_path, monkeypatch, at):
    plan_of(tmp_path)
    made = []
    new = founding._Making.new

    def full(self, path):
        made.append(path)
        if len(made) == at:
            raise OSError(28, "No space left on device", str(path))
        return new(self, path)

    monkeypatch.setattr(founding._Making, "new", full)
    with pytest.raises(SoftenError) as caught:
        make_study(tmp_path)
    assert caught.value.code is AllocationErrorCode.NOT_WRITTEN
    assert dict(caught.value.facts)["problem"] == "No space left on device"
    assert not (tmp_path / "study").exists()


@pytest.mark.parametrize("name", ["running.secret", "lights.toml", KEY, "study.toml"])
def test_what_another_maker_makes_meanwhile_stays(tmp_path, monkeypatch, name):
    plan_of(tmp_path)
    new = founding._Making.new

    @contextmanager
    def overtaken(self, path):
        with new(self, path) as own:
            if path.name == name:
                path.write_text("of somebody else")
            yield own

    monkeypatch.setattr(founding._Making, "new", overtaken)
    with pytest.raises(SoftenError):
        make_study(tmp_path)
    assert names(tmp_path / "study") == [name]
    assert (tmp_path / "study" / name).read_text() == "of somebody else"


def test_folders_that_were_made_for_a_key_are_taken_away_too(tmp_path, monkeypatch):
    plan_of(tmp_path)
    monkeypatch.setattr(founding, "RECORDINGS", "\0")  # a folder that cannot be made, after the key
    with pytest.raises(ValueError, match="null"):
        found(tmp_path / "study", tmp_path / "stick" / "keys" / "lights.key", plan_of(tmp_path), SEAL)
    assert not (tmp_path / "stick").exists()
