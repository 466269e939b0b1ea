"""The version of everything that numbers come from, and which of it a number rests on.

A version is raised by adding a sentence to the ``changes`` of a definition or of a stage.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from biofeedback.signals.definitions import DEFINITIONS, Definition
from biofeedback.signals.definitions.stages import STAGES, Stage

VERSIONED: Mapping[str, Stage | Definition] = MappingProxyType(
    {stage.name: stage for stage in STAGES} | dict(DEFINITIONS)
)
"""Every stage and every definition by name, the stages first."""

VERSIONS: Mapping[str, int] = MappingProxyType({name: each.version for name, each in VERSIONED.items()})
"""The versions of today: what a recording keeps of its numbers."""


def lineage(name: str) -> frozenset[str]:
    """Return a stage or a definition, and all that it rests on, by name; only itself where nobody knows it any more."""
    return frozenset(_ancestors(name))


def _ancestors(name: str) -> Iterator[str]:
    yield name
    if name in VERSIONED:
        for below in VERSIONED[name].rests_on:
            yield from _ancestors(below)
