"""The guide through random practices, requests and times: what holds whatever anybody asks."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from biofeedback.events import (
    BellRang,
    BreathPlanned,
    ClosingBegan,
    HandMoved,
    Metric,
    OfferMade,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
)
from biofeedback.practice.guide.bell_moments import BellMoments
from biofeedback.practice.guide.breathing_states import BREATHING_TRANSITIONS, BreathingState
from biofeedback.practice.guide.closing import CLOSING_WORDS
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.guide.guide_states import GUIDE_TRANSITIONS, PAUSES, WAITING, GuideState
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import BreathGuidance, Practice, Prompt, Step, StepSound
from biofeedback.practices import built_in_practices
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    ChangeStep,
    EndGently,
    MoveHand,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
)
from tests.rigs.suite.long_forms import examples

LARGEST_CHANGE_S = 0.2 + 1e-9
ALMOST_S = 1e-9

REQUESTS = st.sampled_from(
    [
        TogglePause(),
        TogglePauseSteps(),
        *(ChangePace(asked) for asked in ("stay", "quicker", "slower", "too_slow", "go_on")),
        ToggleFewerWords(),
        AcceptOffer(),
    ]
)
SECONDS = st.one_of(st.floats(0.0, 3.0), st.floats(0.0, 40.0))


@st.composite
def steps(draw):
    pacing = draw(st.sampled_from(["lead", "listen", "vanish"]))
    length_s = draw(st.sampled_from([20.0, 45.0, 90.0]))
    breaths = draw(st.sampled_from([0, 0, 2, 4])) if pacing == "lead" else 0
    at_s = sorted(draw(st.lists(st.floats(0.0, length_s), max_size=3)))
    prompts = [
        Prompt(f"Word {number}.", asked_s, at_breath=min(number + 1, breaths), keep=draw(st.booleans()))
        for number, asked_s in enumerate(at_s)
    ]
    return Step(
        pacing,
        "A step",
        "",
        length_s,
        pacing,
        "shown",
        tuple(prompts),
        breaths=breaths,
        sound=StepSound(draw(st.sampled_from(["none", "begin", "end", "both"]))),
        bell_every_s=draw(st.sampled_from([0.0, 0.0, 15.0])),
    )


@st.composite
def made_up_practices(draw):
    guidance = BreathGuidance(
        BreathPattern(draw(st.sampled_from([6.0, 9.0, 12.0]))), BreathPattern(draw(st.sampled_from([4.5, 6.0]))), 0.1
    )
    return Practice("t", "T", "", "", guidance, tuple(draw(st.lists(steps(), min_size=1, max_size=4))))


PRACTICES = st.one_of(made_up_practices(), st.sampled_from(built_in_practices()))


class PractisedAtRandom(RuleBasedStateMachine):
    """Someone who presses whatever key at whatever time, with a heart that says whatever it likes."""

    @initialize(practice=PRACTICES, begins_s=st.sampled_from([0.0, 3.3]), from_own_pace=st.booleans())
    def begin(self, practice, begins_s, from_own_pace):
        self.guide = Guide(practice, choice=BreathChoice(from_own_pace=from_own_pace))
        self.steps, self.tracked = practice.steps, practice.track is not None
        self.bells = BellMoments(practice)
        self.begins_s = self.now_s = begins_s
        self.latest_s = -1.0
        self.breaths = []
        self.waiting = None
        self.inward = False
        self.step_index = -1
        self.asked_index = None
        self.free_s = 0.0
        self.ends_s = None
        self.ended = False
        assert self.guide.next_due_s == 0.0
        self.take(self.guide.advance(begins_s))

    # What happens -----------------------------------------------------------------------------------------------------

    @rule(seconds=SECONDS)
    def time_passes(self, seconds):
        self.now_s += seconds
        self.take(self.guide.advance(self.now_s))

    @precondition(lambda self: self.guide.next_due_s is not None)
    @rule()
    def time_comes_to_what_is_due(self):
        self.now_s = max(self.now_s, self.guide.next_due_s)
        self.take(self.guide.advance(self.now_s))

    @rule(seconds=SECONDS, request=REQUESTS)
    def something_is_asked(self, seconds, request):
        self.now_s += seconds
        self.take(self.guide.request(self.now_s, request))

    @rule(seconds=SECONDS, forward=st.booleans())
    def another_step_is_asked(self, seconds, forward):
        self.now_s += seconds
        self.take(self.guide.advance(self.now_s))
        asked = self.step_index + 1 if forward else max(0, self.step_index - 1)
        applies = self.guide.state in (GuideState.GOING, GuideState.PAUSED, GuideState.STEPS_PAUSED)
        applies = applies and asked < len(self.steps) and not self.tracked
        self.asked_index = asked if applies else None
        events = self.guide.request(self.now_s, ChangeStep(forward=forward))
        self.take(events)
        self.asked_index = None
        assert bool(events) == applies
        assert not applies or self.step_index == asked
        assert not applies or self.waiting is None

    @rule(seconds=st.floats(0.0, 8.0), turns=st.integers(1, 6))
    def hand_moves(self, seconds, turns):
        for _ in range(turns):
            self.now_s += seconds
            self.inward = not self.inward
            self.take(self.guide.request(self.now_s, MoveHand(inward=self.inward)))

    @rule(seconds=SECONDS, numbers=st.sampled_from([{"phase_locking_share": 0.1}, {"breath_rate_per_min": 9.5}]))
    def heart_says(self, seconds, numbers):
        self.now_s += seconds
        for name, value in {**numbers, "breath_confidence": 0.9}.items():
            metric = Metric(
                source="strap",
                name=name,
                t_s=self.now_s,
                value=value,
                unit="",
                window_s=64.0,
                quality_share=1.0,
                reason="",
            )
            self.take(self.guide.on_metric(self.now_s, metric))

    @rule(slept_s=SECONDS)
    def machine_slept(self, slept_s):
        """Pause it at the moment when somebody was last awake, as the runner does."""
        self.take(self.guide.pause(self.now_s, "pause"))
        self.now_s += slept_s

    @precondition(lambda self: self.now_s > self.begins_s + 60.0)
    @rule(seconds=SECONDS)
    def end_is_asked(self, seconds):
        self.now_s += seconds
        self.take(self.guide.request(self.now_s, EndGently()))

    # What holds -------------------------------------------------------------------------------------------------------

    def take(self, events):
        for event in events:
            assert not self.ended, "nothing follows the end"
            by_itself = event.t_s > self.begins_s and self.asked_index is None
            if isinstance(event, BellRang) and by_itself and not self.steps[self.step_index].breaths:
                assert self.bells.next_s == pytest.approx(event.t_s, abs=1e-6), "every bell is foretold"
            if isinstance(event, BreathPlanned):
                self.plan(event)
            else:
                assert self.latest_s <= event.t_s <= self.now_s, "times never go back"
                self.latest_s = event.t_s
                self.happen(event)
            self.bells.apply(event)

    def plan(self, breath):
        assert self.waiting != "pause", "no breath is announced while everything waits"
        self.breaths = [earlier for earlier in self.breaths if earlier.t_s < breath.t_s]
        if self.breaths:
            before = self.breaths[-1]
            assert breath.t_s >= ends_s(before) - ALMOST_S, "breaths do not overlap"
            assert abs(length_s(breath) - length_s(before)) <= LARGEST_CHANGE_S
        assert 5.0 - ALMOST_S <= length_s(breath) <= 20.0 + ALMOST_S
        self.breaths.append(breath)

    def happen(self, event):
        match event:
            case Paused(t_s=t_s, mode=mode):
                assert self.waiting != mode
                self.waiting = mode
                if mode == "pause":
                    self.breaths = [breath for breath in self.breaths if breath.t_s <= t_s]
            case Resumed():
                assert self.waiting is not None
                self.waiting = None
            case PromptShown(t_s=t_s, text=text, for_s=for_s):
                assert self.waiting is None
                assert t_s >= self.free_s - ALMOST_S or text == CLOSING_WORDS
                self.free_s = t_s + for_s
            case StepBegan(index=index):
                assert self.waiting is None
                if self.asked_index is None:
                    assert index == self.step_index + 1
                else:
                    assert index == self.asked_index
                    self.free_s = event.t_s
                self.step_index = index
            case BellRang() | OfferMade() | HandMoved():
                assert self.waiting is None
            case ClosingBegan(ends_s=until_s):
                assert self.ends_s is None
                self.ends_s = until_s
            case PracticeEnded(t_s=t_s, mode=mode):
                self.ended = True
                assert self.waiting is None
                assert (mode == "early") == (self.ends_s is not None)
                if mode == "early":
                    assert t_s <= self.ends_s
                else:
                    assert self.step_index == len(self.steps) - 1
                    assert all(ends_s(breath) <= t_s for breath in self.breaths)
            case _:
                pass

    @invariant()
    def state_is_one_of_the_table_and_events_tell_it(self):
        state = self.guide.state
        assert state in GUIDE_TRANSITIONS.values()
        assert self.guide.ended == self.ended == (state is GuideState.ENDED)
        assert self.guide.waiting == self.waiting == WAITING.get(state)
        assert (state is GuideState.CLOSING) == (self.ends_s is not None and not self.ended)

    @invariant()
    def what_is_due_lies_ahead(self):
        due_s = self.guide.next_due_s
        if self.ended or self.waiting == "pause":
            assert due_s is None
        elif due_s is not None:
            assert due_s > self.latest_s - ALMOST_S

    @invariant()
    def breath_is_as_its_state_says(self):
        breathing = self.guide._breathing
        if self.guide.state in (GuideState.GOING, GuideState.STEPS_PAUSED):
            assert (breathing.state is BreathingState.LED) == (breathing.leading.running is not None)
            assert (breathing.state is BreathingState.LED) == (breathing.leading.led_since_s is not None)
            moving = breathing._start_pace.hand_moves_until_s is not None
            assert (breathing.state is BreathingState.BY_HAND) == moving
        assert (breathing.state in (BreathingState.LED, BreathingState.LET_GO)) == breathing.leading.begun

    def teardown(self):
        """Whatever was asked, it goes on and comes to its end, if only when that is asked for."""
        if not hasattr(self, "guide"):
            return
        self.take(self.guide.resume(self.now_s))
        for _ in range(3000):
            due_s = self.guide.next_due_s
            if due_s is None or due_s > self.now_s + 7200.0:
                break
            self.now_s = max(self.now_s, due_s)
            self.take(self.guide.advance(self.now_s))
        for _ in range(2):
            self.take(self.guide.request(self.now_s, EndGently()))
        assert self.ended
        for asked in (TogglePause(), EndGently(), MoveHand(inward=True), AcceptOffer()):
            assert self.guide.request(self.now_s + 60.0, asked) == []


def length_s(breath):
    return ends_s(replace(breath, t_s=0.0))


TestPractisedAtRandom = PractisedAtRandom.TestCase
TestPractisedAtRandom.settings = settings(examples(30), stateful_step_count=50)


@pytest.mark.parametrize(
    ("table", "states"), [(GUIDE_TRANSITIONS, GuideState), (BREATHING_TRANSITIONS, BreathingState)]
)
def test_every_state_is_reached_from_the_first(table, states):
    first = next(iter(states))
    reached = {first}
    for _ in states:
        reached |= {following for (state, _), following in table.items() if state in reached}
    assert reached == set(states)


def test_every_pause_has_its_state():
    assert {GUIDE_TRANSITIONS[GuideState.GOING, trigger] for trigger in PAUSES.values()} == set(WAITING)
