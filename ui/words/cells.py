"""Lays out lines by the cells that a terminal gives each letter: two for one of Hangul, one for most others."""

import textwrap

_SECOND_CELL = "\u3164"  # the filler of Hangul: a letter, so that lines break where they would without it, and unseen


def wrapped(
    text: str, wide: int, *, first: str = "", later: str = "", break_words: bool = True, break_hyphens: bool = True
) -> list[str]:
    """Return a text in lines of so many cells.

    Parameters
    ----------
    text : str
        What to lay out.
    wide : int
        Cells of a line.
    first, later : str
        What stands before the first line, and before each other.
    break_words, break_hyphens : bool
        Whether a word that is longer than a line may be broken, and any word at its hyphen.
    """
    from rich.cells import cell_len  # a practice that runs does without Rich

    lines = textwrap.wrap(
        "".join(letter + _SECOND_CELL * (cell_len(letter) - 1) for letter in text),
        wide,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=break_words,
        break_on_hyphens=break_hyphens,
    )
    return [line.replace(_SECOND_CELL, "") for line in lines]


def padded(text: str, wide: int, *, before: bool = False) -> str:
    """Return a text with spaces behind it, or ``before`` it, so that it has at least so many cells."""
    from rich.cells import cell_len

    spaces = " " * (wide - cell_len(text))
    return spaces + text if before else text + spaces
