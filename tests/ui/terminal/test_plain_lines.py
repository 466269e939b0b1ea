"""The practice as plain lines: what is told, when, and of which heart."""

import io
import math
from dataclasses import replace

import pytest
from rich.console import Console

from biofeedback.codes import LinkCode
from biofeedback.events import DeviceFact, LinkChanged, Notice, PracticeEnded, PromptShown, StepBegan
from biofeedback.facts import facts
from tests.rigs.words.sentence_of import notice_saying
from tests.rigs.words.terminal_session import ARRIVE, END, PRACTICE, PretendSession, breath, link, metric
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import PracticeViewModel
from ui.terminal.moment_words import first_sensor_words, further_words, heart_words, passing_words, sensor_words
from ui.terminal.picture import Picture
from ui.terminal.practice import run_terminal
from ui.terminal.renderers import renderer_for
from ui.words.languages import english

SOFTEN_RESTING = StepBegan(t_s=20.0, index=1, name="soften", title="Soften", heart_display="resting")

pytestmark = pytest.mark.usefixtures("without_waiting")


def plain_lines(session: PretendSession) -> list[str]:
    output = io.StringIO()
    run_terminal(session, english(), Console(file=output, force_terminal=False, width=40))
    assert "\x1b" not in output.getvalue()
    return output.getvalue().splitlines()


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
    told = plain_lines(session)
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
    told = plain_lines(PretendSession(manual_clock, events))
    facts = [line for line in told if "heart" in line]
    assert facts == [
        "0:15  heart 64 bpm · breath 6.0 a minute · less than a minute left",
        "0:30  heart 64 bpm · rhythm coherence 0.62 of 1 · breath 6.0 a minute · less than a minute left",
        "0:45  heart 64 bpm · rhythm coherence 0.62 of 1 · less than a minute left",
    ]


def test_a_resting_heart_shows_no_numbers(manual_clock) -> None:
    events = [ARRIVE, metric("heart_rate_bpm", 1.0, 64.0), SOFTEN_RESTING, END]
    told = plain_lines(PretendSession(manual_clock, events))
    assert any("heart 64 bpm" in line for line in told)
    after = told[told.index("0:20  — Soften —") :]
    assert not any("bpm" in line for line in after)
    assert any("the numbers of the heart rest here" in line for line in after)


def test_a_replayed_simulated_heart_is_called_so_once(manual_clock) -> None:
    fact = DeviceFact(source="replay", t_s=0.0, name="simulated", value="yes")
    told = plain_lines(PretendSession(manual_clock, [ARRIVE, fact, fact, END]))
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
    sentences = sensor_words(heart, "Polar Sense 0A1B2C3D", english(), simulated=False)
    assert sentences == "Polar Sense 0A1B2C3D · feedback comes about 5 s late"


@pytest.mark.parametrize(("before", "words"), [(math.nan, "no beats yet"), (64.0, "no beats just now")])
def test_a_silence_is_told_from_a_beginning(before: float, words: str) -> None:
    view = PracticeViewModel(PRACTICE)
    view.apply(metric("heart_rate_bpm", 1.0, before))
    view.apply(metric("heart_rate_bpm", 2.0, math.nan))
    assert heart_words(view, english()) == words


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


def test_a_link_that_flaps_writes_no_line_each_time(manual_clock) -> None:
    called = facts(label="H10")
    away = LinkChanged(source="strap", t_s=4.0, state="lost", code=LinkCode.LINK_LOST_AGAIN, facts=called)
    back = LinkChanged(source="strap", t_s=6.0, state="streaming", code=LinkCode.LINK_STREAMING_AGAIN, facts=called)
    events = [ARRIVE, link("lost", "The strap is away."), *(replace(each, t_s=4.0) for each in 7 * (away, back)), END]
    told = plain_lines(PretendSession(manual_clock, events))
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
        output = io.StringIO()
        console = Console(file=output, force_terminal=living, width=80, height=24, color_system=None)
        with renderer_for(session, console, english()) as renderer:
            view.apply(speaking)
            renderer.on_event(speaking)
            renderer.render(view, 1.0)
        assert "A strap (second): The strap is speaking." in output.getvalue()
