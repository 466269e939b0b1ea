"""`soften begin`: a practice, in the window or in the terminal."""

import datetime
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biofeedback.errors import RecordingError, UsageError
from devices.catalogue import FAMILIES
from devices.simulated_faults import OPTIONS
from ui.desktop.display import NO_SCREEN, display_error

if TYPE_CHECKING:
    from biofeedback.app.live_session import LiveSession

SLOWEST_PER_MIN, QUICKEST_PER_MIN = 3.0, 12.0
FASTEST_SPEED = 100.0


_EXAMPLES = """
Examples:

`soften begin` — a compassionate pause with the one strap in sight

`soften begin soften_soothe_allow --sensor "bluetooth:Polar H10" --breaths-per-min 5.5`

`soften begin --sound waves --volume 0.3 --bells-volume 0.6` — with closed eyes, by the sea

`soften begin soften_soothe_allow --minutes 9 --breath even` — another length, another shape of breath

`soften begin --sensor simulated --terminal --speed 30` — try it without a sensor
"""
SENSORS = "\n\n".join(f"`{family.form}` — {family.speaks}" for family in FAMILIES)
SIMULATED_OPTIONS = "\n\n".join(f"`{example}` — {effect}" for example, effect in OPTIONS)
EXAMPLES = f"{_EXAMPLES}\n\nSensors:\n\n{SENSORS}\n\nOptions of the simulated heart:\n\n{SIMULATED_OPTIONS}"


def begin(
    practice: Annotated[
        str, typer.Argument(help="Which practice, by name (`soften practices` lists them) or file.")
    ] = ("compassionate_pause"),
    sensor: Annotated[
        str,
        typer.Option(
            metavar="SPEC",
            help="Whose heart keeps company; the sensors are listed below.",
        ),
    ] = "bluetooth",
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Stay in the terminal even if there is a screen.")
    ] = False,
    speed: Annotated[float, typer.Option(help="Run this many times faster; for a heart that is not live.")] = 1.0,
    seed: Annotated[int | None, typer.Option(help="What the simulated heart grows from.")] = None,
    breaths_per_min: Annotated[
        float | None, typer.Option(help="The pace to ease to, 3 to 12; the practice's own if not given.")
    ] = None,
    sound: Annotated[
        str | None,
        typer.Option(
            metavar="tone|waves|off",
            help="How the breath is heard, for closed eyes; at any speed but 1 it is not. What is not said of the sound"
            " is as it was chosen in the window.",
        ),
    ] = None,
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Let nothing be heard.")] = False,
    voice: Annotated[
        str | None,
        typer.Option(
            metavar="recorded|system|off",
            help="Who speaks the words: the files that a practice names, or this machine's own voice (in the window).",
        ),
    ] = None,
    volume: Annotated[float | None, typer.Option(help="How loud the whole is, 0 to 1.")] = None,
    breath_volume: Annotated[float | None, typer.Option(help="The breath within the whole, 0 to 1.")] = None,
    bells_volume: Annotated[float | None, typer.Option(help="The bells within the whole, 0 to 1.")] = None,
    voice_volume: Annotated[float | None, typer.Option(help="The voice within the whole, 0 to 1.")] = None,
    words: Annotated[
        bool, typer.Option("--words", help="Ask for a word or two of your own, before and after.")
    ] = False,
    minutes: Annotated[int | None, typer.Option(help="Which length of the practice, where it has several.")] = None,
    breath: Annotated[
        str | None, typer.Option(metavar="SHAPE", help="A shape of breath: longer-out, even, four-six, box, ...")
    ] = None,
    lean: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="How much longer a breath may get, 0.05 to 0.2.")
    ] = None,
    todays_pace: Annotated[
        bool, typer.Option("--todays-pace", help="Ease to the pace that `soften assess` found today.")
    ] = False,
    attuned: Annotated[
        bool | None, typer.Option(help="Let leading begin at your own pace, if you tell it; else it begins easily.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Where to keep the recording.", dir_okay=False)] = None,
) -> None:
    """Begin a practice."""
    if breaths_per_min is not None and not SLOWEST_PER_MIN <= breaths_per_min <= QUICKEST_PER_MIN:
        raise UsageError(
            f"--breaths-per-min is {breaths_per_min:g}; it can be from {SLOWEST_PER_MIN:g} to {QUICKEST_PER_MIN:g}."
        )
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.practice_library import practice_meant
    from biofeedback.app.preference_file import remembered_preferences
    from biofeedback.practice.script.choice import BreathChoice

    remembered, error_message = remembered_preferences()
    heard: dict[str, Any] = {
        "breath": sound,
        "voice": voice if speed == 1 else "off",
        "volume": 0.0 if no_sound else volume,
        "breath_volume": breath_volume,
        "bells_volume": bells_volume,
        "voice_volume": voice_volume,
    }
    preferences = replace(
        remembered,
        sound=replace(remembered.sound, **{name: value for name, value in heard.items() if value is not None}),
        attuned=remembered.attuned if attuned is None else attuned,
        own_words=remembered.own_words or words,
    )
    chosen = practice_meant(practice)
    if minutes is not None:
        chosen = chosen.lasting(minutes)
    if todays_pace and breaths_per_min is None:
        breaths_per_min = _pace_of_today()
    choice = BreathChoice(preset=breath, ramp_s=lean, attuned=preferences.attuned)
    in_terminal = terminal or _only_the_terminal()
    if voice == "system" and not no_sound and speed == 1:
        _expect_speech(in_terminal)
    with LiveApplication(
        speed=checked_speed(speed),
        seed=seed,
        output=recording_path(output),
        preferences=preferences,
        preferences_error=error_message,
    ) as application:
        # Whoever begins from the command line reads it there, whatever comes then.
        if (page := application.opening_page()) is not None:
            from ui.terminal.opening import show_opening_page

            show_opening_page(page)
            application.opening_page_shown()
        before = ""
        if preferences.own_words:
            from ui.terminal.own_words import own_words
            from ui.words.own_words import BEFORE

            before = own_words(BEFORE)
        with ExitStack() as ending:

            def begin_session() -> "LiveSession":
                session = application.begin(chosen, sensor, breaths_per_min, choice)
                ending.callback(session.finish)
                session.note("before", before)
                return session

            session: LiveSession | None
            if in_terminal:
                from ui.terminal.practice import run_terminal

                session = begin_session()
                run_terminal(session, ask_words=preferences.own_words)
            else:
                from ui.desktop.app import run_practice

                session = run_practice(application, chosen, begin_session)
        if session is None:  # the window was closed before anything began
            return
        from biofeedback.cli.summary import say_summary

        # Told within the application, where the last bell rings on meanwhile.
        typer.echo()
        say_summary(session.summary())
        typer.echo(f"The recording: {session.path}")
    if session.error_message:
        raise RecordingError(session.error_message, str(session.path))


def _expect_speech(in_terminal: bool) -> None:
    from ui.desktop.speech import speech_error

    if in_terminal:
        raise UsageError("This machine's own voice speaks in the window; in the terminal take --voice recorded or off.")
    error_message = speech_error()
    if error_message:
        raise UsageError(error_message)


def _pace_of_today() -> float:
    from biofeedback.app.pace_of_today import pace_of_today

    pace = pace_of_today(datetime.datetime.now().astimezone().date())
    if pace is None:
        raise UsageError("No pace was found today; `soften assess` looks for one.")
    return pace


def _only_the_terminal() -> bool:
    """Return whether no window can be shown; one that was to be expected is missed aloud."""
    error_message = display_error()
    if error_message and error_message != NO_SCREEN:
        typer.echo(f"{error_message} The practice is in the terminal.", err=True)
    return bool(error_message)


def checked_speed(speed: float) -> float:
    """Return the speed that was asked for.

    Raises
    ------
    UsageError
        When nobody could follow it.
    """
    if not 0 < speed <= FASTEST_SPEED:
        raise UsageError(f"--speed is {speed:g}; it can be above 0 and up to {FASTEST_SPEED:g}.")
    return speed


def recording_path(output: Path | None) -> Path | None:
    """Return where to keep a recording that should go to ``output``, with the ending that recordings have.

    Raises
    ------
    UsageError
        When it has another ending.
    """
    if output is None:
        return None
    from sessions.library import SUFFIX

    if output.suffix == SUFFIX:
        return output
    if output.suffix:
        raise UsageError(f"--output is {output}; a recording is a file that ends in {SUFFIX}.")
    return output.with_name(output.name + SUFFIX)
