"""`soften room`: a practice of several people, each with a seat, in the window or in the terminal."""

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.live_words import osc_words
from biofeedback.cli.options import seed_option, speed_option, takes
from biofeedback.cli.practising.beforehand import say_opening_page
from biofeedback.cli.practising.checked import checked_speed
from biofeedback.cli.practising.live import live_options, say_what_opens
from biofeedback.cli.practising.person import let_guests_go
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.names import alike
from biofeedback.outside_text import shown
from ui.desktop.display import display_error
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language
from ui.words.languages import chosen_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.gathering import Agreed, Gathering
    from ui.rooms import RoomSession


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOptions:
    """What can be said to `soften room`."""

    practice: str = "compassionate_pause"
    seat: list[str] | None = None
    keep: list[str] | None = None
    warmth: list[str] | None = None
    consent: bool = False
    terminal: bool = False
    minutes: int | None = None
    speed: float = 1.0
    seed: int | None = None
    beats: list[str] | None = None
    osc: bool = False
    osc_to: str | None = None
    sealed: bool = False


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    app.command(
        "room",
        cls=command_class(language, _epilog),
        help=language.gettext(
            "Begin a practice of several people, each with a seat; recordings are deleted at the end unless they are "
            "to be kept."
        ),
    )(takes(room, RoomOptions, language, _parameters(language)))


def _parameters(language: Language) -> dict[str, object]:
    name = language.pgettext("in the place of somebody's name", "NAME")
    return {
        "practice": typer.Argument(
            help=language.gettext("Which practice, by name ({command} lists them) or file.").format(
                command="`soften practices`"
            )
        ),
        "seat": typer.Option(
            metavar=f"[{name}=]SPEC",
            help=language.gettext(
                "A seat: what it is called, and whose sensor it is; without a name it gets that of a plant. "
                "Said again, another."
            ),
        ),
        "keep": typer.Option(
            metavar=name, help=language.gettext("Whose recording stays after the end. Said again, another.")
        ),
        "warmth": typer.Option(
            metavar=name, help=language.gettext("Whose own warmth the wall shows. Said again, another.")
        ),
        "consent": typer.Option(
            "--consent",
            help=language.gettext(
                "Says that the card was read to everybody here, and that each of them said yes; else each is asked."
            ),
        ),
        "terminal": typer.Option(
            "--terminal", help=language.gettext("Stay in the terminal even if there is a screen.")
        ),
        "minutes": typer.Option(help=language.gettext("Which length of the practice, where it has several.")),
        "speed": speed_option(language),
        "seed": seed_option(language),
        "beats": typer.Option(
            metavar=name, help=language.gettext("Whose beats go out with OSC, where that is on. Said again, another.")
        ),
        **osc_words(language),
        "sealed": typer.Option(
            "--sealed",
            help=language.gettext(
                "Seal every recording of the room with a passphrase, which is asked for; nobody can bring a "
                "forgotten passphrase back."
            ),
        ),
    }


def _epilog(language: Language) -> str:
    from ui.words.rooms.consent_words import consent_text

    return paragraphs(
        examples(
            language,
            language.gettext("{command} — three simulated hearts, for trying it out").format(
                command="`soften room --seat Fern=simulated --seat Moss=simulated --seat simulated`"
            ),
            '`soften room soften_soothe_allow --seat "Fern=bluetooth:Polar H10 7A2C31" --seat Moss=serial --keep Moss`',
        ),
        *consent_text(language).split("\n"),
    )


def room(language: Language, options: RoomOptions) -> None:
    """Begin a practice of several people."""
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.practices.practice_library import practice_meant
    from biofeedback.app.profile_store import remembered_preferences
    from biofeedback.app.screen_awake import has_screen
    from biofeedback.cli.passphrase import ask_nobody, seal_new
    from biofeedback.practice.script.choice import BreathChoice

    preferences, preferences_error = remembered_preferences()
    chosen = "" if options.terminal else chosen_before(preferences.language, os.environ)
    practice = practice_meant(options.practice, chosen)
    if options.minutes is not None:
        practice = practice.lasting(options.minutes)
    gathering = _gathered(options, language)
    live = live_options(osc=options.osc, osc_to=options.osc_to)
    with LiveApplication(
        speed=checked_speed(options.speed),
        seed=options.seed,
        preferences=replace(preferences, attuned=False),
        preferences_error=preferences_error,
        keeps_screen_awake=has_screen(),
        live=live,
    ) as application:
        choice = BreathChoice(from_own_pace=False)
        for each in gathering.agreed:
            application.check(practice, each.spec, None, choice)
        in_terminal = options.terminal or display_error() is not None
        let_guests_go(application.people, language)
        say_opening_page(application, language)
        say_what_opens(live, preferences, options.speed, language)
        seal_new(application.seals, language, sealed=options.sealed)
        if not options.consent:
            _ask_each(gathering, language)
        if not in_terminal:
            ask_nobody()
        sat: list[str] = []
        with ExitStack() as ending:

            def begin() -> "RoomSession":
                begun = application.begin_room(practice, None, choice)
                ending.callback(begun.finish)
                for _, error in gathering.begin(begun):
                    _say_error(error, language)
                sat.extend(seat.name for seat in begun.seats)
                return begun

            begun: RoomSession | None
            if in_terminal:
                from ui.terminal.practice import run_terminal

                asked: list[bool] = []
                # From before the files are made, so that whenever we are asked to end they are closed.
                with on_signals((*INTERRUPT, *TERMINATION), lambda: asked.append(True)):
                    begun = begin()
                    run_terminal(begun, language, asked_to_end=lambda: bool(asked))
            else:
                from ui.desktop.app import run_practice

                begun = run_practice(application, practice, begin)
        if begun is not None:
            _say_end(begun, sat, language)
    if begun is not None and begun.error is not None:
        raise begun.error


def _gathered(options: RoomOptions, language: Language) -> "Gathering":
    """Return who is to sit down, as the options say; refuse what cannot be."""
    from ui.gathering import Agreed, Gathering
    from ui.words.rooms.consent_words import consent_text

    gathering = Gathering(language, None if options.seed is None else Random(options.seed))
    said = [_name_and_spec(each) for each in options.seat or ()]
    named = [name for name, _ in said if name]
    for name, spec in said:
        gathering.sit(
            Agreed(
                spec=spec,
                sensor_label=spec,
                name=name or gathering.offered_name(named),
                consent=consent_text(language),
            )
        )
    for name in options.keep or ():
        somebody = _called(name, gathering)
        gathering.change(somebody, replace(somebody, kept=True))
    for name in options.warmth or ():
        somebody = _called(name, gathering)
        gathering.change(somebody, replace(somebody, shows_warmth=True))
    for name in options.beats or ():
        somebody = _called(name, gathering)
        gathering.change(somebody, replace(somebody, sends_beats=True))
    return gathering


def _called(name: str, gathering: "Gathering") -> "Agreed":
    for each in gathering.agreed:
        if alike(each.name) == alike(name):
            return each
    raise UsageError(RoomErrorCode.NAME_UNKNOWN, name=name)


def _name_and_spec(said: str) -> tuple[str, str]:
    """Return the name, empty where there is none, and the sensor; a sensor may hold ``=`` behind its colon."""
    name, equals, spec = said.partition("=")
    return (name.strip(), spec.strip()) if equals and ":" not in name else ("", said.strip())


def _ask_each(gathering: "Gathering", language: Language) -> None:
    """Show the card once, and ask each for their own yes; whoever says no does not sit down."""
    from ui.words.rooms.consent_words import consent_question, consent_text

    if not gathering.agreed:
        return
    say(consent_text(language))
    say()
    if not sys.stdin.isatty():
        raise UsageError(RoomErrorCode.CONSENT_NEEDED, option="--consent")
    for each in tuple(gathering.agreed):
        question = language.gettext("{name}: {question}").format(name=each.name, question=consent_question(language))
        if not typer.confirm(shown(question), default=False):
            gathering.rise(each)


def _say_end(room: "RoomSession", sat: "Sequence[str]", language: Language) -> None:
    """Say what was practised, and what became of every recording; ``sat`` are the names of those who began."""
    from ui.words.rooms.room_words import gone_words, stays_words

    say()
    say(shown(room.practice.title))
    kept = [seat.name for seat in room.seats if seat.kept]
    say(gone_words([name for name in sat if name not in kept], language))
    if kept:
        say(stays_words(kept, language))
    say(language.gettext("The room: {path}").format(path=shown(str(room.path.parent))))


def _say_error(error: SoftenError, language: Language) -> None:
    from ui.words.errors import error_sentence

    say(error_sentence(error, language), err=True)
