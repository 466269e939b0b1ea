"""The practice in the terminal: what is told, what the keys do, and that the terminal is given back as it was."""

import io
import math
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from biofeedback.clock import Clock
from biofeedback.codes import LinkCode
from biofeedback.event_history import EventHistory
from biofeedback.events import (
    Battery,
    BreathPlanned,
    Contact,
    DeviceFact,
    Event,
    LinkChanged,
    Marker,
    Metric,
    Notice,
    PaceRequest,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
)
from biofeedback.facts import facts
from biofeedback.hub import Hub, Inbox
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Step
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    EndGently,
    Mark,
    MoveHand,
    Request,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
)
from tests.rigs import programs
from tests.rigs.sentence_of import link_saying, notice_saying
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import PracticeViewModel
from ui.terminal import practice as terminal_practice
from ui.terminal.glow import coloured_light, shaded_light
from ui.terminal.keys import plain_keys, single_keys
from ui.terminal.moment_words import (
    first_sensor_words,
    further_words,
    heart_words,
    keys_line,
    minutes_left,
    pace_keys_line,
    passing_words,
    sensor_words,
)
from ui.terminal.picture import Picture
from ui.terminal.practice import run_terminal
from ui.terminal.renderers import renderer_for
from ui.words.languages import english


def step(title: str, length_s: float) -> Step:
    return Step(title.lower(), title, "", length_s, "lead", "shown", ())


PRACTICE = Practice(
    name="small",
    title="A small practice",
    subtitle="",
    credit="",
    breath=BreathGuidance(BreathPattern(6.0), BreathPattern(6.0), 0.2),
    steps=(step("Arrive", 20.0), step("Soften", 30.0), step("Close", 10.0)),
)

ARRIVE = StepBegan(t_s=0.0, index=0, name="arrive", title="Arrive", heart_display="shown")
SOFTEN_RESTING = StepBegan(t_s=20.0, index=1, name="soften", title="Soften", heart_display="resting")
END = PracticeEnded(t_s=60.0, mode="complete")


def breath(t_s: float) -> BreathPlanned:
    return BreathPlanned(t_s=t_s, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)


def metric(name: str, t_s: float, value: float) -> Metric:
    return Metric(source="strap", name=name, t_s=t_s, value=value, unit="", window_s=64.0, quality_share=1.0)


def link(state: str, sentence: str, t_s: float = 0.0) -> LinkChanged:
    return LinkChanged(source="strap", t_s=t_s, state=state, **link_saying(sentence))


class PretendSession:
    """A session that follows a list of events; each look at its clock lets some seconds pass."""

    def __init__(self, clock, events: list[Event], *, step_s: float = 5.0, simulated: bool = False) -> None:
        self.practice = PRACTICE
        self.clock: Clock = self
        self.sensor_label = "A strap"
        self.sources = ("strap",)
        self.label_of = {"strap": "A strap", "finger": "A finger"}.__getitem__
        self.simulated = simulated
        self.error = None
        self.path = Path("kept.soften")
        self.asked: list[Request | str] = []
        self._waits = False
        self.ends_when_asked = True
        self.finished = 0
        self.on_look = lambda: None
        self._clock = clock
        self._step_s = step_s
        self._hub = Hub(EventHistory())
        self._inboxes: list[Inbox] = []
        self._waiting_events = list(events)
        self._publish_due(0.0)

    def now_s(self) -> float:
        self.on_look()
        self._clock.advance(self._step_s)
        self._publish_due(self._clock.now_s())
        return self._clock.now_s()

    def until_s(self, t_s: float) -> float:
        return self._clock.until_s(t_s)

    def _publish_due(self, now_s: float) -> None:
        while self._waiting_events and moment_s(self._waiting_events[0]) <= now_s:
            self._hub.publish(self._waiting_events.pop(0))

    def subscribe(self) -> Inbox:
        self._inboxes.append(self._hub.subscribe_late())
        return self._inboxes[-1]

    def unsubscribe(self, inbox: Inbox) -> None:
        self._hub.close(inbox)

    def request(self, request: Request) -> None:
        self.asked.append(request)
        now_s = self._clock.now_s()
        match request:
            case TogglePause() | TogglePauseSteps() if self._waits:
                self._waits = False
                self._hub.publish(Resumed(t_s=now_s))
            case TogglePause() | TogglePauseSteps():
                self._waits = True
                self._hub.publish(Paused(t_s=now_s, mode="pause" if request == TogglePause() else "rest"))
            case Mark():
                self._hub.publish(Marker(t_s=now_s, label="marked"))
            case EndGently() if self.ends_when_asked:
                self._hub.publish(PracticeEnded(t_s=now_s, mode="early"))
            case _:
                pass

    def settle(self) -> None:
        pass

    def finish(self) -> Path:
        self.finished += 1
        if self.finished == 1:
            self._hub.publish(Marker(t_s=self._clock.now_s(), label="the very last"))
            for inbox in self._inboxes:
                self._hub.close(inbox)
        return Path("kept.soften")


def moment_s(event: Event) -> float:
    """Return when an event is published; breaths are announced ahead."""
    return event.t_s - 10.0 if isinstance(event, BreathPlanned) else event.t_s


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures follow each other at once, and there is no keyboard unless a test brings one."""
    monkeypatch.setattr(terminal_practice, "FRAME_S", 0.0)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def lines_told(session: PretendSession) -> list[str]:
    told = io.StringIO()
    run_terminal(session, english(), Console(file=told, force_terminal=False, width=40))
    assert "\x1b" not in told.getvalue()
    return told.getvalue().splitlines()


# Plain lines


def test_plain_lines_tell_the_words_the_steps_and_whose_heart_it_is(manual_clock) -> None:
    words = "Let a hand rest where it would comfort you most, and let it be warm there."
    events = [
        ARRIVE,
        link("streaming", "The strap is here."),
        PromptShown(t_s=4.0, text=words, for_s=8.0),
        StepBegan(t_s=20.0, index=1, name="soften", title="Soften", heart_display="shown"),
        Notice(t_s=30.0, **notice_saying("The disk is nearly full.")),
        END,
    ]
    session = PretendSession(manual_clock, events, simulated=True)
    told = lines_told(session)
    assert told[:2] == ["A small practice", "Simulated heart · A strap · for trying things out"]
    assert f"0:04  {words}" in told
    assert [line for line in told if "—" in line] == ["0:00  — Arrive —", "0:20  — Soften —"]
    assert "0:00  The strap is here." in told
    assert "0:30  The disk is nearly full." in told
    assert told[-1] == "1:00  The practice is complete."
    assert session.finished == 1


def test_plain_lines_say_the_facts_every_fifteen_seconds(manual_clock) -> None:
    events = [
        ARRIVE,
        breath(0.0),
        metric("heart_rate_bpm", 1.0, 64.4),
        metric("coherence_share", 1.0, math.nan),
        breath(10.0),
        metric("coherence_share", 16.0, 0.62),
        breath(20.0),
        breath(30.0),
        PracticeEnded(t_s=54.0, mode="complete"),
    ]
    told = lines_told(PretendSession(manual_clock, events))
    facts = [line for line in told if "heart" in line]
    assert facts == [
        "0:15  heart 64 bpm · breath 6.0 a minute · less than a minute left",
        "0:30  heart 64 bpm · rhythm coherence 0.62 of 1 · breath 6.0 a minute · less than a minute left",
        "0:45  heart 64 bpm · rhythm coherence 0.62 of 1 · less than a minute left",
    ]


def test_a_resting_heart_shows_no_numbers(manual_clock) -> None:
    events = [ARRIVE, metric("heart_rate_bpm", 1.0, 64.0), SOFTEN_RESTING, END]
    told = lines_told(PretendSession(manual_clock, events))
    assert any("heart 64 bpm" in line for line in told)
    after = told[told.index("0:20  — Soften —") :]
    assert not any("bpm" in line for line in after)
    assert any("the numbers of the heart rest here" in line for line in after)


def test_a_replayed_simulated_heart_is_called_so_once(manual_clock) -> None:
    fact = DeviceFact(source="replay", t_s=0.0, name="simulated", value="yes")
    told = lines_told(PretendSession(manual_clock, [ARRIVE, fact, fact, END]))
    assert told[1] == "A strap"
    assert told.count("The heart is a simulated one.") == 1
    heart = HeartView()
    heart.apply(fact)
    assert sensor_words(heart, "Replay of a.soften", english(), simulated=False).startswith(
        "Simulated heart · Replay of a.soften"
    )


def test_feedback_that_comes_late_is_said_with_the_sensor() -> None:
    heart = HeartView()
    heart.apply(DeviceFact(source="s", t_s=1.0, name="feedback_delay_s", value=5))
    told = sensor_words(heart, "Polar Sense 0A1B2C3D", english(), simulated=False)
    assert told == "Polar Sense 0A1B2C3D · feedback comes about 5 s late"


@pytest.mark.parametrize(("before", "words"), [(math.nan, "no beats yet"), (64.0, "no beats just now")])
def test_a_silence_is_told_from_a_beginning(before: float, words: str) -> None:
    view = PracticeViewModel(PRACTICE)
    view.apply(metric("heart_rate_bpm", 1.0, before))
    view.apply(metric("heart_rate_bpm", 2.0, math.nan))
    assert heart_words(view, english()) == words


# The living picture


def living_console(told: io.StringIO) -> Console:
    return Console(file=told, force_terminal=True, color_system="truecolor", width=80, height=24)


def test_a_terminal_gets_a_picture_and_is_given_back(manual_clock) -> None:
    told = io.StringIO()
    run_terminal(PretendSession(manual_clock, [ARRIVE, breath(0.0), END], step_s=1.0), english(), living_console(told))
    shown = told.getvalue()
    assert shown.count("\x1b[?1049h") == shown.count("\x1b[?1049l") == 1
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert "breathe in" in shown
    assert "Arrive" in shown


def picture_lines(
    events: list[Event],
    now_s: float,
    width: int,
    height: int,
    practice: Practice | None = None,
    **console_options: object,
) -> tuple[list[str], Console]:
    practice = practice or PRACTICE
    view = PracticeViewModel(practice)
    for event in events:
        view.apply(event)
    options = {"color_system": "truecolor", **console_options}
    console = Console(file=io.StringIO(), force_terminal=True, width=width, height=height, **options)
    sensor = sensor_words(view.heart, "A strap", english(), simulated=False)
    alone = SimpleNamespace(sources=("strap",), label_of={"strap": "A strap"}.__getitem__)
    passing = passing_words(view.remarked(now_s), alone, english())
    picture = Picture(view, sensor, now_s, english(), passing=passing)
    rendered = console.render_lines(picture, console.options.update(height=height), pad=False)
    return ["".join(segment.text for segment in line) for line in rendered], console


@settings(deadline=None, max_examples=60)
@given(
    width=st.integers(12, 160),
    height=st.integers(3, 60),
    now_s=st.floats(0.0, 60.0),
    colour=st.sampled_from(["truecolor", "256", "standard", None]),
)
def test_a_picture_fills_any_screen_exactly(width: int, height: int, now_s: float, colour: str | None) -> None:
    events = [ARRIVE, breath(0.0), breath(10.0), PromptShown(t_s=1.0, text="Soft and small, not deep.", for_s=9.0)]
    lines, _ = picture_lines(events, now_s, width, height, color_system=colour)
    assert [len(line) for line in lines] == [width] * height


def test_a_picture_says_what_holds_now() -> None:
    events = [
        ARRIVE,
        breath(0.0),
        breath(10.0),
        metric("heart_rate_bpm", 1.0, 71.6),
        metric("coherence_share", 1.0, 0.618),
        Battery(source="strap", t_s=1.0, level_percent=84),
        Contact(source="strap", t_s=1.0, state="no"),
        link("lost", "The strap is out of reach; it may come back by itself.", 2.0),
        PromptShown(t_s=2.0, text="Let the shoulders be heavy.", for_s=8.0),
    ]
    shown = "\n".join(picture_lines(events, 6.0, 100, 30)[0])
    for words in (
        "A small practice",
        "less than a minute left",
        "Arrive",
        "Soften",
        "Close",
        "breathe out",
        "Let the shoulders be heavy.",
        "heart 72 bpm · rhythm coherence 0.62 of 1",
        "A strap · no contact with the skin yet · battery 84 %",
        "The strap is out of reach; it may come back by itself.",
    ):
        assert words in shown
    later = "\n".join(picture_lines([*events, link("streaming", "It is back.", 9.0)], 25.0, 100, 30)[0])
    assert "out of reach" not in later
    assert "It is back." not in later
    assert "Let the shoulders be heavy." not in later


def test_an_assessment_shows_no_keys_that_would_change_nothing() -> None:
    events = [ARRIVE, breath(0.0), breath(10.0)]
    assert pace_keys_line(english()) in "\n".join(picture_lines(events, 2.0, 120, 30)[0])
    shown = "\n".join(picture_lines(events, 2.0, 120, 30, practice=replace(PRACTICE, assesses=True))[0])
    assert pace_keys_line(english()) not in shown
    assert keys_line(english()) in shown


def test_the_present_step_keeps_its_name_on_a_narrow_screen() -> None:
    soften = StepBegan(t_s=20.0, index=1, name="soften", title="Soften", heart_display="shown")
    assert "Soften" in picture_lines([ARRIVE, soften], 21.0, 14, 24)[0][2]


def test_a_low_screen_keeps_the_heart_and_the_keys() -> None:
    shown = picture_lines([ARRIVE, metric("heart_rate_bpm", 1.0, 64.0)], 2.0, 80, 5)[0]
    assert "heart 64 bpm" in shown[1]
    assert "q end gently" in shown[4]


def test_what_waits_is_said_where_the_breath_was() -> None:
    paused = picture_lines([ARRIVE, breath(0.0), Paused(t_s=3.0, mode="pause")], 12.0, 60, 24)[0]
    assert any(line.strip() == "paused" for line in paused)
    resting = picture_lines([ARRIVE, breath(0.0), Paused(t_s=3.0, mode="rest")], 5.0, 60, 24)[0]
    assert any(line.strip() == "resting here" for line in resting)


@given(first=st.floats(0.0, 1.0), second=st.floats(0.0, 1.0))
@settings(deadline=None, max_examples=40)
def test_the_light_grows_with_the_breath(first: float, second: float) -> None:
    def lit(position: float) -> int:
        lines = shaded_light(60, 20, position, ascii_only=True)
        return sum(character != " " for line in lines for character in line.plain)

    less, more = sorted((first, second))
    assert 0 < lit(less) <= lit(more)
    assert lit(0.0) < lit(1.0) / 4


@pytest.mark.parametrize("fine", [True, False])
def test_a_warmer_light_is_brighter(fine: bool) -> None:
    def brightest(warmth_share: float) -> int:
        lines = coloured_light(40, 20, 1.0, warmth_share, fine=fine)
        return max(sum(span.style.bgcolor.get_truecolor()) for line in lines for span in line.spans)

    assert brightest(0.35) < brightest(1.0)


@pytest.mark.parametrize(
    ("left_s", "words"), [(0.0, "less than a minute left"), (60.0, "1 min left"), (61.0, "2 min left")]
)
def test_minutes_left(left_s: float, words: str) -> None:
    assert minutes_left(left_s, english()) == words


# Keys


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (" ", " "),
        ("rm", "rm"),
        ("\x1b", "\x1b"),
        ("\x1b[A", ""),
        ("\x1bOP", ""),
        ("\x1b[1;5Cq", "q"),
        ("\x1bm", ""),
        ("\x1b\x1b", "\x1b\x1b"),
        ("\x1b[200~", ""),
        ("ㄴㄹЫλ", "sfsl"),
        ("리", "fl"),
        ("꿇", "rnfg"),
        ("뷁ㅘ", "qnpfrhk"),
        ("é", "é"),
    ],
)
def test_a_key_without_a_letter_is_never_taken_for_escape(sent: str, keys: str) -> None:
    assert plain_keys(sent) == keys


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """A real pseudo-terminal as standard input: where to type, and the end that the program reads."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    typing, reading = pty.openpty()
    with os.fdopen(reading, encoding="utf-8") as stdin, os.fdopen(typing, "wb", buffering=0):
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(terminal_practice, "FRAME_S", 5.0)  # a key ends the waiting
        yield typing, reading


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (["r", " ", "m", "q"], [TogglePauseSteps(), TogglePause(), Mark(), EndGently()]),
        ([" ", " ", "\x1b"], [TogglePause(), TogglePause(), EndGently()]),
        (["  rrr", "q"], [*[TogglePause()] * 2, *[TogglePauseSteps()] * 3, EndGently()]),
        (["R", "r", "Q"], [TogglePauseSteps(), TogglePauseSteps(), EndGently()]),
        (["bB", "b", "q"], [*[MoveHand(inward=inward) for inward in (True, False, True)], EndGently()]),
        (["s", "f", "l", "t", "g", "q"], [*map(ChangePace, get_args(PaceRequest)), EndGently()]),
        (["w", "y", "q"], [ToggleFewerWords(), AcceptOffer(), EndGently()]),
        (["x", "\x1b[Aq"], [EndGently()]),
    ],
)
def test_keys_are_requests(manual_clock, keyboard, typed: list[str], asked: list[Request]) -> None:
    typing, _ = keyboard
    session = PretendSession(manual_clock, [ARRIVE], step_s=0.1)
    to_type = list(typed)
    session.on_look = lambda: to_type and os.write(typing, to_type.pop(0).encode())
    run_terminal(session, english(), Console(file=io.StringIO()))
    assert session.asked == asked


def test_single_keys_come_without_enter_and_the_terminal_is_given_back(manual_clock, keyboard) -> None:
    import termios

    typing, reading = keyboard
    before = termios.tcgetattr(reading)
    meanwhile = []
    session = PretendSession(manual_clock, [ARRIVE])

    def look() -> None:
        meanwhile.append(termios.tcgetattr(reading)[3])
        os.write(typing, b"q")

    session.on_look = look
    run_terminal(session, english(), living_console(io.StringIO()))
    assert not meanwhile[0] & (termios.ICANON | termios.ECHO)
    assert termios.tcgetattr(reading) == before


class BrokenError(Exception):
    pass


def test_a_broken_practice_still_gives_the_terminal_back_and_finishes(manual_clock, keyboard) -> None:
    import termios

    _, reading = keyboard
    before = termios.tcgetattr(reading)
    session = PretendSession(manual_clock, [ARRIVE])

    def look() -> None:
        raise BrokenError

    session.on_look = look
    told = io.StringIO()
    with pytest.raises(BrokenError):
        run_terminal(session, english(), living_console(told))
    assert told.getvalue().count("\x1b[?1049l") == 1
    assert told.getvalue().rindex("\x1b[?25h") > told.getvalue().rindex("\x1b[?25l")
    assert termios.tcgetattr(reading) == before
    assert session.finished == 1


def test_ctrl_c_ends_gently_and_then_at_once(manual_clock) -> None:
    before = signal.getsignal(signal.SIGINT)
    session = PretendSession(manual_clock, [ARRIVE])
    session.ends_when_asked = False
    interrupted_at = []

    def look() -> None:
        interrupted_at.append(len(session.asked))
        signal.raise_signal(signal.SIGINT)

    session.on_look = look
    run_terminal(session, english(), Console(file=io.StringIO()))
    # Gently, at once, then without waiting for an answer that does not come.
    assert interrupted_at == [0, 1, 2]
    assert session.asked == [EndGently()] * 3
    assert session.finished == 1
    assert signal.getsignal(signal.SIGINT) is before


FAREWELL_NAMES = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("name", FAREWELL_NAMES)
def test_a_farewell_of_the_system_leaves_at_once_and_cleanly(manual_clock, keyboard, monkeypatch, name: str) -> None:
    import termios

    _, reading = keyboard
    monkeypatch.setattr(terminal_practice, "FRAME_S", 0.0)  # nothing is typed
    number = getattr(signal, name)
    before, handler = termios.tcgetattr(reading), signal.getsignal(number)
    session = PretendSession(manual_clock, [ARRIVE], step_s=0.1)
    looks = []

    def look() -> None:
        looks.append(name)
        signal.raise_signal(number)

    session.on_look = look
    told = io.StringIO()
    run_terminal(session, english(), living_console(told))
    assert looks == [name]
    assert session.asked == []
    assert session.finished == 1
    assert told.getvalue().count("\x1b[?1049l") == 1
    assert told.getvalue().rindex("\x1b[?25h") > told.getvalue().rindex("\x1b[?25l")
    assert termios.tcgetattr(reading) == before
    assert signal.getsignal(number) is handler


@pytest.mark.parametrize("name", ["SIGINT", *FAREWELL_NAMES])
def test_no_signal_breaks_in_on_the_closing_of_the_recording(manual_clock, monkeypatch, name: str) -> None:
    session = PretendSession(manual_clock, [ARRIVE, END])
    finish, closed = session.finish, []

    def finish_while_signalled() -> Path:
        signal.raise_signal(getattr(signal, name))
        closed.append(finish())
        return closed[0]

    monkeypatch.setattr(session, "finish", finish_while_signalled)
    run_terminal(session, english(), Console(file=io.StringIO()))
    assert closed


def test_a_terminal_that_hung_up_is_given_back_to_nobody() -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    typing, reading = pty.openpty()
    with os.fdopen(reading, encoding="utf-8") as stdin, single_keys(stdin) as wait_for_keys:
        os.close(typing)
        assert wait_for_keys(0.0) == ""


def test_a_terminal_that_is_gone_keeps_nobody_from_finishing(manual_clock) -> None:
    session = PretendSession(manual_clock, [ARRIVE], step_s=0.1)

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            if session.asked:
                raise OSError(5, "Input/output error")
            return len(text)

    def look() -> None:
        session.asked.append("hung up")
        signal.raise_signal(signal.SIGTERM)

    session.on_look = look
    run_terminal(session, english(), living_console(Gone()))
    assert session.finished == 1


def test_it_costs_no_numpy_and_no_qt() -> None:
    ask = (
        "import sys, ui.terminal.practice; print(sorted({'numpy', 'scipy', 'PySide6', 'pyqtgraph'} & set(sys.modules)))"
    )
    told = programs.run(
        [sys.executable, "-c", ask], cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_a_further_heart_has_a_line_of_its_own(manual_clock) -> None:
    session = PretendSession(manual_clock, [])
    session.sources = ("strap", "finger")
    view = PracticeViewModel(PRACTICE, session.sources)
    assert further_words(view, session, english()) == ["A finger · no beats yet"]
    view.apply(replace(metric("heart_rate_bpm", 1.0, 61.0), source="finger"))
    assert further_words(view, session, english()) == ["A finger · heart 61 bpm"]
    assert heart_words(view, english()) == "no beats yet"
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)
    picture = Picture(view, "A strap", 1.0, english(), further_words(view, session, english()))
    lines = ["".join(part.text for part in line) for line in console.render_lines(picture, pad=False)]
    at = next(index for index, line in enumerate(lines) if "A strap" in line)
    assert lines[at + 1].strip() == "A finger · heart 61 bpm"
    assert len(lines) == 24
    view.apply(SOFTEN_RESTING)
    assert further_words(view, session, english()) == ["A finger"]


def test_without_a_sensor_the_picture_speaks_of_no_heart() -> None:
    view = PracticeViewModel(PRACTICE, ())
    assert heart_words(view, english()) == ""
    sensor = sensor_words(view.heart, "", english(), simulated=False)
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)
    picture = Picture(view, sensor, 1.0, english(), ())
    lines = ["".join(part.text for part in line) for line in console.render_lines(picture, pad=False)]
    assert len(lines) == 24
    assert "Without a sensor" in [line.strip() for line in lines]
    assert "heart" not in "".join(lines)


def test_a_link_that_flaps_writes_no_line_each_time(manual_clock) -> None:
    called = facts(label="H10")
    away = LinkChanged(source="strap", t_s=4.0, state="lost", code=LinkCode.LINK_LOST_AGAIN, facts=called)
    back = LinkChanged(source="strap", t_s=6.0, state="streaming", code=LinkCode.LINK_STREAMING_AGAIN, facts=called)
    events = [ARRIVE, link("lost", "The strap is away."), *(replace(each, t_s=4.0) for each in 7 * (away, back)), END]
    told = lines_told(PretendSession(manual_clock, events))
    assert "0:00  The strap is away." in told
    assert not [line for line in told if "H10" in line]


def test_two_sensors_with_one_name_are_told_apart(manual_clock) -> None:
    session = PretendSession(manual_clock, [])
    session.sources = ("strap", "finger")
    session.label_of = {"strap": "A strap", "finger": "A strap"}.__getitem__
    view = PracticeViewModel(PRACTICE, session.sources)
    (line,) = further_words(view, session, english())
    assert line == "A strap (second) · no beats yet"
    assert first_sensor_words(view.heart, session, english()) == "A strap (first)"
    quiet = link("weak", "A strap is quiet.")
    assert passing_words(quiet, session, english()) == "A strap (first): A strap is quiet."
    assert passing_words(replace(quiet, source="finger"), session, english()) == "A strap (second): A strap is quiet."
    session.sources = ("strap",)
    assert passing_words(quiet, session, english()) == "A strap is quiet."
    assert first_sensor_words(view.heart, session, english()) == "A strap"


def test_the_picture_and_the_lines_say_which_of_two_sensors_a_sentence_is_about(manual_clock) -> None:
    session = PretendSession(manual_clock, [])
    session.sources = ("strap", "finger")
    session.label_of = lambda _source: "A strap"
    view = PracticeViewModel(PRACTICE, session.sources)
    speaking = replace(link("streaming", "The strap is speaking."), source="finger")
    for living in (False, True):
        told = io.StringIO()
        console = Console(file=told, force_terminal=living, width=80, height=24, color_system=None)
        with renderer_for(session, console, english()) as renderer:
            view.apply(speaking)
            renderer.on_event(speaking)
            renderer.render(view, 1.0)
        assert "A strap (second): The strap is speaking." in told.getvalue()
