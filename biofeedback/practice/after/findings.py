"""What an assessment came to, ready to be shown: sentences, and a table of everything they rest on.

This module must not find anything.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Findings:
    """What an assessment came to.

    Attributes
    ----------
    lines : tuple of str
        The answer in sentences, with how sure it is.
    columns : tuple of str
        What the table tells of each pace; the pace itself comes first.
    rows : tuple of tuple of str
        One row a pace, a value for each column; where nothing can be said of a pace, the pace and why.
    """

    lines: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
