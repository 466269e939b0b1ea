"""Counts of what went wrong with a sensor, as facts for the end of its recording."""

from collections.abc import Iterable, Mapping

from biofeedback.events import DeviceFact


def final_counts(source: str, t_s: float, counts: Mapping[str, int] | Iterable[tuple[str, int]]) -> list[DeviceFact]:
    """Return a fact for each count above 0; nothing when all was well.

    Parameters
    ----------
    source : str
        The sensor.
    t_s : float
        Session time of the end, in seconds.
    counts : mapping of str to int, or pairs of them
        How often each thing was, by the name of the fact.
    """
    pairs = counts.items() if isinstance(counts, Mapping) else counts
    return [DeviceFact(source=source, t_s=t_s, name=name, value=count) for name, count in pairs if count]
