"""Looking back on a room: the course of how many were in step, and of a seat whose it was."""

import math

from biofeedback.events import Event, Metric, PracticeEnded, StepBegan
from biofeedback.facts import facts
from biofeedback.reasons import ReasonCode
from biofeedback.sensors import ROOM_SOURCE
from ui.desktop.review.below_plot import BelowPlot
from ui.desktop.review.heading import Heading
from ui.desktop.review.plot_data import plot_data
from ui.desktop.review.plot_words import PlotWords
from ui.presenter.review import Review, Reviewer
from ui.tokens import DARK
from ui.words.languages import english
from ui.words.recordings.review_words import shares_summary

KNOWN_AFTER_S = 100


def in_step(t_s: int) -> Metric:
    known = t_s >= KNOWN_AFTER_S
    return Metric(
        source=ROOM_SOURCE,
        name="in_step_share",
        t_s=float(t_s),
        value=0.75 if known else math.nan,
        unit="share",
        window_s=120.0,
        quality_share=1.0 if known else 0.0,
        reason=ReasonCode.KNOWN if known else ReasonCode.TOO_FEW_HEARTS,
        facts=() if known else facts(needed_hearts=1, there_hearts=0),
    )


def room_review(*, of_room: bool = False, seat: str = "") -> Review:
    began = StepBegan(t_s=0.0, index=0, name="arrive", title="Arrive", heart_display="shown")
    events: list[Event] = [began, *map(in_step, range(1, 181)), PracticeEnded(t_s=180.0, mode="complete")]
    reviewer = Reviewer("Three breaths", ())
    for event in events:
        reviewer.apply(event)
    return reviewer.review(None, broke_off=False, of_room=of_room, seat=seat)


def test_the_course_of_the_room_stands_where_that_of_one_heart_would() -> None:
    review, language = room_review(of_room=True), english()
    assert review.coherence[-1] == (180.0, 0.75)
    assert "in step 0.75" in PlotWords(language).moment(plot_data(review, language), 150.0, 1.0)
    assert "In step between 0.75 and 0.75, of 1." in shares_summary(review, language)
    (mark,) = plot_data(review, language).marks
    assert mark.sentence.startswith("How many were in step is not known here.")
    assert mark.until_s < KNOWN_AFTER_S


def test_the_page_behind_it_tells_what_it_is_and_what_it_cannot_say(qapp) -> None:
    below = BelowPlot(room_review(of_room=True), DARK, english())
    assert [name.page for name in below.names] == ["number:in_step_share"]
    assert below.unknown.text().startswith("For 1:39 min it cannot be told how many were in step.")


def test_the_heading_says_whether_it_is_of_the_room_or_of_a_seat(qapp) -> None:
    heading = Heading(DARK, english())
    heading.show_review(room_review(of_room=True))
    assert heading.subtitle.text() == "Three breaths · 3.0 min · the whole room"
    heading.show_review(room_review(seat="Moss"))
    assert heading.subtitle.text() == "Three breaths · 3.0 min · the seat Moss"


def test_a_recording_of_one_alone_is_as_it_was(qapp) -> None:
    review = room_review()
    assert review.coherence == ()
    assert "in step" not in PlotWords(english()).moment(plot_data(review, english()), 150.0, 1.0)
