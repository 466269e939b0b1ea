"""Several intervals in a cell, whatever parts them, are all beats; where a comma may be a decimal one, it is asked."""

import math
import random
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from tests.rigs.words.said_errors import raises_saying

BETWEEN = {
    "comma": ("{}", ","),
    "comma, blank": ("{}", ", "),
    "semicolon": ("{}", ";"),
    "bar": ("{}", "|"),
    "blank": ("{}", " "),
    "slash": ("{}", "/"),
    "brackets": ("[{}]", ", "),
}


def heart(typical: float, count: int = 120, seed: int = 5) -> list[int]:
    chance = random.Random(seed)
    return [round(typical * (1 + 0.05 * math.sin(beat / 4)) + chance.gauss(0, 9)) for beat in range(count)]


def packets(rr_ms: list[int], every_s: float) -> list[tuple[float, list[int]]]:
    """Return the moments in s at which packets come, and what each holds."""
    ends = [end / 1000 for end in accumulate(rr_ms)]
    return [
        (at * every_s, [rr for rr, end in zip(rr_ms, ends, strict=True) if (at - 1) * every_s < end <= at * every_s])
        for at in range(1, math.ceil(ends[-1] / every_s) + 1)
    ]


def table(
    made: list[tuple[float, list[int]]], mark: str, how: str, *, time: str = "{:.3f}", quoted: bool = False
) -> str:
    form, between = BETWEEN[how]
    cells = [(time.format(at), "62", form.format(between.join(map(str, held)))) for at, held in made]
    cell = '"{}"' if quoted else "{}"
    return "\n".join(mark.join(cell.format(each) for each in row) for row in [("timestamp", "hr", "rr"), *cells])


@pytest.fixture
def read(tmp_path: Path):
    def read(text: str):
        path = tmp_path / "packets.csv"
        path.write_text(text, encoding="utf-8")
        return read_file(path)

    return read


@pytest.mark.parametrize("how", BETWEEN)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("typical", [400, 700, 940])
def test_all_intervals_of_all_packets_are_read(read, how: str, mark: str, typical: int) -> None:
    rr_ms = heart(typical)
    made = packets(rr_ms, 2.0 if typical > 900 else 1.0)
    quoted = mark == "," or mark in BETWEEN[how][1]
    (found,) = read(table(made, mark, how, quoted=quoted)).hearts
    assert found.rr_ms == tuple(rr_ms)
    assert found.t_s is not None
    assert found.t_s[-1] - found.t_s[0] == pytest.approx(made[-1][0] - made[0][0], abs=1e-6)


@pytest.mark.parametrize("how", ["semicolon", "bar", "comma"])
@pytest.mark.parametrize("every_s", [1.0, 1.5])
def test_marks_within_cells_that_stand_in_half_of_the_lines_part_no_columns(read, how: str, every_s: float) -> None:
    rr_ms = heart(860)
    (found,) = read(table(packets(rr_ms, every_s), ",", how)).hearts
    assert found.rr_ms == tuple(rr_ms)


def test_where_no_point_tells_the_time_that_passed_does(read) -> None:
    rr_ms = heart(700)
    made = packets(rr_ms, 2.0)  # nearly each holds several
    (found,) = read(table(made, ";", "comma", time="{:.0f}")).hearts
    assert found.rr_ms == tuple(rr_ms)
    assert found.t_s is not None


def test_three_decimals_behind_commas_stay_decimals(read) -> None:
    chance = random.Random(4)
    rr_ms = [rr + chance.randrange(1000) / 1000 for rr in heart(900)]
    ends = accumulate(rr_ms)
    rows = [f"{end / 1000:.3f};{rr:.3f}".replace(".", ",") for end, rr in zip(ends, rr_ms, strict=True)]
    (found,) = read("time;rr\n" + "\n".join(rows)).hearts
    assert found.rr_ms == pytest.approx(rr_ms)


def test_decimals_that_look_like_intervals_are_asked_about(read) -> None:
    rr_ms = [rr + (800 + 7 * at % 150) / 1000 for at, rr in enumerate(heart(900))]
    ends = accumulate(rr_ms)
    rows = [f"{end:.0f};{rr:.3f}".replace(".", ",") for end, rr in zip(ends, rr_ms, strict=True)]
    with raises_saying(RecordingError, "several intervals, or one with a decimal comma"):
        read("time;rr\n" + "\n".join(rows))


@pytest.mark.parametrize("header", ["", "rr\n", "hr;rr\n"])
@pytest.mark.parametrize("every_s", [1.0, 2.0])
def test_without_times_a_comma_between_likely_intervals_is_asked_about(read, header: str, every_s: float) -> None:
    first = "62;" if ";" in header else ""
    rows = [first + ",".join(map(str, held)) for _, held in packets(heart(940), every_s) if held]
    with pytest.raises(RecordingError):
        read(header + "\n".join(rows))


def test_what_stands_in_several_rows_is_not_counted_twice(read) -> None:
    rr_ms = heart(900)
    ends = [end / 1000 for end in accumulate(rr_ms)]
    rows = [f"{ends[at]:.3f},62,{rr_ms[at - 1]};{rr_ms[at]}" for at in range(1, len(rr_ms))]
    with raises_saying(RecordingError, "has 2 values"):
        read("\n".join(["timestamp,hr,rr", *rows]))


@pytest.mark.parametrize("titles", ["rr1,rr2", "RR_0,RR_1"])
def test_numbered_columns_hold_one_heart_where_the_time_says_so(read, titles: str) -> None:
    rr_ms = heart(600)
    rows = [f"{at:.3f},{','.join(map(str, [*held, '', ''][:2]))}" for at, held in packets(rr_ms, 1.0) if len(held) <= 2]
    (found,) = read("\n".join([f"timestamp,{titles}", *rows])).hearts
    assert found.rr_ms == tuple(rr_ms)
    other = [f"{end / 1000:.3f},{rr},{rr + 40}" for end, rr in zip(accumulate(rr_ms), rr_ms, strict=True)]
    with pytest.raises(RecordingError):
        read("\n".join([f"timestamp,{titles}", *other]))


def test_brackets_around_one_interval_or_none_are_passed_over(read) -> None:
    rr_ms = heart(1100)
    made = packets(rr_ms, 1.0)
    (found,) = read(table(made, ",", "brackets")).hearts
    assert found.rr_ms == tuple(rr_ms)
    (untimed,) = read("hr,rr\n" + "\n".join(f"55,[{rr}]" for rr in rr_ms)).hearts
    assert untimed.rr_ms == tuple(rr_ms)


def test_the_first_cell_with_several_may_come_late(read) -> None:
    rr_ms = heart(1100, 260) + heart(600, 80)
    (found,) = read(table(packets(rr_ms, 1.0), ",", "semicolon")).hearts
    assert found.rr_ms == tuple(rr_ms)


@pytest.mark.parametrize("between", [";", "|", " "])
def test_without_titles_rows_with_several_are_not_passed_over(read, between: str) -> None:
    rows = [between.join(map(str, held)) for _, held in packets(heart(900), 1.0) if held]
    with pytest.raises(RecordingError):
        read("\n".join(rows))
