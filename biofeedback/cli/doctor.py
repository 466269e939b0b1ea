"""`soften doctor`: one page of what there is on this computer for a practice, to read or to paste into a report."""

import sys

import typer

from biofeedback.cli.options import command
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from ui.words.language import Language


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "as_json": typer.Option("--json", help=language.gettext("Print one JSON array.")),
        "showing_rule": typer.Option(
            "--udev-rule",
            help=language.gettext("Print the rule by which Linux opens serial boards to whoever is logged in."),
        ),
        "writing_rule": typer.Option(
            "--write-udev-rule", help=language.gettext("Ask, then write that rule where the system looks for it.")
        ),
    }
    app.command(
        "doctor",
        cls=command_class(language),
        help=paragraphs(
            language.gettext(
                "Look at what there is on this computer: Bluetooth, serial ports, screen, sound and disk."
            ),
            language.gettext("Nothing is changed, and nothing that is found is personal."),
        ),
        epilog=examples(language, "`soften doctor`", "`soften doctor --udev-rule`"),
    )(command(doctor, language, **parameters))


def doctor(language: Language, as_json: bool = False, showing_rule: bool = False, writing_rule: bool = False) -> None:
    """Look at what there is on this computer, or write the rule that opens serial boards."""
    if showing_rule or writing_rule:
        _rule(language, writing=writing_rule)
        return
    from biofeedback.app.doctor.look import look
    from biofeedback.computer import ComputerCode
    from ui.words.computer_words import (
        computer_sentence,
        nothing_personal,
        rule_offer,
        way_clear,
        without_sensors,
    )

    if as_json:
        say_json(
            [
                {"code": each.code.value, "in_the_way": each.in_the_way, "says": computer_sentence(each, language)}
                for each in look()
            ]
        )
        return
    say(nothing_personal(language))
    say()
    found = []
    for each in look():
        found.append(each)
        say(computer_sentence(each, language))
    in_the_way = sum(each.in_the_way for each in found)
    say()
    say(without_sensors(in_the_way, language) if in_the_way else way_clear(language))
    if sys.platform == "linux" and any(each.code is ComputerCode.PORT_REFUSED for each in found):
        say(rule_offer(language))


def _rule(language: Language, *, writing: bool) -> None:
    from biofeedback.app.doctor.udev import RULES, rule, write_rule
    from biofeedback.errors import SoftenError
    from ui.words.errors import error_sentence

    if not writing:
        say(rule().rstrip("\n"))
        return
    say(rule())
    question = language.gettext("Write this to {path}?").format(path=RULES)
    if not typer.confirm(question, default=False):
        return
    try:
        write_rule(RULES)
    except SoftenError as error:
        say(error_sentence(error, language), err=True)
        as_administrator = language.gettext(
            "As the administrator of this computer: `soften doctor --udev-rule | sudo tee {path}`"
        )
        say(as_administrator.format(path=RULES), err=True)
        raise typer.Exit(1) from error
    say(
        language.gettext("It is written. {command}, then plug the board in again.").format(
            command="`sudo udevadm control --reload`"
        )
    )
