"""What `soften analyse` makes of a text file, and what it says of one that it cannot read."""

import json

import pytest


def test_a_gap_in_the_times_of_a_text_file_is_kept(soften, tmp_path):
    rows, t_s = ["time,rr"], 0.0
    for index in range(300):
        t_s += 0.8 + (60.0 if index == 150 else 0.0)
        rows.append(f"{t_s:.3f},800")
    file = tmp_path / "holed.csv"
    file.write_text("\n".join(rows))
    code, out, _ = soften("analyse", file, "--json")
    assert code == 0
    assert json.loads(out)["duration_s"] == pytest.approx(300.0, abs=1.5)


def test_analyse_names_the_line_that_is_malformed(soften, tmp_path):
    file = tmp_path / "rr.txt"
    file.write_text("800\n812\neight hundred\n790\n")
    code, out, _ = soften("analyse", file)
    assert code == 0
    assert "Line 3 was set aside" in out
    file.write_text("800\n812\neight hundred\nmore\n")
    code, _, err = soften("analyse", file)
    assert code == 1
    assert "line 3" in err
    assert len(err.strip().splitlines()) == 1


def test_analyse_recognises_seconds_and_says_so(soften, tmp_path):
    file = tmp_path / "rr.txt"
    file.write_text("\n".join(["0.8", "0.812", "0.79"] * 40))
    code, out, _ = soften("analyse", file)
    assert code == 0
    assert "second" in out.splitlines()[0]
