"""A comma is a decimal one, stands between two columns, or is asked about; no heart rate becomes a decimal."""

import math
import random

import pytest

from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from sessions.rr_text import RrText, read_rr_text
from tests.rigs.words.said_errors import raises_saying

CHANCE = random.Random(7)
RR_MS = [round(830 + 60 * math.sin(beat / 4) + CHANCE.gauss(0, 12)) for beat in range(60)]
RATES = [round(60_000 / rr) for rr in RR_MS]
MARKS = [beat % 7 // 6 for beat in range(60)]
ODD = [50 + 13 * beat % 47 for beat in range(60)]


@pytest.fixture
def read(tmp_path):
    """Write lines below a header and read them."""

    def text(header: str, lines) -> RrText:
        path = tmp_path / "rr.csv"
        path.write_text("\n".join([*([header] if header else []), *lines]), encoding="utf-8")
        return read_rr_text(path)

    return text


@pytest.mark.parametrize(
    ("header", "second"),
    [
        ("RR,HR", RATES),
        ('"RR","HR"', RATES),
        ("", RATES),
        ("RR,quality", MARKS),
        ("", MARKS),
        ("rr_ms,artifact", MARKS),
        ("RR,contact", [1] * 60),
        ("RR,count", ODD),
    ],
)
def test_whole_numbers_beside_intervals_are_a_column(read, header, second) -> None:
    found = read(header, [f"{rr},{value}" for rr, value in zip(RR_MS, second, strict=True)])
    assert found.rr_ms == tuple(RR_MS)
    assert not found.decimal_commas


def test_marks_before_intervals_are_a_column(read) -> None:
    lines = [f"{mark},{rr}" for mark, rr in zip(MARKS, RR_MS, strict=True)]
    assert read("quality,RR", lines).rr_ms == tuple(RR_MS)


def test_a_second_column_of_intervals_is_asked_about(read) -> None:
    lines = [f"{rr},{rr + 2}" for rr in RR_MS]
    with raises_saying(RecordingError, "several columns of intervals"):
        read("RR,NN", lines)
    with raises_saying(RecordingError, "has 2 values"):
        read("", lines)


@pytest.mark.parametrize("header", ["", "rr"])
@pytest.mark.parametrize("decimals", ["00", "07", "{at:03d}", "{half}"])
def test_decimals_stay_decimals(read, header, decimals) -> None:
    ends = [decimals.format(at=at * 377 % 1000, half=at % 2 * 5) for at in range(9)]
    found = read(header, [f"{rr},{end}" for rr, end in zip(RR_MS, ends, strict=False)])
    assert found.rr_ms == tuple(float(f"{rr}.{end}") for rr, end in zip(RR_MS, ends, strict=False))


@pytest.mark.parametrize("header", ["", "rr", "time,rr"])
def test_decimal_commas_of_seconds_stay(read, header) -> None:
    found = read(header, [f"{(rr + 150) / 1000:.3f}".replace(".", ",") for rr in RR_MS])
    assert found.rr_ms == pytest.approx([rr + 150 for rr in RR_MS])
    assert found.decimal_commas


def test_what_may_be_either_is_asked_about_and_a_title_answers(read) -> None:
    lines = [f"{rr},{odd}" for rr, odd in zip(RR_MS, ODD, strict=True)]
    with raises_saying(RecordingError, "decimal comma, or two columns"):
        read("", lines)
    assert read("rr", lines).rr_ms == pytest.approx([rr + odd / 100 for rr, odd in zip(RR_MS, ODD, strict=True)])


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("id,RR (ms)", "{mark},{rr}"),
        ("subject,rr", "{mark},{rr}"),
        ("quality,rr_ms", "{mark},{rr}"),
        ("id, rr", "{mark}, {rr}"),
        ('"subject","rr"', '"{mark}","{rr}"'),
        ("", "{mark}, {rr}"),
        ("", '"{mark}","{rr}"'),
    ],
)
@pytest.mark.parametrize("mark", [0, 1, 2, 9])
@pytest.mark.parametrize("count", [8, 60])
def test_a_column_that_never_changes_is_one_where_anything_says_so(read, header, cells, mark, count) -> None:
    found = read(header, [cells.format(mark=mark, rr=rr) for rr in RR_MS[:count]])
    assert found.rr_ms == tuple(RR_MS[:count])
    assert not found.decimal_commas
    assert found.unused_titles == ((header.split(",")[0].strip('"'),) if header else ())


@pytest.mark.parametrize("header", ["", "id,rr"])
@pytest.mark.parametrize("mark", [1, 3, 300])
def test_intervals_of_three_and_four_digits_are_no_decimals(read, header, mark) -> None:
    around = [rr + 170 for rr in RR_MS]
    assert read(header, [f"{mark},{rr}" for rr in around]).rr_ms == tuple(around)


@pytest.mark.parametrize("mark", [1, 300])
def test_nothing_but_a_constant_before_intervals_is_asked_about(read, mark) -> None:
    with raises_saying(RecordingError, "decimal comma, or two columns"):
        read("", [f"{mark},{rr}" for rr in RR_MS])


def _layout(chance: random.Random) -> tuple[list[str], list[float]]:
    """Return lines of a table that a stranger may have made, and the intervals in it."""
    typical, spread = chance.uniform(400, 1700), chance.uniform(10, 80)
    count = chance.choice([8, 20, 60])
    rr_ms = [round(min(2000, max(300, chance.gauss(typical, spread)))) for _ in range(count)]
    if chance.random() < 0.3:
        rr_ms[count // 2], rr_ms[count // 2 + 1] = round(typical * 0.6), round(typical * 1.4)
    if chance.random() < 0.3:
        places = chance.choice([1, 2, 3, 4])
        decimals = [
            round(rr / 1000, 3) if places > 2 else rr + chance.randrange(10**places) / 10**places for rr in rr_ms
        ]
        cells = [f"{each:.{places}f}".replace(".", ",") for each in decimals]
        if chance.random() < 0.3:
            cells = [cell.rstrip("0").rstrip(",") for cell in cells]
        header = chance.choice([[], ["rr"], ["RR (s)"] if places > 2 else ["RR (ms)"], ["time,rr"]])
        factor = 1000 if places > 2 else 1
        return [*header, *cells], [each * factor for each in decimals]
    mark = chance.randrange(10)
    column = chance.choice(
        [
            [mark] * count,
            list(range(mark, mark + count)),
            [chance.choice([0, 0, 0, 1]) for _ in rr_ms],
            [chance.randrange(1, 4) for _ in rr_ms],
            [chance.choice([101, 300, 931, 1007])] * count,
            [1 + 3 * at // count for at in range(count)],
            [round(60_000 / rr) for rr in rr_ms],
        ]
    )
    turned = chance.random() < 0.3
    titles = [chance.choice(["id", "subject", "n", "quality"]), chance.choice(["rr", "RR (ms)", "rr_ms", "IBI"])]
    cell, between = chance.choice([("{}", ","), ("{}", ", "), ('"{}"', ","), ("{}", ",")])
    rows = [(rr, other) if turned else (other, rr) for other, rr in zip(column, rr_ms, strict=True)]
    header = chance.choice([[], [titles[::-1] if turned else titles]])
    return [between.join(cell.format(each) for each in row) for row in [*header, *rows]], [float(rr) for rr in rr_ms]


@pytest.mark.parametrize("hundred", range(6))
def test_whatever_stands_beside_intervals_no_other_beats_are_read(tmp_path, hundred: int) -> None:
    path, understood = tmp_path / "rr.csv", 0
    for seed in range(100 * hundred, 100 * hundred + 100):
        lines, truth = _layout(random.Random(seed))
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            found = read_rr_text(path).rr_ms
        except RecordingError:
            continue
        # One decimal of a millisecond may be taken for a mark.
        assert found == pytest.approx(truth, abs=1.0), (seed, lines[:9])
        understood += 1
    assert understood > 60


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("time,rr", '"{end:.3f}","{rr:.1f}"'),
        ("time,rr", '"{end:.3f}",{whole}'),
        ('"time","rr"', '"{end:.3f}","{s:.4f}"'),
        ("", '"{end:.3f}","{s:.4f}"'),
        ("n,rr", '{at},"{rr:.1f}"'),
        ("rr", '"{rr:.1f}"'),
        ("quality,rr", '1,"{s:.3f}"'),
    ],
)
def test_decimal_commas_within_quotes_are_read(read, header, row) -> None:
    ends = [sum(RR_MS[: at + 1]) / 1000 for at in range(60)]
    lines = [
        row.format(at=at, end=end, rr=float(rr), whole=rr, s=rr / 1000).replace(".", ",")
        for at, (rr, end) in enumerate(zip(RR_MS, ends, strict=True))
    ]
    found = read(header, lines)
    assert found.rr_ms == pytest.approx(RR_MS)
    assert (found.t_s is not None) == ("end" in row)


@pytest.mark.parametrize("mark", [",", "'", "’", "\u202f", "\u00a0", "."])
@pytest.mark.parametrize("more", [170, 400])
@pytest.mark.parametrize("row", ["{at};{rr}", '{at},"{rr}"'])
def test_marks_of_thousands_within_cells_are_read(read, mark, more, row) -> None:
    rr_ms = [rr + more for rr in RR_MS]
    lines = [row.format(at=at, rr=f"{rr:,}".replace(",", mark)) for at, rr in enumerate(rr_ms)]
    assert read("n;rr" if ";" in row else "n,rr", lines).rr_ms == pytest.approx(rr_ms)


def test_a_blank_parts_thousands_beside_semicolons_where_shorter_numbers_say_so(read) -> None:
    lines = [f"{at};{rr + 170:,}".replace(",", " ") for at, rr in enumerate(RR_MS)]
    assert read("n;rr", lines).rr_ms == tuple(rr + 170 for rr in RR_MS)
    with raises_saying(RecordingError, "has 2 values"):
        read("n;rr", [line for line in lines if " " in line])


def test_a_remark_with_a_comma_parts_no_decimals(read) -> None:
    lines = [f"{(rr + 150) / 1000:.3f}".replace(".", ",") for rr in RR_MS]
    assert read("rr", [*lines[:30], '"late, sorry"', '"0,975"', *lines[30:]]).count == len(lines) + 1


@pytest.mark.parametrize("places", [2, 3])
def test_times_of_beats_with_decimal_commas_are_read_as_with_points(tmp_path, places) -> None:
    ends = [f"{sum(RR_MS[: at + 1]) / 1000:.{places}f}" for at in range(60)]
    made = {}
    for mark in ".,":
        path = tmp_path / "beats.txt"
        path.write_text("\n".join(ends).replace(".", mark), encoding="utf-8")
        (heart,) = read_file(path).hearts
        made[mark] = heart
    assert repr(made[","]) == repr(made["."])
    assert made[","].rr_ms == pytest.approx(RR_MS[1:], abs=1000 * 10**-places)
