"""`soften begin`: a practice, in the window or in the terminal."""

import datetime
import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biofeedback.cli.options import Output, Seed, Speed, checked_speed, recording_path, takes
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.requests import WriteNote
from devices.catalogue import FAMILIES
from devices.simulated_faults import OPTIONS
from ui.desktop.display import display_error

if TYPE_CHECKING:
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.live_session import LiveSession
    from ui.preferences import Preferences


_EXAMPLES = """
Examples:

`soften begin` — a compassionate pause with the one strap in sight

`soften begin soften_soothe_allow --sensor "bluetooth:Polar H10" --breaths-per-min 5.5`

`soften begin --sound waves --volume 0.3 --bells-volume 0.6` — with closed eyes, by the sea

`soften begin soften_soothe_allow --minutes 9 --breath even` — another length, another shape of breath

`soften begin --sensor "bluetooth:Polar H10" --sensor serial` — a strap, and a finger recorded beside it

`soften begin --sensor simulated --terminal --speed 30` — try it without a sensor
"""
SENSORS = "\n\n".join(
    [
        *(f"`{family.form}` — {family.speaks}" for family in FAMILIES),
        "`none` — A practice without a sensor: the breath, the words and the sounds alone.",
    ]
)
SIMULATED_OPTIONS = "\n\n".join(f"`{example}` — {effect}" for example, effect in OPTIONS)
EXAMPLES = f"{_EXAMPLES}\n\nSensors:\n\n{SENSORS}\n\nOptions of the simulated heart:\n\n{SIMULATED_OPTIONS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginOptions:
    """What can be said to `soften begin`."""

    practice: Annotated[
        str, typer.Argument(help="Which practice, by name (`soften practices` lists them) or file.")
    ] = "compassionate_pause"
    sensor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPEC",
            show_default="bluetooth",
            help="Whose heart keeps company; the sensors are listed below. Said again, another is recorded beside.",
        ),
    ] = None
    terminal: Annotated[bool, typer.Option("--terminal", help="Stay in the terminal even if there is a screen.")] = (
        False
    )
    speed: Speed = 1.0
    seed: Seed = None
    breaths_per_min: Annotated[
        float | None, typer.Option(help="The pace to ease to, 3 to 12; the practice's own if not given.")
    ] = None
    sound: Annotated[
        str | None,
        typer.Option(
            metavar="tone|waves|off",
            help="How the breath is heard, for closed eyes; at any speed but 1 it is not. What is not said of the sound"
            " is as it was chosen in the window.",
        ),
    ] = None
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Let nothing be heard.")] = False
    voice: Annotated[
        str | None,
        typer.Option(
            metavar="recorded|system|off",
            help="Who speaks the words: the files that a practice names, or this machine's own voice (in the window).",
        ),
    ] = None
    volume: Annotated[float | None, typer.Option(help="How loud the whole is, 0 to 1.")] = None
    breath_volume: Annotated[float | None, typer.Option(help="The breath within the whole, 0 to 1.")] = None
    bells_volume: Annotated[float | None, typer.Option(help="The bells within the whole, 0 to 1.")] = None
    voice_volume: Annotated[float | None, typer.Option(help="The voice within the whole, 0 to 1.")] = None
    words: Annotated[bool, typer.Option("--words", help="Ask for a word or two of your own, before and after.")] = False
    minutes: Annotated[int | None, typer.Option(help="Which length of the practice, where it has several.")] = None
    breath: Annotated[
        str | None, typer.Option(metavar="SHAPE", help="A shape of breath: longer-out, even, four-six, box, ...")
    ] = None
    lean: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="How much longer a breath may get, 0.05 to 0.2.")
    ] = None
    todays_pace: Annotated[
        bool, typer.Option("--todays-pace", help="Ease to the pace that `soften assess` found today.")
    ] = False
    attuned: Annotated[
        bool | None, typer.Option(help="Let leading begin at your own pace, if you tell it; else it begins easily.")
    ] = None
    output: Output = None


@takes(BeginOptions)
def begin(options: BeginOptions) -> None:
    """Begin a practice."""
    from biofeedback.practice.pacing.breath import FASTEST_PER_MIN, SLOWEST_PER_MIN

    per_min = options.breaths_per_min
    if per_min is not None and not SLOWEST_PER_MIN <= per_min <= FASTEST_PER_MIN:
        raise UsageError(
            CommandErrorCode.OPTION_PACE_OUT_OF_RANGE,
            per_min=per_min,
            slowest=SLOWEST_PER_MIN,
            fastest=FASTEST_PER_MIN,
        )
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.practice_library import practice_meant
    from biofeedback.app.profile_store import remembered_preferences
    from biofeedback.practice.script.choice import BreathChoice

    remembered, preferences_error = remembered_preferences()
    preferences = _preferences(options, remembered)
    practice = practice_meant(options.practice)
    if options.minutes is not None:
        practice = practice.lasting(options.minutes)
    if options.todays_pace and per_min is None:
        per_min = _pace_of_today()
    primary, *beside = options.sensor or ["bluetooth"]
    choice = BreathChoice(preset=options.breath, ramp_s=options.lean, attuned=preferences.attuned)
    in_terminal = options.terminal or _only_the_terminal()
    if options.voice == "system" and not options.no_sound and options.speed == 1:
        _expect_speech(in_terminal)
    with LiveApplication(
        speed=checked_speed(options.speed),
        seed=options.seed,
        output=recording_path(options.output),
        preferences=preferences,
        preferences_error=preferences_error,
    ) as application:
        application.check(practice, primary, per_min, choice, beside)
        _show_opening_page(application)
        before = _words_before() if preferences.own_words else ""
        with ExitStack() as ending:

            def begin_session() -> "LiveSession":
                session = application.begin(practice, primary, per_min, choice, beside)
                ending.callback(session.finish)
                session.request(WriteNote("before", before))
                return session

            session: LiveSession | None
            if in_terminal:
                from ui.terminal.practice import run_terminal

                session = begin_session()
                run_terminal(session, ask_words=preferences.own_words)
            else:
                from ui.desktop.app import run_practice

                session = run_practice(application, practice, begin_session)
        if session is None:  # the window was closed before anything began
            return
        from biofeedback.cli.summary import say_summary

        # Printed within the application, where the last bell rings on meanwhile.
        typer.echo()
        say_summary(session.summary())
        typer.echo(f"The recording: {session.path}")
    if session.error is not None:
        raise session.error


def _preferences(options: BeginOptions, remembered: "Preferences") -> "Preferences":
    """Return what is remembered, with what was said otherwise this time."""
    sound: dict[str, Any] = {
        "breath": options.sound,
        "voice": options.voice if options.speed == 1 else "off",
        "volume": 0.0 if options.no_sound else options.volume,
        "breath_volume": options.breath_volume,
        "bells_volume": options.bells_volume,
        "voice_volume": options.voice_volume,
    }
    return replace(
        remembered,
        sound=replace(remembered.sound, **{name: value for name, value in sound.items() if value is not None}),
        attuned=remembered.attuned if options.attuned is None else options.attuned,
        own_words=remembered.own_words or options.words,
    )


def _show_opening_page(application: "LiveApplication") -> None:
    """Show what is good to know before the first practice; whoever begins from the command line reads it there."""
    if (page := application.opening_page()) is not None:
        from ui.terminal.opening import show_opening_page

        show_opening_page(page)
        application.opening_page_shown()


def _words_before() -> str:
    from ui.terminal.own_words import own_words
    from ui.words.languages import preferred_language
    from ui.words.own_words import words_before

    return own_words(words_before(preferred_language(os.environ)))


def _expect_speech(in_terminal: bool) -> None:
    from ui.desktop.speech import speech_error

    if in_terminal:
        raise UsageError(CommandErrorCode.SPEECH_IN_TERMINAL)
    error = speech_error()
    if error is not None:
        raise error


def _pace_of_today() -> float:
    from biofeedback.app.profile_store import pace_of_today

    pace = pace_of_today(datetime.datetime.now().astimezone().date())
    if pace is None:
        raise UsageError(CommandErrorCode.NO_PACE_TODAY)
    return pace


def _only_the_terminal() -> bool:
    """Return whether no window can be shown; one that was to be expected is missed aloud."""
    error = display_error()
    if error is not None and error.code != CommandErrorCode.NO_SCREEN:
        from ui.words.errors import error_sentence
        from ui.words.languages import english

        missed = SoftenError(CommandErrorCode.IN_TERMINAL_INSTEAD, error)
        typer.echo(error_sentence(missed, english()), err=True)
    return error is not None
