"""Decides what screens and sound are told of a protocol: its course whole, and of the heart what the protocol shows.

The recording keeps every event as it was. What is shown is none of them, so that no recording tells what that was.
"""

import math
from dataclasses import replace

from biofeedback.events import Beat, BeatJudged, BlockBegan, Event, Gap, Metric, Packet, SampleBlock, StepBegan
from biofeedback.practice.guide.block_time import BlockTime
from biofeedback.practice.guide.donor_warmth import WARMTH, DonorWarmth
from biofeedback.practice.script.blocks import Feedback
from biofeedback.practice.script.model import Practice
from biofeedback.practice.warmth import HELD_SHARE, RISE_S
from biofeedback.reasons import ReasonCode


class ShownFeedback:
    """Tells each event as it is shown, in order; each reader has one of its own.

    Parameters
    ----------
    practice : Practice
        The protocol as it is led, in its condition.
    source : str
        The heart whose warmth the light has.
    donor : DonorWarmth
        The warmth that is replayed.

    Notes
    -----
    Where the protocol shows no numbers (`StudyProtocol.shows_numbers`), nothing of the heart is told in any block but
    the warmth, so that all conditions look alike. Otherwise that holds in the blocks whose feedback is not real.
    """

    def __init__(self, practice: Practice, source: str, donor: DonorWarmth) -> None:
        self._numbers = practice.shows_numbers
        self._feedback: tuple[Feedback, ...] = tuple(
            "real" if step.block is None else step.block.feedback for step in practice.steps
        )
        self._source = source
        self._donor = donor
        self._time = BlockTime()
        self._of_step: Feedback = "real"
        self._course: tuple[str, int, bool] = ("real", 0, True)
        self._shown = HELD_SHARE
        self._offset, self._offset_s = 0.0, -math.inf

    def filtered(self, event: Event) -> Event | None:
        """Return what is told in place of an event; ``None`` where nothing is."""
        self._time.apply(event)
        match event:
            case StepBegan(index=index):
                self._of_step = self._feedback[index] if index < len(self._feedback) else "real"
                return event if self._shows_all else replace(event, heart_display="resting")
            case BlockBegan():
                return replace(event, label="")
            case Metric(name=name, source=source) if name == WARMTH and source == self._source:
                return self._warmth(event)
            case Packet() | Beat() | SampleBlock() | BeatJudged() | Gap() | Metric() if not self._shows_all:
                return None
            case _:
                return event

    @property
    def _shows_all(self) -> bool:
        return self._numbers and self._of_step == "real"

    def _warmth(self, own: Metric) -> Metric:
        """Return the warmth that the light has: where its course becomes another, it goes over to it softly."""
        aim = own.value
        if self._of_step == "replayed":
            aim = self._donor.at(self._time, own.t_s)
        elif self._of_step == "none":
            aim = math.nan
        known = not math.isnan(aim)
        course = (self._of_step, self._time.block if self._of_step == "replayed" else 0, known)
        aim = aim if known else HELD_SHARE
        if course != self._course:
            self._course = course
            self._offset, self._offset_s = self._shown - aim, own.t_s
        self._shown = aim + self._offset * math.exp(-(own.t_s - self._offset_s) / RISE_S)
        if self._shows_all:
            return replace(own, value=self._shown) if self._offset else own
        return replace(own, value=self._shown, quality_share=1.0, reason=ReasonCode.KNOWN, facts=())
