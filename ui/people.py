"""Who practises here, as the screens know it: by default one person, who has no name and of whom nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who practises here.

    Attributes
    ----------
    key : str
        What their folder is called; empty for the one whose Soften it is.
    name : str
        As somebody wrote it, or a file says; empty where there is none.
    """

    key: str
    name: str

    @property
    def is_owner(self) -> bool:
        """Whether it is the one whose Soften it is."""
        return not self.key


class People(Protocol):
    """Those who practise here. Whatever cannot be done raises a `SoftenError`, and nothing is changed."""

    @property
    def everybody(self) -> Sequence[Person]:
        """The owner, then the others in the order in which they were added."""
        ...

    @property
    def here(self) -> Person | None:
        """Who practises now; ``None`` for a guest."""
        ...

    def choose(self, person: Person) -> None:
        """Let this person practise from now on."""
        ...

    def choose_guest(self) -> None:
        """Let a guest practise from now on, of whom nothing stays."""
        ...

    def add(self, name: str) -> Person:
        """Add somebody by a name, and return them."""
        ...

    def rename(self, person: Person, name: str) -> Person:
        """Give somebody another name, and return them with it."""
        ...

    def remove(self, person: Person) -> None:
        """Delete somebody's name with everything that is kept of them."""
        ...

    def give(self, path: Path, person: Person) -> Path:
        """Give somebody a recording, and return where it is now."""
        ...

    def owner_of(self, path: Path) -> Person:
        """Return whose recording this is."""
        ...

    def is_guests(self, path: Path) -> bool:
        """Whether a recording is a guest's."""
        ...

    def say_goodbye(self) -> None:
        """Delete what guests recorded and did not keep."""
        ...

    def delete_left_over(self) -> int:
        """Delete what guests recorded before a program died; return how many recordings those were."""
        ...
