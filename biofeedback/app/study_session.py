"""What one session of one participant of a study is: which protocol, under which code, in which condition."""

from dataclasses import dataclass
from pathlib import Path

_SEED_BITS = 31
"""Of what the lengths of the blocks are drawn from: as many as any program can read, and enough for no two sessions to
be alike. It is not of the seed of an allocation, which would be found by trying: the recording keeps this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySession:
    """One session of a study.

    Attributes
    ----------
    study : str
        The name of the study.
    participant, session : str
        The code of the participant and the number of the session, which tell nobody who it is.
    condition : str
        The condition of the protocol; empty where it has none.
    donor : Path or None
        The recording whose warmth the light shows where feedback is replayed. It is read whatever the condition, so
        that neither its absence nor the time it takes tells anything.
    seed : int
        What the lengths of the blocks are drawn from; the recording keeps it.
    blinded : bool
        Whether neither participant nor operator is to learn the condition.
    """

    study: str
    participant: str
    session: str
    condition: str
    donor: Path | None
    seed: int
    blinded: bool = True


def unblinded(condition: str = "", donor: Path | None = None) -> StudySession:
    """Return a session of no study, whose condition its person chose, with a new seed."""
    return StudySession(
        study="",
        participant="",
        session="",
        condition=condition,
        donor=donor,
        seed=drawn_seed(),
        blinded=False,
    )


def drawn_seed() -> int:
    """Return what the lengths of a session's blocks are drawn from, of no other chance than its own."""
    from secrets import randbits  # brings OpenSSL along, which no other practice needs before its first picture

    return randbits(_SEED_BITS)
