"""Numbers of many moments that are computed together are those of each by itself, to the bit."""

import math

import numpy as np

from biofeedback.app.importing.file_numbers import FileNumbers
from biofeedback.codes import LinkCode
from biofeedback.events import Beat, LinkChanged, Metric, Tick
from biofeedback.pipelines.several_hearts import Pipelines
from biofeedback.signals.breath.respiration import breath_from_rr, breaths_from_rr
from biofeedback.signals.variability.coherence import rhythm_coherence, rhythm_coherences

SOURCES = ("one", "two")


def events():
    """Yield two hearts with all that makes numbers unknown: odd beats, a break, a wild stretch, an even one."""
    random = np.random.default_rng(4)
    t_s = dict.fromkeys(SOURCES, 0.0)
    index, due_s = 0, 1.0
    while t_s["one"] < 420.0:
        index += 1
        for source, usual_ms in zip(SOURCES, (830.0, 610.0), strict=True):
            rr_ms = usual_ms + 50.0 * math.sin(0.62 * t_s[source]) + random.normal(0.0, 12.0)
            if 150.0 < t_s[source] < 220.0:
                rr_ms = random.uniform(400.0, 1200.0)
            if t_s[source] > 330.0:
                rr_ms = 800.0
            rr_ms *= 0.6 if random.random() < 0.03 else 1.0
            t_s[source] += rr_ms / 1000.0 + (9.0 if index == 90 else 0.0)
            yield Beat(source=source, index=index, arrived_s=t_s[source], rr_ms=rr_ms)
        while due_s < min(t_s.values()):
            yield Tick(t_s=due_s)
            due_s += 1.0
        if index == 300:
            yield LinkChanged(source="two", t_s=due_s, state="lost", code=LinkCode.REPLAY_ENDED, facts=())


def test_moments_that_are_told_later_have_the_numbers_of_a_practice():
    given = list(events())
    pipelines, numbers = Pipelines(SOURCES), FileNumbers(SOURCES)
    live = [out for event in given for out in (event, *pipelines.step(event))]
    later = [out for event in given for out in numbers.of(event)]
    assert len(later) < len(live), "the last of them are still held back"
    later += numbers.left()
    assert repr(later) == repr(live)  # of two nan none is the other, but they are written alike
    told = {out.reason for out in live if isinstance(out, Metric)}
    assert len(told) > 8, "the stretches show what can keep a number from being known"


def windows():
    """Return windows that differ in length and in all else."""
    random = np.random.default_rng(7)
    found = []
    for count in (3, 25, *range(60, 110), 140):
        rr_ms = 7000.0 / count * 10.0 + 40.0 * np.sin(random.uniform(0.2, 1.4) * np.arange(count))
        rr_ms += random.normal(0.0, 8.0, count)
        t_s = np.cumsum(rr_ms) / 1000.0
        rr_ms[random.random(count) < 0.02] = math.nan
        found.append((t_s, rr_ms, float(t_s[-1]) + 0.3))
    return found


def test_rhythm_coherence_of_many_windows_is_that_of_each():
    together = rhythm_coherences(windows())
    alone = [rhythm_coherence(t_s, nn_ms, now_s=now_s) for t_s, nn_ms, now_s in windows()]
    names = ("share", "ratio", "score", "peak_hz", "quality_share", "reason")
    assert [repr([getattr(each, name) for name in names]) for each in together] == [
        repr([getattr(each, name) for name in names]) for each in alone
    ]
    assert sum(math.isfinite(each.share) for each in alone) > 30


def test_the_breath_of_many_windows_is_that_of_each():
    together = breaths_from_rr(windows())
    assert repr(together) == repr([breath_from_rr(t_s, nn_ms, now_s=now_s) for t_s, nn_ms, now_s in windows()])
    assert sum(bool(each.candidates) for each in together) > 30
