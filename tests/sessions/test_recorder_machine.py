"""The recorder through random events and mishaps, with a real file: what was kept stays, and trouble is said once."""

import sqlite3
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from biofeedback.events import Beat, Marker, Note, Packet, Tick
from biofeedback.hub import Hub, Inbox
from sessions import recorder as recorder_module
from sessions import recording_file
from sessions.reader import Recording
from sessions.recorder import TRANSITIONS, Recorder, RecorderState
from tests.rigs.suite.long_forms import examples

LONGEST_WAIT_S = 60.0

TEXTS = st.text(max_size=20) | st.sampled_from(["", "\0", "\udcff", "🍯", "a\nb"])
_RR_MS = st.floats().map(lambda value: value + 0.0)  # SQLite keeps -0.0 as 0.0
EVENTS = st.one_of(
    st.builds(Tick, t_s=st.floats(0.0, 1e6)),
    st.builds(Marker, t_s=st.just(1.0), label=TEXTS),
    st.builds(Note, t_s=st.just(2.0), kind=st.sampled_from(["before", "after", "note"]), text=TEXTS),
    st.builds(Beat, source=st.just("strap"), index=st.just(0), arrived_s=st.just(3.0), rr_ms=_RR_MS),
    st.builds(
        Packet,
        source=st.just("strap"),
        channel=st.just("2a37"),
        arrived_s=st.just(4.0),
        data=st.binary(max_size=20),
    ),
)


class WatchedInbox(Inbox):
    """An inbox that says when all that was put into it has been seen to, and hands it on in one piece."""

    def __init__(self):
        super().__init__()
        self.whole = threading.Lock()
        self._moved = threading.Condition()
        self._taken = self._seen_to = 0

    def wait(self, timeout_s=None):
        with self._moved:
            self._seen_to = self._taken
            self._moved.notify_all()
        items = super().wait(timeout_s)
        with self.whole:
            items += self.drain()
        self._taken += len(items)
        return items

    def wait_until_seen_to(self, count):
        with self._moved:
            assert self._moved.wait_for(lambda: self._seen_to == count, LONGEST_WAIT_S)


class HurriedClock:
    """A clock by which everything is due."""

    def now_s(self):
        return 0.0

    def until_s(self, t_s):
        return 0.0


class RecordedThroughMishaps(RuleBasedStateMachine):
    """A session of which anything may come, while anything may become of its file."""

    @initialize()
    def begin(self):
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(recorder_module, "HostClock", HurriedClock)
        self.patch.setattr(recording_file, "WAIT_FOR_OTHERS_S", 0.01)
        self.patch.setattr(recording_file.sqlite3, "connect", self.connect)
        self.folder = tempfile.TemporaryDirectory()
        self.path = self.here = Path(self.folder.name) / "one.soften"
        self.connection = self.other = None
        self.was_moved = False
        self.errors = []
        self.kept = []
        self.published = []
        self.hub, self.inbox = Hub(), WatchedInbox()
        self.hub._inboxes.append(self.inbox)
        self.recorder = Recorder(self.path, {"practice": "x"}, self.errors.append)
        assert self.recorder.state is RecorderState.NOT_BEGUN
        self.recorder.start(self.inbox)

    def connect(self, *args, **kwargs):
        connection = self.original_connect(*args, **kwargs)
        if self.connection is None:  # the recorder's is the first
            self.connection = connection
        return connection

    original_connect = staticmethod(sqlite3.connect)

    # What happens -----------------------------------------------------------------------------------------------------

    @rule(events=st.lists(EVENTS, min_size=1, max_size=5))
    def something_comes(self, events):
        with self.inbox.whole:
            self.hub.publish(*events)
        self.inbox.wait_until_seen_to(len(self.published) + len(events))
        self.published += events
        if not self.errors:
            self.kept += events

    @rule(packets=st.integers(1, 3))
    def much_comes(self, packets):
        self.something_comes([Packet(source="strap", channel="w", arrived_s=5.0, data=bytes(9000))] * packets)

    @precondition(lambda self: self.here == self.path)
    @rule()
    def disk_is_full(self):
        (pages,) = self.connection.execute("PRAGMA page_count").fetchone()
        self.connection.execute(f"PRAGMA max_page_count = {pages}")

    @precondition(lambda self: self.here == self.path)
    @rule()
    def disk_has_room_again(self):
        self.connection.execute("PRAGMA max_page_count = 1000000")

    @rule()
    def disk_refuses(self):
        self.connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_INSERT else sqlite3.SQLITE_OK
        )

    @precondition(lambda self: self.other is None and self.here == self.path)
    @rule()
    def another_program_holds_it(self):
        self.other = self.original_connect(self.path, timeout=0.0)
        with suppress(sqlite3.OperationalError):
            self.other.execute("BEGIN IMMEDIATE")

    @precondition(lambda self: self.other is not None)
    @rule()
    def the_other_lets_go(self):
        self.other.close()
        self.other = None

    @precondition(lambda self: self.here == self.path)
    @rule()
    def it_is_moved_away(self):
        self.here = self.path.rename(self.path.with_name("elsewhere.soften"))
        self.was_moved = True

    @precondition(lambda self: self.here is not None and self.here != self.path)
    @rule()
    def it_is_put_back(self):
        self.here = self.here.rename(self.path)

    @precondition(lambda self: self.here is not None and len(self.published) > 10)
    @rule()
    def it_is_deleted(self):
        self.here.unlink()
        self.here = None
        self.was_moved = True

    # What holds -------------------------------------------------------------------------------------------------------

    @invariant()
    def state_is_one_of_the_table_and_trouble_was_said_once(self):
        assert self.recorder.state in TRANSITIONS.values()
        assert len(self.errors) == (self.recorder.state in (RecorderState.STOPPED, RecorderState.CUT_SHORT))

    @precondition(lambda self: self.here == self.path)
    @invariant()
    def what_was_kept_is_read(self):
        self.check_file(at_least=self.kept)

    def check_file(self, at_least):
        with Recording(self.here) as recording:
            read = list(recording.events())
        assert [item.number for item in read] == list(range(1, len(read) + 1)), "nothing is left out"
        assert len(at_least) <= len(read) <= len(self.published)
        assert [as_kept(item.event) for item in read] == [as_kept(event) for event in self.published[: len(read)]]

    def teardown(self):
        if not hasattr(self, "recorder"):
            return
        try:
            if self.other is not None:
                self.other.close()
            stopped_before = bool(self.errors)
            self.hub.close(self.inbox)
            self.recorder.join()
            in_place = self.here == self.path
            assert self.recorder.state is (RecorderState.CUT_SHORT if self.errors else RecorderState.CLOSED)
            assert len(self.errors) <= 1
            if self.here is not None:
                self.check_file(at_least=self.kept)
                with Recording(self.here) as recording:
                    assert recording.ended_unexpectedly or not stopped_before
                    assert not in_place or recording.ended_unexpectedly == bool(self.errors)
            assert self.was_moved or [path.name for path in Path(self.folder.name).iterdir()] == ["one.soften"]
        finally:
            self.patch.undo()
            self.folder.cleanup()


def as_kept(event):
    """What a recording keeps of an event: text as far as it is text; ``nan`` is compared as such."""
    return repr(event).encode("utf-8", "replace").replace(b"\\udcff", b"?")


TestRecordedThroughMishaps = RecordedThroughMishaps.TestCase
TestRecordedThroughMishaps.settings = settings(examples(12), stateful_step_count=20)
