"""`soften demonstrate`: what led breath does, shown to others in two minutes."""

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.live_words import osc_words
from biofeedback.cli.options import command, seed_option, speed_option
from biofeedback.cli.passphrase import ask_nobody, open_replayed, seal_new
from biofeedback.cli.practising.beforehand import only_the_terminal, say_opening_page
from biofeedback.cli.practising.checked import checked_speed
from biofeedback.cli.practising.live import live_options, say_what_opens
from biofeedback.cli.practising.person import ask_guest, choose_person
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.live_session import LiveSession


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "sensor": typer.Option(
            metavar="SPEC",
            help=language.gettext("Whose heart is shown: a sensor, a simulated heart, or `none` for the light alone."),
        ),
        "terminal": typer.Option(
            "--terminal", help=language.gettext("Stay in the terminal even if there is a screen.")
        ),
        "speed": speed_option(language),
        "seed": seed_option(language),
        **osc_words(language),
    }
    app.command(
        "demonstrate",
        cls=command_class(language),
        help=language.gettext(
            "Show in two minutes what led breath does: breath as it comes, led breath, and both waves side by side. "
            "The recording is a guest's."
        ),
        epilog=examples(
            language,
            language.gettext("{command} — at once, with a heart that is simulated and says so").format(
                command="`soften demonstrate`"
            ),
            language.gettext("{command} — with the heart of somebody who would like that").format(
                command='`soften demonstrate --sensor "bluetooth:Polar H10"`'
            ),
            language.gettext("{command} — without any heart").format(command="`soften demonstrate --sensor none`"),
        ),
    )(command(demonstrate, language, **parameters))


def demonstrate(
    language: Language,
    sensor: str = "simulated",
    terminal: bool = False,
    speed: float = 1.0,
    seed: int | None = None,
    osc: bool = False,
    osc_to: str | None = None,
) -> None:
    """Show in two minutes what led breath does."""
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.profile_store import remembered_preferences
    from biofeedback.app.screen_awake import has_screen
    from biofeedback.languages import preferred_languages
    from biofeedback.practice.script.choice import BreathChoice
    from biofeedback.practices import demonstration
    from ui.words.languages import chosen_before

    live = live_options(osc=osc, osc_to=osc_to)
    preferences, preferences_error = remembered_preferences()
    chosen = "" if terminal else chosen_before(preferences.language, os.environ)
    practice = demonstration(preferred_languages(os.environ, chosen))
    with LiveApplication(
        speed=checked_speed(speed),
        seed=seed,
        preferences=preferences,
        preferences_error=preferences_error,
        keeps_screen_awake=has_screen(),
        live=live,
    ) as application:
        choose_person(application.people, language, None, guest=False)
        application.check(practice, sensor, None, BreathChoice())
        in_terminal = terminal or only_the_terminal(language)
        seal_new(application.seals, language)
        open_replayed((sensor,))
        if not in_terminal:
            ask_nobody()
        say_opening_page(application, language)
        say_what_opens(live, preferences, speed, language)
        with ExitStack() as ending:

            def begin_session() -> "LiveSession":
                session = application.demonstrate(sensor)
                ending.callback(session.finish)
                return session

            if in_terminal:
                from ui.terminal.practice import run_terminal

                asked: list[bool] = []
                # From before the file is made, so that whenever we are asked to end it is closed.
                with on_signals((*INTERRUPT, *TERMINATION), lambda: asked.append(True)):
                    session = begin_session()
                    run_terminal(session, language, asked_to_end=lambda: bool(asked))
                _say_waves(session, language)
                ask_guest(application.people, session.path, language)
                error = session.error
            else:
                from ui.desktop.app import run_practice

                shown = run_practice(application, practice, begin_session)
                error = None if shown is None else shown.error
    if error is not None:
        raise error


def _say_waves(session: "LiveSession", language: Language) -> None:
    """Print what is told of both waves, with the numbers it rests on."""
    from biofeedback.signals.coupling.two_waves import two_waves
    from ui.presenter.view_model import PracticeViewModel
    from ui.words.rooms.demonstration_words import facts_line, waves_sentences

    view = PracticeViewModel(session.practice, session.sources)
    inbox = session.subscribe()
    events = [item.event for item in inbox.drain()]
    for event in events:
        view.apply(event)
    waves = two_waves(events, next(iter(session.sources), ""))
    simulated = session.simulated or view.heart.simulated
    sentences = waves_sentences(waves, language, listened=view.listened, simulated=simulated, numbers=True)
    say()
    say(session.practice.title)
    for line in filter(None, (*sentences, facts_line(waves, language))):
        say(line)
