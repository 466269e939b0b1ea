"""An item of a published checklist: what a recording knows of it, and what remains for the author to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Checklist: TypeAlias = Literal["GRAPH", "Lalanza"]
State: TypeAlias = Literal["known", "partly", "author"]

SOURCES: Mapping[Checklist, str] = MappingProxyType(
    {
        "GRAPH": "Quintana, Alvares, Heathers 2016, doi 10.1038/tp.2016.73",
        "Lalanza": "Lalanza et al. 2023, doi 10.1007/s10484-023-09582-6",
    }
)
"""Where each checklist is published."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist.

    Attributes
    ----------
    checklist, number : str
        Which list it is of, and its number or section there.
    name : str
        What it asks, in a few words of ours.
    said : str
        What the recording knows of it; empty where it knows nothing.
    to_say : str
        What remains for the author to say; empty where the recording knows it all.
    """

    checklist: Checklist
    number: str
    name: str
    said: str = ""
    to_say: str = ""

    @property
    def state(self) -> State:
        """How much of it the recording knows."""
        if not self.said:
            return "author"
        return "partly" if self.to_say else "known"


def joined(*sentences: str) -> str:
    """Return sentences in a row; those that are empty are not there."""
    return " ".join(filter(None, sentences))
