"""What the help says of the options of live streams and of markers from outside, which several commands share."""

import typer

from biofeedback.osc import USUAL_PORT
from ui.words.language import Language


def live_words(language: Language) -> dict[str, object]:
    """Return what is said of each option, by its name."""
    return {
        "lsl": typer.Option(
            "--lsl", help=language.gettext("Send heart and breath out live, as streams of the Lab Streaming Layer.")
        ),
        "lsl_network": typer.Option(
            "--lsl-network",
            help=language.gettext("The same, and not to this computer alone but to the whole network it is in."),
        ),
        **osc_words(language),
        "osc_beats": typer.Option("--osc-beats", help=language.gettext("Let the beats of your own heart go with OSC.")),
        "markers_from": typer.Option(
            metavar="STREAM", help=language.gettext("Keep what the LSL stream of this name says as markers.")
        ),
        "marker_port": typer.Option(
            metavar="PORT",
            help=language.gettext("Keep each line that a program on this computer sends to this TCP port as a marker."),
        ),
    }


def osc_words(language: Language) -> dict[str, object]:
    """Return what is said of the options of OSC."""
    return {
        "osc": typer.Option(
            "--osc",
            help=language.gettext(
                "Send the breath and the warmth of the light out live, as OSC to port {port}."
            ).format(port=USUAL_PORT),
        ),
        "osc_to": typer.Option(
            metavar="PORT", help=language.gettext("The same, to another port or address of this computer.")
        ),
    }
