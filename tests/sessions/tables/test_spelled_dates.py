"""Dates in the spelling of mail, C, JavaScript and file names, and zones that are words."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sessions.tables.moments import moments_of
from sessions.tables.spelled_dates import in_numbers

AT = datetime(2026, 3, 5, 14, 2, 11, tzinfo=UTC)
NAIVE = AT.replace(tzinfo=None)
EAST = AT.replace(tzinfo=timezone(timedelta(hours=2)))
SPELLED = {
    "Thu, 05 Mar 2026 14:02:11 +0000": AT,
    "Thu, 5 Mar 2026 14:02:11 GMT": AT,
    "5 March 2026 14:02:11": NAIVE,
    "Thu Mar  5 14:02:11 2026": NAIVE,
    "Thu Mar 05 14:02:11 CEST 2026": EAST,
    "Thu Mar 05 2026 14:02:11 GMT+0200 (Central European Summer Time)": EAST,
    "2026-03-05 14:02:11 UTC": AT,
    "2026-03-05 14:02:11 GMT+02:00": EAST,
    "2026-03-05 14:02:11 UTC+2": EAST,
    "2026/03/05 14:02:11 CEST": EAST,
    "2026-03-05T14:02:11 KST": AT.replace(tzinfo=timezone(timedelta(hours=9))),
    "2026_03_05_14_02_11": NAIVE,
}


@pytest.mark.parametrize("cell", SPELLED)
def test_a_spelled_date_is_read(cell: str) -> None:
    moments = moments_of([cell])
    assert moments.first_at == SPELLED[cell]
    assert (moments.first_at.tzinfo is None) == (SPELLED[cell].tzinfo is None)


UNCLEAR = ["2026-03-05 14:02:11 CST", "Thu Foo 05 14:02:11 2026", "2026-03-05 14:02:11 CET+1", "start", "", "5 Mar"]


@pytest.mark.parametrize("cell", UNCLEAR)
def test_what_may_mean_two_things_is_left(cell: str) -> None:
    assert in_numbers(cell) is None


def test_fractions_stay() -> None:
    moments = moments_of(["2026_03_05_14_02_11_250", "2026_03_05_14_02_12_100"])
    assert moments.t_s == pytest.approx([0.0, 0.85])
