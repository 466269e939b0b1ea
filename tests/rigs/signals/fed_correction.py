"""A causal correction that is fed intervals, and what it told."""

from biofeedback.signals.artefacts.causal_correction import CausalCorrection


def fed(rr_ms, breaks=()):
    """Return what came out after each beat, and at the end."""
    correction, t_s, out = CausalCorrection(), 0.0, []
    for index, interval_ms in enumerate(rr_ms.tolist()):
        if index in breaks:
            out.append(correction.break_off())
        t_s += interval_ms / 1000.0 if interval_ms > 0.0 else 0.0
        out.append(correction.add(index, t_s, interval_ms))
    return [*out, correction.break_off()]


def all_of(out):
    return [beat for beats in out for beat in beats]
