"""The details: numbers on request, dashes where nothing is known."""

import math

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.events import DeviceFact, LinkChanged, Metric, StepBegan, Tick
from biofeedback.practice.warmth import ALONE_SHARE
from biofeedback.practices import practice_named
from biofeedback.signals.definitions import DEFINITIONS
from tests.conftest import ManualClock
from tests.rigs.practices.pretend_session import SOURCE, PretendSession
from tests.rigs.words.sentence_of import link_saying
from ui.desktop.screens.details import Details, DetailsWithoutHeart
from ui.desktop.screens.numbers import UNKNOWN
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme.surfaces import Words
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


@pytest.fixture
def details(practice: PracticeScreen, qtbot: QtBot) -> Details:
    qtbot.keyClick(practice, Qt.Key.Key_D)
    assert practice.details is not None
    return practice.details


def test_d_shows_them_and_puts_them_away(practice: PracticeScreen, details: Details, qtbot: QtBot) -> None:
    assert practice.details_open
    assert not practice.ribbon.isVisible()
    quiet_left = practice.light._centre.x()
    qtbot.keyClick(practice, Qt.Key.Key_D)
    assert not practice.details_open
    assert practice.ribbon.isVisible()
    assert practice.light._centre.x() > quiet_left
    qtbot.keyClick(practice, Qt.Key.Key_D)
    assert practice.details is details
    assert practice.details_open


def test_unknown_numbers_are_dashes_that_say_why(details: Details) -> None:
    for number in (*details.numbers.values(), details.peak, details.coherence):
        assert number.value.text() == UNKNOWN
        assert number.toolTip()


def test_numbers_of_a_steady_heart(practice: PracticeScreen, details: Details, live, qtbot: QtBot) -> None:
    live(100.0)
    qtbot.waitUntil(lambda: details.coherence.value.text() != UNKNOWN)
    assert float(details.coherence.value.text()) > 0.4
    assert "ratio" in details.coherence.unit.text()
    assert 0.08 <= float(details.peak.value.text()) <= 0.16
    assert float(details.heart_rate.value.text()) == pytest.approx(68.0, abs=8.0)
    assert float(details.numbers["pacer_fit_r2_share"].value.text()) > 0.5
    assert float(details.numbers["rmssd_ms"].value.text()) > 5.0
    assert 5.5 <= float(details.numbers["breath"].value.text()) <= 9.0
    assert details.numbers["corrected_ratio"].value.text() == "0.0"
    assert details.heart_rate.toolTip() == ""
    times, shares = details._course._curve.getData()
    assert times[-1] == pytest.approx(100.0, abs=2.0)
    assert shares[-1] == pytest.approx(float(details.coherence.value.text()), abs=0.05)


def test_what_a_coarse_clock_adds_stands_with_rmssd_as_long_as_rmssd_is_known(
    practice: PracticeScreen, details: Details, session: PretendSession, live
) -> None:
    practice._reading.stop()
    session.publish(DeviceFact(source=SOURCE, t_s=0.5, name="rmssd_floor_ms", value=11.8))
    practice.read()
    details.refresh(1.0)
    assert not details.floor.isVisible()
    live(100.0)
    practice.read()
    details.refresh(100.0)
    assert details.numbers["rmssd_ms"].value.text() != UNKNOWN
    assert details.floor.isVisible()
    assert details.floor.text() == "the sensor's clock adds up to 12 ms"
    title, note = details.numbers["rmssd_ms"].geometry(), details.floor.geometry()
    assert 0 <= note.top() - title.bottom() <= 4
    assert note.left() == title.left()


def test_of_a_fine_clock_nothing_is_said(
    practice: PracticeScreen, details: Details, session: PretendSession, live
) -> None:
    practice._reading.stop()
    session.publish(DeviceFact(source=SOURCE, t_s=0.5, name="rmssd_floor_ms", value=0.7))
    live(100.0)
    practice.read()
    details.refresh(100.0)
    assert details.numbers["rmssd_ms"].value.text() != UNKNOWN
    assert not details.floor.isVisible()


def test_numbers_are_called_as_they_are_defined(details: Details) -> None:
    said = {words.text() for words in details.findChildren(Words)}
    titles = {DEFINITIONS[name].title for name in details.numbers if name != "breath"}
    assert titles | {DEFINITIONS["heart_rate_bpm"].title, DEFINITIONS["coherence_share"].title} <= said


def test_after_a_dropout_no_old_spectrum_passes_for_the_last_minute(
    practice: PracticeScreen, details: Details, session: PretendSession, live
) -> None:
    practice._reading.stop()
    live(100.0)
    practice.read()
    details.refresh(100.0)
    assert details.peak.value.text() == f"{practice.view.heart.value('coherence_peak_hz'):.2f}"
    assert len(details._spectrum._curve.getData()[0]) > 0
    for t_s in range(101, 131):
        session.publish(Tick(t_s=float(t_s)))
    practice.read()
    details.refresh(130.0)
    frequency_hz, _ = details._spectrum._curve.getData()
    assert frequency_hz is None or len(frequency_hz) == 0
    assert not details._spectrum._band.isVisible()
    assert details.peak.value.text() == UNKNOWN
    assert details.peak.toolTip()


def test_the_peak_is_the_one_that_is_recorded(
    practice: PracticeScreen, details: Details, session: PretendSession, live
) -> None:
    practice._reading.stop()
    live(100.0)
    name, unit = "coherence_peak_hz", "Hz"
    session.publish(Metric(source=SOURCE, name=name, t_s=100.0, value=0.2, unit=unit, window_s=64.0, quality_share=1.0))
    practice.read()
    details.refresh(100.0)
    assert details.peak.value.text() == "0.20"
    assert sum(details._spectrum._band.getRegion()) / 2 == pytest.approx(0.2)


def test_corrected_beats_are_ringed(qtbot: QtBot, manual_clock, session: PretendSession) -> None:
    odd = PretendSession(session.practice, manual_clock, odd_beats=(40,))
    screen = PracticeScreen(odd, DARK, english())
    qtbot.addWidget(screen)
    screen.resize(1280, 860)
    screen.show()
    screen.toggle_details()
    odd.live_until(60.0)
    manual_clock.advance(60.0)
    screen.read()
    assert screen.details is not None
    screen.details.refresh(60.0)
    assert "corrected" in screen.details.corrected.text()
    assert len(screen.details._heart._rings.data) >= 1


def test_numbers_rest_with_the_heart(
    practice: PracticeScreen, details: Details, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(100.0)
    qtbot.waitUntil(lambda: details.coherence.value.text() != UNKNOWN)
    session.publish(StepBegan(t_s=100.0, index=2, name="x", title="X", heart_display="resting"))
    qtbot.waitUntil(lambda: details.numbers["rmssd_ms"].value.text() == UNKNOWN)
    assert details.numbers["rmssd_ms"].toolTip() == "The heart is not shown in this step."
    assert details.numbers["breath"].value.text() != UNKNOWN
    times, rates = details._heart._heart.getData()
    assert times is None or len(times) == 0 or math.isnan(rates[0])


def test_nothing_is_drawn_while_hidden(practice: PracticeScreen, details: Details, live, qtbot: QtBot) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_D)
    live(100.0)
    qtbot.waitUntil(lambda: not math.isnan(practice.view.heart.value("coherence_share")))
    assert details.coherence.value.text() == UNKNOWN


def test_every_number_is_written_as_it_is_defined(practice: PracticeScreen, details: Details, live) -> None:
    practice._reading.stop()
    live(100.0)
    practice.read()
    details.refresh(100.0)
    for name, number in details.numbers.items():
        if name != "breath":
            form = DEFINITIONS[name].on_screen
            assert number.value.text() == form.text(practice.view.heart.value(name))
            assert number.unit.text() == form.unit
    assert details.heart_rate.unit.text() == "bpm"
    assert details.peak.unit.text() == "Hz peak"
    assert details.coherence.unit.text() == f"share · ratio {practice.view.heart.value('coherence_ratio'):.1f}"
    assert details.numbers["breath"].unit.text() == "/min"


def test_without_a_sensor_they_say_so_and_show_the_breath(
    window: Window, manual_clock: ManualClock, qtbot: QtBot
) -> None:
    session = PretendSession(practice_named("compassionate_pause"), manual_clock, sources=())
    window.show_practice(session)
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.toggle_details()
    details = screen.details
    assert isinstance(details, DetailsWithoutHeart)
    session.live_until(100.0)
    manual_clock.advance(100.0)
    qtbot.waitUntil(lambda: details.breath.value.text() != UNKNOWN)
    told = [words.text() for words in details.findChildren(Words)]
    assert "There is no sensor in this practice, so there are no numbers of your heart." in told
    assert screen.lines.status.text() == "Without a sensor"
    # "your heart keeps to itself" was asked for here, as if a heart were there; no sensor is, and the status says so.
    assert screen.lines.heart_legend.text() == ""
    assert not screen.lines.heart_legend.isVisible()
    assert screen.light.warmth_share == pytest.approx(ALONE_SHARE)


def test_two_sensors_with_one_name_are_told_apart(
    window: Window, manual_clock: ManualClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = PretendSession(practice_named("compassionate_pause"), manual_clock, sources=(SOURCE, "finger"))
    monkeypatch.setattr(session, "label_of", lambda _source: session.sensor_label)
    window.show_practice(session)
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.toggle_details()
    assert isinstance(screen.details, Details)
    (finger,) = screen.details.further
    session.live_until(20.0)
    manual_clock.advance(20.0)
    qtbot.waitUntil(lambda: finger.status.text().startswith("Polar H10 7A2C31 (second) · good contact"))
    assert screen.lines.status.text().startswith("Polar H10 7A2C31 (first) · good contact")
    session.publish(LinkChanged(source=SOURCE, t_s=20.0, state="lost", **link_saying("The strap is away.")))
    qtbot.waitUntil(lambda: screen.lines.status.text() == "Polar H10 7A2C31 (first): The strap is away.")
    assert "(second)" in finger.status.text()


def test_a_further_heart_has_a_section_of_its_own(window: Window, manual_clock: ManualClock, qtbot: QtBot) -> None:
    session = PretendSession(practice_named("compassionate_pause"), manual_clock, sources=(SOURCE, "finger"))
    window.show_practice(session)
    window.show()
    qtbot.waitExposed(window)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.toggle_details()
    details = screen.details
    assert isinstance(details, Details)
    (finger,) = details.further
    session.live_until(20.0)
    manual_clock.advance(20.0)
    qtbot.waitUntil(lambda: finger.numbers["heart_rate_bpm"].value.text() != UNKNOWN)
    assert finger.status.text() == "Finger finger · good contact · 84 %"
    assert finger.numbers["heart_rate_bpm"].value.text() == details.heart_rate.value.text()
    assert finger.numbers["coherence_share"].toolTip()
    session.publish(LinkChanged(source="finger", t_s=20.0, state="lost", **link_saying("The finger is away.")))
    # It says which of the two is away, where that was not asked for before.
    qtbot.waitUntil(lambda: finger.status.text() == "Finger finger: The finger is away.")
    assert screen.lines.status.text().startswith("Polar H10")
    session.publish(StepBegan(t_s=20.0, index=1, name="soften", title="Soften", heart_display="resting"))
    qtbot.waitUntil(lambda: finger.numbers["heart_rate_bpm"].value.text() == UNKNOWN)
