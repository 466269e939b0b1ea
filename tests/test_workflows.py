"""What runs elsewhere for every change and every release: sound, pinned, with no more rights than it takes."""

import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PINNED = re.compile(r"^ *-? *uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

pytestmark = pytest.mark.skipif(not WORKFLOWS, reason="an sdist has no workflows")

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def program(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{name} has no wheel for this machine")
    return found


@every_workflow
def test_actionlint_and_shellcheck_find_nothing(path: Path) -> None:
    command = [program("actionlint"), "-no-color", "-shellcheck", program("shellcheck"), str(path)]
    done = programs.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_shellcheck_finds_nothing_in_scripts_either() -> None:
    found = [*ROOT.glob("scripts/*.sh"), *ROOT.glob("installers/**/*.sh"), ROOT / ".ci" / "run"]
    done = programs.run([program("shellcheck"), *map(str, found)], capture_output=True, text=True, check=False)
    assert done.stdout == ""


@every_workflow
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    used = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r" *-? *uses:", line)]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []


def test_an_action_has_one_version_in_all_of_them() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len({each.partition("@")[0] for each in used}) == len(used)


@every_workflow
def test_they_may_read_the_sources_and_nothing_else(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())
    kept = [
        step["with"].get("persist-credentials") for step in steps(path) if "actions/checkout" in step.get("uses", "")
    ]
    assert kept
    assert not any(kept)


@every_workflow
def test_no_text_of_strangers_is_put_into_a_command(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@every_workflow
def test_a_key_is_asked_for_only_where_there_is_one(path: Path) -> None:
    for step in steps(path):
        if "secrets." in str(step):
            assert step["if"] == "env.SIGNS == 'true'", step["name"]


@every_workflow
def test_a_job_with_keys_is_for_tags_and_runs_only_what_signs(path: Path) -> None:
    for name, job in read(path)["jobs"].items():
        if "secrets." in str(job):
            assert (job["if"], job["environment"]) == ("github.ref_type == 'tag'", "release"), name
            run = [step["run"].split() for step in job["steps"] if "run" in step]
            assert {words[0] for words in run} == {"tar", "bash"}, name
            scripts = {words[1] for words in run if words[0] == "bash"}
            assert scripts <= {
                f"installers/{each}" for each in ("windows/sign.sh", "macos/keys.sh", "macos/make_dmg.sh")
            }


def test_a_tag_that_does_not_fit_stops_everything() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "installers.yml")["jobs"]
    (gate,) = (name for name, job in jobs.items() if 'check_release "$GITHUB_REF_NAME"' in str(job["steps"]))

    def waits_for(name: str) -> set[str]:
        needs = jobs[name].get("needs", [])
        direct = {needs} if isinstance(needs, str) else set(needs)
        return direct.union(*map(waits_for, direct))

    assert {name for name in jobs if gate not in waits_for(name)} == {gate}


def test_a_change_of_the_recipe_is_built_before_a_release() -> None:
    began = read(ROOT / ".github" / "workflows" / "installers.yml")[True]  # `on` is a yes to YAML
    assert {"installers/**", ".github/workflows/installers.yml"} <= set(began["pull_request"]["paths"])
    assert began["schedule"]


@every_workflow
def test_no_job_runs_for_ever(path: Path) -> None:
    assert all("timeout-minutes" in job for job in read(path)["jobs"].values())


def test_every_python_that_soften_is_for_is_tried() -> None:
    said = "Programming Language :: Python :: "
    pythons = [each.removeprefix(said) for each in PROJECT["classifiers"] if each.startswith(said)]
    jobs = read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]
    assert jobs["check"]["strategy"]["matrix"]["python"] == jobs["install"]["strategy"]["matrix"]["python"] == pythons


@every_workflow
def test_every_file_target_and_module_that_is_named_is_there(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = 0
    for step in steps(path):
        words = shlex.split(step.get("run", "").replace("\\\n", " "), comments=True)
        for before, word in zip(["", *words], words, strict=False):
            if before == "make":
                assert word in targets, step["name"]
                named += 1
            elif before == "-m" and word.split(".")[0] in ("scripts", "installers"):
                module = ROOT / word.replace(".", "/")
                assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file(), word
                named += 1
            elif word.startswith((".ci/", "scripts/", "installers/")):
                assert (ROOT / word).is_file(), word
                named += 1
    assert named


def test_windows_builds_with_what_the_others_build_with() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = (line for line in made.splitlines() if ".installer-venv 'pyinstaller" in line)
    asked = {word for word in shlex.split(line) if re.search(r"[<>\[]", word)}
    (run,) = (
        step["run"]
        for step in steps(ROOT / ".github" / "workflows" / "installers.yml")
        if "pip install --quiet 'py" in step.get("run", "")
    )
    assert asked == {word for word in shlex.split(run.replace("\\\n", " ")) if re.search(r"[<>\[]", word)}
