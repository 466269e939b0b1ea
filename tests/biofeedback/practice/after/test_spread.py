"""The spread of a number over a whole practice: its quartiles where enough of it is known, else the reason."""

import math

from biofeedback.events import Metric
from biofeedback.practice.after.spread import spread
from biofeedback.reasons import ReasonCode


def metric(value, reason=ReasonCode.KNOWN, **facts):
    return Metric(
        source="s",
        name="rmssd_ms",
        t_s=0.0,
        value=value,
        unit="ms",
        window_s=64.0,
        quality_share=1.0,
        reason=reason,
        facts=tuple(facts.items()),
    )


def test_the_spread_of_a_number_is_its_quartiles():
    found = spread([metric(float(value)) for value in range(1, 102)])
    assert (found.low, found.median, found.high, found.reason) == (26.0, 51.0, 76.0, None)


def test_a_number_that_is_mostly_unknown_has_a_reason():
    early = [metric(math.nan, ReasonCode.TOO_FEW_SECONDS, needed_s=64.0, there_s=3.0)] * 64
    known, irregular = [metric(50.0)] * 40, [metric(math.nan, ReasonCode.BEATS_IRREGULAR)] * 50
    assert spread([*early, *known]).median == 50.0
    withheld = spread([*early, *known, *irregular])
    assert math.isnan(withheld.median)
    assert withheld.reason is not None
    assert withheld.reason.code is ReasonCode.BEATS_IRREGULAR
    short = spread([*early, *known[:10]])
    assert short.reason is not None
    assert short.reason.code is ReasonCode.RECORD_TOO_SHORT
    assert spread([]).reason is not None
