"""What is said otherwise now than by the code that wrote the sentences of before."""

import re


def said_now(sentence: str) -> str:
    """Return a sentence of before as it is said now: each of two counts has one, one *is* there, and 11 % is parted."""
    in_two = re.sub(r"(Needs [^;]*); (\S+(?: s)? are there\.)", r"\1. \2", sentence)
    of_one = re.sub(r"(\. 1(?: s)?) are there\.", r"\1 is there.", in_two)
    return re.sub(r"(\d)% of the heartbeats had", r"\1 % of the heartbeats had", of_one)
