"""What is said and asked in the terminal before a practice begins, and whether it stays there."""

from typing import TYPE_CHECKING

from biofeedback.cli.say import say
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError, UsageError
from ui.desktop.display import display_error
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.application import LiveApplication
    from biofeedback.events import FormAnswered
    from biofeedback.practice.script.model import Practice


def say_opening_page(application: "LiveApplication", language: Language) -> None:
    """Show what is good to know before the first practice; whoever begins from the command line reads it there."""
    if (page := application.opening_page()) is not None:
        from ui.terminal.opening import show_opening_page

        show_opening_page(page, language)
        application.opening_page_shown()


def answers_before(
    application: "LiveApplication", practice: "Practice", language: Language
) -> "tuple[FormAnswered, ...]":
    """Ask in the terminal what is asked before a practice, and return what was answered."""
    if not (forms := application.forms(practice, "before")):
        return ()
    from biofeedback.clock import HostClock
    from ui.terminal.forms import ask_forms

    return ask_forms(forms, "before", HostClock(), language)


def own_words_before(language: Language) -> str:
    """Ask for a word or two of the person's own, and return them."""
    from ui.terminal.own_words import own_words
    from ui.words.own_words import words_before

    return own_words(words_before(language), language)


def expect_speech(in_terminal: bool, language: Language) -> None:
    """See that the system can speak the words.

    Raises
    ------
    SoftenError
        It cannot, or nothing speaks in the terminal.
    """
    from ui.desktop.speech import speech_error

    if in_terminal:
        raise UsageError(CommandErrorCode.SPEECH_IN_TERMINAL)
    error = speech_error(language.code)
    if error is not None:
        raise error


def only_the_terminal(language: Language) -> bool:
    """Return whether no window can be shown; one that was to be expected is missed aloud."""
    error = display_error()
    if error is not None and error.code != CommandErrorCode.NO_SCREEN:
        from ui.words.errors import error_sentence

        missed = SoftenError(CommandErrorCode.IN_TERMINAL_INSTEAD, error)
        say(error_sentence(missed, language), err=True)
    return error is not None
