"""Asks for passphrases in the terminal, without showing what is typed, or takes one from a file."""

import getpass
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.cli.progress import no_progress
from biofeedback.cli.say import say
from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.outside_text import shown
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.recordings.seals import LiveSeals
    from sessions.sealed.passphrases import Passphrase

STANDARD_INPUT = Path("-")
_TIMES = 3  # that somebody may type it: a choice, as login does


class TerminalPassphrases:
    """What is answered in a terminal when a sealed recording is opened.

    Parameters
    ----------
    language : Language
        The person's language.
    file : Path or None
        Holds the passphrase in its first line; ``-`` is standard input. Then nobody is asked.
    """

    def __init__(self, language: Language, file: Path | None) -> None:
        self._language = language
        self.from_file = None if file is None else _first_line(file)
        self._asked = 0

    def ask(self, path: Path, again: bool) -> "Passphrase | None":
        """Answer for a recording; again after an answer that did not open it. ``None`` ends the asking."""
        if self.from_file is not None:  # it is known by now
            return None
        self._asked = self._asked + 1 if again else 1
        if self._asked > _TIMES or not sys.stdin.isatty():
            return None
        from sessions.sealed.passphrases import Passphrase

        question = self._language.gettext("The passphrase of {name}:").format(name=shown(path.name))
        with no_progress():
            if again:
                say(self._language.gettext("That one does not open it."), err=True)
            return Passphrase(_typed(question))


def _first_line(file: Path) -> "Passphrase":
    from sessions.sealed.passphrases import passphrase_in, read_passphrase

    return passphrase_in(sys.stdin.buffer.readline()) if file == STANDARD_INPUT else read_passphrase(file)


def answer_in_terminal(language: Language, file: Path | None) -> None:
    """Let sealed recordings that a command opens ask for their passphrase, unless a file gives it.

    Raises
    ------
    SoftenError
        The file gives none.
    """
    from sessions.sealed.passphrases import GIVEN

    answers = TerminalPassphrases(language, file)
    if answers.from_file is not None:
        GIVEN.remember(answers.from_file)
    GIVEN.asks = answers.ask


def ask_nobody() -> None:
    """Let nobody be asked in the terminal any more, where a window is about to open."""
    from sessions.sealed.passphrases import GIVEN

    GIVEN.asks = None


def open_replayed(sensors: Iterable[str]) -> None:
    """Ask for the passphrases of the sealed recordings that are to be played again, before a window is there.

    Raises
    ------
    RecordingError
        One of them does not open.
    """
    from biofeedback.app.paths import find_recording, from_home, means_recording
    from sessions.sealed.header import is_sealed

    for sensor in sensors:
        kind, _, file = sensor.partition(":")
        if kind == "replay" and means_recording(from_home(file)) and is_sealed(path := find_recording(from_home(file))):
            from sessions.reader import Recording  # the events come with it, which no other practice waits for here

            Recording(path).close()


def seal_new(seals: "LiveSeals", language: Language, *, sealed: bool = False) -> None:
    """See that what is recorded now is sealed where it was asked for, this time or for all; else say that it is not.

    Raises
    ------
    SoftenError
        As of `ask_for_seal`.
    """
    if sealed or seals.wanted:
        ask_for_seal(seals, language, once=sealed)
    elif _from_file() is not None:
        say(
            language.gettext(
                "A passphrase was given, but what is recorded now is not sealed: for that, give `--sealed` with "
                "`soften begin` or `soften room`, or choose it in the settings."
            ),
            err=True,
        )


def ask_for_seal(seals: "LiveSeals", language: Language, *, once: bool) -> None:
    """Have the passphrase to seal with: from the file, or typed; twice where nothing is sealed with it yet.

    Raises
    ------
    SoftenError
        It is another one than before, or nobody can be asked.
    """
    _check()
    if (given := _from_file()) is not None:
        if not seals.sealed:
            _warn(language)
        seals.compare(given)
        seals.take(given, once=once)
    elif seals.sealed:
        _ask_for_present(seals, language)
        seals.seal_next(once=once)
    else:
        _ask_for_new(seals, language, once=once)


def ask_for_change(
    seals: "LiveSeals", language: Language, paths: Sequence[Path], *, everything: bool
) -> dict[Path, SoftenError]:
    """Have the passphrases of these recordings, and then another one, typed twice.

    Where everything is meant, it is the passphrase of now; what it does not open is told, and returned with the reason.

    Raises
    ------
    SoftenError
        As of `ask_for_seal`; or one of the recordings that were named does not open.
    """
    from sessions.sealed.passphrases import GIVEN

    _check()
    closed: dict[Path, SoftenError] = {}
    if everything:
        if (given := _from_file()) is not None:
            seals.compare(given)
        elif seals.sealed:
            _ask_for_present(seals, language)
        with GIVEN.unasked():
            closed = seals.closed_among(paths)
        for error in closed.values():
            from ui.words.errors import error_sentence

            say(error_sentence(error, language), err=True)
    else:
        for error in seals.closed_among(paths).values():
            raise error
    _ask_for_new(seals, language, once=not everything)
    return closed


def _check() -> None:
    from sessions.sealed.opening import can_seal

    can_seal()
    if _from_file() is None and not sys.stdin.isatty():
        raise UsageError(SealErrorCode.PASSPHRASE_NEEDED)


def _from_file() -> "Passphrase | None":
    from sessions.sealed.passphrases import GIVEN

    asking = getattr(GIVEN.asks, "__self__", None)
    return asking.from_file if isinstance(asking, TerminalPassphrases) else None


def _ask_for_new(seals: "LiveSeals", language: Language, *, once: bool) -> None:
    _warn(language)
    seals.take(_typed_twice(language), once=once)


def new_passphrase(language: Language, warning: str, missing: StrEnum) -> "Passphrase":
    """Have a passphrase for a file that is no recording: from the file, or typed twice after a ``warning``.

    Raises
    ------
    SoftenError
        Nothing can be sealed here, or nobody can be asked, which is the code ``missing``; or as of `typed_twice`.
    """
    from sessions.sealed.opening import can_seal

    can_seal()
    if (given := _from_file()) is not None:
        return given
    if not sys.stdin.isatty():
        raise UsageError(missing)
    say(warning, err=True)
    return _typed_twice(language)


def _typed_twice(language: Language) -> "Passphrase":
    from sessions.sealed.passphrases import typed_twice

    first = _typed(language.gettext("A new passphrase:"))
    return typed_twice(first, _typed(language.gettext("Once more:")))


def _warn(language: Language) -> None:
    from ui.words.recordings.seal_words import no_way_back  # all pages of help come with it

    say(no_way_back(language), err=True)


def _ask_for_present(seals: "LiveSeals", language: Language) -> None:
    for attempt in range(_TIMES):
        try:
            seals.give(_typed(language.gettext("Your passphrase:")))
        except SoftenError as error:
            if error.code != SealErrorCode.OTHER_PASSPHRASE or attempt == _TIMES - 1:
                raise
            say(language.gettext("That one does not open it."), err=True)
        else:
            return


def _typed(question: str) -> str:
    return getpass.getpass(f"{question} ", stream=sys.stderr)
