import pytest

from biofeedback.signals.detection.wave_floor import rmssd_floor_ms


@pytest.mark.parametrize(
    ("kind", "rate_hz", "floor_ms"),
    [
        ("pulse", 20.0, 1.5), ("pulse", 24.9, 1.5), ("pulse", 25.0, 0.6), ("pulse", 49.9, 0.6), ("pulse", 50.0, 0.5),
        ("falling", 75.0, 0.4), ("falling", 249.9, 0.4), ("falling", 250.0, 0.3), ("falling", 1000.0, 0.3),
        ("ecg", 90.0, 0.8), ("ecg", 99.9, 0.8), ("ecg", 100.0, 0.5), ("ecg", 130.0, 0.2), ("ecg", 250.0, 0.1),
    ],
)  # fmt: skip
def test_between_the_rates_that_were_measured_the_worse_one_counts(kind, rate_hz, floor_ms):
    assert rmssd_floor_ms(kind, rate_hz) == floor_ms
