"""Whether the desktop asks for less motion is heard over its bus, also when it is changed later."""

import asyncio
import ctypes
import sys
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.radio.private_bus import PrivateBus
from ui.desktop.theme import system_motion
from ui.desktop.theme.system_motion import SystemMotion

GNOME = ("org.gnome.desktop.interface", "enable-animations")


class Portal:
    """The settings portal of a desktop on a bus, on a thread of its own."""

    def __init__(self, address: str, animated: bool) -> None:
        self.loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(address, animated), name="portal")
        self._thread.start()
        self._ready.wait()

    def _run(self, address: str, animated: bool) -> None:
        from dbus_fast import DBusError, Variant
        from dbus_fast.aio import MessageBus
        from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

        class Settings(ServiceInterface):
            @dbus_method()
            def Read(self, space: "s", key: "s") -> "v":  # noqa: F821
                if (space, key) != GNOME:
                    raise DBusError("org.freedesktop.portal.Error.NotFound", "not found")
                return Variant("v", Variant("b", animated))

            @dbus_signal()
            def SettingChanged(self, space, key, value) -> "ssv":  # noqa: F821
                return [space, key, Variant("b", value)]

        async def serve() -> None:
            bus = await MessageBus(bus_address=address).connect()
            self.settings = Settings("org.freedesktop.portal.Settings")
            bus.export("/org/freedesktop/portal/desktop", self.settings)
            await bus.request_name("org.freedesktop.portal.Desktop")
            self._over = asyncio.Event()
            self._ready.set()
            await self._over.wait()
            bus.disconnect()
            await bus.wait_for_disconnect()

        self.loop.run_until_complete(serve())
        self.loop.close()

    def change(self, animated: bool) -> None:
        self.loop.call_soon_threadsafe(lambda: self.settings.SettingChanged(*GNOME, animated))

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self._over.set)
        self._thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="the bus of a Linux desktop")
def test_what_the_desktop_says_is_heard_and_followed(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = QObject()
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        portal = Portal(bus.address, animated=False)
        try:
            motion = SystemMotion(owner)
            assert motion.reduced is None
            motion.ask()
            qtbot.waitUntil(lambda: motion.reduced is True)
            portal.change(animated=True)
            qtbot.waitUntil(lambda: motion.reduced is False)
        finally:
            portal.stop()


def test_without_a_bus_nothing_is_known_and_none_is_started(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    motion = SystemMotion(QObject(qapp))
    motion.ask("linux")
    assert motion.reduced is None
    assert not system_motion.has_session_bus()


@pytest.mark.parametrize(("animated", "asked", "reduced"), [(1, 1, False), (0, 1, True), (0, 0, None)])
def test_windows_says_whether_it_animates(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, animated: int, asked: int, reduced: bool | None
) -> None:
    def answer(what: int, _size: int, into: object, _how: int) -> int:
        assert what == 0x1042
        ctypes.cast(into, ctypes.POINTER(ctypes.c_int))[0] = animated
        return asked

    user = SimpleNamespace(user32=SimpleNamespace(SystemParametersInfoW=answer))
    monkeypatch.setattr(ctypes, "windll", user, raising=False)
    motion = SystemMotion(QObject(qapp))
    motion.ask("win32")
    assert motion.reduced is reduced


@pytest.mark.parametrize("reduced", [True, False])
def test_macos_says_whether_it_reduces_motion(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, reduced: bool
) -> None:
    workspace = SimpleNamespace(accessibilityDisplayShouldReduceMotion=lambda: reduced)
    shared = SimpleNamespace(sharedWorkspace=lambda: workspace)
    monkeypatch.setitem(sys.modules, "objc", SimpleNamespace(lookUpClass={"NSWorkspace": shared}.__getitem__))
    motion = SystemMotion(QObject(qapp))
    motion.ask("darwin")
    assert motion.reduced is reduced
