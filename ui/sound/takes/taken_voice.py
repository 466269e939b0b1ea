"""Speaks a practice with the takes that were made of its prompts, and leaves the others to another voice."""

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
    otherwise : Voice or None
        Who speaks what was not taken; ``None`` when nobody does.
    """

    def __init__(self, store: TakeStore, otherwise: Voice | None = None) -> None:
        self._store = store
        self._otherwise = otherwise

    def check(self) -> None:
        """See that the other voice has everything; a take that cannot be read is told when it is to be spoken."""
        if self._otherwise is not None:
            self._otherwise.check()

    def clip(self, text: str, rate_hz: float) -> Clip | None:
        """Return this prompt spoken; None when nobody speaks it.

        Raises
        ------
        SoundError
            It was not taken, and the other voice cannot speak it; or it was, and neither can be read.
        """
        try:
            take = self._store.take(text)
        except SoundError:
            other = None if self._otherwise is None else self._otherwise.clip(text, rate_hz)
            if other is None:
                raise
            return other
        if take is not None:
            return Clip(resampled(take.samples, take.rate_hz, rate_hz))
        return None if self._otherwise is None else self._otherwise.clip(text, rate_hz)
