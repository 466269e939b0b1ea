"""Sentences that stand one after another on the wall, softly, for as long as they are wanted."""

from collections.abc import Sequence

STANDS_S = 10.0
"""Real seconds from one sentence to the next; a choice: read twice, and taken in once, without hurry."""

_FADE_S = 1.6  # real seconds in which one comes or goes; a choice: as words of a practice come


def in_turn(sentences: Sequence[str], since_s: float) -> tuple[str, float]:
    """Return the sentence of a moment and how visible it is, 0 to 1; the first is there at once, and they go round.

    Parameters
    ----------
    sentences : sequence of str
        One or more.
    since_s : float
        Real seconds since they were asked for: they go on as the room does, however fast a practice runs.
    """
    number, within_s = divmod(since_s, STANDS_S)
    come = 1.0 if number == 0.0 else within_s / _FADE_S
    share = max(0.0, min(1.0, come, (STANDS_S - within_s) / _FADE_S))
    return sentences[int(number) % len(sentences)], share * share * (3.0 - 2.0 * share)
