"""What every number means: the one registry of metrics and of the keys of an analysis, one module a family.

Wherever a number is shown or stored, its words come from here, and `docs/signals.md` is written from it. Nothing is
computed here, and nothing heavy is imported.
"""

from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.signals.definitions.breath import BREATH
from biofeedback.signals.definitions.coherence import COHERENCE
from biofeedback.signals.definitions.definition import GROUP_TITLES, Definition, Group, ScreenForm
from biofeedback.signals.definitions.frequency import FREQUENCY
from biofeedback.signals.definitions.nonlinear import NONLINEAR
from biofeedback.signals.definitions.of_a_practice import OF_A_PRACTICE
from biofeedback.signals.definitions.patterns import PATTERNS
from biofeedback.signals.definitions.practice import PRACTICE
from biofeedback.signals.definitions.record import RECORD
from biofeedback.signals.definitions.time_domain import TIME_DOMAIN
from biofeedback.signals.definitions.together import TOGETHER

__all__ = ["DEFINITIONS", "GROUP_TITLES", "OF_A_PRACTICE", "Definition", "Group", "ScreenForm"]

_ALL = (*RECORD, *TIME_DOMAIN, *FREQUENCY, *COHERENCE, *BREATH, *NONLINEAR, *PATTERNS, *PRACTICE, *TOGETHER)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType({definition.name: definition for definition in _ALL})
"""Every metric and every key of an analysis by name."""
