"""A command that takes its options as one dataclass reads, defaults and helps as one with a parameter each."""

from dataclasses import dataclass, fields
from typing import Annotated

import typer
from typer.testing import CliRunner

from biofeedback.cli.begin import BeginOptions
from biofeedback.cli.options import Speed, takes


@dataclass(frozen=True, slots=True, kw_only=True)
class TeaOptions:
    leaves: Annotated[str, typer.Argument(help="Which leaves.")] = "sencha"
    minutes: Annotated[int | None, typer.Option(help="How long it draws.")] = None
    speed: Speed = 1.0


def made():
    app = typer.Typer()
    cups: list[TeaOptions] = []

    @app.command()
    @takes(TeaOptions)
    def tea(options: TeaOptions) -> None:
        """Make a cup of tea."""
        cups.append(options)

    return app, cups


def test_what_is_not_said_is_as_the_dataclass_has_it():
    app, cups = made()
    assert CliRunner().invoke(app, []).exit_code == 0
    assert cups == [TeaOptions()]


def test_what_is_said_arrives_with_its_type():
    app, cups = made()
    assert CliRunner().invoke(app, ["oolong", "--minutes", "3", "--speed", "2"]).exit_code == 0
    assert cups == [TeaOptions(leaves="oolong", minutes=3, speed=2.0)]


def test_the_help_is_the_docstring_and_the_options_in_their_order():
    app, _ = made()
    shown = CliRunner().invoke(app, ["--help"]).output
    positions = [shown.index(word) for word in ("Make a cup of tea.", "Which leaves.", "--minutes", "--speed")]
    assert positions == sorted(positions)


def test_every_option_of_begin_may_be_left_out():
    assert BeginOptions() == BeginOptions(practice="compassionate_pause", sensor=None, speed=1.0)
    assert all(getattr(BeginOptions(), field.name) in (None, False) for field in fields(BeginOptions)[4:])
