"""A command that takes its options as one dataclass reads, defaults and helps as one with a parameter each."""

from dataclasses import dataclass, fields

import typer
from typer.testing import CliRunner

from biofeedback.cli.begin_words import begin_options
from biofeedback.cli.options import command, speed_option, takes
from biofeedback.cli.practising.begin_practice import BeginOptions
from ui.words.language import Language
from ui.words.languages import english


@dataclass(frozen=True, slots=True, kw_only=True)
class TeaOptions:
    leaves: str = "sencha"
    minutes: int | None = None
    speed: float = 1.0


TOLD = {
    "leaves": typer.Argument(help="Which leaves."),
    "minutes": typer.Option(help="How long it draws."),
    "speed": speed_option(english()),
}


def made():
    app = typer.Typer()
    cups: list[TeaOptions] = []

    def tea(language: Language, options: TeaOptions) -> None:
        assert language.code == "en"
        cups.append(options)

    app.command(help="Make a cup of tea.")(takes(tea, TeaOptions, english(), TOLD))
    return app, cups


def made_of_parameters():
    app = typer.Typer()
    cups: list[TeaOptions] = []

    def tea(language: Language, leaves: str = "sencha", minutes: int | None = None, speed: float = 1.0) -> None:
        assert language.code == "en"
        cups.append(TeaOptions(leaves=leaves, minutes=minutes, speed=speed))

    app.command(help="Make a cup of tea.")(command(tea, english(), **TOLD))
    return app, cups


def test_what_is_not_said_is_as_the_dataclass_has_it():
    for app, cups in (made(), made_of_parameters()):
        assert CliRunner().invoke(app, []).exit_code == 0
        assert cups == [TeaOptions()]


def test_what_is_said_arrives_with_its_type():
    for app, cups in (made(), made_of_parameters()):
        assert CliRunner().invoke(app, ["oolong", "--minutes", "3", "--speed", "2"]).exit_code == 0
        assert cups == [TeaOptions(leaves="oolong", minutes=3, speed=2.0)]


def test_the_help_has_the_options_in_their_order():
    shown = CliRunner().invoke(made()[0], ["--help"]).output
    positions = [shown.index(word) for word in ("Make a cup of tea.", "Which leaves.", "--minutes", "--speed")]
    assert positions == sorted(positions)
    assert CliRunner().invoke(made_of_parameters()[0], ["--help"]).output == shown


def test_every_option_of_begin_may_be_left_out():
    assert BeginOptions() == BeginOptions(practice="compassionate_pause", sensor=None, speed=1.0)
    assert all(getattr(BeginOptions(), field.name) in (None, False) for field in fields(BeginOptions)[4:])


def test_every_option_of_begin_is_told_in_the_help():
    assert begin_options(english()).keys() == {field.name for field in fields(BeginOptions)}
