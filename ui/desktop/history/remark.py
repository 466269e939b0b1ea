"""The line above the lights: what they are, how far the recordings were read, and what is asked just now."""

from biofeedback.errors import SoftenError
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.recordings.history_words import reading_sentence, undated_sentence


class Remark(Words):
    """The line.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__("", font(14), tokens.muted, wrap=True)
        self._tokens, self._language = tokens, language

    def say_progress(self, done: int, of: int) -> None:
        """Say how many recordings were read."""
        self._say(reading_sentence(done, of, self._language), self._tokens.muted)

    def say_error(self, error: SoftenError) -> None:
        """Say what stands in the way of reading them."""
        self._say(error_sentence(error, self._language), self._tokens.rose)

    def say_lights(self, practices: int, lights: int, *, looked: bool) -> None:
        """Say what the lights are.

        Parameters
        ----------
        practices : int
            How many are known.
        lights : int
            How many of them have a day.
        looked : bool
            Whether everything that is kept was looked at.
        """
        language = self._language
        if not practices:
            nothing = language.gettext("Nothing is kept yet. What you practise will be a light here, whenever that is.")
            looking = language.gettext("Looking for what has been…")
            self._say(nothing if looked else looking, self._tokens.muted)
            return
        said = language.gettext(
            "Each light is a practice: a longer one is larger, a warmer one brighter, and a ring is one whose warmth "
            "is not known. There is nothing to keep up with. The wheel, or + and −, comes nearer."
        )
        undated = practices - lights
        words = " ".join(filter(None, (said, undated_sentence(undated, language) if undated else "")))
        self._say(words, self._tokens.muted)

    def ask_for_another(self) -> None:
        """Ask which light is to stand beside the chosen one."""
        self._say(
            self._language.gettext(
                "Which one is to stand beside it? Choose its light and press Enter; Esc lets it be."
            ),
            self._tokens.amber,
        )

    def _say(self, words: str, colour: str) -> None:
        self.set_colour(colour)
        self.setText(words)
