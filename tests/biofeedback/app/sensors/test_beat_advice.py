"""When numbers are withheld for want of order, the person is told in one kind sentence, and not again and again."""

import math

from biofeedback.app.sensors.beat_advice import BeatAdvice
from biofeedback.codes import NoticeCode
from biofeedback.events import Metric, Tick
from biofeedback.reasons import ReasonCode
from tests.rigs.words.sentence_of import sentence_of


def metric(t_s, reason=ReasonCode.BEATS_IRREGULAR, source="strap"):
    return Metric(
        source=source, name="rmssd_ms", t_s=t_s, value=math.nan, unit="ms", window_s=64.0, quality_share=0.0,
        reason=reason, facts=(),
    )  # fmt: skip


def test_it_is_said_once_in_three_minutes_of_each_sensor():
    advice = BeatAdvice()
    assert advice.notices([Tick(t_s=1.0), metric(1.0, ReasonCode.TOO_FEW_BEATS)]) == []
    said = advice.notices([metric(10.0), metric(10.0), metric(10.0, source="finger")])
    assert [(notice.source, notice.code) for notice in said] == [
        ("strap", NoticeCode.BEATS_IRREGULAR),
        ("finger", NoticeCode.BEATS_IRREGULAR),
    ]
    assert "too irregularly" in sentence_of(said[0])
    assert advice.notices([metric(second) for second in range(11, 190)]) == []
    assert len(advice.notices([metric(190.0)])) == 1
