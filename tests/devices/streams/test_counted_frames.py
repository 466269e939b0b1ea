import pytest

from devices.streams.counted_frames import CountedFrames


@pytest.mark.parametrize(
    ("silent_s", "frames_s", "hole"),
    [
        (0.9, 0.0, False),  # no silence yet
        (1.0, 0.0, True),
        (1.0, 0.4, True),
        (1.0, 0.5, False),  # nearly all that was sent in that time
        (3.0, 2.4, True),
        (3.0, 2.6, False),
    ],
)
def test_a_silence_after_which_too_little_comes_is_a_hole(silent_s, frames_s, hole):
    frames = CountedFrames(100.0)
    assert not frames.has_hole(5.0, 10.0)
    assert frames.has_hole(100.0 * frames_s, 10.0 + silent_s) is hole


def test_no_silence_is_measured_across_a_break_of_the_link():
    frames = CountedFrames(100.0)
    frames.has_hole(5.0, 10.0)
    frames.restart()
    assert not frames.has_hole(5.0, 60.0)


def test_frames_that_are_missing_take_their_time():
    frames = CountedFrames(100.0)
    assert [frames.next_s(), frames.next_s(), frames.next_s(skipped=3), frames.next_s()] == [0.0, 0.01, 0.05, 0.06]
    assert frames.after_s(2) == pytest.approx(0.08)
