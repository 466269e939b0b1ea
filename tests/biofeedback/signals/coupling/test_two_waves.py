"""The waves of a demonstration: measured alike before and while breath is led, and told apart beyond chance alone."""

import math

import numpy as np
import pytest

from biofeedback.events import Beat, BeatJudged, BreathPlanned, ClosingBegan, Event, PracticeEnded, StepBegan, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practices import demonstration
from biofeedback.reasons import ReasonCode
from biofeedback.signals.coupling.two_waves import ON_THE_WAY, WIDER_ERRORS, two_waves
from tests.golden import stream
from tests.rigs.hearts.irregular_rhythms import fibrillation

SOURCE = "heart"
MS_A_BEAT = 900.0


def led() -> list[Event]:
    """What the guide leads, from the first word to the end."""
    guide, events = Guide(demonstration(), choice=BreathChoice(from_own_pace=False)), list[Event]()
    while not any(isinstance(event, PracticeEnded) for event in events):
        events += guide.advance(guide.next_due_s)
    return events


LED = led()
BREATHS = [event for event in LED if isinstance(event, BreathPlanned)]
LED_FROM_S, LED_UNTIL_S = BREATHS[0].t_s, ends_s(BREATHS[-1])


def beats(natural_bpm: float, led_bpm: float, *, until_s: float = 125.0, scatter: float = 0.1) -> list[BeatJudged]:
    """Beats whose rate goes up and down by so much within ten seconds, each time a little differently."""
    chance, judged, t_s = np.random.default_rng(5), list[BeatJudged](), 0.0
    depths = 1.0 + scatter * chance.standard_normal(int(until_s / 10.0) + 2)
    while t_s < until_s:
        swing_bpm = (led_bpm if LED_FROM_S <= t_s < LED_UNTIL_S else natural_bpm) * depths[int(t_s / 10.0)]
        nn_ms = 60_000.0 / (70.0 + 0.5 * swing_bpm * math.sin(2.0 * math.pi * t_s / 10.0))
        t_s += nn_ms / 1000.0
        judged.append(BeatJudged(source=SOURCE, index=len(judged), t_s=t_s, kind="normal", nn_ms=nn_ms))
    return judged


def with_led(judged: list[BeatJudged], rest: list[Event] | None = None) -> list[Event]:
    return [*(LED if rest is None else rest), *judged]


def computed(rr_ms: np.ndarray) -> list[Event]:
    """The events of a demonstration of these intervals, with all that is computed live of them."""
    ends = np.cumsum(rr_ms) / 1000.0
    rows: list[tuple[float, Event]] = [(float(second), Tick(t_s=float(second))) for second in range(1, 124)]
    rows += [(max(0.0, event.t_s - 10.0 * isinstance(event, BreathPlanned)), event) for event in LED]
    rows += [
        (t_s + 1.0, Beat(source=SOURCE, index=index, arrived_s=t_s + 1.0, rr_ms=each))
        for index, (t_s, each) in enumerate(zip(ends.tolist(), rr_ms.tolist(), strict=True))
        if t_s < 122.0
    ]
    pipeline, events = Pipeline(SOURCE), list[Event]()
    for _, event in sorted(rows, key=lambda row: row[0]):
        events += [event, *pipeline.step(event)]
    return events


@pytest.mark.parametrize(
    ("natural_bpm", "led_bpm", "compared"),
    [(4.0, 12.0, "wider"), (12.0, 4.0, "narrower"), (8.0, 8.0, "alike"), (0.0, 0.0, "alike")],
)
def test_both_parts_are_measured_alike_and_told_apart(natural_bpm: float, led_bpm: float, compared: str) -> None:
    waves = two_waves(with_led(beats(natural_bpm, led_bpm)), SOURCE)
    assert waves.compared == compared
    assert waves.natural.swing.swing_bpm == pytest.approx(natural_bpm, rel=0.15, abs=0.1)
    assert waves.led.swing.swing_bpm == pytest.approx(led_bpm, rel=0.15, abs=0.1)
    assert (waves.natural.swing.breaths, waves.led.swing.breaths) == (4, len(BREATHS) - ON_THE_WAY)
    assert (waves.natural.began_s, waves.natural.ended_s, waves.led.ended_s) == (0.0, LED_FROM_S, LED_UNTIL_S)
    assert all(waves.led.began_s < t_s <= waves.led.ended_s for t_s, _ in waves.led.rate)


def test_a_small_difference_among_scattered_breaths_is_no_difference() -> None:
    scattered = two_waves(with_led(beats(8.0, 9.0, scatter=0.3)), SOURCE)
    even = two_waves(with_led(beats(8.0, 9.0, scatter=0.01)), SOURCE)
    assert (scattered.compared, even.compared) == ("alike", "wider")
    between = scattered.led.swing.swing_bpm - scattered.natural.swing.swing_bpm
    assert between < WIDER_ERRORS * math.hypot(scattered.natural.swing.error_bpm, scattered.led.swing.error_bpm)


def test_a_heart_that_follows_goes_further_and_its_numbers_are_those_of_the_practice() -> None:
    pipeline, events = Pipeline(stream.SOURCE), list[Event]()
    for event in stream.inputs(demonstration(), 3, "noise=0ms"):
        events += [event, *pipeline.step(event)]
    waves = two_waves(events, stream.SOURCE)
    assert waves.compared == "wider"
    live = [event.value for event in events if getattr(event, "name", "") == "swing_bpm"]
    assert waves.led.swing.swing_bpm == pytest.approx(np.mean(live[ON_THE_WAY:]))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_of_beats_without_order_nothing_is_told(seed: int) -> None:
    waves = two_waves(computed(fibrillation(seed, 130.0)), SOURCE)
    assert waves.irregular
    assert waves.compared == "unknown"
    for wave in (waves.natural, waves.led):
        assert math.isnan(wave.swing.swing_bpm)
        assert wave.swing.reason is not None
        assert wave.swing.reason.code == ReasonCode.BEATS_IRREGULAR


def test_a_stretch_with_a_corrected_beat_does_not_count_and_with_few_nothing_is_told() -> None:
    judged = beats(4.0, 12.0)

    def corrected(*at_s: float) -> list[Event]:
        odd = {min(judged, key=lambda beat: abs(beat.t_s - t_s)).index for t_s in at_s}
        return with_led(
            [
                BeatJudged(source=SOURCE, index=beat.index, t_s=beat.t_s, kind="ectopic", nn_ms=beat.nn_ms)
                if beat.index in odd
                else beat
                for beat in judged
            ]
        )

    one = two_waves(corrected(20.0, 70.0), SOURCE)
    assert (one.natural.swing.breaths, one.led.swing.breaths) == (3, 5)
    assert one.compared == "wider"
    many = two_waves(corrected(20.0, 40.0, 70.0, 90.0), SOURCE)
    assert many.compared == "unknown"
    assert many.natural.swing.reason is not None
    assert many.led.swing.reason is not None


def test_a_heart_that_came_late_or_went_leaves_what_cannot_be_told_unknown() -> None:
    late = two_waves(with_led([beat for beat in beats(4.0, 12.0) if beat.t_s > 30.0]), SOURCE)
    assert late.natural.swing.reason is not None
    assert late.led.swing.reason is None
    assert late.compared == "unknown"
    gone = two_waves(with_led([]), SOURCE)
    assert gone.compared == "unknown"
    assert (gone.natural.rate, gone.led.rate) == ((), ())
    assert math.isnan(gone.natural.mean_bpm)


def test_one_that_was_ended_early_holds_no_breath_of_the_way_out() -> None:
    closing = ClosingBegan(t_s=80.0, ends_s=100.0)
    out = BreathPlanned(t_s=80.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
    before = [event for event in LED if event.t_s < 80.0]
    waves = two_waves(with_led(beats(4.0, 12.0), [*before, closing, out]), SOURCE)
    assert waves.breaths
    assert all(ends_s(breath) <= 80.0 for breath in waves.breaths)
    assert waves.led.swing.reason is not None
    cut_off = two_waves([StepBegan(t_s=0.0, index=0, name="natural", title="", heart_display="shown")], SOURCE)
    assert (cut_off.breaths, cut_off.compared) == ((), "unknown")
