import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.channel import Channel
from devices.options import read_option, read_options, read_values, write_options, write_values

words = st.text("abcdefgh0123456789./:-_", min_size=1, max_size=8)


@pytest.mark.parametrize("separator", [";", ","])
@given(head=words, options=st.lists(st.tuples(words, words), max_size=4))
def test_options_read_back_as_they_were_written(separator, head, options):
    read_head, read = read_options(write_options(head, options, separator), separator)
    assert read_head == head
    assert [(option.name, option.value) for option in read] == options


@given(st.lists(words, min_size=1, max_size=4))
def test_values_read_back_as_they_were_written(values):
    assert read_values(write_values(values)) == values


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (" kind = ecg ", "kind", "ecg"),
        ("no-rr", "no-rr", None),
        ("kind=", "kind", ""),
        ("a=b=c", "a", "b=c"),
        ("", "", None),
    ],
)
def test_an_option_is_a_name_and_perhaps_a_value(text, name, value):
    assert read_option(text) == (text.strip(), name, value)


def test_an_option_without_a_value_is_not_written():
    assert write_options("wave", [("unit", "ms"), ("kind", "")], ";") == "wave;unit=ms"


@pytest.mark.parametrize(
    "text", ["2a37", "wave;unit=us;kind=ecg;rate_hz=250", "bitalino;channels=A1+A2;heart=A2;kind=ecg;rate_hz=1000"]
)
def test_a_channel_is_written_as_it_was_read(text):
    assert str(Channel.read(text)) == text
