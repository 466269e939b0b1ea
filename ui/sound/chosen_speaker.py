"""Opens the loudspeaker that was chosen, or the usual one where that cannot be had."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from ui.sound.speaker import Speaker

_T = TypeVar("_T")

Opener: TypeAlias = Callable[[str], Speaker]
"""Opens the loudspeaker of a name, as `ui.sound.speaker.speaker_names` has it; of an empty one the usual."""


class ChosenSpeaker:
    """Which loudspeaker is to be heard; chosen from any thread, and opened from one.

    Parameters
    ----------
    opener : Opener
        Opens one.
    name : str
        The name of the chosen one; empty for the usual.
    """

    def __init__(self, opener: Opener, name: str = "") -> None:
        self._opener = opener
        self._name = name
        self._asked = 0  # how often another one was chosen
        self._opened_at = 0  # of these, for which one was opened
        self._is_there = False

    @property
    def is_there(self) -> bool:
        """Whether the one that was opened last is the one that was chosen, and not the usual."""
        return self._is_there

    @property
    def is_another(self) -> bool:
        """Whether another was chosen since one was opened."""
        return self._opened_at != self._asked

    def choose(self, name: str) -> None:
        """Take another one; the same again, if it could not be had, to look for it again."""
        if name != self._name or (name and not self._is_there):
            self._name = name
            self._asked += 1

    def open(self, play: Callable[[Speaker], _T]) -> tuple[_T, SoundError | None]:
        """Return what ``play`` makes of the loudspeaker, and what is to be said of where it is.

        Raises
        ------
        SoundError
            No loudspeaker can be had.
        """
        self._opened_at, name = self._asked, self._name
        self._is_there = False
        if name:
            try:
                made = play(self._opener(name))
            except SoundError:
                return play(self._opener("")), SoundError(SoundErrorCode.SPEAKER_ELSEWHERE, name=name)
            self._is_there = True
            return made, None
        return play(self._opener("")), None
