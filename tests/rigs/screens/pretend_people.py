"""People for tests of screens: names in memory, and recordings that are really given."""

from collections.abc import Sequence
from pathlib import Path

from biofeedback.error_codes import PeopleErrorCode
from biofeedback.errors import SoftenError, UsageError
from sessions.library import people as folders
from sessions.library.giving import give
from ui.people import Person


class PretendPeople:
    """Those who practise in a test; ``folder`` is that of the recordings."""

    def __init__(self, folder: Path = Path("/nowhere")) -> None:
        self.folder = folder
        self.everybody: Sequence[Person] = [Person("", "")]
        self.here: Person | None = self.everybody[0]
        self.guests: list[Path] = []
        self.left_over = 0
        self.refusal: SoftenError | None = None
        self.goodbyes = 0

    def choose(self, person: Person) -> None:
        self._may()
        self.here = person

    def choose_guest(self) -> None:
        self._may()
        self.here = None

    def add(self, name: str) -> Person:
        self._may()
        if not name.strip():
            raise UsageError(PeopleErrorCode.NAME_EMPTY)
        person = Person(f"{len(self.everybody):016x}", name)
        self.everybody = [*self.everybody, person]
        return person

    def rename(self, person: Person, name: str) -> Person:
        self._may()
        renamed = Person(person.key, name)
        self.everybody = [renamed if each.key == person.key else each for each in self.everybody]
        return renamed

    def remove(self, person: Person) -> None:
        self._may()
        self.everybody = [each for each in self.everybody if each.key != person.key]

    def give(self, path: Path, person: Person) -> Path:
        self._may()
        return give(path, folders.folder_of(self.folder, person.key))

    def owner_of(self, path: Path) -> Person:
        key = folders.person_of(self.folder, path)
        return next((each for each in self.everybody if each.key == key), Person(key, ""))

    def is_guests(self, path: Path) -> bool:
        return path in self.guests

    def say_goodbye(self) -> None:
        self._may()
        self.goodbyes += 1

    def delete_left_over(self) -> int:
        count, self.left_over = self.left_over, 0
        return count

    def _may(self) -> None:
        if self.refusal is not None:
            raise self.refusal
