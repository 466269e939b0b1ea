"""`soften practices`: what can be practised, and how to write one."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import BEGIN, command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, family
from biofeedback.outside_text import shown
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.practice.script.model import Practice


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this family of commands."""
    below = examples(
        language,
        language.gettext("{command} — those there are, with your own").format(command="`soften practices`"),
        language.gettext("{command} — a template that can be practised as it is").format(
            command="`soften practices new morning.toml`"
        ),
        language.gettext("{command} — a protocol of a study: baseline, practice, recovery").format(
            command="`soften practices new --protocol lab.toml`"
        ),
        language.gettext("{command} — a practice that is one whole recording").format(
            command="`soften practices new teacher.mp3`"
        ),
        "`soften practices check morning.toml`",
        language.gettext("{command} — speak its words yourself").format(
            command="`soften practices voice kind_presence`"
        ),
        language.gettext("{command} — its whole course in words").format(
            command="`soften practices preview morning.toml`"
        ),
    )
    within = family(
        language,
        help_=language.gettext("The practices there are; write, check and preview your own."),
        epilog=below,
    )
    within.callback(invoke_without_command=True)(command(practices, language))
    new_file = typer.Argument(
        help=language.gettext("The practice file to write, or a sound file to practise with."), dir_okay=False
    )
    volume = typer.Option(help=language.gettext("How loud a sound file is, 0 (silent) to 1."), min=0.0, max=1.0)
    as_protocol = typer.Option("--protocol", help=language.gettext("Write the protocol of a study, with conditions."))
    file = typer.Argument(help=language.gettext("A practice file."))
    practice = typer.Argument(help=language.gettext("A practice by its name, or a file."))
    minutes = typer.Option(help=language.gettext("Which of its lengths."))
    writing = language.gettext(
        "Write a new practice to begin with, or make one of a sound file; a file that is there is left alone."
    )
    checking = language.gettext("Say whether a practice file can be practised, and all that keeps it from that.")
    by_machine = typer.Option(
        "--by-machine",
        help=language.gettext("Let a voice of this machine speak the words beforehand; yours goes before it."),
    )
    speaking = language.gettext("Read out the words of a practice in your own voice, which then speaks them.")
    telling = language.gettext("Tell the whole course of a practice: times, steps, words, breath and silences.")
    for name, act, help_ in (
        ("new", command(new, language, file=new_file, volume=volume, protocol=as_protocol), writing),
        ("check", command(check, language, file=file), checking),
        ("voice", command(voice, language, practice=practice, by_machine=by_machine), speaking),
        ("preview", command(preview, language, practice=practice, minutes=minutes), telling),
    ):
        within.command(name, cls=command_class(language), help=help_, epilog=below)(act)
    app.add_typer(within, name="practices")


def practices(language: Language, context: typer.Context) -> None:
    """List the practices, and say what is wrong with files that cannot be read."""
    if context.invoked_subcommand is not None:
        return
    from biofeedback.app.paths import practices_folder
    from biofeedback.app.practices.practice_library import offered, own_practices
    from ui.words.errors import error_sentence

    own = own_practices()
    for practice in (*offered(), *(each.practice for each in own if each.practice is not None)):
        say(f"{practice.name}  {practice.title}, {_length(practice, language)}")
    for each in own:
        for fault in each.faults:
            say(f"  {error_sentence(fault, language)}", err=True)
    say(language.gettext("Your own: {folder}").format(folder=shown(str(practices_folder()))))


def new(language: Language, file: Path, volume: float = 1.0, protocol: bool = False) -> None:
    """Write a new practice to begin with, or make one of a sound file; a file that is there is left alone."""
    from biofeedback.app.practices.practice_library import SUFFIX, name_from, write_new
    from biofeedback.app.practices.practice_template import template
    from biofeedback.languages import preferred_languages

    if file.suffix != SUFFIX and not protocol:
        from ui.sound.track.kinds import means_sound

        if means_sound(file):
            _new_of_sound(file, volume, language)
            return
    path = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
    write_new(path, template(name_from(path), shown(str(path)), preferred_languages(os.environ), protocol=protocol))
    begun = f"{BEGIN} {path}{' --condition real' if protocol else ''}"
    say(
        language.gettext("{path} is there. It can be practised as it is: {command}").format(
            path=shown(str(path)), command=shown(begun)
        )
    )


def _new_of_sound(file: Path, volume: float, language: Language) -> None:
    from biofeedback.app.paths import from_home
    from biofeedback.app.practices.track_practice import practice_of_sound
    from biofeedback.languages import preferred_languages
    from ui.words.track_words import track_words

    made = practice_of_sound(from_home(file), language, volume=volume, languages=preferred_languages(os.environ))
    for sentence in track_words(made, language):
        say(sentence)
    say(language.gettext("It can be practised as it is: {command}").format(command=f"{BEGIN} {made.practice.name}"))


def check(language: Language, file: Path) -> None:
    """Say whether a practice file can be practised, and all that keeps it from that."""
    from biofeedback.app.practices.form_library import faults_of_forms, means_form
    from biofeedback.app.practices.practice_library import read_file
    from ui.words.errors import error_sentence
    from ui.words.studies.protocol_words import protocol_sentence

    if means_form(file):
        _check_form(file, language)
        return
    own = read_file(file)
    faults = own.faults if own.practice is None else faults_of_forms(own.practice)
    for fault in faults:
        say(error_sentence(fault, language), err=True)
    if own.practice is None or faults:
        raise typer.Exit(1)
    say(
        language.gettext("{file} can be practised: {title}, {length}.").format(
            file=shown(file.name), title=own.practice.title, length=_length(own.practice, language)
        )
    )
    if sentence := protocol_sentence(own.practice, language):
        say(sentence)


def _check_form(file: Path, language: Language) -> None:
    from biofeedback.app.practices.form_library import read_form_file
    from ui.words.errors import error_sentence

    form, faults = read_form_file(file)
    for fault in faults:
        say(error_sentence(fault, language), err=True)
    if form is None:
        raise typer.Exit(1)
    count = len(form.questions)
    message = language.ngettext(
        "{file} can be asked: {title}, {count} question.", "{file} can be asked: {title}, {count} questions.", count
    )
    say(message.format(file=shown(file.name), title=form.title, count=language.whole(count)))


def preview(language: Language, practice: str, minutes: int | None = None) -> None:
    """Tell the whole course of a practice: times, steps, words, breath and silences."""
    from biofeedback.app.practices.practice_library import practice_meant
    from biofeedback.app.practices.practice_outline import course

    meant = practice_meant(practice)
    for line in course(meant if minutes is None else meant.lasting(minutes), language):
        say(line)


def voice(language: Language, practice: str, by_machine: bool = False) -> None:
    """Read out the words of a practice in one's own voice, which then speaks them."""
    from biofeedback.app.paths import practices_folder
    from biofeedback.app.practices.practice_library import practice_meant
    from biofeedback.app.profile_store import remembered_preferences
    from ui.sound.takes.reading import Reading
    from ui.sound.takes.store import TakeStore
    from ui.terminal.voice import read_out

    preferences, _ = remembered_preferences()
    meant = practice_meant(practice).answered(preferences.answers)
    store = TakeStore(meant, practices_folder())
    reading = Reading(meant, store, preferences.sound.volume)
    if not by_machine:
        read_out(reading, language)
        return
    from ui.sound.takes.machine_voice import render
    from ui.words.voice_words import rendered_words

    say(rendered_words(render(store.by_machine, reading.words, language.code), language))


def _length(practice: "Practice", language: Language) -> str:
    """Return how long a practice takes, with all the lengths it has."""
    if practice.endless:
        return language.gettext("as long as you like")
    if practice.minutes:
        listed = language.listed(language.whole(each) for each in practice.minutes)
        return language.gettext("{minutes} min").format(minutes=listed)
    if practice.length_s < 60.0:
        return language.gettext("{seconds} s").format(seconds=language.number(practice.length_s))
    return language.gettext("{minutes} min").format(minutes=language.short_number(practice.length_s / 60.0, 3))
