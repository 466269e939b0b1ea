"""Packets to record, and how many of them a recording holds."""

import sqlite3

from biofeedback.events import Packet
from sessions import recording_file
from sessions.reader import Recording


def small_disk(monkeypatch, pages):
    connect = sqlite3.connect

    def connect_small(*args, **kwargs):
        connection = connect(*args, **kwargs)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(recording_file.sqlite3, "connect", connect_small)


def packet(number):
    return Packet(source="strap", channel="2a37", arrived_s=float(number), data=bytes(1000))


def count_packets(path):
    with Recording(path) as seen:
        return seen.count(Packet)
