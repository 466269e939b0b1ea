"""Speaks a practice with the takes that were made of its prompts, and leaves the others to other voices."""

from collections.abc import Sequence

from biofeedback.errors import SoundError
from ui.sound.clips import Clip
from ui.sound.takes.store import TakeStore
from ui.sound.voice import Voice, resampled


class TakenVoice:
    """A voice of takes.

    Parameters
    ----------
    store : TakeStore
        Where the takes are.
    """

    def __init__(self, store: TakeStore) -> None:
        self._store = store

    def check(self) -> None:
        """See nothing: a take that cannot be read is told when it is to be spoken."""

    def clip(self, text: str, rate_hz: float) -> Clip | None:
        """Return this prompt spoken; None when it was not taken.

        Raises
        ------
        SoundError
            The take cannot be read.
        """
        take = self._store.take(text)
        return None if take is None else Clip(resampled(take.samples, take.rate_hz, rate_hz))


class InTurn:
    """Several voices: each prompt is spoken by the first that can.

    Parameters
    ----------
    voices : sequence of Voice
        The one that is asked first, first.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = tuple(voices)

    def check(self) -> None:
        """See that each has what it needs.

        Raises
        ------
        SoundError
            One has not.
        """
        for voice in self._voices:
            voice.check()

    def clip(self, text: str, rate_hz: float) -> Clip | None:
        """Return this prompt spoken; None when nobody speaks it.

        Raises
        ------
        SoundError
            One should speak it and cannot, and no other does.
        """
        refused: SoundError | None = None
        for voice in self._voices:
            try:
                clip = voice.clip(text, rate_hz)
            except SoundError as error:
                refused = refused or error
            else:
                if clip is not None:
                    return clip
        if refused is not None:
            raise refused
        return None
