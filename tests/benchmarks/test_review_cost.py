"""What a frame of the plot of a practice costs, three hours long, while it is zoomed and moved; a ratio in one run."""

import math
import statistics
import time

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from biofeedback.events import BeatJudged, BreathPlanned, Gap
from biofeedback.practice.after.summariser import Summariser
from biofeedback.reasons import GapReason, Reason, ReasonCode
from biofeedback.signals.artefacts.hand_edits import BeatPlace, HandEdit
from ui.desktop.app import dress
from ui.desktop.review.beat_strip import BeatStrip
from ui.desktop.review.plot import ReviewPlot
from ui.desktop.review.plot_data import PlotData, plot_data
from ui.desktop.review.span import Span
from ui.presenter.hand_beat import HandBeat
from ui.presenter.review import Review, Unknown
from ui.tokens import DARK
from ui.words.languages import english

HOURS_S = 3 * 3600.0
WIDTH, HEIGHT, STRIP_HEIGHT = 1440, 420, 72
FRAMES = 300

MOST_BARE_LINES = 0.35
"""The 99th percentile of all frames may take so many times what one smooth line takes, a point a pixel. It was 0.2 on a
machine that eight others used; 0.5 while each frame made objects of its points, and 100 before lines were thinned."""

MOST_OF_LENGTH = 4.0
"""A frame of three hours may take so many times one of three minutes, a sixtieth as long; it was 2."""

MOST_OF_CURVES = 0.75
"""A frame of single beats may take so many times one of the curves above them; it was 0.3."""


def review_of_hours(length_s: float) -> Review:
    beats, t_s, index = [], 0.0, 0
    while t_s < length_s:
        nn_ms = 60_000.0 / (68.0 + 8.0 * math.sin(0.63 * t_s) + 2.0 * math.sin(1.7 * index))
        t_s += nn_ms / 1000.0
        beats.append(
            BeatJudged(source="s", index=index, t_s=t_s, kind="normal" if index % 50 else "ectopic", nn_ms=nn_ms)
        )
        index += 1
    breaths = [
        BreathPlanned(t_s=10.0 * n, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
        for n in range(int(length_s / 10))
    ]
    seconds = [float(n) for n in range(int(length_s))]
    return Review(
        started=None,
        broke_off=False,
        from_s=0.0,
        until_s=length_s,
        summary=Summariser("hours", ("s",)).summary(),
        steps=(),
        beats=tuple(beats),
        gaps=tuple(
            Gap(source="s", from_s=600.0 * n, until_s=600.0 * n + 20.0, reason=GapReason.LINK_BROKEN)
            for n in range(1, int(length_s / 600))
        ),
        breaths=tuple(breaths),
        coherence=tuple((at, 0.5 + 0.3 * math.sin(0.01 * at)) for at in seconds),
        warmth=tuple((at, 0.6 + 0.2 * math.sin(0.003 * at)) for at in seconds),
        unknown=tuple(
            Unknown(600.0 * n, 600.0 * n + 60.0, Reason(ReasonCode.BEATS_ABSENT)) for n in range(1, int(length_s / 600))
        ),
        markers=(),
        note_versions=(),
    )


def spans(whole: Span) -> list[Span]:
    """Return what is shown while somebody zooms from the whole to one beat and back, and moves at every zoom."""
    found, span = [], whole
    for number in range(FRAMES):
        at_s = whole.first_s + 0.37 * whole.length_s
        inward = number < FRAMES / 2
        span = span.zoomed(0.93 if inward else 1.0 / 0.93, at_s).moved(0.02 * span.length_s)
        found.append(span)
    return found


class Heart:
    """The beats of a review, to be edited; nobody does."""

    undoable = redoable = 0

    def __init__(self, review: Review) -> None:
        self.beats = [
            HandBeat(BeatPlace(b.index), b.t_s, b.nn_ms, b.kind, "came" if b.kind == "normal" else "corrected")
            for b in review.beats
        ]

    def edit(self, edit: HandEdit) -> None:
        """Edit nothing."""

    def undo(self) -> None:
        """Take nothing back."""

    def redo(self) -> None:
        """Bring nothing back."""


def strip_frames_s(data: PlotData) -> list[float]:
    """Return how long frames of single beats take below the curves, while these are zoomed and moved."""
    plot = ReviewPlot(data, DARK, english())
    plot.resize(WIDTH, HEIGHT)
    strip = BeatStrip(Heart(data.review), plot, DARK, english())
    strip.resize(WIDTH, STRIP_HEIGHT)
    return frames_s(data, plot, strip)


def frames_s(data: PlotData, plot: ReviewPlot | None = None, painted: QWidget | None = None) -> list[float]:
    if plot is None:
        plot = ReviewPlot(data, DARK, english())
        plot.resize(WIDTH, HEIGHT)
    painted = painted or plot
    image = QImage(painted.size(), QImage.Format.Format_ARGB32_Premultiplied)
    taken = []
    for span in (data.whole, *spans(data.whole)):
        plot.show_span(span)
        began = time.thread_time()
        painted.render(image)
        taken.append(time.thread_time() - began)
    return taken[1:]


def bare_line_s() -> float:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    began = time.thread_time()
    line = QPolygonF([QPointF(x, 200.0 + 90.0 * math.sin(0.4 * x)) for x in range(WIDTH)])
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(DARK.ink), 1.4))
        painter.drawPolyline(line)
    return time.thread_time() - began


def p99(taken: list[float]) -> float:
    return sorted(taken)[math.floor(0.99 * (len(taken) - 1))]


def test_frames_of_three_hours_against_a_bare_line(benchmark, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    dress(app, DARK)
    hours = plot_data(review_of_hours(HOURS_S), english())
    minutes = plot_data(review_of_hours(180.0), english())
    bare = [bare_line_s() for _ in range(FRAMES)]
    of_hours = benchmark.pedantic(frames_s, args=(hours,), rounds=1)
    of_minutes = frames_s(minutes)
    benchmark.extra_info |= {
        "bare_line_ms": 1e3 * statistics.median(bare),
        "hours_median_ms": 1e3 * statistics.median(of_hours),
        "hours_p99_ms": 1e3 * p99(of_hours),
        "minutes_median_ms": 1e3 * statistics.median(of_minutes),
        "minutes_p99_ms": 1e3 * p99(of_minutes),
        "ratio_p99": p99(of_hours) / p99(bare),
        "ratio_median": statistics.median(of_hours) / statistics.median(bare),
    }
    of_strip = strip_frames_s(hours)
    benchmark.extra_info |= {"strip_median_ms": 1e3 * statistics.median(of_strip), "strip_p99_ms": 1e3 * p99(of_strip)}
    assert p99(of_hours) <= MOST_BARE_LINES * p99(bare)
    assert p99(of_strip) <= MOST_OF_CURVES * p99(of_hours)
    assert statistics.median(of_hours) <= MOST_OF_LENGTH * statistics.median(of_minutes)
