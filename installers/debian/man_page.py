"""Writes the manual page from what the commands say of themselves, so that it cannot differ from them."""

import re
from collections.abc import Iterator
from typing import cast

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from biofeedback.cli.command_line import command_line
from ui.words.language import Language

_MARKS = re.compile(r"\[/?[a-z ]+\]|`")
"""What rich takes for bold or colour, and the marks around what is typed."""

_SURROUNDINGS = (
    ("SOFTEN_DATA", "The folder of everything that Soften keeps, in place of the usual one."),
    ("SOFTEN_LANGUAGE", "The language to speak, such as de or ko; else that of the system."),
    ("NO_COLOR", "Set to anything, the terminal stays without colours."),
)


def man_page(version: str, date: str, language: Language) -> str:
    """Return the page ``soften(1)`` in the language of manual pages.

    Parameters
    ----------
    version : str
        Of the program.
    date : str
        The day of that version, such as ``2026-11-30``.
    language : Language
        In which the commands speak.
    """
    program = cast("TyperGroup", get_command(command_line(language)))
    lines = [
        f'.TH SOFTEN 1 "{date}" "soften {version}"',
        ".SH NAME",
        f"soften \\- {_lower(_plain(program.help))}",
        ".SH SYNOPSIS",
        ".B soften",
        ".br",
        ".B soften",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        "Without a command the window opens.",
        *_paragraphs(program.epilog),
        ".SH OPTIONS",
        *_options(program),
        ".SH COMMANDS",
    ]
    for path, command in _commands(program, "soften"):
        lines += [f".SS {_escaped(path)}", *_paragraphs(command.help), *_options(command), *_paragraphs(command.epilog)]
    lines.append(".SH ENVIRONMENT")
    for name, said in _SURROUNDINGS:
        lines += [".TP", f".B {name}", said]
    lines += [
        ".SH FILES",
        ".TP",
        r".I ~/.local/share/soften",
        "Recordings, practices of your own and preferences. Taking the program away leaves them.",
        ".SH EXIT STATUS",
        "0 where it came about, 1 where it did not, 2 where a word was not understood, 130 on Ctrl\\-C.",
    ]
    return "\n".join(lines) + "\n"


def _commands(group: TyperGroup, path: str) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Yield every command with its words, those within families too; a family says what it is first."""
    for name, each in group.commands.items():
        command = cast("TyperCommand | TyperGroup", each)
        if not command.hidden:
            yield f"{path} {name}", command
            if isinstance(command, TyperGroup):
                yield from _commands(command, f"{path} {name}")


def _options(command: TyperCommand | TyperGroup) -> Iterator[str]:
    for parameter in command.params:
        told = getattr(parameter, "help", None)
        if getattr(parameter, "hidden", False):
            continue
        is_argument = parameter.param_type_name == "argument"
        names = [] if is_argument else [*parameter.opts, *parameter.secondary_opts]
        name = ", ".join(f"\\fB{_escaped(each)}\\fR" for each in names)
        if is_argument:
            name = f"\\fI{_escaped(parameter.metavar or str(parameter.name))}\\fR"
        elif not getattr(parameter, "is_flag", False):
            name += f" \\fI{_escaped(parameter.metavar or parameter.type.name.upper())}\\fR"
        yield from (".TP", name, _escaped(_plain(told)) or "\\&")


def _paragraphs(text: str | None) -> Iterator[str]:
    for each in re.split(r"\n\s*\n", text or ""):
        if said := _plain(each):
            yield from (".PP", _escaped(said))


def _plain(text: str | None) -> str:
    return " ".join(_MARKS.sub("", (text or "").replace("\b", "")).split())


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _escaped(text: str) -> str:
    """Return a text as roff takes it literally."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\(ga").replace("'", r"\(aq")
    return rf"\&{escaped}" if escaped.startswith(".") else escaped
