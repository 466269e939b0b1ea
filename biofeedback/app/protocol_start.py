"""Makes ready one session of a protocol: the practice in its condition, its facts, and what is shown of a heart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biofeedback.app.study_session import StudySession
from biofeedback.error_codes import ChoiceErrorCode, StudyErrorCode
from biofeedback.errors import SoftenError, UsageError
from biofeedback.events import BlockBegan, Metric, Paused, Resumed, StepBegan
from biofeedback.hub import FilteredInbox, Inbox
from biofeedback.practice.guide.donor_warmth import WARMTH, DonorWarmth
from biofeedback.practice.guide.shown_feedback import ShownFeedback
from biofeedback.practice.script.protocol import drawn, replays, with_condition
from sessions.reader import Recording

if TYPE_CHECKING:
    from pathlib import Path

    from biofeedback.practice.script.model import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolStart:
    """A protocol that is ready to begin.

    Attributes
    ----------
    practice : Practice
        What is led: in its condition, with the lengths that were drawn.
    donor : DonorWarmth
        The warmth that is replayed.
    facts : mapping of str to str
        What the recording says of it; never the condition.
    """

    practice: Practice
    donor: DonorWarmth
    facts: Mapping[str, str]

    def inbox(self, source: str) -> Callable[[], Inbox]:
        """Return what makes the queues of screens and sound, which are told of the heart ``source`` what is shown."""
        return lambda: FilteredInbox(ShownFeedback(self.practice, source, self.donor).filtered)


def protocol_start(practice: Practice, study: StudySession) -> ProtocolStart:
    """Make a session of a protocol ready.

    Raises
    ------
    SoftenError
        It has no such condition, or no donor that fits. Of a blinded session nothing is said but that it is not ready,
        for what is missing could tell its condition.
    """
    try:
        return _start(practice, study)
    except SoftenError:
        if not study.blinded:
            raise
    raise UsageError(StudyErrorCode.SESSION_NOT_READY)


def _start(practice: Practice, study: StudySession) -> ProtocolStart:
    if practice.protocol is None:
        raise UsageError(ChoiceErrorCode.NO_PROTOCOL, practice=practice.name)
    conditions = practice.protocol.conditions
    if conditions and not study.condition:
        raise UsageError(
            ChoiceErrorCode.CONDITION_MISSING, practice=practice.name, known=[each.name for each in conditions]
        )
    held = with_condition(practice, study.condition) if study.condition else practice
    # Read whatever the condition, so that neither a donor that is not there nor the time it takes tells anything.
    donor = DonorWarmth() if study.donor is None else _warmth_of(study.donor, practice.protocol.sha256)
    if study.donor is None and replays(held):
        raise UsageError(StudyErrorCode.DONOR_MISSING)
    # A study looks the same to its last session, also when its key was opened meanwhile.
    shown = replace(practice.protocol, conditions=(), shows_numbers=not (study.blinded or study.study))
    return ProtocolStart(
        practice=replace(drawn(held, study.seed), protocol=shown), donor=donor, facts=_facts(practice, study)
    )


def _warmth_of(path: Path, sha256: str) -> DonorWarmth:
    with Recording(path) as recording:
        # A donor may be of any practice that is long enough; one that says its protocol has to be of this one.
        if recording.facts.get("protocol_sha256", sha256) != sha256:
            raise UsageError(StudyErrorCode.DONOR_OF_OTHER_PROTOCOL, path=path.name)
        kinds = (StepBegan, BlockBegan, Paused, Resumed, Metric)
        events = (item.event for item in recording.events(*kinds, metrics=(WARMTH,)))
        donor = DonorWarmth(events, next(iter(recording.sources or ()), ""))
    if not donor.known:
        raise UsageError(StudyErrorCode.DONOR_WITHOUT_WARMTH, path=path.name)
    return donor


def _facts(practice: Practice, study: StudySession) -> dict[str, str]:
    facts = {"protocol": practice.name, "protocol_seed": str(study.seed)}
    if practice.protocol is not None and practice.protocol.sha256:
        facts["protocol_sha256"] = practice.protocol.sha256
    if study.study:
        facts |= {"study": study.study, "participant": study.participant, "study_session": study.session}
        facts |= {} if study.blinded else {"blinded": "no"}
    return facts
