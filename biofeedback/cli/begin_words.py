"""What the help of `soften begin` says of its options, with examples."""

import typer

from biofeedback.cli.live_words import live_words
from biofeedback.cli.options import output_option, person_option, seed_option, speed_option
from biofeedback.cli.typer_words import examples, paragraphs
from ui.words.language import Language


def begin_options(language: Language) -> dict[str, object]:
    """Return what is said of each argument and option, by its name."""
    return {
        "practice": typer.Argument(
            help=language.gettext("Which practice, by name ({command} lists them) or file.").format(
                command="`soften practices`"
            )
        ),
        "sensor": typer.Option(
            metavar="SPEC",
            show_default="bluetooth",
            help=language.gettext(
                "Whose heart keeps company; the sensors are listed below. Said again, another is recorded beside."
            ),
        ),
        "terminal": typer.Option(
            "--terminal", help=language.gettext("Stay in the terminal even if there is a screen.")
        ),
        "speed": speed_option(language),
        "seed": seed_option(language),
        **_breath_options(language),
        **_sound_options(language),
        "words": typer.Option("--words", help=language.gettext("Ask for a word or two of your own, before and after.")),
        "minutes": typer.Option(help=language.gettext("Which length of the practice, where it has several.")),
        "output": output_option(language),
        "person": person_option(language, language.gettext("Who practises, where there are several.")),
        "guest": typer.Option(
            "--guest", help=language.gettext("For a guest: the recording is gone at the end unless they keep it.")
        ),
        "sealed": typer.Option(
            "--sealed",
            help=language.gettext(
                "Seal the recording with a passphrase, which is asked for; nobody can bring a forgotten "
                "passphrase back."
            ),
        ),
        "condition": typer.Option(
            metavar="NAME",
            help=language.gettext("In which of its conditions a protocol is practised; nobody is blind to it."),
        ),
        "donor": typer.Option(
            metavar="RECORDING",
            help=language.gettext(
                "The recording whose warmth the light shows where a protocol replays that of another one."
            ),
        ),
        **live_words(language),
    }


def _breath_options(language: Language) -> dict[str, object]:
    return {
        "breaths_per_min": typer.Option(
            help=language.gettext(
                "The pace to ease to, {slowest} to {quickest}; the practice's own if not given."
            ).format(slowest=language.whole(3), quickest=language.whole(12))
        ),
        "breath": typer.Option(
            metavar="SHAPE",
            help=language.gettext("A shape of breath: {shapes}, ...").format(
                shapes=language.listed(("longer-out", "even", "four-six", "box"))
            ),
        ),
        "lean": typer.Option(
            metavar="SECONDS",
            help=language.gettext("How much longer a breath may get, {least} to {most}.").format(
                least="0.05",
                most="0.2",  # as they are typed, with a point
            ),
        ),
        "todays_pace": typer.Option(
            "--todays-pace",
            help=language.gettext("Ease to the pace that {command} found today.").format(command="`soften assess`"),
        ),
        "attuned": typer.Option(
            help=language.gettext("Let leading begin at your own pace, if you tell it; else it begins easily.")
        ),
    }


def _sound_options(language: Language) -> dict[str, object]:
    return {
        "sound": typer.Option(
            metavar="tone|waves|off",
            help=language.gettext(
                "How the breath is heard, for closed eyes; at any speed but 1 it is not. "
                "What is not said of the sound is as it was chosen in the window."
            ),
        ),
        "no_sound": typer.Option("--no-sound", help=language.gettext("Let nothing be heard.")),
        "voice": typer.Option(
            metavar="recorded|system|off",
            help=language.gettext(
                "Who speaks the words: the files that a practice names, or this machine's own voice (in the window)."
            ),
        ),
        "volume": typer.Option(help=language.gettext("How loud the whole is, 0 to 1.")),
        "breath_volume": typer.Option(help=language.gettext("The breath within the whole, 0 to 1.")),
        "bells_volume": typer.Option(help=language.gettext("The bells within the whole, 0 to 1.")),
        "voice_volume": typer.Option(help=language.gettext("The voice within the whole, 0 to 1.")),
    }


def begin_epilog(language: Language) -> str:
    """Return the examples, the sensors there are, and what can go wrong with the simulated heart."""
    from devices.sensor_families import FAMILIES
    from devices.simulated_faults import OPTIONS

    return paragraphs(
        examples(
            language,
            language.gettext("{command} — a compassionate pause with the one strap in sight").format(
                command="`soften begin`"
            ),
            '`soften begin soften_soothe_allow --sensor "bluetooth:Polar H10" --breaths-per-min 5.5`',
            language.gettext("{command} — with closed eyes, by the sea").format(
                command="`soften begin --sound waves --volume 0.3 --bells-volume 0.6`"
            ),
            language.gettext("{command} — another length, another shape of breath").format(
                command="`soften begin soften_soothe_allow --minutes 9 --breath even`"
            ),
            language.gettext("{command} — a strap, and a finger recorded beside it").format(
                command='`soften begin --sensor "bluetooth:Polar H10" --sensor serial`'
            ),
            language.gettext("{command} — try it without a sensor").format(
                command="`soften begin --sensor simulated --terminal --speed 30`"
            ),
        ),
        language.gettext("Sensors:"),
        *(f"`{family.form}` — {language.gettext(family.speaks)}" for family in FAMILIES),
        language.gettext("{spec} — A practice without a sensor: the breath, the words and the sounds alone.").format(
            spec="`none`"
        ),
        language.gettext("Options of the simulated heart:"),
        *(f"`{example}` — {language.gettext(effect)}" for example, effect in OPTIONS),
    )
