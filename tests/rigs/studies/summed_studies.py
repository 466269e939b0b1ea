"""What a folder of a study comes to."""

from biofeedback.app.study.summarising import summary_of


def summed(folder, seed=1):
    return summary_of(folder, folder / "results", seed)
