import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.imported.lines import ImportedBeat
from devices.protocols.imported.wave import ImportedSamples


@given(
    st.one_of(st.just(math.nan), st.floats(0.0, 1e8, allow_subnormal=False)),
    st.from_regex(r"[a-z0-9_-]{0,32}", fullmatch=True),
)
def test_a_beat_comes_back_as_it_was(interval_ms, flag):
    back = ImportedBeat.decode(ImportedBeat(interval_ms=interval_ms, flag=flag).encode())
    assert back.flag == flag
    assert back.interval_ms == pytest.approx(interval_ms, rel=1e-12, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("interval_ms", [960.0, 0.96 * 1000, 832.03125, 985.3333333333333, 1000 / 1024 * 900])
def test_what_hearts_have_comes_back_to_the_bit(interval_ms):
    assert ImportedBeat.decode(ImportedBeat(interval_ms=interval_ms).encode()).interval_ms == interval_ms


def test_a_flagged_beat_keeps_its_interval_and_has_none_to_compute_with():
    beat = ImportedBeat.decode(b"812.5 blocker")
    assert (beat.interval_ms, beat.flag) == (812.5, "blocker")
    assert math.isnan(beat.rr_ms)
    assert ImportedBeat(interval_ms=812.0, flag="Kein Kontakt!").encode() == b"812 kein-kontakt-"


@given(st.binary(max_size=60))
def test_any_bytes_are_a_beat_or_refused(data):
    with suppress(MalformedDataError):
        assert not math.isinf(ImportedBeat.decode(data).interval_ms)


@given(
    st.lists(st.floats(0.001, 10.0), min_size=1, max_size=20),
    st.integers(1, 3),
    st.floats(-1e6, 1e6) | st.just(math.nan),
)
def test_samples_come_back_to_the_bit(steps, channels, value):
    t_s = tuple(sum(steps[: at + 1]) for at in range(len(steps)))
    samples = ImportedSamples(t_s=t_s, values=(value,) * (len(t_s) * channels), channels=channels)
    back = ImportedSamples.decode(samples.encode(), channels)
    assert back.t_s == samples.t_s
    assert back.values == pytest.approx(samples.values, rel=0, abs=0, nan_ok=True)


@given(st.binary(max_size=80), st.integers(1, 3))
def test_any_bytes_are_samples_or_refused(data, channels):
    try:
        samples = ImportedSamples.decode(data, channels)
    except MalformedDataError:
        return
    assert len(samples.values) == channels * len(samples.t_s)


def test_times_that_stand_still_are_refused():
    with pytest.raises(MalformedDataError):
        ImportedSamples.decode(ImportedSamples(t_s=(1.0, 1.0), values=(0.0, 0.0)).encode(), 1)
