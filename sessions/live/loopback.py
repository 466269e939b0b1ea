"""Keeps the sockets that LSL opens to the loopback interface, so that no other machine can connect to them.

LSL announces its streams where its configuration says, but opens the ports for their data on every interface. Linux
(since 5.7) lets anybody bind a socket of their own to one interface, which LSL does not ask for itself; elsewhere the
firewall of the machine is what keeps others out.
"""

import os
import socket
import stat
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

_BIND_TO_DEVICE = 25  # SO_BINDTODEVICE of Linux (socket(7)), the same number on every processor Python runs on there
_OPEN_FILES = Path("/dev/fd")
_LOOPBACK = b"lo\0"


def internet_sockets() -> frozenset[int]:
    """Return the numbers of the open files of this process that are sockets of IPv4 or IPv6; none where unknown."""
    return frozenset(_internet_sockets())


def keep_to_loopback(numbers: frozenset[int]) -> bool:
    """Bind sockets to the loopback interface; return whether no other machine can connect to any of them."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        for number in numbers:
            with socket.socket(fileno=os.dup(number)) as opened:
                opened.setsockopt(socket.SOL_SOCKET, _BIND_TO_DEVICE, _LOOPBACK)
    except OSError:  # a system that is older, or that forbids it
        return False
    return bool(numbers)


def reach_this_machine(numbers: frozenset[int]) -> bool:
    """Return whether every socket that is connected is so with this machine; one that is gone is with nobody."""
    for number in numbers:
        try:
            with socket.socket(fileno=os.dup(number)) as opened:
                host = opened.getpeername()[0]
        except OSError:  # connected with nobody
            continue
        if not ip_address(host).is_loopback:
            return False
    return True


def _internet_sockets() -> Iterator[int]:
    try:
        numbers = [int(each.name) for each in _OPEN_FILES.iterdir()]
    except OSError:  # Windows has no such folder
        return
    for number in numbers:
        try:
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            opened = socket.socket(fileno=os.dup(number))
        except OSError:  # closed meanwhile
            continue
        with opened:
            if opened.family in (socket.AF_INET, socket.AF_INET6):
                yield number
