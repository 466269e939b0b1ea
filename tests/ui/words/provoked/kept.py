"""What is kept of people and their preferences, and cannot be read or kept."""

import datetime
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from biofeedback.app import profile_store
from biofeedback.app.people import LivePeople
from biofeedback.app.people_names import NAMES
from biofeedback.errors import SoftenError
from tests.ui.words.patched import in_folder
from tests.ui.words.provoked.folders import folder_errors
from ui.people import Person
from ui.preferences import Preferences


def _preferences_of(text: str) -> SoftenError | str:
    profile_store.data_folder().mkdir(exist_ok=True)
    (profile_store.data_folder() / profile_store.PREFERENCES).write_text(text)
    return profile_store.remembered_preferences()[1]


def _preferences_that_are_a_pipe() -> SoftenError | None:
    path = profile_store.data_folder() / profile_store.PREFERENCES
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    try:
        return profile_store.remembered_preferences()[1]
    finally:
        path.unlink()


def kept_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways in which what is kept of a person is of no use."""
    for name, text in {
        "json": '{"sound": ',
        "too long": " " * (profile_store.LARGEST_BYTES + 1),
        "list": "[]",
        "value": json.dumps({"sound": {"volume": 3.5}}),
        "answer": json.dumps({"answers": {"colour": "mud"}}),
    }.items():
        yield f"preferences: {name}", lambda text=text: _preferences_of(text)
    yield "preferences: a pipe", _preferences_that_are_a_pipe
    yield "preferences: unreadable", lambda: in_folder(patch, folder / "file", profile_store.remembered_preferences)
    yield "preferences: not kept", lambda: in_folder(patch, folder / "file", profile_store.remember, Preferences())
    yield from folder_errors(folder)
    today = datetime.date(2026, 11, 22)
    yield from _people_errors(folder, patch)
    yield "pace not kept", lambda: in_folder(patch, folder / "file", profile_store.keep_today, 6.0, today)


def _people_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    named = LivePeople()
    yield "people: unknown", lambda: named.named("Nobody", "Yourself")
    yield "people: several", lambda: _two_of_a_name(folder / "several", patch)
    yield "people: empty", lambda: named.add("  \u200b ")
    yield "people: too long", lambda: named.add("a" * 81)
    yield "people: taken", lambda: named.rename(named.add("Fern"), "Moss") and named.add("moss")
    yield "people: owner", lambda: named.remove(Person("", ""))
    yield "people: unreadable", lambda: _names_that_are_no_json(folder / "names", patch)
    yield "people: not kept", lambda: in_folder(patch, folder / "file", named.add, "Willow")


def _two_of_a_name(folder: Path, patch: pytest.MonkeyPatch) -> None:
    with patch.context() as within:
        within.setenv("SOFTEN_DATA", str(folder))
        people = LivePeople()
        people.add("Rowan")
        people.add("Rosemary")
        people.named("Ro", "Yourself")


def _names_that_are_no_json(folder: Path, patch: pytest.MonkeyPatch) -> SoftenError | None:
    folder.mkdir()
    (folder / NAMES).write_text("people\n")
    with patch.context() as within:
        within.setenv("SOFTEN_DATA", str(folder))
        return LivePeople().error
