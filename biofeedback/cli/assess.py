"""`soften assess`: at which pace the heart answers most today."""

from pathlib import Path

import typer

from biofeedback.cli.live_words import live_words
from biofeedback.cli.options import command, output_option, seed_option, speed_option
from biofeedback.cli.passphrase import seal_new
from biofeedback.cli.practising.checked import checked_speed, recording_path
from biofeedback.cli.practising.live import live_options, say_what_opens
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples
from ui.words.language import Language


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "sensor": typer.Option(metavar="SPEC", help=language.gettext("Whose heart answers.")),
        "sliding": typer.Option("--sliding", help=language.gettext("One slow slide instead of steps.")),
        "speed": speed_option(language),
        "seed": seed_option(language),
        "output": output_option(language),
        **live_words(language),
    }
    app.command(
        "assess",
        cls=command_class(language),
        help=language.gettext("Find the pace at which the heart answers most today; it may be another one tomorrow."),
        epilog=examples(
            language,
            language.gettext("{command} — five paces from {quickest} to {slowest}, two minutes each").format(
                command='`soften assess --sensor "bluetooth:Polar H10"`',
                quickest=language.number(6.5, 1),
                slowest=language.number(4.5, 1),
            ),
            language.gettext("{command} — one slow slide from {quickest} to {slowest} in fifteen minutes").format(
                command="`soften assess --sliding`", quickest=language.number(6.75, 2), slowest=language.number(4.25, 2)
            ),
            language.gettext("{command} — try it without a sensor").format(
                command="`soften assess --sensor simulated --speed 30`"
            ),
        ),
    )(command(assess, language, **parameters))


def assess(
    language: Language,
    sensor: str = "bluetooth",
    sliding: bool = False,
    speed: float = 1.0,
    seed: int | None = None,
    output: Path | None = None,
    lsl: bool = False,
    lsl_network: bool = False,
    osc: bool = False,
    osc_to: str | None = None,
    osc_beats: bool = False,
    markers_from: str | None = None,
    marker_port: int | None = None,
) -> None:
    """Find the pace at which the heart answers most today; it may be another one tomorrow."""
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.screen_awake import has_screen
    from biofeedback.cli.summary import recording_line, say_findings
    from ui.preferences import SILENT
    from ui.terminal.practice import run_terminal

    live = live_options(
        lsl=lsl,
        lsl_network=lsl_network,
        osc=osc,
        osc_to=osc_to,
        osc_beats=osc_beats,
        markers_from=markers_from,
        marker_port=marker_port,
    )
    live.check(speed)
    say_what_opens(live, SILENT, speed, language)
    with LiveApplication(
        speed=checked_speed(speed),
        seed=seed,
        output=recording_path(output),
        keeps_screen_awake=has_screen(),
        live=live,
    ) as application:
        seal_new(application.seals, language)
        session = application.assess(sensor, sliding=sliding)
        try:
            run_terminal(session, language)
        finally:
            path = session.finish()
    if session.error is not None:
        raise session.error
    say()
    if (found := session.findings()) is not None:
        say_findings(found, language)
    say(recording_line(path, language))
