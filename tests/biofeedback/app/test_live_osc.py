"""A practice that goes out by OSC says so, and is refused or goes on without where it cannot be."""

from dataclasses import replace

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.live_streams import ready, wanted
from biofeedback.error_codes import CommandErrorCode, LiveErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import Beat
from biofeedback.osc import Osc
from sessions import extras
from sessions.live.options import LiveOptions
from sessions.reader import Recording
from tests.rigs.live.osc_receiver import Receiver
from tests.rigs.practices.streamed_practices import begun, codes, events_until
from ui.preferences import SILENT


def test_a_practice_by_osc_says_so_and_keeps_where_it_went(home):
    with Receiver() as receiver:
        asked = LiveOptions(osc=Osc(on=True, beats=True, port=receiver.port))
        with LiveApplication(output=home / "osc.soften", live=asked) as application:
            session = begun(application)
            said = codes(events_until(session.subscribe(), lambda event: isinstance(event, Beat)))
            assert receiver.wait_for("/soften/step").values[0] == 1
            receiver.wait_for("/soften/beat")
            path = session.finish()
        assert receiver.wait_for("/soften/ended").values == ("early",)
    assert LiveErrorCode.OSC_HERE_WITH_BEATS in said
    with Recording(path) as recording:
        assert recording.facts["osc"] == f"127.0.0.1 {receiver.port} beats"


@pytest.mark.parametrize("speed", [1.0, 30.0])
def test_osc_that_was_chosen_for_every_practice_goes_out_at_any_speed(home, speed):
    with Receiver() as receiver:
        preferences = replace(SILENT, osc=Osc(on=True, port=receiver.port))
        with LiveApplication(output=home / "osc.soften", speed=speed, preferences=preferences) as application:
            session = begun(application)
            events_until(session.subscribe(), lambda event: isinstance(event, Beat))
            receiver.wait_for("/soften/breath")
            session.finish()
        receiver.wait_for("/soften/ended")
        assert receiver.of("/soften/beat") == []


def test_without_the_library_of_osc_a_practice_is_refused_or_begins_without_it(home, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name="pythonosc")

    monkeypatch.setattr(extras, "import_module", missing)
    asked = LiveOptions(osc=Osc(on=True))
    with (
        LiveApplication(output=home / "none.soften", live=asked) as application,
        pytest.raises(UsageError) as refused,
    ):
        begun(application)
    assert refused.value.code is CommandErrorCode.EXTRA_MISSING
    assert dict(refused.value.facts) == {"library": "pythonosc", "extra": "osc"}
    assert not list(home.glob("*.soften*"))
    with pytest.raises(UsageError):
        ready(asked)
    preferences = replace(SILENT, osc=Osc(on=True))
    assert not ready(wanted(None, preferences, 1.0)).osc.on
    with LiveApplication(output=home / "goes_on.soften", preferences=preferences) as application:
        session = begun(application)
        events_until(session.subscribe(), lambda event: CommandErrorCode.EXTRA_MISSING in codes([event]))
        path = session.finish()
    with Recording(path) as recording:
        assert "osc" not in recording.facts


def test_osc_is_asked_for_this_time_or_as_it_was_chosen():
    chosen = Osc(on=True, port=57120, beats=True)
    assert wanted(None, replace(SILENT, osc=chosen), 1.0).osc == chosen
    assert wanted(LiveOptions(osc=Osc(on=True)), replace(SILENT, osc=chosen), 1.0).osc == Osc(on=True)
    assert not wanted(None, replace(SILENT, osc=replace(chosen, on=False)), 1.0).anything
    with pytest.raises(UsageError):
        LiveOptions(osc=Osc(on=True, host="192.168.1.20")).check(1.0)
    LiveOptions(osc=Osc(on=True)).check(30.0)


@pytest.mark.parametrize(("chosen", "asked"), [(False, False), (True, False), (False, True)])
def test_a_seat_is_asked_for_its_beats_where_osc_is_chosen_for_all_or_asked_for_once(
    tmp_path, monkeypatch, chosen, asked
):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    preferences, live = replace(SILENT, osc=Osc(on=chosen)), LiveOptions(osc=Osc(on=asked))
    with LiveApplication(preferences=preferences, live=live) as application:
        assert application.goes_out is (chosen or asked)
