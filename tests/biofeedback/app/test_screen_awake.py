"""The screen stays on from the beginning of a practice to its end, and a system that refuses is told of once."""

import queue
from collections.abc import Iterator

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.screen_awake import ScreenAwake, has_screen
from biofeedback.clock import HostClock
from biofeedback.codes import NoticeCode
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from biofeedback.events import Notice, PracticeEnded, SoundMuted, Tick
from biofeedback.hub import Hub, Inbox
from biofeedback.practices import practice_named
from biofeedback.requests import ToggleMute
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.screens.screen_saver import ScreenSaver

PATIENCE_S = 30.0


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


def followed() -> tuple[Hub, Inbox, "queue.SimpleQueue[SoftenError]"]:
    hub, errors = Hub(), queue.SimpleQueue[SoftenError]()
    inbox = hub.subscribe()
    ScreenAwake().follow(practice_named("soften_soothe_allow"), HostClock(), inbox, errors.put)
    return hub, inbox, errors


def test_the_screen_is_kept_on_until_the_practice_has_ended(bus: PrivateBus) -> None:
    with ScreenSaver(bus.address) as saver:
        hub, _, errors = followed()
        assert saver.next_call() == "Inhibit"
        hub.publish(Tick(t_s=1.0))
        hub.publish(PracticeEnded(t_s=2.0, mode="completed"))
        assert saver.next_call() == "UnInhibit"
        assert errors.empty()


def test_a_session_that_ends_in_the_midst_gives_it_back_too(bus: PrivateBus) -> None:
    with ScreenSaver(bus.address) as saver:
        hub, inbox, _ = followed()
        assert saver.next_call() == "Inhibit"
        hub.close(inbox)
        assert saver.next_call() == "UnInhibit"


@pytest.mark.usefixtures("bus")
def test_where_nobody_grants_it_this_is_said() -> None:
    _, _, errors = followed()
    assert errors.get(timeout=PATIENCE_S).code is CommandErrorCode.SCREEN_MAY_GO_DARK


def test_where_there_is_no_bus_this_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    _, _, errors = followed()
    assert errors.get(timeout=PATIENCE_S).code is CommandErrorCode.SCREEN_MAY_GO_DARK


@pytest.mark.usefixtures("bus")
def test_a_practice_says_it_once_goes_on_and_has_nothing_to_mute() -> None:
    with LiveApplication(keeps_screen_awake=True) as application:
        session = application.begin(practice_named("soften_soothe_allow"), "none", None)
        inbox = session.subscribe()
        told: list[object] = []
        while not any(isinstance(event, Notice) and event.code is NoticeCode.ERROR for event in told):
            told += [item.event for item in inbox.wait(PATIENCE_S)]
        session.request(ToggleMute())
        session.finish()
        told += [item.event for item in inbox.drain()]
    said = [event for event in told if isinstance(event, Notice) and event.code is NoticeCode.ERROR]
    assert [dict(notice.facts)["error"] for notice in said] == ["screen-may-go-dark"]
    assert not any(isinstance(event, SoundMuted) for event in told)
    assert session.error is None


def test_faster_than_life_nobody_is_asked(bus: PrivateBus) -> None:
    with ScreenSaver(bus.address) as saver:
        with LiveApplication(speed=50.0, keeps_screen_awake=True) as application:
            application.begin(practice_named("soften_soothe_allow"), "none", None).finish()
        with LiveApplication(keeps_screen_awake=True) as application:
            application.begin(practice_named("soften_soothe_allow"), "none", None).finish()
        assert [saver.next_call(), saver.next_call()] == ["Inhibit", "UnInhibit"]  # of the second


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_terminal_from_afar_has_no_screen(environment: dict[str, str], platform: str, there: bool) -> None:
    assert has_screen(environment, platform) is there
