"""Events of earlier versions are typed now: what breath was led by, what was asked for, settings and offers."""

import sqlite3

import pytest

from biofeedback.events import (
    AnswerKept,
    ClosingBegan,
    GuidanceChosen,
    LeadingBegan,
    OfferMade,
    PaceChanged,
    SoundMuted,
    WordsSpared,
)
from sessions.older.versions import older_tables
from sessions.reader import Recording


@pytest.mark.parametrize("version", [1, 2, 3])
def test_how_breath_was_led_is_typed_now(older, version):
    with Recording(older(version)) as recording:
        ((_, chosen),) = recording.events(GuidanceChosen)
    assert chosen == GuidanceChosen(
        t_s=chosen.t_s, start_per_min=8.0, aim_per_min=6.0, ramp_s=0.2, in_share=0.4, hold_in_s=0.0, hold_out_s=0.0
    )


def test_what_the_person_asked_for_is_typed_now(older):
    with Recording(older(3)) as recording:
        ((_, began),) = recording.events(LeadingBegan)
        changes = [(event.request, event.breaths_per_min) for _, event in recording.events(PaceChanged)]
        ((_, spared),) = recording.events(WordsSpared)
        ((_, closing),) = recording.events(ClosingBegan)
    assert (began.origin, began.breaths_per_min, began.in_share) == ("hand", 11.0, 0.54)
    assert began.sure_share is None
    assert changes == [("stay", 11.0), ("quicker", 11.3), ("slower", 10.9), ("too_slow", 12.0), ("go_on", 6.0)]
    assert spared.spared
    assert closing.ends_s == 141.69651767


def settings_of(values):
    """What a table of settings with these texts is read as."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE setting_changed (number INTEGER PRIMARY KEY, t_s REAL, name TEXT, value TEXT)")
    for name, value in values:
        connection.execute("INSERT INTO setting_changed (t_s, name, value) VALUES (1.0, ?, ?)", (name, value))
    tables = {
        event_type: table for event_type, table in older_tables(3, "strap").items() if hasattr(table, "_event_type")
    }
    events = sorted(
        (item for table in tables.values() for item in table.read(connection, lambda unknown: None)),
        key=lambda item: item.number,
    )
    assert sum(table.count(connection) for table in tables.values()) == len(events)
    connection.close()
    return [event for _, event in events]


def test_every_setting_there_was_is_read():
    unknown = {"in_share": None, "sure_share": None}
    assert repr(
        settings_of(
            [
                ("leading_from", "heart 13.2 sure 0.85"),
                ("leading_from", "easy 9"),
                ("colour", "rose"),
                ("phrase1", "May you be safe"),
                ("part2", "the tired one"),
                ("sound_heard", "off"),
                ("sound_heard", "on"),
                ("words", "all"),
            ]
        )
    ) == repr(
        [
            LeadingBegan(t_s=1.0, origin="heart", breaths_per_min=13.2, in_share=None, sure_share=0.85),
            LeadingBegan(t_s=1.0, origin="easy", breaths_per_min=9.0, **unknown),
            AnswerKept(t_s=1.0, kind="colour", index=0, text="rose"),
            AnswerKept(t_s=1.0, kind="phrase", index=0, text="May you be safe"),
            AnswerKept(t_s=1.0, kind="inner_part", index=1, text="the tired one"),
            SoundMuted(t_s=1.0, muted=True),
            SoundMuted(t_s=1.0, muted=False),
            WordsSpared(t_s=1.0, spared=False),
        ]
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("breath_pattern", "start_per_min= lean_s rest"),
        ("leading_from", "hand"),
        ("pace_wish", "a little"),
        ("ends_at_s", "soon"),
        ("phrase0", "none"),
        ("something_else", "x"),
        ("leading_from", ""),
    ],
)
def test_a_setting_that_nobody_understands_never_stops_the_reading(name, value):
    settings_of([(name, value)])


def test_offers_keep_the_pace_that_they_named(older):
    path = older(3)
    connection = sqlite3.connect(path)
    sentence = "Your heart tells of about 11 breaths a minute. The light can begin there, if you like."
    connection.execute("INSERT INTO offer_made VALUES (900001, 5.0, 'own_pace', ?)", (sentence,))
    connection.execute("INSERT INTO offer_made VALUES (900002, 6.0, 'stay', 'We can stay at this pace, if you like.')")
    connection.commit()
    connection.close()
    with Recording(path) as recording:
        told = [(event.offer, event.breaths_per_min) for _, event in recording.events(OfferMade)]
    assert told[0] == ("own_pace", 11.0)
    assert told[1][0] == "stay"
    assert told[1][1] is None
