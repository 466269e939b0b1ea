"""Practices of before, made without a recording: some in a season, or thousands over years."""

import math
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from biofeedback.practice.after.spread import Spread
from biofeedback.reasons import Reason, ReasonCode
from ui.presenter.past import PastPractice

LAST = datetime.fromisoformat("2026-11-29T20:10:00+01:00")
TITLES = ("Soften, Soothe, Allow", "A compassionate pause", "Loving-kindness", "Mandala of compassion")
SENSORS = (("Polar H10 7A2C31",), ("TICKR 5F12",), ())
TAGS = (("evening",), ("after work", "rain"), (), (), ())
NOTES = ("Softer around the jaw today.", "", "", "")
HOURS = (7.2, 7.6, 12.8, 18.5, 20.2, 21.7)


def past_practices(count: int, *, days: float = 90.0, seed: int = 7) -> list[PastPractice]:
    """Return so many practices, spread over the days before `LAST`, the newest first."""
    at_random = random.Random(seed)
    made = []
    for number in range(count):
        day = LAST - timedelta(days=days * number / count)
        hour = at_random.choice(HOURS) + at_random.uniform(-0.7, 0.7)
        started = day.replace(hour=int(hour), minute=int(60 * (hour % 1)), second=number % 60)
        sensors = at_random.choice(SENSORS)
        rate, share, rmssd = at_random.gauss(63, 4), at_random.uniform(0.3, 0.85), at_random.uniform(25, 70)
        known = bool(sensors)
        made.append(
            PastPractice(
                path=Path(f"/nowhere/{started:%Y-%m-%d_%H-%M-%S}_{number}.soften"),
                started=started,
                length_s=60.0 * at_random.choice((3, 6, 10, 15, 15, 20)),
                title=at_random.choice(TITLES),
                sensors=sensors,
                heart_rate_bpm=Spread(rate - 4, rate, rate + 5) if known else Spread(),
                coherence_share=Spread(share - 0.1, share, share + 0.1)
                if known and number % 7
                else Spread(reason=Reason(ReasonCode.BEATS_IRREGULAR)),
                rmssd_ms=Spread(rmssd - 8, rmssd, rmssd + 9) if known else Spread(),
                warmth_share=at_random.uniform(0.35, 1.0) if known else math.nan,
                tags=at_random.choice(TAGS),
                note=at_random.choice(NOTES),
                ended_unexpectedly=number % 41 == 40,
            )
        )
    return sorted(made, key=lambda each: each.started or datetime.min.replace(tzinfo=UTC), reverse=True)
