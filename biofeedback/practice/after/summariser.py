"""Gathers the summary of a practice from its events, live or recorded.

Numbers are medians and means of what the pipeline published and judged; their words are in `ui.words.summary_words`.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence

from biofeedback.codes import NoticeCode
from biofeedback.events import (
    BeatJudged,
    BeatKind,
    BreathPlanned,
    DeviceFact,
    Event,
    FormAnswered,
    Gap,
    LinkChanged,
    Marker,
    Metric,
    Note,
    Notice,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
    Tick,
)
from biofeedback.facts import fact_values
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.practice.after.averages import FEWEST_SWINGS, mean_rate_bpm, median
from biofeedback.practice.after.curves import thinned
from biofeedback.practice.after.statistics import Statistics
from biofeedback.practice.after.summary import Summary, SummaryStep
from biofeedback.practice.pacing.breath import ends_s

# Half way from chance (0) to in step with every breath (1).
_TOGETHER_SHARE = 0.5

_LONGEST_BETWEEN_S = 2.0
"""Steadiness comes once a second; a longer time between two values is a gap, of which no more than this counts."""

_LONGEST_WORDS_S = 3600.0
"""No words stand longer; a choice, for what a damaged recording says of them: a recorded teacher speaks for minutes."""

_REMEMBERED_BREATHS = 3
"""So many earlier breaths are kept: more than one, since the next is announced before the running one has ended."""


_OF_A_HEART = (BeatJudged, Metric, Gap, LinkChanged, DeviceFact)


class Summariser:
    """Gathers the events of one practice.

    Parameters
    ----------
    practice_title : str
        The title of the practice.
    sources : sequence of str or None
        The sources of the hearts; empty when nobody listened, ``None`` when nobody says. The first is the primary
        one, which the summary is of.
    """

    def __init__(self, practice_title: str, sources: Sequence[str] | None = None) -> None:
        self._title = practice_title
        self._listened = sources is None or bool(sources)
        self._source = sources[0] if sources else None
        self._steps: list[StepBegan] = []
        self._ended_s = math.nan
        self._latest_s = 0.0
        self._beats = _Series()
        self._kinds: list[BeatKind] = []
        self._coherence = _Series()
        self._swing = _Series()
        self._breaths: list[BreathPlanned] = []
        self._gaps: list[Gap] = []
        self._away: list[tuple[float, float]] = []
        self._away_since_s: dict[str, float] = {}
        self._slept: list[tuple[float, float]] = []
        self._simulated = False
        self._markers = 0
        self._notes: list[Note] = []
        self._answers: list[FormAnswered] = []
        self._together_s = 0.0
        self._steadiness_s = math.nan
        self._heart_hidden = False
        self._stood_still_s = 0.0
        self._still_since_s = math.nan
        # On the clock that stands still during a pause.
        self._words_begin_s = self._words_end_s = math.nan
        self._words_s = 0.0
        self._longest_quiet_s = math.nan

    def apply(self, event: Event) -> None:
        """Take in an event; those that the summary does not rest on change nothing."""
        if isinstance(event, _OF_A_HEART) and not self._is_of(event.source):
            return
        match event:
            case Tick(t_s=t_s):
                self._latest_s = max(self._latest_s, t_s)
            case BeatJudged(t_s=t_s, nn_ms=nn_ms, kind=kind):
                self._latest_s = max(self._latest_s, t_s)
                self._beats.append(t_s, nn_ms)
                self._kinds.append(kind)
            case Metric(name="coherence_share", t_s=t_s, value=value):
                self._coherence.append(t_s, value)
            case Metric(name="swing_bpm", t_s=t_s, value=value):
                self._swing.append(t_s, value)
            case Metric(name="steadiness_share"):
                self._move_together(event)
            case StepBegan(t_s=t_s) if not math.isnan(t_s):  # of no moment where a file was damaged
                self._latest_s = max(self._latest_s, t_s)
                self._steps.append(event)
                self._heart_hidden = event.heart_display == "resting"
            case PromptShown(t_s=t_s, for_s=for_s):
                self._end_quiet(t_s)
                self._words_begin_s = self._moving_s(t_s)
                self._words_end_s = self._words_begin_s + min(max(0.0, for_s), _LONGEST_WORDS_S)
            case BreathPlanned(t_s=t_s):
                self._breaths = [
                    *(breath for breath in self._breaths[-_REMEMBERED_BREATHS:] if breath.t_s < t_s),
                    event,
                ]
            case Paused() | Resumed():
                self._wait_or_go_on(event)
            case PracticeEnded(t_s=t_s):
                self._end_quiet(t_s)
                self._ended_s = t_s
            case Gap():
                self._gaps.append(event)
            case LinkChanged():
                self._follow_link(event)
            case DeviceFact(name="simulated", value=value):
                self._simulated = self._simulated or value == "yes"
            case Notice(code=NoticeCode.COMPUTER_SLEPT, t_s=t_s, facts=facts):
                self._slept += [
                    (t_s - slept_s, t_s) for slept_s in fact_values(facts, "slept_s") if isinstance(slept_s, float)
                ]
            case Marker(origin=""):
                self._markers += 1
            case Note():
                self._notes.append(event)
            case FormAnswered():
                self._answers.append(event)
            case _:
                pass

    def summary(self) -> Summary:
        """Return the summary so far."""
        began_s = self._steps[0].t_s if self._steps else 0.0
        ended_s = max(began_s, self._latest_s) if math.isnan(self._ended_s) else self._ended_s
        beats = [
            (t_s, nn_ms, kind)
            for (t_s, nn_ms), kind in zip(self._beats, self._kinds, strict=True)
            if began_s <= t_s <= ended_s
        ]
        coherence = [(t_s, share) for t_s, share in self._coherence if began_s <= t_s <= ended_s]
        statistics = Statistics(
            length_s=self._moving_s(ended_s) - began_s,
            silence_s=self._silence_s(began_s, ended_s),
            longest_quiet_s=self._longest_quiet_s,
            heart_rate_bpm=mean_rate_bpm(nn_ms for _, nn_ms, _ in beats),
            coherence_share=median(share for _, share in coherence),
            swing_bpm=median((bpm for t_s, bpm in self._swing if began_s <= t_s <= ended_s), fewest=FEWEST_SWINGS),
            breaths_per_min=self._last_pace_per_min(ended_s),
            together_s=self._together_s,
            corrected_share=sum(kind != "normal" for _, _, kind in beats) / len(beats) if beats else math.nan,
            away_s=self._total_away_s(began_s, ended_s),
            slept_s=_within_s(self._slept, began_s, ended_s),
            listened=self._listened,
            simulated=self._simulated,
            markers=self._markers,
        )
        ends = [step.t_s for step in self._steps[1:]] + [ended_s]
        return Summary(
            title=self._title,
            statistics=statistics,
            steps=tuple(
                SummaryStep(shown(step.title, LONGEST_NAME), step.t_s, end_s, step.heart_display)
                for step, end_s in zip(self._steps, ends, strict=False)
            ),
            heart_rate=thinned(
                # A beat merged into the next leaves no hole; every other one without an interval does.
                [(t_s, 60_000.0 / nn_ms if nn_ms else math.nan) for t_s, nn_ms, kind in beats if kind != "extra"]
                + [((gap.from_s + gap.until_s) / 2.0, math.nan) for gap in self._gaps]
            ),
            coherence=thinned(coherence),
            notes=tuple(self._notes),
            answers=tuple(self._answers),
        )

    def _is_of(self, source: str) -> bool:
        return self._listened and self._source in (None, source)

    def _moving_s(self, t_s: float) -> float:
        """Return ``t_s`` on a clock that stands still while the practice pauses, but not while only its steps do."""
        return (t_s if math.isnan(self._still_since_s) else self._still_since_s) - self._stood_still_s

    def _wait_or_go_on(self, event: Paused | Resumed) -> None:
        if not math.isnan(self._still_since_s):
            self._stood_still_s += event.t_s - self._still_since_s
            self._still_since_s = math.nan
        if isinstance(event, Paused) and event.mode == "pause":
            self._still_since_s = event.t_s
            self._breaths = [breath for breath in self._breaths if breath.t_s <= event.t_s]

    def _end_quiet(self, t_s: float) -> None:
        now_s = self._moving_s(t_s)
        quiet_s = now_s - self._words_end_s
        if not quiet_s <= self._longest_quiet_s and quiet_s > 0.0:
            self._longest_quiet_s = quiet_s
        if not math.isnan(self._words_begin_s):
            self._words_s += min(now_s, self._words_end_s) - self._words_begin_s
            self._words_begin_s = math.nan

    def _silence_s(self, began_s: float, ended_s: float) -> float:
        """Return the time without words; ``nan`` where it is not known to have ended, or there were no words."""
        if math.isnan(self._ended_s) or math.isnan(self._words_end_s):
            return math.nan
        return max(0.0, self._moving_s(ended_s) - began_s - self._words_s)

    def _move_together(self, steadiness: Metric) -> None:
        """Count the time in which the heart, while it is shown, moves with a breath that is led."""
        passed_s = min(steadiness.t_s - self._steadiness_s, _LONGEST_BETWEEN_S)
        self._steadiness_s = steadiness.t_s
        led = any(breath.t_s <= steadiness.t_s < ends_s(breath) for breath in self._breaths)
        if led and not self._heart_hidden and steadiness.value >= _TOGETHER_SHARE and passed_s > 0.0:
            self._together_s += passed_s

    def _follow_link(self, event: LinkChanged) -> None:
        if event.state in ("lost", "unavailable"):
            self._away_since_s.setdefault(event.source, event.t_s)
        elif event.state in ("streaming", "weak") and event.source in self._away_since_s:
            self._away.append((self._away_since_s.pop(event.source), event.t_s))

    def _total_away_s(self, began_s: float, ended_s: float) -> float:
        awake = _between(self._slept, began_s, ended_s)

        def total_s(stretches: Sequence[tuple[float, float]]) -> float:
            return math.fsum(_within_s(stretches, from_s, until_s) for from_s, until_s in awake)

        still_away = [(since_s, ended_s) for since_s in self._away_since_s.values()]
        # Beats stop before the link is seen to be lost, and come back after it: the longer of the two is the truth.
        return max(total_s([*self._away, *still_away]), total_s([(gap.from_s, gap.until_s) for gap in self._gaps]))

    def _last_pace_per_min(self, ended_s: float) -> float:
        led = [breath for breath in self._breaths if ends_s(breath) <= ended_s]
        return 60.0 / (ends_s(led[-1]) - led[-1].t_s) if led else math.nan


def _within_s(stretches: Iterable[tuple[float, float]], began_s: float, ended_s: float) -> float:
    """Return how many seconds of the stretches lie between two times."""
    return math.fsum(max(0.0, min(until_s, ended_s) - max(from_s, began_s)) for from_s, until_s in stretches)


def _between(stretches: Sequence[tuple[float, float]], began_s: float, ended_s: float) -> list[tuple[float, float]]:
    """Return what lies between two times and outside the stretches, which are in order."""
    ends = [began_s, *(until_s for _, until_s in stretches)]
    return list(zip(ends, [*(from_s for from_s, _ in stretches), ended_s], strict=True))


class _Series:
    """Values with their times, for as many hours as a practice goes on: 16 bytes each."""

    def __init__(self) -> None:
        self._t_s, self._values = array("d"), array("d")

    def append(self, t_s: float, value: float) -> None:
        self._t_s.append(t_s)
        self._values.append(value)

    def __iter__(self) -> Iterator[tuple[float, float]]:
        for t_s, value in zip(self._t_s, self._values, strict=True):
            yield t_s, math.nan if math.isnan(value) else value  # the one that is equal to itself in a tuple
