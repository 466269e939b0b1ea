"""Reading out the words of a practice, one after another: what the window and the terminal do the same."""

from collections.abc import Callable
from enum import Enum, auto

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from biofeedback.practice.script.model import Practice
from ui.sound.speaker import Speaker, open_speaker
from ui.sound.takes.listening import Listening
from ui.sound.takes.microphone import Microphone, Taking, open_microphone
from ui.sound.takes.store import TakeStore, words_of_practice
from ui.sound.takes.take import Take


class ReadingState(Enum):
    """What is going on."""

    WAITING = auto()
    TAKING = auto()
    LISTENING = auto()


class Outcome(Enum):
    """What became of the latest take."""

    NONE = auto()
    KEPT = auto()
    CLIPPED = auto()
    """It was kept, and was too loud to be clear."""

    NOTHING_HEARD = auto()
    FORGOTTEN = auto()


class Reading:
    """The words of one practice, each with its take.

    Parameters
    ----------
    practice : Practice
        Whose words are read out.
    store : TakeStore
        Where takes are kept.
    volume : float
        How loud sound is, 0 (silent) to 1.
    microphone, speaker : callable
        Open the two; the microphone is open while a take is made and at no other time.

    Attributes
    ----------
    words : tuple of str
        The prompts, as the person reads them.
    index : int
        Which of them is being read.
    outcome : Outcome
        What became of the latest take.
    error : SoundError or None
        What kept the latest request from being carried out.

    Raises
    ------
    SoundError
        The practice has no words.
    """

    def __init__(
        self,
        practice: Practice,
        store: TakeStore,
        volume: float,
        *,
        microphone: Callable[[], Microphone] = open_microphone,
        speaker: Callable[[], Speaker] = open_speaker,
    ) -> None:
        self.words = tuple(dict.fromkeys(practice.said(text) for text in words_of_practice(practice)))
        if not self.words:
            raise SoundError(SoundErrorCode.NOTHING_TO_SAY, practice=practice.title)
        self._store = store
        self._volume = volume
        self._microphone, self._speaker = microphone, speaker
        self._taking: Taking | None = None
        self._listening: Listening | None = None
        self.index = next((index for index, text in enumerate(self.words) if not store.has(text)), 0)
        self.outcome = Outcome.NONE
        self.error: SoundError | None = None

    @property
    def state(self) -> ReadingState:
        """What is going on."""
        if self._taking is not None:
            return ReadingState.TAKING
        return ReadingState.WAITING if self._listening is None else ReadingState.LISTENING

    @property
    def text(self) -> str:
        """The words that are being read."""
        return self.words[self.index]

    @property
    def taken(self) -> bool:
        """Whether there is a take of these words."""
        return self._store.has(self.text)

    @property
    def taken_count(self) -> int:
        """How many of the words were taken."""
        return sum(map(self._store.has, self.words))

    @property
    def level(self) -> float:
        """How loud the microphone hears, as a share for a bar, 0 to 1; 0 while it is closed."""
        return 0.0 if self._taking is None else self._taking.level

    def press(self) -> None:
        """Begin a take, or end the one that is being made: then it is kept and heard."""
        self._begun()
        if self._taking is None:
            self._carry_out(self._begin)
        else:
            self._carry_out(self._end)

    def listen(self) -> None:
        """Hear the take of these words again."""
        self._begun()
        if self._taking is None:
            self._carry_out(lambda: self._hear(self._store.take(self.text)))

    def go(self, step: int) -> None:
        """Go to the words after these, or before; a take that is being made is let go."""
        self.close()
        self._begun()
        self.index = min(len(self.words) - 1, max(0, self.index + step))

    def forget(self) -> None:
        """Delete the take of these words."""
        self._begun()
        if self._taking is None and self.taken:
            self._carry_out(lambda: self._store.forget(self.text))
            if self.error is None:
                self.outcome = Outcome.FORGOTTEN

    def look(self) -> None:
        """See whether a take was heard to its end, or is as long as one can be; to be asked now and then."""
        if self._listening is not None and self._listening.over:
            self._hush()
        if self._taking is not None and self._taking.full:
            self.press()

    def close(self) -> None:
        """Let microphone and loudspeaker go; a take that is being made is not kept."""
        self._hush()
        taking, self._taking = self._taking, None
        if taking is not None:
            taking.cancel()

    def _begun(self) -> None:
        self._hush()
        self.error = None
        self.outcome = Outcome.NONE

    def _begin(self) -> None:
        self._taking = Taking(self._microphone)

    def _end(self) -> None:
        taking, self._taking = self._taking, None
        assert taking is not None
        take = taking.finish()
        if not take.has_sound:
            self.outcome = Outcome.NOTHING_HEARD
            return
        self._store.keep(self.text, take)
        self.outcome = Outcome.CLIPPED if take.clipped else Outcome.KEPT
        self._hear(take)

    def _hear(self, take: Take | None) -> None:
        if take is None:
            return
        try:
            self._listening = Listening(take, self._volume, self._speaker)
        except SoundError as error:
            raise SoundError(SoundErrorCode.NO_SPEAKER_FOR_TAKE) from error

    def _hush(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()

    def _carry_out(self, request: Callable[[], None]) -> None:
        try:
            request()
        except SoundError as error:
            self.error = error
