"""A session of a study whose condition nobody is to learn: lived in each condition, and looked for in all it leaves."""

import logging
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from biofeedback.app.application import LiveApplication
from biofeedback.app.practices.practice_library import practice_meant
from biofeedback.app.replaying.replay import replay
from biofeedback.app.study_session import StudySession, unblinded
from biofeedback.errors import UsageError
from biofeedback.events import BlockBegan, Event, Metric, OfferMade, StepBegan
from biofeedback.practice.script.model import Practice
from biofeedback.practice.warmth import HELD_SHARE, RISE_S
from sessions.reader import Recording
from tests.rigs.practices.protocols import CONDITIONS, SECRETS, lived_through, session_of, write_protocol
from tests.rigs.words.said_errors import raises_saying
from ui.terminal.practice import run_terminal
from ui.words.languages import english


@dataclass(frozen=True)
class Lived:
    """What a session left."""

    path: Path
    events: list[Event]
    log: str


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("blinded")
        patch.setenv("SOFTEN_DATA", str(folder))
        yield folder


@pytest.fixture(scope="module")
def protocol(data: Path) -> Practice:
    return practice_meant(str(write_protocol(data / "two_minutes.toml")))


@pytest.fixture(scope="module")
def donor(protocol: Practice, data: Path) -> Path:
    path = data / "plinth.soften"
    # A heart that is lost amid it grows no warmer, unlike those of whoever is shown it: 0.6 and 0.9 at last.
    return live(protocol, unblinded("zephyr"), path, "simulated:ectopics=0.3,dropout=40s@55s").path


def live(protocol: Practice, study: StudySession, output: Path | None = None, sensor: str = "simulated") -> Lived:
    """Live a whole session at a hundred times its pace."""
    with LiveApplication(speed=100.0, seed=3, output=output) as application:
        session = application.begin_protocol(protocol, sensor, study)
        events = lived_through(session)
    return Lived(session.path, events, "")


@pytest.fixture(scope="module")
def lived(protocol: Practice, donor: Path) -> dict[str, Lived]:
    """A session of each condition."""
    found = {}
    for condition in CONDITIONS:
        records: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record, kept=records: kept.append(record.getMessage())  # type: ignore[method-assign]
        logging.getLogger().addHandler(handler)
        level = logging.getLogger().level
        logging.getLogger().setLevel(logging.DEBUG)
        try:
            each = live(protocol, session_of(condition, donor))
        finally:
            logging.getLogger().removeHandler(handler)
            logging.getLogger().setLevel(level)
        found[condition] = Lived(each.path, each.events, "\n".join(records))
    return found


def in_practice(path: Path, events: Iterable[Event] | None = None) -> dict[float, float]:
    """Return the warmth at each time of the second block, in a recording or among the events a screen was told."""
    with Recording(path) as recording:
        kinds = (BlockBegan, Metric)
        kept = events or [event for _, event in recording.events(*kinds, metrics=("warmth_share",))]
    began_s = next(event.t_s for event in kept if isinstance(event, BlockBegan) and event.block == 2)
    return {event.t_s - began_s: event.value for event in kept if isinstance(event, Metric) and event.t_s >= began_s}


def nearest(course: dict[float, float], at_s: float) -> float | None:
    """Return the warmth of a course at a time of its block; None where it has none within a second and a half."""
    near_s = min(course, key=lambda each: abs(each - at_s))
    return course[near_s] if abs(near_s - at_s) <= 1.5 else None


@pytest.mark.parametrize("condition", CONDITIONS)
def test_neither_recording_nor_log_nor_file_name_says_the_condition(lived: dict[str, Lived], condition: str) -> None:
    one = lived[condition]
    beside = [each for each in one.path.parent.iterdir() if each.name.startswith(one.path.stem)]
    content = b"".join(each.read_bytes() for each in beside).lower()
    assert b"two_minutes" in content  # what is looked for would be found
    assert b"p01" in content
    for secret in SECRETS:
        assert secret.encode() not in content, secret
        assert secret not in one.log.lower(), secret
        assert secret not in str(one.path).lower(), secret


def test_recordings_of_all_conditions_say_the_same_of_themselves(lived: dict[str, Lived]) -> None:
    facts = []
    for one in lived.values():
        with Recording(one.path) as recording:
            facts.append({name: value for name, value in recording.facts.items() if name != "started_at"})
            blocks = [event for _, event in recording.events(BlockBegan)]
            assert [(event.kind, event.label) for event in blocks] == [("baseline", "B0"), ("practice", "P1")]
            steps = {event.heart_display for _, event in recording.events(StepBegan)}
            assert steps == {"shown"}  # what is hidden on the screen is not written
    assert all(each == facts[0] for each in facts)
    assert {"protocol", "protocol_sha256", "protocol_seed", "study", "participant", "study_session"} <= set(facts[0])


def test_the_recording_keeps_the_numbers_of_the_heart_and_plays_again_alike(lived: dict[str, Lived]) -> None:
    with Recording(lived["quillon"].path) as recording:
        names = {event.name for _, event in recording.events(Metric)}
        assert {"heart_rate_bpm", "warmth_share"} <= names
        assert replay(recording).identical


@pytest.mark.parametrize("condition", CONDITIONS)
def test_no_screen_is_told_a_number_or_an_offer(lived: dict[str, Lived], condition: str) -> None:
    events = lived[condition].events
    assert {event.name for event in events if isinstance(event, Metric)} == {"warmth_share"}
    assert not any(isinstance(event, OfferMade) for event in events)
    assert {event.label for event in events if isinstance(event, BlockBegan)} == {""}


def test_the_light_has_the_warmth_that_its_condition_says(lived: dict[str, Lived], donor: Path) -> None:
    theirs = {at_s: value for at_s, value in in_practice(donor).items() if not math.isnan(value)}
    for condition, feedback in CONDITIONS.items():
        one = lived[condition]
        own = in_practice(one.path)
        shown = in_practice(one.path, one.events)
        since_s, most = 0.0, 1.0 - HELD_SHARE
        for at_s, value in shown.items():  # whichever seconds a busy machine came to
            donated = nearest(theirs, at_s)
            if feedback == "sham" and donated is None:  # it goes to rest, and comes back from wherever it is then
                since_s, most = at_s, 1.0
                continue
            left = most * math.exp(-(at_s - since_s) / RISE_S) + 0.03  # of what it was before, and of a second
            if feedback == "none":
                assert value == HELD_SHARE
            elif feedback == "sham":
                assert value == pytest.approx(donated, abs=left)
            else:
                assert value == pytest.approx(own[at_s], abs=left)
        last_s, last = list(shown.items())[-1]
        assert (abs(last - own[last_s]) > 0.1) == (feedback in ("sham", "none")), condition


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_terminal_says_nothing_of_the_condition(protocol: Practice, donor: Path, condition: str) -> None:
    with LiveApplication(speed=100.0, seed=3) as application:
        session = application.begin_protocol(protocol, "simulated", session_of(condition, donor))
        console = Console(file=StringIO(), width=100)
        run_terminal(session, english(), console)
    said = console.file.getvalue().lower()
    assert "breathe" in said
    for secret in SECRETS:
        assert secret not in said
    assert "bpm" not in said


def test_whatever_is_missing_of_a_blinded_session_is_not_said(protocol: Practice, donor: Path, data: Path) -> None:
    other = data / "other.toml"
    other.write_text((data / "two_minutes.toml").read_text() + "\n# another\n")
    with LiveApplication(speed=100.0, seed=3) as application:
        for practice, study in (
            (protocol, session_of("quillon", None)),
            (protocol, session_of("quillon", data / "nowhere.soften")),
            (protocol, session_of("zephyr", data / "nowhere.soften")),
            (protocol, session_of("", donor)),
            (protocol, session_of("unknown", donor)),
            (practice_meant(str(other)), session_of("quillon", donor)),
        ):
            with raises_saying(UsageError, "This session is not ready") as raised:
                application.begin_protocol(practice, "simulated", study)
            assert raised is None or raised.value.__context__ is None


def test_whoever_chooses_is_told_what_is_missing(protocol: Practice, donor: Path, data: Path) -> None:
    other = practice_meant(str(data / "other.toml"))
    with LiveApplication(speed=100.0, seed=3) as application:
        for practice, study, said in (
            (protocol, unblinded(), "zephyr, quillon, vortex, umbral"),
            (protocol, unblinded("unknown"), "no condition called 'unknown'"),
            (protocol, unblinded("quillon"), "--donor"),
            (other, unblinded("quillon", donor), "not recorded with this protocol"),
        ):
            with raises_saying(UsageError, said):
                application.begin_protocol(practice, "simulated", study)
        with raises_saying(UsageError, "one person practises at a time"):
            application.begin_room(protocol, None)
