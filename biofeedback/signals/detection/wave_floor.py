"""What sampling alone adds to the variability of a perfectly regular heart, for beats that are found in a wave."""

from biofeedback.signals.detection.wave_kind import WaveKind

PER_STEP = 0.707
"""RMSSD of a perfectly regular heart whose beat times are rounded, in steps of the rounding."""

# From so many samples a second on, so many ms of RMSSD: measured as `rmssd_floor_ms` says, and rounded up.
_ECG_FLOORS_MS = ((90.0, 0.8), (100.0, 0.5), (130.0, 0.2), (250.0, 0.1))
_PULSE_FLOORS_MS = ((20.0, 1.5), (25.0, 0.6), (50.0, 0.5), (75.0, 0.4), (250.0, 0.3))


def rmssd_floor_ms(kind: WaveKind, rate_hz: float) -> float:
    """Return the RMSSD in ms that is found where the true one is 0.

    Parameters
    ----------
    kind : WaveKind
        What the wave is.
    rate_hz : float
        Samples a second, enough for this kind.

    Notes
    -----
    Measured with `wave_search` on perfectly regular hearts of 58 to 74 beats a minute whose wave is whole steps, 200 of
    them from bottom to top, and rounded up here; between the rates measured the worse one counts. Beats lie between the
    samples: 60, 75, 100, 130 and 250 Hz reach 0.4, 0.4, 0.3, 0.3 and 0.2 ms in a pulse, and the last three 0.4, 0.1 and
    0.05 ms in an ECG, where taking the nearest sample would give 12 to 3 ms. Noise is not counted: of 1 % it makes 1 to
    4 ms of a pulse and 0.2 to 0.5 ms of an ECG.
    """
    floors_ms = _ECG_FLOORS_MS if kind == "ecg" else _PULSE_FLOORS_MS
    return next((floor_ms for from_hz, floor_ms in reversed(floors_ms) if rate_hz >= from_hz), floors_ms[0][1])
