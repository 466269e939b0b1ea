import pytest

from devices.streams.watched_lines import WatchedLines
from tests.rigs.words.sentence_of import sentence_of


class Counter:
    """A framer to which every byte is a line; question marks cannot be read."""

    malformed = 0

    def feed(self, data):
        self.malformed += data.count(b"?")
        return [byte for byte in data if byte != ord("?")]

    def clear(self):
        pass


def watched(*packets):
    lines = WatchedLines("board", Counter())
    for arrived_s, data in packets:
        lines.feed(data, arrived_s)
    return lines


@pytest.mark.parametrize(
    ("data", "remarked"),
    [(b"." * 12 + b"???", False), (b"." * 11 + b"???", True), (b"..??", False), (b"???", True)],
)
def test_three_lines_and_more_than_a_fifth_that_cannot_be_read_are_remarked_on(data, remarked):
    assert bool(sentence_of(watched((1.0, data)).announcement)) is remarked


@pytest.mark.parametrize(("later_s", "remarked"), [(4.9, True), (5.0, False)])
def test_five_seconds_are_looked_at_in_whole_seconds(later_s, remarked):
    assert bool(sentence_of(watched((0.9, b"???"), (later_s, b".")).announcement)) is remarked


def test_lines_of_one_second_count_together_however_they_come():
    assert sentence_of(watched((1.0, b"." * 12), (1.4, b"?"), (1.8, b"??")).announcement) == ""
    assert sentence_of(watched((1.0, b"." * 11), (1.4, b"?"), (1.8, b"??")).announcement) != ""


def test_a_break_of_the_link_takes_the_remark_back_and_keeps_the_count():
    lines = watched((1.0, b"????"))
    lines.clear()
    assert sentence_of(lines.announcement) == ""
    assert [(fact.name, fact.value) for fact in lines.final_statistics(2.0)] == [("malformed-lines", 4)]
