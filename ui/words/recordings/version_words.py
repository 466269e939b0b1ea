"""Says of which versions the definitions are that numbers were computed with."""

from collections.abc import Collection, Mapping

from biofeedback.signals.definitions.versions import VERSIONED, VERSIONS
from ui.words.language import Language

ANALYSIS_STAGES = frozenset({"timeline", "correction", "live_correction", "coherence", "breath"})
"""The stages that the numbers of an analysis pass."""


def title_of(name: str, language: Language) -> str:
    """Return what a definition or a stage is called; its name itself where this Soften does not know it."""
    return language.gettext(VERSIONED[name].title) if name in VERSIONED else name


def versions_sentence(versions: Mapping[str, int], language: Language) -> str:
    """Return which of these definitions and stages are of a later version than their first."""
    later = [
        # Translators: a number or a step of the computation, and which version of its definition, as in "RMSSD 2".
        language.gettext("{title} {version}").format(title=title_of(name, language), version=language.whole(version))
        for name, version in versions.items()
        if version > 1
    ]
    if not later:
        return language.gettext("Computed with the first version of every definition.")
    return language.gettext("Computed with the first version of every definition, but for {later}.").format(
        later=language.listed(later)
    )


def analysis_versions(names: Collection[str]) -> dict[str, int]:
    """Return the versions of these numbers and of all stages that an analysis passes."""
    return {name: version for name, version in VERSIONS.items() if name in names or name in ANALYSIS_STAGES}
