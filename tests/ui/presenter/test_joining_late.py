"""Who comes late knows what everybody knows."""

import math
from collections import deque
from collections.abc import Callable

import pytest

from biofeedback.events import Gap, LinkChanged, OfferMade
from biofeedback.practices import practice_named
from biofeedback.reasons import GapReason
from biofeedback.requests import ChangePace, Mark, ToggleMute, TogglePauseSteps
from tests.rigs.hearts.heart_events import metric
from tests.rigs.practices.pretend_session import SOURCE, PretendSession
from tests.rigs.words.sentence_of import link_saying
from ui.presenter.view_model import PracticeViewModel


def known(thing: object) -> object:
    """Return what a view model knows, in a form that can be compared: ``nan`` equals ``nan``, whatever the order."""
    match thing:
        case dict():
            return sorted((repr(key), known(value)) for key, value in thing.items())
        case list() | tuple() | deque() if not hasattr(thing, "_fields"):
            return [known(each) for each in thing]
        case _ if type(thing).__module__.startswith(
            ("ui.presenter", "biofeedback.practice.", "biofeedback.sensor_timing")
        ) and vars_of(thing):
            return known(vars_of(thing))
        case _:
            return repr(thing)


def vars_of(thing: object) -> dict[str, object]:
    return getattr(thing, "__dict__", {})


@pytest.mark.parametrize("opened_s", [0.0, 5.0, 41.0, 63.0, 72.0, 110.0, 150.0, 1000.0])
def test_who_comes_late_knows_what_everybody_knows(manual_clock, opened_s: float) -> None:
    session = PretendSession(practice_named("compassionate_pause"), manual_clock, odd_beats=(30, 77))
    lost = LinkChanged(source=SOURCE, t_s=40.0, state="lost", **link_saying("Away."))
    back = LinkChanged(source=SOURCE, t_s=44.0, state="streaming", **link_saying("Back."))
    happens: list[tuple[float, Callable[[], None]]] = [
        (12.0, lambda: session.request(Mark())),
        (30.0, lambda: session.request(ChangePace("quicker"))),
        (40.0, lambda: session.publish(lost)),
        (44.0, lambda: session.publish(back)),
        (50.0, lambda: session.request(ToggleMute())),
        (60.0, lambda: session.request(TogglePauseSteps())),
        (66.0, lambda: session.request(TogglePauseSteps())),
        (70.0, lambda: session.publish(OfferMade(t_s=70.0, offer="stay", breaths_per_min=None))),
        (80.0, lambda: session.publish(metric("warmth_share", math.nan), metric("heart_rate_bpm", math.nan))),
        (105.0, lambda: session.publish(Gap(source=SOURCE, from_s=96.0, until_s=101.0, reason=GapReason.LINK_BROKEN))),
    ]
    early = PracticeViewModel(session.practice)
    late = PracticeViewModel(session.practice)
    first, second = session.subscribe(), None
    t_s = 0.0
    while t_s < 1000.0 and not early.ended:
        t_s += 1.0
        manual_clock.advance(1.0)
        session.live_until(t_s)
        while happens and happens[0][0] <= t_s:
            happens.pop(0)[1]()
        for item in first.drain():
            early.apply(item.event)
        if second is None and (t_s > opened_s or early.ended):
            second = session.subscribe()
            for item in second.drain():
                late.apply(item.event)
            assert known(late) == known(early)
    assert early.ended
    assert second is not None
    for item in second.drain():
        late.apply(item.event)
    assert known(late) == known(early)
    assert repr(late.summariser.summary()) == repr(early.summariser.summary())
