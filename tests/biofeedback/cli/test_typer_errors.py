"""What is wrong with a command line is said in the person's language, and in English as Typer says it."""

import pytest
from typer._click.exceptions import UsageError

from biofeedback.cli.command_line import command_line
from biofeedback.cli.typer_errors import MESSAGES, said_by_typer
from scripts import messages
from tests.rigs.words.pseudo_language import is_pseudo, pseudo_language
from ui.words.languages import english

WRONG = {
    "No such command 'begn'. Did you mean 'begin'?": ["begn"],
    "No such command 'xyzzy'.": ["xyzzy"],
    "No such command 'sho'. Did you mean 'show'?": ["sessions", "sho"],
    "No such option: --spead (Possible options: --sealed, --seed, --speed)": ["begin", "--spead", "3"],
    "No such option: --zzz": ["begin", "--zzz"],
    "Option '--words' does not take a value.": ["begin", "--words=3"],
    "Option '--speed' requires an argument.": ["begin", "--speed"],
    "Got unexpected extra argument(s) (b c)": ["begin", "a", "b", "c"],
    "Missing argument 'file'.": ["analyse"],
    "Invalid value for '--speed': 'quick' is not a valid float.": ["begin", "--speed", "quick"],
    "Invalid value for '--speed': '1,5' is not a valid float. The decimal sign is a point here: 1.5.": [
        "begin",
        "--speed",
        "1,5",
    ],
    "Invalid value for '--seed': 'one' is not a valid int.": ["begin", "--seed", "one"],
    "Invalid value for '--seed': '1,5' is not a valid int.": ["begin", "--seed", "1,5"],
    "Invalid value for '--seconds': 'x' is not a valid float range.": ["capture", "a", "--seconds", "x"],
    "Invalid value for '--detrend': 'x' is not one of 'none', 'linear', 'smoothness-priors'.": [
        "analyse",
        "f",
        "--detrend",
        "x",
    ],
    "Invalid value for '--output': File '/' is a directory.": ["begin", "--output", "/"],
}


@pytest.fixture(scope="module")
def pseudo():
    """The language of the tests; reading every message of the code for it takes most of a second."""
    return pseudo_language(messages.template())


def wrong(words, language):
    with pytest.raises(UsageError) as caught:
        command_line(language)(words, standalone_mode=False)
    return caught.value.format_message()


@pytest.mark.parametrize("sentence", WRONG)
def test_it_is_said_in_the_language(sentence, pseudo):
    assert wrong(WRONG[sentence], english()) == sentence
    assert is_pseudo(wrong(WRONG[sentence], pseudo))


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_found_again(message, pseudo):
    sentence = message.replace("{", "<").replace("}", ">")
    assert said_by_typer(sentence, english()) == sentence
    assert is_pseudo(said_by_typer(sentence, pseudo))


def test_what_is_not_known_stays_as_it_is(pseudo):
    assert said_by_typer("Quite another sentence.", pseudo) == "Quite another sentence."
