"""What a screen reader is told of the programs on a private bus, over AT-SPI: names, roles, states, values, events."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import DBusAddress, MatchRule, MessageType, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_EVENTS = ("object:announcement", "object:property-change", "object:state-changed", "object:text-changed")
_OBJECT_EVENTS = "org.a11y.atspi.Event.Object"
_PATIENCE_S = 60.0  # for what must come; reached only when it does not come

# Bits of AtspiStateType (at-spi2-core, atspi-constants.h).
_FOCUSABLE, _FOCUSED, _SHOWING = 11, 12, 25

WITH_A_VALUE = frozenset({"slider", "progress bar", "spin button", "scroll bar"})
WITH_TEXT = frozenset({"text", "entry", "password text"})


class Place(NamedTuple):
    """Where something lies: the program's name on the bus, and the path there."""

    bus: str
    path: str


@dataclass(frozen=True)
class Spoken:
    """What is told of one thing on the screen; ``value`` is ``None`` where it has none."""

    place: Place
    name: str
    description: str
    role: str
    focusable: bool
    focused: bool
    showing: bool
    value: float | str | None


class SpokenScreen:
    """A context manager; ``session`` is the address of the bus of the desktop."""

    def __init__(self, session: str) -> None:
        self._session = session
        self.heard: deque[tuple[str, str]] = deque()
        """What was announced or changed, as the name of the event with its text, the oldest first."""

    def __enter__(self) -> Self:
        with open_dbus_connection(bus=self._session) as session:
            bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            self._own = open_dbus_connection(bus=_asked_until_answered(session, bus))
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for event in _EVENTS:
            self._call(new_method_call(registry, "RegisterEvent", "sass", (event, [], "")))
        self._call(message_bus.AddMatch(MatchRule(type="signal", interface=_OBJECT_EVENTS)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._own.close()

    def all_shown(self) -> list[Spoken]:
        """Return everything that is on the screen now, from the outside in."""
        return [each for program in self._children(Place(_REGISTRY, _ROOT)) for each in self._walk(program)]

    def focused(self) -> Spoken | None:
        """Return the widget that has the focus; Qt says of an item that its list stands on it that it has it too."""
        return next((each for each in self.all_focused() if each.role != "list item"), None)

    def all_focused(self) -> list[Spoken]:
        """Return everything that has the focus now, from the outside in; of all else only the state is asked."""
        places = [each for program in self._children(Place(_REGISTRY, _ROOT)) for each in self._with_focus(program)]
        return [spoken for each in places if (spoken := self._spoken(each)) is not None and spoken.focused]

    def listen(self) -> list[tuple[str, str]]:
        """Take in what was announced or has changed by now, and return all that was heard so far."""
        self._call(message_bus.GetId())  # whatever came before the answer has come
        return list(self.heard)

    def _walk(self, place: Place) -> Iterator[Spoken]:
        spoken = self._spoken(place)
        if spoken is None:
            return
        yield spoken
        for child in self._children(place):
            yield from self._walk(child)

    def _with_focus(self, place: Place) -> Iterator[Place]:
        bits = self._states(place) or 0
        if bits >> _FOCUSED & 1:
            yield place
        if bits >> _SHOWING & 1 or place.path == _ROOT:
            for child in self._children(place):
                yield from self._with_focus(child)

    def _spoken(self, place: Place) -> Spoken | None:
        bits = self._states(place)
        if bits is None:
            return None
        showing = bool(bits >> _SHOWING & 1)
        if not showing and place.path != _ROOT:
            return None
        role = self._asked(place, "GetRoleName") or ""
        return Spoken(
            place,
            self._property(place, "Name"),
            self._property(place, "Description"),
            role,
            bool(bits >> _FOCUSABLE & 1),
            bool(bits >> _FOCUSED & 1),
            showing,
            self._value(place, role),
        )

    def _states(self, place: Place) -> int | None:
        """Return the bits of all states of a thing; ``None`` where it is gone."""
        states = self._asked(place, "GetState")
        return None if states is None else states[0] | states[1] << 32

    def _value(self, place: Place, role: str) -> float | str | None:
        if role in WITH_A_VALUE:
            found = self._property(place, "CurrentValue", "org.a11y.atspi.Value")
            return float(found) if found != "" else None
        if role in WITH_TEXT:
            address = DBusAddress(place.path, place.bus, "org.a11y.atspi.Text")
            answer = self._call(new_method_call(address, "GetText", "ii", (0, -1)))
            return None if answer is None else str(answer[0])
        return None

    def _children(self, place: Place) -> list[Place]:
        return [Place(*each) for each in self._asked(place, "GetChildren") or ()]

    def _asked(self, place: Place, method: str) -> Any:
        answer = self._call(new_method_call(DBusAddress(place.path, place.bus, _ACCESSIBLE), method))
        return None if answer is None else answer[0]

    def _property(self, place: Place, name: str, interface: str = _ACCESSIBLE) -> Any:
        answer = self._call(Properties(DBusAddress(place.path, place.bus, interface)).get(name))
        return "" if answer is None else answer[0][1]

    def _call(self, message: Any) -> Any:
        """Return the answer, or ``None`` for a refusal; what is heard meanwhile is kept."""
        serial = next(self._own.outgoing_serial)
        self._own.send_message(message, serial=serial)
        while True:
            received = self._own.receive(timeout=_PATIENCE_S)
            kind, fields = received.header.message_type, received.header.fields
            if kind is MessageType.signal:
                self._hear(received)
            elif kind in (MessageType.method_return, MessageType.error) and fields.get(5) == serial:
                return None if kind is MessageType.error else received.body

    def _hear(self, signal: Any) -> None:
        member = signal.header.fields.get(3, "")
        if signal.header.fields.get(2) != _OBJECT_EVENTS:
            return
        detail, _, _, value = signal.body[:4]
        if member == "Announcement":
            self.heard.append(("announcement", str(value[1])))
        elif member == "PropertyChange":
            self.heard.append((str(detail), str(value[1])))


def _asked_until_answered(session: DBusConnection, bus: DBusAddress) -> str:
    """Return the address of the bus for accessibility, once its launcher is there."""
    end_s = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end_s:
        answer = session.send_and_get_reply(new_method_call(bus, "GetAddress"))
        if answer.header.message_type is MessageType.method_return and answer.body[0]:
            return str(answer.body[0])
        time.sleep(0.05)
    raise AssertionError("nobody answers for accessibility")
