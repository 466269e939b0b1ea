"""The result of an assessment, ready to be shown: sentences, and a table of everything they rest on."""

from dataclasses import dataclass

from biofeedback.errors import SoftenError


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of an assessment.

    Attributes
    ----------
    lines : tuple of str
        The answer in sentences, with how sure it is.
    columns : tuple of str
        The titles of the columns of the table; the pace itself comes first.
    rows : tuple of tuple of str
        One row a pace, a value for each column; where nothing can be said of a pace, the pace and why.
    about : tuple of str
        The names of the definitions of the columns, in their order; empty where there are none.
    error : SoftenError or None
        Why there is no answer; then there is nothing else.
    """

    lines: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    about: tuple[str, ...] = ()
    error: SoftenError | None = None
