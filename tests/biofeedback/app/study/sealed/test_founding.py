"""A study with sealed conditions is made whole, and its clear files know nothing of conditions."""

import shutil
import tomllib

import pytest

from biofeedback.app.study.files import files_of
from biofeedback.app.study.sealed.beginning import running
from biofeedback.app.study.sealed.founding import found
from biofeedback.app.study.sealed.study_file import KEY, protocol_of, read_study
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import SoftenError
from sessions.reader import Recording
from sessions.studies.sealed_allocation import SealedAllocation
from tests.rigs.studies.founded_studies import names
from tests.rigs.studies.small_studies import CONDITIONS, SEAL, make_study, plan_of, write_donors, write_protocol

NAMES = [
    "allocation.key", "donors", "donors/donor-1.soften", "donors/donor-2.soften", "lights.toml", "recordings",
    "running.sealed", "running.secret", "study.toml",
]  # fmt: skip


def test_a_study_is_made(tmp_path):
    made = make_study(tmp_path, participants=12, sessions=3, seed=77)
    assert names(made.folder) == NAMES
    assert read_study(made.folder) == made
    assert (made.sessions, made.participants[0], made.participants[-1]) == (3, "P01", "P12")
    assert protocol_of(made).name == "lights"
    with SealedAllocation(made.folder / KEY, SEAL) as key, running(made) as program:
        assert (key.facts["seed"], key.facts["block_sizes"]) == ("77", "4")
        assert not {"seed", "block_sizes"} & program.facts.keys()
        assert {(each.block, each.block_size) for each in program.assignments()} == {(0, 0)}
        assert [each.condition for each in key.assignments()] == [each.condition for each in program.assignments()]
        assert {each.block_size for each in key.assignments()} == {4}
        assert key.donors() == program.donors()
        assert len(key.donors()) == 36


def test_the_same_seed_gives_the_same_study_and_none_another_one_each_time(tmp_path):
    def drawn(name, **plan):
        made = make_study(tmp_path, name, participants=40, **plan)
        with running(made) as program:
            return [each.condition for each in program.assignments()], program.donors()

    assert drawn("one", seed=5) == drawn("two", seed=5)
    assert drawn("three") != drawn("four")


def test_everybody_has_donors_whatever_the_condition_and_no_donor_twice_while_there_are_others(tmp_path):
    write_donors(tmp_path / "donors of old", write_protocol(tmp_path / "lights.toml"), 3)
    made = make_study(tmp_path, participants=8, sessions=3)
    with running(made) as program:
        for participant in made.participants:
            own = [each.file for each in program.donors() if each.participant == participant]
            assert sorted(own) == ["donor-1.soften", "donor-2.soften", "donor-3.soften"]


def test_donors_are_copied_without_names_and_without_words(tmp_path):
    donors = write_donors(tmp_path / "donors of old", write_protocol(tmp_path / "lights.toml"))
    made = make_study(tmp_path)
    for copy in (made.folder / "donors").iterdir():
        with Recording(copy) as recording:
            assert "shared_without" in recording.facts
        assert b"somebody" not in copy.read_bytes()
    assert len(list(donors.iterdir())) == 2


def test_strata_have_codes_and_blocks_of_their_own(tmp_path):
    made = make_study(tmp_path, participants=4, strata=("A", "OLD"))
    assert made.participants == ("A-01", "A-02", "A-03", "A-04", "OLD-01", "OLD-02", "OLD-03", "OLD-04")
    with SealedAllocation(made.folder / KEY, SEAL) as key:
        for stratum in ("A", "OLD"):
            drawn = [each.condition for each in key.assignments() if each.stratum == stratum]
            assert sorted(drawn) == sorted(CONDITIONS * 2)


def test_strata_are_kept_as_codes_are(tmp_path):
    made = make_study(tmp_path, participants=4, strata=("old", " A"))
    assert read_study(made.folder).participants == made.participants
    assert (made.participants[0], made.participants[-1]) == ("OLD-01", "A-04")


def test_the_clear_files_say_the_same_whoever_is_in_which_condition(tmp_path):
    """Two studies that differ by their seed alone differ in clear by their name and their secrets alone."""
    made = [make_study(tmp_path, f"study {seed}", participants=20, seed=seed) for seed in (1, 2)]
    texts = [each.path.read_text().replace(each.name, "NAME") for each in made]
    assert texts[0] == texts[1]
    assert not any(word in texts[0] for word in (*CONDITIONS, "seed", "block"))
    sizes = [{path.name: path.stat().st_size for path in each.folder.iterdir()} for each in made]
    assert sizes[0] == sizes[1]
    for each in made:
        sealed = (each.folder / "running.sealed").read_bytes() + (each.folder / KEY).read_bytes()
        assert not any(word.encode() in sealed for word in (*CONDITIONS, each.name))
        # A code has three bytes, which come up by chance in one of some thousands of pages; half of them do not.
        assert sum(code.encode() in sealed for code in each.participants) < len(each.participants) / 2


def test_a_donor_of_the_shortest_session_is_long_enough_wherever_it_began(tmp_path):
    protocol = write_protocol(tmp_path / "lights.toml")
    donors = write_donors(tmp_path / "short", protocol, length_s=55.0, began_s=12.0589)
    assert make_study(tmp_path, donors=donors).participants


def test_a_step_without_an_end_needs_no_donor(tmp_path):
    protocol = write_protocol(tmp_path / "lights.toml")
    end = '[[steps]]\nname = "rest"\ntitle = "Rest"\npurpose = "As long as it takes"\nendless = true\n'
    text = protocol.read_text() + end + 'pacing = "listen"\nheart_display = "resting"\n'
    protocol.write_text(text)
    assert make_study(tmp_path).participants


def test_the_key_can_lie_elsewhere(tmp_path):
    key = tmp_path / "stick" / "lights.key"
    made = found(tmp_path / "study", key, plan_of(tmp_path), SEAL)
    assert key.exists()
    assert not (made.folder / KEY).exists()


def test_the_protocol_may_lie_in_the_folder_already(tmp_path):
    (tmp_path / "study").mkdir()
    protocol = write_protocol(tmp_path / "study" / "lights.toml")
    before = protocol.read_text()
    made = make_study(tmp_path, protocol=protocol)
    assert protocol.read_text() == before
    assert names(made.folder) == NAMES


def test_forms_beside_the_protocol_are_copied_and_are_no_files_to_analyse(tmp_path):
    protocol = write_protocol(tmp_path / "lights.toml")
    protocol.write_text(protocol.read_text().replace("[protocol]", '[protocol]\nforms_before = ["our_own"]'))
    (tmp_path / "forms").mkdir()
    form = tmp_path / "forms" / "our_own.toml"
    form.write_text("# ours")
    (tmp_path / "forms" / "another.toml").write_text("# of another protocol")
    made = make_study(tmp_path)
    assert names(made.folder / "forms") == ["our_own.toml"]
    assert (made.folder / "forms" / "our_own.toml").read_text() == "# ours"
    assert files_of(made.folder) == []
    assert read_study(made.folder) == made
    assert protocol_of(made).name == "lights"
    (made.folder / "forms" / "our_own.toml").write_text("# no longer ours")
    assert code_of_protocol(made) is AllocationErrorCode.BESIDE_CHANGED
    (made.folder / "forms" / "our_own.toml").unlink()
    assert code_of_protocol(made) is AllocationErrorCode.BESIDE_CHANGED
    text = made.path.read_text()
    made.path.write_text("".join(line for line in text.splitlines(keepends=True) if "our_own" not in line))
    with pytest.raises(SoftenError) as caught:
        running(read_study(made.folder))
    assert caught.value.code is AllocationErrorCode.STUDY_CHANGED


def test_a_form_that_takes_the_place_of_one_of_ours_is_noticed(tmp_path):
    protocol = write_protocol(tmp_path / "lights.toml")
    protocol.write_text(protocol.read_text().replace("[protocol]", '[protocol]\nforms_before = ["how_it_is"]'))
    made = make_study(tmp_path)
    assert protocol_of(made).name == "lights"
    (made.folder / "forms").mkdir()
    (made.folder / "forms" / "how_it_is.toml").write_text("# another one")
    assert code_of_protocol(made) is AllocationErrorCode.BESIDE_CHANGED


def code_of_protocol(study):
    with pytest.raises(SoftenError) as caught:
        protocol_of(study)
    return caught.value.code


def test_the_public_file_is_read_as_it_was_made_or_not_at_all(tmp_path):
    made = make_study(tmp_path)
    text = made.path.read_text()
    assert tomllib.loads(text)["participants"] == list(made.participants)
    for old, new in (
        ("format = 1", "format = 2"),
        ("sessions = 1", "sessions = 0"),
        ("sessions = 1", 'sessions = "1"'),
        ('"P02"', '"p02"'),
        ('"P02"', "2"),
        ("lights.toml", "../lights.toml"),
        ("participants", "people"),
        ("format", 'condition = "genuine"\nformat'),
    ):
        assert old in text
        made.path.write_text(text.replace(old, new))
        with pytest.raises(SoftenError) as caught:
            read_study(made.folder)
        assert caught.value.code is AllocationErrorCode.STUDY_CHANGED
    made.path.write_text("format = ")
    with pytest.raises(SoftenError) as caught:
        read_study(made.folder)
    assert caught.value.code is AllocationErrorCode.UNREADABLE
    shutil.rmtree(made.folder)
    with pytest.raises(SoftenError) as caught:
        read_study(made.folder)
    assert caught.value.code is AllocationErrorCode.NO_STUDY
