"""Steadiness: in step beyond chance where breath is led, one steady wave where it is not, and never by mending."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.coupling import FEWEST_BEATS, PacerFit, PacerFitResult
from biofeedback.signals.coupling.entrainment import Entrainment
from biofeedback.signals.coupling.pacer_wave import chance_r2
from biofeedback.signals.coupling.steadiness import TOO_FEW_UNCORRECTED, coupling_share, rhythm_share, steadiness
from biofeedback.signals.reading import Reading
from tests.rigs.words.reason_sentences import why_of

NAN = math.nan
UNLED = Reason(ReasonCode.NO_LED_BREATH)
SHORT = Reason.of(ReasonCode.TOO_FEW_UNBROKEN_SECONDS, needed_s=57.6, there_s=20.0)
SHARES = st.floats(0.0, 1.0)


def fit(r2=NAN, beats=67, breaths=6.0):
    reason = UNLED if math.isnan(r2) else None
    return PacerFitResult(8.0, 100.0, 0.0, 0.0, r2, chance_r2(beats), beats, breaths, reason)


def of(led_fit, coherence=NAN, *, led=1.0, uncorrected=1.0):
    return steadiness(
        led_fit, coherence, SHORT if math.isnan(coherence) else None, led_share=led, uncorrected_share=uncorrected
    )


@pytest.mark.parametrize(
    ("r2", "beats", "breaths", "share"),
    [
        (0.125, 67, 6.0, 0.0),  # 0.75 over six breaths
        (0.6, 67, 6.0, 1.0),
        (0.3625, 67, 6.0, 0.5),
        (0.95, 67, 6.0, 1.0),
        (0.0, 67, 6.0, 0.0),
        (0.3625, 23, 2.0, 0.0),  # with two breaths alone that much may be chance
        (0.4875, 23, 2.0, 0.5),
        (0.4, 10, 3.0, 0.0),  # ten beats fit to almost anything
        (0.9, 6, 1.0, 0.0),
        (NAN, 67, 6.0, NAN),
        (0.5, 0, 0.0, NAN),
    ],
)
def test_the_coupling_counts_beyond_chance(r2, beats, breaths, share):
    assert coupling_share(r2, beats, breaths) == pytest.approx(share, nan_ok=True)


@pytest.mark.parametrize(
    ("coherence", "share"), [(0.2, 0.0), (0.3, 0.0), (0.575, 0.5), (0.85, 1.0), (0.9, 1.0), (NAN, NAN)]
)
def test_the_rhythm_counts_from_where_noise_ends(coherence, share):
    assert rhythm_share(coherence) == pytest.approx(share, nan_ok=True)


def slow_noise(random, count, steepness):
    """Noise sampled at 4 Hz whose power falls off as 1/f to this power."""
    frequency_hz = np.fft.rfftfreq(4096, 0.25)
    spectrum = random.normal(size=frequency_hz.size) + 1j * random.normal(size=frequency_hz.size)
    spectrum[0] = 0.0
    spectrum[1:] *= frequency_hz[1:] ** (-steepness / 2.0)
    values = np.fft.irfft(spectrum)
    return values[:count] / np.std(values[:count])


@pytest.mark.parametrize("steepness", [0.0, 1.0, 1.5])
@pytest.mark.parametrize("breaths", [2.2, 4.0, 6.0])
def test_a_heart_that_wanders_by_itself_is_seldom_in_step(breaths, steepness):
    random = np.random.default_rng(3)
    beats_s = np.arange(0.45, 10.0 * breaths, 0.9)
    shares = []
    for _ in range(300):
        rate_bpm = 66.0 + 3.0 * np.interp(beats_s, np.arange(260) / 4.0, slow_noise(random, 260, steepness))
        pacer = PacerFit()
        for middle_s, bpm in zip(beats_s.tolist(), rate_bpm.tolist(), strict=True):
            pacer.add(middle_s + 0.45, 60_000.0 / bpm, 2.0 * math.pi * (middle_s / 10.0 % 1.0))
        found = pacer.result()
        shares.append(coupling_share(found.r2, found.beats, found.breaths))
    # The level of chance is meant for one window in ten; steeper noise passes it somewhat more often, with little.
    assert np.mean(np.array(shares) > 0.0) < (0.2 if breaths < 3.0 else 0.13)
    assert np.mean(shares) < (0.08 if breaths < 3.0 else 0.03)


def test_where_breath_is_led_a_wave_of_ones_own_does_not_count():
    assert of(fit(0.05), 0.9).share == 0.0
    assert of(fit(0.6), 0.1).share == 1.0
    assert of(fit(0.6)).share == 1.0


def test_where_no_breath_is_led_the_own_wave_counts():
    assert of(fit(), 0.85, led=0.0) == (1.0, None)
    assert of(fit(), 0.2, led=0.0) == (0.0, None)


def test_while_leading_begins_and_fades_the_own_wave_counts_for_what_was_its_own():
    assert of(fit(), 0.85, led=0.25).share == pytest.approx(0.75)
    assert of(fit(0.6), 0.2, led=0.25).share == 1.0
    assert of(fit(0.1), 0.85, led=0.75).share == pytest.approx(0.25)


def test_what_is_missing_or_mended_lowers_it_and_then_silences_it():
    assert of(fit(0.9), uncorrected=0.8).share == pytest.approx(0.8)
    assert of(fit(), 0.9, led=0.0, uncorrected=0.8).share == pytest.approx(0.8)
    for uncorrected in (0.49, 0.0, NAN):
        assert math.isnan(of(fit(0.9), 0.9, uncorrected=uncorrected).share)
        assert of(fit(0.9), uncorrected=uncorrected).reason == TOO_FEW_UNCORRECTED


def test_what_cannot_be_known_says_why():
    assert of(fit(), led=0.0).reason == SHORT
    assert of(fit(), 0.9, led=1.0).reason == UNLED
    assert of(fit(), led=0.5).reason == UNLED


@given(
    r2=SHARES | st.just(NAN),
    coherence=SHARES | st.just(NAN),
    led=SHARES,
    uncorrected=SHARES,
    beats=st.integers(FEWEST_BEATS, 200),
    breaths=st.floats(1.5, 20.0),  # a fit of less than about two breaths tells no r2
)
def test_it_is_a_share_or_has_a_reason(r2, coherence, led, uncorrected, beats, breaths):
    share, reason = of(fit(r2, beats, breaths), coherence, led=led, uncorrected=uncorrected)
    assert math.isnan(share) == bool(reason)
    assert math.isnan(share) or 0.0 <= share <= 1.0


@given(SHARES, SHARES, st.floats(0.5, 1.0), st.floats(0.5, 1.0))
def test_more_in_step_or_less_corrected_is_never_less_steady(r2, other_r2, uncorrected, other_uncorrected):
    less, more = (
        of(fit(low_r2), uncorrected=low_uncorrected).share
        for low_r2, low_uncorrected in zip(
            sorted((r2, other_r2)), sorted((uncorrected, other_uncorrected)), strict=True
        )
    )
    assert less <= more


def beats_in_step(entrainment, until_s, *, corrected=lambda index: False, spared=lambda t_s: True):
    t_s, index = 0.0, 0
    while t_s < until_s:
        rr_ms = 900.0 - 60.0 * math.cos(0.2 * math.pi * (t_s + 0.45))
        t_s += rr_ms / 1000.0
        middle_s = t_s - rr_ms / 2000.0
        phase_rad = 0.2 * math.pi * middle_s % (2.0 * math.pi)
        if spared(t_s):
            entrainment.add(t_s, rr_ms, phase_rad, is_corrected=corrected(index))
        index += 1
    return t_s


def steady_now(entrainment, now_s):
    unknown = Reading("coherence_share", NAN, 0.0, SHORT)
    return entrainment.fit(now_s).readings(unknown)[0]


def test_a_heart_in_step_is_steady_and_corrected_beats_take_their_part_away():
    whole, mended, lost = Entrainment(), Entrainment(), Entrainment()
    beats_in_step(whole, 80.0)
    beats_in_step(mended, 80.0, corrected=lambda index: index % 5 == 0)
    beats_in_step(lost, 80.0, spared=lambda t_s: not 40.0 < t_s < 55.0)
    assert steady_now(whole, 80.0).value == pytest.approx(1.0)
    assert steady_now(whole, 80.0).quality_share > 0.98
    assert steady_now(mended, 80.0).value == pytest.approx(0.8, abs=0.03)
    assert steady_now(lost, 80.0).value == pytest.approx(0.75, abs=0.03)


def test_a_heart_mended_every_second_beat_says_nothing():
    mended = Entrainment()
    beats_in_step(mended, 80.0, corrected=lambda index: index % 5 > 1)
    assert steady_now(mended, 80.0).reason == TOO_FEW_UNCORRECTED


def test_it_is_not_known_once_no_beats_came_for_a_while():
    entrainment = Entrainment()
    ended_s = beats_in_step(entrainment, 80.0)
    assert steady_now(entrainment, ended_s + 8.0).value > 0.9
    gone = steady_now(entrainment, ended_s + 12.0)
    assert math.isnan(gone.value)
    assert why_of(gone.reason) == "No heartbeats came for a while."
    assert steady_now(Entrainment(), 5.0).reason == gone.reason
