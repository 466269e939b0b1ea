"""A text or table of intervals is a sensor: its beats come through the real replay path, at their own times."""

import math
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from biofeedback.app.replaying.as_sensor import played_again
from biofeedback.app.replaying.replay import replay
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Gap, Notice
from sessions.reader import Recording
from sessions.rr_text import read_rr_text
from tests.rigs.words.sentence_of import sentence_of
from ui.words.languages import english

GAP_S = 30.0


def table(path: Path) -> tuple[list[int], list[float]]:
    """Write a German table with a gap and one line that says nothing; return its intervals and times."""
    rr_ms = [round(900 + 60 * math.sin(beat / 2.4)) for beat in range(150)]
    t_s, at = [], 0.0
    for beat, rr in enumerate(rr_ms):
        at += rr / 1000 + (GAP_S if beat == 60 else 0.0)
        t_s.append(round(at, 3))
    lines = [f"{t:.3f};{rr}".replace(".", ",") for t, rr in zip(t_s, rr_ms, strict=True)]
    path.write_text("\n".join(["Zeit;RR-Intervall", *lines[:30], "x;y", *lines[30:]]), "utf-8")
    return rr_ms, t_s


@pytest.fixture
def practised(tmp_path, monkeypatch, capsys):
    """Practise in the terminal with what a file holds; return the exit code, what was printed and the recording."""

    def practise(file: Path):
        monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "opening_page_shown").touch()
        practice = ["begin", "compassionate_pause", "--sensor", f"replay:{file}", "--speed", "100"]
        kept = tmp_path / "kept.soften"
        monkeypatch.setattr("sys.argv", ["soften", *practice, "--terminal", "--no-sound", "--output", str(kept)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return left.value.code, printed.out + printed.err, kept

    return practise


def test_a_table_gives_a_whole_practice(tmp_path, practised):
    rr_ms, t_s = table(tmp_path / "beats.csv")
    code, printed, kept = practised(tmp_path / "beats.csv")
    assert code == 0, printed
    with Recording(kept) as recording:
        beats = [event for _, event in recording.events(Beat)]
        gaps = [event for _, event in recording.events(Gap)]
        sentences = [sentence_of(event) for _, event in recording.events(Notice)]
        assert replay(recording).identical
    assert len(beats) > 130
    assert [beat.rr_ms for beat in beats] == rr_ms[: len(beats)]
    times_s = [beat.arrived_s - beats[0].arrived_s for beat in beats]
    assert times_s == pytest.approx([t - t_s[0] for t in t_s[: len(beats)]], abs=1e-6)
    assert [gap.until_s - gap.from_s for gap in gaps] == pytest.approx([GAP_S + 0.9], abs=1.0)
    said = (
        "150 intervals in milliseconds, from the column 'RR-Intervall', with the times of 'Zeit'. Commas were read as "
        "decimal points. Line 32 was set aside: it has no interval, or no time that is possible."
    )
    assert said in sentences
    assert said in " ".join(printed.split())


def test_without_times_the_beats_follow_one_another(tmp_path):
    (tmp_path / "rr.txt").write_text("800\n820\nx\n900\n")
    beats = played_again(str(tmp_path / "rr.txt"), english())._played
    assert [beat.arrived_s for beat in beats] == pytest.approx([0.8, 1.62, 2.44, 3.34])
    assert [packet.data for packet in beats] == [b"800", b"820", b"nan", b"900"]


@pytest.mark.parametrize("content", ["72\n75\n71\n", '{"steps": [800]}', "", "time,rr\n", "812\nhello\n", "\0\0"])
def test_what_is_no_table_is_said_as_it_is_when_it_is_analysed(tmp_path, practised, content):
    file = tmp_path / "beats.csv"
    file.write_text(content)
    with pytest.raises(RecordingError) as caught:
        read_rr_text(file)
    with pytest.raises(RecordingError) as again:
        played_again(str(file), english())
    assert (again.value.code, again.value.facts) == (caught.value.code, caught.value.facts)
    code, printed, kept = practised(file)
    assert code == 1
    assert "Traceback" not in printed
    assert str(file) in printed
    assert not kept.exists()
