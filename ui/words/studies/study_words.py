"""What is said of the blocks of a study that are left out."""

from ui.words.language import Language


def low_coverage_sentence(least_share: float, language: Language) -> str:
    """Return why a block is left out of which beats cover less than a share of the time."""
    return language.gettext("Beats cover less than {least} of its time (Vest et al. 2018).").format(
        least=language.number(least_share, 1)
    )


def copy_sentence(other: str, language: Language) -> str:
    """Return why a file is left out that holds the same as another one."""
    return language.gettext("What it holds is the same as {path}.").format(path=other)
