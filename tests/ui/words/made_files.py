"""Small recordings and other files, whole or spoiled."""

import sqlite3
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from biofeedback.events import Packet, Tick
from biofeedback.hub import Hub
from sessions.recorder import Recorder

NO_FACTS: Mapping[str, str] = MappingProxyType({})


def recording(path: Path, facts: Mapping[str, str] = NO_FACTS) -> Path:
    """Make a small recording."""
    hub = Hub()
    inbox = hub.subscribe()
    keeper = Recorder(path, facts, lambda error: None)
    keeper.start(inbox)
    hub.publish(Tick(t_s=1.0), Packet(source="s", channel="c", arrived_s=1.0, data=b"x"))
    hub.close(inbox)
    keeper.join()
    return path


def written(path: Path, content: bytes) -> Path:
    """Write a file."""
    path.write_bytes(content)
    return path


def first_bytes(path: Path) -> Path:
    """Return a recording of which the first page alone is there, and not all of that."""
    return written(path, recording(path).read_bytes()[:3000])


def altered(path: Path, at: int, value: int) -> Path:
    """Write a number into the header of a recording."""
    content = bytearray(recording(path).read_bytes())
    struct.pack_into(">I", content, at, value)
    return written(path, bytes(content))


def with_a_view(path: Path) -> Path:
    """Make a recording with a part that none has."""
    with sqlite3.connect(recording(path)) as connection:
        connection.execute("CREATE VIEW odd AS SELECT 1")
    connection.close()
    return path


def linked(path: Path, place: Path) -> Path:
    """Make a link."""
    path.symlink_to(place)
    return path


def packed(path: Path, count: int) -> Path:
    """Make a zip of so many files."""
    with zipfile.ZipFile(path, "w") as made:
        for number in range(count):
            made.writestr(f"{number}.txt", "800\n")
    return path


def locked(path: Path) -> Path:
    """Mark the one file of a zip as locked with a password."""
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path
