"""A desktop's screen saver on a private bus, it writes down what is asked of it."""

import queue
import threading

from jeepney import DBusAddress, MessageType, new_method_call, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.ScreenSaver"
_PATIENCE_S = 30.0  # for what must come; reached only when it does not come
_COOKIE = 7  # by which what was granted is given back
_OWNED = 1  # the bus's answer to who asks for a name and has it now (D-Bus specification)


class ScreenSaver:
    """A context manager; ``heard`` gets each call's name in order, while the program at the other end waits for it."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        (owned,) = self._connection.send_and_get_reply(new_method_call(bus, "RequestName", "su", (NAME, 4))).body
        assert owned == _OWNED
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._answer, name="screen saver", daemon=True)

    def __enter__(self) -> "ScreenSaver":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def next_call(self) -> str:
        """Return the name of the next call."""
        return self._heard.get(timeout=_PATIENCE_S)

    def _answer(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ConnectionError, AssertionError, ValueError):  # closed under our hands
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[3]
            answer = new_method_return(message, "u", (_COOKIE,)) if member == "Inhibit" else new_method_return(message)
            self._connection.send(answer)
            self._heard.put(member)
