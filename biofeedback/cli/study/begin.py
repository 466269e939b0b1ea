"""`soften study begin`: one session of one participant, in a condition that is said to nobody."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import speed_option, takes
from biofeedback.cli.passphrase import ask_nobody, open_replayed, seal_new
from biofeedback.cli.practising.beforehand import answers_before, only_the_terminal
from biofeedback.cli.practising.checked import checked_speed
from biofeedback.cli.say import say
from biofeedback.cli.summary import recording_line
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeedback.app.application import LiveApplication
    from biofeedback.app.live_session import LiveSession
    from biofeedback.app.study.sealed.beginning import Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """What can be said to `soften study begin`."""

    folder: Path
    participant: str
    session: int | None = None
    again: bool = False
    sensor: list[str] | None = None
    terminal: bool = False
    speed: float = 1.0
    no_sound: bool = False
    sealed: bool = False


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    parameters = {
        "folder": typer.Argument(help=language.gettext("The folder of the study.")),
        "participant": typer.Option(
            "--participant", metavar="CODE", help=language.gettext("The code of the participant.")
        ),
        "session": typer.Option(
            "--session", min=1, help=language.gettext("Which session; else the first that did not come to its end.")
        ),
        "again": typer.Option(
            "--again", help=language.gettext("Do a session once more that has a recording; what is there stays.")
        ),
        "sensor": typer.Option(
            metavar="SPEC",
            show_default="bluetooth",
            help=language.gettext("Whose heart it is. Said again, another is recorded beside."),
        ),
        "terminal": typer.Option(
            "--terminal", help=language.gettext("Stay in the terminal even if there is a screen.")
        ),
        "speed": speed_option(language),
        "no_sound": typer.Option("--no-sound", help=language.gettext("Nothing is heard.")),
        "sealed": typer.Option(
            "--sealed",
            help=language.gettext(
                "Seal the recording with a passphrase, which is asked for; nobody can bring a forgotten "
                "passphrase back."
            ),
        ),
    }
    within.command(
        "begin",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Begin a session of a participant of a study with sealed conditions."),
            language.gettext("The program reads their condition and acts on it; it says it to nobody."),
        ),
        epilog=examples(language, "`soften study begin ~/study --participant P01`"),
    )(takes(begin_session, SessionOptions, language, parameters))


def begin_session(language: Language, options: SessionOptions) -> None:
    """Begin a session of a participant of a study with sealed conditions."""
    from biofeedback.app.study.sealed.beginning import held, next_session, ready
    from biofeedback.app.study.sealed.study_file import read_study

    study = read_study(from_home(options.folder).absolute())
    participant = options.participant.strip().upper()
    study.check(participant, options.session)
    with held(study, participant):
        session, attempt = next_session(study, participant, options.session, again=options.again)
        one = ready(study, participant, session, attempt)
        message = language.gettext("{participant}, session {session} of {count}, in {study}.")
        say(
            message.format(
                participant=participant,
                session=language.whole(session),
                count=language.whole(study.sessions),
                study=study.name,
            )
        )
        if not one.session.blinded:
            say(
                language.gettext(
                    "The key of this study was opened before, so this session is kept as one that is not blinded."
                ),
                err=True,
            )
        _live_through(language, options, one)


def _live_through(language: Language, options: SessionOptions, one: "Ready") -> None:
    """Let a session be lived through, in a window or in the terminal; nothing is said of what the heart did."""
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.profile_store import remembered_preferences
    from biofeedback.app.screen_awake import has_screen
    from biofeedback.practice.script.choice import BreathChoice

    remembered, preferences_error = remembered_preferences()
    volume = 0.0 if options.no_sound else remembered.sound.volume
    preferences = replace(remembered, own_words=False, sound=replace(remembered.sound, volume=volume))
    primary, *beside = options.sensor or ["bluetooth"]
    with LiveApplication(
        speed=checked_speed(options.speed),
        output=one.output,
        preferences=preferences,
        preferences_error=preferences_error,
        keeps_screen_awake=has_screen(),
    ) as application:
        application.check(one.protocol, primary, None, BreathChoice(from_own_pace=False), beside)
        application.forms(one.protocol, "after")  # what cannot be asked then is said now
        in_terminal = options.terminal or only_the_terminal(language)
        seal_new(application.seals, language, sealed=options.sealed)
        open_replayed((primary, *beside))
        if not in_terminal:
            ask_nobody()
        with ExitStack() as ending:

            def begin() -> "LiveSession":
                session = application.begin_protocol(one.protocol, primary, one.session, beside)
                ending.callback(session.finish)
                return session

            session = (_in_terminal if in_terminal else _in_window)(language, application, one, begin)
        if session is None:  # the window was closed before anything began
            return
        say()
        say(recording_line(session.path, language))
    if session.error is not None:
        raise session.error


def _in_terminal(
    language: Language, application: "LiveApplication", one: "Ready", begin: "Callable[[], LiveSession]"
) -> "LiveSession | None":
    from biofeedback.requests import KeepAnswers
    from ui.terminal.practice import run_terminal

    answers = answers_before(application, one.protocol, language)
    forms = application.forms(one.protocol, "after")
    asked: list[bool] = []
    with on_signals((*INTERRUPT, *TERMINATION), lambda: asked.append(True)):
        session = begin()
        if answers:
            session.request(KeepAnswers(answers))
        run_terminal(session, language, forms=forms, asked_to_end=lambda: bool(asked))
    return session


def _in_window(
    _: Language, application: "LiveApplication", one: "Ready", begin: "Callable[[], LiveSession]"
) -> "LiveSession | None":
    from ui.desktop.app import run_practice

    return run_practice(application, one.protocol, begin)
