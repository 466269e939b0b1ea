"""One event of many types, in an order as it might happen; every text and number is its own."""

import math
from collections.abc import Sequence

from biofeedback.events import (
    Battery,
    Beat,
    BeatJudged,
    BreathPlanned,
    Contact,
    DeviceFact,
    Event,
    Gap,
    GuidanceChosen,
    LinkChanged,
    Marker,
    Metric,
    Note,
    Notice,
    Packet,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    SampleBlock,
    SeatBeatsChosen,
    SeatGreeted,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
    StepBegan,
    Tick,
)
from biofeedback.facts import facts
from biofeedback.reasons import GapReason, ReasonCode
from tests.rigs.sentence_of import link_saying, notice_saying

ONE_OF_EACH: Sequence[Event] = (
    DeviceFact(source="strap", t_s=0.125, name="model", value="H10"),
    LinkChanged(
        source="strap",
        t_s=0.25,
        state="streaming",
        **link_saying("Your strap is here — schön."),
    ),
    Battery(source="strap", t_s=0.5, level_percent=87),
    GuidanceChosen(
        t_s=0.5, start_per_min=9.0, aim_per_min=6.0, ramp_s=0.2, in_share=0.4, hold_in_s=0.0, hold_out_s=0.0
    ),
    StepBegan(t_s=0.75, index=0, name="arrive", title="Arrive", heart_display="shown"),
    BreathPlanned(t_s=99.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=math.inf),
    Packet(source="strap", channel="2a37", arrived_s=1.0, data=bytes(range(256))),
    Beat(source="strap", index=0, arrived_s=1.0, rr_ms=833.0078125),
    SampleBlock(
        source="strap",
        kind="ecg",
        unit="uV",
        channels=1,
        rate_hz=130.0,
        arrived_s=1.0,
        t_s=0.875,
        device_s=bytes(range(16)),
        values=bytes(range(16, 32)),
    ),
    Contact(source="strap", t_s=1.0, state="yes"),
    BeatJudged(source="strap", index=0, t_s=0.9, kind="normal", nn_ms=0.1 + 0.2),
    PromptShown(t_s=1.5, text="Let it be soft", for_s=6.0),
    Tick(t_s=2.0),
    Metric(
        source="strap",
        name="rmssd_ms",
        t_s=2.0,
        value=math.nan,
        unit="ms",
        window_s=64.0,
        quality_share=0.0,
        reason=ReasonCode.TOO_FEW_SECONDS,
        facts=facts(needed_s=32.0, there_s=0.1 + 0.2),
    ),
    Gap(source="strap", from_s=2.0, until_s=2.5, reason=GapReason.LINK_BROKEN),
    Paused(t_s=2.5, mode="rest"),
    Resumed(t_s=2.75),
    Marker(t_s=3.0, label="🍯"),
    Marker(t_s=3.1, label="tone", origin="lsl:Stimuli", correction_s=-0.002),
    Notice(t_s=3.25, **notice_saying("All is well.")),
    SeatTaken(t_s=3.3, source="strap", seat="Bärlauch"),
    SeatGreeted(t_s=3.35, source="strap"),
    SeatWarmthChosen(t_s=3.4, source="strap", shown=True),
    SeatBeatsChosen(t_s=3.42, source="strap", sent=True),
    SeatLeft(t_s=3.45, source="strap"),
    PracticeEnded(t_s=3.5, mode="early"),
    Note(t_s=99.0, kind="after", text="lighter\nund müde"),
)
