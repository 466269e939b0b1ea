"""The people who practise here: their names in one small file, the rest of each in a folder of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biofeedback.app.paths import sessions_folder
from biofeedback.app.people_names import keep_names, kept_names
from biofeedback.app.profile_store import answers_of, keep_answers, keep_today, pace_of_today
from biofeedback.error_codes import PeopleErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.names import alike, kept_name
from biofeedback.practice.script.answers import Answers
from sessions.library import Library
from sessions.library import people as folders
from sessions.library.held import HELD
from sessions.library.room_names import rooms_in
from ui.people import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sessions.library.guests import GuestFolder
    from ui.preferences import Preferences


class LivePeople:
    """The people of this machine, until it is closed, when a guest goes.

    Names are read anew each time, for another program may have changed them. A person whose name cannot be read has
    none; their recordings are there all the same.
    """

    def __init__(self) -> None:
        self._guest: GuestFolder | None = None
        self._beside: GuestFolder | None = None  # of one recording, while somebody else is here
        self._here = folders.OWNER
        self._guests_answers = Answers()

    def close(self) -> None:
        """Let a guest go, with what they did not keep.

        Raises
        ------
        RecordingError
            The system does not let it go.
        """
        guest, self._guest = self._guest, None
        self._guests_answers = Answers()
        self._let_go_beside()
        if guest is not None:
            guest.close()

    @property
    def everybody(self) -> Sequence[Person]:
        """The owner, then the others in the order in which they were added."""
        names, _ = kept_names()
        keys = dict.fromkeys((folders.OWNER, *names, *folders.keys_in(sessions_folder())))
        return [Person(key, names.get(key, "")) for key in keys]

    @property
    def error(self) -> SoftenError | None:
        """Why the names cannot be read; ``None`` when they can."""
        return kept_names()[1]

    @property
    def here(self) -> Person | None:
        """Who practises now; ``None`` for a guest."""
        if self._guest is not None:
            return None
        return Person(self._here, kept_names()[0].get(self._here, ""))

    @property
    def library(self) -> Library:
        """The recordings of whoever practises now."""
        return Library(sessions_folder()).of(self._here if self._guest is None else self._guest.key)

    def answering(self, preferences: Preferences) -> Preferences:
        """Return what the owner likes with the answers of whoever practises now."""
        if self._guest is not None:
            return replace(preferences, answers=self._guests_answers)
        if self._here == folders.OWNER:
            return preferences
        return replace(preferences, answers=answers_of(self.library.folder))

    def keep_answers(self, preferences: Preferences, owners: Preferences) -> Preferences:
        """Keep the answers of whoever practises now, and return what the owner then likes.

        Raises
        ------
        PreferencesError
            They cannot be kept.
        """
        if self._guest is not None:
            self._guests_answers = preferences.answers
        elif self._here == folders.OWNER:
            return preferences
        elif preferences.answers != answers_of(self.library.folder):
            keep_answers(preferences.answers, self.library.folder)
        return replace(preferences, answers=owners.answers)

    def keep_today(self, per_min: float, today: date) -> None:
        """Keep the pace that was found for whoever practises now; a guest's is not kept.

        Raises
        ------
        SoftenError
            It cannot be written.
        """
        if self._guest is None:
            keep_today(per_min, today, self._folder)

    def pace_of_today(self, today: date) -> float | None:
        """Return the pace that was found today for whoever practises now; ``None`` when none was."""
        return pace_of_today(today, self._folder) if self._guest is None else None

    def choose(self, person: Person) -> None:
        """Let this person practise from now on."""
        self.close()
        self._here = person.key

    def choose_guest(self) -> None:
        """Let a guest practise from now on, of whom nothing stays.

        Raises
        ------
        RecordingError
            There is no place for what they record.
        """
        from sessions.library.guests import GuestFolder

        self.close()
        self._guest = GuestFolder(sessions_folder())

    def guest_beside(self) -> Library:
        """Return a place for one recording of a guest, while somebody else goes on being here.

        Raises
        ------
        RecordingError
            There is no place for it.
        """
        from sessions.library.guests import GuestFolder

        self._let_go_beside()
        self._beside = GuestFolder(sessions_folder())
        return Library(sessions_folder()).of(self._beside.key)

    def _let_go_beside(self) -> None:
        beside, self._beside = self._beside, None
        if beside is not None:
            beside.close()

    def add(self, name: str) -> Person:
        """Add somebody by a name, and return them.

        Raises
        ------
        UsageError
            The name is empty, too long, or somebody else's.
        SoftenError
            It cannot be kept.
        """
        person = Person(folders.new_key(), self._free(name))
        keep_names({**kept_names()[0], person.key: person.name})
        return person

    def rename(self, person: Person, name: str) -> Person:
        """Give somebody another name, and return them with it; raises as `add` does."""
        renamed = Person(person.key, self._free(name, person))
        keep_names({**kept_names()[0], person.key: renamed.name})
        return renamed

    def remove(self, person: Person) -> None:
        """Delete somebody's name with everything that is kept of them.

        Raises
        ------
        UsageError
            It is the owner.
        SoftenError
            It cannot be deleted.
        """
        if person.is_owner:
            raise UsageError(PeopleErrorCode.OWNER_STAYS)
        if self._here == person.key:
            self._here = folders.OWNER
        folders.remove(sessions_folder(), person.key)
        keep_names({key: name for key, name in kept_names()[0].items() if key != person.key})

    def named(self, name: str, owner_name: str) -> Person:
        """Return who is called so, or begins so as nobody else does; ``owner_name`` is for an owner without a name.

        Raises
        ------
        UsageError
            There is nobody, or there are several.
        """
        wanted = alike(name)
        called = [(each, alike(each.name or (owner_name if each.is_owner else each.key))) for each in self.everybody]
        found = [each for each, known in called if known == wanted] or [
            each for each, known in called if wanted and known.startswith(wanted)
        ]
        if len(found) != 1:
            raise UsageError(PeopleErrorCode.SEVERAL if found else PeopleErrorCode.UNKNOWN, name=name)
        return found[0]

    def give(self, path: Path, person: Person) -> Path:
        """Give somebody a recording, and return where it is now.

        Raises
        ------
        RecordingError
            It is no recording, it is still being written, or it cannot be moved; it stays where it was.
        """
        from sessions.library.giving import give

        return give(path, Library(sessions_folder()).of(person.key).folder)

    def owner_of(self, path: Path) -> Person:
        """Return whose recording this is."""
        key = folders.person_of(sessions_folder(), path)
        return Person(key, kept_names()[0].get(key, ""))

    def is_guests(self, path: Path) -> bool:
        """Whether a recording is a guest's: of the one who is here, or of one beside."""
        guests = (guest for guest in (self._guest, self._beside) if guest is not None)
        return any(path.absolute().parent == guest.folder.absolute() for guest in guests)

    def say_goodbye(self) -> None:
        """Delete what guests recorded and did not keep.

        Raises
        ------
        RecordingError
            The system does not let it go.
        """
        self._let_go_beside()
        if self._guest is not None:
            self._guest.empty()

    def delete_left_over(self) -> int:
        """Delete what guests recorded before a program died; return how many recordings those were.

        Raises
        ------
        RecordingError
            The system does not let one go.
        """
        deleted = 0
        # Hardly ever is there any: SQLite, whose locks tell, is not loaded for nothing.
        if folders.guests_in(sessions_folder()):
            from sessions.library.guests import delete_left_over

            deleted += delete_left_over(sessions_folder())
        if any((room / HELD).exists() for room in rooms_in(sessions_folder())):
            from sessions.library.rooms import delete_guests_left_over

            deleted += delete_guests_left_over(sessions_folder())
        return deleted

    @property
    def _folder(self) -> Path | None:
        """Where the small files of somebody else than the owner lie."""
        return None if self._here == folders.OWNER else self.library.folder

    def _free(self, name: str, person: Person | None = None) -> str:
        """Return the name as it is kept; refuse what cannot be one."""
        name = kept_name(name)
        if any(alike(each.name) == alike(name) for each in self.everybody if person is None or each.key != person.key):
            raise UsageError(PeopleErrorCode.NAME_TAKEN, name=name)
        return name
